// Poisson arrivals at any rate that has a bound, by thinning.

/// Candidates at a constant rate, each kept with the probability that the rate at that time bears to it (Lewis and Shedler, *Naval Research
/// Logistics Quarterly* 26(3), 1979, doi:10.1002/nav.3800260304).
///
/// For rates that have no inverse, or that depend on the state of the model; a rate in pieces is better served by ``InvertedArrivals``, with one
/// variate per arrival.
///
/// ```swift
/// var candidates = ThinnedArrivals(greatestRate: 2e-6)
/// var time = candidates.candidate(exponential: ziggurat.exponential(from: &stream))
/// while time < horizon, !candidates.accepts(rate: rate(at: time), uniform: stream.nextUniform()) {
///     time = candidates.candidate(exponential: ziggurat.exponential(from: &stream))
/// }
/// ```
///
/// Where the rate depends on the state, look at one candidate per event: the state may change before the next.
@frozen
public struct ThinnedArrivals: Sendable, Equatable, BitwiseCopyable {
    /// The rate of the candidates, in arrivals per tick.
    public let greatestRate: Double
    @usableFromInline var candidates: PoissonArrivals
    @usableFromInline var wasExceeded = false

    /// Candidates at a rate that the process never exceeds, in arrivals per tick; a rate that is not greater than 0 gives none.
    ///
    /// - Parameters:
    ///   - greatestRate: The bound; the closer to the rates that occur, the fewer candidates are in vain.
    ///   - start: The tick from which on there may be arrivals.
    @inlinable
    public init(greatestRate: Double, from start: Int64 = 0) {
        self.greatestRate = greatestRate
        candidates = PoissonArrivals(meanGap: greatestRate > 0 ? 1 / greatestRate : .infinity, from: start)
    }

    /// The tick of the next candidate; `Int64.max`, which is never, beyond the range of the clock.
    ///
    /// - Parameter exponential: An exponential variate of mean 1; a negative number or NaN counts as 0.
    @inlinable
    public mutating func candidate(exponential: Double) -> Int64 { candidates.next(exponential: exponential) }

    /// Whether a candidate is an arrival.
    ///
    /// - Parameters:
    ///   - rate: The rate at the candidate's time, in arrivals per tick.
    ///   - uniform: A uniform variate in (0, 1).
    @inlinable
    public mutating func accepts(rate: Double, uniform: Double) -> Bool {
        if rate > greatestRate { wasExceeded = true }
        return uniform * greatestRate < rate
    }

    /// Whether a rate was above the bound: then there were too few arrivals, and the bound must be raised.
    @inlinable public var rateWasExceeded: Bool { wasExceeded }
}
