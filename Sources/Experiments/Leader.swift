// Which policy has the smallest mean of a metric, and which of the others cannot be told from it.

import Rollouts
import Statistics

/// The policy with the smallest mean of a metric, held against all the others, replication by replication.
///
/// The smallest of k means is chosen by looking, so that it is often the luckiest. Each of the others is therefore compared with it by
/// the paired t-interval under common random numbers, at a confidence of 1 − 0.05/(k − 1) (Bonferroni). A policy whose interval lies
/// above zero is ``Standing/worse``.
///
/// *What holds with 95 % confidence*: the truly best policy is the leader or among those that are not ``Standing/worse``; and where all are
/// worse, the leader alone is best. The choice by looking costs nothing more: the statement can only be wrong if the truly best
/// policy loses a comparison, and it takes part in k − 1 of them, whoever leads (the argument of multiple comparisons with the best:
/// J. C. Hsu, The Annals of Statistics 12(3), 1984; with common random numbers B. L. Nelson and F. J. Matejcik, Management Science 41(12),
/// 1995, https://doi.org/10.1287/mnsc.41.12.1935). It does not say of each single policy that it is not as good as the leader: the
/// intervals are simultaneous for a leader named beforehand. How much worse the runner-up is, both being found by looking, is therefore
/// known less surely than its interval says. The interval beside one policy that was named beforehand, such as the baseline, holds with
/// 95 % confidence whoever leads: it is one of k − 1 comparisons with that policy, which hold together.
public struct Leader: Sendable, Equatable {
    /// How another policy stands to the leader.
    public enum Standing: String, Sendable, CaseIterable {
        /// Out of the running: the simultaneous interval of the difference lies above zero.
        case worse
        /// The replications do not tell the two apart.
        case undecided
        /// It has the leader's value in each of two or more replications.
        case equal
    }

    /// Another policy beside the leader.
    public struct Rival: Sendable, Equatable {
        /// Id of the policy.
        public var policy: String
        /// Mean of policy − leader, in the metric's unit; 0 or more but for rounding.
        public var meanDifference: Double
        /// t-interval of the mean difference at the confidence of ``Leader/confidenceOfEach``; nil for one replication.
        public var interval: Interval?
        /// Why ``interval`` may be too short; nil where nothing speaks against it, and for a difference that does not vary.
        public var intervalDoubt: IntervalDoubt?
        /// What the interval says.
        public var standing: Standing
    }

    /// Id of the policy with the smallest mean; of several, the first in the table.
    public var policy: String
    /// The metric.
    public var metric: Metric
    /// Replications that were compared.
    public var n: Int
    /// The other policies, the nearest first.
    public var rivals: [Rival]

    /// Confidence of the whole statement.
    public static let confidence = Summary.confidence

    /// Confidence of the interval of each rival.
    public var confidenceOfEach: Double {
        Bonferroni.confidence(ofEachOf: rivals.count, together: Self.confidence)
    }

    /// Whether every other policy is worse; never for a policy alone.
    public var isBest: Bool { !rivals.isEmpty && rivals.allSatisfy { $0.standing == .worse } }

    /// Holds the policy with the smallest mean against the others.
    ///
    /// - Parameters:
    ///   - id: Id of a metric of which less is better.
    ///   - table: Every policy's outcomes.
    /// - Returns: nil where the table does not have the metric or a policy lacks a finite value in a replication: what is left would be
    ///   a selection.
    /// - Throws: ``ExperimentError/statistics(_:)``.
    public init?(of table: ResultTable, metric id: String) throws(ExperimentError) {
        guard let column = table.metrics.firstIndex(where: { $0.id == id }), table.replications > 0 else { return nil }
        let samples = table.policies.indices.map { table.sample(policy: $0, metric: column) }
        let means = samples.compactMap { sample in
            sample.allSatisfy(\.isFinite) ? SampleMoments(sample).mean : nil
        }
        guard means.count == samples.count, let smallest = means.min(), let leader = means.firstIndex(of: smallest)
        else {
            return nil
        }
        policy = table.policies[leader]
        metric = table.metrics[column]
        n = table.replications
        rivals = []
        let confidence = Bonferroni.confidence(ofEachOf: samples.count - 1, together: Self.confidence)
        for (index, name) in table.policies.enumerated() where index != leader {
            do throws(StatisticsError) {
                rivals.append(
                    try Rival(policy: name, sample: samples[index], leader: samples[leader], confidence: confidence))
            } catch {
                throw .statistics("comparison of \(id) under '\(name)' with '\(policy)': \(error)")
            }
        }
        // Swift's sort keeps the order of equal elements in practice, not by promise; the position makes it one.
        rivals = rivals.enumerated()
            .sorted { ($0.element.meanDifference, $0.offset) < ($1.element.meanDifference, $1.offset) }
            .map(\.element)
    }
}

extension Leader.Rival {
    /// Compares a policy with the leader over the same replications.
    fileprivate init(
        policy: String, sample: [Double], leader: [Double], confidence: Double
    ) throws(StatisticsError) {
        self.policy = policy
        standing = .undecided
        guard let paired = PairedComparison(baseline: leader, alternative: sample) else {
            // One replication, or numbers beyond what can be squared: a difference and no interval.
            meanDifference = zip(sample, leader).reduce(0) { $0 + ($1.0 - $1.1) / Double(leader.count) }
            return
        }
        meanDifference = paired.meanDifference
        let interval = try paired.interval(confidence: confidence)
        self.interval = interval
        // A difference that never varies lies in what the policies are, not in luck.
        intervalDoubt = paired.intervalDoubt == .constant ? nil : paired.intervalDoubt
        if sample == leader {
            standing = .equal
        } else if interval.low > 0 {
            standing = .worse
        }
    }
}
