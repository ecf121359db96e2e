// Summaries: what is counted, what is averaged, and what the horizon does to both.

import Rollouts
import Testing

@testable import Experiments

@Suite("Summary")
struct SummaryTests {
    private let hours = Metric(id: "time_h", unit: .hours, meaning: "A time.")
    private let share = Metric(id: "happened", unit: .share, meaning: "An event.")

    @Test("mean, deviation, t-interval and quantiles of 1…5 are those of the textbook")
    func smallSampleMeetsTheTextbook() throws {
        let summary = try Summary(policy: "p", metric: hours, sample: [5, 1, 4, 2, 3])
        #expect(summary.n == 5 && summary.censored == 0)
        #expect(summary.mean == 3)
        #expect(abs(try #require(summary.standardDeviation) - 2.5.squareRoot()) < 1e-15)
        // t(0.975; 4) = 2.776445105, so the half-width is 2.776445105 · √(2.5/5).
        #expect(abs(try #require(summary.interval).high - 4.963243161) < 1e-8)
        #expect(summary.intervalMethod == .studentT)
        #expect(summary.p50 == 3)
        #expect(abs(try #require(summary.p05) - 1.2) < 1e-12)
        #expect(abs(try #require(summary.p95) - 4.8) < 1e-12)
        #expect(summary.tailMean == 5)
    }

    @Test("a replication without a value is not counted: a time to halt is averaged over those that halted")
    func replicationsWithoutAValueAreLeftOut() throws {
        let summary = try Summary(policy: "p", metric: hours, sample: [2, MetricValue.none, 4, MetricValue.none])
        #expect(summary.n == 2 && summary.censored == 0)
        #expect(summary.mean == 3)
    }

    @Test("one censored replication takes the mean away, and no quantile that does not fall on it")
    func censoredReplicationsAreNeverAveraged() throws {
        let sample = (1...99).map(Double.init) + [MetricValue.censored]
        let summary = try Summary(policy: "p", metric: hours, sample: sample)
        #expect(summary.n == 100 && summary.censored == 1)
        #expect(summary.mean == nil && summary.standardDeviation == nil && summary.interval == nil)
        #expect(summary.intervalMethod == nil && summary.tailMean == nil)
        #expect(summary.p50 == 50.5)
        #expect(summary.p95 != nil)
        #expect(summary.medianInterval != nil)
    }

    @Test("a quantile that falls on a censored value is empty")
    func quantilesOnCensoredValuesAreEmpty() throws {
        let sample = [1, 2, 3, 4, MetricValue.censored, MetricValue.censored]
        let summary = try Summary(policy: "p", metric: hours, sample: sample)
        #expect(summary.p05 != nil && summary.p50 == 3.5 && summary.p95 == nil)
        let allCut = try Summary(policy: "p", metric: hours, sample: [MetricValue.censored, MetricValue.censored])
        #expect(allCut.n == 2 && allCut.censored == 2)
        #expect(allCut.p05 == nil && allCut.p50 == nil && allCut.p95 == nil)
    }

    @Test("an event that happened or not has Wilson's interval, which never leaves 0…1")
    func eventsHaveWilsonIntervals() throws {
        let summary = try Summary(policy: "p", metric: share, sample: [0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
        #expect(summary.intervalMethod == .wilson)
        // Wilson, 1 of 10, z = 1.959964: 0.017876 … 0.404150.
        let interval = try #require(summary.interval)
        #expect(abs(interval.low - 0.017876) < 1e-6 && abs(interval.high - 0.404150) < 1e-6)
        let partial = try Summary(policy: "p", metric: share, sample: [0, 0.5, 1])
        #expect(partial.intervalMethod == .studentT)
        let count = Metric(id: "n", unit: .count, meaning: "A count.")
        #expect(try Summary(policy: "p", metric: count, sample: [0, 1, 1]).intervalMethod == .studentT)
    }

    @Test("a t-interval from equal values or few events is marked, Wilson's interval is not")
    func doubtfulIntervalsAreMarked() throws {
        func doubt(_ metric: Metric, _ sample: [Double]) throws -> String? {
            try Summary(policy: "p", metric: metric, sample: sample).intervalDoubt?.rawValue
        }
        let rare = (0..<100).map { $0 < 3 ? 1.0 : 0 }
        #expect(try doubt(hours, rare) == "skewed")
        #expect(try doubt(share, rare) == nil)
        #expect(try doubt(hours, Array(repeating: 0, count: 100)) == "constant")
        #expect(try doubt(hours, [1, 2]) == "few")
        #expect(try doubt(hours, (0..<100).map(Double.init)) == nil)
        #expect(try doubt(hours, [1]) == nil)
        #expect(try doubt(hours, rare + [MetricValue.censored]) == nil)
    }

    @Test("no replication and one replication have nothing undefined written for them")
    func emptyAndSingleSamplesAreSaid() throws {
        let empty = try Summary(policy: "p", metric: hours, sample: [MetricValue.none])
        #expect(empty.n == 0 && empty.mean == nil && empty.p50 == nil && empty.interval == nil)
        let single = try Summary(policy: "p", metric: hours, sample: [7])
        #expect(single.n == 1 && single.mean == 7 && single.p50 == 7)
        #expect(single.standardDeviation == nil && single.interval == nil && single.intervalMethod == nil)
    }

    @Test("summaries stand in the order of policies and metrics, each over its own column")
    func summariesFollowTheTable() throws {
        let table = try #require(
            ResultTable(
                policies: ["a", "b"], metrics: [hours, share], replications: 2, values: [1, 0, 3, 1, 2, 0, 5, 1]))
        let summaries = try Summary.all(of: table)
        #expect(summaries.map(\.policy) == ["a", "a", "b", "b"])
        #expect(summaries.map(\.metric.id) == ["time_h", "happened", "time_h", "happened"])
        #expect(summaries.map(\.mean) == [1.5, 0, 4, 1])
        #expect(ResultTable(policies: ["a"], metrics: [hours], replications: 2, values: [1]) == nil)
    }
}
