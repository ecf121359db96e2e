// The prepared binomial sampler: exact by table and by rejection, at both ends of the probability and at any number of trials.

import CGSL
import Testing

@testable import RandomStreams

/// Deliberate bugs that were put in one at a time, each seen to fail here:
/// - the count not mirrored above ½; a table that begins one count too late (counts, tables);
/// - the guide's parts one entry too far (tables);
/// - the tails under the squeeze's height left out, or stretched from the body's middle (counts);
/// - the tail's height not drawn anew; 1/product forgotten below the mode (counts, heights);
/// - the lower bound without the ½ of its reach (bounds); the eighth power a fourth (counts, heights).
struct BinomialSamplerTests {
    static func stream(_ name: String, _ entity: Int) -> BatchedStream {
        DrawSource(seed: 12, replication: 0).batchedStream(
            Purpose("binomial sampler", name), entity: UInt32(truncatingIfNeeded: entity))
    }

    /// Probabilities by Loader's expansion, which another test holds against 50 digits: also where GSL's lose theirs.
    static func probability(_ k: Int, _ n: Int, _ p: Double) -> Double {
        ReproducibleMath.exp(Binomial.logProbability(of: Double(k), trials: Double(n), p))
    }

    /// Protects table and rejection, the seam between them at a variance of 400, and the mirror at ½. False-alarm rate 10⁻⁶ a
    /// case; 200,000 draws see a cell of probability 0.05 that is wrong by a fifteenth with near certainty.
    @Test(arguments: [
        (1, 0.3), (5, 0.5), (40, 0.1), (100, 0.97), (20, 0.501), (1_000, 0.0101), (1_600, 0.499), (1_700, 0.5),
        (1_601, 0.51), (5_000, 0.3), (1_000_000, 3e-6), (1_000_000, 2e-4), (1_000_000, 6e-4), (1_000_000, 0.9994),
        (1_000_000_000, 5e-9), (1_000_000_000, 3.9e-7), (1_000_000_000, 4.1e-7), (1_000_000_000, 1e-5),
        (1_000_000_000, 0.999_99),
    ])
    func countsFollowTheirProbabilities(_ n: Int, _ p: Double) {
        let sampler = BinomialSampler(trials: n, probability: p)
        var stream = Self.stream("counts \(p)", n)
        let (mean, deviation) = (Double(n) * p, (Double(n) * p * (1 - p)).squareRoot())
        let first = max(0, Int(mean - 12 * deviation - 12))
        let last = min(n, Int(mean + 12 * deviation + 12))
        var counts = [Int](repeating: 0, count: last - first + 1)
        for _ in 0..<200_000 {
            let k = sampler.sample(from: &stream)
            guard k >= first && k <= last else {
                Issue.record("\(k) successes are as good as impossible")
                return
            }
            counts[k - first] += 1
        }
        let probabilities = (first...last).map { Self.probability($0, n, p) }
        #expect(abs(probabilities.reduce(0, +) - 1) < 1e-7)
        #expect(GoodnessOfFit.chiSquareProbability(counts: counts, probabilities: probabilities) > 1e-6)
    }

    /// Protects fleets of a thousand million, far out too: 60 cells a fifth of a standard deviation wide, whose probabilities are sums over
    /// all their counts. False-alarm rate 10⁻⁶ each.
    @Test(arguments: [0.002, 0.3, 0.5, 0.9999])
    func countsOfAThousandMillionTrialsFillCellsAsTheyShould(_ p: Double) {
        let n = 1_000_000_000
        let sampler = BinomialSampler(trials: n, probability: p)
        var stream = Self.stream("large \(p)", 0)
        let (mean, deviation) = (Double(n) * p, (Double(n) * p * (1 - p)).squareRoot())
        let width = Int(deviation / 5)
        let first = Int(mean) - 30 * width
        var counts = [Int](repeating: 0, count: 60)
        for _ in 0..<300_000 {
            let cell = (sampler.sample(from: &stream) - first) / width
            guard counts.indices.contains(cell) else {
                Issue.record("six standard deviations out")
                return
            }
            counts[cell] += 1
        }
        // The ratio of neighbours carries the probability through a cell; at its start it is computed anew.
        let odds = p / (1 - p)
        let probabilities = counts.indices.map { cell in
            var k = Double(first + cell * width)
            var term = Self.probability(Int(k), n, p)
            var sum = 0.0
            for _ in 0..<width {
                sum += term
                term *= (Double(n) - k) / (k + 1) * odds
                k += 1
            }
            return sum
        }
        #expect(abs(probabilities.reduce(0, +) - 1) < 1e-6)
        #expect(GoodnessOfFit.chiSquareProbability(counts: counts, probabilities: probabilities) > 1e-6)
    }

