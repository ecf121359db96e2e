// Waits at a support centre, through whole scenarios: against the same queue solved by recursion, and against Erlang C.

import CivilTime
import RandomStreams
import Rollouts
import Statistics
import Testing

@Suite struct SupportQueueTests {
    /// Mean service time in hours.
    private static let service = 0.1

    /// A centre of so many agents, day and night, with unrelated cases only: M/M/c from an empty start, for so many expected cases.
    private func scenario(agents: Int, utilisation: Double, cases: Double) throws -> Scenario {
        let perHour = utilisation * Double(agents) / Self.service
        var scenario = try PlainWorld.scenario(horizon: .hours(cases / perHour))
        scenario.support.centres[0].shifts = [SupportShift(calendar: "always", firstLine: agents, secondLine: 0)]
        scenario.support.centres[0].unrelatedPerHour = perHour
        scenario.support.unrelated = Delay(hours: try .exponential(mean: Self.service))
        return scenario
    }

    /// The mean wait in hours of the cases that start before the horizon, by the recursion of Kiefer and Wolfowitz (Transactions of
    /// the AMS 78, 1955): a case waits for the agent who is free first.
    private func recursion(_ scenario: Scenario, agents: Int, replication: UInt32) -> Double {
        let draws = DrawSource(seed: 20_220_621, replication: replication)
        let arrivals = Purpose("support/unrelated-arrivals", "desk")
        let services = Purpose("support/unrelated-service", "desk")
        let ticksPerHour = 3.6e9
        let horizon = scenario.clock.horizon.microseconds
        let gapMean = ticksPerHour / scenario.support.centres[0].unrelatedPerHour
        var free = Array(repeating: Int64(0), count: agents)
        var arrival: Int64 = 0
        var waits = 0.0
        var started = 0
        while true {
            let position = UInt32(started)
            let gap = -ReproducibleMath.log(draws.uniform(arrivals, entity: 0, position: position)) * gapMean
            arrival += Int64(gap.rounded())
            var first = 0
            for agent in free.indices where free[agent] < free[first] { first = agent }
            let start = max(arrival, free[first])
            guard start < horizon else { return waits / Double(started) }
            waits += Double(start - arrival) / ticksPerHour
            started += 1
            let length =
                -ReproducibleMath.log(onePlus: -draws.uniform(services, entity: 0, position: position)) * Self.service
            free[first] = start + Int64((length * ticksPerHour).rounded())
        }
    }

    static let queues = [1, 2, 5].flatMap { agents in [0.5, 0.7, 0.9].map { (agents, $0) } }

    /// The same arrivals and services give the same waits, case by case. No false alarms, and power against every bias: seen to fail with
    /// services, and with gaps, 0.1 % too long, and with one agent more.
    @Test(arguments: queues)
    func waitsAreThoseOfTheRecursionOnTheSameDraws(agents: Int, utilisation: Double) throws {
        let scenario = try scenario(agents: agents, utilisation: utilisation, cases: 6000)
        let wait = PlainWorld.value("unrelated_wait_h", try Plan(scenario), replication: 7)
        let expected = recursion(scenario, agents: agents, replication: 7)
        #expect(expected > 0 && abs(wait - expected) < 1e-6 * expected, "\(wait), by recursion \(expected)")
    }

    /// Nine queues, 16 replications of 6,000 cases each, by Student's t with 15 degrees of freedom at |t| < 6.6: P = 8·10⁻⁶ each,
    /// 8·10⁻⁵ for the family. The runs start empty; a relaxation takes at most 80 cases at the utilisations here, which costs up to
    /// 1.5 % of the mean wait against standard errors of 2 to 6 %. A bias of all nine queues together is judged by the mean of
    /// their ratios, whose standard error is 1.5 %: at 5 of them and the 2 % of the empty start, 13 % are seen with probability
    /// 0.99. Finer biases are the recursion's to find, above. Seen to fail with one agent more.
    @Test func waitsFollowErlangC() throws {
        var ratios: [(mean: Double, error: Double)] = []
        for agents in [1, 2, 5] {
            for utilisation in [0.5, 0.65, 0.8] {
                let plan = try Plan(try scenario(agents: agents, utilisation: utilisation, cases: 6000))
                let expected = try ErlangFormulas.meanWaitMMc(
                    arrivalRate: utilisation * Double(agents) / Self.service, serviceRate: 1 / Self.service,
                    servers: agents)
                let ratio = PlainWorld.meanAndError(
                    (0..<16 as Range<UInt32>).map {
                        PlainWorld.value("unrelated_wait_h", plan, replication: $0) / expected
                    })
                #expect(abs(ratio.mean - 1) < 6.6 * ratio.error, "\(agents) at \(utilisation): \(ratio)")
                #expect(ratio.error < 0.1, "the test has lost its power")
                ratios.append(ratio)
            }
        }
        let mean = ratios.reduce(0) { $0 + $1.mean } / 9
        let error = ratios.reduce(0) { $0 + $1.error * $1.error }.squareRoot() / 9
        #expect(abs(mean - 1) < 5 * error + 0.02 && error < 0.02, "\(mean) ± \(error)")
    }

    /// Case by case in the order of arrival: incident reports of a contract are taken before the unrelated ones that wait, and those
    /// of one contract in the order in which they came. One agent, services of one hour, everyone there at once.
    @Test func casesOfABetterContractAreTakenFirst() throws {
        var scenario = try PlainWorld.scenario(horizon: .hours(30))
        scenario.support.centres[0].shifts[0].secondLine = 0
        scenario.support.firstLine = PlainWorld.delay(1)
        scenario.support.knownError = PlainWorld.delay(1)
        for contract in SupportContract.allCases {
            var segment = try PlainWorld.segment(
                contract.rawValue, platform: "faulty", customers: 3, fleet: 1, relayPoll: .seconds(1),
                endpointPoll: .seconds(1))
            segment.staff.reportProbability = 1
            segment.contract = contract
            scenario.segments.append(segment)
        }
        let (events, _) = Trace.run(try Plan(scenario), seed: 1, replication: 0)
        let done = events.filter { $0.event == .firstLineDone }.map { $0.customer.prefix { $0 != "/" } }
        #expect(done.count == 9)
        // The first to report is taken whoever it is; then by contract.
        let rest = Array(done.dropFirst())
        let order = ["critical-account", "premium", "standard"]
        let places = rest.map { name in order.firstIndex { $0 == name } ?? 9 }
        #expect(places == places.sorted(), "\(done)")
    }
}
