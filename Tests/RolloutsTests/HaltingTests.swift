// The ways to stop a release, which differ in what goes on afterwards.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct HaltingTests {
    /// Two stages, eight hours apart; the first failures are known soon, and something is done an hour later. The fix is far off.
    private func world() throws -> Scenario {
        var scenario = try SmallWorld.scenario(affectedShare: 1)
        scenario.clock.horizon = .days(4)
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "half", share: 0.5, bake: .elapsed(.hours(8))), RolloutStage(id: "all"),
        ])
        scenario.segments[0].relayPoll = .hours(6)
        scenario.segments[0].endpointPoll = .hours(12)
        scenario.release.defect.trigger = .install
        scenario.release.defect.failureMode = FailureMode(id: "x", pollReach: 1, consoleReach: 0, byHand: false)
        scenario.release.defect.telemetryShare = 1
        scenario.release.defect.telemetryDelay = .none
        scenario.gate = Gate(failures: 3, decision: SmallWorld.delay(1))
        scenario.response.escalation = .none
        scenario.response.mitigation = nil
        scenario.response.fix.diagnose = SmallWorld.delay(48)
        return scenario
    }

    /// A pause lets those who were offered the release go on, a halt those whose server has it, a recall nobody for long.
    @Test func furtherReachingStopsExposeFewer() throws {
        var scenario = try world()
        var exposed: [Double] = []
        for kind in HaltKind.allCases {
            scenario.gate?.halt = kind
            exposed.append(try Run(scenario)["endpoints_exposed"])
        }
        let half = Trace.run(try Plan(scenario), seed: 2022, replication: 0).events.count { $0.event == .stageStarted }
        #expect(half == 1, "the second stage must not start")
        // By cohort about half of 40 customers of 50 endpoints are offered it, all of whom a pause leaves alone.
        #expect(exposed[0].truncatingRemainder(dividingBy: 50) == 0 && abs(exposed[0] - 1000) < 500)
        #expect(exposed[0] > exposed[1] && exposed[1] > exposed[2] && exposed[2] > 0, "\(exposed)")
        // Whose server had it before the halt keeps serving it: a whole number of customers as well.
        #expect(exposed[1].truncatingRemainder(dividingBy: 50) == 0)
    }

    /// The previous version comes as a fix would, helps everywhere, and leaves machines without the release until there is one.
    @Test func aRollbackRestoresWithoutProtection() throws {
        var scenario = try world()
        scenario.response.fix.covers = .never
        scenario.response.rollback = Rollback(decision: SmallWorld.delay(1), propagation: SmallWorld.delay(0.5))
        let plan = try Plan(scenario)
        let run = Run(plan)
        let events = Trace.run(plan, seed: 2022, replication: 0).events
        let back = try #require(events.first { $0.event == .rolledBack }?.time)
        #expect(run["endpoints_failed"] > 0 && run["endpoints_unrestored"] == 0)
        // The server's poll takes at most six hours, the endpoint's own twelve.
        let last = try #require(events.last { $0.event == .mitigated }?.time)
        #expect(events.contains { $0.event == .mitigated } && (last - back).inHours <= 18)
        #expect(!events.contains { $0.event == .failed && ($0.time - back).inHours > 6 })
        #expect(run.series(.mitigated).max() ?? 0 > 0)
        // With the fix, which works everywhere in this world, protection comes back.
        scenario.response.fix.covers = .always
        #expect(try Run(scenario).series(.mitigated).last == 0)
    }

    @Test func aKillSwitchReachesThePlatformsThatKnowIt() throws {
        var scenario = try world()
        scenario.segments[0].mix = ["old": 0.5, "new": 0.5]
        scenario.release.defect.affects = .always
        scenario.response.killSwitch = KillSwitch(
            decision: .none, propagation: .none, appliesTo: .equals(attribute: "os", value: "old"))
        scenario.gate?.halt = .pause
        let events = Trace.run(try Plan(scenario), seed: 2022, replication: 0).events
        let off = try #require(events.first { $0.event == .turnedOff }?.time)
        let mitigated = events.filter { $0.event == .mitigated }
        #expect(!mitigated.isEmpty && mitigated.allSatisfy { $0.platform == "old" && ($0.time - off).inHours <= 12 })
        // A machine that knows the flag cannot fail any more once it has had the time to ask for it.
        #expect(!events.contains { $0.event == .failed && $0.platform == "old" && ($0.time - off).inHours > 12 })
        #expect(events.contains { $0.event == .failed && $0.platform == "new" && ($0.time - off).inHours > 12 })
    }

    @Test func anAdvisoryKeepsThoseWhoFollowItFromFailing() throws {
        var scenario = try world()
        scenario.release.defect.trigger = .logOn
        let seldom = [DailyProfile.Step(minuteOfDay: 0, value: 0.02)]
        scenario.profiles[0].logOnsPerHour = try DailyProfile(workday: seldom, dayOff: seldom)
        let without = try Run(scenario)
        scenario.response.advisory = Advisory(published: SmallWorld.delay(1), reach: SmallWorld.delay(2), compliance: 0)
        #expect(sameNumbers(try Run(scenario).outcome, without.outcome), "an advisory that nobody follows")
        scenario.response.advisory?.compliance = 1
        let plan = try Plan(scenario)
        let events = Trace.run(plan, seed: 2022, replication: 0).events
        let published = try #require(events.first { $0.event == .advisoryPublished }?.time)
        #expect(events.contains { $0.event == .failed && $0.time < published.adding(.hours(2)) })
        #expect(!events.contains { $0.event == .failed && $0.time > published.adding(.hours(2)) })
        #expect(Run(plan)["endpoints_failed"] < without["endpoints_failed"])
        // Nobody can be asked not to let a scan begin.
        scenario.release.defect.trigger = .after(SmallWorld.delay(20))
        let late = try Run(scenario)["endpoints_failed"]
        scenario.response.advisory = nil
        #expect(try Run(scenario)["endpoints_failed"] == late)
    }

    // MARK: Quality assurance

    @Test func whatIsKeptFromUntestedPlatformsNeitherHarmsNorProtectsThem() throws {
        var scenario = try SmallWorld.scenario()
        scenario.qualityAssurance = QualityAssurance(covers: .equals(attribute: "os", value: "new"), detection: 0)
        let open = try Run(scenario)
        scenario.qualityAssurance.blocksUncovered = true
        let blocked = try Run(scenario)
        #expect(open["endpoints_failed"] > 0 && blocked["endpoints_failed"] == 0)
        // Half of the 2,000 endpoints are of the old platform and stay without the release for the 239 hours after it is ready.
        #expect(abs(blocked["endpoints_exposed"] - 1000) < 1e-6)
        #expect(abs(Double(blocked.series(.current).last ?? 0) - 1000) < 1e-3)
        #expect(blocked["protection_lag_endpoint_hours"] > 1000 * 239)
    }

    @Test func everyTestedPlatformCostsItsTime() throws {
        var scenario = try SmallWorld.scenario()
        scenario.qualityAssurance = QualityAssurance(
            covers: .always, detection: 0, addedTime: .elapsed(.hours(1)), addedTimePerPlatform: .minutes(30))
        // Ready at 1 h; one hour of testing and half an hour for each of the two platforms.
        #expect(try Run(scenario)["release_published_h"] == 3)
    }

    /// Who is offered the release too late to get it, gets the corrective item in its place, and has nothing that a kill switch has turned off.
    @Test func theKillSwitchLeavesThoseAloneWhoNeverHadTheRelease() throws {
        var scenario = try SmallWorld.scenario(affectedShare: 0.2)
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "some", share: 0.3, bake: .elapsed(.days(8))), RolloutStage(id: "all"),
        ])
        scenario.response.killSwitch = KillSwitch(
            decision: SmallWorld.delay(1), propagation: .none, appliesTo: .always)
        let run = try Run(scenario)
        let mitigated = run.series(.mitigated)
        #expect((mitigated.max() ?? 0) > 100, "the switch was used")
        #expect((mitigated.last ?? 1) < 0.5, "and all have the corrective item in the end")
        let series = run.series(.current)
        #expect((series.last ?? 1) < 0.5)
    }
}
