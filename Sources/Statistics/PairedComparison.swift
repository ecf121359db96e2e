// The difference of two policies that met the same luck: a paired comparison.

/// A comparison of paired values: the same replications under a baseline and under an alternative.
///
/// With common random numbers the values of a pair are positively correlated, and their difference varies less than that of
/// independent runs; ``varianceReduction`` says how much was gained (A. M. Law, Simulation Modeling and Analysis,
/// sections 10.2 and 11.2).
///
/// Two identical samples differ by exactly 0 with the interval 0 … 0. Nothing here is ever NaN.
public struct PairedComparison: Equatable, Sendable {
    private let difference: SampleMoments

    /// The mean of alternative − baseline.
    public let meanDifference: Double

    /// Pearson's correlation of the pairs, from −1 to 1; nil when a side does not vary.
    public let correlation: Double?

    /// How many times more replications independent runs would have needed for the same precision:
    /// (var A + var B)/var(A − B). Nil when the difference does not vary, whether both sides do or not.
    public let varianceReduction: Double?

    /// The number of pairs, 2 or more.
    public var n: Int { difference.count }

    /// Compares values pair by pair, in the order given.
    ///
    /// Nil unless both sides have the same number of values, at least two, all finite, with differences and variances inside
    /// the range of `Double`. Pairs of which a side is censored are left out by the caller, who says so.
    public init?(baseline: [Double], alternative: [Double]) {
        guard baseline.count == alternative.count, baseline.count > 1 else { return nil }
        let a = SampleMoments(baseline)
        let b = SampleMoments(alternative)
        let d = SampleMoments(zip(baseline, alternative).lazy.map { $1 - $0 })
        guard let meanA = a.mean, let meanB = b.mean, let meanD = d.mean,
            let varianceA = a.variance, let varianceB = b.variance, let varianceD = d.variance
        else { return nil }
        difference = d
        meanDifference = meanD

        if varianceA > 0, varianceB > 0 {
            // Each side is scaled by its deviation first, so that products neither overflow nor vanish.
            let (deviationA, deviationB) = (varianceA.squareRoot(), varianceB.squareRoot())
            var sum = 0.0
            for (x, y) in zip(baseline, alternative) {
                sum += ((x - meanA) / deviationA) * ((y - meanB) / deviationB)
            }
            correlation = max(-1, min(1, sum / Double(baseline.count - 1)))
        } else {
            correlation = nil
        }
        let reduction = varianceD > 0 ? (varianceA + varianceB) / varianceD : .infinity
        varianceReduction = reduction.isFinite ? reduction : nil
    }

    /// What makes ``interval(confidence:)`` doubtful; nil where nothing does.
    public var intervalDoubt: IntervalDoubt? { difference.intervalDoubt }

    /// The confidence interval of the mean difference, by Student's t over the pairs.
    ///
    /// - Parameter confidence: Strictly between 0 and 1, such as 0.95.
    /// - Throws: ``StatisticsError`` when the confidence is out of range or the interval leaves the range of `Double`.
    public func interval(confidence: Double) throws(StatisticsError) -> Interval {
        guard let interval = try meanInterval(of: difference, confidence: confidence) else {
            throw StatisticsError("result", "the interval is beyond the range of a floating-point number")
        }
        return interval
    }
}
