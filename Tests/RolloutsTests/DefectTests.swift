// What a release may have wrong: whether it has it, where it shows, what sets it off, and what it leaves behind.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct DefectTests {
    private func outcomes(_ scenario: Scenario, _ metric: String, replications: UInt32 = 40) throws -> [Double] {
        let plan = try Plan(scenario)
        return (0..<replications).map { Run(plan, replication: $0)[metric] }
    }

    /// 400 replications with a prior of 0.3: the number that are harmed is within 5 standard deviations (45.8) of 120 but for
    /// one seed in two million; 0.3 taken as 0.5 is 4.4 deviations further off.
    @Test func aReleaseHasADefectAsOftenAsItsPriorSays() throws {
        var scenario = try SmallWorld.scenario(customers: 4, fleet: 10)
        scenario.release.defect.prior = 0.3
        let failed = try outcomes(scenario, "endpoints_failed", replications: 400)
        let harmed = failed.count { $0 > 0 }
        #expect(abs(Double(harmed) - 120) < 46)
        scenario.release.defect.prior = 1
        let sure = try outcomes(scenario, "endpoints_failed", replications: 400)
        // Whether the release has it is one draw; what follows has the same luck.
        for (maybe, always) in zip(failed, sure) where maybe > 0 { #expect(maybe == always) }
    }

    private func two(firstShows: Double, secondShows: Double) throws -> Scenario {
        var scenario = try SmallWorld.scenario(customers: 50, fleet: 40, affectedShare: 1)
        scenario.release.defect.trigger = .install
        scenario.release.defect.stream = "a"
        scenario.release.defect.manifestation = firstShows
        var second = scenario.release.defect
        second.id = "second"
        second.stream = "b"
        second.manifestation = secondShows
        second.failureMode.damage = 1
        scenario.release.defects.append(second)
        return scenario
    }

    /// Of 2,000 endpoints 0.5 show the first and 0.4 of the rest the second: 1,000 ± 22 and 400 ± 18. Damage marks the second.
    @Test func ofSeveralDefectsTheFirstThatShowsDoes() throws {
        let run = try Run(try two(firstShows: 0.5, secondShows: 0.4))
        #expect(abs(run["endpoints_damaged"] - 400) < 90)
        #expect(abs(run["endpoints_failed"] - run["endpoints_damaged"] - 1000) < 110)
        let all = try Run(try two(firstShows: 1, secondShows: 1))
        #expect(all["endpoints_damaged"] == 0 && all["endpoints_failed"] == 2000)
    }

    @Test func anotherDefectLeavesTheFirstOnesDrawsAlone() throws {
        var scenario = try two(firstShows: 0.5, secondShows: 1)
        // The second is set off long after everything has been fixed.
        scenario.release.defects[1].trigger = .after(SmallWorld.delay(10_000))
        let both = try Run(scenario)
        scenario.release.defects.removeLast()
        let alone = try Run(scenario)
        for metric in ["endpoints_failed", "endpoint_hours_lost", "recovery_t99_h", "touches", "support_cases"] {
            #expect(both[metric] == alone[metric], "\(metric)")
        }
    }

    // MARK: Triggers

    /// Machines that are off at night fail when they are switched on at eight, those that are never off not at all.
    @Test func aRestartTriggersWhereAMachineHasBeenOff() throws {
        var scenario = try SmallWorld.scenario(affectedShare: 1)
        scenario.profiles += try RandomWorld.scenario(0).profiles.filter { $0.id == "daytime" }
        scenario.release.defect.trigger = .restart
        #expect(try Run(scenario)["endpoints_failed"] == 0)
        scenario.segments[0].profile = "daytime"
        // Published at 01:00 UTC, installed while machines are on, from eight in Paris: the next morning they fail.
        let events = Trace.run(try Plan(scenario), seed: 1, replication: 0).events
        let failures = events.filter { $0.event == .failed }
        #expect(failures.count > 1500)
        let morning = scenario.clock.start.adding(.hours(30))
        #expect(failures.allSatisfy { $0.time == morning })
    }

    @Test func aScanTriggersWhenItsCalendarOpensNext() throws {
        var scenario = try SmallWorld.scenario(affectedShare: 1)
        let noon = WeeklyHours(days: Weekday.allCases, open: try WeeklyHours.parseHours("12:00-13:00"))
        scenario.calendars.append(NamedCalendar(id: "scan", hours: noon, worksOnHolidays: true))
        scenario.release.defect.trigger = .scan(calendar: "scan")
        let failures = Trace.run(try Plan(scenario), seed: 1, replication: 0).events.filter { $0.event == .failed }
        // 12:00 in Paris is 10:00 UTC; everything is installed by 04:00.
        #expect(failures.count == 2000)
        #expect(failures.allSatisfy { $0.time == scenario.clock.start.adding(.hours(10)) })
    }

    // MARK: What a failed machine answers to

    /// A fix that endpoints poll for, and nothing else that helps.
    private func pollOnly() throws -> Scenario {
        var scenario = try SmallWorld.scenario(affectedShare: 1)
        scenario.release.defect.trigger = .install
        scenario.release.defect.failureMode = FailureMode(id: "x", pollReach: 0.5, consoleReach: 0, byHand: false)
        scenario.response.mitigation = nil
        return scenario
    }

    @Test func slowMachinesPollForTheFixAsManyTimesMoreSeldom() throws {
        var scenario = try pollOnly()
        func meanWait() throws -> Double {
            let run = try Run(scenario)
            #expect(run["endpoints_unrestored"] == 0)
            let fixedAfter = run["time_to_fix_h"] + run["first_failure_h"]
            let events = Trace.run(try Plan(scenario), seed: 2022, replication: 0).events
            let hours = events.filter { $0.event == .restored }.map { ($0.time - scenario.clock.start).inHours }
            return hours.reduce(0) { $0 + $1 - fixedAfter } / Double(hours.count)
        }
        let usual = try meanWait()
        scenario.release.defect.failureMode.pollSlowdown = 4
        let slow = try meanWait()
        // Half an hour for the server, then intervals of 2 h and 8 h: half of one, and one more on average.
        #expect(abs(usual - (0.5 + 1.5 * 2)) < 0.25 && abs(slow - (0.5 + 1.5 * 8)) < 0.9, "\(usual), \(slow)")
    }

    @Test func aRaceAtEachRestartIsAWayBackWherePollsAreNot() throws {
        var scenario = try pollOnly()
        scenario.release.defect.failureMode.pollReach = 0
        #expect(try Run(scenario)["endpoints_unrestored"] == 2000)
        scenario.release.defect.failureMode.restartRace = RestartRace(interval: .minutes(10), chance: 0.25)
        let events = Trace.run(try Plan(scenario), seed: 1, replication: 0).events.filter { $0.event == .restored }
        #expect(events.count == 2000 && events.allSatisfy { $0.detail == "restart" })
    }

    @Test func severityWeighsHoursAndChangesNothingElse() throws {
        var scenario = try SmallWorld.scenario()
        let whole = try Run(scenario)
        scenario.release.defect.failureMode.severity = 0.25
        let part = try Run(scenario)
        for (metric, value) in zip(whole.plan.metrics, whole.outcome) {
            let weighs = metric.id.hasSuffix("endpoint_hours_lost")
            let expected = weighs ? value / 4 : value
            let other = part[metric.id]
            let isSame = other == expected || value.isNaN && other.isNaN
            #expect(isSame || abs(other - expected) <= 1e-9 * abs(expected), "\(metric.id)")
        }
    }

    // MARK: Damage

    @Test func damageIsRepairedByHandsAfterTheFix() throws {
        var scenario = try pollOnly()
        scenario.release.defect.failureMode.damage = 0.3
        var run = try Run(scenario)
        // 600 ± 20 of 2,000; without hands nothing is repaired.
        #expect(abs(run["endpoints_damaged"] - 600) < 105)
        #expect(run["endpoints_unrepaired"] == run["endpoints_damaged"] && run["endpoints_unrestored"] == 0)
        #expect(Double(run.series(.damaged).last ?? -1) == run["endpoints_damaged"])
        scenario.release.defect.failureMode.byHand = true
        scenario.segments[0].staff.touch = SmallWorld.delay(0.01)
        scenario.segments[0].staff.reportProbability = 1
        run = try Run(scenario)
        #expect(run["endpoints_damaged"] > 400 && run["endpoints_unrepaired"] == 0)
        #expect(run.series(.damaged).max() ?? 0 > 0 && run.series(.damaged).last == 0)
        #expect(run.series(.restored).last == 2000)
    }
}
