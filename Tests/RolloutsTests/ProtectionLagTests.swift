// The time that working endpoints are without the release's protection.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct ProtectionLagTests {
    /// The lag is the area under the current and mitigated counts, from the moment the release could have been out. The timeline samples
    /// them; each of an endpoint's at most three moves shifts at most one step from one count to another.
    @Test func lagIsTheIntegralOfTheCurrentAndMitigatedCounts() throws {
        for seed in RandomWorld.seeds.prefix(60) {
            var scenario = try RandomWorld.scenario(seed)
            scenario.clock.horizon = .hours(48)
            scenario.clock.timelineStep = .minutes(1)
            scenario.clock.timelineBy = []
            // What is tested and published late is ready before it is published; here both are one.
            scenario.qualityAssurance.addedTime = .elapsed(.zero)
            scenario.qualityAssurance.addedTimePerPlatform = .zero
            scenario.qualityAssurance.rework = .none
            scenario.response.mitigation?.found = .none
            scenario.response.mitigation?.advisory = .none
            let run = try Run(scenario)
            let step = scenario.clock.timelineStep.inHours
            var area = 0.0
            for state in [TimelineState.current, .mitigated] {
                area += run.series(state).dropLast().reduce(0) { $0 + Double($1) } * step
            }
            area -= run["fleet_endpoints"] * run["release_published_h"]
            let lag = run["protection_lag_endpoint_hours"]
            #expect(abs(lag - area) <= 3 * step * run["fleet_endpoints"], "world \(seed): \(lag) against \(area)")
        }
    }

    /// One customer whose machines come on one by one in the morning; the feature is turned off everywhere as soon as the first has failed.
    /// A machine that gets the faulty content after that has never worked with the feature on, and lacks protection once, not twice.
    /// With a trigger at log-on most have not met it by the end.
    @Test(arguments: [DefectTrigger.install, .logOn])
    func aFeatureTurnedOffBeforeTheContentComesIsCountedOnce(trigger: DefectTrigger) throws {
        var scenario = try SmallWorld.scenario(customers: 1, fleet: 200, affectedShare: 1)
        scenario.clock.horizon = .hours(24)
        scenario.release.defect.trigger = trigger
        let seldom = [DailyProfile.Step(minuteOfDay: 0, value: 0.05)]
        scenario.profiles[0].logOnsPerHour = try DailyProfile(workday: seldom, dayOff: seldom)
        scenario.segments[0].endpointPoll = .hours(20)
        scenario.segments[0].relayPoll = .minutes(1)
        scenario.segments[0].consoleShare = 1
        scenario.segments[0].staff.notice = .none
        scenario.segments[0].staff.report = .none
        scenario.segments[0].staff.reportProbability = 1
        scenario.support.matchingCases = 1
        scenario.response.mitigation?.found = .none
        scenario.response.mitigation?.advisory = .none
        scenario.response.fix.diagnose = SmallWorld.delay(1000)
        let run = try Run(scenario)
        #expect(run["time_to_mitigate_h"] < 5)
        #expect(run["endpoints_failed"] < 60, "most must be spared")
        let ready = run["release_published_h"]
        let all = 200 * (24 - ready)
        // No fix comes: every endpoint lacks protection or is failed until the end, but for the short time that it is armed.
        let accounted = run["protection_lag_endpoint_hours"] + run["endpoint_hours_lost"]
        #expect(accounted <= all + 1e-6 && accounted > all * 0.97)
        #expect(run.series(.armed).allSatisfy { $0 >= 0 })
    }

    /// A fix pushed by console overtakes the endpoint's own poll: who has it never installs the faulty item.
    @Test func anEndpointThatIsCorrectedBeforeItsPollIsNotExposed() throws {
        var scenario = try SmallWorld.scenario(customers: 30, fleet: 100, affectedShare: 1)
        scenario.release.defect.trigger = .install
        scenario.segments[0].endpointPoll = .hours(40)
        scenario.segments[0].relayPoll = .hours(40)
        scenario.segments[0].consoleShare = 1
        scenario.response.mitigation = nil
        scenario.response.console = ConsolePush(start: .none, round: .minutes(1))
        let run = try Run(scenario)
        let (_, outcome) = Trace.run(try Plan(scenario), seed: 2022, replication: 0)
        #expect(sameNumbers(outcome, run.outcome))
        // Installed at once means failed at once: nobody is exposed who did not fail.
        #expect(run["endpoints_exposed"] == run["endpoints_failed"])
        #expect(run["endpoints_exposed"] > 0 && run["endpoints_exposed"] < 3000)
        for state in TimelineState.allCases { #expect(run.series(state).allSatisfy { $0 >= 0 }, "\(state)") }
    }
}
