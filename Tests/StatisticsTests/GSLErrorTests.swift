// What GSL cannot compute becomes an error of this module or nil: it never ends the process.

import CGSL
import Testing

@testable import Statistics

/// Seen to end the process with GSL's error handler left on, and to fail without the check of the result.
struct GSLErrorTests {
    /// Protects the process: domain errors, overflow and a series that does not converge come back as values once any statistic was
    /// asked for, and a critical value made of them is an error of this module, which names the result.
    @Test func failuresOfGSLAreErrorsOfThisModule() throws {
        _ = try CriticalValues.normal(confidence: 0.95)
        var result = gsl_sf_result()
        #expect(gsl_sf_log_e(-1, &result) == Int32(GSL_EDOM))
        #expect(gsl_sf_exp_e(1e9, &result) == Int32(GSL_EOVRFLW))
        for failed in [gsl_sf_log(-1), gsl_sf_exp(1e9), gsl_sf_gamma(-1), gsl_cdf_beta_Pinv(2, 1, 1)] {
            #expect(!failed.isFinite)
            #expect(throws: StatisticsError("result", "no critical value can be computed for these arguments")) {
                try CriticalValues.checked(failed)
            }
        }
        #expect(throws: StatisticsError.self) { try CriticalValues.checked(-1) }
        #expect(try CriticalValues.checked(1.959_963_984_540_054) == 1.959_963_984_54)
    }

    /// Protects intervals from infinite or missing logarithms.
    @Test func logarithmsAndExponentialsOutOfRangeAreAbsent() {
        for x in [0, -1, -.infinity, .infinity, .nan] as [Double] { #expect(RoundedMath.log(x) == nil) }
        #expect(RoundedMath.exp(701) == nil && RoundedMath.exp(.nan) == nil && RoundedMath.exp(-.infinity) == 0)
        for p in [0, 1, -1, 2, .nan] as [Double] { #expect(NormalDistribution.quantile(p) == nil) }
        #expect(NormalDistribution.below(.infinity) == 1 && NormalDistribution.upperTail(.infinity) == 0)
    }

    /// Protects critical values where GSL's inverses are pressed hardest: at the ends of confidence and degrees of freedom they are
    /// found, and lead back to the tail that they came from.
    @Test func criticalValuesExistToTheEndsOfTheirRange() throws {
        for confidence in [1e-12, 0.5, 0.95, 1 - 1e-9, 1.0.nextDown] {
            for degrees in [1, 1.0.nextUp, 1.5, 2, 30, 1e4, 1e8, 1e9] {
                let t = try CriticalValues.studentT(confidence: confidence, degreesOfFreedom: degrees)
                let outside = (1 - confidence) / 2
                let back = degrees == 1 ? gsl_cdf_cauchy_Q(t, 1) : gsl_cdf_tdist_Q(t, degrees)
                #expect(abs(back / outside - 1) < 1e-6, "\(confidence), \(degrees)")
            }
        }
    }
}
