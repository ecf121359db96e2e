// Mean, variance and skewness of a sample, gathered in one pass and the same whatever the order.

/// The first three moments of a sample, from sums without rounding.
///
/// ```swift
/// var whole = ExactMoments(firstShard)
/// whole.merge(ExactMoments(secondShard))     // bit for bit what all values in any order give
/// ```
///
/// The sums of the values, of their squares and of their cubes are kept exactly, in fixed-point numbers as wide as the range of `Double`. Merging is
/// therefore associative and commutative to the last bit: shards, threads and machines may be folded in whatever order they
/// come. Each statistic is rounded once, at the very end. ``SampleMoments`` is faster and smaller; it wants its
/// values in a fixed order.
///
/// Values are expected to be finite. Where one was not, every statistic but the count is nil. 3.4 kB of memory.
public struct ExactMoments: Equatable, Sendable {
    /// How many values there are.
    public private(set) var count = 0
    private var allFinite = true
    private var sum = ExactAccumulator.forNumbers
    private var squares = ExactAccumulator.forSquares
    private var cubes = ExactAccumulator.forCubes
    /// The smallest value; nil for an empty sample, and where a value is not finite.
    public var minimum: Double? { count > 0 && allFinite ? least : nil }
    /// The greatest value; nil for an empty sample, and where a value is not finite.
    public var maximum: Double? { count > 0 && allFinite ? greatest : nil }
    private var least = Double.infinity
    private var greatest = -Double.infinity

    /// No values yet.
    public init() {}

    /// The moments of the values.
    public init(_ values: some Sequence<Double>) {
        for value in values { add(value) }
    }

    /// Adds one value.
    public mutating func add(_ x: Double) {
        count &+= 1
        guard x.isFinite else {
            allFinite = false
            return
        }
        // −0 counts as 0, so that the order of equal values does not show.
        let value = x == 0 ? 0 : x
        least = Swift.min(least, value)
        greatest = Swift.max(greatest, value)
        guard value != 0 else { return }
        // x = significand · 2^exponent with a whole significand of at most 53 bits.
        let isSubnormal = value.exponentBitPattern == 0
        let significand = value.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
        let exponent = (isSubnormal ? 1 : Int(value.exponentBitPattern)) - 1075
        sum.add(significand, exponent: exponent, isNegative: value < 0)
        let square = significand.multipliedFullWidth(by: significand)
        squares.add(square.low, exponent: 2 * exponent, isNegative: false)
        squares.add(square.high, exponent: 2 * exponent + 64, isNegative: false)
        let low = square.low.multipliedFullWidth(by: significand)
        // Both factors are below 2⁵³, and so the sum is below 2¹⁰⁷.
        let high = UInt128(square.high) * UInt128(significand) + UInt128(low.high)
        for (part, word) in [low.low, UInt64(truncatingIfNeeded: high), UInt64(truncatingIfNeeded: high >> 64)]
            .enumerated()
        {
            cubes.add(word, exponent: 3 * exponent + 64 * part, isNegative: value < 0)
        }
    }

    /// Adds all values of another sample; the result is the same whichever comes first.
    public mutating func merge(_ other: ExactMoments) {
        count &+= other.count
        allFinite = allFinite && other.allFinite
        least = Swift.min(least, other.least)
        greatest = Swift.max(greatest, other.greatest)
        sum.merge(other.sum)
        squares.merge(other.squares)
        cubes.merge(other.cubes)
    }

    /// The arithmetic mean, correctly rounded; nil for an empty sample.
    public var mean: Double? {
        guard count > 0, allFinite else { return nil }
        let (isNegative, magnitude) = sum.signAndMagnitude
        let mean = Self.number(WholeDigits.quotient(magnitude, by: UInt64(count)), unit: sum.unitExponent - 128)
        return isNegative ? -mean : mean
    }

    /// The sample variance, with the divisor n − 1, correctly rounded; nil below two values and beyond the range of `Double`.
    ///
    /// (n Σx² − (Σx)²)/(n(n − 1)), the formula that cancels in floating point; here the difference is exact.
    public var variance: Double? {
        guard count > 1, allFinite else { return nil }
        let difference = squaredDistances
        let quotient = WholeDigits.quotient(
            WholeDigits.quotient(difference, by: UInt64(count)), by: UInt64(count - 1))
        let variance = Self.number(quotient, unit: squares.unitExponent - 256)
        return variance.isFinite ? variance : nil
    }

