// Whether two samples of replications come from one law: the one way in which the engines are compared.

import RandomStreams

@testable import Rollouts

/// The outcomes of one metric in two engines.
///
/// A replication gives no value, a censored one, or a number. The shares of the first two are compared by the two-proportion test, the
/// means of the numbers by Welch's test, and their distribution, with the censored ones above all numbers, by the two-sample test of
/// Kolmogorov and Smirnov. All three are used in their asymptotic form, as z: with equally many replications on both sides skewness cancels,
/// and ties and small counts make the tests more cautious, not less.
struct TwoSamples {
    let left: [Double]
    let right: [Double]

    /// The largest deviation, as a standard normal variate, and the test that gave it.
    ///
    /// - Parameter meansOnly: leave out what depends on more than the mean.
    func deviation(meansOnly: Bool) -> (z: Double, test: String) {
        var worst = (z: 0.0, test: "nothing")
        func consider(_ z: Double, _ test: String) {
            if abs(z) > worst.z || z.isNaN { worst = (z.isNaN ? .infinity : abs(z), test) }
        }
        consider(shares { $0.isNaN }, "share without a value")
        consider(shares { $0 == .infinity }, "share censored")
        consider(means(), "mean")
        if !meansOnly { consider(distributions(), "distribution") }
        return worst
    }

    private func shares(_ holds: (Double) -> Bool) -> Double {
        let a = Double(left.count { holds($0) })
        let b = Double(right.count { holds($0) })
        let n = Double(left.count)
        let m = Double(right.count)
        let pooled = (a + b) / (n + m)
        guard pooled > 0, pooled < 1 else { return 0 }
        return (a / n - b / m) / (pooled * (1 - pooled) * (1 / n + 1 / m)).squareRoot()
    }

    /// Too few numbers on one side are left to the test of the shares.
    private func means() -> Double {
        let a = left.filter(\.isFinite)
        let b = right.filter(\.isFinite)
        guard min(a.count, b.count) >= 30 else { return 0 }
        let one = meanAndError(a)
        let other = meanAndError(b)
        let error = (one.error * one.error + other.error * other.error).squareRoot()
        let difference = one.mean - other.mean
        // A number that never varies is the same up to the rounding of its sum.
        if error <= 1e-9 * max(1, abs(one.mean)) {
            return abs(difference) <= 1e-6 * max(1, abs(one.mean)) ? 0 : .infinity
        }
        return difference / error
    }

    /// The greatest distance of the two empirical distribution functions, as the z with the same probability.
    private func distributions() -> Double {
        let a = left.filter { !$0.isNaN }.map { ($0 * 1e6).rounded() }.sorted()
        let b = right.filter { !$0.isNaN }.map { ($0 * 1e6).rounded() }.sorted()
        guard min(a.count, b.count) >= 30 else { return 0 }
        var i = 0
        var j = 0
        var distance = 0.0
        while i < a.count && j < b.count {
            let value = min(a[i], b[j])
            while i < a.count && a[i] == value { i += 1 }
            while j < b.count && b[j] == value { j += 1 }
            distance = max(distance, abs(Double(i) / Double(a.count) - Double(j) / Double(b.count)))
        }
        let size = Double(a.count) * Double(b.count) / Double(a.count + b.count)
        // Smirnov's tail 2·exp(−2·size·D²), and for z the bound 2·exp(−z²/2) of the normal one: z = 2·D·√size.
        return 2 * distance * size.squareRoot()
    }
}
