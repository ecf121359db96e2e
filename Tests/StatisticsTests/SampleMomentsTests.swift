// Moments are right, stable, mergeable and silent where there is nothing to say.

import Foundation
import Testing

@testable import Statistics

struct SampleMomentsTests {
    /// Protects the formulas; the references are SciPy's (`skew(bias=False)`, `var(ddof=1)`), the tolerance a few roundings.
    @Test func momentsAreThoseOfTheTextbook() throws {
        let moments = SampleMoments([2, 4, 4, 4, 5, 5, 7, 9])
        #expect(moments.count == 8)
        #expect(moments.mean == 5)
        #expect(abs(try #require(moments.variance) - 4.571428571428571) < 1e-14)
        #expect(abs(try #require(moments.standardDeviation) - 4.571428571428571.squareRoot()) < 1e-14)
        #expect(abs(try #require(moments.standardError) - (4.571428571428571 / 8).squareRoot()) < 1e-14)
        #expect(abs(try #require(moments.skewness) - 0.8184875533567996) < 1e-13)
        #expect(abs(try #require(SampleMoments([1, 1, 2, 3, 5, 8, 13, 21]).skewness) - 1.4006473756967055) < 1e-13)
    }

    /// Protects empty tables: what is not defined is absent, not zero and not NaN.
    @Test func whatTooFewValuesDoNotDefineIsAbsent() throws {
        let none = SampleMoments()
        #expect(none.count == 0 && none.mean == nil && none.variance == nil && none.standardError == nil)
        let one = SampleMoments([3])
        #expect(one.mean == 3 && one.variance == nil && one.standardDeviation == nil && one.skewness == nil)
        #expect(SampleMoments([3, 4]).skewness == nil)
        #expect(try meanInterval(of: none, confidence: 0.95) == nil)
        #expect(try meanInterval(of: one, confidence: 0.95) == nil)
    }

    /// Protects the promise that a sample without spread has none, to the last bit.
    @Test(arguments: [0, 0.1, -1e300, 1e-300, 1.0 / 3])
    func constantsHaveNoSpread(_ value: Double) throws {
        let moments = SampleMoments(repeatElement(value, count: 1_000))
        #expect(moments.mean == value)
        #expect(moments.variance == 0)
        #expect(moments.skewness == nil)
        #expect(try meanInterval(of: moments, confidence: 0.95) == Interval(low: value, high: value))
    }

    /// Protects against cancellation: a spread of 1 on a mean of 10⁹ keeps its digits (naive sums of squares keep none).
    @Test func smallSpreadOnALargeMeanKeepsItsDigits() throws {
        let small = SampleMoments((0..<1_000).map { Double($0 % 7) })
        let shifted = SampleMoments((0..<1_000).map { 1e9 + Double($0 % 7) })
        #expect(abs(try #require(shifted.variance) - (try #require(small.variance))) < 1e-6)
        #expect(abs(try #require(shifted.skewness) - (try #require(small.skewness))) < 1e-5)
    }

    /// Protects sharded runs: merged moments are those of the whole, wherever the cut is.
    @Test(arguments: [0, 1, 2, 37, 99, 100])
    func mergingGivesTheMomentsOfTheWhole(_ cut: Int) throws {
        var generator = TestGenerator(seed: 1)
        let values = (0..<100).map { _ in 50 + generator.exponential() }
        let whole = SampleMoments(values)
        var merged = SampleMoments(values[..<cut])
        merged.merge(SampleMoments(values[cut...]))
        #expect(merged.count == whole.count)
        #expect(abs(try #require(merged.mean) - (try #require(whole.mean))) < 1e-12)
        #expect(abs(try #require(merged.variance) - (try #require(whole.variance))) < 1e-12)
        #expect(abs(try #require(merged.skewness) - (try #require(whole.skewness))) < 1e-10)
    }

    /// Protects output files from NaN and infinity, whatever came in.
    @Test(arguments: [[.infinity, 1, 2], [.nan, 1, 2], [1, -.infinity, .infinity], [1.7e308, -1.7e308, 1.7e308]])
    func valuesThatAreNotNumbersMakeStatisticsAbsent(_ values: [Double]) throws {
        let moments = SampleMoments(values)
        #expect(moments.count == 3)
        for statistic in [moments.mean, moments.variance, moments.standardError, moments.skewness] {
            #expect(statistic?.isFinite ?? true)
        }
        #expect(moments.variance == nil)
        #expect(try meanInterval(of: moments, confidence: 0.95) == nil)
    }

    /// Protects the interval's arithmetic, against SciPy's `t.interval`.
    @Test func meanIntervalIsStudents() throws {
        let interval = try #require(
            try meanInterval(of: SampleMoments([1, 1, 2, 3, 5, 8, 13, 21]), confidence: 0.95))
        #expect(abs(interval.low - 0.8426634234537786) < 1e-10)
        #expect(abs(interval.high - 12.657336576546221) < 1e-10)
        #expect(abs(interval.halfWidth - 5.907336576546221) < 1e-10)
        #expect(interval.contains(6.75) && interval.contains(interval.low) && !interval.contains(0.84))
        #expect(throws: StatisticsError.self) { try meanInterval(of: SampleMoments([1, 2]), confidence: 1) }
    }

    /// Protects the confidence that intervals claim, on normal samples of ten. False-alarm rate 6·10⁻⁷; the normal critical
    /// value in place of Student's covers 0.918 and is found with certainty (z = −21).
    @Test func meanIntervalCoversTheMeanAsOftenAsItSays() throws {
        var generator = TestGenerator(seed: 2)
        var hits = 0
        for _ in 0..<20_000 {
            let moments = SampleMoments((0..<10).map { _ in 3 + 2 * generator.normal() })
            if try #require(try meanInterval(of: moments, confidence: 0.95)).contains(3) { hits += 1 }
        }
        #expect(abs(coverageZ(hits, of: 20_000, 0.95)) < 5)
    }
}
