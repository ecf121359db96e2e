// The tables of results: which columns each has, with units and meanings, in the order in which they are written.

import Experiments
import Rollouts

/// One column of a table: enough to write its header and to describe it in a data package.
public struct TableColumn: Sendable, Equatable {
    /// What a field of the column holds, in the words of the Frictionless Table Schema.
    public enum Kind: String, Sendable {
        /// Text, such as the name of a policy.
        case text = "string"
        /// A decimal number; never NaN or an infinity, which are empty fields.
        case number
        /// A whole number.
        case integer
        /// `true` or `false`.
        case flag = "boolean"
        /// An instant in UTC as ISO 8601, such as `2022-06-21T10:00:00Z`.
        case instant = "datetime"
    }

    /// The name in the header; unique in its table.
    public var name: String
    /// What a field holds, as programs are told.
    public var kind: Kind
    /// The unit, where the column has one of its own.
    public var unit: String?
    /// What it says, in one sentence.
    public var meaning: String
    /// Whether a field may be empty.
    public var isOptional: Bool

    init(_ name: String, _ kind: Kind, unit: String? = nil, optional: Bool = false, _ meaning: String) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.meaning = meaning
        self.isOptional = optional
    }
}

/// One table: its file, its columns and what identifies a row.
public struct TableDescription: Sendable, Equatable {
    /// Name of the file, such as `summary.csv`.
    public var file: String
    /// What a row is, in one sentence.
    public var meaning: String
    /// The columns from left to right.
    public var columns: [TableColumn]
    /// The columns that tell rows apart.
    public var key: [String]
}

extension TableDescription {
    /// Every outcome: a row per policy and replication, a column per metric.
    public static func replications(metrics: [Metric]) -> TableDescription {
        TableDescription(
            file: "replications.csv",
            meaning:
                "A row per policy and replication: every outcome. An empty field: no value, or cut off by the horizon.",
            columns: [
                TableColumn("policy", .text, "The policy."),
                TableColumn(
                    "replication", .integer, "Number of the replication, from 0; the same worlds under every policy."),
            ] + metrics.map { TableColumn($0.id, .number, unit: $0.unit.rawValue, optional: true, $0.meaning) },
            key: ["policy", "replication"])
    }

    /// Summaries of policy × metric.
    public static let summary = TableDescription(
        file: "summary.csv",
        meaning: "A row per policy and metric: the estimate, its interval and the spread over replications.",
        columns: [
            TableColumn("policy", .text, "The policy."),
            TableColumn("metric", .text, "The metric, a column of replications.csv."),
            TableColumn("unit", .text, "Unit of the metric and of all numbers of the row but n and censored."),
            TableColumn("n", .integer, "Replications with a value, censored ones included."),
            TableColumn("censored", .integer, "Replications that the horizon cut off."),
            TableColumn("mean", .number, optional: true, "Mean; empty where a value is censored."),
            TableColumn(
                "sd", .number, optional: true, "Standard deviation of the sample (n - 1); empty as the mean is."),
            TableColumn("ci_low", .number, optional: true, "Lower end of the 95 % interval for the mean."),
            TableColumn("ci_high", .number, optional: true, "Upper end of the 95 % interval for the mean."),
            TableColumn("p05", .number, optional: true, "Quantile at 5 %; empty where it falls on a censored value."),
            TableColumn("p50", .number, optional: true, "Median; empty where it falls on a censored value."),
            TableColumn("p95", .number, optional: true, "Quantile at 95 %; empty where it falls on a censored value."),
            TableColumn(
                "ci_method", .text, optional: true,
                "How the interval for the mean was made: t (Student), wilson (score interval of a probability)."),
            TableColumn(
                "p50_low", .number, optional: true, "Lower end of the 95 % interval for the median (order statistics)."),
            TableColumn(
                "p50_high", .number, optional: true, "Upper end of the 95 % interval for the median (order statistics)."
            ),
            TableColumn(
                "cvar95", .number, optional: true,
                "Mean of the largest 5 % (conditional value at risk); empty as the mean is."),
        ],
        key: ["policy", "metric"])

