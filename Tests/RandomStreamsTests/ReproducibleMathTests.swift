// The project's own elementary functions are as accurate as they say and treat special values as IEEE 754 does.

import CGSL
import Foundation
import Testing

@testable import RandomStreams

struct ReproducibleMathTests {
    /// The distance between two numbers in units in the last place of the reference.
    static func units(_ value: Double, _ reference: Double) -> Double {
        if value == reference || (value.isNaN && reference.isNaN) { return 0 }
        return abs(value - reference) / max(reference.ulp, .leastNormalMagnitude * .ulpOfOne)
    }

    /// Arguments over the whole range of exponents, and many near the places where a branch is taken.
    static func positiveArguments() -> [Double] {
        var stream = DrawSource(seed: 1, replication: 0).stream(Purpose("arguments"), entity: 0)
        var arguments: [Double] = []
        for _ in 0..<50_000 { arguments.append(Double(bitPattern: stream.next() >> 1)) }
        for _ in 0..<50_000 { arguments.append(0.5 + 1.5 * stream.nextUniform()) }
        for _ in 0..<10_000 { arguments.append(1 + (stream.nextUniform() - 0.5) * 1e-6) }
        let seam = 0x1.6a09e667f3bcdp-1
        arguments += [seam, seam.nextDown, seam.nextUp, 2 * seam]
        return arguments.filter { $0.isFinite && $0 > 0 }
    }

    /// Protects the promise of less than 1 unit in the last place. The C library's logarithm is within 0.52 units of the
    /// truth, so 1.5 units of distance to it is what the promise allows at most.
    @Test func logarithmIsWithinAUnitOfTheCLibrarys() {
        var worst = 0.0
        for x in Self.positiveArguments() {
            worst = max(worst, Self.units(ReproducibleMath.log(x), Foundation.log(x)))
        }
        #expect(worst < 1.5)
    }

    /// Protects small arguments, where log(1 + x) computed naively keeps no digit.
    @Test func logarithmOfOnePlusIsAccurateForSmallArguments() {
        var stream = DrawSource(seed: 2, replication: 0).stream(Purpose("arguments"), entity: 0)
        for _ in 0..<50_000 {
            let magnitude = ReproducibleMath.exp(-40 * stream.nextUniform())
            for x in [magnitude * 5, -magnitude * 0.999] {
                #expect(Self.units(ReproducibleMath.log(onePlus: x), log1p(x)) < 3.5, "x = \(x)")
            }
        }
    }

    /// Protects the promise of less than 1 unit in the last place, as above; near underflow the unit is absolute.
    @Test func exponentialIsWithinAUnitOfTheCLibrarys() {
        var stream = DrawSource(seed: 3, replication: 0).stream(Purpose("arguments"), entity: 0)
        var worst = 0.0
        for _ in 0..<100_000 {
            for x in [1_455 * stream.nextUniform() - 745.2, 2 * stream.nextUniform() - 1] {
                worst = max(worst, Self.units(ReproducibleMath.exp(x), Foundation.exp(x)))
            }
        }
        #expect(worst < 1.5)
    }

    /// Protects accuracy where a reader would look first; the bits come from 50-digit arithmetic.
    @Test func wellKnownValuesAreRight() {
        #expect(ReproducibleMath.log(1) == 0)
        #expect(ReproducibleMath.log(2) == 0x1.62e42fefa39efp-1)
        #expect(ReproducibleMath.log(10) == 0x1.26bb1bbb55516p1)
        #expect(ReproducibleMath.exp(0) == 1)
        #expect(Self.units(ReproducibleMath.exp(1), 0x1.5bf0a8b145769p1) <= 1)
        #expect(ReproducibleMath.exp(-1) == 0x1.78b56362cef38p-2)
    }

    /// Protects reproducibility to the last bit: a hash over many results, the same on every machine and for ever.
    @Test func bitsOfManyResultsAreThePublishedOnes() {
        var stream = DrawSource(seed: 4, replication: 0).stream(Purpose("fingerprint"), entity: 0)
        var fingerprint: UInt64 = 0xCBF2_9CE4_8422_2325
        for _ in 0..<10_000 {
            let u = stream.nextUniform()
            let results = [
                ReproducibleMath.log(u), ReproducibleMath.log(onePlus: -u), ReproducibleMath.exp(20 * u - 10),
                ReproducibleMath.normalQuantile(u), ReproducibleMath.normalQuantile(u * 1e-9),
                ReproducibleMath.pow(u, 5), ReproducibleMath.logGamma(30 * u),
            ]
            for result in results { fingerprint = (fingerprint ^ result.bitPattern) &* 0x100_0000_01B3 }
        }
        #expect(fingerprint == 1_605_461_583_362_660_021)
    }

