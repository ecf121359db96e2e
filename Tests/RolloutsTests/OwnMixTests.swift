// Mixes that vary from customer to customer: by Dirichlet's law, and on every path on which a common mix is used.

import CivilTime
import EventKernel
import Foundation
import RandomStreams
import Testing

@testable import Rollouts

@Suite struct OwnMixTests {
    /// Numbers of customers by how many of their ten endpoints are of the affected platform, of share 0.3.
    private func histogram(concentration: Double?) throws -> [Double] {
        var scenario = try SmallWorld.scenario(customers: 4000, fleet: 10, affectedShare: 0.3)
        scenario.clock.horizon = .hours(2)
        scenario.segments[0].mixConcentration = concentration
        let plan = try Plan(scenario)
        var simulation = Simulation(plan, log: NoEventLog())
        simulation.run(plan, seed: 2022, replication: 0)
        var counts = Array(repeating: 0.0, count: 11)
        for resident in simulation.residents { counts[Int(resident.affected)] += 1 }
        return counts
    }

    /// The probabilities of the beta-binomial law: 10 endpoints, a share of mean 0.3.
    private func betaBinomial(_ concentration: Double) -> [Double] {
        func logBeta(_ a: Double, _ b: Double) -> Double { lgamma(a) + lgamma(b) - lgamma(a + b) }
        let (a, b) = (0.3 * concentration, 0.7 * concentration)
        return (0...10).map { k in
            let ways = lgamma(11) - lgamma(Double(k) + 1) - lgamma(11 - Double(k))
            return exp(ways + logBeta(a + Double(k), b + 10 - Double(k)) - logBeta(a, b))
        }
    }

    private func chiSquare(_ counts: [Double], _ law: [Double]) -> Double {
        let total = counts.reduce(0, +)
        return zip(counts, law).reduce(0) { sum, cell in
            let expected = total * cell.1
            return sum + (cell.0 - expected) * (cell.0 - expected) / expected
        }
    }

    /// The count of a platform at a customer is beta-binomial. Chi-square with 10 degrees of freedom below 55: P = 3·10⁻⁸. Power: the
    /// same customers are told from those of a concentration twice as large, and from a common mix.
    @Test(arguments: [0.5, 2, 20])
    func sharesOfCustomersFollowDirichletsLaw(concentration: Double) throws {
        let counts = try histogram(concentration: concentration)
        #expect(chiSquare(counts, betaBinomial(concentration)) < 55)
        #expect(chiSquare(counts, betaBinomial(concentration * 2)) > 55)
        #expect(chiSquare(try histogram(concentration: nil), betaBinomial(concentration)) > 55)
    }

