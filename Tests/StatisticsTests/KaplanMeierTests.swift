// Kaplan–Meier: the leukaemia trial of 1963, coverage by simulation, and what is not known.

import Testing

@testable import Statistics

struct KaplanMeierTests {
    /// Remission in weeks under 6-mercaptopurine (E. J. Freireich et al., Blood 21(6), 1963, as in every textbook); false is censored.
    static let remission: [(Double, Bool)] = [
        (6, true), (6, true), (6, true), (6, false), (7, true), (9, false), (10, true), (10, false), (11, false),
        (13, true), (16, true),
        (17, false), (19, false), (20, false), (22, true), (23, true), (25, false), (32, false), (32, false),
        (34, false), (35, false),
    ]

    static func freireich() throws -> KaplanMeier {
        try KaplanMeier(times: remission.map(\.0), isEvent: remission.map(\.1))
    }

    /// Protects the estimate, Greenwood's error and the log-log interval, against the published table (to its four digits) and
    /// SciPy's `ecdf(...).sf.confidence_interval(method="log-log")`. Seen to fail with those censored at the time of an event
    /// not counted as at risk, and with Greenwood's n² in place of n(n − d).
    @Test(
        arguments: [
            (6.0, 21, 3, 0.857142857143, 0.0764, 0.6197179553, 0.9515517500),
            (7, 17, 1, 0.806722689076, 0.0869, 0.5631465646, 0.9228090200),
            (10, 15, 1, 0.752941176471, 0.0963, 0.5031995108, 0.8893618400),
            (13, 12, 1, 0.690196078431, 0.1068, 0.4316102225, 0.8490659600),
            (16, 11, 1, 0.627450980392, 0.1141, 0.3675108560, 0.8049121900),
            (22, 7, 1, 0.537815126050, 0.1282, 0.2677789367, 0.7467907200),
            (23, 6, 1, 0.448179271709, 0.1346, 0.1880520059, 0.6801426300),
        ] as [(Double, Int, Int, Double, Double, Double, Double)])
    func theLeukaemiaTrialHasItsPublishedTable(
        _ time: Double, _ atRisk: Int, _ events: Int, _ survival: Double, _ error: Double, _ low: Double, _ high: Double
    ) throws {
        let estimate = try Self.freireich()
        let step = try #require(estimate.steps.first { $0.time == time })
        #expect(step.atRisk == atRisk && step.events == events)
        #expect(abs(step.survival - survival) < 1e-11)
        #expect(abs(step.standardError - error) < 5e-5)
        for later in [time, time + 0.5] {
            #expect(estimate.survival(at: later) == step.survival)
            #expect(estimate.standardError(at: later) == step.standardError)
            let interval = try #require(try estimate.survivalInterval(at: later, confidence: 0.95))
            #expect(abs(interval.low - low) < 1e-8 && abs(interval.high - high) < 1e-8)
        }
    }

    /// Protects medians and means, against the published median 23 with the interval from 13 to unknown, and R's
    /// `print(survfit(...), rmean = 35)`: 23.29 with the error 2.83.
    @Test func theLeukaemiaTrialHasItsMedianAndMean() throws {
        let estimate = try Self.freireich()
        #expect(estimate.steps.count == 7 && estimate.count == 21 && estimate.countCensored == 12)
        #expect(estimate.quantile(0.5) == 23 && estimate.quantile(0.25) == 13 && estimate.quantile(0.6) == nil)
        let median = try estimate.quantileInterval(0.5, confidence: 0.95)
        #expect(median.low == 13 && median.high == nil)
        let quarter = try estimate.quantileInterval(0.25, confidence: 0.95)
        #expect(quarter.low == 6 && quarter.high == 22)
        let mean = try #require(estimate.restrictedMean(until: 35))
        #expect(abs(mean.mean - 23.287394957983196) < 1e-9 && abs(mean.standardError - 2.8274676233714393) < 1e-9)
        let early = try #require(estimate.restrictedMean(until: 20))
        #expect(abs(early.mean - 16.116526610644257) < 1e-9 && abs(early.standardError - 1.2515601960050473) < 1e-9)
        #expect(try #require(estimate.restrictedMean(until: 6)) == (6, 0))
        #expect(estimate.restrictedMean(until: 35.5) == nil)
    }

