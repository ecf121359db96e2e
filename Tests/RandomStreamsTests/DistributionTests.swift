// Distributions have the quantiles, moments and ends they claim.

import CGSL
import Testing

@testable import RandomStreams

struct DistributionTests {
    /// One of each family and shape, with the distribution function that GSL or elementary geometry gives.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let distribution: Distribution
        let cdf: @Sendable (Double) -> Double
        var testDescription: String { name }
    }

    static let cases: [Case] = {
        do {
            return [
                Case(name: "uniform", distribution: try .uniform(low: -2, high: 5)) { gsl_cdf_flat_P($0, -2, 5) },
                Case(name: "exponential", distribution: try .exponential(mean: 3)) { gsl_cdf_exponential_P($0, 3) },
                Case(name: "lognormal", distribution: try .lognormal(median: 4, sigma: 0.8)) {
                    gsl_cdf_lognormal_P($0, 1.3862943611198906, 0.8)
                },
                Case(name: "triangular", distribution: try .triangular(min: 1, mode: 2, max: 6)) { x in
                    x < 2 ? (x - 1) * (x - 1) / 5 : 1 - (6 - x) * (6 - x) / 20
                },
                Case(name: "triangular, mode at min", distribution: try .triangular(min: 0, mode: 0, max: 2)) { x in
                    1 - (2 - x) * (2 - x) / 4
                },
                Case(name: "triangular, mode at max", distribution: try .triangular(min: -2, mode: 0, max: 0)) { x in
                    (x + 2) * (x + 2) / 4
                },
                Case(name: "weibull, falling hazard", distribution: try .weibull(shape: 0.7, scale: 2)) {
                    gsl_cdf_weibull_P($0, 2, 0.7)
                },
                Case(name: "weibull, rising hazard", distribution: try .weibull(shape: 3, scale: 2)) {
                    gsl_cdf_weibull_P($0, 2, 3)
                },
            ]
        } catch {
            Issue.record(error)
            return []
        }
    }()

    /// Protects the inverse: the distribution function of the quantile is the share again. The tolerance is a hundred
    /// roundings: both sides are computed in double precision, and the functions' slopes against the share are moderate.
    @Test(arguments: cases)
    func distributionFunctionUndoesTheQuantile(_ item: Case) {
        for step in 1..<1_000 {
            let u = Double(step) / 1_000
            #expect(abs(item.cdf(item.distribution.quantile(u)) - u) < 2e-14, "u = \(u)")
        }
    }

    /// Protects common random numbers: more luck never means a smaller value, and the ends stay inside the support.
    @Test(arguments: cases)
    func quantilesNeverDecreaseAndStayInsideTheSupport(_ item: Case) {
        let support = item.distribution.support
        var last = support.lowerBound
        var shares = (0..<60).map { ReproducibleMath.pow(0.5, 60 - $0) }.filter { $0 >= 0x1p-54 }
        shares += (1...10_000).map { Double($0) / 10_001 } + (1...53).map { 1 - ReproducibleMath.pow(0.5, $0) }
        for u in shares.sorted() {
            let x = item.distribution.quantile(u)
            #expect(x.isFinite)
            #expect(x >= last)
            #expect(support.contains(x))
            last = x
        }
        #expect(item.distribution.quantile(0) == support.lowerBound)
        #expect(item.distribution.quantile(-1) == support.lowerBound)
        #expect(item.distribution.quantile(1) == support.upperBound)
        #expect(item.distribution.quantile(2) == support.upperBound)
        #expect(item.distribution.quantile(.nan).isNaN)
    }

    /// Protects the stated mean and variance and the way from a draw to a variate. False-alarm rate 10⁻⁶ a judgement; the
    /// variance is judged by the spread of the squared deviations in the sample itself.
    @Test(arguments: cases)
    func samplesFollowTheDistribution(_ item: Case) {
        let source = DrawSource(seed: 6, replication: 0)
        let purpose = Purpose("distribution", item.name)
        let sample = (0..<100_000).map { item.distribution.sample(source.uniform(purpose, entity: UInt32($0))) }
        #expect(GoodnessOfFit.kolmogorovSmirnov(sample, cdf: item.cdf) < 2.7)

        let (mean, variance) = (item.distribution.mean, item.distribution.variance)
        #expect(GoodnessOfFit.z(sample, mean: mean, variance: variance) < 5)
        let squares = sample.map { ($0 - mean) * ($0 - mean) }
        let average = squares.reduce(0, +) / Double(squares.count)
        let spread = squares.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(squares.count)
        #expect(GoodnessOfFit.z(squares, mean: variance, variance: spread) < 5)
    }

    /// Protects a change of unit: the same draw gives the same delay, in the other unit. The tolerance is a few roundings of
    /// the widest support, 420.
    @Test(arguments: cases)
    func scalingScalesEveryQuantile(_ item: Case) throws {
        let scaled = try item.distribution.scaled(by: 60)
        for step in 1..<100 {
            let u = Double(step) / 100
            let expected = 60 * item.distribution.quantile(u)
            #expect(abs(scaled.quantile(u) - expected) <= 1e-13 * max(1, abs(expected)))
        }
        #expect(abs(scaled.mean - 60 * item.distribution.mean) < 1e-12)
        #expect(abs(scaled.variance - 3_600 * item.distribution.variance) < 1e-9)
        #expect(try item.distribution.scaled(by: 0) == .constant(0))
    }

    /// Protects the lognormal's other parameterisations, which is how people know their delays.
    @Test func lognormalHasTheMeanVariationAndPercentileItIsMadeFrom() throws {
        let byMean = try Distribution.lognormal(mean: 5, cv: 1.5)
        #expect(abs(byMean.mean - 5) < 1e-14)
        #expect(abs(byMean.variance.squareRoot() / byMean.mean - 1.5) < 1e-14)
        let byPercentile = try Distribution.lognormal(median: 3, p90: 8)
        #expect(abs(byPercentile.quantile(0.5) - 3) < 1e-14)
        #expect(abs(byPercentile.quantile(0.9) - 8) < 1e-14)
        let narrow = try Distribution.lognormal(mean: 1, cv: 1e-6)
        #expect(abs(narrow.variance.squareRoot() - 1e-6) < 1e-14)
    }

    /// Protects values without spread, where formulas divide by a width of zero.
    @Test func degenerateDistributionsAreConstants() throws {
        let constants: [Distribution] = [
            try .constant(3), try .uniform(low: 3, high: 3), try .triangular(min: 3, mode: 3, max: 3),
            try .lognormal(median: 3, sigma: 0), try .lognormal(mean: 3, cv: 0), try .lognormal(median: 3, p90: 3),
        ]
        for constant in constants {
            #expect(constant.mean == 3)
            #expect(constant.variance == 0)
            #expect(constant.support == 3...3)
            for u in [0, 0x1p-54, 0.3, 0.5, 1 - 0x1p-53, 1] { #expect(constant.quantile(u) == 3) }
        }
    }
}
