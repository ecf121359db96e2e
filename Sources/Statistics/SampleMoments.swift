// Mean, variance and skewness of a sample, gathered in one pass and mergeable.

/// The first three moments of a sample, gathered value by value.
///
/// ```swift
/// let moments = SampleMoments([2, 4, 4, 4, 5, 5, 7, 9])
/// moments.mean      // 5
/// moments.variance  // 4.571…
/// ```
///
/// The updates are stable for large means with small spread (B. P. Welford, Technometrics 4(3), 1962,
/// https://doi.org/10.1080/00401706.1962.10490022; for merging T. F. Chan, G. H. Golub and R. J. LeVeque, 1979, and for the third
/// moment P. Pébay, SAND2008-6212). Floating-point addition is not associative: the same values added or merged in another
/// order may give other last bits, so whoever wants the same bytes fixes the order, such as that of replications.
///
/// Values are expected to be finite. Where one was not, or the sums leave the range of `Double`, every statistic but the
/// count is nil: there is never a NaN.
@frozen
public struct SampleMoments: Equatable, Sendable {
    @usableFromInline var tally: Int
    @usableFromInline var centre: Double
    @usableFromInline var squares: Double
    @usableFromInline var cubes: Double

    /// No values yet.
    @inlinable
    public init() {
        tally = 0
        centre = 0
        squares = 0
        cubes = 0
    }

    /// The moments of the values, added in their order.
    @inlinable
    public init(_ values: some Sequence<Double>) {
        self.init()
        for value in values { add(value) }
    }

    /// Adds one value.
    @inlinable
    public mutating func add(_ x: Double) {
        let before = Double(tally)
        tally &+= 1
        guard before > 0 else {
            centre = x
            return
        }
        let n = Double(tally)
        let delta = x - centre
        let step = delta / n
        let term = delta * step * before
        centre += step
        cubes += term * step * (n - 2) - 3 * step * squares
        squares += term
    }

    /// Adds all values of another sample, as a whole; what comes first and what second matters to the last bits.
    public mutating func merge(_ other: SampleMoments) {
        guard other.tally > 0 else { return }
        guard tally > 0 else {
            self = other
            return
        }
        let (a, b) = (Double(tally), Double(other.tally))
        tally &+= other.tally
        let n = Double(tally)
        let delta = other.centre - centre
        let product = a * b / n
        cubes +=
            other.cubes + delta * delta * delta * product * (a - b) / n
            + 3 * delta * (a * other.squares - b * squares) / n
        squares += other.squares + delta * delta * product
        centre += delta * b / n
    }

    /// How many values there are.
    @inlinable public var count: Int { tally }

    /// The arithmetic mean; nil for an empty sample.
    public var mean: Double? {
        count > 0 && centre.isFinite ? centre : nil
    }

    /// The sample variance, with the divisor n − 1; nil below two values.
    public var variance: Double? {
        guard count > 1, centre.isFinite, squares.isFinite else { return nil }
        return squares / Double(count - 1)
    }

    /// The square root of the sample variance; nil below two values.
    public var standardDeviation: Double? {
        variance?.squareRoot()
    }

    /// The standard error of the mean, for independent values; nil below two values.
    public var standardError: Double? {
        guard let variance else { return nil }
        return (variance / Double(count)).squareRoot()
    }

    /// The adjusted Fisher–Pearson skewness G₁; nil below three values and for a sample without spread.
    ///
    /// G₁ = √(n(n − 1))/(n − 2)·g₁, with g₁ the third central moment over the 3/2 power of the second (D. N. Joanes and
    /// C. A. Gill, The Statistician 47(1), 1998, https://doi.org/10.1111/1467-9884.00122).
    public var skewness: Double? {
        guard count > 2, squares > 0 else { return nil }
        let n = Double(count)
        let ratio = n.squareRoot() * (cubes / squares) / squares.squareRoot()
        let skewness = ratio * (n * (n - 1)).squareRoot() / (n - 2)
        return skewness.isFinite ? skewness : nil
    }
}

/// The confidence interval of a mean by Student's t, for independent values.
///
/// Exact for normal values; for skewed ones it is right for large samples (central limit theorem), and reaches too far on
/// the short side and not far enough on the long one for small samples.
///
/// - Parameters:
///   - moments: The sample.
///   - confidence: Strictly between 0 and 1, such as 0.95.
/// - Returns: The interval; of width 0 for a sample without spread; nil below two values.
/// - Throws: ``StatisticsError`` when the confidence is out of range.
public func meanInterval(
    of moments: SampleMoments, confidence: Double
) throws(StatisticsError) -> Interval? {
    try meanInterval(moments.mean, moments.standardError, count: moments.count, confidence: confidence)
}

/// The same for moments that were gathered in any order.
///
/// - Returns: The interval; of width 0 for a sample without spread; nil below two values.
/// - Throws: ``StatisticsError`` when the confidence is out of range.
public func meanInterval(
    of moments: ExactMoments, confidence: Double
) throws(StatisticsError) -> Interval? {
    try meanInterval(moments.mean, moments.standardError, count: moments.count, confidence: confidence)
}

private func meanInterval(
    _ mean: Double?, _ error: Double?, count: Int, confidence: Double
) throws(StatisticsError) -> Interval? {
    try StatisticsError.requireConfidence(confidence)
    guard let mean, let error else { return nil }
    let critical = try CriticalValues.studentT(confidence: confidence, degreesOfFreedom: count - 1)
    let interval = Interval(low: mean - critical * error, high: mean + critical * error)
    return interval.low.isFinite && interval.high.isFinite ? interval : nil
}
