// Confidence intervals of a probability from a number of successes.

/// Confidence intervals of a probability, from the successes among independent trials.
public enum ProportionInterval {
    /// Wilson's score interval: close to the confidence asked for on average, also for few trials and rare successes.
    ///
    /// E. B. Wilson, JASA 22(158), 1927, https://doi.org/10.1080/01621459.1927.10502953. It never leaves 0 … 1.
    ///
    /// - Parameters:
    ///   - successes: From 0 to `trials`.
    ///   - trials: 0 or more; without trials the interval is 0 … 1.
    ///   - confidence: Strictly between 0 and 1, such as 0.95.
    /// - Throws: ``StatisticsError`` for arguments out of range.
    public static func wilson(
        successes: Int, trials: Int, confidence: Double
    ) throws(StatisticsError) -> Interval {
        try requireCounts(successes, trials)
        let z = try CriticalValues.normal(confidence: confidence)
        guard trials > 0 else { return Interval(low: 0, high: 1) }
        let n = Double(trials)
        let share = Double(successes) / n
        let square = z * z / n
        let centre = (share + square / 2) / (1 + square)
        let half = z * (share * (1 - share) / n + square / (4 * n)).squareRoot() / (1 + square)
        return Interval(
            low: successes == 0 ? 0 : max(0, centre - half), high: successes == trials ? 1 : min(1, centre + half))
    }

    /// Clopper and Pearson's interval: at least the confidence asked for, whatever the probability; wider than Wilson's.
    ///
    /// C. J. Clopper and E. S. Pearson, Biometrika 26(4), 1934, https://doi.org/10.1093/biomet/26.4.404; at each end, what
    /// was seen or more extreme has a probability of (1 − confidence)/2. O(√trials), a hundred times over.
    ///
    /// - Parameters:
    ///   - successes: From 0 to `trials`.
    ///   - trials: From 0 to 10⁹; without trials the interval is 0 … 1.
    ///   - confidence: Strictly between 0 and 1, such as 0.95.
    /// - Throws: ``StatisticsError`` for arguments out of range.
    public static func clopperPearson(
        successes: Int, trials: Int, confidence: Double
    ) throws(StatisticsError) -> Interval {
        try requireCounts(successes, trials)
        try StatisticsError.requireConfidence(confidence)
        guard trials <= 1_000_000_000 else {
            throw StatisticsError("trials", "must not exceed 10⁹ for an exact interval; found \(trials)")
        }
        let outside = (1 - confidence) / 2
        let failures = trials - successes
        let low = successes == 0 ? 0 : probability(forWhichAtLeast: successes, of: trials, have: outside)
        // The upper end by exchanging success and failure, so that a small tail is summed on both sides.
        let high = failures == 0 ? 1 : 1 - probability(forWhichAtLeast: failures, of: trials, have: outside)
        return Interval(low: low, high: high)
    }

    private static func requireCounts(_ successes: Int, _ trials: Int) throws(StatisticsError) {
        guard trials >= 0 else { throw StatisticsError("trials", "must be 0 or more; found \(trials)") }
        guard successes >= 0, successes <= trials else {
            throw StatisticsError("successes", "must lie between 0 and the \(trials) trials; found \(successes)")
        }
    }

    /// The probability of success for which k successes or more have the probability p, for 0 < k ≤ n.
    ///
    /// By bisection to the last bit: the tail rises with the probability of success.
    private static func probability(forWhichAtLeast k: Int, of n: Int, have p: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return middle }
            if BinomialTail.probability(ofAtLeast: k, trials: n, middle) < p { low = middle } else { high = middle }
        }
    }
}
