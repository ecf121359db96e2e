// Random clauses of a rollout's stages, from dice of their own.

import CivilTime

@testable import Rollouts

extension RandomWorld {
    /// Lets some worlds' stages select parts of fleets, segments and volunteers, and make offers in some hours or at a rate.
    static func addStageClauses(to scenario: inout Scenario, _ seed: Int) throws {
        try addStaging(to: &scenario, seed)
        try addFixClauses(to: &scenario, seed)
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

    /// A fix that goes out in steps, or after a short test.
    private static func addFixClauses(to scenario: inout Scenario, _ seed: Int) throws {
        var dice = Dice(27_000 + seed)
        if dice.chance(0.3) {
            scenario.response.fix.stages = [
                FixStage(regions: [scenario.regions[0].id], bake: .elapsed(.hours(dice.pick([0, 4])))),
                FixStage(
                    segments: [scenario.segments[0].id], share: dice.uniform(),
                    bake: .working(.hours(dice.pick([1, 9])))),
                FixStage(),
            ]
        }
        if dice.chance(0.3) {
            scenario.response.fix.fastTrack = FastTrack(
                qualityAssurance: try dice.delay(upTo: 1), works: dice.pick([0, 0.7, 1]))
        }
    }

    /// Customers that hold the release back by themselves.
    private static func addStaging(to scenario: inout Scenario, _ seed: Int) throws {
        var dice = Dice(17_000 + seed)
        for index in scenario.segments.indices where dice.chance(0.3) {
            var staging = CustomerStaging()
            if dice.chance(0.5) { staging.deferral = try dice.delay(upTo: 20) }
            if dice.chance(0.3) { staging.deferral.measure = .workingTime }
            if dice.chance(0.5) { staging.window = dice.pick(["office", "night"]) }
            if dice.chance(0.5) {
                staging.rings = ([0.1, 0.1, 1] as [Double]).enumerated().map { number, share in
                    CustomerRing(
                        share: share,
                        after: dice.chance(0.5) ? .elapsed(.hours(Double(number) * 5)) : .working(.hours(2)))
                }
            }
            scenario.segments[index].staging = staging
        }
    }
}
