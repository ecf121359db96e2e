// The empirical distribution function of a sample, with a band that holds at all points at once.

extension OrderedSample {
    /// The empirical distribution function: the share of the sample that is not above x.
    ///
    /// - Returns: From 0 to 1; nil for an empty sample and for NaN. O(log n).
    public func share(notAbove x: Double) -> Double? {
        guard !values.isEmpty, !x.isNaN else { return nil }
        return Double(countNotAbove(x)) / Double(values.count)
    }

    /// The steps of the empirical distribution function: each distinct finite value with the share of the sample that is not above it.
    public var distributionSteps: [(value: Double, share: Double)] {
        var steps: [(value: Double, share: Double)] = []
        for (index, value) in values.enumerated() where value.isFinite {
            let share = Double(index + 1) / Double(values.count)
            if steps.last?.value == value { steps[steps.count - 1].share = share } else { steps.append((value, share)) }
        }
        return steps
    }

    /// Half the height of a confidence band around the empirical distribution function, for all points at once.
    ///
    /// √(ln(2/(1 − confidence))/(2n)): the true function stays within it everywhere with at least the confidence asked for, whatever it
    /// is (Dvoretzky, Kiefer and Wolfowitz 1956, with the constant of P. Massart, Annals of Probability 18(3), 1990,
    /// https://doi.org/10.1214/aop/1176990746).
    ///
    /// - Parameter confidence: Strictly between 0 and 1, such as 0.95.
    /// - Returns: Greater than 0, at most 1; nil for an empty sample.
    /// - Throws: ``StatisticsError`` when the confidence is out of range.
    public func distributionBand(confidence: Double) throws(StatisticsError) -> Double? {
        try StatisticsError.requireConfidence(confidence)
        guard !values.isEmpty, let logarithm = RoundedMath.log(2 / (1 - confidence)) else { return nil }
        return min(1, (logarithm / (2 * Double(values.count))).squareRoot())
    }

    /// The greatest distance between this sample's distribution function and another sample's (Kolmogorov–Smirnov).
    ///
    /// - Returns: From 0 to 1; nil if either is empty. O(n + m).
    public func kolmogorovDistance(to other: OrderedSample) -> Double? {
        guard !values.isEmpty, !other.values.isEmpty else { return nil }
        let (n, m) = (Double(values.count), Double(other.values.count))
        var (i, j) = (0, 0)
        var distance = 0.0
        while i < values.count, j < other.values.count {
            let x = min(values[i], other.values[j])
            while i < values.count, values[i] <= x { i += 1 }
            while j < other.values.count, other.values[j] <= x { j += 1 }
            distance = max(distance, abs(Double(i) / n - Double(j) / m))
        }
        return distance
    }

    /// The greatest distance between this sample's distribution function and a continuous one (Kolmogorov–Smirnov).
    ///
    /// - Parameter distribution: P(X ≤ x), continuous and not decreasing, from 0 to 1.
    /// - Returns: From 0 to 1; nil for an empty sample, and where the function gives NaN.
    public func kolmogorovDistance(to distribution: (Double) -> Double) -> Double? {
        guard !values.isEmpty else { return nil }
        let n = Double(values.count)
        var distance = 0.0
        for (index, value) in values.enumerated() {
            let expected = distribution(value)
            guard !expected.isNaN else { return nil }
            distance = max(distance, Double(index + 1) / n - expected, expected - Double(index) / n)
        }
        return min(1, distance)
    }

    /// How many values are not above x.
    private func countNotAbove(_ x: Double) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = low + (high - low) / 2
            if values[middle] <= x { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
