// Gates in whole replications: what they see, whom they watch, and what a false alarm costs.

import CivilTime
import EventKernel
import RandomStreams
import Testing

@testable import Rollouts

@Suite struct GateTests {
    /// A release without a defect, at once for everybody, on machines that are always on.
    private func harmless(_ gate: Gate, background: BackgroundFailures, customers: Int = 40) throws -> Scenario {
        var scenario = try SmallWorld.scenario(customers: customers)
        scenario.clock.horizon = .days(2)
        scenario.release.defects = []
        scenario.support.centres[0].unrelatedPerHour = 0
        scenario.gate = gate
        scenario.telemetry.background = background
        return scenario
    }

    private func mean(_ metric: String, _ plan: Plan, replications: Int) -> Double {
        (0..<UInt32(replications)).reduce(0) { $0 + Run(plan, replication: $1)[metric] } / Double(replications)
    }

    // MARK: False alarms

    /// 2,000 installations fail for other reasons with probability 10⁻³: at least 5 failures with the probability of the binomial law's tail, 0.052.
    /// 4,000 replications, standard error 0.0035, false alarm 6·10⁻⁷ at 5. A failure more or less to the alarm moves it to 0.14 or 0.016.
    @Test func failuresInTheBackgroundRaiseFalseAlarmsByTheBinomialLaw() throws {
        var expected = 1.0
        var term = 1.0
        for _ in 0..<2000 { term *= 0.999 }
        for count in 0..<5 {
            expected -= term
            term *= Double(2000 - count) / Double(count + 1) * 0.001 / 0.999
        }
        let plan = try Plan(
            try harmless(Gate(failures: 5, decision: .none), background: .perInstallation(0.001)))
        let found = mean("gate_alarm", plan, replications: 4000)
        #expect(abs(found - expected) < 5 * (expected * (1 - expected) / 4000).squareRoot(), "\(found), \(expected)")
        #expect(mean("gate_true_alarm", plan, replications: 50) == 0)
    }

    /// The rate times the endpoint-hours since the installation: everybody has it for 46 hours and the time since a poll within 1 and one within 2 hours.
    /// 4,000 replications, as above.
    @Test func failuresAtARateRaiseFalseAlarmsByThePoissonLaw() throws {
        let plan = try Plan(
            try harmless(
                Gate(test: .failures(1), interval: .hours(1), decision: .none, halt: .pause), background: .perHour(1e-5)
            ))
        // Published after 1 h; the last look at 47 h; polls after 1.5 h on average.
        let expected = 1 - ReproducibleMath.exp(-1e-5 * 2000 * (46 - 1.5))
        let found = mean("gate_alarm", plan, replications: 4000)
        #expect(abs(found - expected) < 5 * (expected * (1 - expected) / 4000).squareRoot(), "\(found), \(expected)")
    }

    /// With p₀ in the background an alarm is false with at most the probability α/(1 − β); with p₁ it comes with at least 1 − β/(1 − α). 1,000
    /// replications each, 5 standard errors.
    @Test func waldsTestKeepsItsErrorRatesInAWholeReplication() throws {
        let test = GateTest.sequential(p0: 0.01, p1: 0.03, alpha: 0.05, beta: 0.1)
        let gate = Gate(test: test, interval: .minutes(5), decision: .none, investigation: .exactly(.days(9)))
        let usual = try Plan(try harmless(gate, background: .perInstallation(0.01)))
        let often = try Plan(try harmless(gate, background: .perInstallation(0.03)))
        #expect(mean("gate_alarm", usual, replications: 1000) < 0.05 / 0.9 + 5 * 0.0073)
        #expect(mean("gate_alarm", often, replications: 1000) > 1 - 0.1 / 0.95 - 5 * 0.0097)
    }

    /// Who has been offered the release goes on through a pause, and the next stage starts when it is over: the same as a longer bake, to the
    /// endpoint-hour. Every installation looks like a failure, so that both stages raise an alarm.
    @Test(arguments: [false, true])
    func aFalseAlarmThatPausesIsALongerBake(splitsFleets: Bool) throws {
        var scenario = try harmless(
            Gate(test: .failures(1), decision: .none, halt: .pause, investigation: .exactly(.hours(5))),
            background: .perInstallation(1))
        scenario.rollout = Rollout(stages: [
            RolloutStage(
                id: "half", share: splitsFleets ? nil : 0.5, endpointShare: splitsFleets ? 0.5 : nil,
                bake: .elapsed(.hours(10))), RolloutStage(id: "rest"),
        ])
        var other = scenario
        other.gate = nil
        other.rollout.stages[0].bake = .elapsed(.hours(15))
        let (paused, baked) = (try Run(scenario), try Run(other))
        #expect(paused["protection_lag_endpoint_hours"] == baked["protection_lag_endpoint_hours"])
        #expect(paused.series(.updated) == baked.series(.updated))
        #expect(paused["gate_false_alarms"] == 2 && paused["rollout_held_h"] == 10 && paused["stages_started"] == 2)
        #expect(paused["gate_alarm_stage"] == 1 && paused["gate_alarm_after_h"] <= 1)
    }