    /// Protects callers from traps and surprises at the ends of the range.
    @Test func specialValuesAreThoseOfTheStandard() {
        #expect(ReproducibleMath.log(0) == -.infinity)
        #expect(ReproducibleMath.log(-0.0) == -.infinity)
        #expect(ReproducibleMath.log(-1).isNaN)
        #expect(ReproducibleMath.log(-.infinity).isNaN)
        #expect(ReproducibleMath.log(.infinity) == .infinity)
        #expect(ReproducibleMath.log(.nan).isNaN)
        #expect(Self.units(ReproducibleMath.log(.leastNonzeroMagnitude), -744.4400719213812) <= 1)
        #expect(Self.units(ReproducibleMath.log(.greatestFiniteMagnitude), 709.782712893384) <= 1)

        #expect(ReproducibleMath.log(onePlus: -1) == -.infinity)
        #expect(ReproducibleMath.log(onePlus: -1.5).isNaN)
        #expect(ReproducibleMath.log(onePlus: .infinity) == .infinity)
        #expect(ReproducibleMath.log(onePlus: .nan).isNaN)
        #expect(ReproducibleMath.log(onePlus: .leastNonzeroMagnitude) == .leastNonzeroMagnitude)

        #expect(ReproducibleMath.exp(.infinity) == .infinity)
        #expect(ReproducibleMath.exp(-.infinity) == 0)
        #expect(ReproducibleMath.exp(.nan).isNaN)
        #expect(ReproducibleMath.exp(709.8) == .infinity)
        #expect(ReproducibleMath.exp(709.782712893384).isFinite)
        #expect(ReproducibleMath.exp(-745.1332191019411) == .leastNonzeroMagnitude)
        #expect(ReproducibleMath.exp(-745.14) == 0)
        #expect(ReproducibleMath.exp(1e300) == .infinity)
    }

    /// Protects whole powers, whose error grows with the number of factors, and the ends of the range.
    @Test func integerPowersAreProducts() {
        #expect(ReproducibleMath.pow(3, 4) == 81)
        #expect(ReproducibleMath.pow(-2, 3) == -8)
        #expect(ReproducibleMath.pow(2, -3) == 0.125)
        #expect(ReproducibleMath.pow(2, 1023) == 0x1p1023)
        #expect(ReproducibleMath.pow(2, -1074) == .leastNonzeroMagnitude)
        #expect(ReproducibleMath.pow(2, -1080) == 0)
        #expect(ReproducibleMath.pow(0, 0) == 1)
        #expect(ReproducibleMath.pow(.nan, 0) == 1)
        #expect(ReproducibleMath.pow(0, -1) == .infinity)
        #expect(ReproducibleMath.pow(0, 5) == 0)
        #expect(ReproducibleMath.pow(1, .min) == 1)
        #expect(ReproducibleMath.pow(2, .min) == 0)
        #expect(ReproducibleMath.pow(0.5, .max) == 0)
        #expect(ReproducibleMath.pow(.nan, 3).isNaN)
        for n in [10, 100, 365, -365] {
            let reference = Foundation.pow(0.97, Double(n))
            #expect(Self.units(ReproducibleMath.pow(0.97, n), reference) <= Double(abs(n)) + 2)
        }
    }

    /// Protects the printed coefficients: each is worth more than the tolerance. The references are the quantiles
    /// of the exact binary arguments, from 50-digit arithmetic and more; AS 241 claims 10⁻¹⁶, the evaluation adds a few units.
    @Test(arguments: [
        (0.5, 0.0), (0.55, 0.12566134685507416), (0.9, 1.2815515655446006), (0.925, 1.4395314709384561),
        (0.975, 1.9599639845400538), (0.999, 3.090232306167813), (1e-3, -3.0902323061678136),
        (1e-5, -4.264890793922825), (1e-10, -6.361340902404057), (1e-16, -8.222082216130435),
        (1e-30, -11.464024688443615), (1e-100, -21.273453560965326), (1e-300, -37.0470962993612),
    ])
    func normalQuantilesAreThePublishedOnes(_ p: Double, _ deviate: Double) {
        #expect(abs(ReproducibleMath.normalQuantile(p) - deviate) <= 2e-15 * max(1, abs(deviate)))
    }

    /// Protects the ends, where a uniform of exactly 0 or 1 would be an infinite delay.
    @Test func normalQuantileHandlesTheEnds() {
        #expect(ReproducibleMath.normalQuantile(0) == -.infinity)
        #expect(ReproducibleMath.normalQuantile(1) == .infinity)
        #expect(ReproducibleMath.normalQuantile(-0.1) == -.infinity)
        #expect(ReproducibleMath.normalQuantile(1.1) == .infinity)
        #expect(ReproducibleMath.normalQuantile(.nan).isNaN)
        #expect(ReproducibleMath.normalQuantile(0x1p-54).isFinite)
        #expect(ReproducibleMath.normalQuantile(1 - 0x1p-53).isFinite)
        #expect(ReproducibleMath.normalQuantile(.leastNonzeroMagnitude).isFinite)
    }

    /// Protects the moments of Weibull delays and the acceptance test of the binomial sampler.
    @Test func logarithmOfGammaAgreesWithGSL() {
        var x = 1e-3
        while x < 1e6 {
            let reference = gsl_sf_lngamma(x)
            #expect(abs(ReproducibleMath.logGamma(x) - reference) <= 4e-14 * max(1, abs(reference)), "x = \(x)")
            x *= 1.37
        }
        #expect(ReproducibleMath.logGamma(0).isNaN)
        #expect(ReproducibleMath.logGamma(.nan).isNaN)
        #expect(ReproducibleMath.logGamma(.infinity) == .infinity)
    }

    /// Protects the seam between the table and the series of Stirling's errors: both sides meet log n!.
    @Test func stirlingErrorsCompleteTheFactorials() {
        for n in 1...40 {
            let x = Double(n)
            let formula = ReproducibleMath.halfLogTwoPi + 0.5 * Foundation.log(x) + x * Foundation.log(x) - x
            #expect(abs(formula + ReproducibleMath.stirlingError(x) - gsl_sf_lngamma(x + 1)) < 1e-13, "n = \(n)")
        }
    }
}
