// A change of unit, a delay before the delay, a quantity between bounds: distributions made from one other.

extension Distribution {
    /// The distribution of the quantity times a factor: a change of unit, or "twice as slow".
    ///
    /// The same uniform gives the variate times the factor, up to rounding. A factor of 0 gives the constant 0.
    ///
    /// - Throws: ``DistributionError`` when the factor is negative or not finite, or when the product leaves the range of
    ///   `Double`.
    public func scaled(by factor: Double) throws(DistributionError) -> Distribution {
        guard factor >= 0, factor < .infinity else {
            throw DistributionError("scaled", "factor", "must be a finite number, 0 or more; found \(factor)")
        }
        if factor == 0 { return try .constant(0) }
        switch self {
        case .constant(let family):
            return try .constant(family.value * factor)
        case .uniform(let family):
            return try .uniform(low: family.low * factor, high: family.high * factor)
        case .exponential(let family):
            return try .exponential(mean: family.mean * factor)
        case .lognormal(let family):
            return try .lognormal(median: family.median * factor, sigma: family.sigma)
        case .triangular(let family):
            return try .triangular(
                min: family.minimum * factor, mode: family.mode * factor, max: family.maximum * factor)
        case .weibull(let family):
            return try .weibull(shape: family.shape, scale: family.scale * factor)
        case .normal(let family):
            return try .normal(
                mean: family.mean * factor, standardDeviation: family.standardDeviation * factor)
        case .gamma(let family):
            return try .gamma(shape: family.shape, scale: family.scale * factor)
        case .beta(let family):
            return try .beta(
                alpha: family.alpha, beta: family.beta, low: family.low * factor, high: family.high * factor)
        case .affine(let family):
            return try Distribution.affine(family.base, offset: family.offset * factor, factor: family.factor * factor)
        case .count, .discrete, .piecewiseLinear, .mixture, .truncated:
            return try Distribution.affine(self, offset: 0, factor: factor)
        }
    }

    /// The distribution of the quantity plus a constant: a delay that takes at least so long.
    ///
    /// The same uniform gives the variate plus the constant, up to rounding.
    ///
    /// - Throws: ``DistributionError`` when the constant is not finite, or when the sum leaves the range of `Double`.
    public func shifted(by offset: Double) throws(DistributionError) -> Distribution {
        try Distribution.requireFinite(offset, "shifted", "offset")
        if offset == 0 { return self }
        switch self {
        case .constant(let family):
            return try .constant(family.value + offset)
        case .uniform(let family):
            return try .uniform(low: family.low + offset, high: family.high + offset)
        case .triangular(let family):
            return try .triangular(
                min: family.minimum + offset, mode: family.mode + offset, max: family.maximum + offset)
        case .normal(let family):
            return try .normal(mean: family.mean + offset, standardDeviation: family.standardDeviation)
        case .affine(let family):
            return try Distribution.affine(family.base, offset: family.offset + offset, factor: family.factor)
        case .exponential, .lognormal, .weibull, .gamma, .beta, .count, .discrete, .piecewiseLinear, .mixture,
            .truncated:
            return try Distribution.affine(self, offset: offset, factor: 1)
        }
    }

    private static func affine(
        _ base: Distribution, offset: Double, factor: Double
    ) throws(DistributionError) -> Distribution {
        try requireFinite(offset, "shifted", "offset")
        try requirePositive(factor, "scaled", "factor")
        return try .affine(Affine(base: base, offset: offset, factor: factor)).checked("scaled")
    }
}
