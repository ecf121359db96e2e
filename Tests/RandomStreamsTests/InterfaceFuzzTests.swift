// Every public function of the module but the factories, given numbers that nobody means: none traps, hangs or answers nonsense.

import Testing

@testable import RandomStreams

struct InterfaceFuzzTests {
    static let numbers: [Double] = [
        0, -0.0, 0x1p-1074, 0x1p-54, 0.5, 1.0.nextDown, 1, 1.0.nextUp, 2, -1, -0.5, 709, 710, -746, 1e15, 0x1p53,
        0x1p63, 1e300, -1e300,
        .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .infinity, -.infinity, .nan,
    ]
    static let integers = [Int.min, .min + 1, -1, 0, 1, 2, 7, 1_000, 1_000_000_000, 1 << 53, 1 << 62, .max - 1, .max]

    /// Protects distributions asked at places that are no probabilities and no hazards: an answer from the support, or NaN.
    @Test(arguments: FamilyTests.cases)
    func distributionsAnswerAnyQuestion(_ item: FamilyTests.Case) {
        let distribution = item.distribution
        for u in Self.numbers {
            for x in [
                distribution.quantile(u), distribution.sample(u), distribution.quantile(exceededWith: u),
                distribution.quantile(hazard: u),
            ] {
                #expect(x.isNaN || distribution.support.contains(x), "\(u): \(x)")
            }
            for share in [distribution.cumulative(u), distribution.survival(u)] {
                #expect(share.isNaN == u.isNaN && (u.isNaN || (0...1).contains(share)), "\(u): \(share)")
            }
        }
    }

    /// Protects counts in the same way, also at counts that cannot be.
    @Test func countsAnswerAnyQuestion() throws {
        let counts: [CountDistribution] = [
            try .bernoulli(probability: 0.3), try .binomial(trials: 1_000_000_000, probability: 0.2),
            try .binomial(trials: 0, probability: 0.5),
            try .hypergeometric(successes: 300, failures: 700, draws: 50), try .poisson(mean: 3),
            try .poisson(mean: 1e9),
            try .poisson(mean: 0), try .geometric(probability: 1e-9),
            try .negativeBinomial(successes: 2.5, probability: 0.3), try .zipf(ranks: 1_000_000_000, exponent: 1),
            try .integers(low: -5, high: 1_000), try .integers(low: 7, high: 7),
        ]
        for distribution in counts {
            for u in Self.numbers { _ = distribution.quantile(u) }
            for k in Self.integers {
                #expect((0...1 + 1e-12).contains(distribution.probability(of: k)), "\(distribution) at \(k)")
                #expect((0...1).contains(distribution.cumulative(k)), "\(distribution) at \(k)")
                #expect((0...1).contains(distribution.survival(k)), "\(distribution) at \(k)")
            }
        }
    }

    /// Protects samplers that are called with numbers and not through a factory.
    @Test func samplersTakeAnyParameters() {
        var stream = DrawSource(seed: .max, replication: .max).batchedStream(Purpose("", "", ""), entity: .max)
        for n in Self.integers {
            for p in Self.numbers {
                let range = 0...max(n, 0)
                #expect(range.contains(Binomial.sample(trials: n, probability: p, from: &stream)), "\(n), \(p)")
                #expect(
                    range.contains(BinomialSampler(trials: n, probability: p).sample(from: &stream)), "\(n), \(p)")
            }
            for m in Self.integers {
                for draws in [Int.min, 0, 1, 50, 1_000_000_000, .max] {
                    // The plain sampler takes a step a draw.
                    if draws < 100 || n <= 0 || m <= 0 {
                        let k = Hypergeometric.sample(successes: n, failures: m, draws: draws, from: &stream)
                        #expect((0...max(n, 0)).contains(k))
                    }
                    let k = Hypergeometric.sampleLarge(successes: n, failures: m, draws: draws, from: &stream)
                    #expect((0...max(n, 0)).contains(k), "\(n), \(m), \(draws)")
                }
                var selection = OrderedSelection(choosing: n, of: m)
                for _ in 0..<3 {
                    guard let place = selection.next(from: &stream) else { break }
                    #expect(place >= 0 && place < m)
                }
            }
            var order = OrderStatistics(count: n)
            for x in Self.numbers {
                if let hazard = order.next(before: x, from: &stream) { #expect(hazard < x) }
                #expect(order.advance(to: x, from: &stream) >= 0)
                _ = order.skip(n, from: &stream)
                _ = order.next(from: &stream)
            }
        }
        for mean in Self.numbers { #expect(Poisson.sample(mean: mean, from: &stream) >= 0) }
        for bound: UInt64 in [0, 1, 2, 1 << 63, .max] { #expect(stream.nextInteger(below: bound) <= bound) }
    }

    /// Protects the arithmetic: what IEEE 754 has no number for is NaN or infinite, in all pairs of arguments.
    @Test func arithmeticTakesAnyNumbers() {
        for x in Self.numbers {
            for value in [
                ReproducibleMath.log(x), ReproducibleMath.log(onePlus: x), ReproducibleMath.normalQuantile(x),
            ] where x.isNaN {
                #expect(value.isNaN)
            }
            #expect(ReproducibleMath.exp(x).isNaN == x.isNaN && ReproducibleMath.expMinusOne(x).isNaN == x.isNaN)
            #expect(ReproducibleMath.normalCumulative(x).isNaN == x.isNaN)
            for y in Self.numbers { _ = ReproducibleMath.pow(x, y) }
            for n in Self.integers { _ = ReproducibleMath.pow(x, n) }
        }
    }
}
