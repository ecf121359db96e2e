// The order statistics of n draws one after another, without the draws: the next to happen of n exchangeable things.

/// The times of n exchangeable things in ascending order, one at a time, for any number of things.
///
/// Ten million endpoints fetch an update at independent times with one distribution. To meet the fetches in order of time it
/// is not necessary to draw ten million times and sort them: on the scale of the cumulative hazard H(t) = −log(1 − F(t)) the times
/// are exponential variates, so of r that remain the next is an exponential variate with mean 1/r further on (A. Rényi,
/// "On the theory of order statistics", Acta Math. Acad. Sci. Hungar. 4, 1953). The value keeps where it stands and how many
/// remain: no memory grows with n.
///
/// ```swift
/// var fetches = OrderStatistics(count: 10_000_000)
/// while let hazard = fetches.next(before: horizonHazard, from: &stream) {
///     let time = delay.quantile(hazard: hazard)
///     …
/// }
/// ```
///
/// The number below a hazard can be drawn at once (``advance(to:from:)``), and k can be passed over at once (``skip(_:from:)``);
/// in any combination the joint distribution is exact. A change of the law in mid-course (a halt, a new rate) goes by
/// the hazard, too: what has not happened begins anew from where it stands.
@frozen
public struct OrderStatistics: Hashable, Sendable {
    /// How many things are still to come.
    public private(set) var remaining: Int

    /// The cumulative hazard up to which it is known who has come: 0 at the beginning.
    public var hazard: Double { position + correction }

    // The hazard as a sum of two: 10⁹ steps of 10⁻⁹ each would otherwise lose half their digits.
    private var position: Double
    private var correction: Double

    /// All of `count` things are still to come; a negative number counts as 0.
    public init(count: Int) {
        remaining = max(0, count)
        position = 0
        correction = 0
    }

    /// The cumulative hazard at which the next thing comes; nothing when none is left.
    ///
    /// One draw of the ziggurat. Never less than the hazard before.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public mutating func next<Stream: UniformStream>(from stream: inout Stream) -> Double? {
        guard remaining > 0 else { return nil }
        move(by: Ziggurat.shared.exponential(from: &stream) / Double(remaining))
        remaining &-= 1
        return hazard
    }

    /// The cumulative hazard at which the next thing comes, if that is at most a limit; otherwise nothing comes up to the limit,
    /// and that is where matters stand afterwards.
    ///
    /// Going on from the limit, with this or another law, is exact: an exponential variate has no memory. A limit below where
    /// matters stand, or NaN, gives nothing and changes nothing.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public mutating func next<Stream: UniformStream>(before limit: Double, from stream: inout Stream) -> Double? {
        guard remaining > 0, limit > hazard else { return nil }
        var further = self
        further.move(by: Ziggurat.shared.exponential(from: &stream) / Double(remaining))
        guard further.hazard <= limit else {
            position = limit
            correction = 0
            return nil
        }
        self = further
        remaining &-= 1
        return hazard
    }

    /// How many things come up to a cumulative hazard, drawn at once; that is where matters stand afterwards.
    ///
    /// Each of those that remain has come with probability 1 − exp(−(limit − hazard)), independently: a binomial draw, in
    /// constant time. A limit below where matters stand, or NaN, gives 0 and changes nothing.
    ///
    /// - Returns: The number that came, between where matters stood and the limit.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public mutating func advance<Stream: UniformStream>(to limit: Double, from stream: inout Stream) -> Int {
        guard limit > hazard else { return 0 }
        let share = -ReproducibleMath.expMinusOne(-((limit - position) - correction))
        let come = Binomial.sample(trials: remaining, probability: share, from: &stream)
        remaining &-= come
        position = limit
        correction = 0
        return come
    }

    /// The cumulative hazard at which the k-th thing from here comes, those before it passed over; nothing when fewer are left.
    ///
    /// Of r that remain, the share of the uniform scale between here and the k-th is a beta variate (k, r − k + 1): constant time for
    /// any k. A number of 0 or less gives nothing and changes nothing.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public mutating func skip<Stream: UniformStream>(_ k: Int, from stream: inout Stream) -> Double? {
        guard k > 0, k <= remaining else { return nil }
        let (passed, left) = (Double(k), Double(remaining &- k) + 1)
        // The share is X/(X + Y) of two gamma variates, the hazard −log(1 − share) = log(1 + X/Y).
        let first = GammaVariate.logarithm(shape: passed, from: &stream)
        let second = GammaVariate.logarithm(shape: left, from: &stream)
        move(by: ReproducibleMath.log(onePlus: ReproducibleMath.exp(first - second)))
        remaining &-= k
        return hazard
    }

    /// Adds a step with its rounding error kept.
    private mutating func move(by step: Double) {
        // The sum's error is found exactly (T. J. Dekker, Numer. Math. 18, 1971), since position is the larger one but at first.
        let sum = position + step
        let virtual = sum - position
        correction += (position - (sum - virtual)) + (step - virtual)
        position = sum
    }
}
