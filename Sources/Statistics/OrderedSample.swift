// Quantiles, ranks and tails of a sample.

/// A sample in ascending order.
///
/// +∞ stands for a value beyond what could be observed (a recovery that the horizon cut off). It takes its place at the top,
/// so that quantiles below it are still known; whatever would need its value is nil. NaN counts as +∞: a value about which
/// nothing is known.
public struct OrderedSample: Equatable, Sendable {
    /// The values, ascending.
    public let values: [Double]

    /// Sorts the values. O(n log n).
    public init(_ values: [Double]) {
        self.values = values.map { $0.isNaN ? .infinity : $0 }.sorted()
    }

    /// How many values there are, infinite ones included.
    public var count: Int { values.count }

    /// The p-quantile, for p from 0 to 1, by linear interpolation between order statistics; see ``quantile(_:ofAscending:)``.
    ///
    /// - Returns: nil for an empty sample, for p out of range, and where an infinite value would be needed. O(1).
    public func quantile(_ p: Double) -> Double? { Self.quantile(p, ofAscending: values) }

    /// The p-quantile of values that are in ascending order already, by linear interpolation between order statistics.
    ///
    /// Type 7 of R. J. Hyndman and Y. Fan, The American Statistician 50(4), 1996,
    /// https://doi.org/10.1080/00031305.1996.10473566, the default of R and NumPy. O(1).
    ///
    /// - Returns: nil for no values, for p out of range, and where an infinite value would be needed.
    @inlinable
    public static func quantile<Value: BinaryFloatingPoint>(_ p: Double, ofAscending values: [Value]) -> Double? {
        guard !values.isEmpty, p >= 0, p <= 1 else { return nil }
        var position = Double(values.count - 1) * p
        // A position that is whole but for the rounding of p must not ask for the next value, which may be infinite.
        let whole = position.rounded()
        if abs(position - whole) < 4 * .ulpOfOne * max(1, position) { position = whole }
        let below = min(Int(position), values.count - 1)
        let share = position - Double(below)
        let low = Double(values[below])
        guard share > 0, below + 1 < values.count else { return low.isFinite ? low : nil }
        let high = Double(values[below + 1])
        guard low.isFinite, high.isFinite else { return nil }
        let difference = high - low
        return difference.isFinite ? min(low + difference * share, high) : low * (1 - share) + high * share
    }

    /// A confidence interval of the p-quantile between two order statistics, without assumptions on the distribution.
    ///
    /// The number of values below the quantile is binomial, B(n, p). The ends are the highest and lowest order statistics that each leave
    /// at most (1 − confidence)/2 outside, so the interval holds with at least the confidence asked for (H. A. David and
    /// H. N. Nagaraja, Order Statistics, 3rd edition, section 7.1). O(√n).
    ///
    /// - Returns: nil where the sample is too small for this confidence, where an end is infinite, and for arguments out of
    ///   range.
    public func quantileInterval(_ p: Double, confidence: Double) -> Interval? {
        guard !values.isEmpty, p > 0, p < 1, confidence > 0, confidence < 1 else { return nil }
        let core = BinomialTail.core(trials: values.count, p, outside: (1 - confidence) / 2)
        // Rank r is index r − 1. The lower end is the core's lower number as a rank; the upper end the rank after its upper.
        guard core.low > 0, core.high < values.count else { return nil }
        let (low, high) = (values[core.low - 1], values[core.high])
        return low.isFinite && high.isFinite ? Interval(low: low, high: high) : nil
    }

    /// The share of the sample below x, a value equal to x counting half: 0 below all values, 1 above all.
    ///
    /// - Returns: nil for an empty sample and for NaN.
    public func rank(of x: Double) -> Double? {
        guard !values.isEmpty, !x.isNaN else { return nil }
        let below = partition { $0 < x }
        let notAbove = partition { $0 <= x }
        return (Double(below) + Double(notAbove)) / 2 / Double(values.count)
    }

    /// The conditional value at risk: the mean of the greatest values that make up a share `tail` of the sample.
    ///
    /// Where the share cuts a value, that value enters with its part (R. T. Rockafellar and S. Uryasev, Journal of Banking and
    /// Finance 26(7), 2002, https://doi.org/10.1016/S0378-4266(02)00271-6). The greatest values are the bad ones.
    ///
    /// - Parameter tail: Greater than 0 and at most 1, such as 0.05; 1 gives the mean.
    /// - Returns: nil for an empty sample, for a tail out of range, and where the tail holds an infinite value.
    public func conditionalValueAtRisk(tail: Double) -> Double? {
        guard tail > 0, tail <= 1, let greatest = values.last, greatest.isFinite else { return nil }
        let weight = tail * Double(values.count)
        // A running mean cannot overflow and is exact for equal values.
        var mean = greatest
        var taken = min(1, weight)
        var index = values.count - 2
        while taken < weight, index >= 0 {
            let part = min(1, weight - taken)
            taken += part
            mean += (values[index] - mean) * (part / taken)
            index -= 1
        }
        return mean.isFinite ? mean : nil
    }

    /// How many values come before the first that does not satisfy a condition that holds for a lower part of the sample.
    private func partition(_ isLower: (Double) -> Bool) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = low + (high - low) / 2
            if isLower(values[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
