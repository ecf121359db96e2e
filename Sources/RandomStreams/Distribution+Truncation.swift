// A distribution given that its variate lies between two bounds.

extension Distribution {
    /// The distribution of the quantity given that it lies between two bounds, both included.
    ///
    /// The bounds may lie far out in a tail: shares are told from the nearer end. Mixtures are cut off component by
    /// component, data value by value, so their moments stay exact; those of the smooth families come from quadrature of
    /// the quantile function (relative error about 10⁻¹⁰), and those of counts from their probabilities.
    ///
    /// - Parameters:
    ///   - low: The lower bound; −∞ for none.
    ///   - high: The upper bound, not below the lower; +∞ for none.
    /// - Throws: ``DistributionError`` when the bounds are no numbers or out of order, or when the probability between
    ///   them is below 10⁻²⁰⁰.
    public func truncated(
        low: Double = -.infinity, high: Double = .infinity
    ) throws(DistributionError) -> Distribution {
        guard !low.isNaN, low < .infinity else {
            throw DistributionError("truncated", "low", "must be a number; found \(low)")
        }
        guard high >= low, high > -.infinity else {
            throw DistributionError("truncated", "high", "must be a number not below low (\(low)); found \(high)")
        }
        let support = support
        if low <= support.lowerBound && high >= support.upperBound { return self }
        guard low <= support.upperBound, high >= support.lowerBound else { throw Distribution.nothingLeft(low, high) }
        switch self {
        case .constant:
            return self
        case .uniform(let family):
            return try .uniform(low: Swift.max(low, family.low), high: Swift.min(high, family.high))
        case .discrete(let family):
            return try family.truncated(low, high)
        case .piecewiseLinear(let family):
            return try family.truncated(low, high)
        case .mixture(let family):
            return try family.truncated(low, high)
        case .affine(let family):
            let base = try family.base.truncated(
                low: (low - family.offset) / family.factor, high: family.original(high))
            return try .affine(Affine(base: base, offset: family.offset, factor: family.factor)).checked("truncated")
        case .truncated(let family):
            return try family.base.truncated(low: Swift.max(low, family.low), high: Swift.min(high, family.high))
        case .exponential, .lognormal, .triangular, .weibull, .normal, .gamma, .beta, .count:
            return try cut(low, high)
        }
    }

    static func nothingLeft(_ low: Double, _ high: Double) -> DistributionError {
        DistributionError("truncated", "", "the distribution has as good as nothing between \(low) and \(high)")
    }

    private func cut(_ low: Double, _ high: Double) throws(DistributionError) -> Distribution {
        // The probability of less than the bound: what is equal to it stays.
        let isCount = if case .count = self { true } else { false }
        let atLow = tails(isCount ? low.rounded(.up) - 1 : low)
        let atHigh = tails(high)
        let mass =
            atLow.lower > 0.5
            ? atLow.upper - atHigh.upper
            : atHigh.upper > 0.5 ? atHigh.lower - atLow.lower : 1 - atLow.lower - atHigh.upper
        guard mass >= 1e-200 else { throw Distribution.nothingLeft(low, high) }
        let outside = Truncated.Outside(
            below: atLow.lower, aboveLow: atLow.upper, belowHigh: atHigh.lower, above: atHigh.upper, mass: mass)
        let moments: (mean: Double, variance: Double)
        if case .count(let family) = self {
            moments = try family.moments(between: low, and: high)
        } else if mass < 1e-6 * Swift.min(Swift.max(atLow.lower, atHigh.lower), Swift.max(atLow.upper, atHigh.upper)) {
            // A difference of shares that has lost its digits; so narrow a band is uniform, to a relative error of 10⁻⁶.
            moments = (low + (high - low) / 2, (high - low) * (high - low) / 12)
        } else {
            moments = smoothMoments(outside, low, high)
        }
        return try .truncated(
            Truncated(
                base: self, low: low, high: high, mean: moments.mean, variance: moments.variance, outside: outside)
        ).checked("truncated")
    }

