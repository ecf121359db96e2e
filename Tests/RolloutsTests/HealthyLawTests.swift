// The healthy fleet by closed form against the same fleet simulated machine by machine.

import CivilTime
import RandomStreams
import Testing

@testable import Rollouts

/// The same world twice: in one a platform cannot fail and is integrated in closed form; in the other it is in the predicate, and each
/// of its endpoints is simulated, but nobody ever logs on there, so that none fails. A second segment fails in both
/// under the same draws, so that halt and fix come at the same instants.
@Suite struct HealthyLawTests {
    /// How the release spreads and is withdrawn.
    enum Course: CaseIterable {
        case allAtOnceAndNeverWithdrawn, haltedEarly, fixedWithoutHalt, stagedAndHalted, stagedAndFixed, canary
        case canaryPerPlatform, pausedBetweenStages, haltedAndNotRecalled, rolledBack, turnedOff
        case endpointsInStagesAndPaused, endpointsInStagesAndRecalled, offersByNight
    }

    private static let profiles = ["always-on", "office", "daytime"]

    private func world(_ course: Course, profile: String) throws -> Scenario {
        var scenario = try SmallWorld.scenario(customers: 12, fleet: 25, affectedShare: 0)
        scenario.clock.horizon = .days(4)
        scenario.clock.timelineStep = .hours(6)
        scenario.platforms = ["quiet", "noisy"].map { Platform(id: $0, values: ["os": $0 == "quiet" ? "old" : "new"]) }
        scenario.profiles = try RandomWorld.scenario(0).profiles
        let never = [DailyProfile.Step(minuteOfDay: 0, value: 0)]
        for index in scenario.profiles.indices {
            scenario.profiles[index].logOnsPerHour = try DailyProfile(workday: never, dayOff: never)
        }
        scenario.profiles.append(UsageProfile(id: "noisy", switchedOn: .one, logOnsPerHour: .one))
        scenario.segments[0].profile = profile
        scenario.segments[0].mix = ["quiet": 1]
        scenario.segments[0].relayPoll = .minutes(100)
        scenario.segments[0].endpointPoll = .hours(9)
        var noisy = scenario.segments[0]
        noisy.id = "noisy"
        noisy.stream = "noisy"
        noisy.profile = "noisy"
        noisy.mix = ["noisy": 1]
        noisy.customers = ["here": 2]
        scenario.segments.append(noisy)
        scenario.release.defect.telemetryShare = 1
        scenario.support.centres[0].unrelatedPerHour = 0
        scenario.support.matchingCases = 99
        scenario.threats = Threats(rate: .daily(scenario.profiles[1].switchedOn))
        switch course {
        case .allAtOnceAndNeverWithdrawn: break
        case .haltedEarly: scenario.gate = Gate(failures: 5, decision: SmallWorld.delay(2))
        case .fixedWithoutHalt: scenario.support.matchingCases = 2
        case .stagedAndHalted:
            scenario.gate = Gate(failures: 10, decision: SmallWorld.delay(4))
            scenario.rollout = Rollout(
                stages: ([0.3, 0.6, 1] as [Double]).map {
                    RolloutStage(id: "\($0)", share: $0, bake: .elapsed(.hours(4)))
                })
        case .stagedAndFixed:
            scenario.support.matchingCases = 1
            scenario.rollout = Rollout(
                stages: ([0.5, 1] as [Double]).map { RolloutStage(id: "\($0)", share: $0, bake: .elapsed(.hours(8))) })
        case .canary:
            scenario.gate = Gate(failures: 1, decision: SmallWorld.delay(3))
            scenario.rollout = Rollout(stages: [
                RolloutStage(id: "canary", canary: .random(60), bake: .elapsed(.hours(12))), RolloutStage(id: "rest"),
            ])
        case .canaryPerPlatform:
            scenario.gate = Gate(failures: 1, decision: SmallWorld.delay(3))
            scenario.rollout = Rollout(stages: [
                RolloutStage(id: "canary", canary: .perPlatform(40), bake: .elapsed(.hours(12))),
                RolloutStage(id: "rest"),
            ])
        case .pausedBetweenStages:
            scenario.gate = Gate(failures: 5, decision: SmallWorld.delay(2), halt: .pause)
            scenario.rollout = Rollout(
                stages: ([0.5, 1] as [Double]).map { RolloutStage(id: "\($0)", share: $0, bake: .elapsed(.hours(8))) })
        case .endpointsInStagesAndPaused, .endpointsInStagesAndRecalled:
            let halt = course == .endpointsInStagesAndPaused ? HaltKind.pause : .recall
            scenario.gate = Gate(failures: 20, decision: SmallWorld.delay(2), halt: halt)
            scenario.rollout = Rollout(
                stages: ([0.3, 0.6, 1] as [Double]).map {
                    RolloutStage(id: "\($0)", endpointShare: $0, bake: .elapsed(.hours(5)))
                }, seekers: 0.1)
        case .offersByNight:
            scenario.gate = Gate(failures: 20, decision: SmallWorld.delay(2))
            scenario.calendars = try RandomWorld.scenario(0).calendars
            scenario.rollout = Rollout(stages: [
                RolloutStage(id: "half", share: 0.5, offers: "office", bake: .elapsed(.hours(6))),
                RolloutStage(id: "night", offers: "night"),
            ])
        case .haltedAndNotRecalled:
            scenario.gate = Gate(failures: 5, decision: SmallWorld.delay(0.5), halt: .halt)
        case .rolledBack:
            scenario.gate = Gate(failures: 5, decision: SmallWorld.delay(4), halt: .pause)
            scenario.response.rollback = Rollback(decision: SmallWorld.delay(1), propagation: SmallWorld.delay(0.5))
            scenario.response.fix.build = SmallWorld.delay(12)
        case .turnedOff:
            scenario.gate = Gate(failures: 5, decision: SmallWorld.delay(2), halt: .pause)
            scenario.response.killSwitch = KillSwitch(decision: SmallWorld.delay(1), propagation: .none)
            scenario.response.fix.build = SmallWorld.delay(12)
        }
        return scenario
    }

