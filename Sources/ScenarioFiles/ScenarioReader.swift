// The door: a scenario file in, a study or all its mistakes out.

import Foundation
import Rollouts

/// A scenario that was read without mistakes.
public struct LoadedScenario: Sendable {
    /// What the file asks.
    public var study: Study
    /// Doubts that do not keep the scenario from being used.
    public var warnings: [Diagnostic]
    /// The scenario with its overrides applied, as YAML; reading it again gives the same study.
    public var resolvedText: String
    /// The text as it was read.
    public var sourceText: String
    /// Where the scenario's numbers come from.
    public var provenance: ProvenanceCount
}

/// Reads scenario files.
public enum ScenarioReader {
    /// Reads a scenario from a file.
    ///
    /// - Throws: ``ScenarioFileError`` with every mistake of the file, by place.
    public static func load(path: String, overrides: [Override] = []) throws(ScenarioFileError) -> LoadedScenario {
        try load(text: try readText(path), name: path, overrides: overrides)
    }

    /// Reads a scenario from a text; `name` stands for the file in messages.
    ///
    /// - Throws: ``ScenarioFileError`` with every mistake of the text, by place.
    public static func load(
        text: String, name: String, overrides: [Override] = []
    ) throws(ScenarioFileError) -> LoadedScenario {
        try load(text: text, name: name, overrides: overrides, Decoding())
    }

    static func load(
        text: String, name: String, overrides: [Override] = [], _ decoding: Decoding
    ) throws(ScenarioFileError) -> LoadedScenario {
        let changed = apply(overrides, to: try tree(text: text, name: name, decoding), decoding)
        let (study, base) = StudyDecoder(decoding: decoding).study(changed)
        if !decoding.hasErrors { PlanCheck(decoding: decoding, tree: changed).check(study, base: base) }
        guard !decoding.hasErrors else { throw failure(Array(decoding.diagnostics)) }
        return LoadedScenario(
            study: study, warnings: decoding.warnings(file: name), resolvedText: YAMLEmitter(changed).text,
            sourceText: text, provenance: decoding.provenance)
    }

    /// The tree of a text with its marks read.
    static func tree(text: String, name: String, _ decoding: Decoding) throws(ScenarioFileError) -> YAMLValue {
        var parser = YAMLParser(file: name)
        let tree = parser.parse(withoutByteOrderMark(text))
        guard let tree else { throw failure(parser.diagnostics) }
        guard tree.entries != nil else {
            let message = "expected a scenario, a mapping that begins with 'daybreak: 1'; found \(tree.kind)"
            throw failure(parser.diagnostics + [Diagnostic(place: tree.place, severity: .error, message: message)])
        }
        decoding.add(parser.diagnostics)
        return readMarks(tree, decoding)
    }

    private static func withoutByteOrderMark(_ text: String) -> String {
        guard text.unicodeScalars.first == "\u{FEFF}" else { return text }
        return String(text.unicodeScalars.dropFirst())
    }

    private static func failure(_ diagnostics: [Diagnostic]) -> ScenarioFileError {
        let sorted = diagnostics.sorted { ($0.place, $0.message) < ($1.place, $1.message) }
        return ScenarioFileError(kind: .badScenario, diagnostics: sorted)
    }

    // MARK: Marks and overrides

    /// Reads the marks of every part but the list of sources, and those of policies and observations in their own ways.
    private static func readMarks(_ tree: YAMLValue, _ decoding: Decoding) -> YAMLValue {
        checkSources(tree["sources"], decoding)
        var reader = MarkReader(sources: sourceNames(tree))
        var result = tree
        result.marks = (tree.entries ?? []).filter { MarkReader.keys.contains($0.key) }
        result.origin = reader.origin(of: result.marks)
        var entries = (tree.entries ?? []).filter { !MarkReader.keys.contains($0.key) }
        for index in entries.indices {
            let value = entries[index].value
            switch entries[index].key {
            case "sources": break
            case "observations", "policies":
                var list = reader.unwrapped(value, origin: result.origin)
                if let items = list.items {
                    let isPolicies = entries[index].key == "policies"
                    list.content = .sequence(
                        items.map {
                            isPolicies ? reader.readPolicy($0, origin: list.origin) : reader.readObservation($0)
                        })
                }
                entries[index].value = list
            default: entries[index].value = reader.read(value, origin: result.origin)
            }
        }
        result.content = .mapping(entries)
        decoding.add(reader.diagnostics)
        return result
    }

