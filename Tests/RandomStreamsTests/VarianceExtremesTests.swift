// Stated moments keep their digits where parameters are extreme and the textbook's difference of two great numbers would not.

import Testing

@testable import RandomStreams

/// The values were computed with 60 to 90 decimal digits: sums of powers by the formula of Euler and Maclaurin from the two
/// thousandth term on, integrals over the density, closed forms.
///
/// Deliberate bugs that were put in, each seen to fail here: Zipf's variance as E[X²] − mean²; Weibull's from logarithms of the gamma
/// function for every shape; the lognormal's exp σ² − 1 as it stands; the variance of data and mixtures about the rounded
/// mean.
struct VarianceExtremesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let distribution: Distribution
        let mean: Double
        let variance: Double
        let tolerance: Double
        var testDescription: String { name }

        init(
            _ name: String, _ make: @autoclosure () throws -> Distribution, mean: Double, variance: Double,
            tolerance: Double = 1e-10
        ) {
            self.name = name
            (self.mean, self.variance, self.tolerance) = (mean, variance, tolerance)
            do {
                distribution = try make()
            } catch {
                Issue.record(error)
                distribution = .zero
            }
        }
    }

    static func zipf(_ ranks: Int, _ exponent: Double, from first: Int = 1) throws -> Distribution {
        try .count(.zipf(ranks: ranks, exponent: exponent)).truncated(low: Double(first))
    }

    static let most = 1_000_000_000_000

    static let ranks: [Case] = [
        Case("zipf, the last eleven", try zipf(most, 0.5, from: most - 10), mean: 1e12 - 5, variance: 10),
        Case("zipf, uniform", try zipf(1_000_000_000, 0, from: 999_999_990), mean: 999_999_995, variance: 10),
        Case("zipf, the last thousand", try zipf(most, 0.2, from: most - 1_000), mean: 1e12 - 500, variance: 83_500),
        Case(
            "zipf, the last million", try zipf(most, 0.5, from: most - 999_999), mean: 999_999_500_000.4583,
            variance: 83_333_333_333.250347),
        Case("zipf, steep", try zipf(100, 60), mean: 1, variance: 8.6736173808276285e-19),
        Case("zipf, steepest", try zipf(most, 100), mean: 1, variance: 7.8886090522101181e-31),
        Case("zipf, flat", try zipf(most, 0.2), mean: 444_444_444_510.2142, variance: 8.8183421500716245e22),
        Case("zipf, exponent 1", try zipf(most, 1), mean: 35_450_638_328.43207, variance: 1.6468571406340465e22),
        Case("zipf, exponent 2", try zipf(5_000, 2), mean: 5.529470645566668, variance: 3_009.4300469874872),
        Case("zipf, exponent 3", try zipf(most, 3), mean: 1.368432777619374, variance: 21.594031878612167),
        Case(
            "zipf, exponent 3.7 from 5", try zipf(1_000_000, 3.7, from: 5), mean: 7.22429013287480,
            variance: 27.288598123991291),
        Case(
            "zipf, exponent 2.5 from 1000", try zipf(most, 2.5, from: 1_000), mean: 2_998.405577985228,
            variance: 94_785_214_841.990628),
        Case(
            "zipf, half of it", try zipf(most, 0.5, from: 1_000_000_000), mean: 344_207_592_197.9287,
            variance: 8.8052213347480294e22),
        Case(
            "zipf, the upper decade", try zipf(most, 1.3, from: 100_000_000_000), mean: 344_693_234_478.0146,
            variance: 5.4959392074458694e22),
    ]

    private static let shapeTable: [(shape: Double, variance: Double)] = [
        (0.0625, 2.6313083649593039e35), (0.5, 20), (1, 1), (7.5, 0.021882085797715254), (8.5, 0.017529958953560966),
        (16, 0.0055315126338003424), (100, 0.00016030491620026113), (1e4, 1.6445038762822376e-8),
        (1e6, 1.6449297637827162e-12), (1e7, 1.6449336365406208e-14), (1e8, 1.6449340238174553e-16),
        (1e9, 1.6449340625451492e-18), (1e12, 1.6449340668439234e-24),
    ]

    private static func weibull(shape: Double, variance: Double) -> Case {
        let mean = ReproducibleMath.exp(ReproducibleMath.logGamma(1 + 1 / shape))
        return Case("weibull, shape \(shape)", try .weibull(shape: shape, scale: 1), mean: mean, variance: variance)
    }

    private static let sigmaTable: [(sigma: Double, variance: Double)] = [
        (1e-8, 1.0000000000000002e-16), (1e-4, 1.0000000150000002e-8), (0.0031, 9.6101385291854256e-6),
        (0.0032, 1.0240157287652707e-5), (0.1, 0.010151172942587754), (3, 65651866.053402936),
    ]

    private static func lognormal(sigma: Double, variance: Double) -> Case {
        let mean = ReproducibleMath.exp(sigma * sigma / 2)
        return Case(
            "lognormal, sigma \(sigma)", try .lognormal(median: 1, sigma: sigma), mean: mean, variance: variance,
            tolerance: 1e-13)
    }

    static let shapes: [Case] = shapeTable.map { weibull(shape: $0.shape, variance: $0.variance) }
    static let sigmas: [Case] = sigmaTable.map { lognormal(sigma: $0.sigma, variance: $0.variance) }

    static let bands: [Case] = [
        Case(
            "normal from 9 to 9.5", try .normal(mean: 0, standardDeviation: 1, low: 9, high: 9.5),
            mean: 9.1038814367623052, variance: 0.0092082336361969994),
        Case(
            "normal beyond 20", try .normal(mean: 0, standardDeviation: 1, low: 20, high: .infinity),
            mean: 20.049753068527851, variance: 0.0024632616150521636),
        Case(
            "normal, a hair at 0.5", try .normal(mean: 0, standardDeviation: 1, low: 0.5, high: 0.5 + 0x1p-20),
            mean: 0.50000047683712031, variance: 7.579122514774086e-14, tolerance: 1e-6),
        Case(
            "normal from -8 to -7.999", try .normal(mean: 0, standardDeviation: 1, low: -8, high: -7.999),
            mean: -7.999499333375733, variance: 8.3333063922979344e-8, tolerance: 1e-8),
        Case(
            "gamma beyond 100", try .gamma(shape: 4.5, scale: 1).truncated(low: 100), mean: 101.03551506449491,
            variance: 1.0715349564352906),
        Case(
            "gamma near 0", try .gamma(shape: 0.5, scale: 1).truncated(high: 1e-12), mean: 3.3333333333324444e-13,
            variance: 8.8888888888871954e-26),
        Case(
            "gamma far below", try .gamma(shape: 50, scale: 1).truncated(low: 3, high: 3.001),
            mean: 3.0005012775457352, variance: 8.333233894265244e-8, tolerance: 1e-8),
        Case(
            "poisson from 40", try .count(.poisson(mean: 1)).truncated(low: 40), mean: 40.024969602106998,
            variance: 0.025562036797714558),
    ]

    static let others: [Case] = [
        Case("beta, one-sided", try .beta(alpha: 1e12, beta: 1e-3), mean: 1, variance: 1e-27 * (1 - 1.003e-12)),
        Case("beta, both great", try .beta(alpha: 1e12, beta: 1e12), mean: 0.5, variance: 0.25 / 2_000_000_000_001),
        Case(
            "pert, the mode at an end", try .pert(min: 0, mode: 0, max: 1, weight: 1_000), mean: 1.0 / 1002,
            variance: 1001.0 / 1002 / 1002 / 1003),
        Case(
            "hypergeometric, all but one",
            try .count(
                .hypergeometric(successes: most / 2, failures: most / 2, draws: most - 1)), mean: 0.5e12 - 0.5,
            variance: 0.25),
        Case(
            "negative binomial, hardly a failure",
            try .count(
                .negativeBinomial(successes: 1e15, probability: 1 - 0x1p-50)), mean: 0.888178419700126,
            variance: 0.888178419700127),
        Case(
            "binomial, rare", try .count(.binomial(trials: 1 << 53, probability: 1e-15)), mean: 9.007199254740992,
            variance: 9.007199254740983),
        Case("geometric, rare", try .count(.geometric(probability: 1e-15)), mean: 1e15, variance: 1e30),
        Case("data far from 0", try .discrete([(1e9, 1), (1e9 + 0x1p-20, 2)]), mean: 1e9, variance: 2.0 / 9 * 0x1p-40),
        Case(
            "pieces far from 0", try .piecewiseLinear([(1e9, 0), (1e9 + 0x1p-20, 1), (1e9 + 0x1p-19, 3)]), mean: 1e9,
            variance: (1.0 / 12 + 2.0 / 9) * 0x1p-40),
        Case(
            "a mixture far from 0",
            try .mixture([
                (1, .normal(mean: 1e9, standardDeviation: 0x1p-30)),
                (2, .normal(mean: 1e9 + 0x1p-23, standardDeviation: 0x1p-30)),
            ]), mean: 1e9, variance: 0x1p-60 + 2.0 / 9 * 0x1p-46),
    ]

    static let all: [Case] = [ranks, shapes, sigmas, bands, others].flatMap { $0 }

    /// Protects stated moments from digits that cancel, within the tolerance of each case.
    @Test(arguments: all)
    func extremeParametersKeepTheDigitsOfTheMoments(_ item: Case) {
        #expect(abs(item.distribution.mean - item.mean) <= 1e-12 * abs(item.mean))
        #expect(abs(item.distribution.variance / item.variance - 1) <= item.tolerance)
    }
}