    /// What is compared, per replication.
    private func numbers(_ run: Run) -> [Double] {
        let current = run.series(.current)
        let mitigated = run.series(.mitigated)
        return [run["endpoints_exposed"], run["protection_lag_endpoint_hours"], run["threat_encounters"]]
            + [2, 3, 5, 8, 12].map { Double(current[$0]) } + [2, 4, 8].map { Double(mitigated[$0]) }
    }

    /// Paired over 100 replications of 300 machines: exposed, protection lag, attacks that met unprotected machines, the number without the release at five instants and
    /// the number with the feature off at three, each within 5.5 standard errors. 42 worlds × 11 numbers × P(|t₉₉| > 5.5) = 10⁻⁴ false alarms. Power: the standard error of
    /// the lag is about 0.3 % of it, so that a bias of 3 % is seen. Seen to fail with the exposed counted also where the corrective
    /// item was fetched, with the corrective item fetched at the fraction of the first poll, and with healthy canaries
    /// forgotten or counted twice. (What both sides share, the times on, is ``OnScheduleTests``' to check.)
    @Test(arguments: Course.allCases, profiles)
    func theHealthyFleetHasTheLawOfItsMachinesOneByOne(course: Course, profile: String) throws {
        var scenario = try world(course, profile: profile)
        scenario.release.defect.affects = .equals(attribute: "os", value: "new")
        let closedForm = try Plan(scenario)
        scenario.release.defect.affects = .always
        let oneByOne = try Plan(scenario)
        var differences = Array(repeating: [Double](), count: 11)
        var failed = 0.0
        for replication in 0..<100 as Range<UInt32> {
            let healthy = Run(closedForm, replication: replication)
            let atRisk = Run(oneByOne, replication: replication)
            // A random canary hits other machines where more can be hit; else both worlds have the same luck.
            #expect(course == .canary || healthy["endpoints_failed"] == atRisk["endpoints_failed"])
            failed += healthy["endpoints_failed"]
            for (index, (left, right)) in zip(numbers(healthy), numbers(atRisk)).enumerated() {
                differences[index].append(left - right)
            }
        }
        #expect(failed > 0)
        for (index, sample) in differences.enumerated() {
            let (mean, error) = meanAndError(sample)
            #expect(abs(mean) <= 5.5 * error + 1e-3, "number \(index): \(mean) ± \(error)")
        }
    }
}