    /// A world with platforms at risk, known to the kill switch and, if so, kept from the content, canaries of each, and a timeline by
    /// attribute.
    private func world(concentration: Double?, blocks: Bool) throws -> Scenario {
        var scenario = try SmallWorld.scenario(customers: 40, fleet: 50)
        scenario.attributes = [EndpointAttribute(id: "os", values: ["old", "new", "odd", "rare"])]
        scenario.platforms = ["old", "new", "odd", "rare"].map { Platform(id: $0, values: ["os": $0]) }
        scenario.segments[0].mix = ["old": 0.3, "new": 0.4, "odd": 0.2, "rare": 0.1]
        scenario.segments[0].mixConcentration = concentration
        scenario.clock.timelineBy = [.attribute("os")]
        scenario.qualityAssurance = QualityAssurance(
            covers: .not(.equals(attribute: "os", value: "odd")), detection: 0, blocksUncovered: blocks)
        scenario.release.defect.manifestation = 0.5
        scenario.response.killSwitch = KillSwitch(
            decision: SmallWorld.delay(0.5), propagation: SmallWorld.delay(0.2),
            appliesTo: .any([.equals(attribute: "os", value: "old"), .equals(attribute: "os", value: "rare")]))
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "canary", canary: .perPlatform(20), bake: .elapsed(.hours(3))), RolloutStage(id: "rest"),
        ])
        return scenario
    }

    /// The greater the concentration the nearer all customers are to the mean; with the greatest nothing is left between the two ways to
    /// count, endpoint by endpoint and in expectation, in every metric and at every instant.
    @Test func aGreatConcentrationIsTheMixItself() throws {
        var common = Replicator()
        var own = Replicator()
        let plan = try Plan(try world(concentration: nil, blocks: false))
        common.run(plan, seed: 2, replication: 1)
        own.run(try Plan(try world(concentration: 1e9, blocks: false)), seed: 2, replication: 1)
        for (index, metric) in plan.metrics.enumerated() {
            let (a, b) = (common.outcome[index], own.outcome[index])
            #expect(a == b || a.isNaN && b.isNaN || abs(a - b) < 1e-3 * abs(a), "\(metric.id): \(a), \(b)")
        }
        let furthest = zip(common.timeline, own.timeline).reduce(0) { max($0, abs($1.0 - $1.1)) }
        #expect(furthest < 0.2 && common.timeline.max() ?? 0 > 1000)
    }

    /// Whatever the customers' mixes, each group of the timeline has its endpoints from beginning to end, and no state less than none.
    @Test(arguments: [0.01, 0.5, 5])
    func groupsKeepTheirEndpoints(concentration: Double) throws {
        let plan = try Plan(try world(concentration: concentration, blocks: true))
        var replicator = Replicator()
        replicator.run(plan, seed: 3, replication: 0)
        let length = plan.timeline.instants.count
        var sizes: [String: [Float]] = [:]
        for (row, series) in plan.timeline.series.enumerated() where !series.attributes.isEmpty {
            for position in 0..<length {
                let number = replicator.timeline[row * length + position]
                #expect(number > -1e-3)
                sizes[series.attributes, default: Array(repeating: 0, count: length)][position] += number
            }
        }
        #expect(sizes.count == 4)
        for (group, numbers) in sizes {
            let first = numbers.first ?? 0
            #expect(numbers.allSatisfy { abs($0 - first) < 1e-2 }, "\(group)")
        }
        #expect(abs(sizes.values.reduce(0) { $0 + ($1.first ?? 0) } - 2000) < 0.1)
    }

    /// The groups of the timeline have the endpoints that each customer's own mix gives them, not those of the mean or of another customer.
    @Test func groupsAreDividedByEachCustomersMix() throws {
        var scenario = try world(concentration: 0.5, blocks: false)
        scenario.release.defects = []
        scenario.segments.append(scenario.segments[0])
        scenario.segments[1].id = "other"
        scenario.segments[1].stream = "other"
        let plan = try Plan(scenario)
        var simulation = Simulation(plan, log: NoEventLog())
        simulation.run(plan, seed: 5, replication: 0)
        var expected: [String: Double] = [:]
        for resident in simulation.residents {
            let cell = plan.cells[Int(resident.cell)]
            simulation.drawMix(cell: Int(resident.cell), number: resident.number)
            for place in cell.mix {
                let id = plan.scenario.platforms.sorted { $0.stream < $1.stream }[plan.mix[place].platform].id
                expected["os=" + id, default: 0] += Double(resident.fleet) * simulation.ownShares[place]
            }
        }
        let run = Run(plan, seed: 5)
        for (group, number) in expected {
            #expect(abs(Double(run.series(.current, attributes: group).first ?? 0) - number) < 0.01, "\(group)")
        }
        #expect(expected.count == 4 && abs((expected["os=new"] ?? 0) - 1600) > 50)
    }

    @Test(arguments: [
        (0.0, [:], "segment firm: the concentration of the mix is 0; expected 0.001 to 1000000000"),
        (-2, [:], "segment firm: the concentration of the mix is -2; expected 0.001 to 1000000000"),
        (
            3, ["old": 0.9],
            "segment firm: mixes that vary from customer to customer leave no room for presence"
        ),
    ])
    func mistakesAreRefused(concentration: Double, presence: [String: Double], message: String) throws {
        var scenario = try SmallWorld.scenario()
        scenario.segments[0].mixConcentration = concentration
        scenario.segments[0].presence = presence
        #expect(throws: PlanError(message)) { try Plan(scenario) }
    }
}
