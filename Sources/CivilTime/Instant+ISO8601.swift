// Instants as text: a strict reading and a canonical writing of ISO 8601.

extension Instant {
    /// Reads `2022-06-20T22:00Z`, `2022-06-20T22:00:00Z`, `2022-06-20T22:00:00.25Z` or the same with an offset such as
    /// `+02:00` in place of `Z`.
    ///
    /// Strict on purpose: the date must exist, the year has four digits, the offset is required (a time without one
    /// means something else in every region), seconds have at most six decimals, and neither `24:00` nor a leap
    /// second is accepted.
    /// - Throws: `CivilTimeError` with the first fault found.
    public init(parsing text: String) throws(CivilTimeError) {
        var scanner = TextScanner(exactly: text)
        let local = try LocalDateTime(scanning: &scanner, of: text, as: .instant)
        let offset = try Self.offset(scanning: &scanner, of: text)
        guard scanner.isAtEnd else {
            throw Self.error(text, "has something after the time zone; expected e.g. 2022-06-20T22:00:00Z")
        }
        self = local.instant(atOffset: offset)
    }

    /// Reads the same forms as ``init(parsing:)``; nil where that would throw.
    public init?(iso8601 text: String) {
        guard let instant = try? Instant(parsing: text) else { return nil }
        self = instant
    }

    /// The instant in UTC, as `2022-06-21T10:00:00Z`; a fraction of a second appears only if it is not zero, and then
    /// without trailing zeros. Years outside 0000…9999 have a sign and six digits, as ISO 8601's expanded form does.
    public var iso8601: String {
        LocalDateTime(of: self, atOffset: 0).iso8601 + "Z"
    }

    /// Seconds east of Greenwich from `Z` or `±hh:mm`.
    private static func offset(scanning scanner: inout TextScanner, of text: String) throws(CivilTimeError) -> Int {
        if scanner.take("Z") { return 0 }
        let sign: Int
        if scanner.take("+") {
            sign = 1
        } else if scanner.take("-") {
            sign = -1
        } else if scanner.isAtEnd {
            throw error(text, "has no time zone; end it with Z (UTC) or an offset such as +02:00")
        } else {
            throw error(text, "should end with Z (UTC) or an offset such as +02:00")
        }
        guard let hours = scanner.takeDigits(2), scanner.take(":"), let minutes = scanner.takeDigits(2) else {
            throw error(text, "has an offset that is not of the form +02:00")
        }
        // The widest offset ever used on Earth was 15 h 13 min (Alaska before 1867).
        guard hours <= 15, minutes <= 59 else {
            throw error(text, "has an offset outside -15:59 to +15:59")
        }
        return sign * (hours * 3600 + minutes * 60)
    }

    private static func error(_ text: String, _ fault: String) -> CivilTimeError {
        CivilTimeError(.instant, text: text, message: "\(CivilTimeError.quoted(text)) \(fault)")
    }
}
