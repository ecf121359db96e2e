// What a running simulation keeps of observations one by one.

/// Observations one by one: how many, their sum, their spread, the smallest and the largest.
///
/// Begin a new tally when the warm-up ends. Which observations belong to a run that has a beginning and a horizon is
/// ``CohortTally``'s question, and how far its mean may be off is ``BatchMeans``'s: successive waits resemble each
/// other, so that ``variance`` divided by ``count`` is far too small an answer.
@frozen
public struct Tally: Sendable, Equatable, BitwiseCopyable {
    @usableFromInline var observations = 0
    @usableFromInline var total = 0.0
    @usableFromInline var least = Double.infinity
    @usableFromInline var greatest = -Double.infinity
    /// The first observation; deviations are taken from it, so that the squares do not cancel where all values are large.
    @usableFromInline var origin = 0.0
    @usableFromInline var squares = 0.0

    /// A tally without observations.
    @inlinable
    public init() {}

    /// How many observations there were.
    @inlinable public var count: Int { observations }
    /// Their sum, in the unit of the observations; 0 before the first.
    @inlinable public var sum: Double { total }
    /// The smallest observation; +∞ before the first.
    @inlinable public var smallest: Double { least }
    /// The largest observation; −∞ before the first.
    @inlinable public var largest: Double { greatest }

    /// Adds an observation. It should be finite: a NaN stays in the sum, and with it in the mean.
    @inlinable @inline(__always)
    public mutating func record(_ value: Double) {
        if observations == 0 { origin = value }
        observations &+= 1
        total += value
        if value < least { least = value }
        if value > greatest { greatest = value }
        let deviation = value - origin
        squares += deviation * deviation
    }

    /// The mean, or nil before the first observation.
    @inlinable public var mean: Double? { observations == 0 ? nil : total / Double(observations) }

    /// The mean squared distance from the mean, with n − 1 below; nil before the second observation.
    ///
    /// From squared distances to the first observation; where that one lies k standard deviations from the mean, a relative error of some
    /// k²·2⁻⁵³ is left.
    public var variance: Double? {
        guard observations > 1 else { return nil }
        let n = Double(observations)
        let shift = total / n - origin
        return max(0, (squares - n * shift * shift) / (n - 1))
    }

    /// The standard error of the mean, √(variance/n), where the observations are independent: means of replications, for one, and not the waits of
    /// one run. Nil before the second observation.
    public var standardError: Double? { variance.map { ($0 / Double(observations)).squareRoot() } }
}
