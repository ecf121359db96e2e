// What a text may not be before anybody tries to parse it: too large, no text at all, or made to eat the machine.

/// Limits that no honest scenario comes near.
enum TextLimits {
    /// The most bytes of a scenario file.
    static let mostBytes = 8 << 20
    /// The most nodes of a tree once its aliases are followed.
    static let mostNodes = 250_000
    /// The deepest nesting.
    static let deepest = 64
    /// The most mistakes of syntax that are told.
    static let mostMessages = 1000
    /// More brackets, or longer lines, are how a file nests without end.
    static let mostBrackets = 100_000
    static let longestLine = 100_000

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
}
