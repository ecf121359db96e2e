// What a running simulation keeps of a quantity: its mean over observations, or its mean over time.

/// Observations one by one: how many, their sum and the largest.
public struct Tally: Sendable, Equatable {
    /// How many observations there were.
    public private(set) var count = 0
    /// Their sum, in the unit of the observations; 0 before the first.
    public private(set) var sum = 0.0
    /// The largest observation; −∞ before the first.
    public private(set) var largest = -Double.infinity

    /// A tally without observations.
    public init() {}

    /// Adds an observation. It should be finite: a NaN stays in the sum, and with it in the mean.
    public mutating func record(_ value: Double) {
        count += 1
        sum += value
        largest = max(largest, value)
    }

    /// The mean, or nil before the first observation.
    public var mean: Double? { count == 0 ? nil : sum / Double(count) }
}

/// A level that changes at instants, such as a queue length: its integral over time and its peak.
///
/// The level counts from time 0 on; ask for the mean at the horizon, so that the last stretch is in it.
public struct TimeWeightedStatistic: Sendable, Equatable {
    /// The level now.
    public private(set) var value = 0.0
    /// The highest level so far.
    public private(set) var peak = 0.0
    /// When the peak was first reached, in ticks.
    public private(set) var peakTime: Int64 = 0

    private var area = 0.0
    private var since: Int64 = 0

    /// A level of 0 at time 0.
    public init() {}

    /// Changes the level at an instant not before the last change.
    public mutating func change(by difference: Double, at now: Int64) {
        area += value * Double(now &- since)
        since = now
        value += difference
        if value > peak {
            peak = value
            peakTime = now
        }
    }

    /// Level × ticks from time 0 to `now`.
    public func integral(until now: Int64) -> Double { area + value * Double(now &- since) }

    /// The mean level from time 0 to `now`; 0 at time 0.
    public func mean(until now: Int64) -> Double { now > 0 ? integral(until: now) / Double(now) : 0 }
}
