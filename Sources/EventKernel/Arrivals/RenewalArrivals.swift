// Arrivals whose gaps are independent: Poisson and other renewal processes, without drift.

/// Instants that follow each other at given gaps, on a clock of whole ticks.
///
/// The model draws the gaps, in ticks with a fraction; the process adds them up and says in which tick each arrival falls. Rounding a
/// gap would make every later arrival late or early, and cutting its fraction off, as a conversion to an integer does, makes the
/// rate too high by half a tick per gap. Here the fraction is kept:
///
/// ```swift
/// var arrivals = RenewalArrivals()
/// events.schedule(.arrival, at: arrivals.next(gap: 2.5))   // 2
/// events.schedule(.arrival, at: arrivals.next(gap: 2.5))   // 5
/// ```
///
/// An arrival at the continuous time x falls in the tick ⌊x⌋: the tick t stands for the time from t to before t + 1, so that the
/// arrivals of a window [a, b) are those with a tick in a ..< b.
@frozen
public struct RenewalArrivals: Sendable, Equatable, BitwiseCopyable {
    @usableFromInline var tick: Int64
    @usableFromInline var fraction: Double

    /// A process whose first gap begins at a tick.
    @inlinable
    public init(from start: Int64 = 0) {
        tick = start
        fraction = 0
    }

    /// The tick of the last arrival, or of the beginning.
    @inlinable public var last: Int64 { tick }

    /// The tick of the next arrival.
    ///
    /// - Parameter gap: The time since the last one, in ticks; a negative gap or NaN counts as 0.
    /// - Returns: `Int64.max`, which is never, from where on the clock's range is exceeded.
    @inlinable
    public mutating func next(gap: Double) -> Int64 {
        let time = fraction + (gap > 0 ? gap : 0)
        // 2⁶² is beyond any horizon and far enough from the end of the range to be added.
        guard time < 0x1p62, tick < 1 << 62 else {
            tick = .max
            return tick
        }
        let whole = Int64(time)
        tick &+= whole
        fraction = time - Double(whole)
        return tick
    }
}

/// A Poisson process of constant rate.
///
/// The model draws exponential variates of mean 1; each gives an arrival:
///
/// ```swift
/// var arrivals = PoissonArrivals(meanGap: 5e6)
/// events.schedule(.arrival, at: arrivals.next(exponential: ziggurat.exponential(from: &stream)))
/// ```
///
/// Batches that arrive together, a compound Poisson process, are made by drawing a number at each arrival and admitting so many.
@frozen
public struct PoissonArrivals: Sendable, Equatable, BitwiseCopyable {
    /// The mean time between two arrivals, in ticks; infinite where none ever arrives.
    public let meanGap: Double
    @usableFromInline var times: RenewalArrivals

    /// A process with a mean gap in ticks.
    ///
    /// - Parameters:
    ///   - meanGap: Greater than 0; anything else counts as infinite.
    ///   - start: The tick from which on there may be arrivals.
    @inlinable
    public init(meanGap: Double, from start: Int64 = 0) {
        self.meanGap = meanGap > 0 ? meanGap : .infinity
        times = RenewalArrivals(from: start)
    }

    /// The tick of the next arrival; `Int64.max`, which is never, beyond the range of the clock.
    ///
    /// - Parameter exponential: An exponential variate of mean 1; a negative number or NaN counts as 0.
    @inlinable
    public mutating func next(exponential: Double) -> Int64 {
        // 0 · ∞ is no number, and would count as no gap.
        meanGap < .infinity ? times.next(gap: exponential * meanGap) : .max
    }
}
