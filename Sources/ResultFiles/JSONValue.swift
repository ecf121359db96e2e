// JSON as a value: keys stay in the order in which they were written, so that the same content is the same text.

/// A JSON value (RFC 8259).
public enum JSONValue: Sendable, Equatable {
    /// No value.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number, written with all its digits; readers that keep doubles lose those beyond 2⁵³.
    case integer(Int)
    /// A number; written as `null` where it is not finite.
    case number(Double)
    /// A text; quotes, backslashes and control characters are escaped when it is written, the rest stays UTF-8.
    case string(String)
    /// Values in their order.
    case array([JSONValue])
    /// Members in the order of the array; names should be unique.
    case object([(String, JSONValue)])

    /// A number, or `null` where there is none.
    public static func optional(_ number: Double?) -> JSONValue { number.map(JSONValue.number) ?? .null }

    /// A text, or `null` where there is none.
    public static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    /// The text, indented by two spaces a level, with a line feed at the end.
    public var text: String {
        var text = ""
        write(into: &text, indentation: 0)
        text.append("\n")
        return text
    }

    /// Whether both are the same text.
    public static func == (left: JSONValue, right: JSONValue) -> Bool { left.text == right.text }

    private func write(into text: inout String, indentation: Int) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .number(let number): text += DecimalText.of(number) ?? "null"
        case .string(let string): Self.write(string, into: &text)
        case .array(let elements):
            Self.write(elements, between: ("[", "]"), into: &text, indentation: indentation) { element, text in
                element.write(into: &text, indentation: indentation + 1)
            }
        case .object(let members):
            Self.write(members, between: ("{", "}"), into: &text, indentation: indentation) { member, text in
                Self.write(member.0, into: &text)
                text += ": "
                member.1.write(into: &text, indentation: indentation + 1)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], between brackets: (String, String), into text: inout String, indentation: Int,
        each: (Element, inout String) -> Void
    ) {
        text += brackets.0
        for (index, element) in elements.enumerated() {
            text += index == 0 ? "\n" : ",\n"
            text += String(repeating: "  ", count: indentation + 1)
            each(element, &text)
        }
        if !elements.isEmpty { text += "\n" + String(repeating: "  ", count: indentation) }
        text += brackets.1
    }

    /// A string with the escapes that RFC 8259 asks for; everything else stays as UTF-8.
    private static func write(_ string: String, into text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
