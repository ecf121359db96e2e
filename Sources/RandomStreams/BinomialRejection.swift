// The binomial distribution by transformed rejection with decomposition: what BinomialSampler does where a table would be long.

/// Algorithm BTRD of W. Hörmann, "The generation of binomial random variates", J. Statist. Comput. Simul. 46, 1993,
/// https://doi.org/10.1080/00949659308811496, for n·p ≥ 10 and p ≤ ½.
///
/// The hat is cut in three: its body under the squeeze, where a candidate is accepted unseen and one uniform decides both on the part and
/// on the place in it; its tails under the squeeze's height; and all above.
@frozen @usableFromInline
struct BinomialRejection: Hashable, Sendable {
    /// The hat.
    @usableFromInline let transform: BinomialTransform
    /// The share of the hat that is the body under the squeeze, and what stretches it to width 0.86.
    @usableFromInline let body: Double
    @usableFromInline let scale: Double

    private let trials: Int
    private let mode: Int
    /// The ratio of neighbours is f(k)/f(k − 1) = multiple/k − odds.
    private let odds: Double
    private let multiple: Double
    /// 1 over the variance.
    private let precision: Double

    init(trials: Int, probability: Double) {
        let n = Double(trials)
        transform = BinomialTransform(trials: n, probability: probability)
        body = 0.86 * transform.squeeze
        scale = 1 / transform.squeeze
        self.trials = trials
        // Double(n) may lie above n when n exceeds 2⁵³.
        mode = Int(min(transform.mode, 0x1p62))
        odds = probability / (1 - probability)
        multiple = (n + 1) * odds
        precision = 1 / transform.variance
    }

    @inline(__always) @inlinable
    func sample<Stream: UniformStream>(from stream: inout Stream) -> Int {
        let v = stream.nextUniform()
        if v <= body {
            let x = transform.abscissa(v * scale - 0.43)
            if x >= 0, x < transform.trials { return Int(x) }
        }
        return rest(v, from: &stream)
    }

    /// The rest of the hat, from a first uniform on.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    @usableFromInline
    func rest<Stream: UniformStream>(_ first: Double, from stream: inout Stream) -> Int {
        var v = first
        while true {
            var u: Double
            let isUnderSqueeze = v <= body
            if isUnderSqueeze {
                u = v * scale - 0.43
            } else if v < transform.squeeze {
                // In the tails: the share is again stretched to a place, −0.07 … 0.07, and each half lies at its end.
                u = v * scale - 0.93
                u = (u < 0 ? -0.5 : 0.5) - u
                v = stream.nextUniform() * transform.squeeze
            } else {
                u = stream.nextUniform() - 0.5
            }
            let x = transform.abscissa(u)
            if x >= 0, x < transform.trials + 1 {
                let k = min(Int(x), trials)
                if isUnderSqueeze || isAccepted(k, transform.relativeHeight(u, v)) { return k }
            }
            v = stream.nextUniform()
        }
    }

    /// Whether a height is at most f(k)/f(mode).
    @inline(__always)
    func isAccepted(_ k: Int, _ height: Double) -> Bool {
        let distance = k > mode ? k &- mode : mode &- k
        guard distance > 15 else { return height <= ratio(of: k) }
        let limits = bounds(distance: Double(distance))
        if let (low, high) = limits {
            // (1 + y/8)⁸ ≤ exp(y) ≤ (1 − y/8)⁻⁸ for |y| < 8: most are decided without a logarithm.
            if low > -8, height < eighthPower(1 + low / 8) { return true }
            if height * eighthPower(1 - high / 8) > 1 { return false }
        }
        let logarithm = ReproducibleMath.log(height)
        if let (low, high) = limits {
            if logarithm < low { return true }
            if logarithm > high { return false }
        }
        let peak = Binomial.logProbability(of: Double(mode), trials: transform.trials, transform.probability)
        return logarithm
            <= Binomial.logProbability(of: Double(k), trials: transform.trials, transform.probability) - peak
    }

    @inline(__always)
    private func eighthPower(_ x: Double) -> Double {
        let square = x * x
        return square * square * (square * square)
    }

    /// f(k)/f(mode) for k near the mode, by the ratios of neighbours.
    func ratio(of k: Int) -> Double {
        var product = 1.0
        var place = min(k, mode)
        while place < max(k, mode) {
            place &+= 1
            product *= multiple / Double(place) - odds
        }
        return k < mode ? 1 / product : product
    }

    /// Bounds of log f(k) − log f(mode) at a distance from the mode, where they hold: V. Kachitvichyanukul and B. W. Schmeiser,
    /// CACM 31(2), 1988, https://doi.org/10.1145/42372.42381, step 5.2.
    @inline(__always)
    func bounds(distance: Double) -> (low: Double, high: Double)? {
        guard distance < 0.5 * transform.variance - 1 else { return nil }
        let share = distance * precision
        let centre = -0.5 * distance * share
        let reach = share * ((distance * (1.0 / 3) + 0.625) * share + precision * (1.0 / 6) + 0.5)
        return (centre - reach, centre + reach)
    }
}
