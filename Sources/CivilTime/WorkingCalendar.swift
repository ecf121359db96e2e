// When somebody works: an ordinary week, and the days that are not ordinary.

/// A week of hours, with holidays, days that have hours of their own, and special openings and closures.
///
/// What wins over what, the strongest first: a closure, an opening, the replacement hours of a date, a holiday, the week.
public struct WorkingCalendar: Sendable, Hashable {
    /// The hours of an ordinary week.
    public var weekly: WeeklyHours
    /// Dates on which nobody starts work (a night shift of the day before still ends), unless ``worksOnHolidays``.
    public var holidays: Set<CivilDate>
    /// Whether holidays are days like any other, as for a hospital or a support centre that never closes.
    public var worksOnHolidays: Bool
    /// Dates with hours of their own, such as a short day before a holiday; these win over the week and over holidays.
    public var replacementHours: [CivilDate: [LocalInterval]]
    /// Times at which it is open besides, whatever the day: a Saturday of catching up, a night of crisis.
    public var openings: [LocalPeriod]
    /// Times at which it is closed whatever else says: a strike, the works' holidays. They also cut a night shift short.
    public var closures: [LocalPeriod]

    /// A calendar of `weekly` hours; by default without holidays and anything special.
    public init(
        weekly: WeeklyHours, holidays: Set<CivilDate> = [], worksOnHolidays: Bool = false,
        replacementHours: [CivilDate: [LocalInterval]] = [:], openings: [LocalPeriod] = [],
        closures: [LocalPeriod] = []
    ) {
        self.weekly = weekly
        self.holidays = holidays
        self.worksOnHolidays = worksOnHolidays
        self.replacementHours = replacementHours
        self.openings = openings
        self.closures = closures
    }

    /// Open all the time, holidays included.
    public static let always = WorkingCalendar(weekly: .always, worksOnHolidays: true)

    /// The hours that start on a date, in order, special openings and closures aside; empty if it is closed.
    public func hours(on date: CivilDate) -> [LocalInterval] {
        if let replacement = replacementHours[date] { return replacement.sorted() }
        if !worksOnHolidays, holidays.contains(date) { return [] }
        return weekly[date.weekday]
    }

    /// Whether it never closes on any date.
    public var isAlwaysOpen: Bool {
        weekly.isAlwaysOpen && (worksOnHolidays || holidays.isEmpty) && replacementHours.isEmpty && closures.isEmpty
    }
}
