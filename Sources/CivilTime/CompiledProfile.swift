// A daily profile in one zone as a table of ticks: its value, its integral, and the integral's inverse.

/// A daily profile laid out on the line of microsecond ticks since a start.
///
/// With the profile as a hazard (events per hour), ``time(whenIntegralReaches:after:)`` of a unit exponential variate is
/// the time of the next event of the inhomogeneous Poisson process (inversion of the integrated hazard; Devroye,
/// *Non-Uniform Random Variate Generation*, 1986, chapter VI.1). For a rate times a profile, divide the variate by the rate.
///
/// Arithmetic is addition, multiplication and division only, so that the results have the same bits on every machine.
/// A look-up starts from a table of the hours and allocates nothing.
public struct CompiledProfile: Sendable, Hashable {
    /// Ticks at which the value changes, strictly ascending; the first is where the table begins. Never empty.
    public let breakpoints: [Int64]
    /// `values[i]` holds from `breakpoints[i]` (included) to the next (excluded), the last one to ``end``.
    public let values: [Double]
    /// The tick at which the table ends.
    public let end: Int64
    /// The integral in value · hours from the first breakpoint up to each, and up to the end as the last element.
    @usableFromInline let integrals: [Double]
    /// For each hour since the first breakpoint, the index of the value that holds at its start.
    @usableFromInline let pieceAtHour: [Int32]

    @usableFromInline static let ticksPerHour = 3.6e9
    @usableFromInline static let wholeTicksPerHour: Int64 = 3_600_000_000

    /// Pieces must ascend strictly, have values that differ from their neighbours', and begin before `end`.
    init(pieces: [(start: Int64, value: Double)], end: Int64) {
        breakpoints = pieces.map(\.start)
        values = pieces.map(\.value)
        self.end = end
        var integrals: [Double] = [0]
        var pieceAtHour: [Int32] = []
        var total = 0.0
        var hour = pieces.first?.start ?? 0
        for (index, piece) in pieces.enumerated() {
            let next = index + 1 < pieces.count ? pieces[index + 1].start : end
            total += piece.value * (Double(next &- piece.start) / Self.ticksPerHour)
            integrals.append(total)
            while hour < next {
                pieceAtHour.append(Int32(clamping: index))
                hour = hour.addingSaturated(Self.wholeTicksPerHour)
                if hour == .max { break }
            }
        }
        self.integrals = integrals
        self.pieceAtHour = pieceAtHour
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
        if tick <= breakpoints[0] { return 0 }
        if tick >= end { return integrals[integrals.count - 1] }
        return integral(upTo: tick, in: piece(at: tick))
    }

    /// The first tick, not before `tick`, by which the integral since `tick` has reached `target` value · hours.
    ///
    /// The exact time is rounded up to the next tick. A target of zero or less gives `tick`. Nil if the table ends
    /// before (or the target is NaN); before the table begins nothing accrues.
    @inlinable
    public func time(whenIntegralReaches target: Double, after tick: Int64) -> Int64? {
        if target <= 0 { return tick }
        let start = max(tick, breakpoints[0])
        if start >= end { return nil }
        var index = piece(at: start)
        // Within the first piece, without going through the integral from the beginning, which would cost digits.
        let pieceEnd = index + 1 < breakpoints.count ? breakpoints[index + 1] : end
        let ahead = values[index] * (Double(pieceEnd &- start) / Self.ticksPerHour)
        if target <= ahead {
            return min(pieceEnd, start &+ Self.ticks(of: target, atValue: values[index]))
        }
        let wanted = integral(upTo: start, in: index) + target
        guard wanted <= integrals[integrals.count - 1] else { return nil }
        index = firstPiece(reaching: wanted, from: index + 1)
        if index == values.count { return nil }
        let nextStart = index + 1 < breakpoints.count ? breakpoints[index + 1] : end
        let missing = wanted - integrals[index]
        return min(nextStart, breakpoints[index] &+ Self.ticks(of: missing, atValue: values[index]))
    }

    /// The index of the value that holds at a tick (the first or the last outside the table).
    @inlinable
    func piece(at tick: Int64) -> Int {
        if tick <= breakpoints[0] { return 0 }
        if tick >= end { return values.count - 1 }
        var index = Int(pieceAtHour[Int((tick &- breakpoints[0]) / Self.wholeTicksPerHour)])
        while index + 1 < breakpoints.count, breakpoints[index + 1] <= tick { index += 1 }
        return index
    }

    /// The integral up to a tick within the piece `index`.
    @inlinable
    func integral(upTo tick: Int64, in index: Int) -> Double {
        integrals[index] + values[index] * (Double(tick &- breakpoints[index]) / Self.ticksPerHour)
    }

    /// The first piece from `first` on at whose end the integral is at least `wanted`; the number of pieces if none.
    @inlinable
    func firstPiece(reaching wanted: Double, from first: Int) -> Int {
        // Most waits end within a few steps; only longer ones pay for a search.
        var low = first
        let near = min(first + 8, values.count)
        while low < near {
            if integrals[low + 1] >= wanted { return low }
            low += 1
        }
        var high = values.count
        while low < high {
            let middle = (low + high) >> 1
            if integrals[middle + 1] >= wanted { high = middle } else { low = middle + 1 }
        }
        return low
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
