// Lays a working calendar out on the line of ticks.

extension OpenHours {
    /// Compiles `calendar` in `zone` from two days before `start` to thirty days after the end of the `horizon`.
    ///
    /// Hours start and end when the local clocks show their times or have jumped past them: a night shift is an hour
    /// shorter when the clocks go forward and an hour longer when they go back. Adjacent and overlapping hours are merged.
    /// A calendar that never closes becomes ``always``, without an end.
    /// - Parameters:
    ///   - calendar: The hours, in local time.
    ///   - zone: The zone; it should have been compiled for `start` to the end of the horizon.
    ///   - start: The instant of tick 0.
    ///   - horizon: How long the simulation runs; a negative one counts as zero, and one of more than a hundred years
    ///     as a hundred.
    public init(_ calendar: WorkingCalendar, zone: ZoneTable, start: Instant, horizon: TimeSpan) {
        if calendar.isAlwaysOpen {
            self = .always
            return
        }
        let days = CompiledDays(zone: zone, start: start, horizon: horizon)
        var intervals: [(opening: Int64, closing: Int64)] = []
        for dayNumber in days.dayNumbers {
            let date = CivilDate(dayNumber: dayNumber)
            for hours in calendar.hours(on: date) {
                let opening = days.tick(of: date, minute: hours.startMinute)
                let closing = days.tick(of: date, minute: hours.endMinute)
                guard closing > opening else { continue }
                if let last = intervals.last, opening <= last.closing {
                    intervals[intervals.count - 1].closing = max(last.closing, closing)
                } else {
                    intervals.append((opening, closing))
                }
            }
        }
        self.init(disjoint: intervals)
    }
}

/// The local days that a table is compiled for, and where their minutes fall on the line of ticks.
struct CompiledDays {
    private let zone: ZoneTable
    private let start: Instant
    /// From the day before the one that is two days before the start (whose night shifts may reach in) to the one thirty
    /// days after the end.
    let dayNumbers: ClosedRange<Int>

    private static let before = TimeSpan.days(2)
    private static let after = TimeSpan.days(30)
    private static let longestHorizon = TimeSpan.days(100 * 366)

    init(zone: ZoneTable, start: Instant, horizon: TimeSpan) {
        self.zone = zone
        self.start = start
        let length = min(max(horizon, .zero), Self.longestHorizon)
        let first = zone.local(of: start.adding(-Self.before)).date.dayNumber
        let last = zone.local(of: start.adding(length).adding(Self.after)).date.dayNumber
        dayNumbers = first - 1...max(first, last)
    }

    /// The tick at which the clocks first show a minute of a day (1440 and more are on the next), or jump past it.
    func tick(of date: CivilDate, minute: Int) -> Int64 {
        (zone.firstInstant(notBefore: LocalDateTime(date: date, minuteOfDay: minute)) - start).microseconds
    }
}
