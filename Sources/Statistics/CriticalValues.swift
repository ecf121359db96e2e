// Critical values of the distributions behind intervals and tests, from GSL.

import CGSL

/// Critical values: how many standard errors an interval of a given confidence reaches to each side.
///
/// They are computed by GSL and rounded to 12 significant digits, far finer than any use and coarser than the difference
/// between two C libraries, so that files made from them have the same bytes on every machine.
public enum CriticalValues {
    /// The two-sided critical value of Student's t: with probability `confidence`, |T| stays below it.
    ///
    /// - Parameters:
    ///   - confidence: Strictly between 0 and 1, such as 0.95.
    ///   - degreesOfFreedom: 1 or more, whole or not; above 10⁹ the normal distribution's value is returned, which differs by less
    ///     than 10⁻⁸.
    /// - Throws: ``StatisticsError`` for arguments out of range.
    public static func studentT(
        confidence: Double, degreesOfFreedom: Double
    ) throws(StatisticsError) -> Double {
        try StatisticsError.requireConfidence(confidence)
        // GSL's inverse is not reliable below 1, which no sample has.
        guard degreesOfFreedom >= 1 else {
            throw StatisticsError("degreesOfFreedom", "must be 1 or more; found \(degreesOfFreedom)")
        }
        guard degreesOfFreedom <= 1e9 else { return try normal(confidence: confidence) }
        GSLErrors.areReturned()
        let outside = (1 - confidence) / 2
        // One degree of freedom is the Cauchy distribution; GSL's inverse of t loses its digits in that far tail.
        return try checked(
            degreesOfFreedom == 1 ? gsl_cdf_cauchy_Qinv(outside, 1) : gsl_cdf_tdist_Qinv(outside, degreesOfFreedom))
    }

    /// The two-sided critical value of Student's t for a whole number of degrees of freedom, such as n − 1.
    ///
    /// - Throws: ``StatisticsError`` for arguments out of range.
    public static func studentT(
        confidence: Double, degreesOfFreedom: Int
    ) throws(StatisticsError) -> Double {
        try studentT(confidence: confidence, degreesOfFreedom: Double(degreesOfFreedom))
    }

    /// The two-sided critical value of the standard normal distribution, such as 1.96 for 0.95.
    ///
    /// - Throws: ``StatisticsError`` when the confidence does not lie strictly between 0 and 1.
    public static func normal(confidence: Double) throws(StatisticsError) -> Double {
        try StatisticsError.requireConfidence(confidence)
        GSLErrors.areReturned()
        return try checked(gsl_cdf_ugaussian_Qinv((1 - confidence) / 2))
    }

    /// A result of GSL that can be a critical value.
    static func checked(_ value: Double) throws(StatisticsError) -> Double {
        guard value.isFinite, value >= 0 else {
            throw StatisticsError("result", "no critical value can be computed for these arguments")
        }
        return value.rounded(toSignificantDigits: 12)
    }
}

/// GSL's error handling, which ends the process unless it is told not to.
enum GSLErrors {
    /// Says, before a GSL function is called, that errors are to come back as values; turns the handler off for good.
    static func areReturned() { _ = handlerIsOff }

    private static let handlerIsOff: Bool = {
        gsl_set_error_handler_off()
        return true
    }()
}
