// Binomial and hypergeometric counts have exactly the distributions they claim.

import CGSL
import Testing

@testable import RandomStreams

struct DiscreteSamplerTests {
    static func stream(_ name: String, _ entity: Int) -> AddressedStream {
        DrawSource(seed: 8, replication: 0).stream(Purpose("discrete", name), entity: UInt32(entity))
    }

    /// Protects both algorithms, their seam at ten expected successes, and the mirror at ½. False-alarm rate 10⁻⁶ a case;
    /// 100,000 draws see a cell of probability 0.05 that is wrong by a tenth with near certainty.
    @Test(arguments: [
        (1, 0.3), (5, 0.5), (40, 0.1), (100, 0.97), (1_000_000, 3e-6), (20, 0.499), (20, 0.5), (20, 0.501),
        (1_000, 0.0099), (1_000, 0.0101), (100, 0.5), (100, 0.85), (5_000, 0.3), (1_000_000, 2e-4),
    ])
    func binomialCountsFollowTheirProbabilities(_ n: Int, _ p: Double) {
        var stream = Self.stream("binomial \(p)", n)
        let mean = Double(n) * p
        let first = max(0, Int(mean - 12 * mean.squareRoot() - 12))
        let last = min(n, Int(mean + 12 * mean.squareRoot() + 12))
        var counts = [Int](repeating: 0, count: last - first + 1)
        for _ in 0..<100_000 {
            let k = Binomial.sample(trials: n, probability: p, from: &stream)
            guard k >= first && k <= last else {
                Issue.record("\(k) successes are as good as impossible")
                return
            }
            counts[k - first] += 1
        }
        let probabilities = (first...last).map { gsl_ran_binomial_pdf(UInt32($0), p, UInt32(n)) }
        #expect(GoodnessOfFit.chiSquareProbability(counts: counts, probabilities: probabilities) > 1e-6)
    }

    /// Protects fleets of a thousand million, by mean and variance (z-bound 5 each; the variance of a squared standard
    /// deviate is 2 here, where the distribution is as good as normal).
    @Test(arguments: [0.02, 0.3, 0.9999])
    func binomialOfAThousandMillionTrialsHasItsMoments(_ p: Double) {
        var stream = Self.stream("large \(p)", 0)
        let n = 1_000_000_000
        let deviation = (Double(n) * p * (1 - p)).squareRoot()
        let deviates = (0..<50_000).map { _ in
            (Double(Binomial.sample(trials: n, probability: p, from: &stream)) - Double(n) * p) / deviation
        }
        #expect(GoodnessOfFit.z(deviates, mean: 0, variance: 1) < 5)
        #expect(GoodnessOfFit.z(deviates.map { $0 * $0 }, mean: 1, variance: 2) < 5)
    }

    /// Protects the exactness of the rejection by geometry, where errors are too small for samples to show: the hat lies
    /// above the probabilities everywhere, and what the squeeze accepts unseen would be accepted.
    @Test(arguments: [
        (20, 0.5), (25, 0.4), (33, 0.31), (100, 0.1), (1_000, 0.01), (1_000, 0.3), (100_000, 0.5), (1e9, 1e-8),
        (1e9, 0.3),
    ])
    func hatLiesAboveTheBinomialAndTheSqueezeBelow(_ trials: Double, _ p: Double) {
        let transform = BinomialTransform(trials: trials, probability: p)
        let peak = transform.logProbabilityOfMode
        var tightest = -Double.infinity
        for step in -4_999...4_999 {
            let u = Double(step) / 10_000
            let k = transform.candidate(u)
            guard k >= 0, k <= trials else {
                // The squeeze must not accept the impossible.
                #expect(!transform.squeezeAccepts(u, 0))
                continue
            }
            let ratio = Binomial.logProbability(of: k, trials: trials, p) - peak
            tightest = max(tightest, ratio - transform.logAcceptanceBound(u, 1))
            if transform.squeezeAccepts(u, transform.squeeze) {
                #expect(transform.logAcceptanceBound(u, transform.squeeze) <= ratio)
            }
        }
        #expect(tightest <= 0)
        #expect(tightest > -0.25, "a hat this loose is not Hörmann's")
    }

