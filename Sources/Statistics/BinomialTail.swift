// Tail probabilities of the binomial distribution, by summation.

/// Binomial probabilities by summing from the mode outwards, relative to the mode.
///
/// No logarithm and no gamma function is needed, only basic IEEE operations: the same bits on every machine. GSL's own
/// distribution function does not converge for millions of trials. The relative error of a tail is about 10⁻¹³; a
/// tail below 2⁻¹⁰⁰ may come out as 0. O(√trials).
enum BinomialTail {
    /// Terms below this share of the greatest are left out.
    private static let negligible = 0x1p-120

    /// The probability of at least k successes, for 0 < p < 1 and 0 ≤ k ≤ trials.
    static func probability(ofAtLeast k: Int, trials: Int, _ p: Double) -> Double {
        var tail = 0.0
        var total = 0.0
        visit(trials: trials, p) { successes, weight in
            total += weight
            if successes >= k { tail += weight }
        }
        return tail / total
    }

    /// The numbers of successes between which all but `outside` lies on each side, for 0 < p < 1.
    ///
    /// - Returns: The least number that is exceeded or met with more than `outside` probability from below, P(B ≤ low) > outside,
    ///   and the greatest from above, P(B ≥ high) > outside.
    static func core(trials: Int, _ p: Double, outside: Double) -> (low: Int, high: Int) {
        var weights: [(successes: Int, weight: Double)] = []
        var total = 0.0
        visit(trials: trials, p) { successes, weight in
            weights.append((successes, weight))
            total += weight
        }
        weights.sort { $0.successes < $1.successes }
        // A tail that equals the share but for rounding counts as equal.
        let share = outside * total * (1 + 1e-12)
        func end(_ ascending: some Sequence<(successes: Int, weight: Double)>) -> Int {
            var sum = 0.0
            for term in ascending {
                sum += term.weight
                if sum > share { return term.successes }
            }
            return 0
        }
        return (end(weights), end(weights.reversed()))
    }

    /// Calls `body` with each number of successes that matters and its probability relative to the mode's.
    @inline(__always)
    private static func visit(trials: Int, _ p: Double, _ body: (Int, Double) -> Void) {
        let n = Double(trials)
        let odds = p / (1 - p)
        let mode = max(0, min(trials, Int(((n + 1) * p).rounded(.down))))
        var weight = 1.0
        var successes = mode
        while weight > negligible {
            body(successes, weight)
            guard successes < trials else { break }
            weight *= odds * (Double(trials - successes) / Double(successes + 1))
            successes += 1
        }
        weight = 1
        successes = mode
        while successes > 0 {
            weight *= Double(successes) / (Double(trials - successes + 1) * odds)
            guard weight > negligible else { break }
            successes -= 1
            body(successes, weight)
        }
    }
}
