// The multinomial, multivariate hypergeometric and Dirichlet distributions: every outcome, every moment, every marginal.

import CGSL
import Testing

@testable import RandomStreams

/// Deliberate bugs that were put in, each seen to fail here: covariances of the wrong sign; a support that forgets that no other bin
/// has weight; a kind's marginal with one thing too many; one gamma variate of twice its shape.
struct JointDistributionTests {
    /// Every way to put four things into three bins.
    static let outcomes: [[Int]] = (0...4).flatMap { first in
        (0...(4 - first)).map { [first, $0, 4 - first - $0] }
    }

    /// Whether draws hit the outcomes as often as they should: chi-square over all fifteen of them, 30,000 draws.
    private func check(
        _ probability: ([Int]) -> Double, _ draw: (inout [Int]) -> Void
    ) {
        var drawn = [Int](repeating: 0, count: Self.outcomes.count)
        var counts: [Int] = []
        for _ in 0..<30_000 {
            draw(&counts)
            guard let index = Self.outcomes.firstIndex(of: counts) else {
                Issue.record("\(counts)")
                return
            }
            drawn[index] += 1
        }
        let probabilities = Self.outcomes.map(probability)
        #expect(abs(probabilities.reduce(0, +) - 1) < 1e-14)
        for (count, probability) in zip(drawn, probabilities) where probability == 0 { #expect(count == 0) }
        #expect(GoodnessOfFit.chiSquareProbability(counts: drawn, probabilities: probabilities) > 1e-6)
    }

    /// Whether stated moments and supports are those of the outcomes.
    private func check(
        _ probability: ([Int]) -> Double, mean: (Int) -> Double, covariance: (Int, Int) -> Double,
        support: (Int) -> ClosedRange<Int>
    ) {
        func expectation(_ value: ([Int]) -> Double) -> Double {
            Self.outcomes.reduce(0) { $0 + probability($1) * value($1) }
        }
        for i in 0..<3 {
            #expect(abs(expectation { Double($0[i]) } - mean(i)) < 1e-13)
            let possible = Self.outcomes.filter { probability($0) > 0 }.map { $0[i] }
            #expect(possible.min() == support(i).lowerBound && possible.max() == support(i).upperBound)
            for j in 0..<3 {
                let product = expectation { (Double($0[i]) - mean(i)) * (Double($0[j]) - mean(j)) }
                #expect(abs(product - covariance(i, j)) < 1e-13)
            }
        }
        for outside in [-1, 3, Int.min, .max] {
            #expect(mean(outside) == 0 && covariance(outside, 0) == 0 && covariance(0, outside) == 0)
            #expect(support(outside) == 0...0)
        }
    }

    /// Protects the joint law, not only that of each bin. False-alarm rate 10⁻⁶ a case.
    @Test(arguments: [[5, 3, 2], [1, 1, 98], [2, 0, 3], [0, 7, 0]])
    func everyOutcomeOfFourThingsInThreeBinsHasItsProbability(_ weights: [Double]) throws {
        let multinomial = try Multinomial(weights: weights)
        let total = weights.reduce(0, +)
        func probability(_ outcome: [Int]) -> Double {
            let shares = weights.map { $0 / total }
            return outcome.withUnsafeBufferPointer { counts in
                let few = counts.map { UInt32($0) }
                return gsl_ran_multinomial_pdf(3, shares, few)
            }
        }
        check(
            probability, mean: { multinomial.mean($0, count: 4) },
            covariance: { multinomial.covariance($0, $1, count: 4) }, support: { multinomial.support($0, count: 4) })
        var stream = DrawSource(seed: 61, replication: 0).stream(Purpose("outcomes", "\(weights)"), entity: 0)
        check(probability) { multinomial.sample(count: 4, into: &$0, from: &stream) }
        #expect(multinomial.variance(0, count: 4) == multinomial.covariance(0, 0, count: 4))
        #expect(multinomial.mean(0, count: -3) == 0 && multinomial.support(0, count: -3) == 0...0)
    }

    /// Protects the same of draws without replacement. False-alarm rate 10⁻⁶ a case.
    @Test(arguments: [[3, 2, 4], [1, 1, 3], [400, 300, 200], [0, 2, 5], [0, 0, 9]])
    func everyOutcomeOfFourDrawsFromThreeKindsHasItsProbability(_ populations: [Int]) {
        func ways(_ drawn: Int, _ population: Int) -> Double {
            (0..<drawn).reduce(1) { $0 * Double(population - $1) / Double($1 + 1) }
        }
        func probability(_ outcome: [Int]) -> Double {
            zip(outcome, populations).reduce(1) { $0 * ways($1.0, $1.1) } / ways(4, populations.reduce(0, +))
        }
        typealias Kinds = MultivariateHypergeometric
        check(
            probability, mean: { Kinds.mean($0, draws: 4, of: populations) },
            covariance: { Kinds.covariance($0, $1, draws: 4, of: populations) },
            support: { Kinds.support($0, draws: 4, of: populations) })
        var stream = DrawSource(seed: 62, replication: 0).stream(Purpose("outcomes", "\(populations)"), entity: 0)
        check(probability) { Kinds.sample(draws: 4, of: populations, into: &$0, from: &stream) }
        // What is out of range counts as when things are drawn.
        #expect(Kinds.mean(0, draws: .min, of: populations) == 0)
        #expect(Kinds.support(2, draws: .max, of: [-5, .max, 7]) == 7...7)
        #expect(Kinds.covariance(0, 1, draws: 1, of: [1, 0]) == 0 && Kinds.mean(0, draws: 1, of: []) == 0)
        #expect(Kinds.variance(0, draws: .max - 1, of: [.max, .max]) == 0)
    }

    /// Protects each share's law: a beta distribution. False-alarm rate 10⁻⁶ a judgement; 5,000 draws see a distortion of the
    /// distribution function by 0.05 with near certainty.
    @Test(arguments: [[4, 2, 1], [0.5, 0.3, 0.2], [1, 1, 1, 1], [300, 200, 0.8], [40, 60]])
    func sharesFollowBetaDistributions(_ concentrations: [Double]) throws {
        let dirichlet = try Dirichlet(concentrations: concentrations)
        var stream = DrawSource(seed: 63, replication: 0).stream(Purpose("marginals", "\(concentrations)"), entity: 0)
        var shares: [Double] = []
        var samples = [[Double]](repeating: [], count: concentrations.count)
        for _ in 0..<5_000 {
            dirichlet.sample(into: &shares, from: &stream)
            for index in shares.indices { samples[index].append(shares[index]) }
        }
        let total = concentrations.reduce(0, +)
        for (index, sample) in samples.enumerated() {
            let a = concentrations[index]
            #expect(sample.allSatisfy(dirichlet.support(index).contains))
            #expect(GoodnessOfFit.kolmogorovSmirnov(sample) { gsl_cdf_beta_P($0, a, total - a) } < 2.7)
            let marginal = try Distribution.beta(alpha: a, beta: total - a)
            #expect(abs(dirichlet.mean(index) - marginal.mean) < 1e-14)
            #expect(abs(dirichlet.variance(index) / marginal.variance - 1) < 1e-12)
            // The shares add up to 1: the covariances with all of them cancel.
            let sum = concentrations.indices.reduce(0) { $0 + dirichlet.covariance(index, $1) }
            #expect(abs(sum) < 1e-15)
        }
        #expect(dirichlet.covariance(0, -1) == 0 && dirichlet.covariance(9, 9) == 0 && dirichlet.support(9) == 0...0)
        #expect(try Dirichlet(concentrations: [3]).support(0) == 1...1)
        #expect(try Dirichlet(concentrations: [1e12, 1e-3]).variance(0) > 0)
    }
}
