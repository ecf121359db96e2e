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

    /// log Γ(1 + 2x) − 2 log Γ(1 + x) for x > 0, with a relative error of about 10⁻¹³ however small x is.
    ///
    /// Up to ⅛ by log Γ(1 + x) = −log(1 + x) + (1 − γ)x + Σ (−1)ⁿ(ζ(n) − 1)xⁿ/n (DLMF 5.7.3), whose linear terms cancel
    /// and whose logarithms join: it begins with (π²/6)x².
    static func logGammaCurvature(_ x: Double) -> Double {
        guard x <= 0.125 else { return logGamma(1 + 2 * x) - 2 * logGamma(1 + x) }
        var sum = 0.0
        for (index, coefficient) in zetaMinusOne.enumerated().reversed() {
            // From the highest power down to the square: Σ (2ⁿ − 2)/n·(ζ(n) − 1)·(−x)ⁿ⁻².
            let n = index + 2
            sum = sum * -x + (Double(1 << n) - 2) / Double(n) * coefficient
        }
        return log(onePlus: x * x / (1 + 2 * x)) + sum * x * x
    }

    /// ζ(n) − 1 for n = 2 … 17 (DLMF 25.2.1).
    private static let zetaMinusOne: [Double] = [
        0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
        0.008349277381922827, 0.004077356197944339, 0.0020083928260822144, 0.0009945751278180853,
        0.0004941886041194646, 0.0002460865533080483, 0.00012271334757848915, 0.00006124813505870483,
        0.000030588236307020493, 0.000015282259408651872, 0.0000076371976378997623,
    ]
}
