// What-ifs: a value put in place of another by its path, and a policy laid over the base.

/// One `--set PATH=VALUE`.
public struct Override: Sendable, Equatable {
    /// The argument as it was given.
    public let argument: String
    let path: String
    let valueText: String
    /// Column of the value in the argument, from 1.
    let valueColumn: Int

    /// Reads an argument of the form `PATH=VALUE`; the value is YAML.
    ///
    /// - Throws: ``ScenarioFileError`` if there is no `=` or no path.
    public init(argument: String) throws(ScenarioFileError) {
        guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else {
            let place = Place(file: "--set", line: 1, column: 1)
            throw ScenarioFileError(
                kind: .badScenario,
                diagnostics: [
                    Diagnostic(
                        place: place, severity: .error,
                        message:
                            "'\(shortened(argument))' is not of the form PATH=VALUE, such as response.fix.build='2 h'")
                ])
        }
        self.argument = argument
        path = String(argument[..<equals])
        valueText = String(argument[argument.index(after: equals)...])
        valueColumn = path.unicodeScalars.count + 2
    }
}

/// Changes to a tree.
enum TreeChange {
    /// Lays one node over another: mappings key by key, everything else in place of what was there.
    ///
    /// A predicate is one value and is replaced as a whole. So is a law, unless the upper one names only parameters of the
    /// lower: `{median: 3 h}` over `{median: 2 h, sigma: 0.5}` changes the median, `{mean: 3 h, cv: 1}` replaces the law.
    static func overlay(_ upper: YAMLValue, on lower: YAMLValue?) -> YAMLValue {
        guard let lower, let below = lower.entries, let above = upper.entries else { return upper }
        if isAnotherLaw(above, than: below) || isAnotherTest(above, than: below) { return upper }
        // A gate that counts failures, and one by a test, replace each other.
        let others = above.compactMap { alternatives[$0.key] }
        var entries = below.filter { !others.contains($0.key) }
        let indices = Dictionary(entries.indices.map { (entries[$0].key, $0) }, uniquingKeysWith: { first, _ in first })
        for entry in above {
            if let index = indices[entry.key] {
                entries[index].value =
                    predicates.contains(entry.key) ? entry.value : overlay(entry.value, on: entries[index].value)
                entries[index].place = entry.place
            } else {
                entries.append(entry)
            }
        }
        // What the whole lacks, it lacks where the base stands.
        var result = lower
        result.content = .mapping(entries)
        result.origin = upper.origin ?? lower.origin
        result.marks = lower.marks.filter { mark in !upper.marks.contains { $0.key == mark.key } } + upper.marks
        return result
    }

    /// Keys whose values are predicates.
    private static let predicates = Set(PredicateKey.allCases.map(\.rawValue))

    private static let lawParameters = Set(ScenarioLanguage.lawParameters)

    private static func isAnotherLaw(_ upper: [YAMLValue.Entry], than lower: [YAMLValue.Entry]) -> Bool {
        let above = Set(upper.map(\.key))
        let below = Set(lower.map(\.key))
        return !above.isEmpty && above.isSubset(of: lawParameters) && !below.isEmpty
            && below.isSubset(of: lawParameters) && !above.isSubset(of: below)
    }

    private static let alternatives = ["failures": "test", "test": "failures"]

    /// Whether two mappings are different tests of a gate.
    private static func isAnotherTest(_ upper: [YAMLValue.Entry], than lower: [YAMLValue.Entry]) -> Bool {
        let above = Set(upper.map(\.key)).intersection(ScenarioDecoder.gateTests)
        let below = Set(lower.map(\.key)).intersection(ScenarioDecoder.gateTests)
        return !above.isEmpty && !below.isEmpty && above.isDisjoint(with: below)
    }

    /// The steps of a path; nil if it has an empty one or more than any path of the language.
    static func steps(of path: String) -> [String]? {
        guard path.utf8.count <= 1000 else { return nil }
        let steps = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return steps.count <= 16 && !steps.contains("") ? steps : nil
    }