    /// The square root of the sample variance; nil below two values.
    public var standardDeviation: Double? { variance?.squareRoot() }

    /// The standard error of the mean, for independent values; nil below two values.
    public var standardError: Double? {
        variance.map { ($0 / Double(count)).squareRoot() }
    }

    /// The adjusted Fisher–Pearson skewness G₁, as ``SampleMoments/skewness``, within a few units in the last place; nil below three values
    /// and for a sample without spread.
    public var skewness: Double? {
        guard count > 2, allFinite else { return nil }
        // n Σ(x − x̄)² and n² Σ(x − x̄)³ = n² Σx³ − 3n Σx Σx² + 2 (Σx)³, the terms sorted by their sign.
        let (sumIsNegative, total) = sum.signAndMagnitude
        let (cubesAreNegative, cubeTotal) = cubes.signAndMagnitude
        let n = UInt64(count)
        let first = WholeDigits.product(WholeDigits.product(cubeTotal, n), n)
        let mixed = WholeDigits.product(total, squares.signAndMagnitude.magnitude)
        let second = WholeDigits.product(WholeDigits.product(mixed, n), 3)
        let third = WholeDigits.product(WholeDigits.product(WholeDigits.product(total, total), total), 2)
        // What has the sign of the sum, and what has the opposite one.
        var same = third
        var opposite = second
        if cubesAreNegative == sumIsNegative {
            same = WholeDigits.sum(same, first)
        } else {
            opposite = WholeDigits.sum(opposite, first)
        }
        let isTurned = WholeDigits.isLess(same, opposite)
        let difference = isTurned ? WholeDigits.difference(opposite, same) : WholeDigits.difference(same, opposite)
        let (cubic, cubicExponent) = WholeDigits.rounded(difference)
        var (quadratic, exponent) = WholeDigits.rounded(squaredDistances)
        guard quadratic > 0 else { return nil }
        // The power 3/2 wants an even exponent.
        if exponent & 1 == 1 {
            quadratic *= 2
            exponent -= 1
        }
        // The units, 2⁻³²²² and 2⁻²¹⁴⁸ to the power 3/2, cancel.
        let power = cubicExponent - exponent / 2 * 3
        let ratio = Double(sign: .plus, exponent: power, significand: cubic / (quadratic * quadratic.squareRoot()))
        // √(n(n − 1))/(n − 2) times the second of the sums above over the 3/2 power of the first.
        let size = Double(count)
        let skewness = ratio * (size - 1).squareRoot() / (size - 2) * size.squareRoot()
        guard skewness.isFinite else { return nil }
        return skewness == 0 ? 0 : (isTurned != sumIsNegative) ? -skewness : skewness
    }

    /// n Σx² − (Σx)², without rounding.
    private var squaredDistances: [UInt32] {
        let total = sum.signAndMagnitude.magnitude
        let product = WholeDigits.product(squares.signAndMagnitude.magnitude, UInt64(count))
        return WholeDigits.difference(product, WholeDigits.product(total, total))
    }

    /// Whether both have the same number of values with the same sums, the same smallest and greatest value.
    public static func == (left: ExactMoments, right: ExactMoments) -> Bool {
        left.count == right.count && left.allFinite == right.allFinite && left.least == right.least
            && left.greatest == right.greatest
            && left.sum.withCarriesPassed.digits == right.sum.withCarriesPassed.digits
            && left.squares.withCarriesPassed.digits == right.squares.withCarriesPassed.digits
            && left.cubes.withCarriesPassed.digits == right.cubes.withCarriesPassed.digits
    }

    /// Digits in units of two to a power as a double; infinite or zero beyond the range.
    private static func number(_ digits: [UInt32], unit: Int) -> Double {
        let (significand, exponent) = WholeDigits.rounded(digits)
        return significand == 0 ? 0 : Double(sign: .plus, exponent: exponent + unit, significand: significand)
    }
}
