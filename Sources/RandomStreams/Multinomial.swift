// A count split over bins: independent things into bins, and things drawn without replacement.

/// The multinomial distribution: how many of n independent things fall into each of several bins.
///
/// A binomial draw per bin, each of what the bins before have left, until nothing is left: time proportional to the number of
/// bins for any count, to 10⁹ and beyond. Bin i has the mean n·pᵢ and the variance n·pᵢ(1 − pᵢ).
///
/// ```swift
/// let hours = try Multinomial(weights: installsPerHour)
/// hours.sample(count: 10_000_000, into: &counts, from: &stream)
/// ```
public struct Multinomial: Hashable, Sendable {
    /// The probability of each bin; they add up to 1 but for rounding.
    public let probabilities: [Double]

    /// The probability of each bin given that it is none of those before; 1 from the last bin with weight on.
    private let conditional: [Double]

    /// Bins with probabilities proportional to weights: 1 to 10⁷ finite numbers, 0 or more, with a sum greater than 0.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here.
    public init(weights: [Double]) throws(DistributionError) {
        guard (1...10_000_000).contains(weights.count) else {
            throw DistributionError("multinomial", "weights", "must be 1 to 10000000 numbers; found \(weights.count)")
        }
        for weight in weights where !(weight >= 0 && weight < .infinity) {
            throw DistributionError("multinomial", "weights", "must be finite numbers, 0 or more; found \(weight)")
        }
        // Summed from the end: what remains after the last bin with weight is exactly 0, not what rounding leaves.
        var rest = CompensatedSum()
        var conditional = [Double](repeating: 1, count: weights.count)
        for index in weights.indices.reversed() {
            rest.add(weights[index])
            if rest.value > 0 { conditional[index] = min(1, weights[index] / rest.value) }
        }
        let total = rest.value
        guard total > 0, total < .infinity else {
            throw DistributionError("multinomial", "weights", "must have a finite sum greater than 0; found \(total)")
        }
        self.conditional = conditional
        probabilities = weights.map { $0 / total }
    }

    /// The mean of the number in a bin, count·pᵢ; 0 outside the indices. A negative count counts as 0.
    public func mean(_ index: Int, count: Int) -> Double {
        probabilities.indices.contains(index) ? Double(max(0, count)) * probabilities[index] : 0
    }

    /// The variance of the number in a bin, count·pᵢ(1 − pᵢ); 0 outside the indices. A negative count counts as 0.
    public func variance(_ index: Int, count: Int) -> Double {
        covariance(index, index, count: count)
    }

    /// The covariance of the numbers in two bins, −count·pᵢ·pⱼ, or the variance where they are the same bin; 0 outside the
    /// indices. A negative count counts as 0.
    public func covariance(_ first: Int, _ second: Int, count: Int) -> Double {
        guard probabilities.indices.contains(second) else { return 0 }
        let other = first == second ? 1 - probabilities[second] : -probabilities[second]
        return mean(first, count: count) * other
    }

    /// The least and the greatest number in a bin: 0 where it has no weight, the whole count where no other has, and 0 to the
    /// count otherwise; 0 outside the indices. Only numbers that add up to the count occur together.
    public func support(_ index: Int, count: Int) -> ClosedRange<Int> {
        guard probabilities.indices.contains(index), probabilities[index] > 0 else { return 0...0 }
        let count = max(0, count)
        let isAlone = probabilities.indices.allSatisfy { $0 == index || probabilities[$0] <= 0 }
        return (isAlone ? count : 0)...count
    }

    /// How many of `count` things fall into each bin; they add up to the count. A negative count counts as 0.
    ///
    /// `counts` is made as long as there are bins, and not allocated anew when it is so already.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public func sample<Stream: UniformStream>(count: Int, into counts: inout [Int], from stream: inout Stream) {
        if counts.count != conditional.count { counts = [Int](repeating: 0, count: conditional.count) }
        var rest = max(0, count)
        for index in conditional.indices {
            let here = Binomial.sample(trials: rest, probability: conditional[index], from: &stream)
            counts[index] = here
            rest &-= here
        }
    }
}

