// Histograms and empirical distribution functions: every value is counted once, and bands hold.

import Testing

@testable import Statistics

struct DistributionEstimateTests {
    /// Protects the edges: a value on an edge belongs to the bin above it, but for the last edge, and nothing is lost.
    @Test func everyValueFallsIntoOneBin() throws {
        var histogram = try Histogram(edges: [0, 1, 2, 4])
        for value in [0, 0.5, 1, 1.5, 2, 4, 3.9, -0.1, 4.1, .infinity, -.infinity, .nan] { histogram.add(value) }
        #expect(histogram.counts == [2, 2, 3])
        #expect(histogram.countBelow == 2 && histogram.countAbove == 2 && histogram.countOfNaN == 1)
        #expect(histogram.count == 12)
        #expect(histogram.density(ofBin: 2) == 3.0 / 12 / 2)
        #expect(histogram.density(ofBin: 3) == nil && histogram.density(ofBin: -1) == nil)
    }

    /// Protects equal widths against rounding: the bin found has its value between its edges, for numbers on and beside edges.
    @Test func binsHoldWhatLiesBetweenTheirEdges() throws {
        for (low, high, bins) in [(0.0, 1.0, 10), (-3.7, 12.9, 77), (1e15, 1e15 + 1000, 1000), (-1e-300, 1e-300, 3)] {
            let empty = try Histogram(from: low, to: high, bins: bins)
            #expect(empty.edges.count == bins + 1 && empty.edges[0] == low && empty.edges[bins] == high)
            for edge in empty.edges {
                for value in [edge.nextDown, edge, edge.nextUp] where value >= low && value <= high {
                    var histogram = empty
                    histogram.add(value)
                    let bin = try #require(histogram.counts.firstIndex(of: 1))
                    #expect(histogram.edges[bin] <= value)
                    #expect(value < histogram.edges[bin + 1] || bin == bins - 1)
                }
            }
        }
    }

    /// Protects sharded runs: counts merge exactly in any order, and only with the same edges.
    @Test func mergingAddsCounts() throws {
        var generator = TestGenerator(seed: 111)
        let values = (0..<1_000).map { _ in generator.normal() }
        var whole = try Histogram(from: -2, to: 2, bins: 16)
        var (left, right) = (whole, whole)
        for (index, value) in values.enumerated() {
            whole.add(value)
            if index % 3 == 0 { left.add(value) } else { right.add(value) }
        }
        var other = right
        try other.merge(left)
        try left.merge(right)
        #expect(left == whole && other == whole)
        let different = try Histogram(from: -2, to: 2, bins: 17)
        #expect(throws: StatisticsError.self) { try whole.merge(different) }
    }

    /// Protects the choice of bins: 2·IQR/∛n for a thousand even values is a tenth, and odd samples have bins too.
    @Test func freedmanAndDiaconisChooseTheWidth() throws {
        let even = try Histogram(of: OrderedSample((0..<1_000).map { Double($0) / 999 }))
        #expect(even.counts.count == 10 && even.counts.allSatisfy { (99...101).contains($0) })
        #expect(try Histogram(of: OrderedSample([5, 5, 5])).counts == [3])
        #expect(try Histogram(of: OrderedSample([5, 5, 5, 5, 5, 5, 9])).counts.count == 10)
        let censored = try Histogram(of: OrderedSample([1, 2, 3, 4, .infinity]))
        #expect(censored.countAbove == 1 && censored.count == 5)
        #expect(try Histogram(of: OrderedSample((0..<1_000).map { $0 == 0 ? 1e9 : Double($0) })).counts.count == 1_000)
        // Two neighbours among the doubles: ten bins would need edges between them.
        #expect(try Histogram(of: OrderedSample([1, 1, 1, 1.0.nextUp])).counts == [4])
        #expect(try Histogram(of: OrderedSample([1, 1, 1, 1.0.nextUp.nextUp])).counts == [3, 1])
        #expect(throws: StatisticsError.self) { try Histogram(of: OrderedSample([.infinity])) }
        #expect(throws: StatisticsError.self) { try Histogram(of: OrderedSample([])) }
        #expect(throws: StatisticsError.self) { try Histogram(of: OrderedSample([-1.7e308, 1.7e308])) }
        for value in [1.7976931348623157e308, -1.7976931348623157e308, 0] {
            #expect(try Histogram(of: OrderedSample([value])).count == 1)
        }
    }

