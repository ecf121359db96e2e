// How many of n independent trials succeed: an exact sampler, fast for any n.

/// The binomial distribution: the number of successes in independent trials with one probability.
public enum Binomial {
    /// A number of successes, from the exact distribution (to the rounding of `Double`).
    ///
    /// Below 10 expected successes or failures: inversion by sequential search (BINV; V. Kachitvichyanukul and
    /// B. W. Schmeiser, CACM 31(2), 1988, https://doi.org/10.1145/42372.42381), one uniform and O(n·min(p, 1 − p)) steps. Above:
    /// transformed rejection with squeeze (BTRS; W. Hörmann, J. Statist. Comput. Simul. 46, 1993,
    /// https://doi.org/10.1080/00949659308811496), O(1), about 2.3 uniforms. Only ``ReproducibleMath`` is used.
    ///
    /// - Parameters:
    ///   - n: The number of trials, to 10⁹ and beyond; 0 or less gives 0.
    ///   - p: The probability of success; 0 or less (or NaN) gives 0, and 1 or more gives n.
    ///   - stream: The draws; none are used where the answer is certain.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public static func sample<Stream: UniformStream>(
        trials n: Int, probability p: Double, from stream: inout Stream
    ) -> Int {
        guard n > 0, p > 0 else { return 0 }
        guard p < 1 else { return n }
        // 1 − p is exact from ½ on, so the smaller probability loses nothing.
        return p <= 0.5
            ? rareSuccesses(n, p, from: &stream) : n &- rareSuccesses(n, 1 - p, from: &stream)
    }

    private static func rareSuccesses<Stream: UniformStream>(
        _ n: Int, _ p: Double, from stream: inout Stream
    ) -> Int {
        Double(n) * p < 10 ? inversion(n, p, from: &stream) : transformedRejection(n, p, from: &stream)
    }

    /// BINV, for n·p < 10 and p ≤ ½: the probabilities are taken off the uniform from 0 successes up.
    private static func inversion<Stream: UniformStream>(
        _ n: Int, _ p: Double, from stream: inout Stream
    ) -> Int {
        let none = ReproducibleMath.exp(Double(n) * ReproducibleMath.log(onePlus: -p))
        let odds = p / (1 - p)
        // Beyond 110 successes lies less than 2⁻⁵³ when 10 are expected: only rounding can lead there, and is drawn anew.
        let last = min(n, 110)
        while true {
            var u = stream.nextUniform()
            var probability = none
            var successes = 0
            while successes <= last {
                if u <= probability { return successes }
                u -= probability
                successes &+= 1
                probability *= odds * Double(n &- successes &+ 1) / Double(successes)
            }
        }
    }

    /// BTRS, for n·p ≥ 10 and p ≤ ½.
    private static func transformedRejection<Stream: UniformStream>(
        _ n: Int, _ p: Double, from stream: inout Stream
    ) -> Int {
        let transform = BinomialTransform(trials: Double(n), probability: p)
        var logAtMode: Double?
        while true {
            let u = stream.nextUniform() - 0.5
            let v = stream.nextUniform()
            let k = transform.candidate(u)
            guard k >= 0, k <= transform.trials else { continue }
            if !transform.squeezeAccepts(u, v) {
                let peak = logAtMode ?? transform.logProbabilityOfMode
                logAtMode = peak
                let bound = transform.logAcceptanceBound(u, v)
                guard bound <= logProbability(of: k, trials: transform.trials, p) - peak else { continue }
            }
            // Double(n) may lie above n when n exceeds 2⁵³.
            return k < transform.trials ? Int(k) : n
        }
    }

    /// The logarithm of the probability of k successes in n trials, whole numbers with 0 ≤ k ≤ n, for 0 < p < 1.
    ///
    /// By Loader's saddle-point expansion (C. Loader, "Fast and accurate computation of binomial probabilities", 2000),
    /// which keeps its accuracy at n = 10⁹, where differences of log-factorials lose half their digits.
    static func logProbability(of k: Double, trials n: Double, _ p: Double) -> Double {
        if k <= 0 { return n * ReproducibleMath.log(onePlus: -p) }
        if k >= n { return n * ReproducibleMath.log(p) }
        let rest = n - k
        let correction =
            ReproducibleMath.stirlingError(n) - ReproducibleMath.stirlingError(k)
            - ReproducibleMath.stirlingError(rest)
        let deviance = deviancePart(k, expected: n * p) + deviancePart(rest, expected: n * (1 - p))
        let twoPi = 6.283185307179586
        return correction - deviance + 0.5 * ReproducibleMath.log(n / (twoPi * k * rest))
    }

    /// Loader's deviance part x·log(x/m) + m − x, without cancellation for x near m.
    static func deviancePart(_ x: Double, expected m: Double) -> Double {
        let difference = x - m
        guard abs(difference) < 0.1 * (x + m) else { return x * ReproducibleMath.log(x / m) - difference }
        // log(x/m) = 2·artanh v with v = (x − m)/(x + m).
        let v = difference / (x + m)
        var sum = difference * v
        var power = 2 * x * v
        var divisor = 3.0
        while true {
            power *= v * v
            let next = sum + power / divisor
            if next == sum { return sum }
            sum = next
            divisor += 2
        }
    }
}
