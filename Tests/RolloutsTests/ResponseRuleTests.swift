// Single rules of what happens after the harm: gates, canaries, tests that are known to have passed, polls of failed machines, censoring.

import CivilTime
import RandomStreams
import Testing

@testable import Rollouts

struct ResponseRuleTests {
    private func outcome(_ scenario: Scenario, _ metric: String, replication: UInt32 = 0) throws -> Double {
        let plan = try Plan(scenario)
        var replicator = Replicator()
        replicator.run(plan, seed: 7, replication: replication)
        let index = try #require(plan.metrics.firstIndex { $0.id == metric })
        return replicator.outcome[index]
    }

    /// Protects: tests that are known to have passed find nothing, whatever their chance; elsewhere they do.
    @Test func testsThatAreKnownToHavePassedFindNothing() throws {
        var scenario = try SmallWorld.scenario()
        scenario.qualityAssurance = QualityAssurance(covers: .always, detection: 1)
        #expect(try outcome(scenario, "found_by_qa") == 1)
        scenario.qualityAssurance.passed = .equals(attribute: "os", value: "old")
        #expect(try outcome(scenario, "found_by_qa") == 0)
        scenario.qualityAssurance.passed = .equals(attribute: "os", value: "new")
        #expect(try outcome(scenario, "found_by_qa") == 1)
    }

    /// Protects: a gate's halt reaches the last edge after its propagation, not at the decision.
    @Test func aGatesHaltTakesItsPropagation() throws {
        var scenario = try SmallWorld.scenario()
        scenario.release.defect.telemetryShare = 1
        scenario.gate = Gate(failures: 1, decision: SmallWorld.delay(0.1))
        let atOnce = try outcome(scenario, "time_to_halt_h")
        scenario.gate?.propagation = SmallWorld.delay(0.4)
        #expect(abs(try outcome(scenario, "time_to_halt_h") - atOnce - 0.4) < 1e-6)
    }

    /// Protects: the owner of a canary that fails after the gate's decision is warned, though one failure shows no pattern to its staff.
    @Test func ownersOfCanariesThatFailAfterTheHaltAreWarned() throws {
        var scenario = try SmallWorld.scenario()
        scenario.segments[0].staff.awareAfterFailures = 1000
        scenario.release.defect.telemetryShare = 1
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "canary", canary: .perPlatform(200), bake: .elapsed(.hours(200))), RolloutStage(id: "all"),
        ])
        scenario.gate = Gate(failures: 1, decision: .none)
        let events = Trace.run(try Plan(scenario), seed: 7, replication: 0).events
        let decided = try #require(events.first { $0.event == .halted }).time
        let late = Set(events.filter { $0.event == .failed && $0.time > decided }.map(\.customer))
        let aware = Set(events.filter { $0.event == .aware }.map(\.customer))
        #expect(late.count > 5)
        #expect(late.isSubset(of: aware))
    }

    /// Protects: a case that waits for the second line while the error becomes known there is matched, not investigated again.
    @Test func aSecondLineCaseThatMeetsAKnownErrorIsMatched() throws {
        var scenario = try SmallWorld.scenario()
        scenario.support.matchingCases = 1
        scenario.support.secondLine = SmallWorld.delay(5)
        scenario.support.centres[0].unrelatedPerHour = 0
        let events = Trace.run(try Plan(scenario), seed: 7, replication: 0).events
        let known = try #require(events.first { $0.event == .knownError }).time
        let done = events.filter { $0.event == .secondLineDone }.map(\.time)
        #expect(done.count > 5 && done[0] == known)
        for (before, after) in zip(done, done.dropFirst()) { #expect(abs((after - before).inHours - 0.1) < 1e-6) }
    }

    /// Protects: each attempt of a failed machine takes place while it is on, also the ones before the last: a machine that is on for one hour a
    /// day and polls hourly gets one attempt a day, or two.
    @Test func failedMachinesPollOnlyWhileTheyAreOn() throws {
        var scenario = try SmallWorld.scenario()
        let hour = try [
            DailyProfile.Step(minuteOfDay: 0, value: 0), DailyProfile.Step(parsing: "10:00", value: 1),
            DailyProfile.Step(parsing: "11:00", value: 0),
        ]
        scenario.profiles[0].switchedOn = try DailyProfile(workday: hour, dayOff: hour, weekend: [])
        scenario.segments[0].endpointPoll = .hours(1)
        scenario.segments[0].consoleShare = 0
        scenario.release.defect.trigger = .install
        scenario.release.defect.failureMode = FailureMode(id: "x", pollReach: 0.25, consoleReach: 0, byHand: false)
        scenario.response.mitigation = nil
        let events = Trace.run(try Plan(scenario), seed: 7, replication: 0).events
        let fix = try #require(events.first { $0.event == .fixPublished }).time
        let restored = events.filter { $0.event == .restored }
        #expect(restored.count > 300)
        // By elapsed time, four attempts in the mean would be over on the first day for nearly all.
        let firstDay = restored.filter { ($0.time - fix).inHours < 24 }.count
        #expect(Double(firstDay) / Double(restored.count) < 0.6)
    }

    /// Protects: a customer whose trouble may yet become long when the horizon comes makes the count censored, not too small.
    @Test func longTroubleIsCensoredWhereTheHorizonLeavesItOpen() throws {
        var scenario = try SmallWorld.scenario()
        scenario.clock.horizon = .hours(9)
        #expect(try outcome(scenario, "customers_long") == MetricValue.censored)
        scenario.clock.horizon = .days(10)
        #expect(try outcome(scenario, "customers_long").isFinite)
    }

    /// Protects: a gate that never fires before the fix leaves no time to halt, and is not censored for it.
    @Test func nothingIsLeftToHaltAfterTheFix() throws {
        var scenario = try SmallWorld.scenario()
        scenario.gate = Gate(failures: 1_000_000, decision: .none)
        #expect(try outcome(scenario, "time_to_halt_h").isNaN)
    }
}