    @Test(
        arguments: [[], [1], [1, 1], [2, 1], [0, .nan], [.nan, 1], [0, .infinity], [-.infinity, 0]] as [[Double]])
    func edgesThatDoNotAscendAreRefused(_ edges: [Double]) {
        #expect(throws: StatisticsError.self) { try Histogram(edges: edges) }
        #expect(throws: StatisticsError.self) {
            try Histogram(from: edges.first ?? 0, to: edges.last ?? 0, bins: 3)
        }
    }

    @Test func numbersOfBinsOutOfRangeAreRefused() {
        for bins in [0, -1, .min, 1_000_001, .max] {
            #expect(throws: StatisticsError.self) { try Histogram(from: 0, to: 1, bins: bins) }
        }
        // More bins than there are doubles between the ends.
        #expect(throws: StatisticsError.self) { try Histogram(from: 1, to: 1.0.nextUp, bins: 3) }
    }

    /// Protects the empirical distribution function and its steps, ties and infinite values included.
    @Test func distributionFunctionCountsWhatIsNotAbove() throws {
        let sample = OrderedSample([3, 1, 2, 2, .infinity])
        for (x, share) in [
            (0.0, 0.0), (1, 0.2), (1.5, 0.2), (2, 0.6), (3, 0.8), (1e300, 0.8), (.infinity, 1), (-.infinity, 0),
        ] {
            #expect(sample.share(notAbove: x) == share)
        }
        #expect(sample.share(notAbove: .nan) == nil && OrderedSample([]).share(notAbove: 1) == nil)
        #expect(sample.distributionSteps.map(\.value) == [1, 2, 3])
        #expect(sample.distributionSteps.map(\.share) == [0.2, 0.6, 0.8])
    }

    /// Protects the band: √(ln 40/200) for 100 values at 95 %, and it holds everywhere at once in at least 95 % of samples. False-alarm
    /// rate 3·10⁻⁷ a side; without the factor 2 in the logarithm it is found (coverage 0.90).
    @Test func bandHoldsEverywhereAtOnce() throws {
        let half = try #require(try OrderedSample((1...100).map(Double.init)).distributionBand(confidence: 0.95))
        #expect(abs(half - 0.13581015157406195) < 1e-12)
        var generator = TestGenerator(seed: 112)
        var hits = 0
        for _ in 0..<3_000 {
            let sample = OrderedSample((0..<100).map { _ in generator.uniform() })
            if try #require(sample.kolmogorovDistance { min(max($0, 0), 1) }) <= half { hits += 1 }
        }
        #expect(coverageZ(hits, of: 3_000, 0.95) > -5, "\(hits)")
        #expect(coverageZ(hits, of: 3_000, 0.97) < 5, "\(hits)")
        #expect(try OrderedSample([]).distributionBand(confidence: 0.95) == nil)
        #expect(try OrderedSample([1]).distributionBand(confidence: 0.95) == 1)
        #expect(throws: StatisticsError.self) { try OrderedSample([1]).distributionBand(confidence: 1) }
    }

    /// Protects the two-sample distance, against SciPy's `ks_2samp`, with ties across the samples.
    @Test func distanceOfTwoSamplesIsTheGreatestGap() throws {
        let left = OrderedSample([1, 2, 3, 4.5, 7])
        let right = OrderedSample([2.5, 3, 3, 8, 9, 10])
        #expect(left.kolmogorovDistance(to: right) == 0.5)
        #expect(right.kolmogorovDistance(to: left) == 0.5)
        #expect(left.kolmogorovDistance(to: left) == 0)
        #expect(left.kolmogorovDistance(to: OrderedSample([])) == nil)
        #expect(OrderedSample([1]).kolmogorovDistance(to: OrderedSample([.infinity])) == 1)
        #expect(left.kolmogorovDistance { _ in .nan } == nil)
    }
}
