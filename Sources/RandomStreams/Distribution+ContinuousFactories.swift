// How normal, gamma, Erlang, beta and PERT distributions are made, and Weibull's from what people know.

extension Distribution {
    /// Normal, by its mean and its standard deviation, 0 or more.
    ///
    /// It has no ends: a quantity that cannot be negative wants ``truncated(low:high:)`` or another family.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func normal(mean: Double, standardDeviation: Double) throws(DistributionError) -> Distribution {
        try requireFinite(mean, "normal", "mean")
        guard standardDeviation >= 0, standardDeviation < .infinity else {
            throw DistributionError(
                "normal", "standardDeviation", "must be a finite number, 0 or more; found \(standardDeviation)")
        }
        return try .normal(Normal(mean: mean, standardDeviation: standardDeviation)).checked("normal")
    }

    /// Normal between two bounds: the mean and the standard deviation are those before it is cut off.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of its range, or when as good as nothing lies between the
    ///   bounds.
    public static func normal(
        mean: Double, standardDeviation: Double, low: Double, high: Double
    ) throws(DistributionError) -> Distribution {
        try .normal(mean: mean, standardDeviation: standardDeviation).truncated(low: low, high: high)
    }

    /// Gamma, by its shape, 10⁻⁴ to 10¹², and its scale, greater than 0; the mean is their product.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func gamma(shape: Double, scale: Double) throws(DistributionError) -> Distribution {
        guard shape >= 1e-4, shape <= 1e12 else {
            throw DistributionError("gamma", "shape", "must be a number from 1e-4 to 1e12; found \(shape)")
        }
        try requirePositive(scale, "gamma", "scale")
        return try .gamma(Gamma(shape: shape, scale: scale)).checked("gamma")
    }

    /// Gamma, by its mean, greater than 0, and its coefficient of variation (standard deviation over mean), 10⁻⁶ to 100.
    ///
    /// shape = 1/cv², scale = mean·cv².
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func gamma(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
        try requirePositive(mean, "gamma", "mean")
        guard cv >= 1e-6, cv <= 100 else {
            throw DistributionError("gamma", "cv", "must be a number from 1e-6 to 100; found \(cv)")
        }
        return try .gamma(shape: Swift.max(1e-4, Swift.min(1 / (cv * cv), 1e12)), scale: mean * cv * cv)
    }

    /// Gamma, by its median, greater than 0, and its 90th percentile, from 1.0001 to 10⁶ times the median.
    ///
    /// The shape is found by bisection of the ratio of the two, which falls as the shape rises.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func gamma(median: Double, p90: Double) throws(DistributionError) -> Distribution {
        try requirePositive(median, "gamma", "median")
        try requirePositive(p90, "gamma", "p90")
        let ratio = p90 / median
        guard ratio >= 1.0001, ratio <= 1e6 else {
            throw DistributionError(
                "gamma", "p90", "must lie from 1.0001 to 1e6 times the median (\(median)); found \(p90)")
        }
        func quantile(_ shape: Double, _ p: Double) -> Double {
            ReproducibleMath.gammaQuantile(shape: shape, .below(p))
        }
        let shape = shape(from: 1e-2, to: 1e12) { quantile($0, 0.9) > ratio * quantile($0, 0.5) }
        return try .gamma(shape: shape, scale: median / quantile(shape, 0.5))
    }

    /// Erlang: the sum of 1 to 10⁹ independent exponential stages, with this mean of the sum, greater than 0.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func erlang(stages: Int, mean: Double) throws(DistributionError) -> Distribution {
        guard stages >= 1, stages <= 1_000_000_000 else {
            throw DistributionError("erlang", "stages", "must be a whole number from 1 to 1000000000; found \(stages)")
        }
        try requirePositive(mean, "erlang", "mean")
        return try .gamma(Gamma(shape: Double(stages), scale: mean / Double(stages))).checked("erlang")
    }

    /// Weibull, by its median, greater than 0, and its 90th percentile, above the median.
    ///
    /// shape = log(log 10/log 2)/log(p90/median), scale = median/(log 2)^(1/shape).
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func weibull(median: Double, p90: Double) throws(DistributionError) -> Distribution {
        try requirePositive(median, "weibull", "median")
        try requirePositive(p90, "weibull", "p90")
        guard p90 > median else {
            throw DistributionError("weibull", "p90", "must lie above the median (\(median)); found \(p90)")
        }
        let logLogTwo = -0.36651292058166435
        let logLogTen = 0.834032445247956
        let shape = (logLogTen - logLogTwo) / ReproducibleMath.log(p90 / median)
        return try .weibull(shape: shape, scale: median * ReproducibleMath.exp(-logLogTwo / shape))
    }

    /// Weibull, by its mean, greater than 0, and its coefficient of variation (standard deviation over mean), 0.01 to 100.
    ///
    /// The shape is found by bisection: Γ(1 + 2/shape)/Γ(1 + 1/shape)² = 1 + cv².
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func weibull(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
        try requirePositive(mean, "weibull", "mean")
        guard cv >= 0.01, cv <= 100 else {
            throw DistributionError("weibull", "cv", "must be a number from 0.01 to 100; found \(cv)")
        }
        let target = ReproducibleMath.log(onePlus: cv * cv)
        let shape = shape(from: 0.05, to: 1e3) { shape in
            ReproducibleMath.logGamma(1 + 2 / shape) - 2 * ReproducibleMath.logGamma(1 + 1 / shape) > target
        }
        return try .weibull(
            shape: shape, scale: mean / ReproducibleMath.exp(ReproducibleMath.logGamma(1 + 1 / shape)))
    }

    /// Beta on 0 … 1 or between other bounds, by its two shape parameters, 10⁻³ to 10¹² each.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func beta(
        alpha: Double, beta: Double, low: Double = 0, high: Double = 1
    ) throws(DistributionError) -> Distribution {
        try requireBetaShape(alpha, "alpha")
        try requireBetaShape(beta, "beta")
        try requireBounds(low, high, "beta")
        return try .beta(Beta(alpha: alpha, beta: beta, low: low, high: high)).checked("beta")
    }

    /// A share between 0 and 1, by its mean, strictly between, and its standard deviation, which must be greater than 0 and
    /// less than √(mean·(1 − mean)).
    ///
    /// alpha = mean·ν and beta = (1 − mean)·ν with ν = mean·(1 − mean)/variance − 1.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func beta(mean: Double, standardDeviation: Double) throws(DistributionError) -> Distribution {
        guard mean > 0, mean < 1 else {
            throw DistributionError("beta", "mean", "must lie between 0 and 1; found \(mean)")
        }
        let most = (mean * (1 - mean)).squareRoot()
        guard standardDeviation > 0, standardDeviation < most else {
            throw DistributionError(
                "beta", "standardDeviation", "must be greater than 0 and less than \(most); found \(standardDeviation)")
        }
        let size = mean * (1 - mean) / (standardDeviation * standardDeviation) - 1
        return try .beta(alpha: mean * size, beta: (1 - mean) * size)
    }

    /// PERT: a smooth peak at the mode between a minimum and a maximum, finite, in this order and apart.
    ///
    /// The beta distribution whose mean is (min + weight·mode + max)/(weight + 2) (D. G. Malcolm, J. H. Roseboom,
    /// C. E. Clark and W. Fazar, Operations Research 7(5), 1959): alpha = 1 + weight·(mode − min)/(max − min).
    ///
    /// - Parameters:
    ///   - min: The least value.
    ///   - mode: The most likely value; it may lie at an end.
    ///   - max: The greatest value.
    ///   - weight: How much more the mode counts than an end, 0 to 1,000; 4 is the usual.
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func pert(
        min: Double, mode: Double, max: Double, weight: Double = 4
    ) throws(DistributionError) -> Distribution {
        try requireBounds(min, max, "pert", "min", "max")
        guard mode >= min, mode <= max else {
            throw DistributionError("pert", "mode", "must lie between min (\(min)) and max (\(max)); found \(mode)")
        }
        guard weight >= 0, weight <= 1_000 else {
            throw DistributionError("pert", "weight", "must be a number from 0 to 1000; found \(weight)")
        }
        let position = (mode - min) / (max - min)
        return try .beta(
            Beta(alpha: 1 + weight * position, beta: 1 + weight * (1 - position), low: min, high: max)
        ).checked("pert")
    }

    private static func requireBetaShape(_ value: Double, _ parameter: String) throws(DistributionError) {
        guard value >= 1e-3, value <= 1e12 else {
            throw DistributionError("beta", parameter, "must be a number from 1e-3 to 1e12; found \(value)")
        }
    }

    private static func requireBounds(
        _ low: Double, _ high: Double, _ family: String, _ lowName: String = "low", _ highName: String = "high"
    ) throws(DistributionError) {
        try requireFinite(low, family, lowName)
        try requireFinite(high, family, highName)
        guard low < high, (high - low).isFinite else {
            throw DistributionError(family, highName, "must lie above \(lowName) (\(low)); found \(high)")
        }
    }

    /// The shape, to the last bits, up to which a condition holds that holds for small shapes and not for large ones.
    private static func shape(from least: Double, to most: Double, _ condition: (Double) -> Bool) -> Double {
        var (low, high) = (ReproducibleMath.log(least), ReproducibleMath.log(most))
        for _ in 0..<60 {
            let middle = low + (high - low) / 2
            if condition(ReproducibleMath.exp(middle)) { low = middle } else { high = middle }
        }
        return ReproducibleMath.exp(low)
    }
}
