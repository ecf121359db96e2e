// Batch means by the kernel, with the inference of this module: honest on correlated series, and warned where batches are too short.

import EventKernel
import Testing

@testable import Statistics

struct BatchMeansTests {
    /// A first-order autoregressive series with mean 0.
    static func series(_ count: Int, correlation: Double, _ generator: inout TestGenerator) -> [Double] {
        var value = generator.normal() / (1 - correlation * correlation).squareRoot()
        return (0..<count).map { _ in
            value = correlation * value + generator.normal()
            return value
        }
    }

    /// Protects the arithmetic: every complete batch has the mean of its own stretch of the series, at any length. Seen to fail
    /// with the first of two batches kept in place of their mean, and with batches joined too late.
    @Test(arguments: [0, 1, 7, 8, 15, 16, 100, 1_000, 4_095, 4_096])
    func batchesAreStretchesOfTheSeries(_ count: Int) throws {
        var generator = TestGenerator(seed: 101)
        let values = Self.series(count, correlation: 0.5, &generator)
        let batches = BatchMeans(values, minimumBatches: 8)
        #expect(batches.count == count && batches.batchCount == count / batches.batchLength)
        if count >= 16 { #expect((8..<16).contains(batches.batchCount)) }
        for (index, mean) in batches.batchMeans.enumerated() {
            let stretch = values[index * batches.batchLength..<(index + 1) * batches.batchLength]
            #expect(abs(mean - stretch.reduce(0, +) / Double(stretch.count)) < 1e-12)
        }
    }

    /// Protects the diagnostics against NumPy, on the first digits of π. Seen to fail with k for
    /// (k² − 1)/(k − 2).
    @Test func diagnosticsAreThoseOfTheTextbook() throws {
        let digits: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3]
        let batches = BatchMeans(digits, minimumBatches: 16)
        #expect(batches.batchMeans == digits)
        #expect(abs(try #require(batches.vonNeumannRatio) - 1.5689655172413792) < 1e-12)
        #expect(abs(try #require(batches.lagOneCorrelation) - 0.1810344827586207) < 1e-12)
        #expect(abs(try #require(batches.correlationProbability) - 0.1788415825735068) < 1e-10)
    }

    /// Protects the interval on a series with correlation 0.9, where taking the values for independent would cover 0.35. The batches
    /// are 512 values long, some 50 correlation lengths: the coverage is 0.95 but for half a point. False-alarm rate 6·10⁻⁷ a side.
    @Test func intervalsCoverTheMeanOfACorrelatedSeries() throws {
        var generator = TestGenerator(seed: 102)
        var hits = 0
        for _ in 0..<600 {
            let batches = BatchMeans(Self.series(8_192, correlation: 0.9, &generator), minimumBatches: 16)
            if try #require(try batches.interval(confidence: 0.95)).contains(0) { hits += 1 }
        }
        #expect(coverageZ(hits, of: 600, 0.945) > -5, "\(hits)")
        #expect(coverageZ(hits, of: 600, 0.955) < 5, "\(hits)")
    }

    /// Protects the warning: on independent values it is raised as often as it says, at 5 % (false-alarm rate of this test 6·10⁻⁷); on a series that
    /// is correlated over whole batches it is raised at least nine times of ten.
    @Test func warningIsRaisedAsOftenAsItSays() throws {
        var generator = TestGenerator(seed: 103)
        var (falseAlarms, found) = (0, 0)
        for _ in 0..<4_000 {
            let independent = BatchMeans((0..<64).map { _ in generator.normal() }, minimumBatches: 32)
            if try #require(independent.correlationProbability) < 0.05 { falseAlarms += 1 }
        }
        for _ in 0..<300 {
            let short = BatchMeans(Self.series(128, correlation: 0.95, &generator), minimumBatches: 32)
            if try #require(short.correlationProbability) < 0.05 { found += 1 }
        }
        #expect(abs(coverageZ(falseAlarms, of: 4_000, 0.05)) < 5, "\(falseAlarms)")
        #expect(found > 270, "\(found)")
    }

    /// Protects tables from NaN: what too few or equal batches do not define is absent.
    @Test func whatIsNotDefinedIsAbsent() throws {
        var batches = BatchMeans(minimumBatches: 4)
        #expect(batches.mean == nil && batches.vonNeumannRatio == nil && batches.correlationProbability == nil)
        #expect(try batches.interval(confidence: 0.95) == nil)
        for _ in 0..<100 { batches.record(0.125) }
        #expect(batches.mean == 0.125 && batches.standardError == 0 && batches.lagOneCorrelation == nil)
        let bad = BatchMeans([1, 2, .nan, 4, .infinity, 6, 7, 8], minimumBatches: 4)
        for statistic in [
            bad.mean, bad.standardError, bad.vonNeumannRatio, bad.correlationProbability, bad.lagOneCorrelation,
        ] {
            #expect(statistic?.isFinite ?? true)
        }
        #expect(BatchMeans(Array(repeating: 1, count: 8), minimumBatches: -5).batchCount == 2)
        #expect(BatchMeans([1e308, 1e308, 1e308, 1e308], minimumBatches: 2).mean == nil)
    }
}
