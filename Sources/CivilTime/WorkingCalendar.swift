// When somebody works: an ordinary week, and the days that are not ordinary.

/// A week of hours, with holidays and days that have hours of their own.
public struct WorkingCalendar: Sendable, Hashable {
    /// The hours of an ordinary week.
    public var weekly: WeeklyHours
    /// Dates on which nobody starts work (a night shift of the day before still ends), unless ``worksOnHolidays``.
    public var holidays: Set<CivilDate>
    /// Whether holidays are days like any other, as for a hospital or a support centre that never closes.
    public var worksOnHolidays: Bool
    /// Dates with hours of their own, such as a short day before a holiday; these win over everything else.
    public var replacementHours: [CivilDate: [LocalInterval]]

    /// A calendar of `weekly` hours; by default without holidays.
    public init(
        weekly: WeeklyHours, holidays: Set<CivilDate> = [], worksOnHolidays: Bool = false,
        replacementHours: [CivilDate: [LocalInterval]] = [:]
    ) {
        self.weekly = weekly
        self.holidays = holidays
        self.worksOnHolidays = worksOnHolidays
        self.replacementHours = replacementHours
    }

    /// Open all the time, holidays included.
    public static let always = WorkingCalendar(weekly: .always, worksOnHolidays: true)

    /// The hours that start on a date, in order; empty if it is closed.
    public func hours(on date: CivilDate) -> [LocalInterval] {
        if let replacement = replacementHours[date] { return replacement.sorted() }
        if !worksOnHolidays, holidays.contains(date) { return [] }
        return weekly[date.weekday]
    }

    /// Whether it never closes on any date.
    public var isAlwaysOpen: Bool {
        weekly.isAlwaysOpen && (worksOnHolidays || holidays.isEmpty) && replacementHours.isEmpty
    }
}
