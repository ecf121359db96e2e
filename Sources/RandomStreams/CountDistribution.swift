// Distributions of counts: their probabilities, moments, and quantiles by inversion.

/// A distribution of a whole number from 0 on, such as the endpoints that fail or the calls of an hour.
///
/// Two ways to draw: ``quantile(_:)`` of a uniform, which keeps common random numbers aligned, and ``sample(from:)``, an
/// exact sampler that takes as many draws as it needs and is the faster one. Both use ``ReproducibleMath`` only.
///
/// ```swift
/// let failures = try CountDistribution.binomial(trials: 1_000_000, probability: 0.02)
/// let aligned = failures.quantile(source.uniform(Purpose("failures"), entity: 0))
/// let fast = failures.sample(from: &stream)
/// ```
///
/// As a real quantity, to be shifted, scaled, mixed or cut off: `Distribution.count(failures)`.
public enum CountDistribution: Hashable, Sendable {
    /// The successes in independent trials; one trial is the Bernoulli distribution.
    case binomial(Successes)
    /// The marked things among those drawn without replacement.
    case hypergeometric(Marked)
    /// Independent events in a span of time.
    case poisson(Events)
    /// The failures before the first success.
    case geometric(FailuresBeforeFirst)
    /// The failures before a number of successes; a Poisson count whose mean varies as a gamma distribution.
    case negativeBinomial(FailuresBefore)
    /// A rank whose probability falls as a power of it.
    case zipf(Rank)
    /// Equally likely anywhere between two whole numbers.
    case integers(Integers)

    /// The least count of which at most that many have a share of u or more.
    ///
    /// Never decreasing in u. The lower end of the support for u ≤ 0 and for NaN, the upper end for u ≥ 1. A few
    /// evaluations of the distribution function, for any size of the parameters, except ``hypergeometric(_:)``, whose
    /// function is a sum of as many terms as a few standard deviations.
    public func quantile(_ u: Double) -> Int {
        guard u > 0 else { return support.lowerBound }
        guard u < 1 else { return support.upperBound }
        return quantile(.below(u))
    }

    /// The probability of exactly k, with a relative error of about 10⁻¹³; 0 outside the support.
    public func probability(of k: Int) -> Double {
        guard support.contains(k) else { return 0 }
        switch self {
        case .binomial(let family): return family.probability(of: k)
        case .hypergeometric(let family): return family.probability(of: k)
        case .poisson(let family): return ReproducibleMath.poissonProbability(of: k, mean: family.mean)
        case .geometric(let family): return family.probability(of: k)
        case .negativeBinomial(let family): return family.probability(of: k)
        case .zipf(let family): return family.probability(of: k)
        case .integers(let family): return 1 / family.size
        }
    }

    /// The probability of at most k; small values keep their digits.
    public func cumulative(_ k: Int) -> Double { tails(k).lower }

    /// The probability of more than k; small values keep their digits.
    public func survival(_ k: Int) -> Double { tails(k).upper }

    /// The mean; always finite.
    public var mean: Double {
        switch self {
        case .binomial(let family): Double(family.trials) * family.probability
        case .hypergeometric(let family): family.mean
        case .poisson(let family): family.mean
        case .geometric(let family): (1 - family.probability) / family.probability
        case .negativeBinomial(let family): family.mean
        case .zipf(let family): family.mean
        case .integers(let family): Double(family.low) + (family.size - 1) / 2
        }
    }

    /// The variance; always finite.
    public var variance: Double {
        switch self {
        case .binomial(let family): Double(family.trials) * family.probability * (1 - family.probability)
        case .hypergeometric(let family): family.variance
        case .poisson(let family): family.mean
        case .geometric(let family): (1 - family.probability) / family.probability / family.probability
        case .negativeBinomial(let family): family.mean / family.probability
        case .zipf(let family): family.variance
        case .integers(let family): (family.size - 1) / 12 * (family.size + 1)
        }
    }

    /// The least and the greatest count; `Int.max` where there is no greatest.
    public var support: ClosedRange<Int> {
        switch self {
        case .binomial(let family): 0...family.trials
        case .hypergeometric(let family): family.support
        case .poisson(let family): family.mean > 0 ? 0...Int.max : 0...0
        case .geometric(let family): family.probability < 1 ? 0...Int.max : 0...0
        case .negativeBinomial(let family): family.probability < 1 ? 0...Int.max : 0...0
        case .zipf(let family): 1...family.ranks
        case .integers(let family): family.low...family.high
        }
    }

    /// Both tails at k: the probabilities of at most k and of more.
    func tails(_ k: Int) -> ReproducibleMath.Tails {
        let support = support
        guard k >= support.lowerBound else { return ReproducibleMath.Tails(lower: 0) }
        guard k < support.upperBound else { return ReproducibleMath.Tails(lower: 1) }
        switch self {
        case .binomial(let family): return family.tails(k)
        case .hypergeometric(let family): return family.tails(k)
        case .poisson(let family):
            let tails = ReproducibleMath.gammaTails(shape: Double(k) + 1, family.mean)
            return tails.swapped
        case .geometric(let family):
            let hazard = -(Double(k) + 1) * ReproducibleMath.log(onePlus: -family.probability)
            return Distribution.tails(hazard: hazard)
        case .negativeBinomial(let family): return family.tails(k)
        case .zipf(let family): return family.tails(k)
        case .integers(let family):
            return ReproducibleMath.Tails(lower: (Double(k) - Double(family.low) + 1) / family.size)
        }
    }

    /// The greatest whole number that is at most x, held inside the range of `Int`.
    static func floor(_ x: Double) -> Int {
        let down = x.rounded(.down)
        if down >= 0x1p63 { return .max }
        return down > -0x1p63 ? Int(down) : .min
    }
}
