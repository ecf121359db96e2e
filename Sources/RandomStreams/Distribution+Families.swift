// The families of distributions: their parameters, moments and quantile functions.

extension Distribution {
    /// Always the same value.
    @frozen
    public struct Constant: Hashable, Sendable {
        /// The value, finite.
        public let value: Double
    }

    /// Equally likely anywhere between two bounds.
    @frozen
    public struct Uniform: Hashable, Sendable {
        /// The lower bound, finite.
        public let low: Double
        /// The upper bound, finite, not below the lower.
        public let high: Double

        var variance: Double { (high - low) * (high - low) / 12 }

        // Rounding may step over the upper bound by a unit in the last place.
        @usableFromInline
        func quantile(_ u: Double) -> Double { Swift.min(low + (high - low) * u, high) }
    }

    /// Waiting time without memory.
    @frozen
    public struct Exponential: Hashable, Sendable {
        /// The mean, greater than 0.
        public let mean: Double

        @usableFromInline
        func quantile(_ u: Double) -> Double { -mean * ReproducibleMath.log(onePlus: -u) }
    }

    /// A quantity whose logarithm is normal.
    @frozen
    public struct Lognormal: Hashable, Sendable {
        /// The median, greater than 0: the exponential of the logarithm's mean.
        public let median: Double
        /// The standard deviation of the logarithm, 0 or more.
        public let sigma: Double

        var mean: Double { median * ReproducibleMath.exp(sigma * sigma / 2) }

        /// mean²·(exp σ² − 1).
        var variance: Double { mean * mean * ReproducibleMath.expMinusOne(sigma * sigma) }

        @usableFromInline
        func quantile(_ u: Double) -> Double {
            median * ReproducibleMath.exp(sigma * ReproducibleMath.normalQuantile(u))
        }
    }

    /// A minimum, a most likely value and a maximum, joined by straight lines.
    @frozen
    public struct Triangular: Hashable, Sendable {
        /// The least value, finite.
        public let minimum: Double
        /// The most likely value, between the least and the greatest.
        public let mode: Double
        /// The greatest value, finite.
        public let maximum: Double

        var mean: Double { minimum + ((mode - minimum) + (maximum - minimum)) / 3 }

        var variance: Double {
            let left = mode - minimum
            let width = maximum - minimum
            return (left * left + width * width - left * width) / 18
        }

        @usableFromInline
        func quantile(_ u: Double) -> Double {
            let left = mode - minimum
            let width = maximum - minimum
            if u * width < left { return Swift.min(minimum + (u * width * left).squareRoot(), mode) }
            return Swift.max(maximum - ((1 - u) * width * (maximum - mode)).squareRoot(), mode)
        }
    }

    /// Waiting time whose hazard is a power of the time waited.
    @frozen
    public struct Weibull: Hashable, Sendable {
        /// The shape, greater than 0; 1 is the exponential distribution.
        public let shape: Double
        /// The scale, greater than 0: the share 1 − 1/e lies below it.
        public let scale: Double

        var mean: Double { scale * ReproducibleMath.exp(ReproducibleMath.logGamma(1 + 1 / shape)) }

        /// mean²·(Γ(1 + 2/shape)/Γ(1 + 1/shape)² − 1), the ratio by its logarithm.
        var variance: Double {
            let excess = ReproducibleMath.expMinusOne(ReproducibleMath.logGammaCurvature(1 / shape))
            let deviation = mean * excess.squareRoot()
            return deviation * deviation
        }

        @usableFromInline
        func quantile(_ u: Double) -> Double {
            let hazard = -ReproducibleMath.log(onePlus: -u)
            return scale * ReproducibleMath.exp(ReproducibleMath.log(hazard) / shape)
        }
    }
}
