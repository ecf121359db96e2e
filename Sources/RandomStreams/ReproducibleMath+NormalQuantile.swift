// The quantile function of the standard normal distribution, from basic operations only.

extension ReproducibleMath {
    /// The standard normal deviate below which a share p of the distribution lies.
    ///
    /// Algorithm AS 241, PPND16: M. J. Wichura, Applied Statistics 37(3), 1988, https://doi.org/10.2307/2347330, with a
    /// relative error of about 10⁻¹⁶ of the formula, and a few units in the last place as computed. It uses
    /// ``log(_:)`` and the square root. −∞ at 0 and below, +∞ at 1 and above, NaN for NaN.
    public static func normalQuantile(_ p: Double) -> Double {
        guard p > 0 else { return p.isNaN ? p : -.infinity }
        guard p < 1 else { return .infinity }
        let q = p - 0.5
        if abs(q) <= 0.425 {
            let r = 0.180625 - q * q
            return q * centralNumerator(r) / centralDenominator(r)
        }
        let tail = q < 0 ? p : 1 - p
        let r = (-log(tail)).squareRoot()
        let deviate =
            r <= 5
            ? middleNumerator(r - 1.6) / middleDenominator(r - 1.6)
            : farNumerator(r - 5) / farDenominator(r - 5)
        return q < 0 ? -deviate : deviate
    }

    // The six polynomials of AS 241, coefficients as printed there, by Horner's rule.

    private static func centralNumerator(_ r: Double) -> Double {
        var y = 2.5090809287301226727e3
        y = y * r + 3.3430575583588128105e4
        y = y * r + 6.7265770927008700853e4
        y = y * r + 4.5921953931549871457e4
        y = y * r + 1.3731693765509461125e4
        y = y * r + 1.9715909503065514427e3
        y = y * r + 1.3314166789178437745e2
        return y * r + 3.3871328727963666080e0
    }

    private static func centralDenominator(_ r: Double) -> Double {
        var y = 5.2264952788528545610e3
        y = y * r + 2.8729085735721942674e4
        y = y * r + 3.9307895800092710610e4
        y = y * r + 2.1213794301586595867e4
        y = y * r + 5.3941960214247511077e3
        y = y * r + 6.8718700749205790830e2
        y = y * r + 4.2313330701600911252e1
        return y * r + 1
    }

    private static func middleNumerator(_ r: Double) -> Double {
        var y = 7.74545014278341407640e-4
        y = y * r + 2.27238449892691845833e-2
        y = y * r + 2.41780725177450611770e-1
        y = y * r + 1.27045825245236838258e0
        y = y * r + 3.64784832476320460504e0
        y = y * r + 5.76949722146069140550e0
        y = y * r + 4.63033784615654529590e0
        return y * r + 1.42343711074968357734e0
    }

    private static func middleDenominator(_ r: Double) -> Double {
        var y = 1.05075007164441684324e-9
        y = y * r + 5.47593808499534494600e-4
        y = y * r + 1.51986665636164571966e-2
        y = y * r + 1.48103976427480074590e-1
        y = y * r + 6.89767334985100004550e-1
        y = y * r + 1.67638483018380384940e0
        y = y * r + 2.05319162663775882187e0
        return y * r + 1
    }

    private static func farNumerator(_ r: Double) -> Double {
        var y = 2.01033439929228813265e-7
        y = y * r + 2.71155556874348757815e-5
        y = y * r + 1.24266094738807843860e-3
        y = y * r + 2.65321895265761230930e-2
        y = y * r + 2.96560571828504891230e-1
        y = y * r + 1.78482653991729133580e0
        y = y * r + 5.46378491116411436990e0
        return y * r + 6.65790464350110377720e0
    }

    private static func farDenominator(_ r: Double) -> Double {
        var y = 2.04426310338993978564e-15
        y = y * r + 1.42151175831644588870e-7
        y = y * r + 1.84631831751005468180e-5
        y = y * r + 7.86869131145613259100e-4
        y = y * r + 1.48753612908506148525e-2
        y = y * r + 1.36929880922735805310e-1
        y = y * r + 5.99832206555887937690e-1
        return y * r + 1
    }
}
