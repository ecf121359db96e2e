// A stretch of particular days on the local clock, such as a bank holiday weekend.

/// From one local date and time (included) to a later one (excluded), for once: a special opening or closure.
public struct LocalPeriod: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The local time at which it starts.
    public let start: LocalDateTime
    /// The local time at which it ends, later than the start.
    public let end: LocalDateTime

    /// The period between two local times; nil unless the end is after the start.
    public init?(start: LocalDateTime, end: LocalDateTime) {
        guard start < end else { return nil }
        self.start = start
        self.end = end
    }

    /// Reads `2022-12-24T14:00 to 2022-12-27T08:00`.
    /// - Throws: `CivilTimeError` for another form, and if the end is not after the start.
    public init(parsing text: String) throws(CivilTimeError) {
        let words = TextScanner(forgiving: text).trimmedText.split(separator: " ")
        guard words.count == 3, words[1] == "to" else {
            throw CivilTimeError(
                .localDateTime, text: text,
                message: "\(CivilTimeError.quoted(text)) is not of the form 2022-12-24T14:00 to 2022-12-27T08:00")
        }
        let start = try LocalDateTime(parsing: String(words[0]))
        let end = try LocalDateTime(parsing: String(words[2]))
        guard let period = LocalPeriod(start: start, end: end) else {
            throw CivilTimeError(
                .localDateTime, text: text, message: "\(CivilTimeError.quoted(text)) does not end after its start")
        }
        self = period
    }

    /// Whether the left one starts earlier, or starts with the right one and ends earlier.
    public static func < (left: LocalPeriod, right: LocalPeriod) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }

    /// As it is read: `2022-12-24T14:00:00 to 2022-12-27T08:00:00`.
    public var description: String { "\(start) to \(end)" }
}
