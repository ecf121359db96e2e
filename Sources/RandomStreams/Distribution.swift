// Distributions that are sampled by inversion: one uniform, one variate.

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
/// variance. The families' own types carry the parameters, for whoever wants to print them. The simple families are plain
/// numbers; those made of data or of other distributions share immutable storage, so that a copy costs a reference count.
///
/// The quantiles of normal, gamma and beta variates never decrease but for the rounding of their last digits; those of the
/// other families never decrease at all.
@frozen
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
    /// A symmetric bell about the mean.
    case normal(Normal)
    /// The sum of exponential waiting times (Erlang), and what lies between such sums.
    case gamma(Gamma)
    /// A quantity between two bounds with a peak of any skewness; PERT is one of them.
    indirect case beta(Beta)
    /// A count, as a real number.
    case count(CountDistribution)
    /// Finitely many values, each with its probability; data as they are.
    case discrete(Discrete)
    /// A distribution function of straight pieces: a histogram, or data with straight lines between them.
    case piecewiseLinear(PiecewiseLinear)
    /// One of several distributions, each with its probability.
    indirect case mixture(Mixture)
    /// A distribution moved and stretched.
    indirect case affine(Affine)
    /// A distribution given that its variate lies between two bounds.
    indirect case truncated(Truncated)

    /// The value below which a share u of the distribution lies.
    ///
    /// Never decreasing in u, but for the last digits of some families. The lower end of the support for u ≤ 0, the upper end for u ≥ 1, NaN for NaN.
    @inlinable
    public func quantile(_ u: Double) -> Double {
        guard u > 0, u < 1 else { return end(u) }
        switch self {
        case .constant(let family): return family.value
        case .uniform(let family): return family.quantile(u)
        case .exponential(let family): return family.quantile(u)
        case .lognormal(let family): return family.quantile(u)
        case .triangular(let family): return family.quantile(u)
        case .weibull(let family): return family.quantile(u)
        case .normal(let family): return family.quantile(u)
        default: return composedQuantile(u)
        }
    }

    /// The quantile outside of (0, 1).
    @inline(never) @usableFromInline
    func end(_ u: Double) -> Double {
        u.isNaN ? u : u <= 0 ? support.lowerBound : support.upperBound
    }

    /// The quantile of the families that are not plain formulas: apart, so that the plain ones stay as fast as they can be.
    @inline(never) @usableFromInline
    func composedQuantile(_ u: Double) -> Double {
        switch self {
        case .constant, .uniform, .exponential, .lognormal, .triangular, .weibull, .normal: return .nan
        case .gamma(let family): return family.quantile(.below(u))
        case .beta(let family): return family.quantile(.below(u))
        case .count(let family): return Double(family.quantile(u))
        case .discrete(let family): return family.quantile(u)
        case .piecewiseLinear(let family): return family.quantile(u)
        case .mixture(let family): return family.quantile(.below(u))
        case .affine(let family): return family.image(family.base.quantile(u))
        case .truncated(let family): return family.quantile(.below(u))
        }
    }

    /// The variate that belongs to a uniform: its quantile.
    @inlinable
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
        case .normal(let family): family.mean
        case .gamma(let family): family.shape * family.scale
        case .beta(let family): family.mean
        case .count(let family): family.mean
        case .discrete(let family): family.mean
        case .piecewiseLinear(let family): family.mean
        case .mixture(let family): family.mean
        case .affine(let family): family.image(family.base.mean)
        case .truncated(let family): family.mean
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
        case .normal(let family): family.standardDeviation * family.standardDeviation
        case .gamma(let family): family.shape * family.scale * family.scale
        case .beta(let family): family.variance
        case .count(let family): family.variance
        case .discrete(let family): family.variance
        case .piecewiseLinear(let family): family.variance
        case .mixture(let family): family.variance
        case .affine(let family): family.factor * family.factor * family.base.variance
        case .truncated(let family): family.variance
        }
    }

    /// The least and the greatest value; either may be infinite.
    public var support: ClosedRange<Double> {
        switch self {
        case .constant(let family): family.value...family.value
        case .uniform(let family): family.low...family.high
        case .exponential, .weibull, .gamma: 0...(.infinity)
        case .lognormal(let family): family.sigma > 0 ? 0...(.infinity) : family.median...family.median
        case .triangular(let family): family.minimum...family.maximum
        case .normal(let family):
            family.standardDeviation > 0 ? -.infinity...(.infinity) : family.mean...family.mean
        case .beta(let family): family.low...family.high
        case .count(let family): Double(family.support.lowerBound)...Double(family.support.upperBound)
        case .discrete(let family): Distribution.span(of: family.values)
        case .piecewiseLinear(let family): Distribution.span(of: family.values)
        case .mixture(let family): family.support
        case .affine(let family): family.support
        case .truncated(let family): family.support
        }
    }

    /// From the first to the last of ascending values.
    private static func span(of values: [Double]) -> ClosedRange<Double> {
        guard let first = values.first, let last = values.last, first <= last else { return 0...0 }
        return first...last
    }
}
