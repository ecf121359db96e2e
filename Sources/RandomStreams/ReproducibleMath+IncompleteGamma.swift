// The gamma and the normal distribution function: both tails, for parameters of any size.

extension ReproducibleMath {
    /// The shares of a distribution below and above a point; each keeps its own digits where it is small.
    struct Tails: Hashable, Sendable {
        /// The probability of at most this value.
        var lower: Double
        /// The probability of more than this value.
        var upper: Double

        /// The tails of a lower share that is known to its digits.
        init(lower: Double) {
            self.lower = Swift.min(lower, 1)
            upper = Swift.max(1 - lower, 0)
        }

        /// The tails of an upper share that is known to its digits.
        init(upper: Double) {
            self.upper = Swift.min(upper, 1)
            lower = Swift.max(1 - upper, 0)
        }
    }

    /// The share of the standard normal distribution below x, with a relative error of about 10⁻¹³ in both tails.
    ///
    /// Half the incomplete gamma function of shape ½ at x²/2. 0 at −∞, 1 at +∞, NaN for NaN.
    public static func normalCumulative(_ x: Double) -> Double {
        guard !x.isNaN else { return x }
        let tails = gammaTails(shape: 0.5, x * x / 2)
        return x < 0 ? 0.5 * tails.upper : 0.5 + 0.5 * tails.lower
    }

    /// The share of the gamma distribution (scale 1) below and above x: the regularised incomplete gamma functions.
    ///
    /// Up to shape 64: the power series below shape + 1, Legendre's continued fraction above (Abramowitz and Stegun
    /// 6.5.29 and 6.5.31). Beyond, where both would take O(√shape) steps: Gauss–Legendre quadrature of the density from x
    /// outwards, a few microseconds for any shape. The relative error of the smaller tail is about 10⁻¹³, and what the rounding
    /// of x makes of it, 2⁻⁵³·√shape, for large shapes; below x = shape + 1 the upper tail has an absolute error of 10⁻¹⁵.
    ///
    /// - Parameters:
    ///   - shape: Greater than 0.
    ///   - x: The point; 0 or less has nothing below it.
    static func gammaTails(shape a: Double, _ x: Double) -> Tails {
        guard x > 0 else { return Tails(lower: 0) }
        guard x < .infinity else { return Tails(upper: 0) }
        if a > 64 {
            return x < a ? Tails(lower: gammaTail(a, x, towards: -1)) : Tails(upper: gammaTail(a, x, towards: 1))
        }
        let front = poissonTerm(a, x)
        if x < a + 1 {
            var term = 1.0
            var sum = 1.0
            var divisor = a
            while term > sum * 0x1p-55 {
                divisor += 1
                term *= x / divisor
                sum += term
            }
            return Tails(lower: front * sum)
        }
        // Evaluated forwards by Lentz's method; every denominator is positive here.
        var b = x + 1 - a
        var d = 1 / b
        var c = 1e300
        var fraction = d
        var step = 1.0
        while step < 5_000 {
            let numerator = -step * (step - a)
            b += 2
            d = 1 / (numerator * d + b)
            c = b + numerator / c
            let change = c * d
            fraction *= change
            if abs(change - 1) < 0x1p-52 { break }
            step += 1
        }
        return Tails(upper: front * a * fraction)
    }

    /// The density of the gamma distribution (scale 1) at x.
    static func gammaDensity(shape a: Double, _ x: Double) -> Double {
        guard x > 0, x < .infinity else { return 0 }
        return poissonTerm(a, x) * (a / x)
    }

    /// xᵃe⁻ˣ/Γ(a + 1): the Poisson probability of a at mean x, for real a > 0.
    static func poissonTerm(_ a: Double, _ x: Double) -> Double {
        guard x > 0, x < .infinity else { return 0 }
        if a < 16 { return exp(a * log(x) - x - logGamma(a + 1)) }
        let twoPi = 6.283185307179586
        return exp(-stirlingError(a) - Binomial.deviancePart(a, expected: x)) / (twoPi * a).squareRoot()
    }

    /// The density's integral from x to the end of the support on one side, for shapes above 64 and x on that side of them.
    private static func gammaTail(_ a: Double, _ x: Double, towards side: Double) -> Double {
        let density = gammaDensity(shape: a, x)
        guard density > 0 else { return 0 }
        let power = a - 1
        // log f(t)/f(x) = power·(log(1 + δ) − δ) + slope·(t − x) with δ = (t − x)/x: nothing large cancels.
        let slope = (power - x) / x
        let integral = tailIntegral(
            slope: slope * side, spread: x / power.squareRoot(), length: side < 0 ? x : .infinity
        ) { distance in
            let offset = side * distance
            return power * logOnePlusMinusArgument(offset / x) + slope * offset
        }
        return density * integral
    }

    /// ∫ exp(g(s)) ds from 0 to `length`, for g concave with g(0) = 0 and decreasing but for little: the tail of a density
    /// relative to where it begins.
    ///
    /// Panels as wide as the decay allows, 16 Gauss–Legendre points in each, until a panel adds nothing.
    ///
    /// - Parameters:
    ///   - slope: g'(0).
    ///   - spread: 1/√−g''(0), a standard deviation as it were.
    ///   - length: Where the support ends; may be infinite.
    static func tailIntegral(
        slope: Double, spread: Double, length: Double, _ g: (Double) -> Double
    ) -> Double {
        let width = Swift.min(2.5 * spread, 6 / Swift.max(-slope, 1e-300))
        var sum = 0.0
        var start = 0.0
        for _ in 0..<200 where start < length {
            let half = 0.5 * Swift.min(width, length - start)
            let middle = start + half
            var panel = 0.0
            for index in 0..<8 {
                let reach = half * legendreNodes[index]
                panel += legendreWeights[index] * (exp(g(middle - reach)) + exp(g(middle + reach)))
            }
            sum += panel * half
            if panel * half <= sum * 0x1p-56 { break }
            start += 2 * half
        }
        return sum
    }

    // Gauss–Legendre quadrature of 16 points: the positive nodes and their weights.
    private static let legendreNodes: [Double] = [
        0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438,
        0.755404408355003, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
    ]
    private static let legendreWeights: [Double] = [
        0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674,
        0.12462897125553388, 0.09515851168249279, 0.062253523938647894, 0.027152459411754096,
    ]
}
