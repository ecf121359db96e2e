// Whole-number arithmetic that stops at the ends of its range instead of trapping.

extension Int64 {
    /// The sum, or the nearest representable number.
    @inlinable
    func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    /// The difference, or the nearest representable number.
    @inlinable
    func subtractingSaturated(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }

    /// The product, or the nearest representable number.
    @inlinable
    func multipliedSaturated(by other: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? ((self < 0) == (other < 0) ? .max : .min) : product
    }

    /// The nearest whole number (halves away from zero), or the nearest end of the range; NaN gives zero.
    @inlinable
    init(saturating value: Double) {
        // 2^63 is the first double above the range, and -2^63 lies inside it.
        if value >= 0x1p63 {
            self = .max
        } else if value < -0x1p63 {
            self = .min
        } else if value.isNaN {
            self = 0
        } else {
            self = Int64(value.rounded())
        }
    }
}

extension BinaryInteger {
    /// The quotient rounded towards minus infinity, for a positive divisor.
    @inlinable
    func flooredQuotient(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    /// The remainder that goes with ``flooredQuotient(by:)``: never negative, for a positive divisor.
    @inlinable
    func flooredRemainder(by divisor: Self) -> Self {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
