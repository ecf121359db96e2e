// k of n things chosen without replacement, one after another in ascending order, without a list of the n.

/// Which k of n things are chosen, as ascending indices, one at a time: every set of k is equally likely.
///
/// ```swift
/// var canaries = OrderedSelection(choosing: 1_000, of: 10_000_000)
/// while let endpoint = canaries.next(from: &stream) { … }
/// ```
///
/// Constant time and memory per index on the average, for any n: J. S. Vitter, "An efficient algorithm for sequential random
/// sampling", ACM TOMS 13(1), 1987, https://doi.org/10.1145/23002.23003.
@frozen
public struct OrderedSelection: Hashable, Sendable {
    /// How many are still to be chosen.
    public private(set) var remaining: Int

    /// The first index that has not been passed.
    public private(set) var position: Int

    /// How many things there are, the passed ones included.
    public let count: Int

    /// `choosing` of `count` things; negative numbers count as 0, and more than there are as all.
    public init(choosing: Int, of count: Int) {
        self.count = max(0, count)
        remaining = min(max(0, choosing), self.count)
        position = 0
    }

    /// The next index, in 0 ..< count; nothing when all are chosen.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public mutating func next<Stream: UniformStream>(from stream: inout Stream) -> Int? {
        guard remaining > 0 else { return nil }
        let passed = skipped(from: &stream)
        let index = position &+ passed
        position = index &+ 1
        remaining &-= 1
        return index
    }

    /// How many of the n that are left are passed over before the next of the k that remain to be chosen.
    ///
    /// f(s) = k/n·Π (n − 1 − s − i)/(n − 1 − i) over i = 0 … k − 2.
    private func skipped<Stream: UniformStream>(from stream: inout Stream) -> Int {
        let left = count &- position
        guard remaining < left else { return 0 }
        if remaining == 1 { return Int(truncatingIfNeeded: stream.nextInteger(below: UInt64(left))) }
        let (n, k) = (Double(left), Double(remaining))
        return k * 13 < n ? rejection(n, k, from: &stream) : search(n, k, from: &stream)
    }

    /// Where few are passed over: the survival function one step after another (Vitter's method A).
    private func search<Stream: UniformStream>(_ n: Double, _ k: Double, from stream: inout Stream) -> Int {
        let u = stream.nextUniform()
        var survival = (n - k) / n
        var s = 0.0
        while u < survival {
            s += 1
            survival *= (n - k - s) / (n - s)
        }
        return Int(s)
    }

    /// Where many are: rejection from the continuous density g(x) = k/n·(1 − x/n)^(k − 1) with c = n/(n − k + 1) (method D).
    private func rejection<Stream: UniformStream>(_ n: Double, _ k: Double, from stream: inout Stream) -> Int {
        let top = n - k + 1
        while true {
            let logV = ReproducibleMath.log(stream.nextUniform())
            // x = n·(1 − v^(1/k)), so that 1 − x/n = v^(1/k).
            let x = n * -ReproducibleMath.expMinusOne(logV / k)
            let s = x.rounded(.down)
            guard s < top else { continue }
            // u·c·g(x) ≤ f(s), divided by k/n·(1 − x/n)^(k − 1); k/n·(1 − s/top)^(k − 1) lies below f(s) and near it.
            let height = ReproducibleMath.log(stream.nextUniform() * n / top)
            let hat = logV / k * (k - 1)
            if height + hat <= (k - 1) * ReproducibleMath.log(onePlus: -s / top) { return Int(s) }
            // The product of k − 1 factors, or the same of s factors where that is shorter.
            var product = 1.0
            let terms = min(k - 1, s)
            let (numerator, denominator) = k - 1 <= s ? (n - 1 - s, n - 1) : (n - k, n - 1)
            var i = 0.0
            while i < terms {
                product *= (numerator - i) / (denominator - i)
                i += 1
            }
            if product > 0, height + hat <= ReproducibleMath.log(product) { return Int(s) }
        }
    }
}