    /// Protects the acceptance test against cancellation; the references are from 50-digit arithmetic, and the tolerance is a
    /// few roundings of the terms that remain, and what the roundings of n·p and n·(1 − p) do at this distance from the mean.
    @Test(arguments: [
        [10, 3, 0.25, -1.3851658477400923], [1_000, 10, 0.01, -2.0735373169590643],
        [1e9, 3e8, 0.3, -10.500247577859037], [1e9, 300_050_000, 0.3, -16.452487197403016],
        [1e9, 12, 1e-8, -2.356193375733338], [50, 49, 0.5, -30.74533602256912], [200, 60, 0.05, -67.54147800565752],
    ])
    func binomialLogProbabilityKeepsItsDigits(_ values: [Double]) {
        let (n, k, p, reference) = (values[0], values[1], values[2], values[3])
        let value = Binomial.logProbability(of: k, trials: n, p)
        #expect(abs(value - reference) < 4e-14 * max(1, abs(reference)) + abs(k - n * p) * 0x1p-52)
    }

    /// Protects what is certain from costing draws, and what is absurd from doing harm.
    @Test func certainBinomialsUseNoDraw() {
        var stream = Self.stream("certain", 0)
        let untouched = stream
        #expect(Binomial.sample(trials: 0, probability: 0.5, from: &stream) == 0)
        #expect(Binomial.sample(trials: -3, probability: 0.5, from: &stream) == 0)
        #expect(Binomial.sample(trials: 10, probability: 0, from: &stream) == 0)
        #expect(Binomial.sample(trials: 10, probability: -1, from: &stream) == 0)
        #expect(Binomial.sample(trials: 10, probability: .nan, from: &stream) == 0)
        #expect(Binomial.sample(trials: 10, probability: 1, from: &stream) == 10)
        #expect(Binomial.sample(trials: 10, probability: .infinity, from: &stream) == 10)
        #expect(stream == untouched)
        for p in [Double.leastNonzeroMagnitude, 1e-300, 1e-18, 0.5, 1 - 0x1p-53] {
            let k = Binomial.sample(trials: .max, probability: p, from: &stream)
            #expect(k >= 0)
        }
    }

    /// Protects draws without replacement, narrow and wide, with and without an end of the support near.
    @Test(arguments: [
        (3, 4, 2), (10, 10, 10), (40, 960, 250), (5, 100_000, 50_000), (500, 500, 999), (2_000, 3_000, 700),
        (900_000, 100_000, 30), (100, 20, 110),
    ])
    func hypergeometricCountsFollowTheirProbabilities(_ successes: Int, _ failures: Int, _ draws: Int) {
        var stream = Self.stream("hypergeometric \(draws)", successes)
        var counts = [Int](repeating: 0, count: min(successes, draws) + 1)
        for _ in 0..<50_000 {
            let k = Hypergeometric.sample(successes: successes, failures: failures, draws: draws, from: &stream)
            guard counts.indices.contains(k), draws - k <= failures else {
                Issue.record("\(k) successes are impossible")
                return
            }
            counts[k] += 1
        }
        let probabilities = counts.indices.map {
            gsl_ran_hypergeometric_pdf(UInt32($0), UInt32(successes), UInt32(failures), UInt32(draws))
        }
        #expect(GoodnessOfFit.chiSquareProbability(counts: counts, probabilities: probabilities) > 1e-6)
    }

    /// Protects what is certain from costing draws, and what is absurd from doing harm.
    @Test func certainHypergeometricsUseNoDraw() {
        var stream = Self.stream("certain", 1)
        let untouched = stream
        #expect(Hypergeometric.sample(successes: 0, failures: 5, draws: 3, from: &stream) == 0)
        #expect(Hypergeometric.sample(successes: 5, failures: 0, draws: 3, from: &stream) == 3)
        #expect(Hypergeometric.sample(successes: 5, failures: 7, draws: 0, from: &stream) == 0)
        #expect(Hypergeometric.sample(successes: 5, failures: 7, draws: 12, from: &stream) == 5)
        #expect(Hypergeometric.sample(successes: 5, failures: 7, draws: 99, from: &stream) == 5)
        #expect(Hypergeometric.sample(successes: -5, failures: -7, draws: -1, from: &stream) == 0)
        #expect(stream == untouched)
        let k = Hypergeometric.sample(successes: .max, failures: .max, draws: 10, from: &stream)
        #expect((0...10).contains(k))
    }
}
