// The bootstrap: published examples, coverage by simulation, and samples that it does not fit.

import Testing

@testable import Statistics

struct BootstrapTests {
    /// The spatial test data, A, of Efron and Tibshirani 1993, table 14.1.
    static let spatial: [Double] = [
        48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41,
    ]

    /// The law school data of Efron and Tibshirani 1993, table 3.1.
    static let lawSchool: [(Double, Double)] = [
        (576, 3.39), (635, 3.30), (558, 2.81), (578, 3.03), (666, 3.44), (580, 3.07), (555, 3.00), (661, 3.43),
        (651, 3.36),
        (605, 3.13), (653, 3.12), (575, 2.74), (545, 2.76), (572, 2.88), (594, 2.96),
    ]

    static func plugInVariance(_ values: [Double]) -> Double? {
        SampleMoments(values).variance.map { $0 * Double(values.count - 1) / Double(values.count) }
    }

    /// Protects both corrections, against the book (table 14.2 and page 186: BCa 115.8 to 259.6, percentile 100.8 to 233.9, ẑ₀ = 0.146, â = 0.061, all
    /// from 2,000 resamples) and SciPy's `bootstrap` with 200,000 (BCa 115.42 to 260.29, percentile 97.88 to 235.83). The
    /// bounds are five standard errors of 40,000 resamples. Seen to fail without the bias correction, without the
    /// acceleration, and with the acceleration's sign turned.
    @Test func varianceOfTheSpatialDataIsThatOfTheBook() throws {
        var generator = TestGenerator(seed: 91)
        let bootstrap = try Bootstrap(
            of: Self.spatial, resamples: 40_000, confidence: 0.9, using: &generator, statistic: Self.plugInVariance)
        #expect(abs(bootstrap.estimate - 171.534) < 1e-3)
        #expect(abs(bootstrap.acceleration - 0.06124011981230725) < 1e-12)
        #expect(abs(bootstrap.biasCorrection - 0.146) < 0.04)
        #expect(abs(bootstrap.interval.low - 115.42) < 2)
        #expect(abs(bootstrap.interval.high - 260.29) < 3)
        #expect(abs(bootstrap.percentileInterval.low - 97.88) < 2)
        #expect(abs(bootstrap.percentileInterval.high - 235.83) < 2)
        #expect(abs(bootstrap.standardError - 41.74) < 0.8)
        #expect(bootstrap.resamples == 40_000 && bootstrap.undefinedResamples == 0)
    }

    /// Protects samples of pairs, with the correlation 0.776 of the law schools; SciPy's BCa interval is 0.432 to 0.927.
    @Test func correlationOfTheLawSchoolsIsThatOfTheBook() throws {
        var generator = TestGenerator(seed: 92)
        let bootstrap = try Bootstrap(of: Self.lawSchool, resamples: 20_000, confidence: 0.9, using: &generator) {
            PairedComparison(baseline: $0.map(\.0), alternative: $0.map(\.1))?.correlation
        }
        #expect(abs(bootstrap.estimate - 0.776374491289407) < 1e-12)
        #expect(abs(bootstrap.interval.low - 0.432) < 0.02)
        #expect(abs(bootstrap.interval.high - 0.927) < 0.005)
    }

    /// Protects the coverage: of means of 30 exponential values, where a 95 % BCa interval is known from 10,000 simulated samples
    /// (NumPy) to hold the truth with 0.920. False-alarm rate 6·10⁻⁷; with 1,000 samples a loss of 0.05 is found with probability 0.8.
    @Test func intervalsCoverTheMeanOfSkewedSamples() throws {
        var generator = TestGenerator(seed: 93)
        var hits = 0
        for _ in 0..<1_000 {
            let sample = (0..<30).map { _ in generator.exponential() }
            let bootstrap = try Bootstrap(of: sample, resamples: 400, confidence: 0.95, using: &generator) { values in
                var sum = 0.0
                for value in values { sum += value }
                return sum / 30
            }
            if bootstrap.interval.contains(1) { hits += 1 }
        }
        #expect(abs(coverageZ(hits, of: 1_000, 0.92)) < 5, "\(hits)")
    }

