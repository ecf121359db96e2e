// The normal, gamma and beta families: parameters, moments, shares and quantiles.

extension Distribution {
    /// A symmetric bell about the mean, without ends.
    @frozen
    public struct Normal: Hashable, Sendable {
        /// The mean, finite.
        public let mean: Double
        /// The standard deviation, 0 or more.
        public let standardDeviation: Double

        @usableFromInline
        func quantile(_ u: Double) -> Double { mean + standardDeviation * ReproducibleMath.normalQuantile(u) }

        func tails(_ x: Double) -> ReproducibleMath.Tails {
            guard standardDeviation > 0 else { return ReproducibleMath.Tails(lower: x < mean ? 0 : 1) }
            let z = (x - mean) / standardDeviation
            return z < 0
                ? ReproducibleMath.Tails(lower: ReproducibleMath.normalCumulative(z))
                : ReproducibleMath.Tails(upper: ReproducibleMath.normalCumulative(-z))
        }
    }

    /// The sum of `shape` exponential waiting times, also for a shape that is no whole number.
    public struct Gamma: Hashable, Sendable {
        /// The shape, greater than 0; 1 is the exponential distribution, a whole number Erlang's.
        public let shape: Double
        /// The scale, greater than 0: the mean over the shape.
        public let scale: Double

        func quantile(_ share: ReproducibleMath.Share) -> Double {
            scale * ReproducibleMath.gammaQuantile(shape: shape, share)
        }

        func tails(_ x: Double) -> ReproducibleMath.Tails {
            ReproducibleMath.gammaTails(shape: shape, x / scale)
        }
    }

    /// A share, or a quantity between two bounds, with a peak (or two, at the ends) of any skewness; PERT is one of them.
    public struct Beta: Hashable, Sendable {
        /// The exponent at the lower bound plus 1, greater than 0.
        public let alpha: Double
        /// The exponent at the upper bound plus 1, greater than 0.
        public let beta: Double
        /// The lower bound, finite.
        public let low: Double
        /// The upper bound, finite, above the lower.
        public let high: Double

        var mean: Double { low + (high - low) * (alpha / (alpha + beta)) }

        /// (high − low)²·αβ/((α + β)²(α + β + 1)), in an order that does not leave the range on the way.
        var variance: Double {
            let sum = alpha + beta
            let width = high - low
            return width * width * ((alpha / sum) * (beta / sum) / (sum + 1))
        }

        func quantile(_ share: ReproducibleMath.Share) -> Double {
            let x = ReproducibleMath.betaQuantile(alpha, beta, share)
            return Swift.min(low + (high - low) * x, high)
        }

        func tails(_ x: Double) -> ReproducibleMath.Tails {
            let width = high - low
            return ReproducibleMath.betaTails(alpha, beta, (x - low) / width, complement: (high - x) / width)
        }
    }
}
