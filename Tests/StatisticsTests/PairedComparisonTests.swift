// Paired differences, their intervals, and what the pairing gained.

import Testing

@testable import Statistics

struct PairedComparisonTests {
    /// Protects the formulas on numbers worked by hand: differences −1, 1, 0, 2 with variance 5/3; variances of the sides 5/3 and 6,
    /// covariance 3. Student's critical value for three degrees of freedom is 3.182446.
    @Test func comparisonIsThatOfTheTextbook() throws {
        let comparison = try #require(PairedComparison(baseline: [1, 2, 3, 4], alternative: [0, 3, 3, 6]))
        #expect(comparison.n == 4)
        #expect(comparison.meanDifference == 0.5)
        #expect(abs(try #require(comparison.correlation) - 3 / 10.0.squareRoot()) < 1e-14)
        #expect(abs(try #require(comparison.varianceReduction) - 4.6) < 1e-13)
        let interval = try comparison.interval(confidence: 0.95)
        let half = 3.182446305284 * (5.0 / 12).squareRoot()
        #expect(abs(interval.low - (0.5 - half)) < 1e-11)
        #expect(abs(interval.high - (0.5 + half)) < 1e-11)
    }

    /// Protects invariant 5 of the experiments: two identical policies differ by exactly 0, and nothing is NaN.
    @Test(arguments: [[0.1, 0.2, 0.7], [5, 5, 5], [1e300, -1e300, 3], [0, 0]])
    func identicalSamplesDifferByExactlyZero(_ values: [Double]) throws {
        guard let comparison = PairedComparison(baseline: values, alternative: values) else {
            #expect(values.contains(1e300), "only a variance beyond the range of Double may refuse")
            return
        }
        #expect(comparison.meanDifference == 0)
        #expect(try comparison.interval(confidence: 0.95) == Interval(low: 0, high: 0))
        #expect(comparison.varianceReduction == nil)
        let constant = Set(values).count == 1
        #expect((comparison.correlation == nil) == constant)
        if let correlation = comparison.correlation { #expect(abs(correlation - 1) < 1e-15) }
    }

    /// Protects against made-up correlations: a side that does not vary has none.
    @Test func constantSidesHaveNoCorrelation() throws {
        let comparison = try #require(PairedComparison(baseline: [3, 3, 3], alternative: [1, 2, 3]))
        #expect(comparison.correlation == nil)
        #expect(comparison.varianceReduction == 1)
        let both = try #require(PairedComparison(baseline: [3, 3], alternative: [5, 5]))
        #expect(both.meanDifference == 2)
        #expect(both.correlation == nil && both.varianceReduction == nil)
        #expect(try both.interval(confidence: 0.95) == Interval(low: 2, high: 2))
    }

    /// Protects the caller from comparing what cannot be compared.
    @Test func samplesThatDoNotPairAreRefused() {
        #expect(PairedComparison(baseline: [], alternative: []) == nil)
        #expect(PairedComparison(baseline: [1], alternative: [2]) == nil)
        #expect(PairedComparison(baseline: [1, 2], alternative: [1, 2, 3]) == nil)
        #expect(PairedComparison(baseline: [1, .nan], alternative: [1, 2]) == nil)
        #expect(PairedComparison(baseline: [1, 2], alternative: [1, .infinity]) == nil)
        #expect(PairedComparison(baseline: [.infinity, 1], alternative: [.infinity, 1]) == nil)
        #expect(PairedComparison(baseline: [1.7e308, 0], alternative: [-1.7e308, 0]) == nil)
        let comparison = PairedComparison(baseline: [1, 2], alternative: [2, 1])
        #expect(throws: StatisticsError.self) { try comparison?.interval(confidence: 0) }
    }

    /// Protects the order of the sides and the meaning of the sign: alternative minus baseline.
    @Test func exchangingTheSidesChangesOnlyTheSign() throws {
        var generator = TestGenerator(seed: 4)
        let a = (0..<50).map { _ in generator.normal() }
        let b = a.map { 0.8 * $0 + 0.3 * generator.normal() + 1 }
        let forward = try #require(PairedComparison(baseline: a, alternative: b))
        let backward = try #require(PairedComparison(baseline: b, alternative: a))
        #expect(forward.meanDifference == -backward.meanDifference)
        #expect(forward.meanDifference > 0.5)
        #expect(forward.correlation == backward.correlation)
        #expect(forward.varianceReduction == backward.varianceReduction)
        #expect(try #require(forward.varianceReduction) > 5)
    }

    /// Protects the confidence of paired intervals under strong correlation. False-alarm rate 6·10⁻⁷; an interval that ignored the
    /// pairing would cover nearly always, and is found with certainty.
    @Test func pairedIntervalsCoverTheDifferenceAsOftenAsTheySay() throws {
        var generator = TestGenerator(seed: 5)
        var hits = 0
        for _ in 0..<10_000 {
            var (a, b): ([Double], [Double]) = ([], [])
            for _ in 0..<12 {
                let shared = generator.normal()
                a.append(shared)
                b.append(shared + 0.5 + 0.2 * generator.normal())
            }
            let comparison = try #require(PairedComparison(baseline: a, alternative: b))
            if try comparison.interval(confidence: 0.9).contains(0.5) { hits += 1 }
        }
        #expect(abs(coverageZ(hits, of: 10_000, 0.9)) < 5)
    }
}
