// Policies meet the same luck: what a longer window, a later decision or an idle rule changes, and what not.

import CivilTime
import EventKernel
import Testing

@testable import Rollouts

@Suite struct CommonRandomNumberTests {
    /// The random worlds, with a rule that withdraws the release so many hours after it is known to be faulty.
    private func withdrawn(_ seed: Int, after hours: Double) throws -> Scenario {
        var scenario = try RandomWorld.scenario(seed)
        scenario.response.halt = Halt(decision: SmallWorld.delay(hours), propagation: .none)
        scenario.gate?.decision = SmallWorld.delay(hours)
        scenario.gate?.approval = nil
        scenario.gate?.propagation = .none
        scenario.gate?.halt = .recall
        scenario.response.rollback = nil
        scenario.changeDefects { $0.prior = 1 }
        return scenario
    }

    /// Replication by replication: whoever decides later exposes no fewer. (The healthy are counted in expectation, hence the rounding.)
    @Test func aLongerWindowExposesNoFewer() throws {
        var more = 0
        for seed in RandomWorld.seeds {
            let plans = try [0, 1.5, 6, 40].map { try Plan(try withdrawn(seed, after: $0)) }
            for replication in 0..<2 as Range<UInt32> {
                let exposed = plans.map { Run($0, replication: replication)["endpoints_exposed"] }
                for (short, long) in zip(exposed, exposed.dropFirst()) {
                    #expect(short <= long * (1 + 1e-12), "world \(seed), replication \(replication): \(exposed)")
                    if short < long { more += 1 }
                }
            }
        }
        #expect(more > 20, "the windows made a difference in \(more) cases only")
    }

    /// Until the earlier of two decisions takes effect, both policies write the same log.
    @Test func policiesAreTheSameUntilTheyDiffer() throws {
        var compared = 0
        for seed in RandomWorld.seeds {
            let early = Trace.run(try Plan(try withdrawn(seed, after: 2)), seed: 8, replication: 1).events
            let late = Trace.run(try Plan(try withdrawn(seed, after: 9)), seed: 8, replication: 1).events
            guard let halt = early.first(where: { $0.event == .halted })?.time else {
                #expect(early == late, "world \(seed)")
                continue
            }
            let before = early.prefix { $0.time < halt }
            #expect(Array(before) == Array(late.prefix { $0.time < halt }), "world \(seed)")
            compared += 1
        }
        #expect(compared > 20)
    }

    @Test func aFixThatIsTestedLongerChangesNothingBeforeIt() throws {
        for seed in RandomWorld.seeds {
            var scenario = try RandomWorld.scenario(seed)
            let short = Trace.run(try Plan(scenario), seed: 8, replication: 1).events
            scenario.response.fix.qualityAssurance = SmallWorld.delay(50)
            let long = Trace.run(try Plan(scenario), seed: 8, replication: 1).events
            let fix = min(
                short.first { $0.event == .fixPublished }?.time ?? Instant(microseconds: .max),
                long.first { $0.event == .fixPublished }?.time ?? Instant(microseconds: .max))
            #expect(Array(short.prefix { $0.time < fix }) == Array(long.prefix { $0.time < fix }), "world \(seed)")
        }
    }

    /// Telemetry that is only looked at draws no luck from others.
    @Test func aGateThatNeverAlarmsChangesNoNumber() throws {
        for seed in RandomWorld.seeds {
            var scenario = try RandomWorld.scenario(seed)
            scenario.gate = nil
            let without = try Run(scenario)
            scenario.gate = Gate(failures: .max, decision: .none)
            let with = try Run(scenario).values
            for (metric, value) in zip(without.plan.metrics, without.outcome)
            where !metric.id.hasPrefix("gate_") && !["time_to_halt_h", "rollout_held_h"].contains(metric.id) {
                let other = with[metric.id] ?? -1
                #expect(value == other || value.isNaN && other.isNaN, "world \(seed): \(metric.id)")
            }
        }
    }

    /// The world does not depend on how the release is rolled out in it.
    @Test func everyRolloutMeetsTheSameFleet() throws {
        for seed in RandomWorld.seeds.prefix(50) {
            var scenario = try RandomWorld.scenario(seed)
            // Local teams add to the technicians of customers that report, which depends on the rollout.
            scenario.support.localTeams = nil
            // Nothing is at risk where tests have found the defect.
            scenario.qualityAssurance = QualityAssurance(covers: .never, detection: 0)
            let one = Self.population(try Plan(scenario))
            scenario.rollout = Rollout(stages: [RolloutStage(id: "half", share: 0.5), RolloutStage(id: "all")])
            scenario.qualityAssurance = QualityAssurance(covers: .always, detection: 0)
            scenario.gate = Gate(failures: 1, decision: .none)
            #expect(Self.population(try Plan(scenario)) == one, "world \(seed)")
        }
    }

    private static func population(_ plan: Plan) -> [Int64] {
        var simulation = Simulation(plan, log: NoEventLog())
        simulation.run(plan, seed: 3, replication: 2)
        var result: [Int64] = []
        for resident in simulation.residents {
            result += [Int64(resident.fleet), Int64(resident.atRisk), resident.phase]
        }
        for endpoint in simulation.endpoints {
            result += [Int64(endpoint.machineClass), Int64(endpoint.poll * 0x1p53)]
        }
        for customer in simulation.customers { result += [customer.hasConsole ? 1 : 0, Int64(customer.technicians)] }
        return result
    }

    @Test func replicationsAndSeedsDiffer() throws {
        let plan = try Plan(try SmallWorld.scenario())
        let outcomes = [(1, 0), (1, 1), (2, 0), (1 << 32 + 1, 0)].map { seed, replication in
            Run(plan, seed: UInt64(seed), replication: UInt32(replication))["endpoint_hours_lost"]
        }
        #expect(Set(outcomes).count == 4)
    }
}
