// An interval of real numbers, such as a confidence interval.

/// A closed interval of real numbers.
public struct Interval: Hashable, Sendable {
    /// The lower end.
    public let low: Double
    /// The upper end, not below the lower.
    public let high: Double

    /// The interval between two ends, which are put in order.
    public init(low: Double, high: Double) {
        self.low = Swift.min(low, high)
        self.high = Swift.max(low, high)
    }

    /// Whether a value lies in the interval, its ends included.
    public func contains(_ value: Double) -> Bool {
        low <= value && value <= high
    }

    /// Half the distance between the ends: the "plus or minus" of a symmetric interval.
    public var halfWidth: Double {
        (high - low) / 2
    }
}
