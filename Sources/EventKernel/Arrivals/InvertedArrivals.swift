// Poisson arrivals at a rate that changes over time, by inverting the expected number of arrivals.

/// A Poisson process whose rate follows a ``PiecewiseRate``: one exponential variate per arrival.
///
/// With Λ(t) the expected number of arrivals until t, arrivals at Λ⁻¹ of a Poisson process of rate 1 are a Poisson process of rate Λ′
/// (Çinlar, *Introduction to Stochastic Processes*, 1975, section 4.7). Within a piece, Λ is a line or a parabola and is inverted exactly;
/// what has been used of it is counted from the piece's own beginning, so that nothing is lost on a long run. An arrival
/// falls in the tick that its continuous time lies in (rounded down, where `CompiledProfile.time(whenIntegralReaches:after:)` of the module
/// CivilTime rounds up, to the first tick by which all has accrued), never in a tick of a piece with rate 0 and never beyond a boundary.
///
/// ```swift
/// var arrivals = InvertedArrivals(rate: day)
/// let first = arrivals.next(exponential: ziggurat.exponential(from: &stream))
/// ```
public struct InvertedArrivals: Sendable {
    @usableFromInline let rate: PiecewiseRate
    @usableFromInline var piece = 0
    /// Expected arrivals in the present piece until the last arrival.
    @usableFromInline var used = 0.0
    /// The ticks by which the profile has moved on by repeating.
    @usableFromInline var shift: Int64 = 0

    /// A process from the beginning of the profile on.
    public init(rate: PiecewiseRate) { self.rate = rate }

    /// Begins anew, for another run.
    public mutating func reset() {
        piece = 0
        used = 0
        shift = 0
    }

    /// The tick of the next arrival; `Int64.max`, which is never, from where on the profile has ended or the range of the clock is exceeded.
    ///
    /// O(1) on the average over a run, and O(pieces) at most for one arrival and one repetition of the profile.
    ///
    /// - Parameter exponential: An exponential variate of mean 1; a negative number or NaN counts as 0.
    @inlinable
    public mutating func next(exponential: Double) -> Int64 {
        var wanted = exponential > 0 ? exponential : 0
        while true {
            guard piece < rate.pieces.count else {
                guard startAgain(&wanted) else {
                    // Never is for ever: from there, no further profile can begin.
                    shift = .max
                    return .max
                }
                continue
            }
            let present = rate.pieces[piece]
            let available = present.content - used
            if wanted < available {
                used += wanted
                return shift &+ present.start &+ present.offset(of: used)
            }
            wanted -= max(0, available)
            used = 0
            piece &+= 1
        }
    }

    /// Moves on by as many whole profiles as the arrival needs, and at least one. False where there is none.
    @usableFromInline
    mutating func startAgain(_ wanted: inout Double) -> Bool {
        guard rate.repeats, rate.content > 0 else { return false }
        let profiles = (wanted / rate.content).rounded(.down)
        guard profiles < 0x1p62 else { return false }
        let (step, stepIsBeyond) = (rate.end - rate.start).multipliedReportingOverflow(by: 1 + Int64(profiles))
        let (moved, isBeyond) = shift.addingReportingOverflow(step)
        guard !stepIsBeyond, !isBeyond, !moved.addingReportingOverflow(rate.end).overflow else { return false }
        wanted = max(0, wanted - profiles * rate.content)
        shift = moved
        piece = 0
        return true
    }
}

extension PiecewiseRate.Piece {
    /// The tick, counted from the start of the piece, before whose end so many arrivals are expected.
    @inlinable
    func offset(of expected: Double) -> Int64 {
        // The root of slope/2·s² + rate·s = expected, in the form that does not cancel; a straight line if slope is 0.
        let square = rate * rate + 2 * slope * expected
        let root = square > 0x1p-960 && square < .infinity ? square.squareRoot() : root(of: expected)
        guard rate + root > 0 else { return 0 }
        let time = 2 * expected / (rate + root)
        let last = end &- start &- 1
        // Rounding may lead to the very end of the piece, and 0/0 to no number: both are caught here.
        return time < Double(last) ? (time > 0 ? Int64(time) : 0) : (time.isNaN ? 0 : last)
    }

    /// The same root where its square is out of the range of `Double`, or the two parts of it nearly cancel.
    @usableFromInline @inline(never)
    func root(of expected: Double) -> Double {
        let other = (2.0).squareRoot() * abs(slope).squareRoot() * expected.squareRoot()
        if slope < 0 { return rate > other ? (rate - other).squareRoot() * (rate + other).squareRoot() : 0 }
        let greater = max(rate, other)
        guard greater > 0 else { return 0 }
        let ratio = min(rate, other) / greater
        return greater * (1 + ratio * ratio).squareRoot()
    }
}
