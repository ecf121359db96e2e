// A working calendar in one zone, ready for every kind of term: elapsed time, working time, working days.

/// A ``WorkingCalendar`` laid out on the line of microsecond ticks since a start.
///
/// ```swift
/// let calendar = CompiledCalendar(office, zone: paris, start: start, horizon: .days(30))
/// let due = calendar.adding(.workingDays(2), to: tick)
/// calendar.hours.nextOpening(atOrAfter: tick)                 // the next working instant
/// calendar.hours.openTime(from: tick, to: due ?? tick)        // working time between two instants
/// ```
public struct CompiledCalendar: Sendable, Hashable {
    /// When it is open: for working time.
    public let hours: OpenHours
    /// Which days are worked: for terms in working days.
    public let days: WorkingDays

    /// Compiles `calendar` in `zone`, for the days of ``OpenHours/init(_:zone:start:horizon:)``.
    /// - Parameters:
    ///   - calendar: The hours, in local time.
    ///   - zone: The zone; it should have been compiled for `start` to the end of the horizon.
    ///   - start: The instant of tick 0.
    ///   - horizon: How long the simulation runs; a negative one counts as zero, and one of more than a hundred years
    ///     as a hundred.
    public init(_ calendar: WorkingCalendar, zone: ZoneTable, start: Instant, horizon: TimeSpan) {
        hours = OpenHours(calendar, zone: zone, start: start, horizon: horizon)
        days = WorkingDays(calendar, zone: zone, start: start, horizon: horizon)
    }

    /// The tick at which `span` has passed since `tick`; nil if the table ends before. A negative span counts as none.
    ///
    /// - Complexity: O(log *n*) in the number of intervals, days and changes of the clocks.
    public func adding(_ span: CalendarSpan, to tick: Int64) -> Int64? {
        switch span {
        case .elapsed(let span): tick.addingSaturated(max(0, span.microseconds))
        case .working(let span): hours.adding(working: span.microseconds, to: tick)
        case .workingDays(let days): self.days.adding(days, to: tick)
        }
    }
}
