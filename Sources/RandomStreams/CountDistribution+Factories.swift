// How a distribution of counts is made: every parameter is checked, and what is wrong is said.

extension CountDistribution {
    /// 1 with a probability in 0 … 1, otherwise 0.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here.
    public static func bernoulli(probability: Double) throws(DistributionError) -> CountDistribution {
        try requireShare(probability, "bernoulli", "probability")
        return .binomial(Successes(trials: 1, probability: probability))
    }

    /// The successes in 0 to 2⁵³ independent trials with a probability of success in 0 … 1.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here.
    public static func binomial(trials: Int, probability: Double) throws(DistributionError) -> CountDistribution {
        try requireCount(trials, "binomial", "trials")
        try requireShare(probability, "binomial", "probability")
        return .binomial(Successes(trials: trials, probability: probability))
    }

    /// The marked things among `draws` drawn without replacement from `successes` marked and `failures` other things; each
    /// 0 or more, at most 10¹² things together, and no more draws than things.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here.
    public static func hypergeometric(
        successes: Int, failures: Int, draws: Int
    ) throws(DistributionError) -> CountDistribution {
        try requireCount(successes, "hypergeometric", "successes", most: 1_000_000_000_000)
        try requireCount(failures, "hypergeometric", "failures", most: 1_000_000_000_000 - successes)
        try requireCount(draws, "hypergeometric", "draws", most: successes + failures)
        return .hypergeometric(Marked(successes: successes, failures: failures, draws: draws))
    }

    /// Independent events with a mean of 0 to 10¹⁵.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here.
    public static func poisson(mean: Double) throws(DistributionError) -> CountDistribution {
        guard mean >= 0, mean <= 1e15 else {
            throw DistributionError("poisson", "mean", "must be a number from 0 to 1e15; found \(mean)")
        }
        return .poisson(Events(mean: mean))
    }

    /// The failures before the first success in independent trials with a probability of success from 10⁻¹⁵ to 1.
    ///
    /// The number of trials up to and with the success is one more.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here.
    public static func geometric(probability: Double) throws(DistributionError) -> CountDistribution {
        guard probability >= 1e-15, probability <= 1 else {
            throw DistributionError(
                "geometric", "probability", "must be a number from 1e-15 to 1; found \(probability)")
        }
        return .geometric(FailuresBeforeFirst(probability: probability))
    }

    /// The failures before the `successes`-th success, for any number of successes greater than 0, whole or not.
    ///
    /// The mean, successes·(1 − p)/p, may be up to 10¹⁵, the probability of success from 10⁻¹⁵ to 1.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here.
    public static func negativeBinomial(
        successes: Double, probability: Double
    ) throws(DistributionError) -> CountDistribution {
        guard successes >= 1e-6, successes <= 1e15 else {
            throw DistributionError(
                "negative binomial", "successes", "must be a number from 1e-6 to 1e15; found \(successes)")
        }
        guard probability >= 1e-15, probability <= 1, successes * ((1 - probability) / probability) <= 1e15 else {
            throw DistributionError(
                "negative binomial", "probability",
                "must be a number from 1e-15 to 1 with a mean of at most 1e15; found \(probability)")
        }
        return .negativeBinomial(FailuresBefore(successes: successes, probability: probability))
    }

    /// A count that varies more than Poisson's: by its mean, greater than 0, and its variance, greater than the mean.
    ///
    /// probability = mean/variance, successes = mean²/(variance − mean).
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here.
    public static func negativeBinomial(
        mean: Double, variance: Double
    ) throws(DistributionError) -> CountDistribution {
        try Distribution.requirePositive(mean, "negative binomial", "mean")
        guard variance > mean, variance < .infinity else {
            throw DistributionError(
                "negative binomial", "variance", "must be a finite number above the mean (\(mean)); found \(variance)")
        }
        return try .negativeBinomial(
            successes: mean * (mean / (variance - mean)), probability: mean / variance)
    }

    /// A rank from 1 to `ranks` (at most 10¹²) whose probability is proportional to rank⁻ᵉ for an exponent e from 0 to 100.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here.
    public static func zipf(ranks: Int, exponent: Double) throws(DistributionError) -> CountDistribution {
        guard ranks >= 1 else { throw DistributionError("zipf", "ranks", "must be at least 1; found \(ranks)") }
        try requireCount(ranks, "zipf", "ranks", most: 1_000_000_000_000)
        guard exponent >= 0, exponent <= 100 else {
            throw DistributionError("zipf", "exponent", "must be a number from 0 to 100; found \(exponent)")
        }
        return .zipf(Rank(ranks: ranks, exponent: exponent))
    }

    /// Equally likely any whole number from `low` to `high`, between −2⁵³ and 2⁵³ and in this order; they may be equal.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here.
    public static func integers(low: Int, high: Int) throws(DistributionError) -> CountDistribution {
        guard low >= -greatest, low <= greatest else {
            throw DistributionError("integers", "low", "must lie between -2^53 and 2^53; found \(low)")
        }
        guard high >= low, high <= greatest else {
            throw DistributionError("integers", "high", "must not lie below low (\(low)) or above 2^53; found \(high)")
        }
        return .integers(Integers(low: low, high: high))
    }

    /// The greatest count whose neighbours all are numbers that can be told apart: 2⁵³.
    static let greatest = 1 << 53

    private static func requireCount(
        _ value: Int, _ family: String, _ parameter: String, most: Int = greatest
    ) throws(DistributionError) {
        guard value >= 0, value <= most else {
            throw DistributionError(family, parameter, "must be a whole number from 0 to \(most); found \(value)")
        }
    }

    private static func requireShare(
        _ value: Double, _ family: String, _ parameter: String
    ) throws(DistributionError) {
        guard value >= 0, value <= 1 else {
            throw DistributionError(family, parameter, "must be a probability, from 0 to 1; found \(value)")
        }
    }
}