    /// Ten customers an hour are offered the release; from the first look, after an hour and a half, nobody is for five hours.
    @Test func aFalseAlarmHoldsBackWhoWaitsForItsTurn() throws {
        var scenario = try harmless(
            Gate(
                test: .failures(1), interval: .minutes(90), initialDelay: .minutes(60), decision: .none, halt: .pause,
                investigation: .exactly(.hours(5))),
            background: .perInstallation(1))
        scenario.rollout = Rollout(stages: [RolloutStage(id: "slowly", offersPerHour: 10)])
        scenario.segments[0].relayPoll = .minutes(1)
        scenario.segments[0].endpointPoll = .minutes(1)
        scenario.release.published = .at(scenario.clock.start.adding(.minutes(30)))
        scenario.clock.timelineStep = .hours(1)
        scenario.clock.horizon = .hours(9)
        let run = try Run(scenario)
        let customers = run.series(.updated).map { Double($0) / 50 }
        // At the hours of the clock: 30 min, 90 min and so on after the publication; the alarms come after 90 and after 450 min.
        for (hour, expected) in [(1, 5.0), (2, 15), (3, 15), (6, 15), (7, 15), (8, 25)] {
            #expect(abs(customers[hour] - expected) <= 1, "hour \(hour): \(customers[hour])")
        }
        #expect(run["gate_false_alarms"] == 2)
    }

    /// Telemetry sees nothing, and all that is affected fails: what the gate should have stopped it has missed.
    @Test func aGateThatSeesNothingMissesWhatFails() throws {
        var scenario = try SmallWorld.scenario()
        scenario.gate = Gate(failures: 1, decision: .none)
        scenario.release.defect.telemetryShare = 0
        let missed = try Run(scenario)
        #expect(missed["endpoints_failed"] > 0 && missed["gate_missed"] == 1 && missed["gate_alarm"] == 0)
        #expect(missed["gate_alarm_stage"].isNaN && missed["gate_true_alarm"] == 0)
        scenario.release.defect.telemetryShare = 1
        let seen = try Run(scenario)
        #expect(seen["gate_missed"] == 0 && seen["gate_true_alarm"] == 1 && seen["gate_false_alarms"] == 0)
        scenario.release.defects = []
        let sound = try Run(scenario)
        #expect(sound["gate_missed"] == 0 && sound["gate_alarm"] == 0)
    }

    /// Machines poll every 4 hours with a phase of their own. After each hour open, the release is withdrawn for 3: a quarter of those without it
    /// gets it in each. Servers poll each second, so that the mean time without the release has an error of seconds.
    @Test(arguments: [HaltKind.halt, .recall])
    func aFalseAlarmKeepsTheReleaseFromWhoeverHasNotFetchedIt(kind: HaltKind) throws {
        var scenario = try harmless(
            Gate(
                test: .failures(1), interval: .hours(1), decision: .none, halt: kind, investigation: .exactly(.hours(3))
            ),
            background: .perInstallation(1))
        scenario.segments[0].relayPoll = .seconds(1)
        scenario.segments[0].endpointPoll = .hours(4)
        scenario.release.published = .at(scenario.clock.start)
        let run = try Run(scenario)
        var (left, expected, time) = (1.0, 0.0, 0.0)
        while time < 48 {
            expected += left * (1 - 1.0 / 8) + left * 0.75 * 3
            left *= 0.75
            time += 4
        }
        if kind == .recall {
            #expect(abs(run["protection_lag_endpoint_hours"] / 2000 - expected) < 0.02)
            #expect(run["gate_false_alarms"] == 12 && run["rollout_held_h"] == 36)
        } else {
            // Each server has the release before the halt, and serves its cache.
            #expect(abs(run["protection_lag_endpoint_hours"] / 2000 - 2) < 0.02)
        }
    }

