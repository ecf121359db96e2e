// A run's report as one JSON document for scripts.

import Experiments
import ResultFiles
import Rollouts

extension RunReport {
    /// The content of the report; what has no value is `null`, and the seed is text.
    var json: JSONValue {
        let chief = Set(Self.harmMetrics + Self.paceMetrics)
        return .object([
            ("program", .string("daybreak")), ("version", .string(SoftwareVersion.current)),
            ("id", .string(study.id)), ("title", .string(study.title)), ("seed", .string(String(seed))),
            ("replications", .integer(replications)),
            ("endpoints", .optional(mean(of: "fleet_endpoints"))),
            ("customers", .optional(mean(of: "fleet_customers"))),
            ("baseline", .string(study.baseline)), ("baseline_simulated", .bool(hasBaseline)),
            ("best", .optional(leader?.isBest == true ? leader?.policy : nil)),
            ("leader", leader.map(Self.json) ?? .null),
            (
                "policies",
                .array(
                    policies.map {
                        .object([
                            ("id", .string($0.id)), ("description", .string(RunningText.firstLine(of: $0.summary))),
                        ])
                    })
            ),
            ("summary", .array(summaries.filter { chief.contains($0.metric.id) }.map(Self.json))),
            ("comparisons", .array(comparisons.filter { chief.contains($0.metric.id) }.map(Self.json))),
            ("observations", .array(observations.map(json))),
            ("output", .string(output)), ("elapsed_seconds", .number(elapsed)),
            ("processor_seconds", .number(processorTime)),
        ])
    }

    /// Who has the smallest mean loss, and how the others stand to it.
    private static func json(_ leader: Leader) -> JSONValue {
        .object([
            ("policy", .string(leader.policy)), ("metric", .string(leader.metric.id)),
            ("unit", .string(leader.metric.unit.rawValue)), ("n", .integer(leader.n)),
            ("confidence", .number(Leader.confidence)), ("confidence_of_each", .number(leader.confidenceOfEach)),
            ("ci_method", .string("paired t, Bonferroni")),
            (
                "rivals",
                .array(
                    leader.rivals.map { rival in
                        .object([
                            ("policy", .string(rival.policy)), ("mean_difference", .number(rival.meanDifference)),
                            ("ci_low", .optional(rival.interval?.low)), ("ci_high", .optional(rival.interval?.high)),
                            ("ci_doubt", .optional(rival.intervalDoubt?.rawValue)),
                            ("standing", .string(rival.standing.rawValue)),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ summary: Summary) -> JSONValue {
        .object([
            ("policy", .string(summary.policy)), ("metric", .string(summary.metric.id)),
            ("unit", .string(summary.metric.unit.rawValue)), ("n", .integer(summary.n)),
            ("censored", .integer(summary.censored)), ("mean", .optional(summary.mean)),
            ("sd", .optional(summary.standardDeviation)), ("ci_low", .optional(summary.interval?.low)),
            ("ci_high", .optional(summary.interval?.high)), ("p05", .optional(summary.p05)),
            ("p50", .optional(summary.p50)), ("p95", .optional(summary.p95)),
            ("ci_method", .optional(summary.intervalMethod?.rawValue)),
            ("ci_doubt", .optional(summary.intervalDoubt?.rawValue)),
        ])
    }

    private static func json(_ comparison: Comparison) -> JSONValue {
        .object([
            ("policy", .string(comparison.policy)), ("baseline", .string(comparison.baseline)),
            ("metric", .string(comparison.metric.id)), ("unit", .string(comparison.metric.unit.rawValue)),
            ("n", .integer(comparison.n)), ("censored", .integer(comparison.censored)),
            ("mean_difference", .optional(comparison.meanDifference)),
            ("ci_low", .optional(comparison.interval?.low)), ("ci_high", .optional(comparison.interval?.high)),
            ("ci_doubt", .optional(comparison.intervalDoubt?.rawValue)),
            ("correlation", .optional(comparison.correlation)),
            ("variance_reduction", .optional(comparison.varianceReduction)),
        ])
    }

    private func json(_ check: ObservationCheck) -> JSONValue {
        let observation = check.observation
        return .object([
            ("observation", .string(observation.id)), ("statement", .string(observation.statement)),
            ("metric", .string(observation.metric)), ("minus", .optional(observation.minus)),
            ("unit", .string(check.metric.unit.rawValue)), ("value", .number(observation.value)),
            ("tolerance", .number(observation.tolerance)),
            ("time", .optional(check.instant(ofHours: observation.value, start: start)?.iso8601)),
            ("p05", .optional(check.p05)), ("p50", .optional(check.p50)), ("p95", .optional(check.p95)),
            ("n", .integer(check.n)), ("censored", .integer(check.censored)), ("rank", .optional(check.rank)),
            ("inside", check.isInside.map(JSONValue.bool) ?? .null), ("fitted", .bool(observation.fitted)),
        ])
    }
}
