// A daily profile in one zone as a table of ticks: its value, its integral, and the integral's inverse.

/// A daily profile laid out on the line of microsecond ticks since a start.
///
/// With the profile as a hazard (events per hour), ``time(whenIntegralReaches:after:)`` of a unit exponential variate is
/// the time of the next event of the inhomogeneous Poisson process (inversion of the integrated hazard; Devroye,
/// *Non-Uniform Random Variate Generation*, 1986, chapter VI.1). For a rate times a profile, divide the variate by the rate.
///
/// Arithmetic is addition, multiplication and division only, so that the results have the same bits on every machine.
/// A look-up is a step or two from an index and allocates nothing.
public struct CompiledProfile: Sendable, Hashable {
    /// Ticks at which the value changes, strictly ascending; the first is where the table begins. Never empty.
    @inlinable
    public var breakpoints: [Int64] { starts.ticks }

    /// `values[i]` holds from `breakpoints[i]` (included) to the next (excluded), the last one to ``end``.
    public let values: [Double]
    /// The tick at which the table ends.
    public let end: Int64
    /// The breakpoints and their index.
    @usableFromInline let starts: SortedTicks
    /// The integral in value · hours from the first breakpoint up to each, and up to the end as the last element.
    @usableFromInline let integrals: SortedSums

    @usableFromInline static let ticksPerHour = 3.6e9

    /// Pieces must ascend strictly, have values that differ from their neighbours', and begin before `end`.
    init(pieces: [(start: Int64, value: Double)], end: Int64) {
        starts = SortedTicks(pieces.map(\.start))
        values = pieces.map(\.value)
        self.end = end
        var integrals: [Double] = [0]
        var total = 0.0
        for (index, piece) in pieces.enumerated() {
            let next = index + 1 < pieces.count ? pieces[index + 1].start : end
            total += piece.value * (Double(next &- piece.start) / Self.ticksPerHour)
            integrals.append(total)
        }
        self.integrals = SortedSums(integrals)
    }

    /// The value at a tick; outside the table, the first or the last value.
    @inlinable
    public func value(at tick: Int64) -> Double {
        values[piece(at: tick)]
    }

    /// The integral in value · hours from the first breakpoint to a tick; outside the table, zero or the whole.
    ///
    /// It never decreases as the tick grows.
    @inlinable
    public func integral(upTo tick: Int64) -> Double {
        if tick <= starts.ticks[0] { return 0 }
        if tick >= end { return integrals.total }
        return integral(upTo: tick, in: piece(at: tick))
    }

    /// The first tick, not before `tick`, by which the integral since `tick` has reached `target` value · hours.
    ///
    /// The exact time is rounded up to the next tick, so that the integral has been reached when the tick comes and never
    /// falls short of the target. (`InvertedArrivals` of the module EventKernel rounds down: it asks in which tick an
    /// arrival falls, and a tick there belongs to the piece that holds its beginning. The two differ by a tick at most.) A target of zero or less gives `tick`. Nil if the table ends
    /// before (or the target is NaN); before the table begins nothing accrues.
    @inlinable
    public func time(whenIntegralReaches target: Double, after tick: Int64) -> Int64? {
        if target <= 0 { return tick }
        let start = max(tick, starts.ticks[0])
        if start >= end { return nil }
        let first = piece(at: start)
        // Within the first piece, without going through the integral from the beginning, which would cost digits.
        let firstEnd = endOfPiece(first)
        if target <= values[first] * (Double(firstEnd &- start) / Self.ticksPerHour) {
            return min(firstEnd, start &+ Self.ticks(of: target, atValue: values[first]))
        }
        let wanted = integral(upTo: start, in: first) + target
        guard wanted <= integrals.total else { return nil }
        // The sum at the end of piece i is element i + 1. Rounding may put the answer back in the first piece: its end.
        let reached = integrals.firstIndex(reaching: wanted) - 1
        guard reached > first else { return firstEnd }
        let missing = wanted - integrals.sums[reached]
        return min(endOfPiece(reached), starts.ticks[reached] &+ Self.ticks(of: missing, atValue: values[reached]))
    }

    /// The index of the value that holds at a tick (the first or the last outside the table).
    @inlinable
    func piece(at tick: Int64) -> Int {
        max(0, starts.countNotAfter(tick) - 1)
    }

    /// The tick at which a piece ends.
    @inlinable
    func endOfPiece(_ index: Int) -> Int64 {
        index + 1 < starts.ticks.count ? starts.ticks[index + 1] : end
    }

    /// The integral up to a tick within the piece `index`.
    @inlinable
    func integral(upTo tick: Int64, in index: Int) -> Double {
        integrals.sums[index] + values[index] * (Double(tick &- starts.ticks[index]) / Self.ticksPerHour)
    }

    /// The ticks in which a constant value accrues `amount` value · hours, rounded up; at least zero.
    @inlinable
    static func ticks(of amount: Double, atValue value: Double) -> Int64 {
        if amount <= 0 { return 0 }
        let exact = amount / value * ticksPerHour
        // Beyond 2^62 (also where the value is so small that the quotient is infinite) the caller's piece ends first.
        guard exact < 0x1p62 else { return 1 << 62 }
        let down = Int64(exact)
        return Double(down) < exact ? down &+ 1 : down
    }
}
