// How distributions are made from data and from other distributions.

extension Distribution {
    /// The values of a sample, each as likely as the others, at most 10⁷ of them.
    ///
    /// - Parameters:
    ///   - data: The sample, finite numbers in any order, at least one.
    ///   - interpolated: Whether values between the sample's neighbours are possible. If so, the distribution function joins
    ///     the ordered values x₁ … xₙ by straight lines, from 0 at x₁ to 1 at xₙ in n − 1 equal steps (type 7 of R. J. Hyndman
    ///     and Y. Fan, The American Statistician 50(4), 1996); if not, only the values themselves are drawn.
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func empirical(_ data: [Double], interpolated: Bool) throws(DistributionError) -> Distribution {
        try requireSize(data.count, "empirical", "data")
        for value in data { try requireFinite(value, "empirical", "data") }
        let sorted = data.sorted()
        guard interpolated, sorted.count > 1 else {
            return try discrete(sorted.map { (value: $0, weight: 1) }, family: "empirical")
        }
        let last = Double(sorted.count - 1)
        let shares = sorted.indices.map { Double($0) / last }
        return try piecewiseLinear(sorted, shares, family: "empirical")
    }

    /// Finitely many values with weights, at most 10⁷ pairs; probabilities are weights over their sum.
    ///
    /// Values are finite numbers in any order; the weights of equal values are added. Weights are finite numbers, 0 or more,
    /// with a sum greater than 0; a value without weight is left out.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func discrete(
        _ values: [(value: Double, weight: Double)]
    ) throws(DistributionError) -> Distribution {
        try discrete(values, family: "discrete")
    }

    /// A distribution function of straight pieces through knots, at most 10⁷ of them.
    ///
    /// - Parameter knots: At least two, values and shares finite and never decreasing; the first share is 0, the last 1. Equal
    ///   neighbouring values make a jump (a probability of just that value), equal shares a gap. In place of shares from 0
    ///   to 1, anything proportional, such as running counts of a histogram, serves as well.
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func piecewiseLinear(
        _ knots: [(value: Double, cumulative: Double)]
    ) throws(DistributionError) -> Distribution {
        try requireSize(knots.count, "piecewise linear", "knots")
        for knot in knots {
            try requireFinite(knot.value, "piecewise linear", "value")
            try requireFinite(knot.cumulative, "piecewise linear", "cumulative")
        }
        guard let first = knots.first, let last = knots.last, knots.count > 1 else {
            throw DistributionError("piecewise linear", "knots", "must be at least two; found \(knots.count)")
        }
        guard first.cumulative == 0, last.cumulative > 0 else {
            throw DistributionError(
                "piecewise linear", "cumulative",
                "must rise from 0; found \(first.cumulative) at the first knot and \(last.cumulative) at the last")
        }
        for (one, next) in zip(knots, knots.dropFirst()) {
            guard one.value <= next.value else {
                throw DistributionError(
                    "piecewise linear", "value", "must never decrease; found \(next.value) after \(one.value)")
            }
            guard one.cumulative <= next.cumulative else {
                throw DistributionError(
                    "piecewise linear", "cumulative",
                    "must never decrease; found \(next.cumulative) after \(one.cumulative)")
            }
        }
        return try piecewiseLinear(
            knots.map(\.value), knots.map { $0.cumulative / last.cumulative }, family: "piecewise linear")
    }

    /// One of several distributions, chosen with probabilities proportional to weights.
    ///
    /// Weights are finite numbers, 0 or more, with a sum greater than 0; at most 1,000 parts. A part may be a mixture
    /// again, to 16 levels and 100,000 parts together. A quantile of a mixture is found by bisection, in some microseconds.
    ///
    /// - Throws: ``DistributionError`` when a parameter is out of the range given here, or a moment beyond that of `Double`.
    public static func mixture(
        _ parts: [(weight: Double, distribution: Distribution)]
    ) throws(DistributionError) -> Distribution {
        guard parts.count <= 1_000 else {
            throw DistributionError("mixture", "parts", "must be at most 1000; found \(parts.count)")
        }
        let shares = try shares(parts.map(\.weight), family: "mixture")
        var components: [Mixture.Component] = []
        var cumulative: [Double] = []
        for (part, share) in zip(parts, shares) where part.weight > 0 && share.weight > 0 {
            components.append(Mixture.Component(weight: share.weight, distribution: part.distribution))
            cumulative.append(share.cumulative)
        }
        cumulative[cumulative.count - 1] = 1
        if components.count == 1 { return components[0].distribution }
        let mixture = Mixture(components: components, cumulative: cumulative)
        guard mixture.levels <= 16 else {
            throw DistributionError("mixture", "parts", "must not be nested deeper than 16 levels")
        }
        guard mixture.leaves <= 100_000 else {
            throw DistributionError(
                "mixture", "parts", "must be at most 100000 on all levels together; found \(mixture.leaves)")
        }
        return try .mixture(mixture).checked("mixture")
    }

    private static func discrete(
        _ values: [(value: Double, weight: Double)], family: String
    ) throws(DistributionError) -> Distribution {
        try requireSize(values.count, family, "values")
        for pair in values { try requireFinite(pair.value, family, "value") }
        // Sorted by value only: the sort is stable, so the sums below do not depend on anything else.
        let sorted = values.sorted { $0.value < $1.value }
        let shares = try shares(sorted.map(\.weight), family: family)
        var kept: [Double] = []
        var cumulative: [Double] = []
        for (pair, share) in zip(sorted, shares) where pair.weight > 0 {
            if kept.last == pair.value {
                cumulative[cumulative.count - 1] = share.cumulative
            } else {
                kept.append(pair.value)
                cumulative.append(share.cumulative)
            }
        }
        cumulative[cumulative.count - 1] = 1
        let guide = ShareTable.guide(for: cumulative)
        return try .discrete(Discrete(values: kept, cumulative: cumulative, guide: guide)).checked(family)
    }

    private static func piecewiseLinear(
        _ values: [Double], _ shares: [Double], family: String
    ) throws(DistributionError) -> Distribution {
        // What lies before the last 0 and after the first 1 is never drawn.
        let first = Swift.max(0, (shares.firstIndex { $0 > 0 } ?? 1) - 1)
        let last = shares.firstIndex { $0 >= 1 } ?? shares.count - 1
        let (values, cumulative) = (Array(values[first...last]), Array(shares[first...last]))
        let guide = ShareTable.guide(for: cumulative)
        return try .piecewiseLinear(PiecewiseLinear(values: values, cumulative: cumulative, guide: guide))
            .checked(family)
    }

    /// Weights as shares of their sum, and the shares' running sum.
    private static func shares(
        _ weights: [Double], family: String
    ) throws(DistributionError) -> [(weight: Double, cumulative: Double)] {
        var total = CompensatedSum()
        for weight in weights {
            guard weight >= 0, weight < .infinity else {
                throw DistributionError(family, "weight", "must be a finite number, 0 or more; found \(weight)")
            }
            total.add(weight)
        }
        guard total.value > 0, total.value < .infinity else {
            throw DistributionError(family, "weight", "must have a finite sum greater than 0; found \(total.value)")
        }
        var running = CompensatedSum()
        return weights.map { weight in
            running.add(weight)
            return (weight / total.value, Swift.min(1, running.value / total.value))
        }
    }

    private static func requireSize(_ count: Int, _ family: String, _ parameter: String) throws(DistributionError) {
        guard count >= 1, count <= 10_000_000 else {
            throw DistributionError(family, parameter, "must be from 1 to 10000000 values; found \(count)")
        }
    }
}
