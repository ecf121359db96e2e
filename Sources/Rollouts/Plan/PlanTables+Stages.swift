// The stages of a rollout, compiled: in each cell which customers and endpoints they select, and in which hours.

import CivilTime

/// A stage of the rollout.
struct PlannedStage: Sendable {
    var id: String
    var canary: Canary?
    /// From its start to the next stage's, or to the question whether it may start.
    var bake: CalendarSpan
    /// How long people take to approve the next stage; nil where nobody is asked.
    var approval: Delay?
    /// Customers that are offered the release per hour at most; 0 without a limit.
    var offersPerHour: Double
}

/// A stage that can select customers of a cell.
struct CellStage: Sendable {
    /// Index into ``Plan/stages``.
    var stage: Int
    /// Cohort numbers of customers below this belong to the stage or an earlier one.
    var share: Double
    /// Cohort numbers of endpoints below this belong to the stage or an earlier one.
    var endpointShare: Double
    /// The most endpoints of a customer whose endpoints go by ``smallShare``; 0 for none.
    var smallFleet: Int
    var smallShare: Double
    var volunteersOnly: Bool
    /// Index of the hours of its offers in ``Plan/openHours``; -1 for any hour.
    var hours: Int
    /// Whether it is that of users who fetch the release by hand, past what their employer holds back.
    var isSought = false

    /// Whether a customer belongs to the stage or an earlier one.
    func selects(cohort: Double, isVolunteer: Bool) -> Bool { cohort < share && (isVolunteer || !volunteersOnly) }

    /// The cumulative share of the endpoints of a customer with so many.
    func endpointShare(fleet: Int) -> Double { fleet <= smallFleet ? smallShare : endpointShare }
}

/// A stage of the fix's own rollout that can select customers of a cell.
struct FixCellStage: Sendable {
    /// Its number among the fix's stages.
    var stage: Int
    /// Cohort numbers of customers below this belong to the stage or an earlier one.
    var share: Double
}

extension PlanTables {
    /// The stages of the fix that can select customers of a segment in a region.
    func fixStages(segment: Segment, region: Int) -> [FixCellStage] {
        var result: [FixCellStage] = []
        for (index, stage) in scenario.response.fix.stages.enumerated() {
            if let chosen = stage.regions, !chosen.contains(regions[region].id) { continue }
            if let chosen = stage.segments, !chosen.contains(segment.id) { continue }
            result.append(FixCellStage(stage: index, share: stage.share ?? 1))
        }
        return result
    }

    func stages() throws(PlanError) -> [PlannedStage] {
        var result: [PlannedStage] = []
        for stage in scenario.rollout.stages {
            result.append(
                PlannedStage(
                    id: stage.id, canary: stage.canary, bake: stage.bake, approval: stage.approval,
                    offersPerHour: stage.offersPerHour ?? 0))
            for region in stage.regions ?? [] { _ = try index(ofRegion: region) }
        }
        return result
    }

    /// The stages that can select customers of a segment in a region; before them, where there are seekers, one that selects these alone.
    mutating func cellStages(segment: Segment, region: Int) throws(PlanError) -> [CellStage] {
        var result: [CellStage] = []
        let seekers = scenario.rollout.seekers
        /// A share of those who do not seek, as a share of all.
        func share(_ ofOthers: Double) -> Double { ofOthers < 1 ? seekers + (1 - seekers) * ofOthers : 1 }
        if seekers > 0 {
            result.append(
                CellStage(
                    stage: 0, share: 1, endpointShare: seekers, smallFleet: 0, smallShare: 0, volunteersOnly: false,
                    hours: -1, isSought: true))
        }
        for (index, stage) in scenario.rollout.stages.enumerated() where stage.canary == nil {
            if let chosen = stage.regions, !chosen.contains(regions[region].id) { continue }
            if let chosen = stage.segments, !chosen.contains(segment.id) { continue }
            var table = -1
            if let calendar = stage.offers { table = try hours(calendar: calendar, region: region) }
            result.append(
                CellStage(
                    stage: index, share: stage.share ?? 1, endpointShare: share(stage.endpointShare ?? 1),
                    smallFleet: stage.smallFleets?.endpoints ?? 0, smallShare: share(stage.smallFleets?.share ?? 1),
                    volunteersOnly: stage.volunteersOnly, hours: table))
        }
        return result
    }
}
