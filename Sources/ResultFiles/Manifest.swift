// What was run: enough to run it again and get the same bytes.

import CivilTime
import Rollouts

/// The description of one run.
///
/// It holds nothing that differs between two runs, and of the machine only its kind and the version of its tz database:
/// no time of day, no name of a machine, no path, no number of threads.
public struct Manifest: Sendable, Equatable {
    /// The scenario file as it was read, byte for byte.
    public var scenarioText: String
    /// Overrides of the command line, as `PATH=VALUE`, in their order.
    public var overrides: [String]
    /// `Study.id`: the scenario's short name.
    public var id: String
    /// `Study.title`: what the study is about, in one line.
    public var title: String
    /// Id of the policy that the others were compared with.
    public var baseline: String
    /// Policies that were simulated, in the order of the file.
    public var policies: [Policy]
    /// The metrics of the run, in the order of the columns of `replications.csv`.
    public var metrics: [Metric]
    /// How many observations the study has.
    public var observations: Int
    /// Master seed of all random numbers: the study's own, or the one that was asked for instead.
    public var seed: UInt64
    /// Replications per policy.
    public var replications: Int
    /// Replications that the timeline is computed from, counted from the first.
    public var timelineReplications: Int
    /// The version of the tz database that offsets came from, such as `2026a`; `unknown` where the database does not say.
    public var timeZoneVersion: String

    /// The manifest of a run, with the version of the system's tz database.
    ///
    /// - Parameters:
    ///   - study: What was asked; its id, title, baseline and number of observations are kept.
    ///   - scenarioText: The scenario file as it was read, before overrides.
    ///   - overrides: Overrides of the command line, as `PATH=VALUE`, in their order.
    ///   - policies: The policies that were simulated, in the order of the study.
    ///   - metrics: The metrics of the run, in the order of its table.
    ///   - seed: The master seed that was used, which need not be the study's own.
    ///   - replications: The replications per policy that were made, which need not be the study's own number.
    ///   - timelineReplications: The replications, from the first, that the timeline is computed from.
    public init(
        study: Study, scenarioText: String, overrides: [String], policies: [Policy], metrics: [Metric], seed: UInt64,
        replications: Int, timelineReplications: Int
    ) {
        self.scenarioText = scenarioText
        self.overrides = overrides
        id = study.id
        title = study.title
        baseline = study.baseline
        self.policies = policies
        self.metrics = metrics
        observations = study.observations.count
        self.seed = seed
        self.replications = replications
        self.timelineReplications = timelineReplications
        timeZoneVersion = TimeZoneDatabase.systemVersion
    }

    /// The manifest as JSON. The seed is text, because not every reader keeps 64 bits.
    public var json: JSONValue {
        .object([
            ("program", .string("daybreak")),
            ("version", .string(SoftwareVersion.current)),
            (
                "platform",
                .object([("os", .string(Self.operatingSystem)), ("architecture", .string(Self.architecture))])
            ),
            (
                "time_zones",
                .object([("source", .string(Self.timeZoneSource)), ("tzdata_version", .string(timeZoneVersion))])
            ),
            (
                "scenario",
                .object([
                    ("id", .string(id)), ("title", .string(title)),
                    ("sha256", .string(SHA256.hexadecimalDigest(of: scenarioText))),
                ])
            ),
            ("overrides", .array(overrides.map(JSONValue.string))),
            ("seed", .string(String(seed))),
            (
                "counts",
                .object([
                    ("policies", .integer(policies.count)), ("replications", .integer(replications)),
                    ("timeline_replications", .integer(timelineReplications)), ("metrics", .integer(metrics.count)),
                    ("observations", .integer(observations)),
                ])
            ),
            ("baseline", .string(baseline)),
            (
                "policies",
                .array(policies.map { .object([("id", .string($0.id)), ("description", .string($0.summary))]) })
            ),
            (
                "metrics",
                .array(
                    metrics.map { metric in
                        .object([
                            ("id", .string(metric.id)), ("unit", .string(metric.unit.rawValue)),
                            ("meaning", .string(metric.meaning)), ("instant", .bool(metric.isInstant)),
                        ])
                    })
            ),
            ("scenario_text", .string(scenarioText)),
        ])
    }

    private static let timeZoneSource = "IANA tz database of the system"

    private static var operatingSystem: String {
        #if os(Linux)
            "linux"
        #elseif os(macOS)
            "macos"
        #else
            "other"
        #endif
    }

    private static var architecture: String {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "arm64"
        #else
            "other"
        #endif
    }
}
