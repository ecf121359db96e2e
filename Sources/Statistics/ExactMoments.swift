// Mean and variance of a sample, gathered in one pass and the same whatever the order.

/// The first two moments of a sample, from sums without rounding.
///
/// ```swift
/// var whole = ExactMoments(firstShard)
/// whole.merge(ExactMoments(secondShard))     // bit for bit what all values in any order give
/// ```
///
/// The sums of the values and of their squares are kept exactly, in fixed-point numbers as wide as the range of `Double`. Merging is
/// therefore associative and commutative to the last bit: shards, threads and machines may be folded in whatever order they
/// come. Each statistic is rounded once, at the very end. ``SampleMoments`` is several times faster and has the
/// skewness; it wants its values in a fixed order.
///
/// Values are expected to be finite. Where one was not, every statistic but the count is nil. 2.2 kB of memory.
public struct ExactMoments: Equatable, Sendable {
    /// How many values there are.
    public private(set) var count = 0
    private var allFinite = true
    private var sum = ExactAccumulator.forNumbers
    private var squares = ExactAccumulator.forSquares
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
    }

    /// Adds all values of another sample; the result is the same whichever comes first.
    public mutating func merge(_ other: ExactMoments) {
        count &+= other.count
        allFinite = allFinite && other.allFinite
        least = Swift.min(least, other.least)
        greatest = Swift.max(greatest, other.greatest)
        sum.merge(other.sum)
        squares.merge(other.squares)
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
        let product = WholeDigits.product(squares.signAndMagnitude.magnitude, UInt64(count))
        let difference = WholeDigits.difference(product, WholeDigits.square(sum.signAndMagnitude.magnitude))
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

    /// Whether both have the same number of values with the same sums, smallest and greatest value.
    public static func == (left: ExactMoments, right: ExactMoments) -> Bool {
        left.count == right.count && left.allFinite == right.allFinite && left.least == right.least
            && left.greatest == right.greatest
            && left.sum.withCarriesPassed.digits == right.sum.withCarriesPassed.digits
            && left.squares.withCarriesPassed.digits == right.squares.withCarriesPassed.digits
    }

    /// Digits in units of two to a power as a double; infinite or zero beyond the range.
    private static func number(_ digits: [UInt32], unit: Int) -> Double {
        let (significand, exponent) = WholeDigits.rounded(digits)
        return significand == 0 ? 0 : Double(sign: .plus, exponent: exponent + unit, significand: significand)
    }
}
