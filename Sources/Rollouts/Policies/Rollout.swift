// In which order the fleet is offered a release, and what may stop it on the way.

import CivilTime

/// Stages, one after another; each bakes before the next starts.
public struct Rollout: Sendable, Equatable {
    /// At least one. What no stage selects is offered the release with the corrective item only.
    public var stages: [RolloutStage]

    /// A rollout in stages; ``Plan/init(_:)`` refuses none, and more than ``ScenarioLimits/stages``.
    public init(stages: [RolloutStage]) {
        self.stages = stages
    }

    /// Everybody at the moment of publication.
    public static let allAtOnce = Rollout(stages: [RolloutStage(id: "all")])
}

/// One step of a rollout: who is offered the release, and how long it bakes before the next step.
public struct RolloutStage: Sendable, Equatable {
    /// Name in event logs.
    public var id: String
    /// Region ids; all regions where nil.
    public var regions: [String]?
    /// Cumulative share of customers, by a cohort number that each customer keeps; 1 where nil.
    public var share: Double?
    /// A stage of test machines in the field, outside the customers' update servers.
    public var canary: Canary?
    /// Time until the next stage starts; working time and working days are those of ``Response/office``.
    public var bake: CalendarSpan

    /// A stage: every customer of every region, without a wait after it, unless said otherwise. ``Plan/init(_:)`` checks
    /// regions, share and bake time, and refuses a canary of no endpoint, or one in a stage with regions or a share.
    public init(
        id: String, regions: [String]? = nil, share: Double? = nil, canary: Canary? = nil,
        bake: CalendarSpan = .elapsed(.zero)
    ) {
        self.id = id
        self.regions = regions
        self.share = share
        self.canary = canary
        self.bake = bake
    }
}

/// Endpoints that fetch a release from the vendor before anyone else.
public enum Canary: Sendable, Equatable {
    /// So many of each platform, drawn from the whole fleet, or all of a platform that has fewer.
    case perPlatform(Int)
    /// So many at random out of the whole fleet.
    case random(Int)
}

/// A rule over telemetry that stops a rollout.
public struct Gate: Sendable, Equatable {
    /// Failures seen by telemetry that raise the alarm; at least 1.
    public var failures: Int
    /// From the alarm to the halt decision; working time and working days are those of ``Response/office``.
    public var decision: Delay
    /// From the decision to the last edge.
    public var propagation: Delay
    /// How far its stop reaches.
    public var halt: HaltKind

    /// A gate, whose decision recalls the release and reaches the last edge at once unless said otherwise;
    /// ``Plan/init(_:)`` refuses one that needs no failure.
    public init(failures: Int, decision: Delay, propagation: Delay = .none, halt: HaltKind = .recall) {
        self.halt = halt
        self.failures = failures
        self.decision = decision
        self.propagation = propagation
    }
}
