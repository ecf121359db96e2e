// What a running simulation keeps of a level that lasts, such as a queue length: its mean over time.

/// A level that changes at instants, such as a queue length: its integral over time and its peak.
///
/// The level counts from time 0 on, or from the end of the warm-up; ask for the mean at the horizon, so that the last stretch is in it.
///
/// The integral is exact while it stays below 2⁵³ (levels are whole numbers and times are ticks), and correctly rounded at
/// each change beyond that.
@frozen
public struct TimeWeightedStatistic: Sendable, Equatable, BitwiseCopyable {
    @usableFromInline var level = 0.0
    @usableFromInline var highest = 0.0
    @usableFromInline var highestAt: Int64 = 0
    @usableFromInline var area = 0.0
    @usableFromInline var since: Int64 = 0
    @usableFromInline var origin: Int64 = 0

    /// A level of 0 at time 0.
    @inlinable
    public init() {}

    /// The level now.
    @inlinable public var value: Double { level }
    /// The highest level so far.
    @inlinable public var peak: Double { highest }
    /// When the peak was first reached, in ticks.
    @inlinable public var peakTime: Int64 { highestAt }
    /// From when on the level counts: 0, or the end of the warm-up, in ticks.
    @inlinable public var measuredFrom: Int64 { origin }

    /// Changes the level at an instant not before the last change.
    @inlinable
    public mutating func change(by difference: Double, at now: Int64) {
        area += level * Double(now &- since)
        since = now
        level += difference
        if level > highest {
            highest = level
            highestAt = now
        }
    }

    /// Sets the level at an instant not before the last change.
    @inlinable
    public mutating func set(_ level: Double, at now: Int64) { change(by: level - self.level, at: now) }

    /// Forgets integral and peak at the end of the warm-up, an instant not before the last change; the level stays.
    public mutating func startMeasuring(at now: Int64) {
        area = 0
        since = now
        origin = now
        highest = level
        highestAt = now
    }

    /// Level × ticks from the beginning to `now`, an instant not before the last change.
    @inlinable
    public func integral(until now: Int64) -> Double { area + level * Double(now &- since) }

    /// The mean level from the beginning to `now`; 0 at the beginning itself.
    @inlinable
    public func mean(until now: Int64) -> Double {
        now > origin ? integral(until: now) / Double(now &- origin) : 0
    }
}
