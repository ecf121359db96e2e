// Every number that an experiment ends in: a value for each policy, metric and replication.

import Rollouts

/// The outcomes of an experiment: policy × metric × replication, in one contiguous block.
///
/// A value is a finite number, `MetricValue.none` (NaN: the question did not arise) or `MetricValue.censored` (+∞: the
/// horizon came first). The table is addressed by position; names stand in ``policies`` and ``metrics``.
public struct ResultTable: Sendable {
    /// Policy ids in the order of the study.
    public let policies: [String]
    /// The metrics, the same for every policy.
    public let metrics: [Metric]
    /// Number of replications; they are numbered from 0.
    public let replications: Int
    /// The values: replication by replication, in it policy by policy, in it metric by metric.
    public let values: [Double]

    /// A table over values that are laid out as ``values`` says.
    ///
    /// - Returns: nil where the number of values is not policies × metrics × replications.
    public init?(policies: [String], metrics: [Metric], replications: Int, values: [Double]) {
        guard replications >= 0, values.count == policies.count * metrics.count * replications else { return nil }
        self.policies = policies
        self.metrics = metrics
        self.replications = replications
        self.values = values
    }

    /// The outcome of one policy in one replication: a value per metric.
    ///
    /// The position must be inside the table. Complexity: O(1), no copy.
    public func outcome(policy: Int, replication: Int) -> ArraySlice<Double> {
        let first = (replication * policies.count + policy) * metrics.count
        return values[first..<first + metrics.count]
    }

    /// All values of one metric under one policy, in the order of replications.
    ///
    /// The position must be inside the table. Complexity: O(replications).
    public func sample(policy: Int, metric: Int) -> [Double] {
        let stride = policies.count * metrics.count
        let first = policy * metrics.count + metric
        return (0..<replications).map { values[$0 * stride + first] }
    }
}
