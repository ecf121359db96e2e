// Continuous distributions that are sampled by inversion: one uniform, one variate.

/// A distribution of a real quantity without a unit, such as a delay counted in hours.
///
/// Every variate is the quantile of one uniform: two policies that draw at the same address see the same luck even when
/// their distributions differ. Only ``ReproducibleMath`` is used, so the variates have the same bits on every machine.
///
/// ```swift
/// let diagnosis = try Distribution.lognormal(median: 3, p90: 8)
/// let hours = diagnosis.sample(source.uniform(Purpose("diagnosis"), entity: 0))
/// ```
///
/// A value is made by a factory function, which checks its parameters; a distribution that exists has a finite mean and
/// variance. The families' own types carry the parameters, for whoever wants to print them.
public enum Distribution: Hashable, Sendable {
    /// Always the same value.
    case constant(Constant)
    /// Equally likely anywhere between two bounds.
    case uniform(Uniform)
    /// Waiting time without memory.
    case exponential(Exponential)
    /// A quantity whose logarithm is normal: skewed, with a heavy upper tail.
    case lognormal(Lognormal)
    /// A minimum, a most likely value and a maximum.
    case triangular(Triangular)
    /// Waiting time whose hazard rises or falls as a power of the time waited.
    case weibull(Weibull)

    /// The value below which a share u of the distribution lies.
    ///
    /// Never decreasing in u. The lower end of the support for u ≤ 0, the upper end for u ≥ 1, NaN for NaN.
    public func quantile(_ u: Double) -> Double {
        guard u > 0 else { return u.isNaN ? u : support.lowerBound }
        guard u < 1 else { return support.upperBound }
        switch self {
        case .constant(let family): return family.value
        case .uniform(let family): return family.quantile(u)
        case .exponential(let family): return family.quantile(u)
        case .lognormal(let family): return family.quantile(u)
        case .triangular(let family): return family.quantile(u)
        case .weibull(let family): return family.quantile(u)
        }
    }

    /// The variate that belongs to a uniform: its quantile.
    public func sample(_ u: Double) -> Double {
        quantile(u)
    }

    /// The mean; always finite.
    public var mean: Double {
        switch self {
        case .constant(let family): family.value
        case .uniform(let family): family.low + (family.high - family.low) / 2
        case .exponential(let family): family.mean
        case .lognormal(let family): family.mean
        case .triangular(let family): family.mean
        case .weibull(let family): family.mean
        }
    }

    /// The variance; always finite.
    public var variance: Double {
        switch self {
        case .constant: 0
        case .uniform(let family): family.variance
        case .exponential(let family): family.mean * family.mean
        case .lognormal(let family): family.variance
        case .triangular(let family): family.variance
        case .weibull(let family): family.variance
        }
    }

    /// The least and the greatest value; the upper bound may be infinite.
    public var support: ClosedRange<Double> {
        switch self {
        case .constant(let family): family.value...family.value
        case .uniform(let family): family.low...family.high
        case .exponential, .weibull: 0...(.infinity)
        case .lognormal(let family): family.sigma > 0 ? 0...(.infinity) : family.median...family.median
        case .triangular(let family): family.minimum...family.maximum
        }
    }

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
        }
    }
}
