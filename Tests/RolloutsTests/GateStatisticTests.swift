// The gate's sequential tests against theory: Wald's error rates and sample numbers, Ville's inequality, run lengths of a cumulative sum.

import Foundation
import RandomStreams
import Testing

@testable import Rollouts

@Suite struct GateStatisticTests {
    /// What a test made of reports that fail with probability p, one report at a time.
    private func run(
        _ test: GateTest, share: Double, replication: Int, atMost most: Int
    ) -> (verdict: GateVerdict, reports: Int) {
        var stream = DrawSource(seed: 7, replication: UInt32(replication)).stream(Purpose("tests/reports"), entity: 0)
        var statistic = GateStatistic()
        statistic.restart(reports: 0, failed: 0)
        var failed = 0
        for reports in 1...most {
            if stream.nextUniform() < share { failed += 1 }
            let verdict = statistic.look(test, reports: Double(reports), failed: failed)
            if verdict != .goesOn { return (verdict, reports) }
        }
        return (.goesOn, most)
    }

    // MARK: Wald

    /// The operating characteristic L = (A^h − 1)/(A^h − B^h) and the average sample number (L log B + (1 − L) log A)/E z, A. Wald, "Sequential
    /// Analysis", Wiley 1947, chapter 3, in the approximation without the excess over the boundaries, for the share of failures at
    /// which E[(likelihood ratio)^h] = 1.
    private func wald(h: Double, p0: Double, p1: Double, alpha: Double, beta: Double) -> (
        share: Double, passes: Double, reports: Double
    ) {
        let (upper, lower) = (log((1 - beta) / alpha), log(beta / (1 - alpha)))
        let (bad, good) = (log(p1 / p0), log((1 - p1) / (1 - p0)))
        let share = (1 - exp(h * good)) / (exp(h * bad) - exp(h * good))
        let passes = (exp(h * upper) - 1) / (exp(h * upper) - exp(h * lower))
        let drift = share * bad + (1 - share) * good
        return (share, passes, (passes * lower + (1 - passes) * upper) / drift)
    }

    /// 4,000 tests for each of four shares of failures: h = 1 is p₀, h = −1 is p₁, the others lie between. The excess over the upper boundary is at
    /// most one failure's weight, log(p₁/p₀), that over the lower one next to none. So the true chance of passing lies between Wald's for the
    /// boundaries as they are and those for an upper boundary that is higher by that weight; the mean sample number likewise, give or take 5
    /// standard errors: false alarm below 10⁻⁵ in all. Power: boundaries with α and β exchanged move the chance of passing by more than 0.04 at p₀,
    /// 10 standard errors.
    @Test(arguments: [1.0, 0.4, -0.4, -1])
    func waldsTestPassesAndTakesAsLongAsItsTheorySays(h: Double) {
        let (p0, p1, alpha, beta) = (0.01, 0.03, 0.05, 0.1)
        let theory = wald(h: h, p0: p0, p1: p1, alpha: alpha, beta: beta)
        // A boundary that is higher by the largest excess.
        let excess = p1 / p0
        let least = (1 - beta) / alpha
        let far = { (h: Double) -> Double in
            let (upper, lower) = (log(least * excess), log(beta / (1 - alpha)))
            return (exp(h * upper) - 1) / (exp(h * upper) - exp(h * lower))
        }
        let replications = 4000
        var passed = 0
        var reports: [Double] = []
        for replication in 0..<replications {
            let end = run(
                .sequential(p0: p0, p1: p1, alpha: alpha, beta: beta), share: theory.share, replication: replication,
                atMost: 100_000)
            #expect(end.verdict != .goesOn)
            if end.verdict == .passes { passed += 1 }
            reports.append(Double(end.reports))
        }
        let share = Double(passed) / Double(replications)
        let bounds = [theory.passes, far(h)].sorted()
        let error = 5 * 0.5 / Double(replications).squareRoot()
        #expect(share > bounds[0] - error && share < bounds[1] + error, "\(share), theory \(bounds)")
        let (mean, meanError) = meanAndError(reports)
        // Wald's approximation is short by the mean excess over the drift, a quarter at the very most here.
        #expect(mean > theory.reports - 5 * meanError, "\(mean) ± \(meanError), theory \(theory.reports)")
        #expect(mean < 1.35 * theory.reports + 5 * meanError, "\(mean) ± \(meanError), theory \(theory.reports)")
    }

    /// Wald's bounds hold for every way of looking, batches included: a false alarm at p₀ has at most the probability α/(1 − β), a pass at p₁ at
    /// most β/(1 − α). 4,000 tests, 5 standard errors.
    @Test(arguments: [1, 50, 1000])
    func errorRatesHoldWhateverTheBatch(batch: Int) {
        let (p0, p1, alpha, beta) = (0.01, 0.03, 0.05, 0.1)
        let test = GateTest.sequential(p0: p0, p1: p1, alpha: alpha, beta: beta)
        func errors(_ share: Double, _ verdict: GateVerdict) -> Double {
            var count = 0
            for replication in 0..<4000 {
                var stream = DrawSource(seed: 8, replication: UInt32(replication)).stream(
                    Purpose("tests/batches"), entity: 0)
                var statistic = GateStatistic()
                var failed = 0
                var reports = 0
                while true {
                    reports += batch
                    failed += Binomial.sample(trials: batch, probability: share, from: &stream)
                    let found = statistic.look(test, reports: Double(reports), failed: failed)
                    if found == verdict { count += 1 }
                    if found != .goesOn { break }
                }
            }
            return Double(count) / 4000
        }
        let (falseAlarms, misses) = (alpha / (1 - beta), beta / (1 - alpha))
        #expect(errors(p0, .alarm) < falseAlarms + 5 * (falseAlarms / 4000).squareRoot())
        #expect(errors(p1, .passes) < misses + 5 * (misses / 4000).squareRoot())
    }