    /// A rollout that is paused by a false alarm, and still paused at the horizon, has no second stage.
    @Test func aPauseThatIsNeverClearedKeepsTheNextStageBack() throws {
        var scenario = try SmallWorld.scenario(affectedShare: 0)
        scenario.release.defects = []
        scenario.telemetry.background = .perInstallation(0.5)
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "half", share: 0.5, bake: .elapsed(.hours(24))), RolloutStage(id: "all"),
        ])
        scenario.gate = Gate(
            test: .failures(1), interval: .hours(1), decision: .none, halt: .pause,
            investigation: SmallWorld.delay(2000))
        let run = try Run(scenario)
        #expect(run["gate_false_alarms"] == 1 && run["stages_started"] == 1)
        #expect((run.series(.updated).last ?? 0) < 0.8 * Float(run["fleet_endpoints"]))
    }

    /// In worlds of every kind, false alarms of every kind: at its last look the gate counts those who have the release, as the timeline does.
    @Test func theGateCountsWhoHasTheRelease() throws {
        var alarms = 0.0
        for seed in RandomWorld.seeds.prefix(40) {
            for background in [BackgroundFailures.none, .perInstallation(0.02)] {
                var scenario = try RandomWorld.scenario(seed)
                var dice = Dice(seed)
                scenario.release.defects = []
                scenario.qualityAssurance.addedTime = .elapsed(.zero)
                scenario.qualityAssurance.addedTimePerPlatform = .zero
                scenario.release.published = .at(scenario.clock.start.adding(.hours(1)))
                scenario.clock.timelineStep = .hours(1)
                scenario.telemetry.background = background
                scenario.gate = Gate(
                    test: dice.chance(0.5)
                        ? .failures(2) : .missingHeartbeat(after: .hours(1), excess: 0.02, minimum: 1, expected: 0.1),
                    interval: .hours(1), decision: try dice.delay(upTo: 2), halt: dice.pick(HaltKind.allCases),
                    investigation: try dice.delay(upTo: 8))
                var simulation = Simulation(try Plan(scenario), log: NoEventLog())
                simulation.run(simulation.plan, seed: 1, replication: 0)
                let run = try Run(scenario, seed: 1)
                guard run.plan.gate?.countsReports ?? false else { continue }
                // While it waits for the end of a false alarm, the gate does not count.
                if let last = simulation.watching.interruptions.last, last.end == never { continue }
                // The last look before the horizon is an hour before it, and so is the last row but one.
                let updated = Double(run.series(.updated).dropLast().last ?? 0)
                alarms += run["gate_false_alarms"]
                #expect(
                    abs(simulation.watching.level.reduce(0, +) - updated) <= 1e-6 * run["fleet_endpoints"] + 1e-5,
                    "world \(seed)")
            }
        }
        #expect(alarms > 40)
    }

    // MARK: What it watches

    /// A canary of a hundred endpoints, each affected with probability π, is blind with probability (1 − π)ⁿ = 0.366: then no alarm is raised. 2,500
    /// replications, standard error 0.0096; false alarm 10⁻⁶ at 4.9.
    @Test func aGateOverRandomCanariesIsBlindByTheirNumber() throws {
        var scenario = try SmallWorld.scenario(customers: 10, fleet: 100, affectedShare: 0.01)
        scenario.clock.horizon = .hours(12)
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "canary", canary: .random(100), bake: .elapsed(.days(2))), RolloutStage(id: "rest"),
        ])
        scenario.release.defect.trigger = .install
        scenario.release.defect.telemetryShare = 1
        scenario.gate = Gate(test: .failures(1), watches: .canaries, decision: .none)
        var expected = 1.0
        for _ in 0..<100 { expected *= 0.99 }
        let found = 1 - mean("gate_true_alarm", try Plan(scenario), replications: 2500)
        #expect(abs(found - expected) < 4.9 * (expected * (1 - expected) / 2500).squareRoot(), "\(found), \(expected)")
    }

    @Test func aGateOverCanariesDoesNotSeeTheOthersFail() throws {
        var scenario = try SmallWorld.scenario()
        scenario.release.defect.telemetryShare = 1
        scenario.rollout = Rollout(stages: [RolloutStage(id: "all"), RolloutStage(id: "canary", canary: .random(5))])
        scenario.gate = Gate(test: .failures(1), watches: .canaries, decision: .none)
        // Published to everybody at once, so that nobody is left to be a canary of the second stage but for the first poll.
        scenario.segments[0].relayPoll = .seconds(1)
        scenario.rollout.stages[0].bake = .elapsed(.hours(1))
        #expect(try Run(scenario)["gate_alarm"] == 0)
        scenario.gate?.watches = .fleet
        #expect(try Run(scenario)["gate_alarm"] == 1)
    }

    /// The first stage's failures are forgotten when the second starts.
    @Test func aGateOverStagesForgetsTheOnesBefore() throws {
        var scenario = try harmless(
            Gate(test: .failures(1500), watches: .stage, decision: .none), background: .perInstallation(1))
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "half", share: 0.5, bake: .elapsed(.hours(10))), RolloutStage(id: "rest"),
        ])
        #expect(try Run(scenario)["gate_alarm"] == 0)
        scenario.gate?.watches = .fleet
        let run = try Run(scenario)
        #expect(run["gate_alarm"] == 1 && run["gate_alarm_stage"] == 2)
    }

    @Test func aGateWaitsForTheStageToHaveRunLongEnough() throws {
        var scenario = try harmless(
            Gate(test: .failures(1), initialDelay: .hours(6), decision: .none), background: .perInstallation(1))
        #expect(try Run(scenario)["gate_alarm_after_h"] == 6)
        scenario.gate?.initialDelay = .zero
        #expect(try Run(scenario)["gate_alarm_after_h"] <= 0.5)
    }

    /// The defect is loud, but nobody hears a machine without a network: only its silence tells.
    @Test func aMissingHeartbeatTellsWhatNoReportSays() throws {
        var scenario = try SmallWorld.scenario()
        scenario.release.defect.telemetryShare = 0
        scenario.release.defect.failureMode = FailureMode(id: "network-lost", pollReach: 0, consoleReach: 0)
        scenario.gate = Gate(test: .threshold(share: 0.01, minimum: 10), decision: .none)
        #expect(try Run(scenario)["gate_alarm"] == 0)
        scenario.gate?.test = .missingHeartbeat(after: .hours(1), excess: 0.01, minimum: 10)
        let run = try Run(scenario)
        // Nobody is missed before the silence is over.
        #expect(run["gate_true_alarm"] == 1)
        #expect(run["time_to_detect_h"] >= 1 && run["time_to_detect_h"] < 3)
    }

    /// Machines that are off by night are silent by night. Who allows for it hears no alarm in a harmless release, who does not hears one every night.
    @Test func machinesThatAreOffAtNightAreSilentToo() throws {
        var scenario = try harmless(
            Gate(
                test: .missingHeartbeat(after: .hours(1), excess: 0.2, minimum: 100), decision: .none,
                halt: .pause),
            background: .none)
        let steps = [
            try DailyProfile.Step(parsing: "00:00", value: 0.1), try DailyProfile.Step(parsing: "08:00", value: 0.9),
            try DailyProfile.Step(parsing: "19:00", value: 0.1),
        ]
        scenario.profiles[0].switchedOn = try DailyProfile(workday: steps, dayOff: steps)
        #expect(try Run(scenario)["gate_alarm"] == 0)
        scenario.gate?.test = .missingHeartbeat(after: .hours(1), excess: 0.2, minimum: 100, expected: 0.1)
        #expect(try Run(scenario)["gate_false_alarms"] >= 1)
    }

    // MARK: People

    /// The alarm comes in the night; people confirm it in the morning, from 9 o'clock in Paris, 07:00 UTC.
    @Test func anAlarmIsConfirmedInOfficeHours() throws {
        var scenario = try SmallWorld.scenario()
        scenario.calendars.append(
            NamedCalendar(
                id: "office",
                hours: WeeklyHours(days: Weekday.allCases, open: try WeeklyHours.parseHours("09:00-17:00"))))
        scenario.release.defect.telemetryShare = 1
        scenario.gate = Gate(
            test: .failures(1), decision: .none,
            approval: Approval(
                takes: .exactly(.minutes(30)), office: VendorOffice(calendar: "office", region: "here")))
        let (events, _) = Trace.run(try Plan(scenario), seed: 1, replication: 0)
        let alarm = events.first { $0.event == .gateAlarm }?.time
        let halted = events.first { $0.event == .halted }?.time
        #expect(alarm.map { $0 < scenario.clock.start.adding(.hours(6)) } ?? false)
        #expect(halted == scenario.clock.start.adding(.hours(7.5)))
        let decided = events.first { $0.event == .gateDecided }
        #expect(decided?.time == halted && decided?.detail == "recall")
        #expect(events.first { $0.event == .gateAlarm }?.detail == "true")
    }

    /// The bake ends at 03:00 in Paris; the next stage waits for two hours of the office, until 11:00, which is 09:00 UTC.
    @Test func theNextStageWaitsForItsApproval() throws {
        var scenario = try SmallWorld.scenario()
        scenario.calendars.append(
            NamedCalendar(
                id: "office",
                hours: WeeklyHours(days: Weekday.allCases, open: try WeeklyHours.parseHours("09:00-17:00"))))
        scenario.response.office = VendorOffice(calendar: "office", region: "here")
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "first", share: 0.1, approval: .exactly(.hours(2))), RolloutStage(id: "rest"),
        ])
        let (events, _) = Trace.run(try Plan(scenario), seed: 1, replication: 0)
        let rest = events.first { $0.event == .stageStarted && $0.detail == "rest" }
        #expect(rest?.time == scenario.clock.start.adding(.hours(9)))
        let approved = events.filter { $0.event == .stageApproved }
        #expect(approved.map(\.detail) == ["rest"] && approved.first?.time == rest?.time)
    }
}
