// Sums of floating-point numbers without any rounding, whatever the order.

/// A fixed-point number wide enough that every double, or every square or cube of one, is a whole multiple of its unit.
///
/// Adding is whole-number arithmetic, which is associative and commutative: the result depends on what was added, not on
/// the order, nor on how it was spread over accumulators that were merged later. It is the small superaccumulator of R. M. Neal,
/// "Fast exact summation using small and large superaccumulators", 2015, https://arxiv.org/abs/1505.05571: digits to the base
/// 2³² in 64-bit integers, so that carries wait for two thousand million additions.
struct ExactAccumulator: Sendable {
    /// The digits, the least first; the last carries the sign.
    private(set) var digits: [Int64]
    /// The unit is two to this power.
    let unitExponent: Int
    /// Additions since the carries were last passed on.
    private var pending = 0

    private static let additionsBetweenCarries = 1 << 30

    /// An empty sum of numbers that are whole multiples of 2 to the `unitExponent` and smaller than 2 to the `topExponent`.
    init(unitExponent: Int, topExponent: Int) {
        self.unitExponent = unitExponent
        // Room for 2⁶³ numbers, and a digit for the sign.
        digits = [Int64](repeating: 0, count: (topExponent + 64 - unitExponent) / 32 + 2)
    }

    /// For sums of doubles.
    static let forNumbers = ExactAccumulator(unitExponent: -1074, topExponent: 1024)
    /// For sums of the squares of doubles.
    static let forSquares = ExactAccumulator(unitExponent: -2148, topExponent: 2048)
    /// For sums of the cubes of doubles.
    static let forCubes = ExactAccumulator(unitExponent: -3222, topExponent: 3072)

    /// Adds `significand` · 2^`exponent`, or takes it away.
    mutating func add(_ significand: UInt64, exponent: Int, isNegative: Bool) {
        let place = exponent - unitExponent
        let index = place >> 5
        let shifted = UInt128(significand) << UInt128(place & 31)
        for part in 0..<3 {
            let digit = Int64(truncatingIfNeeded: shifted >> UInt128(32 * part)) & 0xFFFF_FFFF
            digits[index + part] &+= isNegative ? -digit : digit
        }
        pending += 1
        if pending >= Self.additionsBetweenCarries { passCarries() }
    }

    /// Adds all that another accumulator of the same unit holds.
    mutating func merge(_ other: ExactAccumulator) {
        passCarries()
        let others = other.withCarriesPassed
        for index in digits.indices { digits[index] &+= others.digits[index] }
        pending = 1
        passCarries()
    }

    /// Brings every digit but the last into 0..<2³².
    private mutating func passCarries() {
        var carry: Int64 = 0
        for index in digits.indices.dropLast() {
            let digit = digits[index] &+ carry
            carry = digit >> 32
            digits[index] = digit & 0xFFFF_FFFF
        }
        digits[digits.count - 1] &+= carry
        pending = 0
    }

    /// The same number with every digit but the last in 0..<2³²: the one form of each number.
    var withCarriesPassed: ExactAccumulator {
        var copy = self
        copy.passCarries()
        return copy
    }

    /// The sign and the magnitude as digits to the base 2³², the least first.
    var signAndMagnitude: (isNegative: Bool, magnitude: [UInt32]) {
        var form = withCarriesPassed
        let isNegative = form.digits[form.digits.count - 1] < 0
        if isNegative {
            for index in form.digits.indices { form.digits[index] = -form.digits[index] }
            form.passCarries()
        }
        // The last digit has room to spare, and two digits of 32 bits hold it.
        var magnitude = form.digits.dropLast().map { UInt32(truncatingIfNeeded: $0) }
        let last = UInt64(bitPattern: form.digits[form.digits.count - 1])
        magnitude += [UInt32(truncatingIfNeeded: last), UInt32(truncatingIfNeeded: last >> 32)]
        return (isNegative, magnitude)
    }
}

