// Paired comparisons: sign, pairs that cannot be formed, and policies that do not differ.

import Rollouts
import Statistics
import Testing

@testable import Experiments

@Suite("Comparison")
struct ComparisonTests {
    private let metric = Metric(id: "lost", unit: .endpointHours, meaning: "Hours.")

    private func compare(_ baseline: [Double], _ policy: [Double]) throws -> Comparison {
        try Comparison(policy: "p", baseline: "b", metric: metric, sample: policy, baselineSample: baseline)
    }

    @Test("the difference is policy - baseline, so that a policy that loses less is negative")
    func differenceIsPolicyMinusBaseline() throws {
        let comparison = try compare([10, 20, 30], [9, 18, 27])
        #expect(comparison.n == 3 && comparison.meanDifference == -2)
        #expect(abs(try #require(comparison.correlation) - 1) < 1e-12)
        // (100 + 81) / 1: the variances of the two sides over that of the difference.
        #expect(abs(try #require(comparison.varianceReduction) - 181) < 1e-9)
        // t(0.975; 2) = 4.302652730 and a standard error of 1/√3.
        #expect(abs(try #require(comparison.interval).low - -4.484137712) < 1e-8)
    }

    @Test("identical policies differ by exactly 0, with the interval 0…0 and nothing undefined")
    func identicalPoliciesDifferByExactlyZero() throws {
        let sample = [0.1, 0.7, 1e9, 3.3]
        let comparison = try compare(sample, sample)
        #expect(comparison.meanDifference == 0)
        #expect(comparison.interval?.low == 0 && comparison.interval?.high == 0)
        #expect(comparison.varianceReduction == nil)
        let constant = try compare([5, 5, 5], [5, 5, 5])
        #expect(constant.meanDifference == 0 && constant.correlation == nil && constant.varianceReduction == nil)
    }

    @Test("a difference that hangs on few pairs is marked, one that never varies is not")
    func differencesOfFewPairsAreMarked() throws {
        let base = (0..<100).map { Double($0 % 7) }
        let rare = base.enumerated().map { $0.offset < 3 ? $0.element - 50 : $0.element }
        #expect(try compare(base, rare).intervalDoubt == .skewed)
        #expect(try compare(base, base.map { $0 + 4 }).intervalDoubt == nil)
        #expect(try compare(base, base.reversed()).intervalDoubt == nil)
    }

    @Test("a censored pair leaves no mean difference, and is counted")
    func censoredPairsLeaveNoDifference() throws {
        let comparison = try compare([1, 2, MetricValue.censored, 4], [1, 1, 1, MetricValue.censored])
        #expect(comparison.n == 2 && comparison.censored == 2)
        #expect(comparison.meanDifference == nil && comparison.interval == nil && comparison.correlation == nil)
    }

    @Test("a replication in which one side has no value makes no pair")
    func replicationsWithoutAValueMakeNoPair() throws {
        let comparison = try compare([1, MetricValue.none, 3, MetricValue.none], [2, 9, 4, MetricValue.censored])
        #expect(comparison.n == 2 && comparison.censored == 0 && comparison.meanDifference == 1)
        let none = try compare([MetricValue.none], [MetricValue.none])
        #expect(none.n == 0 && none.meanDifference == nil)
        let single = try compare([1], [4])
        #expect(single.n == 1 && single.meanDifference == 3 && single.interval == nil)
    }

    @Test("without the baseline in the table there is nothing to compare")
    func noBaselineMeansNoComparisons() throws {
        let table = try #require(
            ResultTable(policies: ["a", "b"], metrics: [metric], replications: 2, values: [1, 2, 3, 5]))
        #expect(try Comparison.all(of: table, baseline: "elsewhere").isEmpty)
        let comparisons = try Comparison.all(of: table, baseline: "b")
        #expect(comparisons.map(\.policy) == ["a"] && comparisons[0].meanDifference == -1.5)
    }
}
