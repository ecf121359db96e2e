// The interval of the mean of the bad tail: the formula of its source, and how often it holds.

import Testing

@testable import Statistics

/// Deliberate bugs that were put in one at a time, each seen to fail here:
/// - no division by the tail; the spread of the tail's values alone (formula, coverage);
/// - the cut one order statistic too low (formula); the normal's critical value for t (formula, tail of one).
struct TailTests {
    /// Protects the formula: the sum over all values is Manistre and Hancock's sum of two terms, computed apart. With n·tail whole, the
    /// biased variances of both agree to the last digits.
    @Test func reachIsTheStandardErrorOfTheLiterature() throws {
        var generator = TestGenerator(seed: 131)
        let sample = OrderedSample((0..<200).map { _ in generator.exponential() })
        let (tail, n, k) = (0.1, 200.0, 20)
        let worst = Array(sample.values.suffix(k))
        let cut = worst[0]
        let mean = worst.reduce(0, +) / Double(k)
        let spread = worst.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(k)
        let variance = (spread + (1 - tail) * (mean - cut) * (mean - cut)) / (n * tail) * n / (n - 1)
        let interval = try #require(try sample.conditionalValueAtRiskInterval(tail: tail, confidence: 0.9))
        // t with 19 degrees of freedom at 0.95, from tables.
        #expect(abs(interval.halfWidth / variance.squareRoot() - 1.729132811521367) < 1e-9)
        let estimate = try #require(sample.conditionalValueAtRisk(tail: tail))
        #expect(abs((interval.low + interval.high) / 2 - estimate) < 1e-12)
    }

    /// Protects the seam with the mean: the tail of a whole sample is the sample.
    @Test func theTailOfAllIsTheIntervalOfTheMean() throws {
        let values = [3.5, 1, 4, 1, 5, 9, 2, 6, 5, 3]
        let mean = try #require(try meanInterval(of: SampleMoments(values), confidence: 0.95))
        let tail = try #require(
            try OrderedSample(values).conditionalValueAtRiskInterval(tail: 1, confidence: 0.95))
        #expect(abs(mean.low - tail.low) < 1e-12 && abs(mean.high - tail.high) < 1e-12)
    }

    /// Protects what the documentation says of coverage, for an exponential distribution whose worst twentieth has the mean 1 + ln 20. A
    /// band of one point around the stated coverage; false-alarm rate 3·10⁻⁷ a side beyond it.
    @Test(arguments: [(200, 0.9, 2_000), (1_000, 0.937, 500)])
    func intervalsHoldAsOftenAsIsSaid(_ n: Int, _ coverage: Double, _ trials: Int) throws {
        var generator = TestGenerator(seed: 132)
        let truth = 1 + 2.995732273553991
        var hits = 0
        for _ in 0..<trials {
            let sample = OrderedSample((0..<n).map { _ in generator.exponential() })
            if try #require(try sample.conditionalValueAtRiskInterval(tail: 0.05, confidence: 0.95)).contains(truth) {
                hits += 1
            }
        }
        #expect(coverageZ(hits, of: trials, coverage - 0.01) > -5, "\(hits)")
        #expect(coverageZ(hits, of: trials, coverage + 0.01) < 5, "\(hits)")
    }

    /// Protects tables from NaN: a tail of one value has no spread, one beyond the horizon no mean.
    @Test func tailsWithoutSpreadHaveNoInterval() throws {
        let ten = OrderedSample((1...10).map(Double.init))
        #expect(try ten.conditionalValueAtRiskInterval(tail: 0.1, confidence: 0.95) == nil)
        #expect(try ten.conditionalValueAtRiskInterval(tail: 0.11, confidence: 0.95) != nil)
        for tail in [0, -1, 1.1, .nan] {
            #expect(try ten.conditionalValueAtRiskInterval(tail: tail, confidence: 0.95) == nil)
        }
        #expect(try OrderedSample([]).conditionalValueAtRiskInterval(tail: 0.5, confidence: 0.95) == nil)
        let cutOff = OrderedSample([1, 2, 3, .infinity])
        #expect(try cutOff.conditionalValueAtRiskInterval(tail: 0.5, confidence: 0.95) == nil)
        let equal = OrderedSample([3, 3, 3, 3])
        #expect(
            try equal.conditionalValueAtRiskInterval(tail: 0.5, confidence: 0.95) == Interval(low: 3, high: 3))
        #expect(throws: StatisticsError.self) { try ten.conditionalValueAtRiskInterval(tail: 0.5, confidence: 1) }
    }
}