/// Whole numbers of any size, as digits to the base 2³², the least first.
enum WholeDigits {
    /// The product with a number of one or two digits.
    static func product(_ digits: [UInt32], _ factor: UInt64) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(digits.count + 2)
        var carry: UInt128 = 0
        for digit in digits {
            carry += UInt128(digit) * UInt128(factor)
            result.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        return result + [UInt32(truncatingIfNeeded: carry), UInt32(truncatingIfNeeded: carry >> 32)]
    }

    /// The product of two numbers.
    static func product(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        let used = right.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
        var result = [UInt32](repeating: 0, count: left.count + right.count)
        for i in left.indices where left[i] != 0 {
            var carry: UInt64 = 0
            for j in 0..<used {
                // At most (2³² − 1)² + 2 (2³² − 1) = 2⁶⁴ − 1.
                carry += UInt64(left[i]) * UInt64(right[j]) + UInt64(result[i + j])
                result[i + j] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            result[i + used] = UInt32(truncatingIfNeeded: carry)
        }
        return result
    }

    /// The sum.
    static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var carry: UInt64 = 0
        for index in 0..<max(left.count, right.count) {
            carry += index < left.count ? UInt64(left[index]) : 0
            carry += index < right.count ? UInt64(right[index]) : 0
            result.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        return result + [UInt32(truncatingIfNeeded: carry)]
    }

    /// Whether the first number is the smaller one.
    static func isLess(_ left: [UInt32], _ right: [UInt32]) -> Bool {
        for index in (0..<max(left.count, right.count)).reversed() {
            let (a, b) = (index < left.count ? left[index] : 0, index < right.count ? right[index] : 0)
            if a != b { return a < b }
        }
        return false
    }

    /// The difference; the first must not be the smaller one.
    static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var borrow: Int64 = 0
        for index in 0..<max(left.count, right.count) {
            let minuend = index < left.count ? Int64(left[index]) : 0
            let subtrahend = index < right.count ? Int64(right[index]) : 0
            let difference = minuend - subtrahend - borrow
            borrow = difference < 0 ? 1 : 0
            result.append(UInt32(truncatingIfNeeded: difference))
        }
        return result
    }

    /// The quotient by a divisor greater than 0, in units of 2⁻¹²⁸, cut off; its last bit is set if anything was.
    ///
    /// Cut off far below the 53 bits of a double, with that bit, it rounds as the quotient itself does.
    static func quotient(_ digits: [UInt32], by divisor: UInt64) -> [UInt32] {
        var result = [UInt32](repeating: 0, count: digits.count + 4)
        var remainder: UInt128 = 0
        for index in result.indices.reversed() {
            remainder = remainder << 32 | (index >= 4 ? UInt128(digits[index - 4]) : 0)
            let (quotient, rest) = remainder.quotientAndRemainder(dividingBy: UInt128(divisor))
            result[index] = UInt32(truncatingIfNeeded: quotient)
            remainder = rest
        }
        if remainder != 0 { result[0] |= 1 }
        return result
    }

    /// The number as m · 2^e with m in 1..<2, correctly rounded to the 53 bits of a double (halves to even); zero as (0, 0).
    static func rounded(_ digits: [UInt32]) -> (significand: Double, exponent: Int) {
        guard let top = digits.lastIndex(where: { $0 != 0 }) else { return (0, 0) }
        let bits = 32 * top + 32 - digits[top].leadingZeroBitCount
        // The leading 64 bits, of which the last takes in whether anything follows: that is enough to round 53 of them.
        var leading: UInt64 = 0
        var follows = false
        for index in stride(from: top, through: 0, by: -1) {
            let shift = 32 * index - (bits - 64)
            let digit = UInt64(digits[index])
            if shift >= 0 {
                leading |= digit << UInt64(shift)
            } else if shift > -32 {
                leading |= digit >> UInt64(-shift)
                if digit & ((1 << UInt64(-shift)) - 1) != 0 { follows = true }
            } else if digit != 0 {
                follows = true
            }
        }
        if follows { leading |= 1 }
        let significand = Double(leading) * 0x1p-63
        return significand == 2 ? (1, bits) : (significand, bits - 1)
    }
}
