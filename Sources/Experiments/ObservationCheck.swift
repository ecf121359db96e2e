// Where something that really happened falls in what the baseline policy simulates.

import CivilTime
import Rollouts
import Statistics

/// One observation beside its simulated distribution.
public struct ObservationCheck: Sendable, Equatable {
    /// What was observed, and how far off it may be.
    public var observation: Observation
    /// The policy that stands for what happened: the study's baseline.
    public var policy: String
    /// The metric that the observation speaks of.
    public var metric: Metric
    /// Replications with a value, censored ones included.
    public var n: Int
    /// Replications that the horizon cut off.
    public var censored: Int
    /// The simulated quantile at 5 % (Hyndman and Fan's type 7), in the metric's unit; nil where it falls on a censored
    /// value or there is no value.
    public var p05: Double?
    /// The simulated median, under the same conditions as ``p05``.
    public var p50: Double?
    /// The simulated quantile at 95 %, under the same conditions as ``p05``.
    public var p95: Double?
    /// How many of the three quantiles, the lowest first, lie below every number: where a metric is subtracted and the horizon cut
    /// off it alone.
    public var quantilesBelow = 0
    /// Share of simulated values below the observed one, ties by half; nil without values.
    public var rank: Double?
    /// Whether the observed value lies in the central 90 %: p05 ≤ value ≤ p95, an end beyond the horizon being larger than
    /// every value. Nil without values.
    public var isInside: Bool?

    /// Holds an observation against a sample.
    ///
    /// - Parameters:
    ///   - observation: What was observed.
    ///   - policy: Id of the policy that the samples are of.
    ///   - metric: The metric that the observation speaks of.
    ///   - sample: Values of the observation's metric, one per replication.
    ///   - subtracted: Values of the metric to subtract, of the same length, where the observation has one.
    ///     Where only the first is cut off the difference is larger than everything, where only the second is, smaller; where
    ///     both are, it is unknown: counted as censored and left out of the distribution.
    public init(
        observation: Observation, policy: String, metric: Metric, sample: [Double], subtracting subtracted: [Double]?
    ) {
        self.observation = observation
        self.policy = policy
        self.metric = metric
        var values: [Double] = []
        values.reserveCapacity(sample.count)
        var unknown = 0
        for (index, value) in sample.enumerated() {
            guard let subtracted else {
                if !value.isNaN { values.append(value) }
                continue
            }
            let other = subtracted.indices.contains(index) ? subtracted[index] : MetricValue.none
            if value.isNaN || other.isNaN { continue }
            if value.isInfinite && other.isInfinite { unknown += 1 } else { values.append(value - other) }
        }
        n = values.count + unknown
        censored = values.count { $0.isInfinite } + unknown
        values.sort()
        let ordered = OrderedSample(values)
        p05 = ordered.quantile(0.05)
        p50 = ordered.quantile(0.5)
        p95 = ordered.quantile(0.95)
        guard !values.isEmpty else { return }
        rank = ordered.rank(of: observation.value)
        let low = p05 ?? Self.infiniteQuantile(0.05, ofSorted: values)
        let high = p95 ?? Self.infiniteQuantile(0.95, ofSorted: values)
        quantilesBelow = [(p05, 0.05), (p50, 0.5), (p95, 0.95)].count { quantile, probability in
            quantile == nil && Self.infiniteQuantile(probability, ofSorted: values) < 0
        }
        isInside = low <= observation.value && observation.value <= high
    }

    /// Which infinity a quantile without a number stands for: that of the order statistic that it falls on.
    private static func infiniteQuantile(_ probability: Double, ofSorted values: [Double]) -> Double {
        let below = Int(probability * Double(values.count - 1))
        let above = min(below + 1, values.count - 1)
        return values[below].isInfinite ? values[below] : values[above]
    }

    /// Checks of all observations against the baseline, in the order of the study.
    ///
    /// - Returns: Nothing where the table does not hold the baseline.
    public static func all(of table: ResultTable, study: Study) -> [ObservationCheck] {
        guard let base = table.policies.firstIndex(of: study.baseline) else { return [] }
        func position(_ name: String) -> Int? { table.metrics.firstIndex { $0.id == name } }
        return study.observations.compactMap { observation in
            guard let index = position(observation.metric) else { return nil }
            let subtracted = observation.minus.flatMap(position)
            if observation.minus != nil && subtracted == nil { return nil }
            return ObservationCheck(
                observation: observation, policy: study.baseline, metric: table.metrics[index],
                sample: table.sample(policy: base, metric: index),
                subtracting: subtracted.map { table.sample(policy: base, metric: $0) })
        }
    }
}

extension ObservationCheck {
    /// The instant that a value of the observation's metric stands for, where the metric is a point in time and nothing is
    /// subtracted from it.
    ///
    /// - Parameters:
    ///   - hours: Hours since `start`.
    ///   - start: The scenario's time zero.
    public func instant(ofHours hours: Double, start: Instant) -> Instant? {
        guard metric.isInstant, observation.minus == nil, hours.isFinite else { return nil }
        return start.adding(.hours(hours))
    }
}
