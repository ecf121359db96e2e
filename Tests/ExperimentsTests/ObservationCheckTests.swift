// Observations beside simulated values: inside, outside, and beyond the horizon.

import CivilTime
import Rollouts
import Testing

@testable import Experiments

@Suite("Observation check")
struct ObservationCheckTests {
    private let metric = Metric(id: "report_h", unit: .hours, meaning: "A time.", isInstant: true)

    private func check(_ value: Double, in sample: [Double], minus: [Double]? = nil) -> ObservationCheck {
        let observation = Observation(
            id: "o", statement: "s", metric: "report_h", minus: minus == nil ? nil : "other_h", value: value,
            tolerance: 0, source: "k", fitted: false)
        return ObservationCheck(
            observation: observation, policy: "p", metric: metric, sample: sample, subtracting: minus)
    }

    @Test("inside is p05 ≤ value ≤ p95, and the rank is the share below, ties by half")
    func centralNinetyPercentDecides() {
        let sample = (0...100).map(Double.init)
        #expect(check(5, in: sample).isInside == true)
        #expect(check(95, in: sample).isInside == true)
        #expect(check(4.9, in: sample).isInside == false)
        #expect(check(95.1, in: sample).isInside == false)
        #expect(check(50, in: sample).rank == 0.5)
        #expect(check(-1, in: sample).rank == 0)
    }

    @Test("an upper quantile beyond the horizon is larger than every value")
    func censoredUpperQuantileIsLargerThanEverything() {
        let sample = (1...8).map(Double.init) + [MetricValue.censored, MetricValue.censored]
        let inside = check(1000, in: sample)
        #expect(inside.p95 == nil && inside.censored == 2 && inside.n == 10 && inside.isInside == true)
        #expect(check(0, in: sample).isInside == false)
        // Here the quantile falls between the last value and the only censored one.
        let between = check(1000, in: (1...9).map(Double.init) + [MetricValue.censored])
        #expect(between.p95 == nil && between.isInside == true)
        #expect(check(5, in: [MetricValue.censored, MetricValue.censored]).isInside == false)
    }

    @Test("without values there is neither a rank nor a verdict")
    func noValuesNoVerdict() {
        let none = check(5, in: [MetricValue.none])
        #expect(none.n == 0 && none.rank == nil && none.isInside == nil && none.p50 == nil)
    }

    @Test("a difference is formed in each replication; one that only the second value cut off lies below everything")
    func differencesAreFormedPerReplication() {
        let sample = [10, 12, 14, MetricValue.none, 9, MetricValue.censored, MetricValue.censored]
        let other = [7, 8, 9, 1, MetricValue.censored, 2, MetricValue.censored]
        let result = check(4, in: sample, minus: other)
        // Differences 3, 4, 5, -∞ and +∞; the seventh replication is unknown.
        #expect(result.n == 6 && result.censored == 3)
        #expect(result.p50 == 4 && result.p05 == nil && result.p95 == nil)
        #expect(result.isInside == true)
        #expect(result.instant(ofHours: 4, start: Instant(microseconds: 0)) == nil)
    }

    @Test(
        "of the quantiles of a difference, those are below everything that fall on replications in which only the second was cut"
    )
    func quantilesBelowEverything() {
        let never = MetricValue.censored
        func below(_ sample: [Double], minus other: [Double]) -> Int {
            check(0, in: sample, minus: other).quantilesBelow
        }
        #expect(below([1, 2, 3], minus: [1, 1, 1]) == 0)
        #expect(below([1, 2, 3, 4], minus: [1, 1, 1, never]) == 1)
        #expect(below([1, 2, 3, 4, 5], minus: [1, 1, never, never, never]) == 2)
        #expect(below([1, 2, 3], minus: [never, never, never]) == 3)
        // Larger than everything, and unknown.
        #expect(below([never, never, 3], minus: [1, 1, 1]) == 0)
        #expect(below([never, never], minus: [never, never]) == 0)
    }

    @Test("a value of a point in time is shown as the instant that it stands for")
    func pointsInTimeAreInstants() throws {
        let start = try Instant(parsing: "2022-06-20T22:00Z")
        #expect(check(12, in: [1]).instant(ofHours: 12, start: start)?.iso8601 == "2022-06-21T10:00:00Z")
    }
}
