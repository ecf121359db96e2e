// Quantities with units, as people write them: shares, counts and times of day. Times and rates have a file of their own.

/// Readers of quantities as they stand in a scenario file.
///
/// Spaces are free, and typographic ones are spaces too. Every reader throws a ``CivilTimeError`` that says what was
/// expected; none accepts a negative number, `nan`, `inf`, a number too large for a double, or a decimal comma.
public enum Quantity {
    /// Reads a share of a whole: `12 %`, `100%`, or a number from 0 to 1 such as `0.12`.
    /// - Returns: A number in 0…1.
    /// - Throws: `CivilTimeError` for another form, and for more than the whole.
    public static func parseShare(_ text: String) throws(CivilTimeError) -> Double {
        let reader = QuantityReader(text, .share, example: "12 % or 0.12")
        var scanner = reader.scanner
        let number = try reader.number(&scanner)
        scanner.skipSpaces()
        let isPercentage = scanner.take("%")
        guard scanner.isAtEnd else {
            throw reader.error("has \(CivilTimeError.quoted(scanner.rest)) after the number; \(reader.expected)")
        }
        let share = number.value(timesTenTo: isPercentage ? -2 : 0)
        guard share <= 1 else {
            if isPercentage { throw reader.error("is more than the whole; expected 0 % to 100 %") }
            throw reader.error("is more than 1; a share is 0 to 1, or a percentage such as 12 %")
        }
        return share
    }

    /// Reads how many: `250`, `1_000`, `12k`, `1.5 M`, `2 G` (thousands, millions, thousand millions).
    /// - Returns: A finite number, not negative; not always whole (`0.5`).
    /// - Throws: `CivilTimeError` for another form, an unknown multiple, and a number too large for a double.
    public static func parseCount(_ text: String) throws(CivilTimeError) -> Double {
        let reader = QuantityReader(text, .count, example: "250, 12k or 1.5 M")
        var scanner = reader.scanner
        let number = try reader.number(&scanner)
        scanner.skipSpaces()
        let unit = scanner.takeWord()
        let power: Int
        switch unit {
        case "": power = 0
        case "k": power = 3
        case "M": power = 6
        case "G": power = 9
        default:
            throw reader.error("has the unknown multiple \(CivilTimeError.quoted(unit)); expected k, M or G")
        }
        guard scanner.isAtEnd else {
            throw reader.error("has \(CivilTimeError.quoted(scanner.rest)) after the number; \(reader.expected)")
        }
        let count = number.value(timesTenTo: power)
        guard count.isFinite else { throw reader.error("is too large a number") }
        return count
    }

    /// Reads how many of something that comes whole, in the forms of ``parseCount(_:)``.
    /// - Returns: A whole number from 0 to 2^53, below which doubles hold every whole number.
    /// - Throws: `CivilTimeError` where ``parseCount(_:)`` does, for a part of one, and above 2^53.
    public static func parseWholeCount(_ text: String) throws(CivilTimeError) -> Int {
        let count = try parseCount(text)
        let reader = QuantityReader(text, .count, example: "250, 12k or 1.5 M")
        guard count <= 0x1p53, let whole = Int(exactly: count) else {
            throw reader.error(count > 0x1p53 ? "is too large a number" : "is not a whole number")
        }
        return whole
    }

    /// A number as people write it and ``parseCount(_:)`` reads it, exactly: `96`, not `96.0`.
    ///
    /// What is no count is written all the same, for messages that say so: `-3`, `nan` and `inf`, which ``parseCount(_:)``
    /// refuses. ``shortText(ofCount:)`` gives nil for them.
    public static func text(ofCount number: Double) -> String {
        Int(exactly: number).map(String.init) ?? String(number)
    }

    /// Reads a time of day on the local clock, `HH:MM` from 00:00 to 23:59.
    /// - Returns: Minutes since 00:00, 0…1439.
    /// - Throws: `CivilTimeError` for another form, `24:00` included.
    public static func parseTimeOfDay(_ text: String) throws(CivilTimeError) -> Int {
        var scanner = TextScanner(forgiving: text)
        guard let hour = scanner.takeDigits(2), scanner.take(":"), let minute = scanner.takeDigits(2), scanner.isAtEnd,
            hour <= 23, minute <= 59
        else {
            throw CivilTimeError(
                .timeOfDay, text: text,
                message: "\(CivilTimeError.quoted(text)) is not a time of day from 00:00 to 23:59")
        }
        return hour * 60 + minute
    }
}

/// What the readers of quantities share: the text, what it should have been, and reading its number.
struct QuantityReader {
    let text: String
    let subject: CivilTimeError.Subject
    let example: String
    let scanner: TextScanner

    init(_ text: String, _ subject: CivilTimeError.Subject, example: String) {
        self.text = text
        self.subject = subject
        self.example = example
        scanner = TextScanner(forgiving: text)
    }

    var expected: String { "expected e.g. \(example)" }

    func error(_ fault: String) -> CivilTimeError {
        CivilTimeError(subject, text: text, message: "\(CivilTimeError.quoted(text)) \(fault)")
    }

    /// The number at the scanner's place, which moves on behind it.
    func number(_ scanner: inout TextScanner) throws(CivilTimeError) -> DecimalNumber {
        if scanner.isAtEnd, scanner.position == 0 {
            throw CivilTimeError(subject, text: text, message: "nothing given; \(expected)")
        }
        if scanner.take("-") { throw error("is negative; \(expected)") }
        guard let number = scanner.takeDecimal() else { throw error("does not start with a number; \(expected)") }
        if scanner.next == UInt8(ascii: ",") {
            throw error("has a comma in the number; write a decimal point, and 1_000 for thousands")
        }
        guard number.value().isFinite else { throw error("is too large a number") }
        return number
    }
}
