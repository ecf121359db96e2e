// A stretch of hours on the local clock, such as 08:00-12:00 or 22:00-06:00.

/// Hours on the local clock from `start` (included) to `end` (excluded); they may go on past midnight.
public struct LocalInterval: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// Minute of the day at which it starts, 0…1439.
    public let startMinute: Int
    /// Minute at which it ends, counted from the same midnight: more than `startMinute`, by 1440 at most. Above 1440
    /// the end is on the next day.
    public let endMinute: Int

    /// The hours between two minutes, both counted from the midnight before `startMinute`; nil unless the start is
    /// within 0…1439 and the end 1 to 1440 minutes after it.
    public init?(startMinute: Int, endMinute: Int) {
        guard (0..<1440).contains(startMinute), endMinute > startMinute, endMinute - startMinute <= 1440 else {
            return nil
        }
        self.startMinute = startMinute
        self.endMinute = endMinute
    }

    private init(unchecked startMinute: Int, _ endMinute: Int) {
        self.startMinute = startMinute
        self.endMinute = endMinute
    }

    /// The whole day, 00:00-24:00.
    public static let wholeDay = LocalInterval(unchecked: 0, 1440)

    /// Reads `08:00-12:00`; an end before the start is on the next day (`22:00-06:00`), and 24:00 is an end.
    /// - Throws: `CivilTimeError`, also if start and end are the same (write `00:00-24:00` or `closed`).
    public init(parsing text: String) throws(CivilTimeError) {
        func error(_ fault: String) -> CivilTimeError {
            CivilTimeError(.hours, text: text, message: "\(CivilTimeError.quoted(text)) \(fault)")
        }
        let ends = TextScanner(forgiving: text).trimmedText.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { throw error("is not of the form 08:00-12:00") }
        let start: Int
        let end: Int
        do {
            start = try Quantity.parseTimeOfDay(String(ends[0]))
            let endText = TextScanner(forgiving: String(ends[1])).trimmedText
            end = endText == "24:00" ? 1440 : try Quantity.parseTimeOfDay(endText)
        } catch let cause {
            throw error("is not of the form 08:00-12:00: \(cause.message)")
        }
        guard start != end else { throw error("starts and ends at once; write 00:00-24:00 for all day, or closed") }
        self.init(unchecked: start, end > start ? end : end + 1440)
    }

    /// By start, and by end where both start at once.
    public static func < (left: LocalInterval, right: LocalInterval) -> Bool {
        (left.startMinute, left.endMinute) < (right.startMinute, right.endMinute)
    }

    /// The length on the clock in minutes, 1…1440.
    public var minutes: Int { endMinute - startMinute }

    /// As it is written: `22:00-06:00`.
    public var description: String {
        let end = endMinute > 1440 ? endMinute - 1440 : endMinute
        return "\(Self.clock(startMinute))-\(Self.clock(end))"
    }

    /// A minute of the day as `HH:MM`.
    static func clock(_ minute: Int) -> String {
        "\((minute / 60).zeroPadded(to: 2)):\((minute % 60).zeroPadded(to: 2))"
    }
}
