// How one policy differs from the baseline on one metric, replication by replication.

import Rollouts
import Statistics

/// A paired comparison of a policy with the baseline on one metric, under common random numbers.
///
/// Only replications in which both policies have a value make a pair. A pair of which a side is censored has no difference:
/// it is counted in ``censored``, and with it the difference, its interval, the correlation and the variance reduction are
/// nil, because the pairs that are left would be a selection.
public struct Comparison: Sendable, Equatable {
    /// Id of the policy that is compared.
    public var policy: String
    /// Id of the policy that it is compared with.
    public var baseline: String
    /// The metric on which they are compared; its unit is that of the difference and the interval.
    public var metric: Metric
    /// Pairs of which both values are finite.
    public var n: Int
    /// Pairs that the horizon cut off on one side or on both.
    public var censored: Int
    /// Mean of policy − baseline.
    public var meanDifference: Double?
    /// 95 % t-interval for the mean difference; nil for fewer than two pairs.
    public var interval: Interval?
    /// Why ``interval`` may be too short; nil where nothing speaks against it, and where the difference never varies: that
    /// lies in what the policies are, not in luck.
    public var intervalDoubt: IntervalDoubt?
    /// Correlation of the two policies over pairs; nil where one of them is constant.
    public var correlation: Double?
    /// Factor by which common random numbers shrink the variance of the difference against independent runs: (variance +
    /// variance) / variance of the difference; nil where the difference does not vary.
    public var varianceReduction: Double?

    /// Compares two samples of equal length.
    ///
    /// - Parameters:
    ///   - policy: Id of the policy that is compared.
    ///   - baseline: Id of the policy that it is compared with.
    ///   - metric: The metric of both samples.
    ///   - sample: The policy's value per replication; NaN is no value, +∞ is censored.
    ///   - baselineSample: The baseline's value in the same replications, in the same order. Where one sample is
    ///     longer, the rest of it is left out.
    /// - Throws: ``ExperimentError/statistics(_:)``.
    public init(
        policy: String, baseline: String, metric: Metric, sample: [Double], baselineSample: [Double]
    ) throws(ExperimentError) {
        self.policy = policy
        self.baseline = baseline
        self.metric = metric
        let pairs = zip(baselineSample, sample).filter { !$0.0.isNaN && !$0.1.isNaN }
        let finished = pairs.filter { $0.0.isFinite && $0.1.isFinite }
        n = finished.count
        censored = pairs.count - finished.count
        guard censored == 0 else { return }
        if finished.count == 1 { meanDifference = finished[0].1 - finished[0].0 }
        guard let paired = PairedComparison(baseline: finished.map(\.0), alternative: finished.map(\.1)) else { return }
        meanDifference = paired.meanDifference
        intervalDoubt = paired.intervalDoubt == .constant ? nil : paired.intervalDoubt
        correlation = paired.correlation
        varianceReduction = paired.varianceReduction
        do {
            interval = try paired.interval(confidence: Summary.confidence)
        } catch {
            throw .statistics("comparison of \(metric.id) under '\(policy)': \(error)")
        }
    }

    /// Comparisons of every other policy with the baseline: policy by policy, in it metric by metric.
    ///
    /// - Returns: Nothing where the table does not hold the baseline.
    /// - Throws: ``ExperimentError/statistics(_:)``.
    public static func all(of table: ResultTable, baseline: String) throws(ExperimentError) -> [Comparison] {
        guard let base = table.policies.firstIndex(of: baseline) else { return [] }
        let baseSamples = table.metrics.indices.map { table.sample(policy: base, metric: $0) }
        var comparisons: [Comparison] = []
        for (policy, name) in table.policies.enumerated() where policy != base {
            for (index, metric) in table.metrics.enumerated() {
                comparisons.append(
                    try Comparison(
                        policy: name, baseline: baseline, metric: metric,
                        sample: table.sample(policy: policy, metric: index), baselineSample: baseSamples[index]))
            }
        }
        return comparisons
    }
}
