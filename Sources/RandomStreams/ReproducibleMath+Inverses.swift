// The quantiles of the gamma and the beta distribution, from either tail.

extension ReproducibleMath {
    /// Which share of a distribution is given: the one below the value sought, or the one above it.
    enum Share: Hashable, Sendable {
        /// The probability of at most the value.
        case below(Double)
        /// The probability of more than the value.
        case above(Double)

        /// The given share, whichever it is.
        var value: Double {
            switch self {
            case .below(let p), .above(let p): p
            }
        }

        /// The same point, told by the smaller of its two shares.
        var smaller: Share {
            switch self {
            case .below(let p): p <= 0.5 ? self : .above(1 - p)
            case .above(let q): q <= 0.5 ? self : .below(1 - q)
            }
        }

        /// The standard normal deviate of the share.
        var normalDeviate: Double {
            switch self {
            case .below(let p): normalQuantile(p)
            case .above(let q): -normalQuantile(q)
            }
        }

        /// Whether a point with these tails lies at or beyond the value sought.
        func isReached(by tails: Tails) -> Bool {
            switch self {
            case .below(let p): tails.lower >= p
            case .above(let q): tails.upper <= q
            }
        }
    }

    /// The value of the gamma distribution (scale 1) with a share below or above it in (0, 1).
    ///
    /// Newton's method on the logarithm of the smaller tail, from the approximation of Wilson and Hilferty or, near 0, from
    /// the first term of the series; steps that leave the bracket are replaced by bisection. As accurate as
    /// ``gammaTails(shape:_:)``; usually 3 to 5 evaluations of it.
    static func gammaQuantile(shape a: Double, _ share: Share) -> Double {
        let target = share.smaller
        let z = target.normalDeviate
        let ninth = 1 / (9 * a)
        let cube = 1 - ninth + z * ninth.squareRoot()
        // P ≈ xᵃ/Γ(a + 1) near 0.
        let lower = if case .below(let p) = target { p } else { 1 - target.value }
        let power = exp((log(lower) + logGamma(a + 1)) / a)
        var start = cube > 0.3 ? a * cube * cube * cube : power
        if a < 1, power < 0.3 * a + 0.1 { start = power }
        if case .above(let q) = target, a < 1, q < 0.1 { start = Swift.max(start, 1e-3 - log(q)) * 0.8 }
        guard start > 0 else { return 0 }
        return root(of: target, start: Swift.min(start, 1e300)) { x in
            (gammaTails(shape: a, x), gammaDensity(shape: a, x))
        }
    }

    /// The value of the beta distribution with a share below or above it in (0, 1).
    ///
    /// Newton's method on the logarithm of the smaller tail, as for gamma, from the normal approximation to the logarithm of
    /// a beta variate's odds.
    static func betaQuantile(_ a: Double, _ b: Double, _ share: Share) -> Double {
        let target = share.smaller
        // The tail at 1 is the other parameters' tail at 0, where small values keep their digits.
        if case .above(let q) = target, a >= b { return 1 - betaRoot(b, a, .below(q)) }
        return betaRoot(a, b, target)
    }

    private static func betaRoot(_ a: Double, _ b: Double, _ share: Share) -> Double {
        var start: Double
        if a > 1, b > 1 {
            // The logarithm of the odds is nearly normal: the difference of the logarithms of two gamma variates.
            let deviation = (1 / (a - 0.4) + 1 / (b - 0.4)).squareRoot()
            start = 1 / (1 + b / a * exp(-share.normalDeviate * deviation))
        } else if case .below(let p) = share {
            // Near 0, I ≈ xᵃ/(a·B(a, b)).
            start = exp((log(p) + log(a) + logBeta(a, b)) / a)
        } else {
            start = a / (a + b)
        }
        guard start > 0 else { return 0 }
        let largest = 1 - 0x1p-53
        return root(of: share, start: Swift.min(start, largest), end: 1) { x in
            (betaTails(a, b, x), betaDensity(a, b, x, 1 - x))
        }
    }

    /// The x > 0 whose tails meet the share, by Newton's method on the logarithm of the given tail inside a bracket.
    private static func root(
        of share: Share, start: Double, end: Double = .infinity, _ evaluate: (Double) -> (tails: Tails, density: Double)
    ) -> Double {
        var x = start
        var low = 0.0
        var high = end
        for _ in 0..<200 {
            let (tails, density) = evaluate(x)
            let tail = if case .below = share { tails.lower } else { tails.upper }
            if share.isReached(by: tails) { high = Swift.min(high, x) } else { low = Swift.max(low, x) }
            var next = Double.nan
            if tail > 0, density > 0 {
                // log(target/tail) without cancellation near the root; both tails are log-concave for shapes from 1 on.
                let gap = log(onePlus: (share.value - tail) / tail)
                if case .below = share {
                    next = x * exp(Swift.max(-30, Swift.min(30, gap * tail / (x * density))))
                } else {
                    next = x - gap * tail / density
                }
            }
            if !(next > low && next < high) {
                if abs(next - x) <= x * 0x1p-52 { return x }
                // Geometric where the bracket is wide, arithmetic where it is narrow.
                next =
                    high == .infinity
                    ? 2 * x + 1
                    : low > 0 && high < 4 * low
                        ? low + (high - low) / 2
                        : (Swift.max(low, Double.leastNormalMagnitude) * high).squareRoot()
                if next <= low || next >= high { return x }
            }
            if abs(next - x) <= x * 0x1p-51 { return next }
            x = next
        }
        return x
    }
}
