// How long the warm-up should be: where a series stops to depend on how it began.

/// Where the initial transient of a series ends, by the marginal standard error rule on means of five (MSER-5).
///
/// A run that begins empty says too little about waits until its beginning is forgotten. Each observation that is deleted removes bias
/// and adds variance; the rule deletes as many as make the standard error of what is left smallest, as if it were independent (K. P. White,
/// *Simulation* 69(6), 1997, doi:10.1177/003754979706900601; with means of five, White, Cobb and Spratt, *Winter Simulation Conference*
/// 2000, doi:10.1109/WSC.2000.899782):
///
/// ```swift
/// if let transient = InitialTransient(of: waits), transient.isOver {
///     print(transient.mean, "after a warm-up of", transient.length)
/// }
/// ```
///
/// Of k means Y the rule takes the d that minimises Σ (Yᵢ − mean)²/(k − d)², sum and mean over i > d. The last five means are never judged alone,
/// since a few that happen to be alike would always win. One series makes a rough guess: average the series of several replications
/// observation by observation first, and delete the same from all.
public struct InitialTransient: Sendable, Equatable {
    /// How many observations to delete: a multiple of the length of a batch, and 0 where the series shows no transient.
    public let length: Int

    /// The mean of the full batches that are left.
    public let mean: Double

    /// Whether what is deleted lies in the first half. Otherwise the rule has found no end: the series is too short, or never settles.
    public let isOver: Bool

    /// Looks for the end of the transient. O(observations).
    ///
    /// - Parameters:
    ///   - series: Observations in their order, such as waits by customer, or means over equal stretches of time; at least ten batches.
    ///   - batchLength: How many neighbours are taken together, which smooths out noise; less than 1 counts as 1.
    /// - Returns: nil for fewer than ten full batches, and where a value is not finite.
    public init?(of series: [Double], batchLength: Int = 5) {
        let size = max(1, batchLength)
        let count = series.count / size
        guard count >= 10 else { return nil }
        var best = (statistic: Double.infinity, from: 0, mean: Double.nan)
        // From the end on, mean and squares of what follows are gathered in one pass (Welford, 1962).
        var (mean, squares) = (0.0, 0.0)
        for batch in (0..<count).reversed() {
            let value = series[(batch * size)..<((batch + 1) * size)].reduce(0, +) / Double(size)
            let kept = Double(count - batch)
            let distance = value - mean
            mean += distance / kept
            squares += distance * (value - mean)
            guard squares.isFinite else { return nil }
            let statistic = squares / (kept * kept)
            // Of equals the one that deletes less.
            if count - batch > 5, statistic <= best.statistic { best = (statistic, batch, mean) }
        }
        length = best.from * size
        self.mean = best.mean
        isOver = best.from <= count / 2
    }
}
