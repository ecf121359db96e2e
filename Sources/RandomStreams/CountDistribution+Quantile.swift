// The count that belongs to a share, found from a good guess; and moments between bounds.

extension CountDistribution {
    /// The least count whose tails reach a share strictly between 0 and 1.
    func quantile(_ share: ReproducibleMath.Share) -> Int {
        if case .below(let p) = share, p >= 1 { return support.upperBound }
        if case .above(let q) = share, q <= 0 { return support.upperBound }
        guard share.value > 0, share.value < 1 else { return support.lowerBound }
        let support = support
        var reached = Swift.max(
            support.lowerBound, Swift.min(CountDistribution.floor(guess(share)), support.upperBound))
        var missed = support.lowerBound &- 1
        var step = 1
        if share.isReached(by: tails(reached)) {
            // Down from the guess in growing steps, until the share is no longer reached.
            while reached > support.lowerBound {
                let room = reached &- support.lowerBound
                let next = step < room ? reached &- step : support.lowerBound
                guard share.isReached(by: tails(next)) else {
                    missed = next
                    break
                }
                reached = next
                step = step < Int.max / 4 ? step &* 3 : step
            }
        } else {
            missed = reached
            while true {
                let (sum, overflow) = missed.addingReportingOverflow(step)
                let next = overflow ? support.upperBound : Swift.min(sum, support.upperBound)
                if next == support.upperBound || share.isReached(by: tails(next)) {
                    reached = next
                    break
                }
                missed = next
                step = step < Int.max / 4 ? step &* 3 : step
            }
        }
        while reached &- missed > 1 {
            let middle = missed &+ (reached &- missed) / 2
            if share.isReached(by: tails(middle)) { reached = middle } else { missed = middle }
        }
        return reached
    }

    /// About where the share lies: by the normal approximation and its correction for skewness (E. A. Cornish and
    /// R. A. Fisher, 1938), or by the continuous distribution of the same shape.
    private func guess(_ share: ReproducibleMath.Share) -> Double {
        let hazard: Double =
            switch share {
            case .below(let p): -ReproducibleMath.log(onePlus: -p)
            case .above(let q): -ReproducibleMath.log(q)
            }
        // The third cumulant over the variance.
        let skew: Double
        switch self {
        case .binomial(let family): skew = 1 - 2 * family.probability
        case .hypergeometric: skew = 0
        case .poisson: skew = 1
        case .negativeBinomial(let family): skew = (2 - family.probability) / family.probability
        case .geometric(let family): return hazard / -ReproducibleMath.log(onePlus: -family.probability)
        case .zipf(let family): return family.guess(hazard)
        case .integers(let family):
            return Double(family.low) - ReproducibleMath.expMinusOne(-hazard) * family.size
        }
        let z = share.normalDeviate
        return mean + variance.squareRoot() * z + skew * (z * z - 1) / 6
    }

    /// The mean and the variance given that the count lies between two bounds, by summation outwards from the likeliest.
    ///
    /// - Throws: ``DistributionError`` where that takes more than four million terms.
    func moments(between low: Double, and high: Double) throws(DistributionError) -> (mean: Double, variance: Double) {
        let first = Swift.max(support.lowerBound, CountDistribution.floor(low.rounded(.up)))
        let last = Swift.min(support.upperBound, CountDistribution.floor(high))
        guard first <= last else { throw Distribution.nothingLeft(low, high) }
        if case .zipf(let family) = self { return family.moments(from: first, to: last) }
        if case .integers = self {
            let size = Double(last &- first) + 1
            return (Double(first) + (size - 1) / 2, (size - 1) / 12 * (size + 1))
        }
        let peak = Swift.max(first, Swift.min(CountDistribution.floor(mean), last))
        let most = probability(of: peak)
        var (total, once, twice) = (most, 0.0, 0.0)
        for direction in [1, -1] {
            var k = peak
            var term = most
            var steps = 0
            // Rising still where the mean lies above the mode.
            while term > total * 1e-22, k != (direction > 0 ? last : first) {
                k &+= direction
                term = probability(of: k)
                let distance = Double(k &- peak)
                total += term
                once += term * distance
                twice += term * distance * distance
                steps += 1
                guard steps < 4_000_000 else {
                    throw DistributionError("truncated", "", "the count spreads over too many values to be cut off")
                }
            }
        }
        let shift = once / total
        return (Double(peak) + shift, Swift.max(0, twice / total - shift * shift))
    }
}

extension CountDistribution.Rank {
    /// About where the cumulative hazard is reached: the inverse of ∫ x⁻ˢ dx from ½.
    func guess(_ hazard: Double) -> Double {
        let share = -ReproducibleMath.expMinusOne(-hazard)
        let area = share * Zipf.integral(from: 0.5, to: Double(ranks) + 0.5, exponent: exponent)
        // x = ½·(1 + area·(1 − s)·(½)^(s − 1))^(1/(1 − s))
        let t = area * (1 - exponent) * ReproducibleMath.pow(0.5, exponent - 1)
        if abs(1 - exponent) < 1e-6 { return 0.5 * ReproducibleMath.exp(area) + 0.5 }
        return 0.5 * ReproducibleMath.exp(ReproducibleMath.log(onePlus: Swift.max(t, -1)) / (1 - exponent)) + 0.5
    }
}
