// What a clock on the wall and the calendar beside it show.

/// A date and a time of day without a zone: by itself it names no instant.
@frozen
public struct LocalDateTime: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// What the calendar shows.
    public let date: CivilDate
    /// Microseconds since the clock showed 00:00, from 0 up to one day (exclusive).
    public let microsecondOfDay: Int64

    /// The moment `microsecondOfDay` into a date; values outside a day move the date.
    public init(date: CivilDate, microsecondOfDay: Int64) {
        let days = microsecondOfDay.flooredQuotient(by: TimeSpan.microsecondsPerDay)
        self.date = date.adding(days: Int(clamping: days))
        self.microsecondOfDay = microsecondOfDay.flooredRemainder(by: TimeSpan.microsecondsPerDay)
    }

    /// The moment so many minutes into a date; values outside 0..<1440 move the date.
    public init(date: CivilDate, minuteOfDay: Int) {
        let minutes = Int64(clamping: minuteOfDay)
        self.init(date: date, microsecondOfDay: minutes.multipliedSaturated(by: TimeSpan.microsecondsPerMinute))
    }

    /// The moment with this hour (0…23), minute and second (0…59) of a date; nil if there is none.
    public init?(date: CivilDate, hour: Int, minute: Int, second: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        self.init(date: date, microsecondOfDay: Int64(hour * 3600 + minute * 60 + second) * 1_000_000)
    }

    /// What a clock shows at an instant when it is `offset` seconds ahead of UTC.
    public init(of instant: Instant, atOffset offset: Int) {
        // The two parts are taken before the offset is added, which cannot overflow then.
        let day = instant.microseconds.flooredQuotient(by: TimeSpan.microsecondsPerDay)
        let microsecond = instant.microseconds.flooredRemainder(by: TimeSpan.microsecondsPerDay)
        let ahead = Int64(clamping: offset).multipliedSaturated(by: TimeSpan.microsecondsPerSecond)
        self.init(date: CivilDate(dayNumber: Int(day)), microsecondOfDay: microsecond.addingSaturated(ahead))
    }

    /// Reads `2022-06-20T22:00`, with optional seconds and up to six decimals of a second, and no zone.
    /// - Throws: `CivilTimeError` with the first fault found.
    public init(parsing text: String) throws(CivilTimeError) {
        var scanner = TextScanner(exactly: text)
        let local = try LocalDateTime(scanning: &scanner, of: text, as: .localDateTime)
        guard scanner.isAtEnd else {
            throw CivilTimeError(
                .localDateTime, text: text,
                message:
                    "\(CivilTimeError.quoted(text)) is not a local time of the form 2022-06-20T22:00 (without a zone)")
        }
        self = local
    }

    /// Reads date, `T` and time at the scanner's place and leaves the scanner after them.
    init(
        scanning scanner: inout TextScanner, of text: String, as subject: CivilTimeError.Subject
    ) throws(CivilTimeError) {
        func error(_ fault: String) -> CivilTimeError {
            CivilTimeError(subject, text: text, message: "\(CivilTimeError.quoted(text)) \(fault)")
        }
        let date = try CivilDate(scanning: &scanner, of: text, as: subject)
        guard scanner.take("T") else { throw error("needs a T between date and time, as in 2022-06-20T22:00") }
        guard let hour = scanner.takeDigits(2), scanner.take(":"), let minute = scanner.takeDigits(2) else {
            throw error("has a time that is not of the form 22:00 or 22:00:00")
        }
        var second = 0
        var fraction: Int64 = 0
        if scanner.take(":") {
            guard let digits = scanner.takeDigits(2) else { throw error("has seconds that are not two digits") }
            second = digits
            if scanner.take(".") {
                guard let microseconds = scanner.takeMicrosecondDecimals() else {
                    throw error("should have one to six decimals of a second")
                }
                fraction = microseconds
            }
        }
        if second == 60 { throw error("has a leap second, which this clock does not count; write 59") }
        guard let whole = LocalDateTime(date: date, hour: hour, minute: minute, second: second) else {
            throw error("has a time outside 00:00:00 to 23:59:59")
        }
        self.init(date: date, microsecondOfDay: whole.microsecondOfDay + fraction)
    }

    /// By what is shown, the date first. Under a change of the clocks this need not be the order in which the two were
    /// seen.
    public static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
        left.date != right.date ? left.date < right.date : left.microsecondOfDay < right.microsecondOfDay
    }

    /// The hour shown, 0…23.
    public var hour: Int { Int(microsecondOfDay / TimeSpan.microsecondsPerHour) }
    /// The minute shown, 0…59.
    public var minute: Int { minuteOfDay % 60 }
    /// The second shown, 0…59.
    public var second: Int { Int(microsecondOfDay / TimeSpan.microsecondsPerSecond % 60) }
    /// Whole minutes since the clock showed 00:00, 0…1439.
    public var minuteOfDay: Int { Int(microsecondOfDay / TimeSpan.microsecondsPerMinute) }

    /// The instant at which a clock that is `offset` seconds ahead of UTC shows this; stopped at the ends of the range.
    public func instant(atOffset offset: Int) -> Instant {
        let ahead = Int64(clamping: offset).multipliedSaturated(by: TimeSpan.microsecondsPerSecond)
        // The offset goes into the time of day first: near the ends, UTC may be in range where the local clock is not.
        let greenwich = LocalDateTime(date: date, microsecondOfDay: microsecondOfDay.subtractingSaturated(ahead))
        return Instant(microseconds: greenwich.microsecondsOnClock)
    }

    /// Microseconds since a clock of the same offset showed 1970-01-01T00:00; stopped at the ends of the range.
    var microsecondsOnClock: Int64 {
        // One day at a time towards zero, so that dates at the edge do not overflow before the time of day is added.
        let (base, rest) =
            date.dayNumber < 0
            ? (Int64(date.dayNumber) + 1, microsecondOfDay - TimeSpan.microsecondsPerDay)
            : (Int64(date.dayNumber), microsecondOfDay)
        return base.multipliedSaturated(by: TimeSpan.microsecondsPerDay).addingSaturated(rest)
    }

    /// `2022-06-21T10:00:00`, with a fraction of a second only if it is not zero, without trailing zeros.
    public var iso8601: String {
        let time = "\(hour.zeroPadded(to: 2)):\(minute.zeroPadded(to: 2)):\(second.zeroPadded(to: 2))"
        var fraction = ""
        let microseconds = Int(microsecondOfDay % TimeSpan.microsecondsPerSecond)
        if microseconds != 0 {
            fraction = "." + microseconds.zeroPadded(to: 6)
            while fraction.last == "0" { fraction.removeLast() }
        }
        return "\(date.iso8601)T\(time)\(fraction)"
    }

    /// The same as ``iso8601``.
    public var description: String { iso8601 }
}
