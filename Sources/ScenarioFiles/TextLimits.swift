// What a text may not be before anybody tries to parse it: too large, no text at all, or made to eat the machine.

/// Limits that no honest scenario comes near.
enum TextLimits {
    /// The most bytes of a scenario file.
    static let mostBytes = 8 << 20
    /// The most nodes of a tree once its aliases are followed.
    static let mostNodes = 250_000
    /// The deepest nesting.
    static let deepest = 64
    /// More brackets, or longer lines, are how a file nests without end.
    static let mostBrackets = 100_000
    static let longestLine = 100_000
    /// A text larger than this may not have keys that are not plain text: see ``structuredKeys(in:)``.
    private static let largestWithStructuredKeys = 64 << 10

    /// The first thing that keeps a text from being parsed, and where; `what` is what messages call the text.
    static func trouble(in text: String, _ what: String) -> (position: TextPosition, message: String)? {
        if text.utf8.count > mostBytes {
            return (TextPosition(), "\(what) is larger than \(mostBytes >> 20) MiB; a scenario is a small text")
        }
        var position = TextPosition()
        var brackets = 0
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                position = TextPosition(line: position.line + 1)
                continue
            }
            if scalar == "[" || scalar == "{" {
                brackets += 1
                if brackets > mostBrackets {
                    return (position, "too many brackets; a scenario has far fewer than \(mostBrackets)")
                }
            }
            if !isText(scalar) {
                let code = String(scalar.value, radix: 16, uppercase: true)
                let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
                return (position, "\(what) is not text: it holds the control character U+\(padded)")
            }
            position.column += 1
            if position.column > longestLine {
                return (position, "the line is longer than \(longestLine) characters")
            }
        }
        let keys = structuredKeys(in: text)
        if let position = keys.first, text.utf8.count > largestWithStructuredKeys || keys.areThereAliases {
            return (position, "a key must be text, not a list, a mapping or an alias")
        }
        return nil
    }

    /// Whether YAML lets a character stand in a text as it is.
    static func isText(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
            0x10000...0x10FFFF:
            true
        default: false
        }
    }

    /// Where a key may stand that is a list, a mapping or an alias, and whether there may be aliases at all.
    ///
    /// The YAML library hashes every key with all that is in it, which aliases make longer than any machine has time for.
    /// This looks at the text only, so it errs on the safe side: a text in quotes may look like such a key too.
    private static func structuredKeys(in text: String) -> (first: TextPosition?, areThereAliases: Bool) {
        var position = TextPosition()
        var first: TextPosition?
        var areThereAliases = false
        // What was last seen on the line, spaces left out.
        var isAtStart = true
        var isAfterBracket = false
        var isInAlias = false
        var previous: Unicode.Scalar = "\n"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r":
                if previous == "?" && isAtStart { first = first ?? position }
                if scalar == "\n" { position = TextPosition(line: position.line + 1, column: 0) }
                isAtStart = true
                isAfterBracket = false
                isInAlias = false
            case " ", "\t":
                if previous == "?" && isAtStart { first = first ?? position }
            case ":":
                if isAfterBracket || isInAlias { first = first ?? position }
                isAtStart = false
            case "?":
                // A question mark where a key may begin announces one of any kind.
                isAfterBracket = false
                isInAlias = false
            case "*":
                isInAlias = " \t\n[{,".unicodeScalars.contains(previous)
                isAfterBracket = false
                isAtStart = false
            case "]", "}":
                isAfterBracket = true
                isInAlias = false
                isAtStart = false
            case "[", "{", ",", "-":
                // A key may begin after these.
                isAtStart = scalar != "-" || isAtStart
                isAfterBracket = false
                isInAlias = isInAlias && scalar == "-"
            default:
                isAtStart = false
                isAfterBracket = false
                if isInAlias {
                    let isName = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
                    isInAlias = isName && previous != " "
                    areThereAliases = areThereAliases || isInAlias
                }
            }
            position.column += 1
            previous = scalar
        }
        return (first, areThereAliases)
    }
}