    private static func sourceNames(_ tree: YAMLValue) -> Set<String> {
        Set(tree["sources"]?.entries?.map(\.key) ?? [])
    }

    private static func checkSources(_ value: YAMLValue?, _ decoding: Decoding) {
        guard let value else { return }
        guard let entries = value.entries else {
            return decoding.error(value.place, "expected 'sources' as a mapping from names, found \(value.kind)")
        }
        for entry in entries {
            decoding.checkID(entry.key, at: entry.place)
            let fields = Fields(entry.value, "source '\(entry.key)'", decoding)
            _ = decoding.text(fields.required("title"), "a title")
            _ = fields.optional("note").map { decoding.text($0, "a text", severalLines: true) }
            _ = fields.optional("url").map { decoding.text($0, "an address") }
            _ = fields.optional("date").map { decoding.date($0, counted: false) }
            fields.finish()
        }
    }

    private static func apply(_ overrides: [Override], to tree: YAMLValue, _ decoding: Decoding) -> YAMLValue {
        var tree = tree
        for override in overrides {
            let file = "--set \(shortened(override.argument))"
            let place = Place(file: file, line: 1, column: 1)
            let known = ScenarioDecoder.sections + ["policies", "replications", "seed", "baseline", "observations"]
            guard let steps = TreeChange.steps(of: override.path), let first = steps.first else {
                decoding.error(place, "'\(shortened(override.path))' is no path; expected keys with dots between them")
                continue
            }
            guard known.contains(first) else {
                let hint = NearestName.hint(for: first, among: known)
                decoding.error(place, "the path leads nowhere: unknown key '\(shortened(first))'; \(hint)")
                continue
            }
            guard let marked = value(of: override, file: file, sources: sourceNames(tree), decoding) else { continue }
            switch TreeChange.set(marked, at: steps, in: tree) {
            case .success(let changed): tree = changed
            case .failure(let error): decoding.error(place, "the path leads nowhere: \(error.message)")
            }
        }
        return tree
    }

    /// The value of an override, marked as the assumption that it is, with its places counted in the whole argument.
    private static func value(
        of override: Override, file: String, sources: Set<String>, _ decoding: Decoding
    ) -> YAMLValue? {
        let start = Place(file: file, line: 1, column: override.valueColumn)
        guard override.valueText.contains(where: { !$0.isWhitespace }) else {
            decoding.error(start, "there is no value after the '='")
            return nil
        }
        var parser = YAMLParser(file: file, what: "the value")
        let tree = parser.parse(override.valueText)
        decoding.add(
            parser.diagnostics.map { diagnostic in
                var moved = diagnostic
                if moved.place.line == 1 { moved.place.column += override.valueColumn - 1 }
                return moved
            })
        guard let tree, parser.diagnostics.isEmpty else { return nil }
        var reader = MarkReader(sources: sources)
        let moved = shifted(tree, by: override.valueColumn - 1)
        var marked =
            override.path.hasPrefix("observations")
            ? reader.readObservations(moved) : reader.read(moved, origin: .assumption)
        decoding.add(reader.diagnostics)
        // An empty mapping holds no number that would need a reason.
        if marked.marks.isEmpty && marked.entries?.isEmpty != true {
            let reason = YAMLValue(content: .scalar("set on the command line"), place: start)
            marked.marks = [YAMLValue.Entry(key: "assumption", place: start, value: reason)]
        }
        return marked
    }

    /// Moves the columns of a value that stands behind its path in an argument.
    private static func shifted(_ value: YAMLValue, by columns: Int) -> YAMLValue {
        var result = value
        if result.place.line == 1 { result.place.column += columns }
        switch value.content {
        case .scalar: break
        case .sequence(let items): result.content = .sequence(items.map { shifted($0, by: columns) })
        case .mapping(let entries):
            result.content = .mapping(
                entries.map {
                    var place = $0.place
                    if place.line == 1 { place.column += columns }
                    return YAMLValue.Entry(key: $0.key, place: place, value: shifted($0.value, by: columns))
                })
        }
        return result
    }
}
