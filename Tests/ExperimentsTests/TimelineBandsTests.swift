// Bands through time: quantiles over replications, and how many replications they are made of.

import Rollouts
import Testing

@testable import Experiments

@Suite("Timeline bands")
struct TimelineBandsTests {
    @Test("the states of the world sum to the fleet in the mean, at every instant and under every policy")
    func meansOfStatesSumToTheFleet() throws {
        let experiment = try Experiment(ExampleStudy.study())
        let results = try experiment.run(threads: 2)
        let fleet = try #require(
            try Summary.all(of: results.table).first { $0.metric.id == "fleet_endpoints" }?.mean)
        let states = Set(TimelineState.allCases.map(\.name))
        #expect(results.timeline.map(\.policy) == results.table.policies)
        for bands in results.timeline {
            let world = bands.series.indices.filter {
                bands.series[$0].region.isEmpty && states.contains(bands.series[$0].state)
            }
            for instant in bands.instants.indices {
                let sum = world.reduce(0.0) { $0 + Double(bands.band(series: $1, instant: instant).mean) }
                // Single precision: seven digits of each of six states.
                #expect(abs(sum - fleet) < fleet * 1e-5)
            }
        }
    }

    @Test("quantiles of every cell are those of its own column")
    func bandsAreQuantilesOfTheirColumn() throws {
        let layout = try Experiment(ExampleStudy.study()).plans[0].timeline
        let cells = layout.instants.count * layout.series.count
        // Policy p, cell c and replication r hold c + 1000 p + r, r = 0…20 in a scrambled order.
        let order = (0...20).map { $0 * 8 % 21 }
        var courses: [Float] = []
        for replication in order {
            for policy in 0..<2 { courses += (0..<cells).map { Float($0 + 1000 * policy + replication) } }
        }
        let bands = try TimelineBands.all(
            of: courses, replications: 21, policies: ["a", "b"], layout: layout, threads: 3,
            cancellation: Cancellation())
        for policy in 0..<2 {
            for cell in 0..<cells {
                let base = Float(cell + 1000 * policy)
                #expect(
                    bands[policy].bands[cell]
                        == TimelineBands.Band(mean: base + 10, p05: base + 1, p50: base + 10, p95: base + 19))
            }
        }
    }

    @Test("between two replications a quantile is interpolated, as in every other table")
    func bandsInterpolateAsSummariesDo() throws {
        let layout = try Experiment(ExampleStudy.study()).plans[0].timeline
        let cells = layout.instants.count * layout.series.count
        let values: [Float] = [7, 1, 10, 4, 2, 9, 3, 8, 5, 6]
        let bands = try TimelineBands.all(
            of: values.flatMap { [Float](repeating: $0, count: cells) }, replications: 10, policies: ["a"],
            layout: layout, threads: 1, cancellation: Cancellation())
        // R's quantile(1:10, c(0.05, 0.5, 0.95)).
        let expected = TimelineBands.Band(mean: 5.5, p05: 1.45, p50: 5.5, p95: 9.55)
        #expect(bands[0].bands.allSatisfy { $0 == expected })
    }

    @Test(
        "the replications kept depend on the size of the timeline alone, are at least 20, and never more than there are"
    )
    func keptReplicationsAreBounded() {
        #expect(TimelineBands.replicationsKept(of: 1000, cells: 1000) == 1000)
        #expect(TimelineBands.replicationsKept(of: 1_000_000, cells: 1000) == 16_777)
        #expect(TimelineBands.replicationsKept(of: 1_000_000, cells: 100_000_000) == 20)
        #expect(TimelineBands.replicationsKept(of: 5, cells: 100_000_000) == 5)
        #expect(TimelineBands.replicationsKept(of: 5, cells: 0) == 0)
    }
}
