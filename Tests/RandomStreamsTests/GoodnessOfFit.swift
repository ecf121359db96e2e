// How the tests of this module judge samples, and how often they may be wrong.
//
// Every sample is drawn at a fixed address, so a test passes always or never; the rates below say how probable it was, for a
// correct sampler, that the chosen address would fail. They are small enough for the whole family of tests (about
// five hundred judgements) to have had less than one chance in a thousand.

import CGSL
import Testing

@testable import RandomStreams

enum GoodnessOfFit {
    /// The probability of a larger chi-square statistic, if the counts follow the probabilities. Neighbouring cells are
    /// joined until each expects at least 10 counts. A correct sampler falls below 10⁻⁶ once in a million tests.
    static func chiSquareProbability(counts: [Int], probabilities: [Double]) -> Double {
        let total = Double(counts.reduce(0, +))
        var statistic = 0.0
        var cells = 0.0
        var expected = 0.0
        var observed = 0.0
        var remaining = total
        for (count, probability) in zip(counts, probabilities) {
            expected += probability * total
            observed += Double(count)
            remaining -= probability * total
            if expected >= 10 && remaining >= 10 {
                statistic += (observed - expected) * (observed - expected) / expected
                cells += 1
                expected = 0
                observed = 0
            }
        }
        if expected > 0 {
            statistic += (observed - expected) * (observed - expected) / expected
            cells += 1
        }
        return gsl_cdf_chisq_Q(statistic, max(1, cells - 1))
    }

    /// √n times the greatest distance of the empirical distribution function from `cdf` (Kolmogorov and Smirnov). A correct
    /// sampler exceeds 2.7 with probability 2·exp(−2·2.7²) = 10⁻⁶.
    static func kolmogorovSmirnov(_ sample: [Double], cdf: (Double) -> Double) -> Double {
        let sorted = sample.sorted()
        let n = Double(sorted.count)
        var distance = 0.0
        for (index, x) in sorted.enumerated() {
            let p = cdf(x)
            distance = max(distance, Double(index + 1) / n - p, p - Double(index) / n)
        }
        return distance * n.squareRoot()
    }

    /// Whether a sample's mean and variance are those stated, at a z-bound of 5 each; the variance is judged by the spread of
    /// the squared deviations in the sample itself.
    static func hasMoments(_ sample: [Double], mean: Double, variance: Double) -> Bool {
        let squares = sample.map { ($0 - mean) * ($0 - mean) }
        let average = squares.reduce(0, +) / Double(squares.count)
        let spread = squares.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(squares.count)
        return z(sample, mean: mean, variance: variance) < 5 && z(squares, mean: variance, variance: spread) < 5
    }

    /// The mean's distance from its expectation in standard errors. A correct sampler exceeds 5 with probability 6·10⁻⁷.
    static func z(_ sample: [Double], mean: Double, variance: Double) -> Double {
        let average = sample.reduce(0) { $0 + ($1 - mean) } / Double(sample.count)
        return abs(average) / (variance / Double(sample.count)).squareRoot()
    }
}
