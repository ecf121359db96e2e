// When a t-interval is not to be trusted, and what several of them hold together.

import Testing

@testable import Statistics

struct IntervalDoubtTests {
    /// Protects the rule for rare events: among 1,000 replications, one in which something happened says nothing of how often; 30 do.
    @Test func aMeanThatHangsOnFewEventsIsDoubtful() {
        func sample(of events: Int) -> SampleMoments { SampleMoments((0..<1000).map { $0 < events ? 1 : 0 }) }
        for events in [1, 5, 20, 980, 999] { #expect(sample(of: events).intervalDoubt == .skewed, "\(events)") }
        for events in [30, 500, 970] { #expect(sample(of: events).intervalDoubt == nil, "\(events)") }
    }

    /// Protects the rule's number: at the skewness where n = 25·G₁² the doubt begins.
    @Test func theDoubtBeginsAtCochransBound() throws {
        var moments = SampleMoments([0, 0, 0, 0, 10])
        let skewness = try #require(moments.skewness)
        #expect(abs(skewness - 5.0.squareRoot()) < 1e-12)
        // 125 values would be needed. With more of them the sample's skewness falls to that of one in five, 1.5.
        #expect(moments.intervalDoubt == .skewed)
        for _ in 0..<14 { moments.merge(SampleMoments([0, 0, 0, 0, 10])) }
        let bound = 25 * (try #require(moments.skewness)) * (try #require(moments.skewness))
        #expect(moments.count == 75 && bound < 75 && bound > 50)
        #expect(moments.intervalDoubt == nil)
    }

    /// Protects against "±0": equal values and too few of them have an interval that nobody should believe.
    @Test func equalValuesAndTwoValuesAreDoubtful() {
        #expect(SampleMoments([4, 4, 4, 4]).intervalDoubt == .constant)
        #expect(SampleMoments([4, 5]).intervalDoubt == .few)
        #expect(SampleMoments([4]).intervalDoubt == nil && SampleMoments().intervalDoubt == nil)
        #expect(PairedComparison(baseline: [1, 2, 3], alternative: [2, 3, 4])?.intervalDoubt == .constant)
    }

    /// Protects the reason for the rule, on events of probability 4 %, for which it asks for 551 values: with 700 the 95 % interval misses
    /// in 5.55 % of samples (summed exactly over the binomial law), with 30 in 29.5 %. The bounds lie five standard errors off.
    @Test func intervalsMissTheMeanFarTooOftenWhereTheRuleDoubtsThem() throws {
        var generator = TestGenerator(seed: 12)
        func misses(_ n: Int, of rounds: Int, probability: Double) throws -> Double {
            var missed = 0
            for _ in 0..<rounds {
                let values = (0..<n).map { _ in generator.uniform() < probability ? 1.0 : 0.0 }
                let interval = try #require(try meanInterval(of: SampleMoments(values), confidence: 0.95))
                if !interval.contains(probability) { missed += 1 }
            }
            return Double(missed) / Double(rounds)
        }
        #expect(try abs(misses(700, of: 4000, probability: 0.04) - 0.0555) < 0.018)
        #expect(try abs(misses(30, of: 4000, probability: 0.04) - 0.295) < 0.036)
    }

    /// Protects the division of the error among comparisons.
    @Test func bonferroniDividesTheErrorEvenly() {
        #expect(abs(Bonferroni.confidence(ofEachOf: 8, together: 0.95) - 0.99375) < 1e-15)
        #expect(abs(Bonferroni.confidence(ofEachOf: 1, together: 0.95) - 0.95) < 1e-15)
        #expect(
            Bonferroni.confidence(ofEachOf: 0, together: 0.95) == Bonferroni.confidence(ofEachOf: 1, together: 0.95))
    }
}
