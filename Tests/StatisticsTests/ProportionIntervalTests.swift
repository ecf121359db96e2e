// Intervals of a probability are the published ones and hold the confidence they claim.

import CGSL
import Testing

@testable import Statistics

struct ProportionIntervalTests {
    /// Which of the two intervals a test is about.
    enum Method: CaseIterable, Sendable {
        case wilson, clopperPearson

        func interval(_ successes: Int, _ trials: Int, _ confidence: Double) throws -> Interval {
            switch self {
            case .wilson:
                try ProportionInterval.wilson(successes: successes, trials: trials, confidence: confidence)
            case .clopperPearson:
                try ProportionInterval.clopperPearson(successes: successes, trials: trials, confidence: confidence)
            }
        }

        /// The exact coverage: the probability that the interval holds the true probability, without simulation.
        func coverage(trials: Int, probability: Double) throws -> Double {
            var covered = 0.0
            for successes in 0...trials where try interval(successes, trials, 0.95).contains(probability) {
                covered += gsl_ran_binomial_pdf(UInt32(successes), probability, UInt32(trials))
            }
            return covered
        }
    }

    /// Protects both formulas, on the four examples of R. G. Newcombe, Statistics in Medicine 17, 1998, table I, and on a rare
    /// event; to the digits of SciPy's normal and beta quantiles.
    @Test(arguments: [
        [81, 263, 0.2552885198782742, 0.36620957698280004, 0.25273674558527126, 0.3676219226013514],
        [15, 148, 0.0623863995307363, 0.16048724172330803, 0.05784401008344857, 0.161650490349479],
        [0, 20, 0, 0.16112515805281938, 0, 0.16843347098308534],
        [1, 29, 0.006113214292762653, 0.17175521879320288, 0.000872646883579922, 0.17764429548872293],
        [29, 29, 0.8830302015002593, 1, 0.8805551309304973, 1],
        [2_500, 1_000_000, 0.0024040170250959904, 0.0025998052117476357, 0.0024030678407625803, 0.0025998314598942845],
    ])
    func intervalsAreThePublishedOnes(_ row: [Double]) throws {
        let (successes, trials) = (Int(row[0]), Int(row[1]))
        let wilson = try ProportionInterval.wilson(successes: successes, trials: trials, confidence: 0.95)
        #expect(abs(wilson.low - row[2]) < 1e-11 && abs(wilson.high - row[3]) < 1e-11)
        let exact = try ProportionInterval.clopperPearson(successes: successes, trials: trials, confidence: 0.95)
        #expect(abs(exact.low - row[4]) < 1e-11 && abs(exact.high - row[5]) < 1e-11)
    }

    /// Protects the ends: no success leaves 0 possible, no failure leaves 1, nothing tried leaves everything.
    @Test(arguments: Method.allCases)
    func endsOfTheScaleAreReachedExactly(_ method: Method) throws {
        #expect(try method.interval(0, 7, 0.95).low == 0)
        #expect(try method.interval(7, 7, 0.95).high == 1)
        #expect(try method.interval(0, 0, 0.95) == Interval(low: 0, high: 1))
    }

    /// Protects the process and the reader from counts that cannot be.
    @Test(arguments: Method.allCases)
    func impossibleCountsAreErrors(_ method: Method) {
        #expect(throws: StatisticsError.self) { try method.interval(-1, 5, 0.95) }
        #expect(throws: StatisticsError.self) { try method.interval(6, 5, 0.95) }
        #expect(throws: StatisticsError.self) { try method.interval(0, -1, 0.95) }
        #expect(throws: StatisticsError.self) { try method.interval(1, 2, 1) }
        #expect(throws: StatisticsError.self) { try method.interval(1, 2, .nan) }
    }

    /// Protects against traps and endless loops where counts are as large as they can be.
    @Test func enormousCountsAreAnsweredOrRefused() throws {
        let wilson = try ProportionInterval.wilson(successes: .max - 1, trials: .max, confidence: 0.95)
        #expect(wilson.low > 0.999 && wilson.high <= 1)
        #expect(throws: StatisticsError.self) {
            try ProportionInterval.clopperPearson(successes: 1, trials: .max, confidence: 0.95)
        }
        let exact = try ProportionInterval.clopperPearson(successes: 1, trials: 1_000_000_000, confidence: 0.95)
        // One event: Poisson limits 0.02532 and 5.57164 (F. Garwood, Biometrika 28, 1936).
        #expect(abs(exact.low * 1e9 - 0.02532) < 1e-5)
        #expect(abs(exact.high * 1e9 - 5.57164) < 1e-5)
    }

    /// Protects "at least the confidence asked for", at every probability tried.
    @Test(arguments: [5, 20, 60])
    func clopperPearsonNeverCoversLessThanItSays(_ trials: Int) throws {
        for step in 1..<40 {
            let probability = Double(step) / 40
            let coverage = try Method.clopperPearson.coverage(trials: trials, probability: probability)
            #expect(coverage >= 0.95 - 1e-12)
        }
    }

    /// Protects "close to it on average": over the probabilities tried, Wilson's interval covers 0.95 within a hundredth
    /// (A. Agresti and B. A. Coull, The American Statistician 52(2), 1998, figure 4).
    @Test(arguments: [5, 20, 60])
    func wilsonCoversOnAverageWhatItSays(_ trials: Int) throws {
        var sum = 0.0
        for step in 1..<200 {
            sum += try Method.wilson.coverage(trials: trials, probability: Double(step) / 200)
        }
        #expect(abs(sum / 199 - 0.95) < 0.012)
    }

    /// Protects the summation behind the intervals against GSL's distribution function, and where GSL gives up against symmetry.
    @Test func binomialTailsAreThoseOfGSL() {
        for n in [1, 2, 10, 500, 20_000] {
            for p in [1e-4, 0.03, 0.5, 0.9] {
                let mean = Double(n) * p
                for offset in [-3.0, -1, 0, 1, 3] {
                    let k = max(1, min(n, Int(mean + offset * (mean * (1 - p)).squareRoot())))
                    let reference = gsl_cdf_binomial_Q(UInt32(k - 1), p, UInt32(n))
                    let tail = BinomialTail.probability(ofAtLeast: k, trials: n, p)
                    #expect(abs(tail - reference) < 1e-11, "n = \(n), p = \(p), k = \(k)")
                }
            }
        }
        // An odd number of fair trials: half of the probability lies on each side.
        #expect(abs(BinomialTail.probability(ofAtLeast: 50_000_001, trials: 100_000_001, 0.5) - 0.5) < 1e-11)
    }
}
