// The hours that are open in an ordinary week.

/// For each day of the week, the local hours that start on it.
///
/// ```swift
/// let office = WeeklyHours(days: Weekday.mondayToFriday, open: try .parseHours("08:00-12:00, 13:00-18:00"))
/// ```
///
/// Hours past midnight belong to the day on which they start.
public struct WeeklyHours: Sendable, Hashable {
    /// Monday first; each list sorted, without duplicates.
    private var intervalsByDay: [[LocalInterval]]

    /// The hours given for each day; a day that is not named is closed. Intervals may overlap: time is open once.
    public init(_ intervals: [Weekday: [LocalInterval]]) {
        intervalsByDay = Weekday.allCases.map { Set(intervals[$0] ?? []).sorted() }
    }

    /// The same hours on each of some days, and closed on the others.
    public init(days: [Weekday], open intervals: [LocalInterval]) {
        self.init(Dictionary(days.map { ($0, intervals) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Open all the time.
    public static let always = WeeklyHours(days: Weekday.allCases, open: [.wholeDay])
    /// No hour of any day is open.
    public static let closed = WeeklyHours([:])

    /// The hours that start on a day of the week, in order; empty if it is closed.
    public subscript(_ day: Weekday) -> [LocalInterval] {
        get { intervalsByDay[day.rawValue - 1] }
        set { intervalsByDay[day.rawValue - 1] = Set(newValue).sorted() }
    }

    /// Whether every minute of an ordinary week is open.
    public var isAlwaysOpen: Bool {
        // Two weeks on end: hours of the first reach into the second, as Sunday's night reaches into Monday. What must
        // be without a break is the second.
        let minutesPerWeek = 7 * 1440
        var openUntil = minutesPerWeek
        for day in 0..<14 {
            for interval in intervalsByDay[day % 7] {
                guard day * 1440 + interval.startMinute <= openUntil else { return false }
                openUntil = max(openUntil, day * 1440 + interval.endMinute)
            }
        }
        return openUntil >= 2 * minutesPerWeek
    }

    /// Reads the hours of one day: `08:00-12:00, 13:00-18:00`, `22:00-06:00` (past midnight), `closed`, or `always`
    /// (`00:00-24:00`).
    /// - Returns: The intervals in order; empty for `closed`.
    /// - Throws: `CivilTimeError` for another form and for intervals that overlap.
    public static func parseHours(_ text: String) throws(CivilTimeError) -> [LocalInterval] {
        let trimmed = TextScanner(forgiving: text).trimmedText
        switch trimmed {
        case "closed": return []
        case "always": return [.wholeDay]
        case "":
            throw CivilTimeError(
                .hours, text: text,
                message: "no hours given; expected e.g. 08:00-12:00, 13:00-18:00, or closed, or always")
        default: break
        }
        var intervals: [LocalInterval] = []
        for piece in trimmed.split(separator: ",", omittingEmptySubsequences: false) {
            intervals.append(try LocalInterval(parsing: String(piece)))
        }
        intervals.sort()
        for (earlier, later) in zip(intervals, intervals.dropFirst()) where later.startMinute < earlier.endMinute {
            throw CivilTimeError(.hours, text: text, message: "the hours \(earlier) and \(later) overlap")
        }
        return intervals
    }
}