    /// Protects the tables to more digits than samples show: their steps are the probabilities, and a draw finds the first entry that
    /// is not below it. The tolerance is that of sums of a thousand terms.
    @Test(arguments: [(1, 0.5), (10, 0.3), (1_600, 0.5), (1_000_000, 3e-4), (1_000_000_000, 2e-7), (3, 1e-300)])
    func tablesAreTheDistributionFunction(_ n: Int, _ p: Double) {
        let table = BinomialTable(trials: n, probability: p)
        var last = 0.0
        for (index, share) in table.cumulative.enumerated() {
            let step = Self.probability(table.first + index, n, p)
            #expect(abs(share - last - step) < 1e-13, "\(table.first + index)")
            last = share
        }
        #expect(last == 1)
        var stream = Self.stream("table", n)
        for draw in 0..<2_000 {
            // Uniforms on the edges of the guide's parts, and any.
            let bits = draw < 1_000 ? UInt64(draw) &<< 54 &- UInt64(draw % 3) : stream.next()
            let u = DrawSource.uniform(of: bits)
            let expected = table.first + (table.cumulative.firstIndex { $0 >= u } ?? -1)
            #expect(table.count(for: bits) == expected)
        }
    }

    /// Protects the decisions without a logarithm: the bounds enclose the ratio of probabilities wherever they are used, to the edge of
    /// where they are said to hold.
    @Test(arguments: [(1_700, 0.5), (1_000_000, 5e-4), (1_000_000, 0.02), (1_000_000_000, 0.3), (1_000_000_000, 1e-6)])
    func boundsEncloseTheLogarithmOfTheRatio(_ n: Int, _ p: Double) {
        let rejection = BinomialRejection(trials: n, probability: p)
        let mode = Int(rejection.transform.mode)
        let peak = Binomial.logProbability(of: Double(mode), trials: Double(n), p)
        let deviation = rejection.transform.variance.squareRoot()
        for step in 1...400 {
            let distance = 15 + Int(Double(step * step) / 160_000 * 12 * deviation)
            for k in [mode - distance, mode + distance] where k >= 0 && k <= n {
                guard let (low, high) = rejection.bounds(distance: Double(distance)) else { continue }
                let logarithm = Binomial.logProbability(of: Double(k), trials: Double(n), p) - peak
                // Loader's terms of either count have rounded.
                #expect(logarithm > low - 1e-11 && logarithm < high + 1e-11, "\(distance)")
            }
        }
    }

    /// Protects the acceptance itself: at every distance heights just below the ratio are accepted and just above refused.
    @Test(arguments: [(1_700, 0.5), (1_000_000, 5e-4), (1_000_000_000, 0.3)])
    func heightsAreAcceptedUpToTheRatio(_ n: Int, _ p: Double) {
        let rejection = BinomialRejection(trials: n, probability: p)
        let mode = Int(rejection.transform.mode)
        let deviation = rejection.transform.variance.squareRoot()
        for step in -200...200 {
            let k = mode + Int(Double(step) / 20 * deviation) + step % 17
            guard k >= 0, k <= n else { continue }
            let ratio = Self.probability(k, n, p) / Self.probability(mode, n, p)
            #expect(rejection.isAccepted(k, ratio * (1 - 1e-9)), "\(k - mode)")
            #expect(!rejection.isAccepted(k, ratio * (1 + 1e-9)), "\(k - mode)")
        }
    }

    /// Protects what is certain from costing draws, and what is absurd from doing harm.
    @Test func whatIsCertainUsesNoDrawAndWhatIsAbsurdDoesNoHarm() {
        var stream = Self.stream("certain", 0)
        let untouched = stream.used
        for (n, p, k) in [
            (0, 0.5, 0), (-3, 0.5, 0), (.min, 1, 0), (10, 0, 0), (10, -1, 0), (10, .nan, 0), (10, 1, 10),
            (10, .infinity, 10),
            (.max, 1, .max), (10, -.infinity, 0),
        ] as [(Int, Double, Int)] {
            #expect(BinomialSampler(trials: n, probability: p).sample(from: &stream) == k)
        }
        #expect(stream.used == untouched)
        let probabilities = [Double.leastNonzeroMagnitude, 1e-300, 1e-18, 1e-17, 0.5, 1 - 0x1p-53, 1 - 1e-15, 1e-3]
        for n in [1, 1 << 53, 1 << 53 + 1, 1 << 60, .max - 1, .max] {
            for p in probabilities {
                let sampler = BinomialSampler(trials: n, probability: p)
                for _ in 0..<50 { #expect((0...n).contains(sampler.sample(from: &stream))) }
            }
        }
    }

    /// Protects the bits of the variates, which results may hang on.
    @Test func preparedVariatesKeepTheirBits() {
        var stream = Self.stream("bits", 0)
        let small = BinomialSampler(trials: 1_000, probability: 0.8)
        let large = BinomialSampler(trials: 1_000_000_000, probability: 0.3)
        #expect((0..<6).map { _ in small.sample(from: &stream) } == [791, 796, 813, 791, 785, 809])
        #expect(
            (0..<6).map { _ in large.sample(from: &stream) } == [
                300_018_657, 300_002_537, 300_011_238, 299_979_825, 299_983_623, 299_999_389,
            ])
        var plain = DrawSource(seed: 12, replication: 0).stream(Purpose("binomial sampler", "bits"), entity: 0)
        #expect((0..<6).map { _ in small.sample(from: &plain) } == [791, 796, 813, 791, 785, 809])
    }
}
