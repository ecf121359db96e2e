// Lays a working calendar out on the line of ticks.

extension OpenHours {
    /// Compiles `calendar` in `zone` from two days before `start` to thirty days after the end of the `horizon`, which
    /// becomes the ``coverage``.
    ///
    /// Hours start and end when the local clocks show their times or have jumped past them: a night shift is an hour
    /// shorter when the clocks go forward and an hour longer when they go back. Adjacent and overlapping hours are merged,
    /// special openings are added, and special closures are taken away.
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
        var intervals: [TickInterval] = []
        for dayNumber in days.dayNumbers {
            intervals += days.intervals(of: calendar, on: CivilDate(dayNumber: dayNumber))
        }
        intervals += days.intervals(of: calendar.openings).map(days.clipped)
        self.init(disjoint: intervals.merged.without(days.intervals(of: calendar.closures)), coverage: days.coverage)
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

    /// The ticks of which all is known: from the second day on, as a shift may reach into the first from the day before it.
    var coverage: Range<Int64> {
        let first = tick(of: CivilDate(dayNumber: dayNumbers.lowerBound + 1), minute: 0)
        return first..<max(first, tick(of: CivilDate(dayNumber: dayNumbers.upperBound), minute: 1440))
    }

    /// The hours of a calendar that start on a date, special openings aside.
    func intervals(of calendar: WorkingCalendar, on date: CivilDate) -> [TickInterval] {
        var intervals: [TickInterval] = []
        for hours in calendar.hours(on: date) {
            let opening = tick(of: date, minute: hours.startMinute)
            let closing = tick(of: date, minute: hours.endMinute)
            if closing > opening { intervals.append(TickInterval(opening: opening, closing: closing)) }
        }
        return intervals
    }

    /// The part of an interval that lies on these days; of no length or less if none does.
    func clipped(_ interval: TickInterval) -> TickInterval {
        let first = tick(of: CivilDate(dayNumber: dayNumbers.lowerBound), minute: 0)
        let last = tick(of: CivilDate(dayNumber: dayNumbers.upperBound), minute: 1440)
        return TickInterval(opening: max(first, interval.opening), closing: min(last, interval.closing))
    }

    /// Where local periods fall on the line of ticks: disjoint and ascending.
    func intervals(of periods: [LocalPeriod]) -> [TickInterval] {
        periods.map { TickInterval(opening: tick(of: $0.start), closing: tick(of: $0.end)) }.merged
    }

    /// The tick at which the clocks first show a local time, or jump past it.
    private func tick(of local: LocalDateTime) -> Int64 {
        (zone.firstInstant(notBefore: local) - start).microseconds
    }

    /// The tick at which the clocks first show a minute of a day (1440 and more are on the next), or jump past it.
    func tick(of date: CivilDate, minute: Int) -> Int64 {
        tick(of: LocalDateTime(date: date, minuteOfDay: minute))
    }
}
