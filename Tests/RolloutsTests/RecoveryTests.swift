// The ways back to work: by poll, by console, by hand, and where each does not reach.

import CivilTime
import RandomStreams
import Testing

@testable import Rollouts

@Suite struct RecoveryTests {
    /// One customer, everything that fails fails within an hour of the publication at 01:00, and the fix is out at about 07:00.
    private func world(fleet: Double) throws -> Scenario {
        var scenario = try SmallWorld.scenario(customers: 1, fleet: fleet, affectedShare: 1)
        scenario.clock.horizon = .days(5)
        scenario.release.defect.trigger = .install
        scenario.release.defect.failureMode = FailureMode(id: "mode", pollReach: 0, consoleReach: 0, byHand: false)
        scenario.segments[0].relayPoll = .minutes(1)
        scenario.segments[0].endpointPoll = .minutes(30)
        scenario.segments[0].consoleShare = 0
        scenario.segments[0].staff.notice = .none
        scenario.segments[0].staff.report = .none
        scenario.segments[0].staff.reportProbability = 1
        scenario.support.matchingCases = 1
        scenario.support.centres[0].unrelatedPerHour = 0
        scenario.response.mitigation = nil
        scenario.response.fix.diagnose = SmallWorld.delay(4)
        return scenario
    }

    private func restorations(_ scenario: Scenario) throws -> (fix: Double, hours: [Double], ways: Set<String>) {
        let (events, _) = Trace.run(try Plan(scenario), seed: 3, replication: 0)
        func hours(_ event: LoggedEvent) -> Double { (event.time - scenario.clock.start).inHours }
        let restored = events.filter { $0.event == .restored || $0.event == .mitigated }
        let fix = try #require(events.first { $0.event == .fixPublished })
        return (hours(fix), restored.map(hours), Set(restored.map(\.detail)))
    }

    @Test func whatNothingReachesStaysFailed() throws {
        let (_, hours, _) = try restorations(try world(fleet: 50))
        #expect(hours.isEmpty)
    }

    /// Every poll gets through: all are restored within the relay's and one endpoint's interval.
    @Test func certainPollsRestoreWithinOneInterval() throws {
        var scenario = try world(fleet: 50)
        scenario.release.defect.failureMode.pollReach = 1
        let (fix, hours, ways) = try restorations(scenario)
        #expect(hours.count == 50 && ways == ["poll"])
        #expect(hours.allSatisfy { $0 >= fix && $0 <= fix + 31.0 / 60 })
    }

    /// Twenty machines, two technicians, a quarter of an hour each: two are done every quarter of an hour from the fix on.
    @Test func techniciansWorkOneMachineAtATime() throws {
        var scenario = try world(fleet: 20)
        scenario.release.defect.failureMode.byHand = true
        scenario.segments[0].staff.endpointsPerTechnician = 10
        let (fix, hours, ways) = try restorations(scenario)
        #expect(hours.count == 20 && ways == ["hand"])
        for (index, hour) in hours.enumerated() {
            #expect(abs(hour - fix - 0.25 * Double(index / 2 + 1)) < 1.0 / 60 + 1e-9)
        }
    }

    /// A console's push gets through to a machine only when it is on: the fix is out in the night, the machines come on at 08:00.
    @Test func aPushWaitsForAMachineThatIsOff() throws {
        var scenario = try world(fleet: 50)
        // Published at 18:00 in Paris, while machines are on until 19:00; the fix follows after midnight.
        scenario.release.published = .at(scenario.clock.start.adding(.hours(16)))
        scenario.release.defect.failureMode.consoleReach = 1
        scenario.segments[0].consoleShare = 1
        scenario.response.console.start = .none
        let steps = [
            try DailyProfile.Step(parsing: "08:00", value: 1), try DailyProfile.Step(parsing: "19:00", value: 0),
        ]
        scenario.profiles[0].switchedOn = try DailyProfile(workday: steps, dayOff: steps)
        let (fix, hours, ways) = try restorations(scenario)
        #expect(fix > 22 && fix < 30 && hours.count == 50 && ways == ["console"])
        // 08:00 in Paris on the next day is 30 hours after the start.
        #expect(hours.allSatisfy { $0 == 30 })
    }

    /// Where the fix does not work, only the second iteration helps, in the engineers' hours after the fix.
    @Test func aFixThatDoesNotWorkIsFollowedByASecondIteration() throws {
        var scenario = try world(fleet: 30)
        scenario.release.defect.failureMode.pollReach = 1
        scenario.response.fix.covers = .never
        let (fix, hours, _) = try restorations(scenario)
        #expect(hours.count == 30)
        #expect(hours.allSatisfy { $0 >= fix + 24 && $0 <= fix + 24.5 + 1e-9 })
    }

    /// A customer whose server never fetched the faulty content has nothing to repair, and nobody looks on for it.
    @Test func noSecondIterationWhereTheFaultyContentNeverCame() throws {
        var scenario = try SmallWorld.scenario()
        scenario.release.defect.trigger = .install
        scenario.segments[0].relayPoll = .hours(10)
        scenario.response.halt = Halt(decision: .none, propagation: .none)
        scenario.response.fix.covers = .never
        let events = Trace.run(try Plan(scenario), seed: 3, replication: 0).events
        func customers(_ event: LoggedEventKind) -> Set<String> {
            Set(events.filter { $0.event == event }.map(\.customer))
        }
        #expect(customers(.relayFetched).count > 10 && customers(.relayFetched).count < 40)
        #expect(customers(.secondIteration).isSubset(of: customers(.relayFetched)))
        #expect(customers(.failed).count > 10 && customers(.failed).isSubset(of: customers(.secondIteration)))
    }

    /// What technicians have not finished when the horizon comes restores nothing, and counts neither as a touch nor as work.
    @Test func aTouchThatTheHorizonCutsOffIsNotCounted() throws {
        var scenario = try world(fleet: 20)
        scenario.release.defect.failureMode.byHand = true
        scenario.segments[0].staff.endpointsPerTechnician = 10
        let (_, hours, _) = try restorations(scenario)
        // Two at a time: in the middle of the fifth pair's quarter of an hour.
        scenario.clock.horizon = .hours(hours[8] - 0.1)
        let run = try Run(scenario, seed: 3)
        #expect(run["endpoints_failed"] == 20 && run["endpoints_unrestored"] == 12)
        #expect(run["touches"] == 8 && abs(run["technician_hours_h"] - 2) < 1e-9)
    }

    /// Turned off by hand, machines work again without protection until the corrective item comes by poll.
    @Test func mitigatedMachinesWaitUnprotectedForTheFix() throws {
        var scenario = try world(fleet: 20)
        scenario.release.defect.failureMode.byHand = true
        scenario.segments[0].staff.endpointsPerTechnician = 1
        scenario.segments[0].staff.touch = .none
        scenario.response.mitigation = Mitigation(
            found: .none, advisory: .none, appliesTo: .always, appliesElsewhere: 0)
        scenario.response.fix.diagnose = SmallWorld.delay(20)
        let run = try Run(scenario)
        let mitigated = run.series(.mitigated)
        #expect(mitigated[10] == 20 && run.series(.failed)[10] == 0)
        #expect(mitigated[40] == 0 && run.series(.restored)[40] > 0)
        #expect(run["protection_lag_endpoint_hours"] > 20 * 20)
    }
}
