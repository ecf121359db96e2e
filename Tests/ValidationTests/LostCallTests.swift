// Calls that are given up or blocked, through whole scenarios: against the same queue solved by recursion, Erlang A and Erlang B.

import CivilTime
import RandomStreams
import Rollouts
import Statistics
import Testing

@Suite struct LostCallTests {
    /// Mean service time in hours.
    private static let service = 0.1

    /// A centre of so many agents, day and night, with unrelated calls only: so many expected calls from an empty start.
    private func scenario(agents: Int, load: Double, calls: Double) throws -> Scenario {
        let perHour = load * Double(agents) / Self.service
        var scenario = try PlainWorld.scenario(horizon: .hours(calls / perHour))
        scenario.support.centres[0].shifts = [SupportShift(calendar: "always", firstLine: agents, secondLine: 0)]
        scenario.support.centres[0].unrelatedPerHour = perHour
        scenario.support.unrelated = Delay(hours: try .exponential(mean: Self.service))
        return scenario
    }

    private struct Counts: Equatable {
        var calls = 0
        var blocked = 0
        var abandoned = 0
    }

    private func counts(_ plan: Plan, replication: UInt32) throws -> Counts {
        var replicator = Replicator()
        replicator.run(plan, seed: 20_220_621, replication: replication)
        func value(_ metric: String) throws -> Int {
            Int(replicator.outcome[try #require(plan.metrics.firstIndex { $0.id == metric })])
        }
        return Counts(
            calls: try value("unrelated_calls"), blocked: try value("unrelated_calls_blocked"),
            abandoned: try value("unrelated_calls_abandoned"))
    }

    // MARK: The same draws

    /// What happens by the horizon, call by call: who meets no free agent and a full room is blocked, others wait for the agent who is
    /// free first unless their patience ends before (F. Baccelli, P. Boyer and G. Hebuterne, Advances in Applied Probability 16, 1984).
    private func recursion(_ scenario: Scenario, agents: Int, patience: Double, places: Int) -> Counts {
        let draws = DrawSource(seed: 20_220_621, replication: 7)
        let arrivals = Purpose("support/unrelated-arrivals", "desk")
        let services = Purpose("support/unrelated-service", "desk")
        let habits = Purpose("support/unrelated-patience", "desk")
        let ticksPerHour = 3.6e9
        func exponential(_ uniform: Double, mean: Double) -> Int64 {
            Int64((-ReproducibleMath.log(onePlus: -uniform) * mean * ticksPerHour).rounded())
        }
        let horizon = scenario.clock.horizon.microseconds
        let gapMean = ticksPerHour / scenario.support.centres[0].unrelatedPerHour
        var free = Array(repeating: Int64(0), count: agents)
        var waitingUntil: [Int64] = []
        var arrival: Int64 = 0
        var started: UInt32 = 0
        var counts = Counts()
        while true {
            let number = UInt32(counts.calls)
            let gap = -ReproducibleMath.log(draws.uniform(arrivals, entity: 0, position: number)) * gapMean
            arrival += Int64(gap.rounded())
            guard arrival < horizon else { return counts }
            counts.calls += 1
            var first = 0
            for agent in free.indices where free[agent] < free[first] { first = agent }
            if free[first] > arrival {
                waitingUntil.removeAll { $0 <= arrival }
                guard waitingUntil.count < places else {
                    counts.blocked += 1
                    continue
                }
                let given = draws.uniformPair(habits, entity: 0, position: number + 1).0
                let end = arrival + exponential(given, mean: patience)
                waitingUntil.append(min(end, free[first]))
                if end < free[first] {
                    counts.abandoned += end < horizon ? 1 : 0
                    continue
                }
            }
            let length = exponential(draws.uniform(services, entity: 0, position: started), mean: Self.service)
            free[first] = max(arrival, free[first]) + length
            started += 1
        }
    }

    /// The same arrivals, services and patiences lose the same calls, to the last one. No false alarms, and power against every bias:
    /// seen to fail with a patience 1 % longer, with a waiting place more, and with an agent more.
    @Test(arguments: [(1, 0.9, 0.1, 2), (1, 1.5, 0.3, 5), (4, 0.9, 0.05, 1), (4, 1.2, 0.2, 6), (12, 1.0, 0.1, 4)])
    func lostCallsAreThoseOfTheRecursionOnTheSameDraws(
        agents: Int, load: Double, patience: Double, places: Int
    ) throws {
        var scenario = try scenario(agents: agents, load: load, calls: 4000)
        scenario.support.patience = Delay(hours: try .exponential(mean: patience))
        for places in [places, 1_000_000] {
            scenario.support.centres[0].waitingPlaces = places
            let expected = recursion(scenario, agents: agents, patience: patience, places: places)
            #expect(expected.abandoned > 100 && (expected.blocked > 50 || places == 1_000_000))
            #expect(try counts(try Plan(scenario), replication: 7) == expected)
        }
    }

    // MARK: Closed forms

    /// A share of the calls over its expected value, in twelve replications.
    private func ratio(
        _ scenario: Scenario, to expected: Double, _ lost: (Counts) -> Int
    ) throws -> (mean: Double, error: Double) {
        let plan = try Plan(scenario)
        return PlainWorld.meanAndError(
            try (0..<12 as Range<UInt32>).map {
                let counts = try counts(plan, replication: $0)
                return Double(lost(counts)) / Double(counts.calls) / expected
            })
    }

    /// Each by Student's t with 11 degrees of freedom at |t| < 7.5: P = 1.2·10⁻⁵, below 10⁻⁴ for the eight queues here and below. The
    /// empty start and the end cost less than 0.4 % of a queue's 3,000 calls. The bias of all queues together is judged by the mean of their
    /// ratios, whose error is below 1.3 %: at 5 of them and 0.4 %, one of 10 % is seen with probability 0.99.
    private func judge(_ ratios: [(mean: Double, error: Double)]) {
        for ratio in ratios { #expect(abs(ratio.mean - 1) < 7.5 * ratio.error + 0.004, "\(ratio)") }
        let count = Double(ratios.count)
        let mean = ratios.reduce(0) { $0 + $1.mean } / count
        let error = ratios.reduce(0) { $0 + $1.error * $1.error }.squareRoot() / count
        #expect(abs(mean - 1) < 5 * error + 0.004, "\(mean) ± \(error)")
        #expect(error < 0.013, "the test has lost its power: \(ratios)")
    }

    /// Seen to fail with a patience twice as long.
    @Test func callsAreGivenUpAsErlangASays() throws {
        judge(
            try [(1, 0.9, 0.1), (1, 1.5, 0.3), (4, 0.9, 0.1), (4, 1.2, 0.2)].map { agents, load, patience in
                var scenario = try scenario(agents: agents, load: load, calls: 3000)
                scenario.support.patience = Delay(hours: try .exponential(mean: patience))
                let expected = try ErlangFormulas.erlangA(
                    arrivalRate: load * Double(agents) / Self.service, serviceRate: 1 / Self.service,
                    abandonmentRate: 1 / patience, servers: agents)
                return try ratio(scenario, to: expected.abandonment) { $0.abandoned }
            })
    }

    /// Centres without a place to wait. Seen to fail with one.
    @Test func callsAreBlockedAsErlangBSays() throws {
        judge(
            try [(1, 0.5), (1, 2.0), (5, 0.8), (5, 1.5)].map { agents, load in
                var scenario = try scenario(agents: agents, load: load, calls: 3000)
                scenario.support.centres[0].waitingPlaces = 0
                let expected = try ErlangFormulas.erlangB(servers: agents, offeredLoad: load * Double(agents))
                return try ratio(scenario, to: expected) { $0.blocked }
            })
    }

    /// Callers who call again with probability p at each loss, after a pause of fifty mean services, meet a system that has forgotten them:
    /// with B the loss of Erlang B under the load of all calls, each makes 1 / (1 − p·B) calls in the mean. That the pauses are finite costs
    /// the loss below 1 %, and the start, when nobody calls again yet, another 1 % of 200 pauses: at 7.5 standard errors (P = 1.2·10⁻⁵)
    /// and 2 %, a bias of 12 % is seen with probability 0.99. Seen to fail with a chance of 0.4.
    @Test func retrialsAfterLongPausesMakeTheLoadOfAllCalls() throws {
        var scenario = try scenario(agents: 2, load: 0.6, calls: 12_000)
        scenario.support.centres[0].waitingPlaces = 0
        scenario.support.retrial = Retrial(chance: 0.8, pause: Delay(hours: try .exponential(mean: 5)))
        var load = 1.2
        for _ in 0..<200 {
            let blocking = try ErlangFormulas.erlangB(servers: 2, offeredLoad: load)
            load = 1.2 / (1 - 0.8 * blocking)
        }
        let expected = try ErlangFormulas.erlangB(servers: 2, offeredLoad: load)
        let found = try ratio(scenario, to: expected) { $0.blocked }
        #expect(abs(found.mean - 1) < 7.5 * found.error + 0.02, "\(found)")
        #expect(found.error < 0.01, "the test has lost its power: \(found)")
    }
}
