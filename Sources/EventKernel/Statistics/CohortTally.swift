// Observations of those who arrived in a window of time, each followed to the end: no bias at warm-up or horizon.

/// A tally of those who arrived in a window of time, whenever their observation ends.
///
/// A mean over the waits that ended before the horizon leaves out those who still wait there, who are the ones with long waits. A mean
/// over the waits that ended after the warm-up contains customers of the warm-up. This tally counts customers by their arrival, and knows how
/// many of them are still under way:
///
/// ```swift
/// var waits = CohortTally(from: warmUp, until: horizon)
/// // … at an arrival:        waits.enter(at: now)
/// // … when service starts:  waits.record(Double(now - arrival), arrival: arrival)
/// // … and the run goes on after the horizon until waits.isComplete
/// ```
@frozen
public struct CohortTally: Sendable, Equatable, BitwiseCopyable {
    /// The window's first tick.
    public let start: Int64
    /// The tick after the window's last.
    public let end: Int64
    @usableFromInline var entered = 0
    @usableFromInline var left = 0
    @usableFromInline var values = Tally()
    @usableFromInline var reached = false

    /// Nobody yet, of those who will arrive at `start` or later and before `end`, in ticks.
    @inlinable
    public init(from start: Int64, until end: Int64) {
        self.start = start
        self.end = end
    }

    /// The observations so far.
    @inlinable public var tally: Tally { values }

    /// How many arrived in the window.
    @inlinable public var count: Int { entered }

    /// How many of them have neither been observed nor withdrawn yet.
    @inlinable public var pending: Int { entered &- values.count &- left }

    /// Whether someone who arrives at this tick belongs to the cohort.
    @inlinable public func contains(_ arrival: Int64) -> Bool { arrival >= start && arrival < end }

    /// Someone arrives.
    @inlinable
    public mutating func enter(at now: Int64) {
        if contains(now) { entered &+= 1 } else if now >= end { reached = true }
    }

    /// What there was to observe of someone who arrived then is known now; nothing changes if they arrived outside the window.
    @inlinable
    public mutating func record(_ value: Double, arrival: Int64) {
        if contains(arrival) { values.record(value) }
    }

    /// There will be nothing to observe of someone who arrived then, as of the wait for service of one who gave up.
    @inlinable
    public mutating func withdraw(arrival: Int64) {
        if contains(arrival) { left &+= 1 }
    }

    /// How many were withdrawn.
    @inlinable public var withdrawn: Int { left }

    /// The window is over, and everyone who arrived in it has been observed or withdrawn.
    ///
    /// That it is over is known from an arrival after it; where arrivals end, ask ``isComplete(at:)``.
    @inlinable public var isComplete: Bool { reached && pending == 0 }

    /// Whether the window is over at an instant and everyone who arrived in it has been observed or withdrawn.
    @inlinable public func isComplete(at now: Int64) -> Bool { now >= end && pending == 0 }
}
