// Where numbers come from: the marks `source`, `assumption`, `fitted` and `note` that any part of a scenario may carry.

/// How many of a scenario's numbers come from where.
public struct ProvenanceCount: Sendable, Equatable {
    /// Numbers with a source.
    public var facts = 0
    /// Numbers that nobody knows.
    public var assumptions = 0
    /// Assumptions that were tuned to meet observations.
    public var fitted = 0
    /// Numbers of which nothing is said.
    public var unmarked = 0
}

/// Takes the marks out of a tree, remembers them on the nodes, and unwraps `{value: …}`.
struct MarkReader {
    static let keys: Set<String> = ["source", "assumption", "fitted", "note"]

    let sources: Set<String>
    private(set) var diagnostics: [Diagnostic] = []

    init(sources: Set<String>) { self.sources = sources }

    mutating func read(_ value: YAMLValue, origin: Origin? = nil) -> YAMLValue {
        switch value.content {
        case .scalar:
            var result = value
            result.origin = origin
            return result
        case .sequence(let items):
            var result = value
            result.origin = origin
            result.content = .sequence(items.map { read($0, origin: origin) })
            return result
        case .mapping(let entries):
            let marks = entries.filter { Self.keys.contains($0.key) }
            let own = entries.filter { !Self.keys.contains($0.key) }
            let nearest = self.origin(of: marks) ?? origin
            if own.count == 1, own[0].key == "value" {
                var wrapped = read(own[0].value, origin: nearest)
                // Where the wrapper and what it wraps have the same mark, the nearer one speaks.
                let nearer = wrapped.marks
                wrapped.marks = marks.filter { mark in !nearer.contains { $0.key == mark.key } } + nearer
                return wrapped
            }
            var result = value
            result.origin = nearest
            result.marks = marks
            result.content = .mapping(
                own.map { YAMLValue.Entry(key: $0.key, place: $0.place, value: read($0.value, origin: nearest)) })
            return result
        }
    }

    /// The list in `{value: …}`, or the value itself; what is in it is left to be read.
    mutating func unwrapped(_ value: YAMLValue, origin: Origin?) -> YAMLValue {
        let marks = (value.entries ?? []).filter { Self.keys.contains($0.key) }
        let own = (value.entries ?? []).filter { !Self.keys.contains($0.key) }
        var result = value
        result.origin = origin
        guard own.count == 1, own[0].key == "value" else { return result }
        result = own[0].value
        result.marks = marks
        result.origin = self.origin(of: marks) ?? origin
        return result
    }

    /// Reads a policy: what it sets by path is an assumption unless it says otherwise, for a what-if is one.
    mutating func readPolicy(_ value: YAMLValue, origin: Origin? = nil) -> YAMLValue {
        var result = read(value, origin: origin)
        guard case .mapping(var entries) = result.content, let index = entries.firstIndex(where: { $0.key == "set" })
        else { return result }
        if let raw = value["set"] { entries[index].value = read(raw, origin: result.origin ?? .assumption) }
        result.content = .mapping(entries)
        return result
    }

    /// Reads what an override puts in place of observations, of one of them, or of a part of one.
    mutating func readObservations(_ value: YAMLValue) -> YAMLValue {
        guard let items = value.items else {
            return value.entries == nil ? read(value, origin: .assumption) : readObservation(value)
        }
        var result = value
        result.content = .sequence(items.map { readObservation($0) })
        return result
    }

    /// Reads an observation, whose keys `source` and `fitted` are its own: what was observed is a fact.
    mutating func readObservation(_ value: YAMLValue) -> YAMLValue {
        guard let entries = value.entries else { return read(value, origin: .fact) }
        var result = value
        result.origin = .fact
        let isMark: (YAMLValue.Entry) -> Bool = { $0.key == "note" || $0.key == "assumption" }
        result.marks = entries.filter(isMark)
        _ = origin(of: result.marks)
        result.content = .mapping(
            entries.filter { !isMark($0) }.map { entry in
                YAMLValue.Entry(key: entry.key, place: entry.place, value: read(entry.value, origin: .fact))
            })
        if let source = result["source"] { checkSource(source) }
        return result
    }

    /// What some marks say together. The weakest word holds: who gives a source and an assumption assumes something.
    mutating func origin(of marks: [YAMLValue.Entry]) -> Origin? {
        for mark in marks {
            if mark.key == "source" {
                checkSource(mark.value)
            } else if mark.value.text?.isEmpty ?? true {
                report(mark.value.place, "'\(mark.key)' must be a text, found \(mark.value.kind)")
            }
        }
        let keys = marks.map(\.key)
        if keys.contains("fitted") { return .fitted }
        if keys.contains("assumption") { return .assumption }
        return keys.contains("source") ? .fact : nil
    }

    /// Reports a mark of `source` that leads nowhere. A source is a key of `sources`, or a list of such keys.
    mutating func checkSource(_ value: YAMLValue) {
        if value.items?.isEmpty ?? false {
            report(value.place, "a source must be a key of 'sources', found an empty list")
        }
        for item in value.items ?? [value] {
            guard let name = item.text else {
                report(item.place, "a source must be a key of 'sources', found \(item.kind)")
                continue
            }
            if !sources.contains(name) {
                let hint = NearestName.hint(for: name, among: sources.sorted())
                report(item.place, "unknown source '\(shortened(name))'; \(hint)")
            }
        }
    }

    private mutating func report(_ place: Place, _ message: String) {
        diagnostics.append(Diagnostic(place: place, severity: .error, message: message))
    }
}
