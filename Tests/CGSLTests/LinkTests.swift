// That the GNU Scientific Library which was found is one that Daybreak can rely on.

import CGSL
import Testing

/// Protects against a library that links but is not what its headers say.
@Suite struct LinkTests {
    @Test func theLibraryIsOfAVersionThatIsSupported() {
        #expect(GSL_MAJOR_VERSION >= 2)
    }

    /// Values of Abramowitz and Stegun, Handbook of Mathematical Functions (1964), tables 26.1 and 26.10, and of Γ(1/2) = √π.
    @Test func functionsGiveTheirTabulatedValues() {
        #expect(abs(gsl_cdf_ugaussian_P(1.96) - 0.97500_21048_51780) < 1e-14)
        #expect(abs(gsl_cdf_tdist_Pinv(0.975, 10) - 2.228) < 5e-4)
        #expect(abs(gsl_sf_gamma(0.5) * gsl_sf_gamma(0.5) - Double.pi) < 1e-14)
    }

    /// Protects the process: with the handler off, an argument outside a function's domain is a status and not an abort.
    @Test func errorsAreValuesOnceTheHandlerIsOff() {
        gsl_set_error_handler_off()
        var result = gsl_sf_result()
        #expect(gsl_sf_log_e(-1, &result) == Int32(GSL_EDOM))
        #expect(result.val.isNaN)
    }
}
