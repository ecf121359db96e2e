// Critical values are the published ones, rounded where every machine agrees.

import CGSL
import Testing

@testable import Statistics

struct CriticalValueTests {
    /// Protects every interval. The references come from 40-digit arithmetic; values are rounded to 12 digits, so they may
    /// be off by half a unit of the twelfth and the last bits of GSL.
    @Test(arguments: [
        [0.95, 1, 12.7062047361747], [0.95, 2, 4.302652729749464], [0.9, 5, 2.015048373333024],
        [0.95, 9, 2.262157162798206], [0.99, 29, 2.756385903670605], [0.95, 99, 1.984216951586417],
        [0.95, 999, 1.96234146113345], [0.999, 9_999, 3.291500063300932], [0.95, 2.5, 3.574654842003683],
        [0.9999999, 3, 280.4251461529672],
    ])
    func studentsCriticalValuesAreThePublishedOnes(_ values: [Double]) throws {
        let critical = try CriticalValues.studentT(confidence: values[0], degreesOfFreedom: values[1])
        // 1 − confidence keeps ten digits at 0.9999999.
        let tolerance = values[0] > 0.9999 ? 1e-9 : 6e-12
        #expect(abs(critical - values[2]) <= tolerance * values[2])
    }

    /// Protects Wilson's interval and the limit of many degrees of freedom.
    @Test(arguments: [
        [0.5, 0.6744897501960817], [0.9, 1.644853626951473], [0.95, 1.959963984540054], [0.99, 2.575829303548901],
        [0.999999, 4.89163847569859],
    ])
    func normalCriticalValuesAreThePublishedOnes(_ values: [Double]) throws {
        let critical = try CriticalValues.normal(confidence: values[0])
        #expect(abs(critical - values[1]) <= 6e-12 * values[1])
        #expect(
            abs(try CriticalValues.studentT(confidence: values[0], degreesOfFreedom: 900_000_000) - critical) < 1e-7)
        #expect(try CriticalValues.studentT(confidence: values[0], degreesOfFreedom: .infinity) == critical)
    }

    /// Protects files from the last bits of the C library.
    @Test func valuesAreRoundedToSignificantDigits() throws {
        #expect(try CriticalValues.normal(confidence: 0.95) == 1.95996398454)
        #expect(try CriticalValues.studentT(confidence: 0.95, degreesOfFreedom: 1) == 12.7062047362)
        #expect(1_234.56789.rounded(toSignificantDigits: 6) == 1_234.57)
        #expect((-0.000123456).rounded(toSignificantDigits: 3) == -0.000123)
        #expect(99_999.0.rounded(toSignificantDigits: 3) == 100_000)
        #expect(1.0.rounded(toSignificantDigits: 12) == 1)
        #expect(abs(1.23456e-30.rounded(toSignificantDigits: 3) - 1.23e-30) < 1e-44)
        #expect(abs(1.23456e30.rounded(toSignificantDigits: 3) - 1.23e30) < 1e16)
        #expect(0.0.rounded(toSignificantDigits: 3) == 0)
        #expect(Double.nan.rounded(toSignificantDigits: 3).isNaN)
        #expect(Double.infinity.rounded(toSignificantDigits: 3) == .infinity)
    }

    /// Protects the process and the reader: a bad argument is an error that says so.
    @Test func argumentsOutOfRangeAreErrors() {
        for confidence in [0, 1, -0.5, 95, .nan, .infinity] {
            #expect(throws: StatisticsError.self) { try CriticalValues.normal(confidence: confidence) }
            #expect(throws: StatisticsError.self) {
                try CriticalValues.studentT(confidence: confidence, degreesOfFreedom: 5)
            }
        }
        for degrees in [0, -1, 0.99, .nan] as [Double] {
            #expect(throws: StatisticsError.self) {
                try CriticalValues.studentT(confidence: 0.95, degreesOfFreedom: degrees)
            }
        }
        do {
            _ = try CriticalValues.normal(confidence: 95)
        } catch {
            #expect(error.description == "confidence: must lie between 0 and 1, such as 0.95; found 95.0")
        }
    }

    /// Protects the process at the corners of the argument space, where GSL's inverse might not converge: no abort, and the
    /// value is the inverse indeed. Twelve digits of t give ten of the tail, which falls no faster than t⁻¹⁰ here, or as a
    /// normal tail within 8.3 deviations.
    @Test func criticalValuesUndoTheDistributionFunctionAtTheCorners() throws {
        for confidence in [1e-10, 0.01, 0.5, 0.9, 0.999, 1 - 1e-10, 1 - 0x1p-53] {
            for degrees in [1, 1.5, 2, 5, 10, 100, 1e6, 1e9] {
                let value = try CriticalValues.studentT(confidence: confidence, degreesOfFreedom: degrees)
                let outside = (1 - confidence) / 2
                let tail = degrees == 1 ? gsl_cdf_cauchy_Q(value, 1) : gsl_cdf_tdist_Q(value, degrees)
                #expect(abs(tail / outside - 1) < 1e-9, "\(confidence), \(degrees)")
            }
        }
        for confidence in [Double.leastNonzeroMagnitude, 1e-300] {
            #expect(try CriticalValues.studentT(confidence: confidence, degreesOfFreedom: 3) == 0)
            #expect(try CriticalValues.normal(confidence: confidence) == 0)
        }
    }
}
