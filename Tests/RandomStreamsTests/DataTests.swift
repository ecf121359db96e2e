// Distributions from data draw the data, with their weights, and say their moments.

import Testing

@testable import RandomStreams

/// Deliberate bugs that were put in one at a time or a few together, each seen to fail here:
/// - the guide pointing one entry too far, and n in place of n − 1 steps when data are interpolated (both leave the table);
/// - empirical data not sorted (ends);
/// - multinomial: probabilities not divided by what is left (moments); multivariate: the others not reduced (sum).
struct DataTests {
    /// Protects the inverse of a step function: the least value that reaches the share, at, just below and just above every step.
    @Test func discreteQuantilesAreTheLeastToReachTheShare() throws {
        var stream = DrawSource(seed: 51, replication: 0).stream(Purpose("discrete"), entity: 0)
        for size in [1, 2, 3, 10, 200] {
            var pairs: [(value: Double, weight: Double)] = []
            for index in 0..<size {
                let weight = stream.nextUniform()
                pairs.append((Double(index * index % 97) / 7, index % 5 == 3 ? 0 : weight))
            }
            let total = pairs.reduce(0.0) { $0 + $1.weight }
            let distribution = try Distribution.discrete(pairs)
            guard case .discrete(let table) = distribution else {
                Issue.record("not a table")
                return
            }
            #expect(zip(table.values, table.values.dropFirst()).allSatisfy { $0 < $1 })
            for (index, share) in table.cumulative.enumerated() {
                for u in [share.nextDown, share, share.nextUp] where u > 0 && u < 1 {
                    let x = distribution.quantile(u)
                    #expect(distribution.cumulative(x) >= u)
                    #expect(distribution.cumulative(x.nextDown) < u)
                }
                let below = index == 0 ? 0 : table.cumulative[index - 1]
                let value = table.values[index]
                let weight = pairs.reduce(0.0) { $0 + ($1.value == value ? $1.weight : 0) }
                #expect(abs(share - below - weight / total) < 1e-15)
            }
            let mean = pairs.reduce(0.0) { $0 + $1.value * $1.weight } / total
            #expect(abs(distribution.mean - mean) < 1e-13)
        }
    }

    /// Protects data as they are: with n values each is drawn with probability 1/n, and the moments are the sample's own.
    @Test func empiricalDataComeBackWithTheirFrequencies() throws {
        let data = [4.0, 1, 4, 9, -2, 4, 1, 0]
        let distribution = try Distribution.empirical(data, interpolated: false)
        #expect(distribution.support == -2...9)
        #expect(distribution.mean == 21.0 / 8)
        #expect(abs(distribution.variance - (135.0 / 8 - 21.0 * 21 / 64)) < 1e-13)
        let drawn = (0..<8).map { distribution.quantile((Double($0) + 0.5) / 8) }
        #expect(drawn == data.sorted())
    }

    /// Protects straight lines between the data: ends, middles and moments of two values are those of a uniform.
    @Test func interpolatedDataFillTheirRange() throws {
        let pair = try Distribution.empirical([5, 1], interpolated: true)
        #expect(pair.mean == 3 && abs(pair.variance - 16.0 / 12) < 1e-14)
        #expect(pair.quantile(0.25) == 2)
        let data = try Distribution.empirical([0, 1, 10], interpolated: true)
        #expect(data.quantile(0.5) == 1 && data.quantile(0.75) == 5.5)
        #expect(data.support == 0...10)
        #expect(try Distribution.empirical([7], interpolated: true) == .empirical([7, 7], interpolated: false))
    }