    /// Protects the simple case: without censoring it is the empirical distribution, whatever the order of the times.
    @Test func withoutCensoringItIsTheEmpiricalDistribution() throws {
        var generator = TestGenerator(seed: 81)
        let times = (0..<200).map { _ in (20 * generator.exponential()).rounded(.up) }
        let estimate = try KaplanMeier(times: times, isEvent: times.map { _ in true })
        let sample = OrderedSample(times)
        for time in stride(from: 0.0, through: 150, by: 1) {
            let share = 1 - (try #require(sample.share(notAbove: time)))
            #expect(abs(try #require(estimate.survival(at: time)) - share) < 1e-12)
            // Greenwood's error is then the binomial one.
            #expect(
                abs(try #require(estimate.standardError(at: time)) - (share * (1 - share) / 200).squareRoot()) < 1e-12)
        }
        #expect(estimate.steps.last?.survival == 0)
        #expect(estimate.survival(at: 1e9) == 0)
        #expect(
            try #require(estimate.restrictedMean(until: 1e9)).mean - (try #require(SampleMoments(times).mean)) < 1e-9)
    }

    /// Protects against bias: half of exponential times censored by a horizon and by independent chance; the interval at the true median holds
    /// 1/2 as often as it says, and the estimate of the median is not censored away. False-alarm rate 6·10⁻⁷ (z-bound
    /// 5); treating censored times as events, or leaving them out, is found with certainty.
    @Test func intervalsCoverTheTruthUnderCensoring() throws {
        var generator = TestGenerator(seed: 82)
        let median = 0.6931471805599453
        var hits = 0
        let rounds = 2_000
        for _ in 0..<rounds {
            var times: [Double] = []
            var isEvent: [Bool] = []
            for _ in 0..<100 {
                let event = generator.exponential()
                let censoring = min(1.5, 2 * generator.exponential())
                times.append(min(event, censoring))
                isEvent.append(event <= censoring)
            }
            let estimate = try KaplanMeier(times: times, isEvent: isEvent)
            if try estimate.survivalInterval(at: median, confidence: 0.95)?.contains(0.5) == true { hits += 1 }
        }
        #expect(abs(coverageZ(hits, of: rounds, 0.95)) < 5, "\(hits)")
    }

    /// Protects what is said at the edges: nothing is guessed beyond the last time, and no formula gives NaN.
    @Test func whatIsNotKnownIsAbsent() throws {
        let none = try KaplanMeier(times: [], isEvent: [])
        #expect(none.survival(at: 0) == nil && none.lastTime == nil && none.restrictedMean(until: 1) == nil)
        let censored = try KaplanMeier(times: [3, 5, .infinity], isEvent: [false, false, false])
        #expect(censored.survival(at: 4) == 1 && censored.standardError(at: 4) == 0 && censored.quantile(0.5) == nil)
        #expect(try censored.survivalInterval(at: 4, confidence: 0.95) == nil)
        let one = try KaplanMeier(times: [0], isEvent: [true])
        #expect(one.survival(at: 0) == 0 && one.standardError(at: 0) == 0 && one.quantile(1) == 0)
        #expect(try one.survivalInterval(at: 0, confidence: 0.95) == nil)
        #expect(
            one.survival(at: .nan) == nil && one.survival(at: -1) == nil && one.restrictedMean(until: .infinity) == nil)
        #expect(throws: StatisticsError.self) { try KaplanMeier(times: [1], isEvent: []) }
        for time in [-1, Double.nan, .infinity] {
            #expect(throws: StatisticsError.self) { try KaplanMeier(times: [time], isEvent: [true]) }
        }
        #expect(throws: StatisticsError.self) { try one.quantileInterval(1, confidence: 0.95) }
        #expect(throws: StatisticsError.self) { try one.survivalInterval(at: 0, confidence: 1) }
        // Far out on the scale of the interval: many events of very many.
        let many = try KaplanMeier(
            times: (0..<2_000).map(Double.init), isEvent: (0..<2_000).map { $0 % 1_999 == 0 })
        for time in [0.0, 1_500, 1_999] {
            if let interval = try many.survivalInterval(at: time, confidence: 0.999_999) {
                #expect(interval.low >= 0 && interval.high <= 1 && interval.low <= interval.high)
            }
        }
    }
}
