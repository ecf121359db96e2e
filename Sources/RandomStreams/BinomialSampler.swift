// How many of n independent trials succeed, drawn over and over for the same n and p, which are prepared once.

/// The binomial distribution of one number of trials and one probability, prepared for many draws.
///
/// ```swift
/// let failures = BinomialSampler(trials: 1_000_000_000, probability: 0.3)
/// for _ in 0..<1_000 { total += failures.sample(from: &stream) }
/// ```
///
/// Exact, to the rounding of `Double`, as ``Binomial/sample(trials:probability:from:)`` is, and several times as fast once it is made;
/// the two take other draws, so their variates differ. Only ``ReproducibleMath`` is used, so the variates have the same
/// bits on every machine.
///
/// - To a variance of 400: inversion of one uniform by a guide table (H. C. Chen and Y. Asau, AIIE Transactions 6(2), 1974,
///   https://doi.org/10.1080/05695557408974949). Making it takes microseconds and some kilobytes: it pays from about a hundred
///   draws on.
/// - Above: transformed rejection with decomposition (algorithm BTRD; W. Hörmann, "The generation of binomial random
///   variates", J. Statist. Comput. Simul. 46, 1993, https://doi.org/10.1080/00949659308811496). Three of four variates
///   take one uniform and no look at a probability. Making it takes tens of nanoseconds.
@frozen
public struct BinomialSampler: Hashable, Sendable {
    /// The greatest variance for which there is a table.
    static let greatestTabulatedVariance = 400.0

    /// The number of trials.
    public let trials: Int

    /// The probability of success in one trial.
    public let probability: Double

    /// Whether failures are counted and the rest succeed, as they are the rarer.
    @usableFromInline let isMirrored: Bool
    /// The table of the rarer outcome; empty where there is none.
    @usableFromInline let table: BinomialTable
    /// The rejection of the rarer outcome, for where there is no table.
    @usableFromInline let rejection: BinomialRejection

    /// The distribution of the number of successes.
    ///
    /// - Parameters:
    ///   - trials: The number of trials, to 10⁹ and beyond; 0 or less gives 0 successes.
    ///   - probability: The probability of success; 0 or less (or NaN) gives 0 successes, and 1 or more gives all.
    /// - Complexity: O(√variance) to a variance of 400, O(1) above.
    public init(trials: Int, probability: Double) {
        let n = max(trials, 0)
        let p = probability >= 1 ? 1 : probability > 0 ? probability : 0
        self.trials = n
        self.probability = p
        // 1 − p is exact from ½ on, so the smaller probability loses nothing.
        isMirrored = p > 0.5
        let rare = isMirrored ? 1 - p : p
        rejection = BinomialRejection(trials: n, probability: rare)
        let isTabulated = rejection.transform.variance <= BinomialSampler.greatestTabulatedVariance
        table = isTabulated && n > 0 && rare > 0 ? BinomialTable(trials: n, probability: rare) : BinomialTable()
    }

    /// A number of successes, from 0 to ``trials``.
    ///
    /// - Parameter stream: The draws; none are used where the answer is certain.
    @inlinable
    public func sample<Stream: UniformStream>(from stream: inout Stream) -> Int {
        let count: Int
        if !table.isEmpty {
            count = table.count(for: stream.next())
        } else {
            count = isCertain ? 0 : rejection.sample(from: &stream)
        }
        return isMirrored ? trials &- count : count
    }

    /// Whether there is nothing to draw.
    @inlinable var isCertain: Bool { trials == 0 || probability == 0 || probability == 1 }
}

/// A binomial distribution function as a table, with a guide to where in it a uniform is found.
@frozen @usableFromInline
struct BinomialTable: Hashable, Sendable {
    /// The count of the first entry.
    @usableFromInline let first: Int
    /// The probability of so many or fewer, from the first on; the last is 1.
    @usableFromInline let cumulative: [Double]
    /// For each part of the unit interval, the first entry that is not below it.
    @usableFromInline let guide: [UInt16]
    /// How many bits of a draw are not the number of a part.
    @usableFromInline let shift: UInt64

    /// Whether there is no table.
    @inlinable var isEmpty: Bool { guide.isEmpty }

    /// No table.
    init() {
        first = 0
        cumulative = []
        guide = []
        shift = 64
    }

    /// The table, for n ≥ 1, 0 < p ≤ ½ and a moderate variance.
    init(trials n: Int, probability p: Double) {
        let trials = Double(n)
        let odds = p / (1 - p)
        let mode = min(Int((trials + 1) * p), n)
        // Outwards from the mode, relative to it, until nothing can be added that a uniform of 53 bits would meet.
        let negligible = 0x1p-64
        var below: [Double] = []
        var weight = 1.0
        var k = mode
        while k > 0, weight > negligible {
            weight *= Double(k) / ((trials - Double(k) + 1) * odds)
            below.append(weight)
            k &-= 1
        }
        first = k
        var sums = [Double](below.reversed())
        sums.append(1)
        weight = 1
        k = mode
        while k < n, weight > negligible {
            k &+= 1
            weight *= (trials - Double(k) + 1) * odds / Double(k)
            sums.append(weight)
        }
        var sum = 0.0
        for index in sums.indices {
            sum += sums[index]
            sums[index] = sum
        }
        for index in sums.indices { sums[index] /= sum }
        cumulative = sums

        // Four parts an entry or more: most uniforms are at once where they belong.
        var bits: UInt64 = 4
        while 1 << bits < 4 &* sums.count { bits &+= 1 }
        shift = 64 &- bits
        var guide: [UInt16] = []
        guide.reserveCapacity(1 << bits)
        var entry = 0
        for part in 0..<(1 << bits) {
            let start = Double(part) / Double(1 << bits)
            while entry < sums.count &- 1, sums[entry] < start { entry &+= 1 }
            guide.append(UInt16(truncatingIfNeeded: entry))
        }
        self.guide = guide
    }

    /// The count at the uniform that 64 random bits stand for.
    @inline(__always) @inlinable
    func count(for bits: UInt64) -> Int {
        let u = DrawSource.uniform(of: bits)
        var entry = Int(guide[Int(truncatingIfNeeded: bits &>> shift)])
        while cumulative[entry] < u { entry &+= 1 }
        return first &+ entry
    }
}
