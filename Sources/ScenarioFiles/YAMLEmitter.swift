// From tree to text: a scenario written out with its overrides applied.

/// Writes a tree as YAML: block style, keys in their order, marks where they stood.
struct YAMLEmitter {
    private(set) var text = ""

    init(_ tree: YAMLValue) {
        write(tree, indent: 0)
    }

    private mutating func write(_ value: YAMLValue, indent: Int) {
        let pad = String(repeating: "  ", count: indent)
        switch value.content {
        case .scalar, .sequence:
            break
        case .mapping(let entries):
            for entry in value.marks + entries {
                text += pad + Self.scalar(entry.key) + ":"
                writeValue(entry.value, indent: indent)
            }
        }
    }

    /// What follows a key and its colon.
    private mutating func writeValue(_ value: YAMLValue, indent: Int) {
        switch value.content {
        case .mapping(let entries):
            if entries.isEmpty && value.marks.isEmpty {
                text += " {}\n"
            } else {
                text += "\n"
                write(value, indent: indent + 1)
            }
        case .scalar, .sequence:
            guard !value.marks.isEmpty else { return writePlain(value, indent: indent) }
            text += "\n"
            let pad = String(repeating: "  ", count: indent + 1)
            text += pad + "value:"
            writePlain(value, indent: indent + 1)
            for mark in value.marks {
                text += pad + Self.scalar(mark.key) + ":"
                writePlain(mark.value, indent: indent + 1)
            }
        }
    }

    private mutating func writePlain(_ value: YAMLValue, indent: Int) {
        switch value.content {
        case .scalar(let scalar):
            text += " " + Self.scalar(scalar) + "\n"
        case .sequence(let items):
            if items.isEmpty {
                text += " []\n"
                return
            }
            text += "\n"
            for item in items {
                text += String(repeating: "  ", count: indent + 1) + "-"
                writeValue(item, indent: indent + 1)
            }
        case .mapping:
            writeValue(value, indent: indent)
        }
    }

    /// A scalar as plain text where that cannot be misread, else between double quotes.
    static func scalar(_ text: String) -> String {
        let plain = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "_-./ %+".unicodeScalars.contains(scalar)
            }
        }
        let first = text.unicodeScalars.first
        if plain, let first, !"-./ %+".unicodeScalars.contains(first), text.last != " " { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case "\u{85}", "\u{2028}", "\u{2029}": quoted += Self.escaped(scalar)
            default:
                if TextLimits.isText(scalar) {
                    quoted.unicodeScalars.append(scalar)
                } else {
                    quoted += Self.escaped(scalar)
                }
            }
        }
        return quoted + "\""
    }

    /// A character that YAML takes for the end of a line, or for no text, by its number.
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let code = String(scalar.value, radix: 16, uppercase: true)
        let isLong = scalar.value > 0xFFFF
        return (isLong ? "\\U" : "\\u") + String(repeating: "0", count: max(0, (isLong ? 8 : 4) - code.count)) + code
    }
}
