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
    static func overlay(_ upper: YAMLValue, on lower: YAMLValue?) -> YAMLValue {
        guard let lower, let below = lower.entries, let above = upper.entries else { return upper }
        var entries = below
        for entry in above {
            if let index = entries.firstIndex(where: { $0.key == entry.key }) {
                entries[index].value = overlay(entry.value, on: entries[index].value)
                entries[index].place = entry.place
            } else {
                entries.append(entry)
            }
        }
        var result = upper
        result.content = .mapping(entries)
        result.marks = lower.marks.filter { mark in !upper.marks.contains { $0.key == mark.key } } + upper.marks
        return result
    }

    /// Puts a value at a path. Steps are keys, `*` for every key of a level, and for lists an index from 0 or an item's `id`.
    ///
    /// - Returns: the changed tree, or a message that says which step leads nowhere.
    static func set(_ value: YAMLValue, at path: [String], in tree: YAMLValue) -> Result<YAMLValue, PathError> {
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
            var mapping = tree
            mapping.content = .mapping([])
            return set(value, at: path, in: mapping)
        case .sequence(let items):
            return set(value, in: items, of: tree, step: step, rest: rest)
        case .mapping(let entries):
            return set(value, in: entries, of: tree, step: step, rest: rest)
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
        _ value: YAMLValue, in entries: [YAMLValue.Entry], of tree: YAMLValue, step: String, rest: [String]
    ) -> Result<YAMLValue, PathError> {
        var result = entries
        let indices = step == "*" ? Array(entries.indices) : entries.indices.filter { entries[$0].key == step }
        if indices.isEmpty {
            guard step != "*" else { return .failure(PathError(message: "'*' finds no key here")) }
            // An optional key that is not there yet: decoding says whether the language has it.
            let empty = YAMLValue(content: .mapping([]), place: value.place, origin: tree.origin)
            switch set(value, at: rest, in: empty) {
            case .success(let made): result.append(YAMLValue.Entry(key: step, place: value.place, value: made))
            case .failure(let error): return .failure(error)
            }
        }
        for index in indices {
            switch set(value, at: rest, in: entries[index].value) {
            case .success(let changed): result[index].value = changed
            case .failure(let error): return .failure(error)
            }
        }
        var changed = tree
        changed.content = .mapping(result)
        return .success(changed)
    }
}
