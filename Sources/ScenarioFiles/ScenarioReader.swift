// The door: a scenario file in, a study or all its mistakes out.

import Foundation
import Rollouts

/// A scenario that was read without mistakes.
public struct LoadedScenario: Sendable {
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
        var parser = YAMLParser(file: name)
        let tree = parser.parse(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
        guard let tree else { throw failure(parser.diagnostics) }
        guard tree.entries != nil else {
            let message = "expected a scenario, a mapping that begins with 'daybreak: 1'; found \(tree.kind)"
            throw failure(parser.diagnostics + [Diagnostic(place: tree.place, severity: .error, message: message)])
        }
        let decoding = Decoding()
        decoding.add(parser.diagnostics)
        let marked = readMarks(tree, decoding)
        let changed = apply(overrides, to: marked, decoding)
        let study = StudyDecoder(decoding: decoding).study(changed)
        if !decoding.hasErrors { check(study, tree: changed, decoding) }
        guard !decoding.hasErrors else { throw failure(Array(decoding.diagnostics)) }
        return LoadedScenario(
            study: study, warnings: decoding.warnings(file: name), resolvedText: YAMLEmitter(changed).text,
            sourceText: text, provenance: decoding.provenance)
    }

    private static func failure(_ diagnostics: [Diagnostic]) -> ScenarioFileError {
        let sorted = diagnostics.sorted { ($0.place, $0.message) < ($1.place, $1.message) }
        return ScenarioFileError(kind: .badScenario, diagnostics: sorted)
    }

    // MARK: Marks and overrides

    /// Reads the marks of every part but the lists of sources and observations, which have such keys of their own.
    private static func readMarks(_ tree: YAMLValue, _ decoding: Decoding) -> YAMLValue {
        checkSources(tree["sources"], decoding)
        var reader = MarkReader(sources: Set(tree["sources"]?.entries?.map(\.key) ?? []))
        var result = tree
        var entries = tree.entries ?? []
        for index in entries.indices {
            switch entries[index].key {
            case "sources": break
            case "observations":
                for item in entries[index].value.items ?? [] {
                    if let source = item["source"] { reader.checkSource(source) }
                }
                // What was observed is a fact: its source is a key that it must have.
                entries[index].value = markingFacts(entries[index].value)
            case "policies":
                if case .sequence(let items) = entries[index].value.content {
                    entries[index].value.content = .sequence(items.map { reader.read($0) })
                }
            case "daybreak", "id", "title", "description", "baseline", "seed": break
            default: entries[index].value = reader.read(entries[index].value)
            }
        }
        result.content = .mapping(entries)
        decoding.add(reader.diagnostics)
        return result
    }

    private static func markingFacts(_ value: YAMLValue) -> YAMLValue {
        var result = value
        result.origin = .fact
        switch value.content {
        case .scalar: break
        case .sequence(let items): result.content = .sequence(items.map(markingFacts))
        case .mapping(let entries):
            result.content = .mapping(
                entries.map { YAMLValue.Entry(key: $0.key, place: $0.place, value: markingFacts($0.value)) })
        }
        return result
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
            _ = fields.optional("url").map { decoding.text($0, "an address") }
            _ = fields.optional("date").map { decoding.date($0, counted: false) }
            fields.finish()
        }
    }

    private static func apply(_ overrides: [Override], to tree: YAMLValue, _ decoding: Decoding) -> YAMLValue {
        var tree = tree
        for override in overrides {
            var parser = YAMLParser(file: "--set \(shortened(override.argument))")
            let place = Place(file: "--set \(shortened(override.argument))", line: 1, column: 1)
            let value = parser.parse(override.valueText)
            decoding.add(parser.diagnostics)
            guard let value else { continue }
            var reader = MarkReader(sources: Set(tree["sources"]?.entries?.map(\.key) ?? []))
            let marked = shifted(reader.read(value, origin: .assumption), by: override.valueColumn - 1)
            decoding.add(reader.diagnostics)
            let steps = override.path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            let known = ScenarioDecoder.sections + ["policies", "replications", "seed", "baseline", "observations"]
            guard let first = steps.first, known.contains(first) else {
                let hint = NearestName.hint(for: steps.first ?? "", among: known)
                decoding.error(place, "the path leads nowhere: unknown key '\(shortened(steps.first ?? ""))'; \(hint)")
                continue
            }
            switch TreeChange.set(marked, at: steps, in: tree) {
            case .success(let changed): tree = changed
            case .failure(let error): decoding.error(place, "the path leads nowhere: \(error.message)")
            }
        }
        return tree
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

    // MARK: What only a whole scenario shows

    /// Compiles each policy and looks the observations' metrics up.
    private static func check(_ study: Study, tree: YAMLValue, _ decoding: Decoding) {
        for policy in study.policies {
            do {
                let metrics = try Plan(policy.scenario).metrics.map(\.id)
                guard policy.id == study.baseline else { continue }
                for item in tree["observations"]?.items ?? [] {
                    for key in ["metric", "minus"] {
                        guard let value = item[key], let name = value.text, !metrics.contains(name) else { continue }
                        decoding.error(
                            value.place,
                            "unknown metric '\(shortened(name))'; \(NearestName.hint(for: name, among: metrics))")
                    }
                }
            } catch {
                decoding.error(tree.place, "policy '\(shortened(policy.id))': \(error.message)")
            }
        }
    }
}
