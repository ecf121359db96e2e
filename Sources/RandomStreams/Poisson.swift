// How many independent events fall into a span: exact samplers, fast for any mean.

/// The Poisson distribution: the number of independent events in a span.
public enum Poisson {
    /// A number of events, from the exact distribution (to the rounding of `Double`).
    ///
    /// Below a mean of 10: inversion by sequential search, one uniform. From 10 on: transformed rejection with squeeze
    /// (PTRS; W. Hörmann, "The transformed rejection method for generating Poisson random variables", Insurance: Mathematics
    /// and Economics 12, 1993, https://doi.org/10.1016/0167-6687(93)90997-4), O(1), about 2.3 uniforms. Only
    /// ``ReproducibleMath`` is used.
    ///
    /// - Parameters:
    ///   - mean: The mean; 0 or less (or NaN) gives 0, and more than 10¹⁵ counts as 10¹⁵.
    ///   - stream: The draws; none are used where the answer is certain.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public static func sample<Stream: UniformStream>(mean: Double, from stream: inout Stream) -> Int {
        guard mean > 0 else { return 0 }
        return mean < 10
            ? inversion(mean, from: &stream) : transformedRejection(Swift.min(mean, 1e15), from: &stream)
    }

    private static func inversion<Stream: UniformStream>(_ mean: Double, from stream: inout Stream) -> Int {
        let none = ReproducibleMath.exp(-mean)
        while true {
            var u = stream.nextUniform()
            var probability = none
            // Beyond 110 events lies less than 2⁻⁵³ when 10 are expected: only rounding can lead there, and is drawn anew.
            for events in 0..<110 {
                if u <= probability { return events }
                u -= probability
                probability *= mean / Double(events &+ 1)
            }
        }
    }

    private static func transformedRejection<Stream: UniformStream>(
        _ mean: Double, from stream: inout Stream
    ) -> Int {
        let b = 0.931 + 2.53 * mean.squareRoot()
        let a = -0.059 + 0.02483 * b
        let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
        let squeeze = 0.9277 - 3.6224 / (b - 2)
        while true {
            let u = stream.nextUniform() - 0.5
            let v = stream.nextUniform()
            let distance = 0.5 - abs(u)
            let k = ((2 * a / distance + b) * u + mean + 0.43).rounded(.down)
            if distance >= 0.07 && v <= squeeze { return Int(k) }
            guard k >= 0, !(distance < 0.013 && v > distance) else { continue }
            // v·inverseAlpha/(a/distance² + b) ≤ P(k), with P(k) by Loader's saddle-point expansion, where nothing cancels.
            let height = v * inverseAlpha / (a / (distance * distance) + b)
            if k == 0 {
                if ReproducibleMath.log(height) <= -mean { return 0 }
            } else {
                // P(k)·√2πk = exp(−error − deviance).
                let bound = ReproducibleMath.log(height * (6.283185307179586 * k).squareRoot())
                let logTerm = -ReproducibleMath.stirlingError(k) - Binomial.deviancePart(k, expected: mean)
                if bound <= logTerm { return Int(k) }
            }
        }
    }
}
