// The fix's own rollout: which customers may fetch it when, and on what it works.

extension Simulation {
    /// The fix is published: settles when each of its stages starts.
    mutating func planFixStages() {
        var start = fixPublishedAt
        for index in plan.fixBakes.indices {
            fixStageStarts.append(start)
            start = over(plan.fixBakes[index], from: start, in: plan.officeHours)
        }
    }

    /// From when the origin serves a customer the fix; ``never`` before it is published.
    mutating func fixOffered(resident index: Int) -> Int64 {
        guard fixPublishedAt < never, !plan.fixBakes.isEmpty else { return fixPublishedAt }
        let cohort = residents[index].cohort
        for position in plan.cells[Int(residents[index].cell)].fixStages
        where cohort < plan.fixCellStages[position].share {
            return fixStageStarts[plan.fixCellStages[position].stage]
        }
        return never
    }

    /// The chance that the fix works on a platform.
    mutating func chanceOfFix(affected index: Int) -> Double {
        let fix = plan.scenario.response.fix
        return plan.affected[index].fixCovered ? fix.fastTrack?.works ?? 1 : fix.worksUncovered
    }
}
