// The moments of Zipf's law between two ranks, counted from the first of them so that nothing cancels.

extension CountDistribution.Rank {
    /// The mean and the variance between two ranks, 1 ≤ `first` ≤ `last`, with a relative error of about 10⁻¹².
    ///
    /// Sums of (k − first)ʲ·(k/first)⁻ˢ for j = 0, 1 and 2. As the probabilities never rise, the second moment about the
    /// first rank is at most four times the variance: their difference loses two bits, wherever the ranks lie. The first
    /// 512 terms are added one by one, the rest by the formula of Euler and Maclaurin (DLMF 2.10.1).
    func moments(from first: Int, to last: Int) -> (mean: Double, variance: Double) {
        var sums = RankSums(first: Double(first), exponent: exponent)
        var k = first
        while k <= last, k &- first < 512 {
            sums.addTerm(Double(k &- first))
            k &+= 1
        }
        if k <= last { sums.addRest(from: Double(k &- first), to: Double(last &- first)) }
        let shift = sums.once / sums.total
        return (Double(first) + shift, Swift.max(0, sums.twice / sums.total - shift * shift))
    }
}

/// Sums of the powers 0, 1 and 2 of a rank's distance from the first one, weighted by (rank/first)⁻ˢ.
private struct RankSums {
    let first: Double
    let exponent: Double
    private(set) var total = 0.0
    private(set) var once = 0.0
    private(set) var twice = 0.0

    init(first: Double, exponent: Double) {
        self.first = first
        self.exponent = exponent
    }

    /// Adds the term at a distance.
    mutating func addTerm(_ distance: Double) {
        add(distance, weight(at: distance))
    }

    /// Adds the terms from one distance to another: the integral, half of either end, and what the derivatives correct.
    mutating func addRest(from start: Double, to end: Double) {
        addIntegral(from: start, to: end)
        add(start, weight(at: start) / 2)
        add(end, weight(at: end) / 2)
        addCorrections(at: end, sign: 1)
        addCorrections(at: start, sign: -1)
    }

    private mutating func add(_ distance: Double, _ weight: Double) {
        total += weight
        once += weight * distance
        twice += weight * distance * distance
    }

    private func weight(at distance: Double) -> Double {
        ReproducibleMath.exp(-exponent * ReproducibleMath.log(onePlus: distance / first))
    }

    /// ∫ xʲ·(1 + x/first)⁻ˢ dx, by eight-point Gaussian quadrature in the logarithm t of the rank (DLMF 3.5(v)): panels so
    /// narrow that the integrand changes by a factor of e² at most, and no farther than it counts.
    private mutating func addIntegral(from start: Double, to end: Double) {
        let rank = first + start
        var span = ReproducibleMath.log(onePlus: (end - start) / rank)
        if exponent > 4 { span = Swift.min(span, 60 / (exponent - 3)) }
        let scale = weight(at: start) * rank
        let panels = (span * (1 + abs(exponent - 1))).rounded(.up)
        let half = span / panels / 2
        for panel in 0..<Int(panels) {
            let middle = (2 * Double(panel) + 1) * half
            for (node, share) in RankSums.nodes {
                for t in [middle - half * node, middle + half * node] {
                    let weight = scale * half * share * ReproducibleMath.exp((1 - exponent) * t)
                    add(start + rank * ReproducibleMath.expMinusOne(t), weight)
                }
            }
        }
    }

    /// The nodes above 0 and the weights of Gauss's rule with eight points on −1 … 1 (DLMF table 3.5.2).
    private static let nodes: [(Double, Double)] = [
        (0.1834346424956498, 0.3626837833783620), (0.5255324099163290, 0.3137066458778873),
        (0.7966664774136267, 0.2223810344533745), (0.9602898564975362, 0.1012285362903763),
    ]

    /// B₂ₖ/(2k)!·f⁽²ᵏ⁻¹⁾ for k = 1, 2 and 3. More than 512 ranks from the start the next is below 10⁻¹³ of the sum.
    private mutating func addCorrections(at distance: Double, sign: Double) {
        let rank = first + distance
        // The derivatives of the weight w: w⁽ᵐ⁾ = −(s + m − 1)/rank·w⁽ᵐ⁻¹⁾.
        var derivatives = [weight(at: distance)]
        for order in 0..<5 { derivatives.append(-(exponent + Double(order)) / rank * derivatives[order]) }
        for (order, coefficient) in [(1, 1.0 / 12), (3, -1.0 / 720), (5, 1.0 / 30240)] {
            // Of the product with xʲ, by Leibniz's rule.
            let m = Double(order)
            let factor = sign * coefficient
            let (w, before) = (derivatives[order], derivatives[order - 1])
            total += factor * w
            once += factor * (distance * w + m * before)
            let third = order > 1 ? m * (m - 1) * derivatives[order - 2] : 0
            twice += factor * (distance * distance * w + 2 * m * distance * before + third)
        }
    }
}
