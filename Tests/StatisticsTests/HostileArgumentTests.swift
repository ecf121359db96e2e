// Every public function, given numbers that nobody means: it may refuse or find nothing, it may not crash or answer NaN.

import EventKernel
import Testing

@testable import Statistics

struct HostileArgumentTests {
    static let numbers: [Double] = [
        0, -0.0, 1, -1, 0.5, 0.95, 1e-300, -1e-300, 1e300, -1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
        -.greatestFiniteMagnitude, .infinity, -.infinity, .nan, 1.0.nextDown, 1.0.nextUp, 3, 1e9, 0x1p53, 0x1p63,
    ]
    static let wholeNumbers = [Int.min, -1, 0, 1, 2, 3, 20, 1_000, 1_000_001, .max - 1, .max]

    static func sample(_ generator: inout TestGenerator) -> [Double] {
        let count = Int(generator.next() % 12)
        let isMild = generator.next() % 2 == 0
        return (0..<count).map { _ in
            isMild ? generator.normal() : numbers[Int(generator.next() % UInt64(numbers.count))]
        }
    }

    /// Nil, or a number of which NaN is none.
    static func check(_ values: Double?..., sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(!values.contains { $0?.isNaN == true }, sourceLocation: sourceLocation)
    }

    static func check(_ interval: Interval?, sourceLocation: SourceLocation = #_sourceLocation) {
        guard let interval else { return }
        #expect(interval.low <= interval.high, sourceLocation: sourceLocation)
    }

    @Test func estimatorsOfSamplesNeitherTrapNorAnswerNaN() throws {
        var generator = TestGenerator(seed: 121)
        for _ in 0..<3_000 {
            let values = Self.sample(&generator)
            func pick() -> Double { Self.numbers[Int(generator.next() % UInt64(Self.numbers.count))] }
            let (p, q, confidence) = (pick(), pick(), pick())

            var moments = SampleMoments(values)
            moments.merge(SampleMoments(Self.sample(&generator)))
            Self.check(moments.mean, moments.variance, moments.skewness, moments.standardError)
            Self.check(try? meanInterval(of: moments, confidence: confidence))
            var exact = ExactMoments(values)
            exact.merge(ExactMoments(Self.sample(&generator)))
            Self.check(exact.mean, exact.variance, exact.skewness, exact.standardError, exact.minimum, exact.maximum)
            Self.check(try? meanInterval(of: exact, confidence: confidence))

            let batches = BatchMeans(values, minimumBatches: Int(generator.next() % 5))
            Self.check(
                batches.mean, batches.standardError, batches.vonNeumannRatio, batches.lagOneCorrelation,
                batches.correlationProbability)
            Self.check(try? batches.interval(confidence: confidence))

            let sample = OrderedSample(values)
            let other = OrderedSample(Self.sample(&generator))
            Self.check(sample.quantile(p), sample.rank(of: p), sample.conditionalValueAtRisk(tail: p))
            Self.check(
                sample.share(notAbove: p), sample.kolmogorovDistance(to: other), sample.kolmogorovDistance { $0 })
            Self.check(try? sample.distributionBand(confidence: p))
            Self.check(sample.quantileInterval(p, confidence: confidence))
            Self.check(try? sample.conditionalValueAtRiskInterval(tail: p, confidence: confidence))
            _ = sample.distributionSteps

            if let comparison = PairedComparison(baseline: values, alternative: values.reversed()) {
                Self.check(comparison.meanDifference, comparison.correlation, comparison.varianceReduction)
                Self.check(try? comparison.interval(confidence: confidence))
            }
            for histogram in [
                try? Histogram(of: sample), try? Histogram(edges: values), try? Histogram(from: p, to: q, bins: 7),
            ] {
                guard var histogram else { continue }
                histogram.add(p)
                try histogram.merge(histogram)
                Self.check(histogram.density(ofBin: 0))
            }
            if let estimate = try? KaplanMeier(times: values.map(abs), isEvent: values.map { $0 > 0 }) {
                Self.check(estimate.survival(at: p), estimate.standardError(at: p), estimate.quantile(q))
                Self.check(estimate.restrictedMean(until: p)?.mean, estimate.restrictedMean(until: p)?.standardError)
                Self.check(try? estimate.survivalInterval(at: p, confidence: confidence))
                _ = try? estimate.quantileInterval(q, confidence: confidence)
            }
            let bootstrap = try? Bootstrap(of: values, resamples: 20, confidence: confidence, using: &generator) {
                SampleMoments($0).mean
            }
            Self.check(bootstrap?.interval)
            Self.check(bootstrap?.standardError, bootstrap?.biasCorrection, bootstrap?.acceleration)
        }
    }

    @Test func formulasNeitherTrapNorAnswerNaN() {
        for x in Self.numbers {
            for y in Self.numbers {
                Self.check(try? CriticalValues.studentT(confidence: x, degreesOfFreedom: y))
                Self.check(try? ErlangFormulas.erlangB(servers: 3, offeredLoad: x))
                Self.check(try? ErlangFormulas.meanWaitMMc(arrivalRate: x, serviceRate: y, servers: 3))
                for rate in [x, 1.0] where abs(rate) < 1e6 && abs(x) < 1e6 && abs(y) > 1e-6 {
                    let queue = try? ErlangFormulas.erlangA(
                        arrivalRate: x, serviceRate: y, abandonmentRate: rate, servers: 2)
                    Self.check(queue?.waiting, queue?.abandonment, queue?.meanWait)
                }
            }
            for n in Self.wholeNumbers {
                Self.check(try? CriticalValues.studentT(confidence: x, degreesOfFreedom: n))
                Self.check(Bonferroni.confidence(ofEachOf: n, together: 0.95))
                _ = try? Histogram(from: 0, to: x, bins: n)
                for k in Self.wholeNumbers where n <= 1_000_001 {
                    Self.check(try? ProportionInterval.wilson(successes: k, trials: n, confidence: x))
                    if n <= 1_000 {
                        Self.check(try? ProportionInterval.clopperPearson(successes: k, trials: n, confidence: x))
                    }
                }
            }
        }
    }
}
