// Quantiles, ranks and tails are the standard ones, also where values are censored.

import CGSL
import Testing

@testable import Statistics

struct OrderedSampleTests {
    let ten = OrderedSample([7, 1, 10, 4, 2, 9, 3, 8, 5, 6])

    /// Protects the definition: R's `quantile(1:10, p)` (type 7).
    @Test func quantilesInterpolateAsTypeSeven() throws {
        #expect(ten.values == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        for (p, expected) in [(0, 1), (0.05, 1.45), (0.25, 3.25), (0.5, 5.5), (0.9, 9.1), (1, 10)] {
            #expect(abs(try #require(ten.quantile(p)) - expected) < 1e-14)
        }
        #expect(OrderedSample([42]).quantile(0.3) == 42)
        #expect(OrderedSample.quantile(0.25, ofAscending: [1, 2, 4, 8] as [Float]) == 1.75)
        #expect(OrderedSample.quantile(0.25, ofAscending: [] as [Float]) == nil)
        #expect(OrderedSample([-1.7e308, 1.7e308]).quantile(0.5) == 0)
    }

    /// Protects empty fields: no value is better than a wrong one.
    @Test func quantilesThatDoNotExistAreAbsent() {
        #expect(OrderedSample([]).quantile(0.5) == nil)
        for p in [-0.1, 1.1, .nan, .infinity] { #expect(ten.quantile(p) == nil) }
    }

    /// Protects censored outcomes: the known part of the sample keeps its quantiles, the unknown has none.
    @Test func censoredValuesLeaveTheQuantilesBelowThem() {
        let censored = OrderedSample([.infinity, 1, 2, .nan, 3])
        #expect(censored.count == 5)
        #expect(censored.quantile(0.25) == 2)
        #expect(censored.quantile(0.5) == 3)
        #expect(censored.quantile(0.51) == nil)
        #expect(censored.quantile(1) == nil)
        #expect(censored.conditionalValueAtRisk(tail: 0.05) == nil)
        #expect(censored.rank(of: 100) == 0.6)
        // A whole position must not ask for its infinite neighbour because p is not binary: 0.07 × 100 is not quite 7.
        let hundredAndOne = OrderedSample((0...100).map { $0 <= 7 ? Double($0) : .infinity })
        #expect(hundredAndOne.quantile(0.07) == 7)
        let allCensored = OrderedSample([.infinity, .infinity])
        #expect(allCensored.quantile(0.5) == nil && allCensored.quantile(0) == nil)
    }

    /// Protects the choice of ranks: for ten values and the median the tables say ranks 2 and 9 (confidence 0.979).
    @Test func quantileIntervalsEndAtTheTabulatedRanks() {
        #expect(ten.quantileInterval(0.5, confidence: 0.95) == Interval(low: 2, high: 9))
        // Ranks 1 and 10 hold with confidence 1 − 2/2¹⁰ = 0.998; more cannot be had of ten values.
        #expect(ten.quantileInterval(0.5, confidence: 0.998) == Interval(low: 1, high: 10))
        #expect(ten.quantileInterval(0.5, confidence: 0.999) == nil)
        #expect(ten.quantileInterval(0.9, confidence: 0.95) == nil)
        // Four values: P(none below the median) is 1/16, exactly the share left out on a side at 0.875.
        #expect(OrderedSample([1, 2, 3, 4]).quantileInterval(0.5, confidence: 0.875) == Interval(low: 1, high: 4))
        #expect(OrderedSample([]).quantileInterval(0.5, confidence: 0.95) == nil)
        for p in [0, 1, -1, .nan] { #expect(ten.quantileInterval(p, confidence: 0.95) == nil) }
        for confidence in [0, 1, .nan] { #expect(ten.quantileInterval(0.5, confidence: confidence) == nil) }
        let censored = OrderedSample((1...10).map { $0 < 9 ? Double($0) : .infinity })
        #expect(censored.quantileInterval(0.5, confidence: 0.95) == nil)
    }

    /// Protects the guarantee "at least the confidence", and against needless width: the ranks one further in hold less. The
    /// confidence is that of GSL's binomial distribution.
    @Test(arguments: [20, 99, 100, 1_000, 5_000], [0.05, 0.5, 0.95])
    func quantileIntervalsHoldTheirConfidenceAndNoMoreThanNeeded(_ n: Int, _ p: Double) throws {
        let sample = OrderedSample((1...n).map(Double.init))
        guard let interval = sample.quantileInterval(p, confidence: 0.9) else {
            #expect(Double(n) * min(p, 1 - p) < 5, "large samples have an interval")
            return
        }
        let (low, high) = (UInt32(interval.low), UInt32(interval.high))
        #expect(gsl_cdf_binomial_P(low - 1, p, UInt32(n)) <= 0.05 + 1e-12)
        #expect(gsl_cdf_binomial_P(low, p, UInt32(n)) > 0.05)
        #expect(gsl_cdf_binomial_Q(high - 1, p, UInt32(n)) <= 0.05 + 1e-12)
        #expect(gsl_cdf_binomial_Q(high - 2, p, UInt32(n)) > 0.05)
    }

    /// Protects large runs, where GSL's distribution function gives up; the ranks lie at the normal approximation's place.
    @Test func quantileIntervalsOfAMillionValuesLieWhereTheNormalApproximationSays() throws {
        let sample = OrderedSample((1...1_000_000).map(Double.init))
        let interval = try #require(sample.quantileInterval(0.95, confidence: 0.95))
        let reach = 1.959964 * (1e6 * 0.95 * 0.05).squareRoot()
        #expect(abs(interval.low - (950_000 - reach)) < 2)
        #expect(abs(interval.high - (950_000 + reach)) < 2)
    }

    /// Protects the place of an observation within the simulated values: ties count half.
    @Test func rankIsTheShareBelowWithTiesHalved() {
        let sample = OrderedSample([1, 2, 2, 3])
        #expect(sample.rank(of: 0) == 0)
        #expect(sample.rank(of: 1) == 0.125)
        #expect(sample.rank(of: 2) == 0.5)
        #expect(sample.rank(of: 2.5) == 0.75)
        #expect(sample.rank(of: 9) == 1)
        #expect(sample.rank(of: .infinity) == 1)
        #expect(sample.rank(of: -.infinity) == 0)
        #expect(sample.rank(of: .nan) == nil)
        #expect(OrderedSample([]).rank(of: 1) == nil)
    }

    /// Protects the bad tail: the mean of the greatest values, with the part of a value that the share cuts.
    @Test func conditionalValueAtRiskIsTheMeanOfTheTail() throws {
        #expect(ten.conditionalValueAtRisk(tail: 0.1) == 10)
        #expect(ten.conditionalValueAtRisk(tail: 0.05) == 10)
        #expect(ten.conditionalValueAtRisk(tail: 0.2) == 9.5)
        // A quarter of ten values: 10, 9 and half of 8.
        #expect(abs(try #require(ten.conditionalValueAtRisk(tail: 0.25)) - 23 / 2.5) < 1e-14)
        #expect(abs(try #require(ten.conditionalValueAtRisk(tail: 1)) - 5.5) < 1e-14)
        for tail in [0, -1, 1.1, .nan] { #expect(ten.conditionalValueAtRisk(tail: tail) == nil) }
        #expect(OrderedSample([]).conditionalValueAtRisk(tail: 0.05) == nil)
        #expect(OrderedSample([3, 3, 3]).conditionalValueAtRisk(tail: 0.5) == 3)
        #expect(OrderedSample([-.infinity, 3]).conditionalValueAtRisk(tail: 1) == nil)
    }

    /// Protects the claim by simulation: skewed samples, 90th percentile. The exact confidence at n = 100 lies between 0.95
    /// and 0.99; false-alarm rate 3·10⁻⁷ a side.
    @Test func quantileIntervalsCoverTheQuantileOfSkewedSamples() throws {
        var generator = TestGenerator(seed: 3)
        let truth = 2.302585092994046  // 90th percentile of the exponential distribution
        var hits = 0
        for _ in 0..<10_000 {
            let sample = OrderedSample((0..<100).map { _ in generator.exponential() })
            if try #require(sample.quantileInterval(0.9, confidence: 0.95)).contains(truth) { hits += 1 }
        }
        #expect(coverageZ(hits, of: 10_000, 0.95) > -5)
        #expect(coverageZ(hits, of: 10_000, 0.99) < 5)
    }
}
