// A parsed scenario as a tree in which every node knows its place and where its numbers come from.

/// Where a number comes from.
enum Origin: Sendable, Equatable {
    case fact, assumption, fitted
}

/// A node of the tree. Scalars are text: no word changes its meaning because it looks like a number or a truth value.
struct YAMLValue: Sendable {
    indirect enum Content: Sendable {
        case scalar(String)
        case sequence([YAMLValue])
        case mapping([Entry])
    }

    struct Entry: Sendable {
        var key: String
        var place: Place
        var value: YAMLValue
    }

    var content: Content
    var place: Place
    /// The keys `source`, `assumption`, `fitted` and `note` that stood beside the node's own, for writing it again.
    var marks: [Entry] = []
    /// The nearest mark on the way down to here.
    var origin: Origin?

    var text: String? {
        if case .scalar(let text) = content { text } else { nil }
    }

    var items: [YAMLValue]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    var entries: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    subscript(key: String) -> YAMLValue? {
        entries?.first { $0.key == key }?.value
    }

    /// What the node is, for messages.
    var kind: String {
        switch content {
        case .scalar(let text): text.isEmpty ? "nothing" : "'\(shortened(text))'"
        case .sequence(let items): items.isEmpty ? "an empty list" : "a list"
        case .mapping(let entries) where entries.isEmpty:
            marks.first.map { "a mapping with nothing but '\($0.key)'" } ?? "an empty mapping"
        case .mapping: "a mapping"
        }
    }
}

/// A text cut to a length that fits into a message, without line breaks and control characters.
func shortened(_ text: String, _ most: Int = 40) -> String {
    let start = text.unicodeScalars.prefix(most + 1)
    let clean = start.prefix(most).map { scalar -> Unicode.Scalar in
        if scalar.properties.isWhitespace { return " " }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return "?"
        default: return scalar
        }
    }
    return String(String.UnicodeScalarView(clean)) + (start.count > most ? "…" : "")
}
