// Where and when: regions with their zones, working calendars, and the daily habits of machines and people.

import CivilTime

/// A part of the world with one time zone, its own holidays and a support centre.
public struct Region: Sendable, Equatable {
    /// Name in references and in the names of metrics; unique among regions and groups.
    public var id: String
    /// Label for people.
    public var name: String
    /// Name under which random numbers are addressed; keep it when renaming and every draw stays the same.
    public var stream: String
    /// IANA time zone, such as `Europe/Paris`.
    public var zone: String
    /// Public holidays, local dates.
    public var holidays: Set<CivilDate>
    /// Days of the week that are not working days.
    public var weekend: Set<Weekday>
    /// Id of the support centre that takes the region's reports.
    public var supportCentre: String

    /// A region; name and stream are its id where nil. ``Plan/init(_:)`` refuses a zone that is unknown and a support
    /// centre that does not exist.
    public init(
        id: String, name: String? = nil, stream: String? = nil, zone: String, holidays: Set<CivilDate> = [],
        weekend: Set<Weekday> = [.saturday, .sunday], supportCentre: String
    ) {
        self.id = id
        self.name = name ?? id
        self.stream = stream ?? id
        self.zone = zone
        self.holidays = holidays
        self.weekend = weekend
        self.supportCentre = supportCentre
    }
}

/// Customers that are reported on together: some regions, such as Asia, or some segments in them, such as French hospitals.
/// Groups may overlap.
public struct CustomerGroup: Sendable, Equatable {
    /// Name in the names of metrics; unique among regions and groups.
    public var id: String
    /// Ids of the regions in it, each once.
    public var regions: [String]
    /// Ids of the segments in it, each once; every segment where nil.
    public var segments: [String]?

    /// A group; ``Plan/init(_:)`` refuses names that do not exist or stand there twice.
    public init(id: String, regions: [String], segments: [String]? = nil) {
        self.id = id
        self.regions = regions
        self.segments = segments
    }
}

/// Weekly working hours by name; each region applies them in its own zone with its own holidays.
public struct NamedCalendar: Sendable, Equatable {
    /// Name by which staff, shifts and engineers refer to it; unique in a scenario.
    public var id: String
    /// The hours of an ordinary week, on local clocks.
    public var hours: WeeklyHours
    /// Whether people of this calendar work on public holidays as on other days.
    public var worksOnHolidays: Bool
    /// Local dates with hours of their own, none where it is closed; they win over the week and over holidays.
    public var specialDates: [CivilDate: [LocalInterval]]
    /// Times on local clocks at which it is open besides, whatever the day.
    public var openings: [LocalPeriod]
    /// Times on local clocks at which it is closed, whatever else says.
    public var closures: [LocalPeriod]

    /// A calendar, closed on the holidays of a region and without special dates, openings and closures unless said
    /// otherwise.
    public init(
        id: String, hours: WeeklyHours, worksOnHolidays: Bool = false,
        specialDates: [CivilDate: [LocalInterval]] = [:], openings: [LocalPeriod] = [], closures: [LocalPeriod] = []
    ) {
        self.id = id
        self.hours = hours
        self.worksOnHolidays = worksOnHolidays
        self.specialDates = specialDates
        self.openings = openings
        self.closures = closures
    }

    /// The working calendar of a region.
    func workingCalendar(holidays: Set<CivilDate>) -> WorkingCalendar {
        WorkingCalendar(
            weekly: hours, holidays: holidays, worksOnHolidays: worksOnHolidays, replacementHours: specialDates,
            openings: openings, closures: closures)
    }
}

/// The daily habits of a kind of endpoint and its users, in local time.
///
/// `switchedOn` is the diurnal shaping function α(t) of Dagon, Zou and Lee (NDSS 2006): the share of machines that are
/// switched on and reachable. Each machine carries a level u, uniform in (0, 1), and is on exactly while α > u, so that the
/// same machines stay on all night.
public struct UsageProfile: Sendable, Equatable {
    /// Name by which segments refer to it; unique in a scenario.
    public var id: String
    /// Share of machines on, 0 to 1.
    public var switchedOn: DailyProfile
    /// Log-ons per machine and hour; 0 or more.
    public var logOnsPerHour: DailyProfile

    /// A profile. A share above 1 counts as 1; the days off are those of the region where it is used, not those of the
    /// two daily profiles.
    public init(id: String, switchedOn: DailyProfile, logOnsPerHour: DailyProfile) {
        self.id = id
        self.switchedOn = switchedOn
        self.logOnsPerHour = logOnsPerHour
    }
}
