// The beta distribution function: both tails, for parameters of any size.

extension ReproducibleMath {
    /// The share of the beta distribution below and above x: the regularised incomplete beta functions.
    ///
    /// Where a parameter is below 32: the continued fraction, on the side of the mean where it converges
    /// fast. Where both are large: Gauss–Legendre quadrature of the density from x outwards, a few microseconds for any
    /// parameters. The relative error of the tail on the far side of the mean is about 10⁻¹³, and what the rounding of x makes
    /// of it, 2⁻⁵³·√(a + b) or so, for large parameters.
    ///
    /// - Parameters:
    ///   - a: Greater than 0.
    ///   - b: Greater than 0.
    ///   - x: The point, in 0 … 1; beyond, all lies on one side.
    ///   - complement: 1 − x, for a caller who knows it to more digits.
    static func betaTails(_ a: Double, _ b: Double, _ x: Double, complement: Double? = nil) -> Tails {
        let y = complement ?? (1 - x)
        guard x > 0 else { return Tails(lower: 0) }
        guard y > 0 else { return Tails(upper: 0) }
        if Swift.min(a, b) >= 32 {
            // Which side of the mode (a − 1)/(a + b − 2) the point lies on.
            return (a - 1) * y > (b - 1) * x
                ? Tails(lower: largeBetaTail(a, b, x, y)) : Tails(upper: largeBetaTail(b, a, y, x))
        }
        return x * (b + 1) < (a + 1) * y
            ? Tails(lower: betaFraction(a, b, x, y)) : Tails(upper: betaFraction(b, a, y, x))
    }

    /// The density of the beta distribution at x, with y = 1 − x.
    static func betaDensity(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        guard x > 0, y > 0 else { return 0 }
        return betaFront(a, b, x, y) / (x * y)
    }

    /// xᵃyᵇ/B(a, b), with y = 1 − x.
    private static func betaFront(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        if Swift.min(a, b) >= 16 {
            // Loader's expansion for real arguments: Γ(a + b)/(Γ(a)Γ(b)) = (a + b choose a)·ab/(a + b).
            let n = a + b
            let twoPi = 6.283185307179586
            let correction = stirlingError(n) - stirlingError(a) - stirlingError(b)
            let deviance = Binomial.deviancePart(a, expected: n * x) + Binomial.deviancePart(b, expected: n * y)
            return exp(correction - deviance) * (a * (b / n) / twoPi).squareRoot()
        }
        let logX = x < 0.5 ? log(x) : log(onePlus: -y)
        let logY = y < 0.5 ? log(y) : log(onePlus: -x)
        return exp(a * logX + b * logY - logBeta(a, b))
    }

    /// The logarithm of the beta function B(a, b) for positive a and b.
    ///
    /// Where one parameter is large the difference of the two large logarithms of gamma is taken apart, so that what is
    /// common to both never appears (as `ALGDIV` of A. R. DiDonato and A. H. Morris, ACM TOMS 18(3), 1992).
    static func logBeta(_ a: Double, _ b: Double) -> Double {
        let small = Swift.min(a, b)
        let large = Swift.max(a, b)
        guard large >= 16 else { return logGamma(small) + logGamma(large) - logGamma(small + large) }
        // log Γ(large) − log Γ(large + small) by Stirling's formula for each.
        let sum = small + large
        let difference =
            stirlingError(large) - stirlingError(sum) - (large - 0.5) * log(onePlus: small / large) - small * log(sum)
            + small
        return logGamma(small) + difference
    }

    /// I_x(a, b) by its continued fraction, for x below about the mean.
    ///
    /// The even part of DLMF 8.17.22 in the arrangement of `BFRAC` (DiDonato and Morris, 1992), which keeps its digits for
    /// parameters of very different size from 1 on; a smaller one is raised by 1 first (DLMF 8.17.20 and 8.17.21).
    private static func betaFraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        let front = betaFront(a, b, x, y)
        guard front > 0 else { return 0 }
        if a < 1 { return front / a + betaFraction(a + 1, b, x, y) }
        if b < 1 { return Swift.max(0, betaFraction(a, b + 1, x, y) - front / b) }
        // a − (a + b)x, from the smaller of x and y, in one rounding.
        let lambda = a > b ? (-b).addingProduct(a + b, y) : a.addingProduct(-(a + b), x)
        let reciprocal = 1 + 1 / a
        var numerators = (last: 0.0, now: 1.0)
        var denominators = (last: 1.0, now: (1 + lambda) / reciprocal)
        var ratio = reciprocal / (1 + lambda)
        var p = 1.0
        var s = a + 1
        var n = 1.0
        while n < 20_000 {
            let t = n / a
            let w = n * (b - n) * x
            let e = a / s
            let alpha = p * (p + b / a) * e * e * (w * x)
            let beta = n + w / s + (t + 1) / (reciprocal + t + t) * (1 + lambda + n * (y + 1))
            p = t + 1
            s += 2
            let numerator = alpha * numerators.last + beta * numerators.now
            let denominator = alpha * denominators.last + beta * denominators.now
            let next = numerator / denominator
            if abs(next - ratio) <= next * 0x1p-52 { return front * next }
            ratio = next
            // Rescaled, so that neither grows out of range.
            numerators = (numerators.now / denominator, next)
            denominators = (denominators.now / denominator, 1)
            n += 1
        }
        return front * ratio
    }

    /// The density's integral from x down to 0, for large parameters and x below the mode.
    private static func largeBetaTail(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        let density = betaDensity(a, b, x, y)
        guard density > 0 else { return 0 }
        // (a − 1)/x − (b − 1)/y, whose terms nearly cancel at the mode.
        let slope = (a - 1).addingProduct(-(a + b - 2), x) / (x * y)
        let curvature = (a - 1) / (x * x) + (b - 1) / (y * y)
        let integral = tailIntegral(slope: -slope, spread: 1 / curvature.squareRoot(), length: x) { distance in
            (a - 1) * logOnePlusMinusArgument(-distance / x) + (b - 1) * logOnePlusMinusArgument(distance / y)
                - slope * distance
        }
        return density * integral
    }
}
