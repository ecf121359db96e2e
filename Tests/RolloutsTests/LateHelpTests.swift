// Help that comes in an unusual order: customers that notice after the remedies have come, and servers that poll after two of them.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct LateHelpTests {
    /// Every machine fails at its installation, the gate calls the engineers, and customers take three days to notice. The fix works nowhere.
    private func world() throws -> Scenario {
        var scenario = try SmallWorld.scenario(affectedShare: 1)
        scenario.release.defect.trigger = .install
        scenario.release.defect.failureMode = FailureMode(id: "x", pollReach: 0, consoleReach: 0, byHand: false)
        scenario.release.defect.telemetryShare = 1
        scenario.release.defect.telemetryDelay = .none
        scenario.segments[0].staff.notice = SmallWorld.delay(72)
        scenario.gate = Gate(failures: 1, decision: .none)
        scenario.response.mitigation = nil
        scenario.response.fix.covers = .never
        scenario.response.fix.secondIteration = SmallWorld.delay(5000)
        return scenario
    }

    /// Protects customers that notice when their server has had the previous version for long: their hands know what to do.
    @Test func whoNoticesAfterARollbackWorksByHand() throws {
        var scenario = try world()
        scenario.release.defect.failureMode.byHand = true
        scenario.response.rollback = Rollback(decision: SmallWorld.delay(1), propagation: .none)
        let events = Trace.run(try Plan(scenario), seed: 1, replication: 0).events
        #expect(events.contains { $0.event == .mitigated && $0.detail == "hand" })
    }

    /// Protects the order of what the origin serves: with the fix out, no server is given the previous version.
    @Test func noServerGetsThePreviousVersionAfterTheFix() throws {
        var scenario = try world()
        scenario.segments[0].relayPoll = .hours(12)
        scenario.response.rollback = Rollback(decision: SmallWorld.delay(4.5), propagation: .none)
        let events = Trace.run(try Plan(scenario), seed: 1, replication: 0).events
        let fix = try #require(events.first { $0.event == .fixPublished }?.time)
        let back = events.filter { $0.event == .relayRolledBack }
        #expect(!back.isEmpty && back.allSatisfy { $0.time <= fix })
    }

    /// Protects customers that notice after vendor and customer have found what works: their consoles push that.
    @Test func whoNoticesAfterTheSecondIterationPushesIt() throws {
        var scenario = try world()
        scenario.segments[0].consoleShare = 1
        scenario.release.defect.failureMode.consoleReach = 1
        scenario.response.fix.secondIteration = SmallWorld.delay(10)
        let run = try Run(scenario)
        #expect(run["endpoints_failed"] > 0 && run["endpoints_unrestored"] == 0)
    }
}
