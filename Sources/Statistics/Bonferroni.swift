// Several intervals that are to hold together.

/// Bonferroni's inequality: the chance that one of several statements is wrong is at most the sum of their chances, whatever their
/// dependence. It is what makes simultaneous intervals valid under common random numbers.
public enum Bonferroni {
    /// The confidence that each of several intervals must have, so that with a given confidence all of them hold.
    ///
    /// - Parameters:
    ///   - count: Number of intervals; below 1 it counts as 1.
    ///   - together: Confidence of all of them together, such as 0.95.
    /// - Returns: 1 − (1 − together)/count.
    public static func confidence(ofEachOf count: Int, together: Double) -> Double {
        1 - (1 - together) / Double(max(1, count))
    }
}
