// The mean of a correlated series with an honest interval, and whether its batches are long enough for that.

import EventKernel

/// What inference adds to the batches that the kernel gathers during a run, or of a whole series.
extension BatchMeans {
    private var moments: SampleMoments { SampleMoments(batchMeans) }

    /// The confidence interval of the mean, by Student's t over the full batches; nil below two batches.
    ///
    /// What has not filled a batch is left out. The interval is too narrow where the batches resemble each other: see
    /// ``correlationProbability``.
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
        let means = batchMeans
        guard means.count > 2, let mean = moments.mean else { return nil }
        var (neighbours, total) = (0.0, 0.0)
        for (left, right) in zip(means, means.dropFirst()) { neighbours += (right - left) * (right - left) }
        for value in means { total += (value - mean) * (value - mean) }
        let ratio = neighbours / total
        return total > 0 && ratio.isFinite ? ratio : nil
    }

    /// The probability that independent batch means look as positively correlated as these, or more.
    ///
    /// From ``vonNeumannRatio``, by the normal approximation of 1 − ratio/2 with the variance (k − 2)/(k² − 1) for k batches, which is
    /// exact for normal means and good from eight batches on (G. S. Fishman and L. S. Yarberry, INFORMS Journal on Computing 9(3), 1997,
    /// section 2, https://doi.org/10.1287/ijoc.9.3.296). A small value, such as below 0.05, says that the batches are too short: the
    /// interval is too narrow, and the series should be longer.
    /// - Returns: nil where there is no ratio.
    public var correlationProbability: Double? {
        guard let ratio = vonNeumannRatio else { return nil }
        let k = Double(batchCount)
        return NormalDistribution.upperTail((1 - ratio / 2) * ((k * k - 1) / (k - 2)).squareRoot())
    }
}
