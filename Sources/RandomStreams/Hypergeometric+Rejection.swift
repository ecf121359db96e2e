// The hypergeometric sampler for large counts: constant time at any spread.

extension Hypergeometric {
    /// A number of successes among the draws, in constant time, from the exact distribution (to the rounding of `Double`).
    ///
    /// Ratio of uniforms with Stadlober's universal hat for the hypergeometric distribution (HRUE; E. Stadlober, "The
    /// ratio of uniforms approach for generating discrete random variates", J. Comput. Appl. Math. 31(1), 1990,
    /// https://doi.org/10.1016/0377-0427(90)90349-5): about 2.6 uniforms and as many logarithms of probabilities. Where
    /// fewer than a few standard deviations' worth of counts are possible, the search of
    /// ``sample(successes:failures:draws:from:)`` is faster and is used; the two draw differently, so neither stands in
    /// for the other where results are to be reproduced.
    ///
    /// - Parameters:
    ///   - successes: How many marked things there are; a negative number counts as 0.
    ///   - failures: How many others there are; a negative number counts as 0.
    ///   - draws: How many are drawn; a negative number counts as 0, and more than there are counts as all.
    ///   - stream: The draws; none are used where the answer is certain.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public static func sampleLarge<Stream: UniformStream>(
        successes: Int, failures: Int, draws: Int, from stream: inout Stream
    ) -> Int {
        // Held so that sums of two stay in range; nothing on earth is counted beyond.
        let most = Int.max / 4
        let (marked, others) = (Swift.min(Swift.max(0, successes), most), Swift.min(Swift.max(0, failures), most))
        let population = marked &+ others
        let drawn = Swift.min(Swift.max(0, draws), population)
        let least = Swift.max(0, drawn &- others)
        let greatest = Swift.min(marked, drawn)
        guard least < greatest else { return least }

        let (all, hits) = (Double(population), Double(marked))
        let share = hits / all
        let size = Double(drawn)
        let variance = size * share * (1 - share) * ((all - size) / (all - 1))
        guard variance > 36 else {
            return sample(successes: marked, failures: others, draws: drawn, from: &stream)
        }
        let center = size * share + 0.5
        // 2·√(2/e) and 3 − 2·√(3/e).
        let width = 1.7155277699214135 * (variance + 0.5).squareRoot() + 0.8989161620588988
        let mode = ((size + 1) * ((hits + 1) / (all + 2))).rounded(.down)
        let peak = logProbability(of: mode, hits, Double(others), size)
        while true {
            let u = stream.nextUniform()
            let v = stream.nextUniform()
            let x = center + width * (v - 0.5) / u
            guard x >= Double(least), x < Double(greatest) + 1 else { continue }
            let k = x.rounded(.down)
            let ratio = logProbability(of: k, hits, Double(others), size) - peak
            // 2 log u ≤ ratio; the bounds u(4 − u) − 3 ≥ 2 log u and u − 1/u ≤ 2 log u spare most logarithms.
            let isAccepted =
                u * (4 - u) - 3 <= ratio || (u * (u - ratio) < 1 && 2 * ReproducibleMath.log(u) <= ratio)
            if isAccepted { return Swift.max(least, Swift.min(Int(k), greatest)) }
        }
    }
}