    // MARK: Mixture

    /// Ville's inequality: looked at after every one of 3,000 reports, a false alarm has at most the probability α. And it finds: a share of three times
    /// p₀ is found in 3,000 reports almost always. 2,000 tests of each; 5 standard errors. Seen to fail with the largest likelihood ratio in
    /// place of the mean.
    @Test func theMixtureKeepsItsErrorRateHoweverOftenItLooks() {
        let test = GateTest.mixture(p0: 0.01, alpha: 0.1)
        let count = { (share: Double) in
            (0..<2000).count { self.run(test, share: share, replication: $0, atMost: 3000).verdict == .alarm }
        }
        #expect(Double(count(0.01)) < 2000 * 0.1 + 5 * (2000 * 0.1 * 0.9).squareRoot())
        #expect(count(0.03) > 1980)
    }

    // MARK: Cumulative sum

    /// The mean run length from 0 of a sum with steps +a (a failure) and −1, kept at 0 or above, until it reaches h, all whole numbers: the Markov chain
    /// of D. Brook and D. A. Evans, "An approach to the probability distribution of CUSUM run length", Biometrika 59, 1972. It is
    /// solved backwards: E(i) = 1 + p E(i + a) + (1 − p) E(max(0, i − 1)).
    private func meanRunLength(share: Double, up: Int, limit: Int) -> Double {
        var lengths = Array(repeating: 0.0, count: limit)
        for _ in 0..<200_000 {
            var change = 0.0
            for state in (0..<limit).reversed() {
                let next = state + up < limit ? lengths[state + up] : 0
                let value = 1 + share * next + (1 - share) * lengths[max(0, state - 1)]
                change = max(change, abs(value - lengths[state]))
                lengths[state] = value
            }
            if change < 1e-9 { break }
        }
        return lengths[0]
    }

    /// p₁ is chosen so that a failure weighs as much as twenty healthy reports take off: log(p₁/p₀) = 20 log((1 − p₀)/(1 − p₁)). Run lengths are
    /// about exponential, so that 2,000 of them give a standard error of 2.2 %; 5 of them are exceeded with a probability of 6·10⁻⁷. A step
    /// more or less to the limit changes the run length by 20 % and more.
    @Test(arguments: [(0.02, 58), (0.05, 58), (0.1, 97)])
    func theCumulativeSumRunsAsLongAsItsMarkovChain(share: Double, limit: Int) {
        let p0 = 0.02
        var (low, high) = (0.03, 0.9)
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if log(middle / p0) > 20 * log((1 - p0) / (1 - middle)) { low = middle } else { high = middle }
        }
        let step = log((1 - p0) / (1 - low))
        // Half a step below the lattice point, so that rounding cannot miss it.
        let test = GateTest.cumulativeSum(p0: p0, p1: low, limit: (Double(limit) - 0.5) * step)
        let lengths = (0..<2000).map {
            Double(run(test, share: share, replication: $0, atMost: 1_000_000).reports)
        }
        let (mean, error) = meanAndError(lengths)
        let expected = meanRunLength(share: share, up: 20, limit: limit)
        #expect(abs(mean - expected) < 5 * error, "\(mean) ± \(error), Markov chain \(expected)")
    }

    // MARK: Threshold

    /// At the hundredth report with at least 3 failures: the binomial law's tail, by 4,000 tests with 5 standard errors (0.04 of 0.5 at most).
    @Test func theThresholdsFalseAlarmsAreTheBinomialTail() {
        let test = GateTest.threshold(share: 0.03, minimum: 100)
        var expected = 1.0
        for count in 0..<3 {
            var term = 1.0
            for factor in 0..<count { term *= Double(100 - factor) / Double(factor + 1) * 0.01 / 0.99 }
            expected -= term * pow(0.99, 100)
        }
        let found = (0..<4000).count { run(test, share: 0.01, replication: $0, atMost: 100).verdict == .alarm }
        let error = (expected * (1 - expected) / 4000).squareRoot()
        #expect(abs(Double(found) / 4000 - expected) < 5 * error, "\(found), expected \(expected)")
    }

    @Test func aTestThatBeginsAnewForgetsWhatItCounted() {
        var statistic = GateStatistic()
        #expect(statistic.look(.failures(3), reports: 10, failed: 3) == .alarm)
        statistic.restart(reports: 10, failed: 3)
        #expect(statistic.look(.failures(3), reports: 12, failed: 5) == .goesOn)
        #expect(statistic.look(.threshold(share: 0.5, minimum: 4), reports: 14, failed: 5) == .alarm)
        #expect(statistic.look(.threshold(share: 0.5, minimum: 5), reports: 14, failed: 5) == .goesOn)
    }
}