/// The multivariate hypergeometric distribution: how many of each kind are among things drawn without replacement.
///
/// It splits exactly what is already decided: of a fleet counted by version and region, how many of each are in a sample, or
/// among the first so many to come.
public enum MultivariateHypergeometric {
    /// How many of each kind are among `draws` things drawn without replacement.
    ///
    /// A hypergeometric draw per kind, each of what the kinds before have left: constant time per kind, for counts to 10⁹ and
    /// beyond.
    ///
    /// - Parameters:
    ///   - draws: How many are drawn; a negative number counts as 0, and more than there are counts as all.
    ///   - populations: How many there are of each kind; a negative number counts as 0, and each as at most 2⁶¹ over the number
    ///     of kinds.
    ///   - counts: The number drawn of each kind; made as long as there are kinds, and not allocated anew when it is so already.
    ///   - stream: The draws; none are used where the answer is certain.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public static func sample<Stream: UniformStream>(
        draws: Int, of populations: [Int], into counts: inout [Int], from stream: inout Stream
    ) {
        if counts.count != populations.count { counts = [Int](repeating: 0, count: populations.count) }
        let most = most(of: populations)
        var others = total(of: populations)
        var rest = min(max(0, draws), others)
        for index in populations.indices {
            let here = min(max(0, populations[index]), most)
            others &-= here
            let drawn = Hypergeometric.sampleLarge(successes: here, failures: others, draws: rest, from: &stream)
            counts[index] = drawn
            rest &-= drawn
        }
    }

    /// The mean of the number drawn of a kind, draws·Kᵢ/N for Kᵢ of N things; 0 outside the indices.
    ///
    /// Draws and populations count as in ``sample(draws:of:into:from:)``, here and in the other moments.
    public static func mean(_ index: Int, draws: Int, of populations: [Int]) -> Double {
        marginal(index, draws, populations)?.mean ?? 0
    }

    /// The variance of the number drawn of a kind, draws·(Kᵢ/N)(1 − Kᵢ/N)(N − draws)/(N − 1); 0 outside the indices.
    public static func variance(_ index: Int, draws: Int, of populations: [Int]) -> Double {
        marginal(index, draws, populations)?.variance ?? 0
    }

    /// The covariance of the numbers drawn of two kinds, −draws·(Kᵢ/N)(Kⱼ/N)(N − draws)/(N − 1), or the variance where they are
    /// the same kind; 0 outside the indices.
    public static func covariance(_ first: Int, _ second: Int, draws: Int, of populations: [Int]) -> Double {
        if first == second { return variance(first, draws: draws, of: populations) }
        guard let one = marginal(first, draws, populations), let other = marginal(second, draws, populations),
            one.population > 1
        else { return 0 }
        let share = Double(other.successes) / other.population
        return -one.mean * share * ((one.population - Double(one.draws)) / (one.population - 1))
    }

    /// The least and the greatest number drawn of a kind: from what the other kinds cannot fill of the draws to all of the kind
    /// or all draws, whichever are fewer; 0 outside the indices.
    public static func support(_ index: Int, draws: Int, of populations: [Int]) -> ClosedRange<Int> {
        marginal(index, draws, populations)?.support ?? 0...0
    }

    /// The number drawn of one kind by itself: hypergeometric.
    private static func marginal(_ index: Int, _ draws: Int, _ populations: [Int]) -> CountDistribution.Marked? {
        guard populations.indices.contains(index) else { return nil }
        let here = min(max(0, populations[index]), most(of: populations))
        let all = total(of: populations)
        return CountDistribution.Marked(successes: here, failures: all &- here, draws: min(max(0, draws), all))
    }

    /// The most that counts of each kind, so that the sum stays in range.
    private static func most(of populations: [Int]) -> Int { Int.max / 4 / max(1, populations.count) }

    private static func total(of populations: [Int]) -> Int {
        let most = most(of: populations)
        return populations.reduce(0) { $0 &+ min(max(0, $1), most) }
    }
}