    /// Protects jumps and gaps of a piecewise linear distribution function, and running counts in place of shares.
    @Test func jumpsAndGapsAreKept() throws {
        let distribution = try Distribution.piecewiseLinear([(-9, 0), (0, 0), (1, 2), (1, 6), (3, 6), (5, 8), (7, 8)])
        #expect(distribution.support == 0...5)
        #expect(distribution.quantile(0.125) == 0.5)
        for u in [0.26, 0.5, 0.75] { #expect(distribution.quantile(u) == 1) }
        #expect(distribution.quantile(0.875) == 4)
        #expect(distribution.cumulative(1) == 0.75 && abs(distribution.cumulative(1.0.nextDown) - 0.25) < 1e-15)
        #expect(distribution.cumulative(2) == 0.75)
    }

    /// Protects the equality of what is cut off with what it is made of: data inside the bounds, with their weights.
    @Test func dataAreCutOffValueByValue() throws {
        let data = try Distribution.empirical([1, 2, 3, 4], interpolated: false)
        #expect(try data.truncated(low: 2, high: 3) == .empirical([2, 3], interpolated: false))
        #expect(try data.truncated(low: 0, high: 9) == data)
        #expect(throws: DistributionError.self) { try data.truncated(low: 2.1, high: 2.9) }
        let twice = try Distribution.exponential(mean: 1).truncated(high: 5).truncated(low: 1, high: 9)
        #expect(try twice == .exponential(mean: 1).truncated(low: 1, high: 5))
    }

    /// Protects the split of a count: the bins add up to it, each has its binomial moments, pairs their covariance −n·p·q; from ten
    /// to 10⁹ things. z-bound 5.
    @Test(arguments: [10, 100_000, 1_000_000_000])
    func multinomialBinsHaveTheirMoments(_ count: Int) throws {
        let weights = [3.0, 0, 1, 0.5, 5.5, 0]
        let multinomial = try Multinomial(weights: weights)
        var stream = DrawSource(seed: 52, replication: 0).batchedStream(Purpose("multinomial"), entity: UInt32(count))
        var counts: [Int] = []
        var samples = [[Double]](repeating: [], count: weights.count)
        for _ in 0..<5_000 {
            multinomial.sample(count: count, into: &counts, from: &stream)
            if counts.reduce(0, +) != count { Issue.record("\(counts)") }
            for index in counts.indices { samples[index].append(Double(counts[index])) }
        }
        for (index, weight) in weights.enumerated() {
            let p = weight / 10
            #expect(abs(multinomial.probabilities[index] - p) < 1e-15)
            guard p > 0 else {
                #expect(samples[index].allSatisfy { $0 == 0 })
                continue
            }
            let variance = Double(count) * p * (1 - p)
            #expect(GoodnessOfFit.hasMoments(samples[index], mean: Double(count) * p, variance: variance))
        }
        // The sum of bins 0 and 2 is binomial, too.
        let joint = zip(samples[0], samples[2]).map { $0 + $1 }
        #expect(GoodnessOfFit.hasMoments(joint, mean: Double(count) * 0.4, variance: Double(count) * 0.24))
    }

    /// Protects drawing without replacement from several kinds: none more than there are, sums, moments, from ten to 10⁹ things.
    @Test(arguments: [1, 10_000, 100_000_000])
    func kindsDrawnWithoutReplacementHaveTheirMoments(_ scale: Int) {
        let populations = [3 * scale, 0, 2 * scale, 5 * scale]
        var stream = DrawSource(seed: 53, replication: 0).batchedStream(Purpose("kinds"), entity: UInt32(scale))
        var counts: [Int] = []
        var samples = [[Double]](repeating: [], count: populations.count)
        for _ in 0..<3_000 {
            MultivariateHypergeometric.sample(draws: 4 * scale, of: populations, into: &counts, from: &stream)
            let isPossible = counts.reduce(0, +) == 4 * scale && zip(counts, populations).allSatisfy { $0 <= $1 }
            if !isPossible { Issue.record("\(counts)") }
            for index in counts.indices { samples[index].append(Double(counts[index])) }
        }
        let all = 10 * Double(scale)
        for index in [0, 2, 3] {
            let share = Double(populations[index]) / all
            let variance = 4 * Double(scale) * share * (1 - share) * (6 * Double(scale) / (all - 1))
            #expect(GoodnessOfFit.hasMoments(samples[index], mean: 4 * Double(scale) * share, variance: variance))
        }
        MultivariateHypergeometric.sample(draws: .max, of: populations + [.max, -4], into: &counts, from: &stream)
        #expect(counts.count == 6 && counts[5] == 0)
        #expect(Array(counts.prefix(4)) == populations)
    }

    /// Protects shares of a whole: sums, means, variances, also where gamma variates vanish. z-bound 5.
    @Test(arguments: [[4, 2, 1], [0.02, 0.05, 0.01], [500, 2_000]])
    func dirichletSharesHaveTheirMoments(_ concentrations: [Double]) throws {
        let dirichlet = try Dirichlet(concentrations: concentrations)
        var stream = DrawSource(seed: 54, replication: 0).batchedStream(
            Purpose("dirichlet", "\(concentrations)"), entity: 0)
        var shares: [Double] = []
        var samples = [[Double]](repeating: [], count: concentrations.count)
        for _ in 0..<5_000 {
            dirichlet.sample(into: &shares, from: &stream)
            let isWhole = abs(shares.reduce(0, +) - 1) < 1e-14 && shares.allSatisfy { $0 >= 0 }
            if !isWhole { Issue.record("\(shares)") }
            for index in shares.indices { samples[index].append(shares[index]) }
        }
        for index in concentrations.indices {
            #expect(
                GoodnessOfFit.hasMoments(
                    samples[index], mean: dirichlet.mean(index), variance: dirichlet.variance(index)))
        }
    }

    /// Protects the law of shares that are drawn one by one: from one stream they are, to the last bit, those of the whole. However small a
    /// concentration, what comes out is a share.
    @Test func dirichletSharesOneByOneAreThoseOfTheWhole() throws {
        let concentrations = [3, 0.2, 50, 0.01]
        let source = DrawSource(seed: 54, replication: 1)
        var together = source.stream(Purpose("dirichlet"), entity: 1)
        var alone = source.stream(Purpose("dirichlet"), entity: 1)
        var shares: [Double] = []
        for _ in 0..<100 {
            try Dirichlet(concentrations: concentrations).sample(into: &shares, from: &together)
            var weights = [7.0]
            for concentration in concentrations {
                weights.append(Dirichlet.logarithmOfWeight(concentration: concentration, from: &alone))
            }
            Dirichlet.shares(ofLogarithms: &weights, in: 1..<9)
            #expect(weights == [7] + shares)
        }
        var weights = [1e-100, 1e-100, 1].map { Dirichlet.logarithmOfWeight(concentration: $0, from: &alone) }
        #expect(weights.allSatisfy { $0.isFinite })
        Dirichlet.shares(ofLogarithms: &weights, in: 0..<3)
        #expect(weights == [0, 0, 1])
        Dirichlet.shares(ofLogarithms: &weights, in: 5..<9)
        #expect(weights == [0, 0, 1])
    }
}
