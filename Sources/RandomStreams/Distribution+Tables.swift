// Distributions made of data: values with weights, and distribution functions of straight pieces.

extension Distribution {
    /// Finitely many values, each with its probability.
    public struct Discrete: Hashable, Sendable {
        /// The values, finite, in ascending order, each once.
        public let values: [Double]
        /// The probability of at most each value; the last is 1.
        public let cumulative: [Double]
        /// Where to begin the search for a share.
        let guide: [UInt32]

        var mean: Double {
            var sum = CompensatedSum()
            for index in values.indices { sum.add(values[index] * probability(index)) }
            return sum.value
        }

        var variance: Double {
            let center = mean
            var (once, twice) = (CompensatedSum(), CompensatedSum())
            for index in values.indices {
                let deviation = values[index] - center
                once.add(deviation * probability(index))
                twice.add(deviation * deviation * probability(index))
            }
            // The mean was rounded: what it is off by does not count as spread.
            return Swift.max(0, twice.value - once.value * once.value)
        }

        /// The probability of the value at an index.
        func probability(_ index: Int) -> Double {
            index == 0 ? cumulative[0] : cumulative[index] - cumulative[index - 1]
        }

        func quantile(_ u: Double) -> Double {
            values[ShareTable.index(of: u, in: cumulative, guide: guide)]
        }

        func tails(_ x: Double) -> ReproducibleMath.Tails {
            let count = ShareTable.count(of: values, notAbove: x)
            return ReproducibleMath.Tails(lower: count == 0 ? 0 : cumulative[count - 1])
        }

        /// The probability of less than x.
        func shareBelow(_ x: Double) -> Double {
            let count = ShareTable.count(of: values, notAbove: x.nextDown)
            return count == 0 ? 0 : cumulative[count - 1]
        }
    }

    /// A distribution function that rises in straight pieces from knot to knot: a histogram's distribution.
    public struct PiecewiseLinear: Hashable, Sendable {
        /// The knots, finite, in ascending order; the first is the least value, the last the greatest.
        public let values: [Double]
        /// The probability of at most each knot, from 0 to 1, never decreasing.
        public let cumulative: [Double]
        /// Where to begin the search for a share.
        let guide: [UInt32]

        var mean: Double {
            var sum = CompensatedSum()
            for index in values.indices.dropFirst() {
                let share = cumulative[index] - cumulative[index - 1]
                sum.add(share * (values[index - 1] + (values[index] - values[index - 1]) / 2))
            }
            return sum.value
        }

        var variance: Double {
            let center = mean
            var (once, twice) = (CompensatedSum(), CompensatedSum())
            for index in values.indices.dropFirst() {
                let share = cumulative[index] - cumulative[index - 1]
                let left = values[index - 1] - center
                let right = values[index] - center
                once.add(share * (left / 2 + right / 2))
                twice.add(share * (left * left + left * right + right * right) / 3)
            }
            // The mean was rounded: what it is off by does not count as spread.
            return Swift.max(0, twice.value - once.value * once.value)
        }

        func quantile(_ u: Double) -> Double {
            let index = Swift.max(1, ShareTable.index(of: u, in: cumulative, guide: guide))
            let (low, high) = (cumulative[index - 1], cumulative[index])
            let (left, right) = (values[index - 1], values[index])
            guard high > low else { return right }
            // Rounding may step over the knot by a unit in the last place.
            return Swift.max(left, Swift.min(left + (right - left) * ((u - low) / (high - low)), right))
        }

        func tails(_ x: Double) -> ReproducibleMath.Tails {
            let count = ShareTable.count(of: values, notAbove: x)
            guard count > 0 else { return ReproducibleMath.Tails(lower: 0) }
            guard count < values.count else { return ReproducibleMath.Tails(lower: 1) }
            let (left, right) = (values[count - 1], values[count])
            let (low, high) = (cumulative[count - 1], cumulative[count])
            return ReproducibleMath.Tails(lower: low + (high - low) * ((x - left) / (right - left)))
        }
    }
}

/// Searches in tables of cumulative shares, in O(1) expected time.
enum ShareTable {
    /// For each of as many equal shares as there are entries, the first entry that may reach it (H.-C. Chen and Y. Asau,
    /// "On generating random variates from an empirical distribution", AIIE Transactions 6(2), 1974).
    static func guide(for cumulative: [Double]) -> [UInt32] {
        var guide: [UInt32] = []
        guide.reserveCapacity(cumulative.count)
        var index = 0
        for bucket in cumulative.indices {
            let share = Double(bucket) / Double(cumulative.count)
            while index < cumulative.count - 1, cumulative[index] < share { index += 1 }
            guide.append(UInt32(truncatingIfNeeded: index))
        }
        return guide
    }

    /// The first entry whose cumulative share reaches u, for u in (0, 1) and a last entry of 1.
    static func index(of u: Double, in cumulative: [Double], guide: [UInt32]) -> Int {
        let bucket = Swift.min(Int(u * Double(guide.count)), guide.count - 1)
        var index = Int(guide[bucket])
        // Rounding may have led one bucket too far.
        while index > 0, cumulative[index - 1] >= u { index -= 1 }
        while cumulative[index] < u { index += 1 }
        return index
    }

    /// How many of the ascending values are at most x.
    static func count(of values: [Double], notAbove x: Double) -> Int {
        var low = 0
        var high = values.count
        while low < high {
            let middle = (low + high) / 2
            if values[middle] <= x { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// A sum with the rounding errors of its steps kept (A. Neumaier, ZAMM 54, 1974).
struct CompensatedSum {
    private var sum = 0.0
    private var correction = 0.0

    /// The sum so far.
    var value: Double { sum + correction }

    mutating func add(_ term: Double) {
        let next = sum + term
        correction += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
        sum = next
    }
}
