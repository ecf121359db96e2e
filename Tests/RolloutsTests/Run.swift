// One replication with its numbers by name, for tests that speak of metrics.

import CivilTime

@testable import Rollouts

/// What a replication ended in.
struct Run {
    let plan: Plan
    let outcome: [Double]
    let timeline: [Float]

    init(_ plan: Plan, seed: UInt64 = 2022, replication: UInt32 = 0) {
        var replicator = Replicator()
        replicator.run(plan, seed: seed, replication: replication)
        self.plan = plan
        outcome = replicator.outcome
        timeline = replicator.timeline
    }

    init(_ scenario: Scenario, seed: UInt64 = 2022, replication: UInt32 = 0) throws {
        self.init(try Plan(scenario), seed: seed, replication: replication)
    }

    /// The value of a metric; NaN where the plan has no such metric.
    subscript(_ metric: String) -> Double {
        plan.metrics.firstIndex { $0.id == metric }.map { outcome[$0] } ?? .nan
    }

    /// The metrics by name.
    var values: [String: Double] {
        Dictionary(zip(plan.metrics.map(\.id), outcome), uniquingKeysWith: { first, _ in first })
    }

    /// A series of the timeline; empty where there is none.
    func series(_ state: TimelineState, region: String = "", attributes: String = "") -> [Float] {
        let series = TimelineSeries(state: state.name, region: region, attributes: attributes)
        guard let row = plan.timeline.series.firstIndex(of: series) else {
            return []
        }
        let length = plan.timeline.instants.count
        return Array(timeline[row * length..<(row + 1) * length])
    }
}

/// Whether two outcomes are the same numbers, where "no value" equals "no value".
func sameNumbers(_ left: [Double], _ right: [Double]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
}

/// The mean of a sample and its standard error.
func meanAndError(_ sample: [Double]) -> (mean: Double, error: Double) {
    let n = Double(sample.count)
    let mean = sample.reduce(0, +) / n
    let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    return (mean, (variance / n).squareRoot())
}
