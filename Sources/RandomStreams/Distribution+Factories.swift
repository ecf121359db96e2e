// How a distribution is made: every parameter is checked, and what is wrong is said.

extension Distribution {
    /// Always 0: no delay, nothing.
    public static let zero = Distribution.constant(Constant(value: 0))

    /// Always `value`, any finite number.
    ///
    /// - Throws: ``DistributionError`` where the value is not finite.
    public static func constant(_ value: Double) throws(DistributionError) -> Distribution {
        try requireFinite(value, "constant", "value")
        return .constant(Constant(value: value))
    }

    /// Equally likely anywhere from `low` to `high`, finite and in this order; they may be equal.
    ///
    /// - Throws: ``DistributionError`` where a bound is not finite, `high` lies below `low`, or the variance is beyond
    ///   the range of `Double`.
    public static func uniform(low: Double, high: Double) throws(DistributionError) -> Distribution {
        try requireFinite(low, "uniform", "low")
        try requireFinite(high, "uniform", "high")
        guard low <= high else {
            throw DistributionError("uniform", "high", "must not lie below low (\(low)); found \(high)")
        }
        return try .uniform(Uniform(low: low, high: high)).checked("uniform")
    }

    /// Exponential with a mean greater than 0.
    ///
    /// - Throws: ``DistributionError`` where the mean is not finite and greater than 0, or the variance is beyond the
    ///   range of `Double`.
    public static func exponential(mean: Double) throws(DistributionError) -> Distribution {
        try requirePositive(mean, "exponential", "mean")
        return try .exponential(Exponential(mean: mean)).checked("exponential")
    }

    /// Lognormal, by its median, greater than 0, and the standard deviation of its logarithm, 0 or more.
    ///
    /// - Throws: ``DistributionError`` where a parameter is not finite or out of its range, or mean, variance or the
    ///   greatest variate is beyond the range of `Double`.
    public static func lognormal(median: Double, sigma: Double) throws(DistributionError) -> Distribution {
        try requirePositive(median, "lognormal", "median")
        guard sigma >= 0, sigma < .infinity else {
            throw DistributionError("lognormal", "sigma", "must be a finite number, 0 or more; found \(sigma)")
        }
        return try .lognormal(Lognormal(median: median, sigma: sigma)).checked("lognormal")
    }

    /// Lognormal, by its mean, greater than 0, and its coefficient of variation (standard deviation over mean), 0 or more.
    ///
    /// σ² = log(1 + cv²) and median = mean/√(1 + cv²).
    ///
    /// - Throws: ``DistributionError`` where a parameter is not finite or out of its range, or
    ///   ``lognormal(median:sigma:)`` refuses what they amount to.
    public static func lognormal(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
        try requirePositive(mean, "lognormal", "mean")
        guard cv >= 0, cv < .infinity else {
            throw DistributionError("lognormal", "cv", "must be a finite number, 0 or more; found \(cv)")
        }
        let sigma = ReproducibleMath.log(onePlus: cv * cv).squareRoot()
        return try .lognormal(median: mean / (1 + cv * cv).squareRoot(), sigma: sigma)
    }

    /// Lognormal, by its median, greater than 0, and its 90th percentile, not below the median.
    ///
    /// σ = log(p90/median)/z, where z = 1.2816 is the normal distribution's 90th percentile.
    ///
    /// - Throws: ``DistributionError`` where a parameter is not finite or out of its range, or
    ///   ``lognormal(median:sigma:)`` refuses what they amount to.
    public static func lognormal(median: Double, p90: Double) throws(DistributionError) -> Distribution {
        try requirePositive(median, "lognormal", "median")
        try requirePositive(p90, "lognormal", "p90")
        guard p90 >= median else {
            throw DistributionError("lognormal", "p90", "must not lie below the median (\(median)); found \(p90)")
        }
        let sigma = ReproducibleMath.log(p90 / median) / 1.2815515655446004
        return try .lognormal(median: median, sigma: sigma)
    }

    /// Triangular between a minimum and a maximum with its peak at the mode: finite and in this order; they may be equal.
    ///
    /// - Throws: ``DistributionError`` where a parameter is not finite or lies below the one before it, or the variance
    ///   is beyond the range of `Double`.
    public static func triangular(min: Double, mode: Double, max: Double) throws(DistributionError) -> Distribution {
        try requireFinite(min, "triangular", "min")
        try requireFinite(mode, "triangular", "mode")
        try requireFinite(max, "triangular", "max")
        guard min <= mode else {
            throw DistributionError("triangular", "mode", "must not lie below min (\(min)); found \(mode)")
        }
        guard mode <= max else {
            throw DistributionError("triangular", "max", "must not lie below mode (\(mode)); found \(max)")
        }
        return try .triangular(Triangular(minimum: min, mode: mode, maximum: max)).checked("triangular")
    }

    /// Weibull with a shape and a scale greater than 0: the survival function is exp(−(x/scale)^shape).
    ///
    /// Shape 1 is the exponential distribution; above 1 the hazard rises with time.
    ///
    /// - Throws: ``DistributionError`` where a parameter is not finite and greater than 0, or mean, variance or the
    ///   greatest variate is beyond the range of `Double`.
    public static func weibull(shape: Double, scale: Double) throws(DistributionError) -> Distribution {
        try requirePositive(shape, "weibull", "shape")
        try requirePositive(scale, "weibull", "scale")
        return try .weibull(Weibull(shape: shape, scale: scale)).checked("weibull")
    }

    /// This distribution, if its moments and the greatest variate that can be drawn are numbers that can be worked with.
    func checked(_ family: String) throws(DistributionError) -> Distribution {
        guard mean.isFinite, variance.isFinite, quantile(1 - 0x1p-53).isFinite else {
            throw DistributionError(
                family, "", "the parameters give a mean or a variance beyond the range of a floating-point number")
        }
        return self
    }

    static func requireFinite(
        _ value: Double, _ family: String, _ parameter: String
    ) throws(DistributionError) {
        guard value.isFinite else {
            throw DistributionError(family, parameter, "must be a finite number; found \(value)")
        }
    }

    static func requirePositive(
        _ value: Double, _ family: String, _ parameter: String
    ) throws(DistributionError) {
        guard value > 0, value < .infinity else {
            throw DistributionError(family, parameter, "must be a finite number greater than 0; found \(value)")
        }
    }
}
