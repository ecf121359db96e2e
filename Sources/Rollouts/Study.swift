// What one scenario file asks: a world, the policies to compare in it, and what really happened.

import CivilTime

/// A question about rollouts: policies to be compared on the same worlds and the same random numbers.
///
/// A study is plain data. It is read from a scenario file, compiled into one ``Plan`` per policy, and simulated.
public struct Study: Sendable, Equatable {
    /// Short name for files and folders: letters, digits, `-`.
    public var id: String
    /// One line for people.
    public var title: String
    /// The policy that the others are compared with.
    public var baseline: String
    /// Replications per policy unless the user asks for another number; at least 1.
    public var replications: Int
    /// Master seed of all random numbers.
    public var seed: UInt64
    /// The policies in the order of the file; at least one, ids unique.
    public var policies: [Policy]
    /// What really happened, to be held against the simulated distribution of the baseline.
    public var observations: [Observation]

    /// A study of these parts. Nothing is checked here: an experiment refuses a study without policies and observations
    /// of metrics that do not exist, and leaves out comparisons where no policy has the baseline's id.
    public init(
        id: String, title: String, baseline: String, replications: Int, seed: UInt64, policies: [Policy],
        observations: [Observation]
    ) {
        self.id = id
        self.title = title
        self.baseline = baseline
        self.replications = replications
        self.seed = seed
        self.policies = policies
        self.observations = observations
    }
}

/// One way of acting, applied to the world: the scenario with the policy's clauses in place of the base's.
public struct Policy: Sendable, Equatable {
    /// Name in files and on the command line. Any text, also "null" or "NA".
    public var id: String
    /// The idea in words; its first line is shown beside results.
    public var summary: String
    /// The whole scenario as it is under this policy.
    public var scenario: Scenario

    /// A policy with the scenario that it leads to; ``Plan/init(_:)`` checks the scenario.
    public init(id: String, summary: String, scenario: Scenario) {
        self.id = id
        self.summary = summary
        self.scenario = scenario
    }
}

/// One thing that really happened, with where it is known from.
public struct Observation: Sendable, Equatable {
    /// Short name in files and reports; unique in a study.
    public var id: String
    /// What was observed, in words.
    public var statement: String
    /// The metric that it speaks of, by ``Metric/id``.
    public var metric: String
    /// A second metric that is subtracted from the first, for observations such as "Asia before Europe".
    public var minus: String?
    /// The observed value in the metric's unit.
    public var value: Double
    /// How far off the value may be, in the same unit; 0 or more.
    public var tolerance: Double
    /// Key of the source that says so.
    public var source: String
    /// True where assumptions were tuned to meet it; false where it is a prediction.
    public var fitted: Bool

    /// An observation; whether its metrics exist is checked where the study becomes an experiment.
    public init(
        id: String, statement: String, metric: String, minus: String? = nil, value: Double, tolerance: Double,
        source: String, fitted: Bool
    ) {
        self.id = id
        self.statement = statement
        self.metric = metric
        self.minus = minus
        self.value = value
        self.tolerance = tolerance
        self.source = source
        self.fitted = fitted
    }
}
