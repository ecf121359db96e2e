// The fix's own rollout, and what a short test of it costs.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct FixRolloutTests {
    /// Every machine fails at once and recovers by its poll for a fix that works, within a few minutes of its offer.
    private func world(_ change: (inout Fix) -> Void) throws -> Scenario {
        var scenario = try SmallWorld.scenario(customers: 400, fleet: 10, affectedShare: 1)
        scenario.release.defect.trigger = .install
        scenario.release.defect.failureMode = FailureMode(id: "x", pollReach: 1, consoleReach: 0, byHand: false)
        scenario.segments[0].relayPoll = .minutes(1)
        scenario.segments[0].endpointPoll = .minutes(1)
        scenario.response.mitigation = nil
        change(&scenario.response.fix)
        return scenario
    }

    private func restored(_ scenario: Scenario) throws -> (fix: Double, restored: [Double]) {
        let run = try Run(scenario)
        return (run["fix_published_h"], run.series(.restored).map(Double.init))
    }

    /// 400 customers by their cohort numbers: 4.5 standard deviations of the number that the first stages select.
    @Test func customersGetTheFixWithTheirStage() throws {
        let (fix, restored) = try restored(
            try world { fix in
                fix.stages = [
                    FixStage(share: 0.2, bake: .elapsed(.hours(6))), FixStage(share: 0.7, bake: .elapsed(.hours(10))),
                    FixStage(),
                ]
            })
        let published = Int(fix.rounded(.up))
        for (hour, share) in [(1, 0.2), (5, 0.2), (7, 0.7), (15, 0.7), (18, 1.0)] {
            let bound = 4.5 * 10 * (400 * share * (1 - share)).squareRoot()
            let level = restored[published + hour]
            #expect(abs(level - 4000 * share) <= bound, "hour \(hour): \(level)")
        }
    }

    /// The vendor stops serving the faulty item when the fix is out, also to customers whose stage comes days later.
    @Test func theFaultyItemIsWithdrawnFromAllAtOnce() throws {
        var scenario = try world { $0.stages = [FixStage(share: 0.001, bake: .elapsed(.days(5))), FixStage()] }
        scenario.rollout.stages = [
            RolloutStage(id: "some", share: 0.1, bake: .elapsed(.hours(30))), RolloutStage(id: "all"),
        ]
        let run = try Run(scenario)
        #expect(run["fix_published_h"] < 30 && run["endpoints_exposed"] < 4000 * 0.2)
        // Who never had it, gets the corrective item with its stage: not before the fifth day.
        let updated = run.series(.updated)
        #expect(updated[100] < 100 && updated[150] > 2500)
    }

    /// Consoles push when their customer may have the fix.
    @Test func consolesWaitForTheStageToo() throws {
        var scenario = try world { $0.stages = [FixStage(regions: ["far"], bake: .elapsed(.hours(50))), FixStage()] }
        scenario.regions.append(Region(id: "far", zone: "Asia/Tokyo", supportCentre: "desk"))
        scenario.release.defect.failureMode.pollReach = 0
        scenario.release.defect.failureMode.consoleReach = 1
        scenario.segments[0].consoleShare = 1
        let run = try Run(scenario)
        let waited = run["recovery_t50_h"] - run["time_to_fix_h"]
        #expect(waited > 50 && waited < 52, "\(waited)")
    }

    /// Half an hour's test in place of two hours': earlier by ninety minutes, and of no use to a third of the customers, binomial over 400 of
    /// them, until the second iteration.
    @Test func aShortTestIsSoonerAndLessSure() throws {
        let whole = try restored(try world { _ in })
        let fast = try restored(
            try world { fix in
                fix.secondIteration = SmallWorld.delay(100)
                fix.fastTrack = FastTrack(qualityAssurance: SmallWorld.delay(0.5), works: 2.0 / 3)
            })
        #expect(abs(whole.fix - fast.fix - 1.5) < 1e-6)
        let hour = Int(whole.fix) + 2
        #expect(whole.restored[hour] == 4000)
        let bound = 4.5 * 10 * (400.0 * 2 / 9).squareRoot()
        #expect(abs(fast.restored[hour] - 4000.0 * 2 / 3) < bound)
    }

    @Test(arguments: [
        ([FixStage(share: 0.5)], "the last stage of the fix must be for all customers"),
        ([FixStage(regions: ["here"])], "the last stage of the fix must be for all customers"),
        ([FixStage(regions: ["nowhere"]), FixStage()], "a stage of the fix: unknown region 'nowhere'"),
        ([FixStage(share: 1.5), FixStage()], "the share of a stage of the fix is 1.5; expected 0 to 1"),
    ])
    func stagesThatCannotBeAreRefused(stages: [FixStage], message: String) throws {
        let scenario = try world { $0.stages = stages }
        #expect(throws: PlanError(message)) { try Plan(scenario) }
    }
}
