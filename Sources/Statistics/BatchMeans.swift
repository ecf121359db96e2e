// The mean of a correlated series with an honest interval: means of batches, and whether the batches are long enough.

/// A long series, such as the waits of one simulation run, gathered into means of batches of equal length.
///
/// Neighbouring values of a run resemble each other, and an interval that takes them for independent is far too short. Means of
/// long batches are nearly independent and nearly normal (A. M. Law, Simulation Modeling and Analysis, section 9.5.3). How
/// long is long enough is not known beforehand: the batches are as long as the series allows. There are always between `b` and
/// 2b − 1 of them; when the 2b-th is complete, neighbours are joined in pairs (G. S. Fishman and L. S. Yarberry, INFORMS
/// Journal on Computing 9(3), 1997, https://doi.org/10.1287/ijoc.9.3.296). Memory does not grow with the series.
///
/// ``correlationProbability`` tells whether the batch means still resemble each other. Delete the warm-up before.
public struct BatchMeans: Equatable, Sendable {
    /// The least number of batches once the series is long enough, b.
    public let minimumBatches: Int
    /// How many values a batch has: a power of two.
    public private(set) var batchSize = 1
    /// The means of the complete batches, in order.
    public private(set) var means: [Double] = []
    /// How many values there are, those of the batch that is not complete included.
    public private(set) var count = 0
    private var partialMean = 0.0
    private var partialCount = 0

    /// No values yet.
    ///
    /// - Parameter minimumBatches: b, from 2 to 10⁶. Between 10 and 30 batches are recommended (B. W. Schmeiser, Operations Research
    ///   30(3), 1982, https://doi.org/10.1287/opre.30.3.556); numbers outside the range are moved to its ends.
    public init(minimumBatches: Int = 16) {
        self.minimumBatches = min(max(minimumBatches, 2), 1_000_000)
    }

    /// The batch means of a series.
    public init(_ values: some Sequence<Double>, minimumBatches: Int = 16) {
        self.init(minimumBatches: minimumBatches)
        for value in values { add(value) }
    }

    /// Adds the next value of the series. O(1), on average over all values.
    public mutating func add(_ x: Double) {
        count &+= 1
        partialCount += 1
        // A running mean neither overflows nor loses the digits of equal values.
        partialMean = partialCount == 1 ? x : partialMean + (x - partialMean) / Double(partialCount)
        guard partialCount == batchSize else { return }
        means.append(partialMean)
        partialMean = 0
        partialCount = 0
        guard means.count == 2 * minimumBatches else { return }
        for index in 0..<minimumBatches {
            means[index] = means[2 * index] / 2 + means[2 * index + 1] / 2
        }
        means.removeLast(minimumBatches)
        batchSize *= 2
    }

    private var moments: SampleMoments { SampleMoments(means) }

    /// The mean of the complete batches; nil if there is none.
    ///
    /// The values of the batch that is not complete are left out, at most a b-th of the series once it has been through b batches.
    public var mean: Double? { moments.mean }

    /// The standard error of ``mean``, from the spread of the batch means; nil below two batches.
    public var standardError: Double? { moments.standardError }

    /// The confidence interval of the mean, by Student's t over the batch means; nil below two batches.
    ///
    /// - Parameter confidence: Strictly between 0 and 1, such as 0.95.
    /// - Throws: ``StatisticsError`` when the confidence is out of range.
    public func interval(confidence: Double) throws(StatisticsError) -> Interval? {
        try meanInterval(of: moments, confidence: confidence)
    }

    /// Von Neumann's ratio of the batch means: the sum of the squared differences of neighbours over the sum of the squared
    /// distances from the mean.
    ///
    /// 2 on average for independent means; near 0 where neighbours resemble each other, near 4 where they alternate (J. von Neumann,
    /// Annals of Mathematical Statistics 12(4), 1941, https://doi.org/10.1214/aoms/1177731677). Nil below three batches and
    /// for batch means without spread.
    public var vonNeumannRatio: Double? {
        guard means.count > 2, let sums = differences, sums.total > 0 else { return nil }
        let ratio = sums.neighbours / sums.total
        return ratio.isFinite ? ratio : nil
    }

    /// The lag-1 autocorrelation of the batch means, from −1 to 1; nil below three batches and for batch means without
    /// spread.
    public var lagOneAutocorrelation: Double? {
        guard means.count > 2, let mean, let sums = differences, sums.total > 0 else { return nil }
        var sum = 0.0
        for (left, right) in zip(means, means.dropFirst()) { sum += (left - mean) * (right - mean) }
        let correlation = sum / sums.total
        return correlation.isFinite ? max(-1, min(1, correlation)) : nil
    }

    /// The probability that independent batch means look as positively correlated as these, or more.
    ///
    /// From ``vonNeumannRatio``, by the normal approximation of 1 − ratio/2 with the variance (k − 2)/(k² − 1) for k batches, which is
    /// exact for normal means and good from eight batches on (Fishman and Yarberry 1997, section 2). A small value, such
    /// as below 0.05, says that the batches are too short: the interval is too narrow, and the series should be longer.
    /// - Returns: nil where there is no ratio.
    public var correlationProbability: Double? {
        guard let ratio = vonNeumannRatio else { return nil }
        let k = Double(means.count)
        return NormalDistribution.upperTail((1 - ratio / 2) * ((k * k - 1) / (k - 2)).squareRoot())
    }

    private var differences: (neighbours: Double, total: Double)? {
        guard let mean = moments.mean else { return nil }
        var (neighbours, total) = (0.0, 0.0)
        for (left, right) in zip(means, means.dropFirst()) { neighbours += (right - left) * (right - left) }
        for value in means { total += (value - mean) * (value - mean) }
        return (neighbours, total)
    }
}
