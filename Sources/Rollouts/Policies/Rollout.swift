// In which order the fleet is offered a release.

import CivilTime

/// Stages, one after another; each bakes before the next starts.
public struct Rollout: Sendable, Equatable {
    /// At least one. What no stage selects is offered the release with the corrective item only.
    public var stages: [RolloutStage]
    /// Share of every customer's endpoints whose users fetch the release by hand as soon as it is published, 0 to 1; the
    /// stages' shares of endpoints are then shares of the others.
    public var seekers: Double

    /// A rollout in stages, without seekers unless said otherwise; ``Plan/init(_:)`` refuses none, and more than
    /// ``ScenarioLimits/stages``.
    public init(stages: [RolloutStage], seekers: Double = 0) {
        self.stages = stages
        self.seekers = seekers
    }

    /// Everybody at the moment of publication.
    public static let allAtOnce = Rollout(stages: [RolloutStage(id: "all")])
}

/// Endpoints that fetch a release from the vendor before anyone else.
public enum Canary: Sendable, Equatable {
    /// So many of each platform, drawn from the whole fleet, or all of a platform that has fewer.
    case perPlatform(Int)
    /// So many at random out of the whole fleet.
    case random(Int)
}
