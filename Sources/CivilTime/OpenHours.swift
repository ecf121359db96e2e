// A working calendar in one zone as a table of ticks: what the simulation asks while it runs.

/// The open intervals of a calendar in microsecond ticks since a start, with the open time before each.
///
/// ```swift
/// let hours = OpenHours(calendar, zone: paris, start: start, horizon: .days(14))
/// hours.nextOpening(atOrAfter: tick)                       // tick itself while open
/// hours.adding(working: TimeSpan.hours(3).microseconds, to: tick)   // pauses while closed
/// ```
///
/// A tick is one microsecond; tick 0 is the start. Intervals include their first tick and exclude their last. Every
/// question is a look-up or two in contiguous integers, without allocation. What lies outside of ``coverage`` is not
/// known, and answered as closed.
public struct OpenHours: Sendable, Hashable {
    /// Ticks of opening and closing in turn, strictly ascending: opening first.
    @inlinable
    public var boundaries: [Int64] { changes.ticks }

    /// The ticks for which the table knows whether it is open: those of every local day from two days before the start to
    /// thirty days after the end of the horizon, of all time for ``always`` and ``never``.
    ///
    /// Outside it counts as closed, but for a shift that reaches over the end. It says nothing of the zone, whose own table ends at
    /// ``ZoneTable/coverage``.
    public let coverage: Range<Int64>
    /// The boundaries and their index.
    @usableFromInline let changes: SortedTicks
    /// Open ticks before each interval, then the total (one more than there are intervals), and their index.
    @usableFromInline let openBefore: SortedTicks

    /// Open from every `(opening, closing)`; intervals must be non-empty, disjoint, not adjacent and ascending.
    init(disjoint intervals: [TickInterval], coverage: Range<Int64>) {
        self.coverage = coverage
        var boundaries: [Int64] = []
        var openBefore: [Int64] = [0]
        boundaries.reserveCapacity(2 * intervals.count)
        openBefore.reserveCapacity(intervals.count + 1)
        var total: Int64 = 0
        for interval in intervals {
            boundaries.append(interval.opening)
            boundaries.append(interval.closing)
            total = total.addingSaturated(interval.closing.subtractingSaturated(interval.opening))
            openBefore.append(total)
        }
        changes = SortedTicks(boundaries)
        self.openBefore = SortedTicks(openBefore)
    }

    /// Open at every tick within 73,000 years of the start.
    public static let always = OpenHours(
        disjoint: [TickInterval(opening: allTime.lowerBound, closing: allTime.upperBound)], coverage: allTime)

    /// Hours that never open: work that is begun in them does not end.
    public static let never = OpenHours(disjoint: [], coverage: allTime)

    /// Within 73,000 years of the start.
    static let allTime: Range<Int64> = -(1 << 61)..<1 << 61

    /// Whether it is open at a tick; false outside ``coverage``, where nothing is known.
    @inlinable
    public func isOpen(at tick: Int64) -> Bool {
        changes.countNotAfter(tick) & 1 == 1
    }

    /// The first open tick not before `tick`: itself while open; nil if the table has none.
    @inlinable
    public func nextOpening(atOrAfter tick: Int64) -> Int64? {
        let count = changes.countNotAfter(tick)
        if count & 1 == 1 { return tick }
        return count < changes.ticks.count ? changes.ticks[count] : nil
    }

    /// The first tick after `tick` at which it opens or closes; nil if the table has none.
    @inlinable
    public func nextChange(after tick: Int64) -> Int64? {
        let count = changes.countNotAfter(tick)
        return count < changes.ticks.count ? changes.ticks[count] : nil
    }

    /// The first tick at which `amount` ticks of open time have passed since `tick`; nil if the table ends before.
    ///
    /// It is `tick` itself for an amount of zero (or less), and otherwise at most a closing tick, never inside closed
    /// hours.
    @inlinable
    public func adding(working amount: Int64, to tick: Int64) -> Int64? {
        if amount <= 0 { return tick }
        let count = changes.countNotAfter(tick)
        // The usual case first: it is open and stays so for long enough.
        if count & 1 == 1, amount <= changes.ticks[count] &- tick { return tick &+ amount }
        let (target, overflow) = openTicks(before: tick, counting: count).addingReportingOverflow(amount)
        guard !overflow, target <= openBefore.ticks[openBefore.ticks.count - 1] else { return nil }
        // The interval that holds the target is the last one with less open time before it than the target.
        let interval = openBefore.countNotAfter(target &- 1) - 1
        return changes.ticks[2 * interval] &+ (target &- openBefore.ticks[interval])
    }

    /// The open ticks in `from..<to`; zero if `to` is not after `from`.
    @inlinable
    public func openTime(from: Int64, to: Int64) -> Int64 {
        guard to > from else { return 0 }
        return openTicks(before: to, counting: changes.countNotAfter(to))
            &- openTicks(before: from, counting: changes.countNotAfter(from))
    }

    /// The open ticks of the table before `tick`, where `count` boundaries are not after it.
    @inlinable
    func openTicks(before tick: Int64, counting count: Int) -> Int64 {
        let whole = openBefore.ticks[count >> 1]
        return count & 1 == 1 ? whole &+ (tick &- changes.ticks[count &- 1]) : whole
    }
}
