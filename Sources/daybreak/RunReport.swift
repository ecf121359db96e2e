// What a run says to the person who started it, before it is put into words or JSON.

import CivilTime
import Experiments
import Rollouts

/// The content of a run's report.
struct RunReport {
    var study: Study
    /// Policies that were simulated, in the order of the file.
    var policies: [Policy]
    var replications: Int
    var seed: UInt64
    var summaries: [Summary]
    var comparisons: [Comparison]
    var observations: [ObservationCheck]
    /// The policy that loses least in the mean, held against the others; nil where a policy has no finite loss.
    var leader: Leader?
    /// What was changed on the command line: then the world is no longer the one that was observed.
    var changes: [String]
    /// The folder with the files.
    var output: String
    /// Seconds on the clock, and of all processors.
    var elapsed: Double
    var processorTime: Double

    /// The metric of which the report says who has least.
    static let lossMetric = "endpoint_hours_lost"

    /// The metrics that a report shows; the files hold all of them.
    static let harmMetrics = [
        "endpoints_failed", "peak_failed", lossMetric, "customers_hit", "customers_long",
    ]
    static let paceMetrics = ["time_to_detect_h", "time_to_fix_h", "protection_lag_endpoint_hours"]

    /// Time zero of the scenario.
    var start: Instant { policies.first?.scenario.clock.start ?? Instant(microseconds: 0) }

    /// Whether the baseline is among the policies that were simulated.
    var hasBaseline: Bool { policies.contains { $0.id == study.baseline } }

    /// The summary of one metric under one policy.
    func summary(of metric: String, policy: String) -> Summary? {
        summaries.first { $0.policy == policy && $0.metric.id == metric }
    }

    /// The comparison of one policy with the baseline on one metric.
    func comparison(of metric: String, policy: String) -> Comparison? {
        comparisons.first { $0.policy == policy && $0.metric.id == metric }
    }

    /// Mean of a metric under the baseline, or under the first policy where the baseline was not simulated.
    func mean(of metric: String) -> Double? {
        summary(of: metric, policy: hasBaseline ? study.baseline : policies.first?.id ?? "")?.mean
    }
}
