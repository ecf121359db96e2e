// The standard normal distribution, from GSL, in the one form in which it may reach a file.

import CGSL

/// The standard normal distribution's function, tail and quantile, rounded to 12 significant digits as ``CriticalValues`` are.
enum NormalDistribution {
    /// P(Z ≤ z); 0 and 1 at the infinities, and for NaN NaN.
    static func below(_ z: Double) -> Double {
        GSLErrors.areReturned()
        return gsl_cdf_ugaussian_P(z).rounded(toSignificantDigits: 12)
    }

    /// P(Z > z).
    static func upperTail(_ z: Double) -> Double {
        GSLErrors.areReturned()
        return gsl_cdf_ugaussian_Q(z).rounded(toSignificantDigits: 12)
    }

    /// The z with P(Z ≤ z) = p, for p strictly between 0 and 1; otherwise nil.
    static func quantile(_ p: Double) -> Double? {
        guard p > 0, p < 1 else { return nil }
        GSLErrors.areReturned()
        // The tail that is small keeps its digits.
        let z = p < 0.5 ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_ugaussian_Qinv(1 - p)
        return z.isFinite ? z.rounded(toSignificantDigits: 12) : nil
    }
}

/// Logarithm and exponential, by way of GSL, rounded to 12 significant digits for the same reason.
enum RoundedMath {
    /// The natural logarithm; nil unless x is greater than 0 and finite.
    static func log(_ x: Double) -> Double? {
        guard x > 0, x < .infinity else { return nil }
        GSLErrors.areReturned()
        let result = gsl_sf_log(x)
        return result.isFinite ? result.rounded(toSignificantDigits: 12) : nil
    }

    /// e to the x; 0 below the range, nil above it and for NaN.
    static func exp(_ x: Double) -> Double? {
        guard x > -700 else { return x.isNaN ? nil : 0 }
        guard x < 700 else { return nil }
        GSLErrors.areReturned()
        return gsl_sf_exp(x).rounded(toSignificantDigits: 12)
    }
}
