// The working days of a calendar in one zone as a table: what a term of business days is counted on.

/// Which local days are worked, counted.
///
/// A day is worked if hours, or a special opening, begin on its date and closures leave something of them; the morning end of a night shift does not make the day a working day, and
/// a date that the local calendar skipped is none. Days are looked up in a table by their numbers, in constant time; what asks by ticks
/// looks up the zone's clock besides. See ``coverage`` for the dates that it knows.
public struct WorkingDays: Sendable, Hashable {
    /// The day number of the first date in the table.
    private let firstDay: Int
    /// Working days before each date of the table, then the total.
    private let workedBefore: [Int]
    /// Day numbers of the working days, ascending.
    private let workedDays: [Int]
    private let zone: ZoneTable
    private let start: Instant

    /// The dates that the table knows: two days before the start to thirty days after the end of the horizon, at least.
    ///
    /// Outside it no date is worked, terms have no end, and ``count(from:to:)`` counts nothing.
    public var coverage: ClosedRange<CivilDate> {
        CivilDate(dayNumber: firstDay)...CivilDate(dayNumber: firstDay + max(0, workedBefore.count - 2))
    }

    /// The working days of `calendar` in `zone`, for the same days as ``OpenHours/init(_:zone:start:horizon:)``.
    /// - Parameters:
    ///   - calendar: The hours, in local time.
    ///   - zone: The zone; it should have been compiled for `start` to the end of the horizon.
    ///   - start: The instant of tick 0.
    ///   - horizon: How long the simulation runs; a negative one counts as zero, and one of more than a hundred years
    ///     as a hundred.
    public init(_ calendar: WorkingCalendar, zone: ZoneTable, start: Instant, horizon: TimeSpan) {
        let days = CompiledDays(zone: zone, start: start, horizon: horizon)
        firstDay = days.dayNumbers.lowerBound
        self.zone = zone
        self.start = start
        let closures = days.intervals(of: calendar.closures)
        var workedBefore = [0]
        var workedDays: [Int] = []
        for number in days.dayNumbers {
            let date = CivilDate(dayNumber: number)
            let openings = calendar.openings.filter { $0.start.date == date }
            let open = days.intervals(of: calendar, on: date) + days.intervals(of: openings)
            if !open.without(closures).isEmpty { workedDays.append(number) }
            workedBefore.append(workedDays.count)
        }
        self.workedBefore = workedBefore
        self.workedDays = workedDays
    }

    /// Whether a date is worked; false outside ``coverage``.
    public func isWorked(_ date: CivilDate) -> Bool {
        let index = date.dayNumber - firstDay
        return index >= 0 && index + 1 < workedBefore.count && workedBefore[index + 1] > workedBefore[index]
    }

    /// The tick so many working days after `tick`: the same time of the local clock on the day on which that many have begun
    /// since.
    ///
    /// One working day after Friday 15:00 is Monday 15:00. From a day off the count begins with the next working day at 00:00,
    /// so that one working day after any time of Saturday is Tuesday 00:00. No days (or fewer) give `tick` itself on a
    /// working day, and otherwise the beginning of the next. A time that the clocks skip on the last day is the first
    /// after it.
    /// - Returns: A tick; nil if the table ends before.
    public func adding(_ days: Int, to tick: Int64) -> Int64? {
        let local = zone.local(of: start.adding(TimeSpan(microseconds: tick)))
        let isWorked = isWorked(local.date)
        // The working day that the count starts from: this one, or the next.
        guard let base = workedCount(before: local.date), base < workedDays.count else { return nil }
        let (index, overflow) = base.addingReportingOverflow(max(0, days))
        guard !overflow, index < workedDays.count else { return nil }
        if index == base, isWorked { return tick }
        let target = LocalDateTime(
            date: CivilDate(dayNumber: workedDays[index]), microsecondOfDay: isWorked ? local.microsecondOfDay : 0)
        return (zone.firstInstant(notBefore: target) - start).microseconds
    }

    /// How many working days begin after the local day of `from`, up to and including the local day of `to`; zero if that
    /// is none.
    ///
    /// - Returns: The working days within the table.
    public func count(from: Int64, to: Int64) -> Int {
        let dates = [from, to].map { zone.local(of: start.adding(TimeSpan(microseconds: $0))).date.adding(days: 1) }
        return max(0, clampedCount(before: dates[1]) - clampedCount(before: dates[0]))
    }

    /// The working days of the table before a date; nil for a date outside it.
    private func workedCount(before date: CivilDate) -> Int? {
        let index = date.dayNumber - firstDay
        return workedBefore.indices.contains(index) ? workedBefore[index] : nil
    }

    private func clampedCount(before date: CivilDate) -> Int {
        workedBefore[min(max(0, date.dayNumber - firstDay), workedBefore.count - 1)]
    }
}
