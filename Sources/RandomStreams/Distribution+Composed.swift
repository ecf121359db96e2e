// Distributions made of others: moved and stretched, mixed, cut off.

extension Distribution {
    /// A distribution moved and stretched: offset + factor × the base's variate.
    public struct Affine: Hashable, Sendable {
        /// The distribution that is moved and stretched.
        public let base: Distribution
        /// What is added, finite.
        public let offset: Double
        /// What the base's variates are multiplied by, greater than 0.
        public let factor: Double

        /// The greatest value of the base that becomes at most x: half a unit in the last place counts, so that what was
        /// rounded on its way out is found again.
        func original(_ x: Double) -> Double { x.isFinite ? (x - offset + x.ulp / 2) / factor : x }

        var support: ClosedRange<Double> {
            let support = base.support
            return image(support.lowerBound)...image(support.upperBound)
        }

        /// What becomes of a value of the base.
        func image(_ x: Double) -> Double { offset + factor * x }
    }

    /// One of several distributions, each with its probability.
    public struct Mixture: Hashable, Sendable {
        /// A distribution and the probability of more than nothing that it is the one.
        public struct Component: Hashable, Sendable {
            /// The probability, in (0, 1].
            public let weight: Double
            /// The distribution.
            public let distribution: Distribution
        }

        /// The components; their weights add up to 1.
        public let components: [Component]
        /// The probability of one of the components up to each; the last is 1.
        let cumulative: [Double]
        /// How deep mixtures are nested, this one counted.
        let levels: Int
        /// How many components that are no mixtures there are, on all levels.
        let leaves: Int

        init(components: [Component], cumulative: [Double]) {
            self.components = components
            self.cumulative = cumulative
            let inner = components.map { $0.distribution.nesting }
            levels = 1 + (inner.map(\.levels).max() ?? 0)
            // At most a thousand times a number that was held below a million.
            leaves = inner.reduce(0) { $0 + $1.leaves }
        }

        var mean: Double { components.reduce(0) { $0 + $1.weight * $1.distribution.mean } }

        /// The mean of the variances and the variance of the means.
        var variance: Double {
            let center = mean
            let shift = components.reduce(0) { $0 + $1.weight * ($1.distribution.mean - center) }
            return components.reduce(0) {
                // From the mean before it was rounded.
                let deviation = $1.distribution.mean - center - shift
                return $0 + $1.weight * ($1.distribution.variance + deviation * deviation)
            }
        }

        var support: ClosedRange<Double> {
            var (low, high) = (Double.infinity, -Double.infinity)
            for component in components {
                // Asked for once: twice on each level would double with every level.
                let support = component.distribution.support
                low = Swift.min(low, support.lowerBound)
                high = Swift.max(high, support.upperBound)
            }
            return Swift.min(low, high)...high
        }

        func tails(_ x: Double) -> ReproducibleMath.Tails {
            var tails = ReproducibleMath.Tails(lower: 0)
            tails.upper = 0
            for component in components {
                let part = component.distribution.tails(x)
                tails.lower += component.weight * part.lower
                tails.upper += component.weight * part.upper
            }
            // The weights add up to 1 but for rounding.
            tails.lower = Swift.min(tails.lower, 1)
            tails.upper = Swift.min(tails.upper, 1)
            return tails
        }

        /// The least x whose tails reach the share: by bisection between the least and the greatest of the components'
        /// quantiles, down to neighbouring numbers.
        func quantile(_ share: ReproducibleMath.Share) -> Double {
            var (low, high) = (Double.infinity, -Double.infinity)
            for component in components {
                let x = component.distribution.quantile(share)
                low = Swift.min(low, x)
                high = Swift.max(high, x)
            }
            guard low < high, !share.isReached(by: tails(low)) else { return low }
            // The order of the bit patterns is that of the numbers: 64 steps at most, whatever the scale.
            var (below, reached) = (Mixture.rank(low), Mixture.rank(high))
            while reached &- below > 1 {
                let middle = below &+ (reached &- below) / 2
                if share.isReached(by: tails(Mixture.number(middle))) { reached = middle } else { below = middle }
            }
            return Mixture.number(reached)
        }

        /// A whole number that orders doubles.
        private static func rank(_ x: Double) -> UInt64 {
            x.bitPattern >> 63 == 0 ? x.bitPattern | 1 << 63 : ~x.bitPattern
        }

        /// The double of a rank.
        private static func number(_ rank: UInt64) -> Double {
            Double(bitPattern: rank >> 63 == 0 ? ~rank : rank & ~(1 << 63))
        }
    }

    /// A distribution given that its variate lies between two bounds.
    public struct Truncated: Hashable, Sendable {
        /// The distribution that is cut off.
        public let base: Distribution
        /// The lower bound: what lies below is left out; may be −∞.
        public let low: Double
        /// The upper bound: what lies above is left out; may be +∞.
        public let high: Double
        /// The mean.
        public let mean: Double
        /// The variance.
        public let variance: Double
        var support: ClosedRange<Double> {
            let support = base.support
            return Swift.max(low, support.lowerBound)...Swift.min(high, support.upperBound)
        }

        /// The base's share below the lower bound and above the upper.
        let outside: Outside

        /// How much of a distribution is cut off at either end, and how much stays.
        struct Outside: Hashable, Sendable {
            /// The probability of less than the lower bound.
            let below: Double
            /// The probability of at least the lower bound.
            let aboveLow: Double
            /// The probability of at most the upper bound.
            let belowHigh: Double
            /// The probability of more than the upper bound.
            let above: Double
            /// The probability of a value between the bounds.
            let mass: Double

            /// Where the base's share lies that is the share w, with complement v = 1 − w, of what stays.
            ///
            /// Told from the tail that is the smaller one, so that nothing cancels far out.
            func share(_ w: Double, _ v: Double) -> ReproducibleMath.Share {
                let lower = below + mass * w
                return lower <= 0.5 ? .below(lower) : .above(above + mass * v)
            }
        }

        func quantile(_ share: ReproducibleMath.Share) -> Double {
            let inner: ReproducibleMath.Share =
                switch share {
                case .below(let p): outside.share(p, 1 - p)
                case .above(let q): outside.share(1 - q, q)
                }
            return Swift.max(low, Swift.min(base.quantile(inner), high))
        }

        func tails(_ x: Double) -> ReproducibleMath.Tails {
            guard x >= low else { return ReproducibleMath.Tails(lower: 0) }
            guard x < high else { return ReproducibleMath.Tails(lower: 1) }
            let tails = base.tails(x)
            var result = ReproducibleMath.Tails(lower: 0)
            result.lower =
                outside.below <= 0.5
                ? (tails.lower - outside.below) / outside.mass
                : (outside.aboveLow - tails.upper) / outside.mass
            result.upper =
                outside.above <= 0.5
                ? (tails.upper - outside.above) / outside.mass
                : (outside.belowHigh - tails.lower) / outside.mass
            result.lower = Swift.max(0, Swift.min(1, result.lower))
            result.upper = Swift.max(0, Swift.min(1, result.upper))
            return result
        }
    }
}

extension Distribution {
    /// How deep mixtures are nested in this distribution, and how many parts they have that are no mixtures.
    fileprivate var nesting: (levels: Int, leaves: Int) {
        switch self {
        case .mixture(let family): (family.levels, family.leaves)
        case .affine(let family): family.base.nesting
        case .truncated(let family): family.base.nesting
        case .constant, .uniform, .exponential, .lognormal, .triangular, .weibull, .normal, .gamma, .beta, .count,
            .discrete, .piecewiseLinear:
            (0, 1)
        }
    }
}
