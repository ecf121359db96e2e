// Gamma variates, and what is made of them: beta and Dirichlet variates.

/// The sampler of the gamma distribution.
enum GammaVariate {
    /// The logarithm of a gamma variate of scale 1, which stays finite where the variate would be too small for a `Double`.
    ///
    /// Rejection from a transformed normal variate, about 1.05 trials (G. Marsaglia and W. W. Tsang, "A simple method for
    /// generating gamma variables", ACM TOMS 26(3), 2000, https://doi.org/10.1145/358407.358414); a shape below 1 is raised
    /// by 1, and the variate multiplied by a uniform to the power 1/shape.
    static func logarithm<Stream: UniformStream>(shape: Double, from stream: inout Stream) -> Double {
        if shape < 1 {
            let power = ReproducibleMath.log(stream.nextUniform()) / shape
            return ReproducibleMath.log(sample(shape: shape + 1, from: &stream)) + power
        }
        return ReproducibleMath.log(sample(shape: shape, from: &stream))
    }

    /// A gamma variate of scale 1.
    static func sample<Stream: UniformStream>(shape: Double, from stream: inout Stream) -> Double {
        guard shape >= 1 else { return ReproducibleMath.exp(logarithm(shape: shape, from: &stream)) }
        let ziggurat = Ziggurat.shared
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = ziggurat.normal(from: &stream)
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            let u = stream.nextUniform()
            let square = x * x
            if u < 1 - 0.0331 * square * square { return d * v }
            if ReproducibleMath.log(u) < 0.5 * square + d * (1 - v + ReproducibleMath.log(v)) { return d * v }
        }
    }

    /// A beta variate on 0 … 1: the share of one gamma variate in the sum of two, by their logarithms.
    static func beta<Stream: UniformStream>(_ a: Double, _ b: Double, from stream: inout Stream) -> Double {
        let first = logarithm(shape: a, from: &stream)
        let second = logarithm(shape: b, from: &stream)
        return 1 / (1 + ReproducibleMath.exp(second - first))
    }
}

extension Ziggurat {
    /// The samplers for use inside the module.
    static let shared = Ziggurat()
}

/// The Dirichlet distribution: shares of a whole that add up to 1, such as the market shares of several vendors.
///
/// The shares of independent gamma variates in their sum. With concentrations a₁ … aₖ of sum A, share i has the mean aᵢ/A and the
/// variance (aᵢ/A)(1 − aᵢ/A)/(A + 1).
///
/// ```swift
/// let dirichlet = try Dirichlet(concentrations: [4, 2, 1])
/// dirichlet.sample(into: &shares, from: &stream)
/// ```
public struct Dirichlet: Hashable, Sendable {
    /// The concentrations, 10⁻³ to 10¹² each.
    public let concentrations: [Double]

    /// The distribution with 1 to 10⁶ concentrations, 10⁻³ to 10¹² each; all 1 is uniform over the simplex.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here.
    public init(concentrations: [Double]) throws(DistributionError) {
        guard (1...1_000_000).contains(concentrations.count) else {
            throw DistributionError(
                "dirichlet", "concentrations", "must be 1 to 1000000 numbers; found \(concentrations.count)")
        }
        for value in concentrations where !(value >= 1e-3 && value <= 1e12) {
            throw DistributionError(
                "dirichlet", "concentrations", "must be numbers from 1e-3 to 1e12; found \(value)")
        }
        self.concentrations = concentrations
    }

    /// The mean of the share at an index, 0 outside the indices.
    public func mean(_ index: Int) -> Double {
        concentrations.indices.contains(index) ? concentrations[index] / sum : 0
    }

    /// The variance of the share at an index, 0 outside the indices.
    public func variance(_ index: Int) -> Double {
        guard concentrations.indices.contains(index) else { return 0 }
        // The others' share by their own sum: what one great concentration leaves of 1 would have no digits.
        let others = concentrations.indices.reduce(0) { $1 == index ? $0 : $0 + concentrations[$1] }
        return mean(index) * (others / sum) / (sum + 1)
    }

    /// The covariance of the shares at two indices, −(aᵢ/A)(aⱼ/A)/(A + 1), or the variance where they are the same; 0 outside
    /// the indices.
    public func covariance(_ first: Int, _ second: Int) -> Double {
        first == second ? variance(first) : -mean(first) * mean(second) / (sum + 1)
    }

    /// The least and the greatest share at an index: 0 to 1, just 1 where it is the only one, and 0 outside the indices. Only
    /// shares that add up to 1 occur together.
    public func support(_ index: Int) -> ClosedRange<Double> {
        guard concentrations.indices.contains(index) else { return 0...0 }
        return (concentrations.count == 1 ? 1 : 0)...1
    }

    private var sum: Double { concentrations.reduce(0, +) }

    /// One share per concentration, adding up to 1 but for rounding; `shares` is made that long, and not allocated anew when
    /// it is so already.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public func sample<Stream: UniformStream>(into shares: inout [Double], from stream: inout Stream) {
        if shares.count != concentrations.count {
            shares = [Double](repeating: 0, count: concentrations.count)
        }
        var greatest = -Double.infinity
        for index in concentrations.indices {
            shares[index] = GammaVariate.logarithm(shape: concentrations[index], from: &stream)
            greatest = Swift.max(greatest, shares[index])
        }
        // The greatest logarithm becomes 0, so that the sum is at least 1 whatever the scale.
        var total = 0.0
        for index in concentrations.indices {
            shares[index] = ReproducibleMath.exp(shares[index] - greatest)
            total += shares[index]
        }
        for index in concentrations.indices { shares[index] /= total }
    }

    // MARK: Share by share

    /// The logarithm of the weight of one share, where each share has a stream of its own, so that one more changes no weight of the
    /// others. ``shares(ofLogarithms:in:)`` turns the weights of all into shares.
    ///
    /// - Parameters:
    ///   - concentration: Greater than 0, up to 10¹²; however small, the logarithm is finite.
    ///   - stream: Where the random numbers come from.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public static func logarithmOfWeight<Stream: UniformStream>(
        concentration: Double, from stream: inout Stream
    ) -> Double {
        GammaVariate.logarithm(shape: concentration, from: &stream)
    }

    /// Turns the logarithms of weights that stand in a part of an array into shares that add up to 1 but for rounding.
    public static func shares(ofLogarithms weights: inout [Double], in range: Range<Int>) {
        let range = range.clamped(to: weights.indices)
        var greatest = -Double.infinity
        for index in range { greatest = Swift.max(greatest, weights[index]) }
        var total = 0.0
        for index in range {
            weights[index] = ReproducibleMath.exp(weights[index] - greatest)
            total += weights[index]
        }
        for index in range { weights[index] /= total }
    }
}
