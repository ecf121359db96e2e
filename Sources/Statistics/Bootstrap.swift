// Intervals for any statistic, from the sample drawn again and again: the bootstrap, corrected for bias and skewness.

/// A bootstrap confidence interval of a statistic.
///
/// ```swift
/// let median = try Bootstrap(of: hours, resamples: 2000, confidence: 0.95, using: &generator) {
///     OrderedSample($0).quantile(0.5)
/// }
/// median.interval       // BCa
/// ```
///
/// The BCa method of B. Efron, JASA 82(397), 1987, https://doi.org/10.1080/01621459.1987.10478410, with the acceleration from the jackknife
/// (B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, 1993, section 14.3, equations 14.9 to 14.15). Its error of
/// coverage falls as 1/n where that of the percentile interval falls as 1/√n. It needs a smooth statistic, some twenty values
/// or more, and a thousand resamples or more. It cannot know what the sample has not seen: for extreme quantiles use
/// ``OrderedSample/quantileInterval(_:confidence:)``.
///
/// The same values in the same order and the same random numbers give the same interval.
public struct Bootstrap: Equatable, Sendable {
    /// The statistic of the sample itself.
    public let estimate: Double
    /// The BCa interval.
    public let interval: Interval
    /// The percentile interval, for comparison.
    public let percentileInterval: Interval
    /// The standard error: the standard deviation of the statistic over the resamples.
    public let standardError: Double
    /// The correction for median bias, ẑ₀, in standard deviations.
    public let biasCorrection: Double
    /// The acceleration, â: how the standard error changes with the value, a sixth of the skewness of the jackknife values.
    public let acceleration: Double
    /// How many resamples had a value.
    public let resamples: Int
    /// How many resamples had none, and were left out.
    public let undefinedResamples: Int

    /// Draws `resamples` samples of the same size with replacement, and computes the statistic of each, and of the sample without each of
    /// its values in turn.
    ///
    /// It calls the statistic once for each resample and once for each value, on two buffers that are used again: beside the
    /// calls, the time is proportional to `resamples` times the sample's size. A statistic that keeps the array it is given makes
    /// every call copy it.
    ///
    /// - Parameters:
    ///   - sample: Two values or more, of any kind: numbers, or pairs for a correlation.
    ///   - resamples: From 20 to 10⁷; 2,000 are usual.
    ///   - confidence: Strictly between 0 and 1, such as 0.95.
    ///   - generator: The source of random numbers; it is used from where it stands, and moves on.
    ///   - statistic: The statistic of a sample; nil (or a number that is not finite) where it has none.
    /// - Throws: ``StatisticsError`` for arguments out of range; where the sample, or a jackknife sample, or more than
    ///   a tenth of the resamples has no value; and where all resamples lie on one side of the estimate, or the correction
    ///   leads outside their range (too small a sample, or a statistic that the bootstrap does not fit).
    public init<Element, Generator: RandomNumberGenerator>(
        of sample: [Element], resamples: Int = 2000, confidence: Double, using generator: inout Generator,
        statistic: ([Element]) -> Double?
    ) throws(StatisticsError) {
        try StatisticsError.requireConfidence(confidence)
        guard sample.count > 1 else {
            throw StatisticsError("sample", "must have two values or more; found \(sample.count)")
        }
        guard resamples >= 20, resamples <= 10_000_000 else {
            throw StatisticsError("resamples", "must lie between 20 and ten million; found \(resamples)")
        }
        guard let estimate = statistic(sample), estimate.isFinite else {
            throw StatisticsError("statistic", "has no value for the sample itself")
        }
        self.estimate = estimate

        var values: [Double] = []
        values.reserveCapacity(resamples)
        var drawn = sample
        for _ in 0..<resamples {
            for index in drawn.indices { drawn[index] = sample[generator.index(below: sample.count)] }
            if let value = statistic(drawn), value.isFinite { values.append(value) }
        }
        self.resamples = values.count
        undefinedResamples = resamples - values.count
        guard undefinedResamples <= resamples / 10 else {
            throw StatisticsError("statistic", "has no value for \(undefinedResamples) of \(resamples) resamples")
        }
        let ordered = OrderedSample(values)
        guard let deviation = SampleMoments(values).standardDeviation,
            let percentile = Self.interval(of: ordered, (1 - confidence) / 2, (1 + confidence) / 2)
        else { throw StatisticsError("statistic", "has values beyond the range of a floating-point number") }
        standardError = deviation
        percentileInterval = percentile

        let acceleration = try Self.acceleration(of: sample, statistic)
        self.acceleration = acceleration
        guard deviation > 0 || values.first != estimate else {
            // A statistic that is the same for every resample leaves nothing to correct.
            biasCorrection = 0
            interval = percentile
            return
        }
        // Ties count half, or a statistic with few values would look biased.
        let below = ordered.rank(of: estimate) ?? 0
        guard let correction = NormalDistribution.quantile(below) else {
            throw StatisticsError(
                "statistic", "has all resamples on one side of \(estimate): too small a sample for BCa")
        }
        biasCorrection = correction
        let z = try CriticalValues.normal(confidence: confidence)
        func share(_ z: Double) -> Double {
            let shifted = correction + z
            let denominator = 1 - acceleration * shifted
            return denominator > 0 ? NormalDistribution.below(correction + shifted / denominator) : .nan
        }
        guard let corrected = Self.interval(of: ordered, share(-z), share(z)) else {
            throw StatisticsError("statistic", "is too skewed for BCa: the correction leads outside the resamples")
        }
        interval = corrected
    }

    private static func interval(of values: OrderedSample, _ low: Double, _ high: Double) -> Interval? {
        guard let low = values.quantile(low), let high = values.quantile(high) else { return nil }
        return Interval(low: low, high: high)
    }

    /// â = Σ(θ̄ − θᵢ)³/(6 (Σ(θ̄ − θᵢ)²)^(3/2)) over the statistics without the i-th value; 0 where they do not vary.
    private static func acceleration<Element>(
        of sample: [Element], _ statistic: ([Element]) -> Double?
    ) throws(StatisticsError) -> Double {
        var values: [Double] = []
        // One buffer: putting a value back where the next is left out is one assignment.
        var rest = Array(sample.dropFirst())
        for index in sample.indices {
            if index > 0 { rest[index - 1] = sample[index - 1] }
            guard let value = statistic(rest), value.isFinite else {
                throw StatisticsError("statistic", "has no value without value \(index + 1) of the sample")
            }
            values.append(value)
        }
        guard let mean = SampleMoments(values).mean, let greatest = values.map({ abs(mean - $0) }).max(), greatest > 0
        else { return 0 }
        // Scaled by the greatest, the powers neither overflow nor vanish.
        var (squares, cubes) = (0.0, 0.0)
        for value in values {
            let distance = (mean - value) / greatest
            squares += distance * distance
            cubes += distance * distance * distance
        }
        return cubes / (6 * squares * squares.squareRoot())
    }
}

extension RandomNumberGenerator {
    /// A whole number from 0 to below `bound`, each with the same probability.
    ///
    /// The same as RandomStreams' `nextInteger(below:)`, for any generator: this module can be used without that one.
    /// D. Lemire, ACM Transactions on Modeling and Computer Simulation 29(1), 2019, https://doi.org/10.1145/3230636. The standard library's
    /// way may change with its version; this one does not.
    mutating func index(below bound: Int) -> Int {
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let threshold = (0 &- range) % range
            while product.low < threshold { product = next().multipliedFullWidth(by: range) }
        }
        return Int(product.high)
    }
}
