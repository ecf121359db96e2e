// A rate of arrivals that changes over time, in pieces that are constant or straight.

/// A rate over time, given in pieces: a day's profile of calls, a week's.
///
/// ```swift
/// // Calls per hour; ticks are seconds: none before eight, rising until ten, steady until four.
/// let day = try PiecewiseRate(
///     linear: [(0, 0), (28_800, 0), (36_000, 40), (57_600, 40), (57_600, 0), (86_400, 0)], per: 3600, repeats: true)
/// ```
///
/// Made once, and shared by all runs.
public struct PiecewiseRate: Sendable, Equatable {
    /// One piece, within which the rate is a straight line.
    @usableFromInline
    struct Piece: Sendable, Equatable, BitwiseCopyable {
        @usableFromInline var start: Int64
        @usableFromInline var end: Int64
        /// Arrivals per tick at the start.
        @usableFromInline var rate: Double
        /// By how much that changes per tick.
        @usableFromInline var slope: Double
        /// Arrivals expected in the whole piece.
        @usableFromInline var content: Double
    }

    @usableFromInline let pieces: [Piece]
    /// Whether the profile begins anew after its last piece.
    public let repeats: Bool
    /// The first tick of the profile.
    public let start: Int64
    /// The tick after the profile's last.
    public let end: Int64
    /// Arrivals expected during the profile, once.
    public let content: Double

    /// A rate that is constant between boundaries.
    ///
    /// - Parameters:
    ///   - rates: The rate from each boundary to the next; one less than boundaries. Each finite, 0 or more, in arrivals per `unit`.
    ///   - boundaries: In ticks, rising; the first is 0 or more.
    ///   - unit: The length in ticks of the unit that the rates are per, greater than 0.
    ///   - repeats: Whether the profile begins anew after its end; otherwise nobody arrives from there on.
    /// - Throws: ``EventKernelError`` where the arguments are not as said.
    public init(
        constant rates: [Double], between boundaries: [Int64], per unit: Int64 = 1, repeats: Bool = false
    ) throws(EventKernelError) {
        guard boundaries.count == rates.count + 1, !rates.isEmpty else {
            throw EventKernelError(
                "boundaries", "must be one more than the rates; found \(boundaries.count) and \(rates.count)")
        }
        var ends: [(from: Int64, to: Int64, first: Double, last: Double)] = []
        for index in rates.indices {
            ends.append((boundaries[index], boundaries[index + 1], rates[index], rates[index]))
            guard boundaries[index] < boundaries[index + 1] else {
                throw EventKernelError(
                    "boundaries", "must rise; found \(boundaries[index + 1]) after \(boundaries[index])")
            }
        }
        try self.init(ends, per: unit, repeats: repeats)
    }

    /// A rate that runs straight from point to point.
    ///
    /// - Parameters:
    ///   - points: Ticks that rise and the rates there, two or more. Two points with the same tick are a step: the rate is the second's
    ///     from that tick on. Rates are finite, 0 or more, in arrivals per `unit`; the first tick is 0 or more.
    ///   - unit: The length in ticks of the unit that the rates are per, greater than 0.
    ///   - repeats: Whether the profile begins anew after its end; otherwise nobody arrives from there on.
    /// - Throws: ``EventKernelError`` where the arguments are not as said.
    public init(
        linear points: [(tick: Int64, rate: Double)], per unit: Int64 = 1, repeats: Bool = false
    ) throws(EventKernelError) {
        guard points.count > 1 else { throw EventKernelError("points", "must be two or more; found \(points.count)") }
        var ends: [(from: Int64, to: Int64, first: Double, last: Double)] = []
        for (point, next) in zip(points, points.dropFirst()) {
            guard point.tick <= next.tick else {
                throw EventKernelError("points", "must not go back in time; found \(next.tick) after \(point.tick)")
            }
            try PiecewiseRate.require(rate: point.rate)
            try PiecewiseRate.require(rate: next.rate)
            if point.tick < next.tick { ends.append((point.tick, next.tick, point.rate, next.rate)) }
        }
        guard !ends.isEmpty else { throw EventKernelError("points", "must span some time; all have the same tick") }
        try self.init(ends, per: unit, repeats: repeats)
    }

    private init(
        _ ends: [(from: Int64, to: Int64, first: Double, last: Double)], per unit: Int64, repeats: Bool
    ) throws(EventKernelError) {
        guard unit > 0 else { throw EventKernelError("unit", "must be greater than 0; found \(unit)") }
        guard let start = ends.first?.from, let end = ends.last?.to, start >= 0 else {
            throw EventKernelError("boundaries", "must be 0 or more; found \(ends.first?.from ?? 0)")
        }
        var pieces: [Piece] = []
        var content = 0.0
        for piece in ends {
            try PiecewiseRate.require(rate: piece.first)
            try PiecewiseRate.require(rate: piece.last)
            let length = Double(piece.to - piece.from)
            let (first, last) = (piece.first / Double(unit), piece.last / Double(unit))
            let expected = (first / 2 + last / 2) * length
            pieces.append(
                Piece(
                    start: piece.from, end: piece.to, rate: first, slope: (last - first) / length, content: expected))
            content += expected
        }
        guard content.isFinite else { throw EventKernelError("rates", "are too high to be added up") }
        self.pieces = pieces
        self.repeats = repeats
        self.start = start
        self.end = end
        self.content = content
    }

    private static func require(rate: Double) throws(EventKernelError) {
        guard rate >= 0, rate < .infinity else {
            throw EventKernelError("rates", "must be finite numbers, 0 or more; found \(rate)")
        }
    }

    /// The rate at a tick, in arrivals per tick; 0 before the profile, and after it where it does not repeat. O(log pieces).
    public func rate(at tick: Int64) -> Double {
        guard tick >= start else { return 0 }
        var tick = tick
        if tick >= end {
            guard repeats else { return 0 }
            tick = start + (tick - start) % (end - start)
        }
        var (low, high) = (0, pieces.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if pieces[middle].start <= tick { low = middle } else { high = middle }
        }
        return max(0, pieces[low].rate + pieces[low].slope * Double(tick - pieces[low].start))
    }

    /// The highest rate, in arrivals per tick: what ``ThinnedArrivals`` may be given.
    public var greatestRate: Double {
        pieces.reduce(0) { greatest, piece in
            max(greatest, piece.rate, piece.rate + piece.slope * Double(piece.end - piece.start))
        }
    }
}