    /// ∫ Q(u) du and ∫ (Q(u) − mean)² du over the shares that stay, by double-exponential quadrature (H. Takahasi and
    /// M. Mori, Publ. RIMS 9, 1974), which bears the infinite ends of quantile functions.
    private func smoothMoments(
        _ outside: Truncated.Outside, _ low: Double, _ high: Double
    ) -> (mean: Double, variance: Double) {
        // A triangle's quantile function bends at the mode: each side is integrated by itself.
        var seam = 0.0
        if case .triangular(let family) = self, family.mode > low, family.mode < high {
            seam = (tails(family.mode).lower - outside.below) / outside.mass
        }
        var nodes: [(x: Double, weight: Double)] = []
        let step = 1.0 / 32
        for (start, length) in [(0.0, seam), (seam, 1 - seam)] where length > 0 {
            for index in -170...170 {
                let t = Double(index) * step
                // w = 1/(1 + exp(−π·sinh t)), its complement and dw/dt.
                let (rise, fall) = (ReproducibleMath.exp(t), ReproducibleMath.exp(-t))
                let reach = ReproducibleMath.exp(-3.141592653589793 * (rise - fall) / 2)
                guard reach < 1e300, reach > 1e-300 else { continue }
                let (w, v) = (1 / (1 + reach), reach / (1 + reach))
                let weight = 3.141592653589793 * (rise + fall) / 2 * w * v * step * length
                let share = outside.share(start + length * w, length * v + (1 - start - length))
                let x = Swift.max(low, Swift.min(quantile(share), high))
                if weight > 0, x.isFinite { nodes.append((x, weight)) }
            }
        }
        let total = nodes.reduce(0) { $0 + $1.weight }
        // Taken from the middle, so that a narrow band far from 0 keeps its digits.
        let center = nodes.isEmpty ? 0 : nodes[nodes.count / 2].x
        let shift = nodes.reduce(0) { $0 + $1.weight * ($1.x - center) } / total
        let mean = center + shift
        let variance =
            nodes.reduce(0) {
                let deviation = $1.x - center - shift
                return $0 + $1.weight * deviation * deviation
            } / total
        return (Swift.max(low, Swift.min(mean, high)), variance)
    }
}

extension Distribution.Discrete {
    /// The values between the bounds with their probabilities.
    func truncated(_ low: Double, _ high: Double) throws(DistributionError) -> Distribution {
        let kept = values.indices.filter { values[$0] >= low && values[$0] <= high }
        guard !kept.isEmpty else { throw Distribution.nothingLeft(low, high) }
        return try .discrete(kept.map { (value: values[$0], weight: probability($0)) })
    }
}

extension Distribution.PiecewiseLinear {
    /// The pieces between the bounds.
    func truncated(_ low: Double, _ high: Double) throws(DistributionError) -> Distribution {
        // At a knot where the function jumps, what is equal to the lower bound stays.
        let first = Swift.max(low, values.first ?? low)
        let last = Swift.min(high, values.last ?? high)
        var knots: [(value: Double, share: Double)] = []
        let inside = values.indices.filter { values[$0] >= first && values[$0] <= last }
        if let index = inside.first, values[index] > first { knots.append((first, tails(first).lower)) }
        if inside.isEmpty { knots.append((first, tails(first).lower)) }
        knots += inside.map { (values[$0], cumulative[$0]) }
        if knots.last.map({ $0.value < last }) ?? false { knots.append((last, tails(last).lower)) }
        let start = knots.first?.share ?? 0
        let mass = (knots.last?.share ?? 0) - start
        guard mass > 1e-200 else { throw Distribution.nothingLeft(low, high) }
        return try .piecewiseLinear(knots.map { (value: $0.value, cumulative: ($0.share - start) / mass) })
    }
}

extension Distribution.Mixture {
    /// Every component cut off, its weight times what stays of it.
    func truncated(_ low: Double, _ high: Double) throws(DistributionError) -> Distribution {
        var kept: [(weight: Double, distribution: Distribution)] = []
        for component in components {
            guard let part = try? component.distribution.truncated(low: low, high: high) else { continue }
            let tails = component.distribution.tails(high)
            let below = component.distribution.shareBelow(low)
            let mass = below <= 0.5 ? tails.lower - below : component.distribution.survival(low.nextDown) - tails.upper
            if mass > 0 { kept.append((component.weight * mass, part)) }
        }
        guard !kept.isEmpty else { throw Distribution.nothingLeft(low, high) }
        return try .mixture(kept)
    }
}

extension Distribution {
    /// The probability of less than x.
    fileprivate func shareBelow(_ x: Double) -> Double { x > -.infinity ? tails(x.nextDown).lower : 0 }
}
