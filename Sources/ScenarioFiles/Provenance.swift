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
                wrapped.marks = marks + wrapped.marks
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

    private mutating func origin(of marks: [YAMLValue.Entry]) -> Origin? {
        var origin: Origin?
        for mark in marks {
            switch mark.key {
            case "source":
                origin = .fact
                checkSource(mark.value)
            case "fitted": origin = .fitted
            case "assumption": origin = origin ?? .assumption
            default: break
            }
            if mark.key != "source", mark.value.text == nil {
                report(mark.value.place, "'\(mark.key)' must be a text, found \(mark.value.kind)")
            }
        }
        return origin
    }

    /// A source is a key of `sources`, or a list of such keys.
    mutating func checkSource(_ value: YAMLValue) {
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
