// Reads short texts byte by byte: digits, numbers, words and punctuation.

/// A cursor over the bytes of a text that a person wrote.
///
/// Nothing in it fails by trapping: a method that does not find what it is for returns nil (or an empty word) and
/// leaves the cursor where it was.
struct TextScanner {
    private let bytes: [UInt8]
    private(set) var position = 0

    /// Longer texts than this are no time, date or quantity: they are cut, and a byte that no reader takes follows.
    private static let longestText = 1000

    /// Scans the text as it stands.
    init(exactly text: String) {
        let start = text.utf8.prefix(Self.longestText)
        bytes = start.count == text.utf8.count ? Array(start) : Array(start) + [0]
    }

    /// Scans the text with typographic variants replaced (no-break and thin spaces, dashes, the minus sign, `µ`) and
    /// without the white space at its ends: what a word processor or a French keyboard makes of `12 %` is still `12 %`.
    init(forgiving text: String) {
        var plain: [UInt8] = []
        for scalar in text.unicodeScalars {
            if plain.count >= Self.longestText {
                plain.append(0)
                break
            }
            switch scalar {
            case "\u{A0}", "\u{2009}", "\u{202F}", "\t": plain.append(UInt8(ascii: " "))
            case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2212}": plain.append(UInt8(ascii: "-"))
            case "\u{B5}", "\u{3BC}": plain.append(UInt8(ascii: "u"))
            default: plain.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            }
        }
        while plain.last == UInt8(ascii: " ") { plain.removeLast() }
        bytes = Array(plain.drop { $0 == UInt8(ascii: " ") })
    }

    /// Everything that is scanned, after the replacements of ``init(forgiving:)``.
    var trimmedText: String { String(decoding: bytes, as: UTF8.self) }

    /// What has not been read yet.
    var rest: String { String(decoding: bytes[position...], as: UTF8.self) }

    var isAtEnd: Bool { position == bytes.count }

    /// The next byte, if there is one.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Whether a decimal digit comes next.
    var nextIsDigit: Bool { next.map(Self.isDigit) ?? false }

    /// Steps over any spaces.
    mutating func skipSpaces() {
        while next == UInt8(ascii: " ") { position += 1 }
    }

    /// Steps over this character if it comes next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard character.isASCII, next == UInt8(truncatingIfNeeded: character.value) else { return false }
        position += 1
        return true
    }

    /// The value of the decimal digit that comes next.
    mutating func takeDigit() -> Int? {
        guard let byte = next, Self.isDigit(byte) else { return nil }
        position += 1
        return Int(byte - UInt8(ascii: "0"))
    }

    /// The number written with exactly `count` digits (at most 9), not followed by another digit.
    mutating func takeDigits(_ count: Int) -> Int? {
        let start = position
        var value = 0
        while let byte = next, Self.isDigit(byte), position - start < count {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            position += 1
        }
        guard position - start == count, !nextIsDigit else {
            position = start
            return nil
        }
        return value
    }

    /// One to six decimals after a point, as millionths.
    mutating func takeMicrosecondDecimals() -> Int64? {
        let start = position
        var value: Int64 = 0
        while let byte = next, Self.isDigit(byte), position - start < 6 {
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            position += 1
        }
        let count = position - start
        guard count > 0, !nextIsDigit else {
            position = start
            return nil
        }
        for _ in count..<6 { value *= 10 }
        return value
    }

    /// The letters that come next (anything beyond ASCII counts as a letter, so that a message can quote it).
    mutating func takeWord() -> String {
        let start = position
        while let byte = next, Self.isLetter(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// A non-negative decimal number: digits (with `_` between them if wanted), a fraction, an exponent.
    mutating func takeDecimal() -> DecimalNumber? {
        let start = position
        guard var digits = takeDigitGroups() else { return nil }
        if next == UInt8(ascii: ".") {
            position += 1
            guard let decimals = takeDigitGroups() else {
                position = start
                return nil
            }
            digits += "." + decimals
        }
        return DecimalNumber(digits: digits, exponent: takeExponent())
    }

    /// Digits with single underscores between them, returned without the underscores.
    private mutating func takeDigitGroups() -> String? {
        guard nextIsDigit else { return nil }
        var digits = ""
        while let byte = next {
            if Self.isDigit(byte) {
                digits.unicodeScalars.append(Unicode.Scalar(byte))
                position += 1
            } else if byte == UInt8(ascii: "_"), position + 1 < bytes.count, Self.isDigit(bytes[position + 1]) {
                position += 1
            } else {
                break
            }
        }
        return digits
    }

    /// The exponent `e6`, `E+6` or `e-6`; 0 if none follows (an `e` without digits belongs to a word).
    private mutating func takeExponent() -> Int {
        let start = position
        guard next == UInt8(ascii: "e") || next == UInt8(ascii: "E") else { return 0 }
        position += 1
        var sign = 1
        if take("-") { sign = -1 } else { _ = take("+") }
        guard nextIsDigit else {
            position = start
            return 0
        }
        var value = 0
        while let byte = next, Self.isDigit(byte) {
            // Beyond this every number is infinite or zero anyway.
            value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 100_000)
            position += 1
        }
        return sign * value
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }
}

/// A decimal number as written, before it is rounded to binary.
///
/// Powers of ten (`%`, `k`, `M`) move the exponent of the text instead of multiplying the value, so that `2.3 M` is the
/// double nearest to 2,300,000 and `12 %` the one nearest to 0.12.
struct DecimalNumber {
    var digits: String
    var exponent: Int

    /// The double nearest to the number times ten to the `power`; infinite if it is too large.
    func value(timesTenTo power: Int = 0) -> Double {
        Double("\(digits)e\(exponent + power)") ?? .infinity
    }
}
