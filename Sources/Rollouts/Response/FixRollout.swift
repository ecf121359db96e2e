// How a fix reaches customers, and how much of it is tested first.

import CivilTime

/// One step of the fix's own rollout: which customers may fetch the corrective item, and how long it bakes before the next step.
///
/// A customer belongs to the first stage that selects it. The faulty item is withdrawn from everybody when the fix is published, whatever the
/// stage.
public struct FixStage: Sendable, Equatable {
    /// Region ids; all regions where nil.
    public var regions: [String]?
    /// Segment ids; all segments where nil.
    public var segments: [String]?
    /// Cumulative share of customers, by the cohort number that each keeps; 1 where nil.
    public var share: Double?
    /// From the stage's start to the next one's; working time and working days are those of ``Response/office``.
    public var bake: CalendarSpan

    /// A stage: all customers, without a wait after it, unless said otherwise; ``Plan/init(_:)`` checks it.
    public init(
        regions: [String]? = nil, segments: [String]? = nil, share: Double? = nil, bake: CalendarSpan = .elapsed(.zero)
    ) {
        self.regions = regions
        self.segments = segments
        self.share = share
        self.bake = bake
    }
}

/// A corrective item that is published after a short test in place of the whole one.
public struct FastTrack: Sendable, Equatable {
    /// The short test, in the engineers' hours; it stands in the place of ``Fix/qualityAssurance``.
    public var qualityAssurance: Delay
    /// Chance, per customer, platform and defect, that the item works on the platforms that the whole test covers.
    public var works: Double

    /// A fast track; ``Plan/init(_:)`` checks that the chance is 0 to 1.
    public init(qualityAssurance: Delay, works: Double) {
        self.qualityAssurance = qualityAssurance
        self.works = works
    }
}

extension Scenario {
    /// Checks the fix's own rollout and its fast track.
    func checkFixRollout() throws(PlanError) {
        let fix = response.fix
        try requireProbability(fix.fastTrack?.works ?? 1, "the chance that the fix of the fast track works")
        try require(
            fix.stages.count <= ScenarioLimits.stages, "the fix has more than \(ScenarioLimits.stages) stages")
        for stage in fix.stages {
            try requireProbability(stage.share ?? 1, "the share of a stage of the fix")
            try requireWait(stage.bake, "the bake time of a stage of the fix")
        }
        if let last = fix.stages.last {
            try require(
                last.regions == nil && last.segments == nil && last.share ?? 1 == 1,
                "the last stage of the fix must be for all customers")
        }
    }
}
