// Random clauses of a rollout's stages, from dice of their own.

import CivilTime

@testable import Rollouts

extension RandomWorld {
    /// Lets some worlds' stages select parts of fleets, segments and volunteers, and make offers in some hours or at a rate.
    static func addStageClauses(to scenario: inout Scenario, _ seed: Int) throws {
        var dice = Dice(7_000 + seed)
        guard dice.chance(0.5) else { return }
        for index in scenario.segments.indices { scenario.segments[index].volunteers = dice.pick([0, 0.3, 1]) }
        let isSplit = dice.chance(0.6)
        if isSplit { scenario.rollout.seekers = dice.pick([0, 0, 0.1]) }
        for index in scenario.rollout.stages.indices where scenario.rollout.stages[index].canary == nil {
            if isSplit {
                scenario.rollout.stages[index].endpointShare = dice.uniform(0.1, 1)
                if dice.chance(0.3) {
                    scenario.rollout.stages[index].smallFleets = SmallFleets(upTo: 10, share: dice.uniform())
                }
            } else if dice.chance(0.3) {
                scenario.rollout.stages[index].offersPerHour = dice.uniform(0.5, 20)
                continue
            }
            if dice.chance(0.3) { scenario.rollout.stages[index].offers = dice.pick(["office", "night"]) }
        }
        let internalStage = RolloutStage(
            id: "internal", segments: [scenario.segments[0].id], volunteersOnly: dice.chance(0.5),
            bake: .elapsed(.hours(2)))
        if dice.chance(0.4) { scenario.rollout.stages.insert(internalStage, at: 0) }
        if dice.chance(0.5) { scenario.rollout.stages.append(RolloutStage(id: "everyone-else")) }
    }
}
