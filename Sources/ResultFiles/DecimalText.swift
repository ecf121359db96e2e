// How a number is spelt in a file: the shortest decimal that reads back as the same number.

/// The decimal spelling of numbers in result files.
///
/// The spelling is the shortest one that reads back as the same number (Swift's `description`, which follows no locale), with
/// two changes: a whole number has no ".0", and zero has no sign. Magnitudes below 10⁻⁴, and those of 2⁵⁴ and more, keep
/// their exponent (`5e-05`, `1e+17`), which every reader of CSV and JSON knows. What is not a number, or not finite, has no
/// spelling: it is never written.
public enum DecimalText {
    /// Whole numbers below this magnitude are exact and are written as integers.
    private static let largestExact = 9_007_199_254_740_992.0

    /// The spelling of a number; nil for NaN and infinities.
    public static func of(_ value: Double) -> String? {
        guard value.isFinite else { return nil }
        if value.magnitude < largestExact, value == value.rounded(.towardZero) { return String(Int64(value)) }
        return value.description
    }

    /// The spelling of a single-precision number, shortest for that precision; nil for NaN and infinities.
    public static func of(_ value: Float) -> String? {
        guard value.isFinite else { return nil }
        if value.magnitude < 16_777_216, value == value.rounded(.towardZero) { return String(Int64(value)) }
        return value.description
    }
}
