// How far the mean of one long run may be off: means of batches, gathered while it runs.

/// Means of successive batches of equal length, gathered during one run in constant memory.
///
/// Observations of one run resemble their neighbours, so that their own variance says little about that of their mean. Means of long
/// batches are nearly independent, and their spread does (Conway, *Management Science* 10(1), 1963, doi:10.1287/mnsc.10.1.47; Law,
/// *Simulation Modeling and Analysis*, 2015, section 9.5.3). The right length is not known beforehand; here it doubles: once
/// there are `2·minimumBatches` of them, neighbours are merged in pairs. So there are always from `minimumBatches` to one
/// less than twice as many full batches, and each is as long as the run allows.
///
/// ```swift
/// var waits = BatchMeans()
/// // … waits.record(wait), as often as you like
/// if let mean = waits.mean, let error = waits.standardError, let likeness = waits.lagOneCorrelation {
///     print(mean, "±", error, likeness < 0.2 ? "" : "(the batches are too short to trust this)")
/// }
/// ```
///
/// Whatever does not fill a batch at the end is left out of ``standardError`` and is in ``mean``. Student's t with ``degreesOfFreedom`` makes an
/// interval of the two; the module `Statistics` has it, and a test whether the batches are long enough.
public struct BatchMeans: Sendable, Equatable {
    /// Full batches: the sum of each.
    @usableFromInline var sums: [Double]
    @usableFromInline var limit: Int
    @usableFromInline var length = 1
    @usableFromInline var filled = 0
    @usableFromInline var current = 0.0
    @usableFromInline var earlier = 0.0
    @usableFromInline var earlierCount = 0

    /// No observations yet.
    ///
    /// - Parameter minimumBatches: The least number of batches once there are as many observations; at least 2, at most 2²⁰. Twenty to
    ///   thirty are usual: more of them are shorter and resemble each other (Schmeiser, *Operations Research* 30(3), 1982,
    ///   doi:10.1287/opre.30.3.556).
    public init(minimumBatches: Int = 20) {
        limit = 2 * min(max(2, minimumBatches), 1 << 20)
        sums = []
        sums.reserveCapacity(limit)
    }

    /// The batches of a series that is at hand as a whole.
    public init(_ values: some Sequence<Double>, minimumBatches: Int = 20) {
        self.init(minimumBatches: minimumBatches)
        for value in values { record(value) }
    }

    /// Adds an observation, which should be finite. O(1) on the average, without allocation.
    @inlinable
    public mutating func record(_ value: Double) {
        current += value
        filled &+= 1
        if filled == length { closeBatch() }
    }

    /// Adds so many equal observations, in as many steps as there are batches to fill.
    mutating func record(_ value: Double, times: Int) {
        // So many at most that all can be counted.
        var left = max(0, min(times, .max - count))
        while left > 0 {
            let some = min(left, length - filled)
            current += value * Double(some)
            filled += some
            left -= some
            if filled == length { closeBatch() }
        }
    }

    @usableFromInline
    mutating func closeBatch() {
        sums.append(current)
        earlier += current
        earlierCount &+= filled
        current = 0
        filled = 0
        guard sums.count == limit else { return }
        for batch in 0..<(limit / 2) { sums[batch] = sums[2 * batch] + sums[2 * batch + 1] }
        sums.removeLast(limit / 2)
        length &*= 2
    }

    /// Forgets all observations, at the end of the warm-up, and keeps the memory.
    public mutating func removeAll() {
        sums.removeAll(keepingCapacity: true)
        (length, filled, current, earlier, earlierCount) = (1, 0, 0, 0, 0)
    }

    /// How many observations there were.
    public var count: Int { earlierCount + filled }

    /// The mean of all observations, or nil before the first.
    ///
    /// Nil too, as all that follows, where an observation was not finite or a sum leaves the range of `Double`: there is never a NaN.
    public var mean: Double? {
        let mean = (earlier + current) / Double(count)
        return mean.isFinite ? mean : nil
    }

    /// How many batches are full.
    public var batchCount: Int { sums.count }

    /// How many observations there are in a batch: a power of 2.
    public var batchLength: Int { length }

    /// The means of the full batches, in order.
    public var batchMeans: [Double] { sums.map { $0 / Double(length) } }

    /// The mean of a full batch, by its number from 0; nil outside `0 ..< batchCount`.
    public func mean(ofBatch batch: Int) -> Double? {
        sums.indices.contains(batch) ? sums[batch] / Double(length) : nil
    }

    /// The standard error of the mean, from the spread of the batches; nil before the second full batch.
    ///
    /// Too small where the batches resemble each other: look at ``lagOneCorrelation``.
    public var standardError: Double? {
        moments.map { ($0.squares / Double(sums.count - 1) / Double(sums.count)).squareRoot() / Double(length) }
    }

    /// Degrees of freedom of ``standardError``: one less than the full batches, and never negative.
    public var degreesOfFreedom: Int { max(0, sums.count - 1) }

    /// The correlation of a batch with the next: near 0 where the batches are long enough.
    ///
    /// Independent batches give −1/n on the average and lie within ±2/√n of it 95 times in 100, n being ``batchCount``. Nil before the third full batch,
    /// and where all batches are equal.
    public var lagOneCorrelation: Double? {
        guard sums.count > 2, let moments, moments.squares > 0 else { return nil }
        var products = 0.0
        for batch in 1..<sums.count { products += (sums[batch - 1] - moments.mean) * (sums[batch] - moments.mean) }
        let correlation = products / moments.squares
        return correlation.isFinite ? correlation : nil
    }

    private var moments: (mean: Double, squares: Double)? {
        guard sums.count > 1 else { return nil }
        let mean = sums.reduce(0, +) / Double(sums.count)
        let squares = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return squares.isFinite ? (mean, squares) : nil
    }
}
