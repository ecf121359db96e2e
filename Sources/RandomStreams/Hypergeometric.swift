// How many marked things are among those drawn without replacement.

/// The hypergeometric distribution: the marked things among a number drawn without replacement.
///
/// It splits exactly what is already decided: of 1,000 endpoints of which 40 failed, how many of the failed are among the
/// 250 that come first.
public enum Hypergeometric {
    /// A number of successes among the draws, from the exact distribution (to the rounding of `Double`).
    ///
    /// Inversion by sequential search from the mode outwards (up and down in turn): one uniform, and an expected number
    /// of steps proportional to the standard deviation, which is at most half the square root of the draws (160 for 10⁵
    /// draws). Only ``ReproducibleMath`` is used.
    ///
    /// - Parameters:
    ///   - successes: How many marked things there are; a negative number counts as 0.
    ///   - failures: How many others there are; a negative number counts as 0.
    ///   - draws: How many are drawn; a negative number counts as 0, and more than there are counts as all.
    ///   - stream: The draws; none are used where the answer is certain.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public static func sample<Stream: UniformStream>(
        successes: Int, failures: Int, draws: Int, from stream: inout Stream
    ) -> Int {
        let marked = max(0, successes)
        let others = max(0, failures)
        let (sum, overflow) = marked.addingReportingOverflow(others)
        let drawn = min(max(0, draws), overflow ? Int.max : sum)
        let least = max(0, drawn &- others)
        let most = min(marked, drawn)
        guard least < most else { return least }

        let population = Double(marked) + Double(others)
        let estimate = ((Double(drawn) + 1) * (Double(marked) + 1) / (population + 2)).rounded(.down)
        let mode = estimate <= Double(least) ? least : estimate >= Double(most) ? most : Int(estimate)
        let atMode = ReproducibleMath.exp(
            logProbability(of: Double(mode), Double(marked), Double(others), Double(drawn)))

        // P(k + 1)/P(k) = (marked − k)(drawn − k) / ((k + 1)(others − drawn + k + 1)).
        let offset = Double(others) - Double(drawn)
        func ratio(after k: Int) -> Double {
            let x = Double(k)
            return (Double(marked) - x) * (Double(drawn) - x) / ((x + 1) * (offset + x + 1))
        }

        while true {
            var u = stream.nextUniform()
            if u <= atMode { return mode }
            u -= atMode
            var above = (value: mode, probability: atMode)
            var below = (value: mode, probability: atMode)
            // What rounding leaves after both tails have vanished is drawn anew.
            while above.probability > 0 || below.probability > 0 {
                above.probability = above.value < most ? above.probability * ratio(after: above.value) : 0
                if above.probability > 0 {
                    above.value &+= 1
                    if u <= above.probability { return above.value }
                    u -= above.probability
                }
                below.probability = below.value > least ? below.probability / ratio(after: below.value &- 1) : 0
                if below.probability > 0 {
                    below.value &-= 1
                    if u <= below.probability { return below.value }
                    u -= below.probability
                }
            }
        }
    }

    /// The logarithm of the probability of k marked among the drawn: three binomial probabilities (C. Loader, 2000).
    static func logProbability(of k: Double, _ marked: Double, _ others: Double, _ drawn: Double) -> Double {
        let population = marked + others
        guard drawn < population else { return k == marked ? 0 : -.infinity }
        let p = drawn / population
        return Binomial.logProbability(of: k, trials: marked, p)
            + Binomial.logProbability(of: drawn - k, trials: others, p)
            - Binomial.logProbability(of: drawn, trials: population, p)
    }
}
