// The days of the week and their names.

/// A day of the week, numbered as ISO 8601 does.
@frozen
public enum Weekday: Int, CaseIterable, Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The first day of the week in ISO 8601; number 1.
    case monday = 1
    /// Number 2 in ISO 8601.
    case tuesday
    /// Number 3 in ISO 8601.
    case wednesday
    /// Number 4 in ISO 8601.
    case thursday
    /// Number 5 in ISO 8601.
    case friday
    /// Number 6 in ISO 8601.
    case saturday
    /// The last day of the week in ISO 8601; number 7.
    case sunday

    /// By number: Monday comes first and Sunday last.
    public static func < (left: Weekday, right: Weekday) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The English name in lower case, as scenario files write it.
    public var name: String {
        switch self {
        case .monday: "monday"
        case .tuesday: "tuesday"
        case .wednesday: "wednesday"
        case .thursday: "thursday"
        case .friday: "friday"
        case .saturday: "saturday"
        case .sunday: "sunday"
        }
    }

    /// The same as ``name``.
    public var description: String { name }

    /// Monday to Friday.
    public static let mondayToFriday: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
    /// Saturday and Sunday.
    public static let saturdayAndSunday: [Weekday] = [.saturday, .sunday]

    /// Reads a full name or its first three letters, in any case: `monday`, `Mon`.
    /// - Throws: `CivilTimeError` that lists the names.
    public init(parsing text: String) throws(CivilTimeError) {
        var scanner = TextScanner(forgiving: text)
        let word = scanner.takeWord().lowercased()
        guard scanner.isAtEnd, let day = Self.allCases.first(where: { $0.name == word || $0.name.prefix(3) == word })
        else {
            throw CivilTimeError(
                .weekday, text: text,
                message: "\(CivilTimeError.quoted(text)) is not a day of the week; expected mon, tue, wed, thu, fri, "
                    + "sat, sun or a full name")
        }
        self = day
    }

    /// Reads days and ranges of days: `mon-fri`, `sat, sun`, `sun-thu` (a range may pass the end of the week), or
    /// `every day`, `workdays` (Monday to Friday), `weekend` (Saturday and Sunday).
    /// - Returns: The days, Monday first, each once.
    /// - Throws: `CivilTimeError` that lists the names.
    public static func parseDays(_ text: String) throws(CivilTimeError) -> [Weekday] {
        switch TextScanner(forgiving: text).trimmedText.lowercased() {
        case "every day": return allCases
        case "workdays": return mondayToFriday
        case "weekend": return saturdayAndSunday
        default: break
        }
        var days: Set<Weekday> = []
        let pieces = TextScanner(forgiving: text).trimmedText.split(separator: ",", omittingEmptySubsequences: false)
        for piece in pieces {
            let ends = piece.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            var day = try Weekday(parsing: String(ends[0]))
            let last = ends.count == 2 ? try Weekday(parsing: String(ends[1])) : day
            days.insert(day)
            while day != last {
                day = day.next
                days.insert(day)
            }
        }
        return days.sorted()
    }

    /// The day after.
    public var next: Weekday { Weekday(rawValue: rawValue % 7 + 1) ?? .monday }
}