    /// Paired comparisons with the baseline.
    public static let comparisons = TableDescription(
        file: "comparisons.csv",
        meaning: "A row per policy and metric: the paired difference from the baseline under common random numbers.",
        columns: [
            TableColumn("policy", .text, "The policy."),
            TableColumn("baseline", .text, "The policy that it is compared with."),
            TableColumn("metric", .text, "The metric, a column of replications.csv."),
            TableColumn("unit", .text, "Unit of the metric, the difference and its interval."),
            TableColumn("n", .integer, "Pairs of which both values are there and not censored."),
            TableColumn(
                "mean_difference", .number, optional: true,
                "Mean of policy - baseline; empty where a pair is censored or there is none."),
            TableColumn("ci_low", .number, optional: true, "Lower end of the 95 % t-interval for the mean difference."),
            TableColumn(
                "ci_high", .number, optional: true, "Upper end of the 95 % t-interval for the mean difference."),
            TableColumn(
                "correlation", .number, optional: true,
                "Correlation of policy and baseline; empty where one is constant."),
            TableColumn(
                "variance_reduction", .number, optional: true,
                "Variance of the difference of independent runs over that of these pairs; empty where the difference is constant."
            ),
            TableColumn("censored", .integer, "Pairs that the horizon cut off on one side or both."),
        ],
        key: ["policy", "metric"])

    /// Observations beside their simulated distribution.
    public static let observations = TableDescription(
        file: "observations.csv",
        meaning: "A row per observation: what really happened beside what the baseline policy simulates.",
        columns: [
            TableColumn("observation", .text, "Name of the observation."),
            TableColumn("policy", .text, "The policy that stands for what happened."),
            TableColumn("metric", .text, "The metric that it speaks of, a column of replications.csv."),
            TableColumn(
                "minus", .text, optional: true, "A second metric, subtracted from the first in each replication."),
            TableColumn("unit", .text, "Unit of the metric and of value, tolerance and quantiles."),
            TableColumn("value", .number, "The observed value."),
            TableColumn("tolerance", .number, "How far off the observed value may be."),
            TableColumn("time", .instant, optional: true, "The observed value as an instant, where it is one."),
            TableColumn(
                "p05", .number, optional: true, "Simulated quantile at 5 %; empty where it falls on a censored value."),
            TableColumn("p50", .number, optional: true, "Simulated median; empty where it falls on a censored value."),
            TableColumn(
                "p95", .number, optional: true, "Simulated quantile at 95 %; empty where it falls on a censored value."),
            TableColumn("n", .integer, "Replications with a value, censored ones included."),
            TableColumn("censored", .integer, "Replications that the horizon cut off."),
            TableColumn(
                "rank", .number, unit: "share", optional: true,
                "Share of simulated values below the observed one, ties by half."),
            TableColumn(
                "inside", .flag, optional: true, "Whether the observed value lies in the central 90 %: p05 to p95."),
            TableColumn("fitted", .flag, "Whether assumptions were tuned to meet it; otherwise it is a prediction."),
            TableColumn("source", .text, optional: true, "Key of the source in the scenario."),
            TableColumn("statement", .text, optional: true, "What was observed, in words."),
        ],
        key: ["observation"])

    /// Counts through time.
    public static let timeline = TableDescription(
        file: "timeline.csv",
        meaning:
            "A row per policy, time, state, region and group of attribute values: how many endpoints are in the state, over replications.",
        columns: [
            TableColumn("policy", .text, "The policy."),
            TableColumn("time", .instant, "The instant, UTC."),
            TableColumn("state", .text, "The state, or another count that is followed through time."),
            TableColumn("region", .text, "The region; world is all of them."),
            TableColumn(
                "attributes", .text,
                "Attribute values that the endpoints have, as in os=windows-7;architecture=x86; all is every endpoint."),
            TableColumn("mean", .number, "Mean over replications."),
            TableColumn("p05", .number, "Quantile at 5 %."),
            TableColumn("p50", .number, "Median."),
            TableColumn("p95", .number, "Quantile at 95 %."),
        ],
        key: ["policy", "time", "state", "region", "attributes"])
}