    /// Mappings whose keys are names of the scenario's own: a path through one may not invent a name.
    private static let named: Set<String> = [
        "attributes", "platforms", "calendars", "profiles", "regions", "groups", "segments", "centres", "certs",
    ]

    /// Puts a value at a path. Steps are keys, `*` for every key of a level, and for lists an index from 0 or an item's `id`.
    ///
    /// - Returns: the changed tree, or a message that says which step leads nowhere.
    static func set(
        _ value: YAMLValue, at path: [String], in tree: YAMLValue, under parent: String = ""
    ) -> Result<YAMLValue, PathError> {
        guard let step = path.first else {
            var replaced = value
            replaced.origin = value.origin ?? tree.origin
            return .success(replaced)
        }
        let rest = Array(path.dropFirst())
        switch tree.content {
        case .scalar(let text):
            // A section that is absent so far ("none") may be given by its keys.
            guard text == "none" || text.isEmpty else {
                return .failure(PathError(message: "'\(shortened(step))' leads into a single value"))
            }
            let mapping = YAMLValue(content: .mapping([]), place: value.place, origin: tree.origin)
            return set(value, at: path, in: mapping, under: parent)
        case .sequence(let items):
            return set(value, in: items, of: tree, step: step, rest: rest)
        case .mapping(let entries):
            return set(value, in: entries, of: tree, step: step, rest: rest, under: parent)
        }
    }

    struct PathError: Error {
        var message: String
    }

    private static func set(
        _ value: YAMLValue, in items: [YAMLValue], of tree: YAMLValue, step: String, rest: [String]
    ) -> Result<YAMLValue, PathError> {
        let ids = items.map { $0["id"]?.text ?? "" }
        var indices: [Int] = []
        if step == "*" {
            indices = Array(items.indices)
        } else if let index = ids.firstIndex(of: step) {
            indices = [index]
        } else if let index = Int(step), items.indices.contains(index) {
            indices = [index]
        }
        guard !indices.isEmpty else {
            let known = ids.filter { !$0.isEmpty }
            let hint = known.isEmpty ? "expected 0 to \(items.count - 1)" : NearestName.hint(for: step, among: known)
            return .failure(PathError(message: "the list has no item '\(shortened(step))'; \(hint)"))
        }
        var result = items
        for index in indices {
            switch set(value, at: rest, in: items[index]) {
            case .success(let changed): result[index] = changed
            case .failure(let error): return .failure(error)
            }
        }
        var changed = tree
        changed.content = .sequence(result)
        return .success(changed)
    }

    private static func set(
        _ value: YAMLValue, in entries: [YAMLValue.Entry], of tree: YAMLValue, step: String, rest: [String],
        under parent: String
    ) -> Result<YAMLValue, PathError> {
        var result = entries
        let indices = step == "*" ? Array(entries.indices) : entries.indices.filter { entries[$0].key == step }
        if indices.isEmpty {
            guard step != "*" else { return .failure(PathError(message: "'*' finds no key here")) }
            if named.contains(parent), !rest.isEmpty {
                let hint = NearestName.hint(for: step, among: entries.map(\.key))
                return .failure(PathError(message: "'\(parent)' has no '\(shortened(step))'; \(hint)"))
            }
            // An optional key that is not there yet: decoding says whether the language has it.
            let empty = YAMLValue(content: .mapping([]), place: value.place, origin: tree.origin)
            switch set(value, at: rest, in: empty, under: step) {
            case .success(let made): result.append(YAMLValue.Entry(key: step, place: value.place, value: made))
            case .failure(let error): return .failure(error)
            }
        }
        for index in indices {
            switch set(value, at: rest, in: entries[index].value, under: entries[index].key) {
            case .success(let changed): result[index].value = changed
            case .failure(let error): return .failure(error)
            }
        }
        var changed = tree
        changed.content = .mapping(result)
        return .success(changed)
    }
}
