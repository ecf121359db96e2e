// Which endpoints are canaries: uniformly, without replacement, and blind with the right probability.

import CivilTime
import EventKernel
import RandomStreams
import Testing

@testable import Rollouts

@Suite struct CanaryTests {
    /// A canary stage that bakes beyond the horizon, so that canaries alone are exposed.
    private func scenario(
        _ canary: Canary, customers: Int, fleet: Double, affectedShare: Double, manifestation: Double = 1
    ) throws -> Scenario {
        var scenario = try SmallWorld.scenario(customers: customers, fleet: fleet, affectedShare: affectedShare)
        scenario.clock.horizon = .hours(12)
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "canary", canary: canary, bake: .elapsed(.days(2))), RolloutStage(id: "rest"),
        ])
        scenario.release.defect.manifestation = manifestation
        scenario.support.centres[0].unrelatedPerHour = 0
        return scenario
    }

    private func canaries(_ plan: Plan, replication: UInt32) -> [Bool] {
        var simulation = Simulation(plan, log: NoEventLog())
        simulation.run(plan, seed: 1, replication: replication)
        return simulation.endpoints.map(\.isCanary)
    }

    @Test(arguments: [(Canary.random(7), 7), (.perPlatform(9), 9), (.random(1000), 100), (.perPlatform(1000), 100)])
    func asManyDifferentEndpointsAreCanariesAsWereAskedFor(canary: Canary, expected: Int) throws {
        let plan = try Plan(try scenario(canary, customers: 5, fleet: 20, affectedShare: 1))
        for replication in 0..<20 as Range<UInt32> {
            #expect(canaries(plan, replication: replication).count { $0 } == expected)
        }
    }

    /// Twenty endpoints, five canaries, 4,000 replications: each endpoint is chosen 1,000 times with a standard deviation of 27. False
    /// alarm below 20 · 6·10⁻⁷ at 5 deviations; an endpoint chosen 20 % too often is seen with a probability above 0.99.
    /// Seen to fail with a selection that counts one endpoint too many as left.
    @Test(arguments: [Canary.random(5), .perPlatform(5)])
    func everyEndpointIsEquallyLikelyToBeACanary(canary: Canary) throws {
        let plan = try Plan(try scenario(canary, customers: 4, fleet: 5, affectedShare: 1))
        var counts = Array(repeating: 0, count: 20)
        for replication in 0..<4000 as Range<UInt32> {
            for (index, isCanary) in canaries(plan, replication: replication).enumerated() where isCanary {
                counts[index] += 1
            }
        }
        let deviation = (4000 * 0.25 * 0.75).squareRoot()
        #expect(counts.reduce(0, +) == 20_000)
        #expect(counts.allSatisfy { abs(Double($0) - 1000) < 5 * deviation }, "\(counts)")
    }

    /// Each endpoint is affected with probability π, independently, so that n random canaries see nothing with probability
    /// (1 − π)ⁿ exactly. 2,500 replications give a standard error of 0.0096; false alarm 10⁻⁶ at 4.9 of them. A canary
    /// of 20 % more machines would be 7 standard errors off.
    @Test func aRandomCanaryIsBlindWithTheProbabilityOfItsSize() throws {
        let plan = try Plan(try scenario(.random(100), customers: 10, fleet: 100, affectedShare: 0.01))
        let replications = 2500
        var blind = 0
        for replication in 0..<UInt32(replications) where !canaries(plan, replication: replication).contains(true) {
            blind += 1
        }
        var expected = 1.0
        for _ in 0..<100 { expected *= 0.99 }
        let error = (expected * (1 - expected) / Double(replications)).squareRoot()
        #expect(abs(Double(blind) / Double(replications) - expected) < 4.9 * error, "\(blind) of \(replications)")
    }

    /// Fifty of a platform's hundred endpoints, one in a hundred of which would show the failure: half a hit on average. Where
    /// none would, there is none to hit: a size of the platform that is guessed from those at risk forgets these
    /// replications (it gave 0.32). Standard error 0.011, false alarm 10⁻⁶.
    @Test func canariesPerPlatformAreDrawnFromTheWholePlatform() throws {
        let plan = try Plan(
            try scenario(.perPlatform(50), customers: 1, fleet: 100, affectedShare: 1, manifestation: 0.01))
        let hits = (0..<4000 as Range<UInt32>).map { Double(canaries(plan, replication: $0).count { $0 }) }
        let (mean, error) = meanAndError(hits)
        #expect(abs(mean - 0.5) < 4.9 * error, "\(mean) ± \(error)")
    }

    /// Another affected platform, with its own canaries, leaves this one's alone.
    @Test func canariesOfOnePlatformDoNotDependOnAnother() throws {
        func selected(_ scenario: Scenario) throws -> [Int] {
            try (0..<10 as Range<UInt32>).map { replication in
                let (events, _) = Trace.run(try Plan(scenario), seed: 4, replication: replication)
                return events.count { $0.event == .canarySelected && $0.platform == "old" }
            }
        }
        var one = try scenario(.perPlatform(10), customers: 10, fleet: 30, affectedShare: 1, manifestation: 0.3)
        var others = one.segments[0]
        others.id = "others"
        others.stream = "others"
        others.mix = ["new": 1]
        one.segments.append(others)
        // Its stream comes first, so that its draws would come first as well.
        one.platforms[1].stream = "a"
        var two = one
        two.release.defect.affects = .always
        let (before, after) = (try selected(one), try selected(two))
        #expect(before == after && Set(before).count > 1)
    }

    /// A canary has the release from its stage on, whatever its customer's server does.
    @Test func canariesFetchFromTheOriginWithinTheirOwnInterval() throws {
        var scenario = try scenario(.random(50), customers: 10, fleet: 20, affectedShare: 1)
        scenario.segments[0].relayPoll = .days(30)
        scenario.segments[0].endpointPoll = .hours(2)
        scenario.release.defect.trigger = .install
        let (events, _) = Trace.run(try Plan(scenario), seed: 1, replication: 0)
        let published = events.first { $0.event == .published }?.time ?? .epoch
        let failures = events.filter { $0.event == .failed }
        #expect(failures.count == 50)
        #expect(failures.allSatisfy { $0.time >= published && $0.time < published.adding(.hours(2)) })
    }

    /// Machines that come on together in the morning, a gate that decides at once: the first failure withdraws the release in the same
    /// instant in which the others fail. Whoever failed had installed.
    @Test func canariesThatFailInTheInstantOfTheHaltWereExposed() throws {
        var scenario = try scenario(.random(50), customers: 10, fleet: 20, affectedShare: 1)
        scenario.clock.horizon = .hours(32)
        let steps = [
            try DailyProfile.Step(parsing: "08:00", value: 1), try DailyProfile.Step(parsing: "19:00", value: 0),
        ]
        scenario.profiles[0].switchedOn = try DailyProfile(workday: steps, dayOff: steps)
        // Published at 20:00 in Paris.
        scenario.release.published = .at(scenario.clock.start.adding(.hours(18)))
        scenario.release.defect.trigger = .install
        scenario.release.defect.telemetryShare = 1
        scenario.release.defect.telemetryDelay = .none
        scenario.gate = Gate(failures: 1, decision: .none)
        let run = try Run(scenario)
        #expect(run["time_to_halt_h"] == 0 && run["first_failure_h"] == 30 && run["endpoints_failed"] == 50)
        #expect(run["endpoints_exposed"] == run["endpoints_failed"])
        #expect(run.series(.failed, region: "here") == run.series(.failed))
    }
}
