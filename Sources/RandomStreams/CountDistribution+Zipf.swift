// Zipf's law: the probability of a rank falls as a power of it.

extension CountDistribution {
    /// A rank from 1 on whose probability is proportional to rank⁻ˢ.
    public struct Rank: Hashable, Sendable {
        /// How many ranks there are, 1 to 10¹².
        public let ranks: Int
        /// The exponent s, 0 to 100; 0 is a uniform rank.
        public let exponent: Double

        var mean: Double { powerSum(1) / powerSum(0) }

        var variance: Double { moments(from: 1, to: ranks).variance }

        func probability(of k: Int) -> Double {
            ReproducibleMath.pow(Double(k), -exponent) / powerSum(0)
        }

        func tails(_ k: Int) -> ReproducibleMath.Tails {
            let total = powerSum(0)
            let above = Zipf.powerSum(from: k + 1, to: ranks, exponent: exponent)
            if above < 0.5 * total { return ReproducibleMath.Tails(upper: above / total) }
            return ReproducibleMath.Tails(
                lower: Zipf.powerSum(from: 1, to: k, exponent: exponent) / total)
        }

        /// Σ rankʲ⁻ˢ over all ranks.
        private func powerSum(_ j: Double) -> Double {
            Zipf.powerSum(from: 1, to: ranks, exponent: exponent - j)
        }
    }
}

/// Sums of powers and samples for Zipf's law.
enum Zipf {
    /// Σ k⁻ˢ for k from `first` ≥ 1 to `last`, in constant time: the first terms one by one, the rest by the formula of Euler
    /// and Maclaurin (DLMF 2.10.1). The relative error is about 10⁻¹³.
    static func powerSum(from first: Int, to last: Int, exponent s: Double) -> Double {
        guard first <= last else { return 0 }
        // From 24 on, five corrections leave less than 10⁻¹⁶ for exponents of ordinary size; large ones need more terms.
        let start = Swift.max(first, 24 + Int(Swift.min(200, abs(s))))
        var sum = 0.0
        var k = first
        while k < start, k <= last {
            sum += ReproducibleMath.pow(Double(k), -s)
            k += 1
        }
        guard k <= last else { return sum }
        let (a, b) = (Double(k), Double(last))
        let (atA, atB) = (ReproducibleMath.pow(a, -s), ReproducibleMath.pow(b, -s))
        var rest = integral(from: a, to: b, exponent: s) + 0.5 * (atA + atB)
        // B₂ₖ/(2k)!·(f⁽²ᵏ⁻¹⁾(b) − f⁽²ᵏ⁻¹⁾(a)) with f⁽²ᵏ⁻¹⁾(x) = −s(s + 1)…(s + 2k − 2)·x^(−s − 2k + 1).
        var (left, right) = (atA * s / a, atB * s / b)
        let coefficients = [1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1_209_600, 1.0 / 47_900_160]
        for (index, coefficient) in coefficients.enumerated() {
            rest += coefficient * (left - right)
            let next = s + 2 * Double(index)
            left *= (next + 1) * (next + 2) / (a * a)
            right *= (next + 1) * (next + 2) / (b * b)
        }
        return sum + rest
    }

    /// ∫ x⁻ˢ dx from a to b, also for s near 1 where it is a logarithm.
    static func integral(from a: Double, to b: Double, exponent s: Double) -> Double {
        let step = (b - a) / a
        let logRatio = step < 0.4 ? ReproducibleMath.log(onePlus: step) : ReproducibleMath.log(b / a)
        let power = (1 - s) * logRatio
        // a^(1 − s)·(exp((1 − s)·log(b/a)) − 1)/(1 − s)
        let factor = ReproducibleMath.pow(a, 1 - s)
        if abs(power) < 1e-8 { return factor * logRatio * (1 + power / 2) }
        return factor * ReproducibleMath.expMinusOne(power) / (1 - s)
    }

    /// A rank from 1 to n with a probability proportional to rank⁻ˢ.
    ///
    /// Rejection-inversion (W. Hörmann and G. Derflinger, "Rejection-inversion to generate variates from monotone discrete
    /// distributions", ACM TOMACS 6(3), 1996, https://doi.org/10.1145/235025.235029): O(1), fewer than 1.3 draws.
    static func sample(
        ranks n: Int, exponent s: Double, _ uniform: () -> Double
    ) -> Int {
        guard n > 1 else { return 1 }
        // H(x) = ∫ t⁻ˢ dt from 1 to x; the ranks' bars lie under it from H(3/2) − 1 to H(n + 1/2).
        func areaBelow(_ x: Double) -> Double { integral(from: 1, to: x, exponent: s) }
        func inverse(_ area: Double) -> Double {
            let t = area * (1 - s)
            if abs(t) < 1e-8 { return ReproducibleMath.exp(area * (1 - t / 2)) }
            return ReproducibleMath.exp(ReproducibleMath.log(onePlus: Swift.max(t, -1)) / (1 - s))
        }
        let first = areaBelow(1.5) - 1
        let last = areaBelow(Double(n) + 0.5)
        // What lies so near above the bar's middle is accepted unseen.
        let sure = 2 - inverse(areaBelow(2.5) - ReproducibleMath.pow(2, -s))
        while true {
            let area = last + uniform() * (first - last)
            let x = inverse(area)
            let k = Swift.max(1, Swift.min((x + 0.5).rounded(.down), Double(n)))
            // Is the area from x to the bar's end at most the bar's? A difference of areas from 1 on would lose its digits.
            if k - x <= sure || integral(from: x, to: k + 0.5, exponent: s) <= ReproducibleMath.pow(k, -s) {
                return Int(k)
            }
        }
    }
}
