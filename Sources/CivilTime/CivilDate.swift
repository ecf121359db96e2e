// A date of the calendar, free of any zone.

/// A date in the proleptic Gregorian calendar.
///
/// It is held as the number of days since 1970-01-01, so that every value is a date that exists and comparing,
/// adding and hashing are those of one integer. The range is that of ``Instant`` (about 292,000 years either way).
@frozen
public struct CivilDate: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01; negative before. Within ``dayNumbers``.
    public let dayNumber: Int

    /// The day numbers that exist here: all those an ``Instant`` can fall on, at any offset.
    public static let dayNumbers: ClosedRange<Int> = -106_751_993...106_751_993

    /// The date so many days after 1970-01-01, stopped at the ends of ``dayNumbers``.
    public init(dayNumber: Int) {
        self.dayNumber = min(max(dayNumber, Self.dayNumbers.lowerBound), Self.dayNumbers.upperBound)
    }

    /// The date with this year, month (1…12) and day of the month (from 1); nil if there is none.
    public init?(year: Int, month: Int, day: Int) {
        guard (-300_000...300_000).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        let number = Self.dayNumber(year: year, month: month, day: day)
        guard Self.dayNumbers.contains(number) else { return nil }
        dayNumber = number
    }

    /// Reads `2022-06-20`: four digits, two, two, and a date that exists.
    /// - Throws: `CivilTimeError` that says which of these failed.
    public init(parsing text: String) throws(CivilTimeError) {
        var scanner = TextScanner(exactly: text)
        let date = try CivilDate(scanning: &scanner, of: text, as: .date)
        guard scanner.isAtEnd else {
            throw CivilTimeError(
                .date, text: text, message: "\(CivilTimeError.quoted(text)) is not a date of the form 2022-06-20")
        }
        self = date
    }

    /// Reads a date at the scanner's place and leaves the scanner after it.
    init(
        scanning scanner: inout TextScanner, of text: String, as subject: CivilTimeError.Subject
    ) throws(CivilTimeError) {
        guard let year = scanner.takeDigits(4), scanner.take("-"), let month = scanner.takeDigits(2),
            scanner.take("-"), let day = scanner.takeDigits(2)
        else {
            let form = subject == .date ? "is not a date of the form 2022-06-20" : "should start with e.g. 2022-06-20T"
            throw CivilTimeError(subject, text: text, message: "\(CivilTimeError.quoted(text)) \(form)")
        }
        guard (1...12).contains(month) else {
            throw CivilTimeError(
                subject, text: text,
                message: "\(CivilTimeError.quoted(text)) has month \(month); months go from 01 to 12")
        }
        guard let date = CivilDate(year: year, month: month, day: day) else {
            let last = Self.length(ofMonth: month, year: year)
            throw CivilTimeError(
                subject, text: text,
                message: "\(CivilTimeError.quoted(text)) does not exist: that month has the days 01 to \(last)")
        }
        self = date
    }

    /// Whether the left date is the earlier one.
    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.dayNumber < right.dayNumber
    }

    /// The date so many days later (earlier if negative), stopped at the ends of ``dayNumbers``.
    public func adding(days: Int) -> CivilDate {
        let (sum, overflow) = dayNumber.addingReportingOverflow(days)
        return CivilDate(dayNumber: overflow ? (days < 0 ? .min : .max) : sum)
    }

    /// The day of the week.
    public var weekday: Weekday {
        // 1970-01-01 was a Thursday, ISO day 4.
        Weekday(rawValue: (dayNumber + 3).flooredRemainder(by: 7) + 1) ?? .monday
    }

    /// The year; 0 is the year before year 1.
    public var year: Int { fields.year }
    /// The month, 1…12.
    public var month: Int { fields.month }
    /// The day of the month, from 1.
    public var day: Int { fields.day }

    /// `2022-06-20`; years outside 0000…9999 with a sign and six digits.
    public var iso8601: String {
        let (year, month, day) = fields
        let shownYear =
            (0...9999).contains(year)
            ? year.zeroPadded(to: 4) : (year < 0 ? "-" : "+") + abs(year).zeroPadded(to: 6)
        return "\(shownYear)-\(month.zeroPadded(to: 2))-\(day.zeroPadded(to: 2))"
    }

    /// The same as ``iso8601``.
    public var description: String { iso8601 }
}

extension Int {
    /// Decimal digits of a non-negative number, with zeros in front up to `width`.
    func zeroPadded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
