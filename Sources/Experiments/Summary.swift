// What one policy yields on one metric: an estimate, how sure it is, and the spread.

import Rollouts
import Statistics

/// The method behind an interval for a mean.
public enum IntervalMethod: String, Sendable {
    /// Student's t; right in the limit for skewed outcomes, and too narrow for few of them.
    case studentT = "t"
    /// Wilson's score interval (JASA 22, 1927) for the probability of an event that happened or not.
    case wilson
}

/// One policy's summary of one metric.
///
/// - A replication without a value is left out: it is not in ``n``.
/// - A censored replication is in ``n`` and in ``censored``. It takes part in quantiles as larger than everything; a quantile
///   that would fall on it is nil. As soon as one is censored, mean, standard deviation, their interval and the tail's mean
///   are nil: a value that the horizon cut off is never averaged as if it were finished.
public struct Summary: Sendable, Equatable {
    /// Id of the policy.
    public var policy: String
    /// The metric; its unit is that of all the numbers below but the counts.
    public var metric: Metric
    /// Replications with a value, censored ones included.
    public var n: Int
    /// Replications that the horizon cut off.
    public var censored: Int
    /// Arithmetic mean; nil where there is no value or a censored one.
    public var mean: Double?
    /// Standard deviation of the sample (n − 1); nil for fewer than two values.
    public var standardDeviation: Double?
    /// 95 % interval for the mean, made by ``intervalMethod``; nil where there is no mean, or too few values for one.
    public var interval: Interval?
    /// How ``interval`` was made.
    public var intervalMethod: IntervalMethod?
    /// Why a t-interval may be too short; nil where nothing speaks against it, and for every other interval.
    public var intervalDoubt: IntervalDoubt?
    /// The quantile at 5 % (Hyndman and Fan's type 7); nil where it falls on a censored value or there is no value.
    public var p05: Double?
    /// The median, under the same conditions as ``p05``.
    public var p50: Double?
    /// The quantile at 95 %, under the same conditions as ``p05``.
    public var p95: Double?
    /// 95 % interval for the median, from order statistics; nil where the sample is too small or an end is censored.
    public var medianInterval: Interval?
    /// Mean of the largest 5 % (conditional value at risk, the bad tail).
    public var tailMean: Double?

    /// Confidence of all intervals.
    public static let confidence = 0.95

    /// Summarises one sample.
    ///
    /// - Parameters:
    ///   - policy: Id of the policy that the sample is of.
    ///   - metric: The metric that the sample is of; the mean of a share that is 0 or 1 throughout gets Wilson's interval.
    ///   - sample: A value per replication; NaN is no value, +∞ is censored.
    /// - Throws: ``ExperimentError/statistics(_:)``.
    public init(policy: String, metric: Metric, sample: [Double]) throws(ExperimentError) {
        let values = sample.filter { !$0.isNaN }
        self.policy = policy
        self.metric = metric
        n = values.count
        censored = values.count { $0.isInfinite }
        let ordered = OrderedSample(values)
        p05 = ordered.quantile(0.05)
        p50 = ordered.quantile(0.5)
        p95 = ordered.quantile(0.95)
        medianInterval = ordered.quantileInterval(0.5, confidence: Self.confidence)
        guard n > 0, censored == 0 else { return }
        do {
            let moments = SampleMoments(values)
            mean = moments.mean
            standardDeviation = moments.standardDeviation
            tailMean = ordered.conditionalValueAtRisk(tail: 0.05)
            if metric.unit == .share, values.allSatisfy({ $0 == 0 || $0 == 1 }) {
                interval = try ProportionInterval.wilson(
                    successes: values.count { $0 == 1 }, trials: n, confidence: Self.confidence)
                intervalMethod = .wilson
            } else {
                interval = try meanInterval(of: moments, confidence: Self.confidence)
                intervalMethod = interval == nil ? nil : .studentT
                intervalDoubt = moments.intervalDoubt
            }
        } catch {
            throw .statistics("summary of \(metric.id) under '\(policy)': \(error)")
        }
    }

    /// Summaries of a whole table: policy by policy, in it metric by metric.
    ///
    /// - Throws: ``ExperimentError/statistics(_:)``.
    public static func all(of table: ResultTable) throws(ExperimentError) -> [Summary] {
        var summaries: [Summary] = []
        for (policy, name) in table.policies.enumerated() {
            for (index, metric) in table.metrics.enumerated() {
                summaries.append(
                    try Summary(policy: name, metric: metric, sample: table.sample(policy: policy, metric: index)))
            }
        }
        return summaries
    }
}