    /// Protects repeatability: the same generator gives the same interval to the last bit, another one another.
    @Test func sameRandomNumbersGiveTheSameInterval() throws {
        func run(_ seed: UInt64) throws -> Bootstrap {
            var generator = TestGenerator(seed: seed)
            return try Bootstrap(of: Self.spatial, confidence: 0.95, using: &generator) { SampleMoments($0).mean }
        }
        #expect(try run(1) == run(1))
        #expect(try run(1) != run(2))
    }

    /// Protects against trust in what the method cannot do: it is refused with a reason, or has no width where nothing varies.
    @Test func whatDoesNotFitIsRefused() throws {
        var generator = TestGenerator(seed: 94)
        func refusal(
            _ sample: [Double], resamples: Int = 100, confidence: Double = 0.9, _ statistic: ([Double]) -> Double?
        ) -> String? {
            do {
                _ = try Bootstrap(
                    of: sample, resamples: resamples, confidence: confidence, using: &generator, statistic: statistic)
                return nil
            } catch {
                return error.argument
            }
        }
        let mean: ([Double]) -> Double? = { SampleMoments($0).mean }
        #expect(refusal([1, 2, 3], confidence: 1, mean) == "confidence")
        #expect(refusal([1], mean) == "sample")
        #expect(refusal([1, 2, 3], resamples: 19, mean) == "resamples")
        #expect(refusal([1, 2, 3], resamples: .max, mean) == "resamples")
        #expect(refusal([1, 2, 3]) { _ in nil } == "statistic")
        #expect(refusal([1, 2, 3]) { _ in .nan } == "statistic")
        #expect(refusal([1, .infinity], mean) == "statistic")
        // The skewness of three values is not there for most resamples.
        #expect(refusal([1, 2, 4]) { SampleMoments($0).skewness } == "statistic")
        // No resample exceeds the maximum of the sample.
        #expect(refusal(Self.spatial) { $0.max().map { $0 * 2 - 96 == 0 ? 1 : 0 } } == nil)
        #expect(refusal(Array(1...400).map(Double.init)) { Set($0).count == 400 ? 1 : 0 } == "statistic")
        let constant = try Bootstrap(of: [2.0, 2, 2], confidence: 0.95, using: &generator, statistic: mean)
        #expect(constant.interval == Interval(low: 2, high: 2) && constant.standardError == 0)
    }

    /// Protects the drawing of indices: each with the same probability, also where a power of two is no multiple of the bound. Chi-square
    /// with 6 degrees of freedom, false-alarm rate 10⁻⁶ (critical value 38.3).
    @Test func indicesAreUniform() {
        var generator = TestGenerator(seed: 95)
        var counts = [Double](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[generator.index(below: 7)] += 1 }
        #expect(counts.reduce(0) { $0 + ($1 - 10_000) * ($1 - 10_000) / 10_000 } < 38.3)
        // A bound of 3·2⁶¹ rejects a quarter of the words, and the rest is uniform over its thirds.
        var thirds = [Double](repeating: 0, count: 3)
        for _ in 0..<30_000 { thirds[generator.index(below: 3 << 61) >> 61] += 1 }
        #expect(thirds.reduce(0) { $0 + ($1 - 10_000) * ($1 - 10_000) / 10_000 } < 27.7)
    }

    /// Protects the jackknife, whose buffer is used again: each sample lacks one value, and keeps the order of the others.
    @Test func jackknifeLeavesOutEachValueInTurn() throws {
        var generator = TestGenerator(seed: 97)
        let sample = [3.0, 1, 4, 1.5, 9, 2.6]
        var seen: [[Double]] = []
        _ = try Bootstrap(of: sample, resamples: 200, confidence: 0.9, using: &generator) { values in
            if values.count < sample.count { seen.append(values) }
            return SampleMoments(values).mean
        }
        let expected = sample.indices.map { left in sample.indices.filter { $0 != left }.map { sample[$0] } }
        #expect(seen == expected)
    }
}
