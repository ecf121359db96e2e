// JSON as text, with members in the order in which they were written.

/// A JSON value.
indirect enum JSONText: Sendable {
    case string(String)
    /// Digits as they stand.
    case number(String)
    case boolean(Bool)
    case array([JSONText])
    case object([(key: String, value: JSONText)])

    /// The value, two spaces a level; what is short stands on one line.
    func text(indent: Int = 0) -> String {
        let short = line
        if short.utf8.count + 2 * indent <= 100 { return short }
        let pad = String(repeating: "  ", count: indent + 1)
        let end = "\n" + String(repeating: "  ", count: indent)
        switch self {
        case .string, .number, .boolean: return short
        case .array(let items):
            return "[\n" + items.map { pad + $0.text(indent: indent + 1) }.joined(separator: ",\n") + end + "]"
        case .object(let members):
            let lines = members.map { "\(pad)\(Self.quoted($0.key)): \($0.value.text(indent: indent + 1))" }
            return "{\n" + lines.joined(separator: ",\n") + end + "}"
        }
    }

    /// The value on one line.
    private var line: String {
        switch self {
        case .string(let text): Self.quoted(text)
        case .number(let digits): digits
        case .boolean(let truth): truth ? "true" : "false"
        case .array(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "\(Self.quoted($0.key)): \($0.value.line)" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}":
                let code = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
