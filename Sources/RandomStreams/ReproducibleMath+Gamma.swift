// Logarithms of factorials and of the gamma function, and what is left of them after Stirling's formula.

extension ReproducibleMath {
    /// ½ log 2π.
    static let halfLogTwoPi = 0.9189385332046727

    /// The logarithm of Γ(x) for x > 0, with a relative error of about 10⁻¹⁵ of the larger of 1 and the result; NaN for
    /// other arguments, +∞ for +∞.
    ///
    /// Stirling's series from 16 on; below, the recurrence Γ(x + 1) = x Γ(x) leads there.
    static func logGamma(_ x: Double) -> Double {
        guard x > 0 else { return .nan }
        guard x < .infinity else { return x }
        var shifted = x
        var product = 1.0
        while shifted < 16 {
            product *= shifted
            shifted += 1
        }
        let stirling = (shifted - 0.5) * log(shifted) - shifted + halfLogTwoPi + stirlingSeries(shifted)
        return stirling - log(product)
    }

    /// log n! − (½ log 2πn + n log n − n), Stirling's error, for a whole number n ≥ 1.
    ///
    /// C. Loader, "Fast and accurate computation of binomial probabilities", 2000: the difference is computed as such, so
    /// that nothing cancels.
    static func stirlingError(_ n: Double) -> Double {
        if n >= 16 { return stirlingSeries(n) }
        guard n >= 1 else { return 0 }
        return smallStirlingErrors[Int(n)]
    }

    /// The asymptotic series 1/12x − 1/360x³ + 1/1260x⁵ − …, to 2⁻⁵⁶ for x ≥ 16 (Abramowitz and Stegun 6.1.41).
    private static func stirlingSeries(_ x: Double) -> Double {
        let z = 1 / (x * x)
        var y = -691.0 / 360360
        y = y * z + 1.0 / 1188
        y = y * z - 1.0 / 1680
        y = y * z + 1.0 / 1260
        y = y * z - 1.0 / 360
        y = y * z + 1.0 / 12
        return y / x
    }

    /// Stirling's error at 1 … 15; the value at 0 does not exist and is not used.
    private static let smallStirlingErrors: [Double] = [
        0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193,
        0.013876128823070748, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.00833056343336287,
        0.00757367548795184, 0.00694284010720953, 0.006408994188004207, 0.0059513701127588475, 0.005554733551962801,
    ]
}
