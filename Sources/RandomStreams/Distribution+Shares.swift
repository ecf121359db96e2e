// From values to shares and back, from either end: distribution functions, survival functions and their inverses.

extension Distribution {
    /// The probability of at most x: the distribution function.
    ///
    /// Small values keep their digits (a relative error of about 10⁻¹³) far out in the lower tail. NaN for NaN.
    public func cumulative(_ x: Double) -> Double {
        x.isNaN ? x : tails(x).lower
    }

    /// The probability of more than x: the survival function.
    ///
    /// Small values keep their digits (a relative error of about 10⁻¹³) far out in the upper tail, except those of
    /// `.discrete` and `.piecewiseLinear`, alone or inside another: 1 less a share of at most, to 10⁻¹⁶. NaN for NaN.
    public func survival(_ x: Double) -> Double {
        x.isNaN ? x : tails(x).upper
    }

    /// The value that is exceeded with probability q: the inverse of the survival function.
    ///
    /// `quantile(1 - q)` with the digits of a small q kept. Never increasing in q up to rounding; the upper end of the
    /// support for q ≤ 0, the lower end for q ≥ 1, NaN for NaN. It is `quantile(1 - q)` for `.discrete` and
    /// `.piecewiseLinear`, whose upper shares have no digits below 10⁻¹⁶: that of a value of so small a weight is 0.
    public func quantile(exceededWith q: Double) -> Double {
        guard q > 0 else { return q.isNaN ? q : support.upperBound }
        guard q < 1 else { return support.lowerBound }
        return quantile(.above(q))
    }

    /// The value at which the cumulative hazard reaches h ≥ 0: exceeded with probability exp(−h).
    ///
    /// Where hazards add up (order statistics, thinning, several causes) this takes their sum back to a value without the
    /// loss of digits that 1 − exp(−h) suffers at either end. ``OrderStatistics`` counts in such hazards.
    public func quantile(hazard h: Double) -> Double {
        // Below ½ the share is small on the other side.
        h < 0.5
            ? quantile(-ReproducibleMath.expMinusOne(-h)) : quantile(exceededWith: ReproducibleMath.exp(-h))
    }

    /// Both tails at a point that is a number.
    func tails(_ x: Double) -> ReproducibleMath.Tails {
        let support = support
        guard x >= support.lowerBound else { return ReproducibleMath.Tails(lower: 0) }
        guard x < support.upperBound else { return ReproducibleMath.Tails(lower: 1) }
        switch self {
        case .constant:
            return ReproducibleMath.Tails(lower: 1)
        case .uniform(let family):
            let width = family.high - family.low
            return x - family.low < width / 2
                ? ReproducibleMath.Tails(lower: (x - family.low) / width)
                : ReproducibleMath.Tails(upper: (family.high - x) / width)
        case .exponential(let family):
            return Distribution.tails(hazard: x / family.mean)
        case .lognormal(let family):
            return Normal(mean: 0, standardDeviation: family.sigma).tails(ReproducibleMath.log(x / family.median))
        case .triangular(let family):
            return family.tails(x)
        case .weibull(let family):
            return Distribution.tails(
                hazard: ReproducibleMath.exp(family.shape * ReproducibleMath.log(x / family.scale)))
        case .normal(let family): return family.tails(x)
        case .gamma(let family): return family.tails(x)
        case .beta(let family): return family.tails(x)
        case .count(let family): return family.tails(CountDistribution.floor(x))
        case .discrete(let family): return family.tails(x)
        case .piecewiseLinear(let family): return family.tails(x)
        case .mixture(let family): return family.tails(x)
        case .affine(let family): return family.base.tails(family.original(x))
        case .truncated(let family): return family.tails(x)
        }
    }

    /// The tails where the cumulative hazard is h: exp(−h) lies above.
    static func tails(hazard h: Double) -> ReproducibleMath.Tails {
        h < 0.7
            ? ReproducibleMath.Tails(lower: -ReproducibleMath.expMinusOne(-h))
            : ReproducibleMath.Tails(upper: ReproducibleMath.exp(-h))
    }

    /// The least value whose tails reach a share strictly between 0 and 1.
    func quantile(_ share: ReproducibleMath.Share) -> Double {
        guard case .above(let q) = share else { return quantile(share.value) }
        guard q < 1 else { return support.lowerBound }
        guard q > 0 else { return support.upperBound }
        switch self {
        case .constant(let family): return family.value
        case .uniform(let family):
            return Swift.max(family.low, family.high - (family.high - family.low) * q)
        case .exponential(let family): return -family.mean * ReproducibleMath.log(q)
        case .lognormal(let family):
            return family.median * ReproducibleMath.exp(-family.sigma * ReproducibleMath.normalQuantile(q))
        case .triangular(let family):
            let mirrored = Triangular(minimum: -family.maximum, mode: -family.mode, maximum: -family.minimum)
            return -mirrored.quantile(q)
        case .weibull(let family):
            let hazard = -ReproducibleMath.log(q)
            return family.scale * ReproducibleMath.exp(ReproducibleMath.log(hazard) / family.shape)
        case .normal(let family):
            return family.mean - family.standardDeviation * ReproducibleMath.normalQuantile(q)
        case .gamma(let family): return family.quantile(share)
        case .beta(let family): return family.quantile(share)
        case .count(let family): return Double(family.quantile(share))
        case .discrete, .piecewiseLinear: return quantile(1 - q)
        case .mixture(let family): return family.quantile(share)
        case .affine(let family): return family.image(family.base.quantile(share))
        case .truncated(let family): return family.quantile(share)
        }
    }
}

extension Distribution.Triangular {
    func tails(_ x: Double) -> ReproducibleMath.Tails {
        let width = maximum - minimum
        let left = x - minimum
        let right = maximum - x
        return x < mode
            ? ReproducibleMath.Tails(lower: left / width * (left / (mode - minimum)))
            : ReproducibleMath.Tails(upper: right / width * (right / (maximum - mode)))
    }
}
