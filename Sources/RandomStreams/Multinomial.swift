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
        // Held so that the sum stays in range.
        let most = Int.max / 4 / max(1, populations.count)
        var others = 0
        for population in populations { others &+= min(max(0, population), most) }
        var rest = min(max(0, draws), others)
        for index in populations.indices {
            let here = min(max(0, populations[index]), most)
            others &-= here
            let drawn = Hypergeometric.sampleLarge(successes: here, failures: others, draws: rest, from: &stream)
            counts[index] = drawn
            rest &-= drawn
        }
    }
}
