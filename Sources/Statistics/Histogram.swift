// How many values fall between given edges.

/// Counts of values between ascending edges, gathered value by value and mergeable exactly.
///
/// A bin holds the values from its lower edge (included) to its upper edge (excluded); the last bin includes its upper edge.
/// Nothing is lost: what lies outside is counted too.
public struct Histogram: Equatable, Sendable {
    /// The edges, strictly ascending and finite; one more than there are bins.
    public let edges: [Double]
    /// The number of values in each bin.
    public private(set) var counts: [Int]
    /// The number of values below the first edge.
    public private(set) var countBelow = 0
    /// The number of values above the last edge, +∞ included.
    public private(set) var countAbove = 0
    /// The number of values that are NaN.
    public private(set) var countOfNaN = 0

    /// An empty histogram with these edges.
    /// - Throws: ``StatisticsError`` unless there are two edges or more, finite and strictly ascending.
    public init(edges: [Double]) throws(StatisticsError) {
        guard edges.count > 1 else { throw StatisticsError("edges", "must be two or more; found \(edges.count)") }
        for (left, right) in zip(edges, edges.dropFirst()) where !(left < right) {
            throw StatisticsError("edges", "must ascend strictly; found \(left) before \(right)")
        }
        guard edges.allSatisfy(\.isFinite) else { throw StatisticsError("edges", "must be finite") }
        self.edges = edges
        counts = [Int](repeating: 0, count: edges.count - 1)
    }

    /// An empty histogram with `bins` bins of equal width.
    /// - Throws: ``StatisticsError`` unless low < high, both finite and apart enough for so many doubles between them, and
    ///   the bins are from 1 to 10⁶.
    public init(from low: Double, to high: Double, bins: Int) throws(StatisticsError) {
        guard bins >= 1, bins <= 1_000_000 else {
            throw StatisticsError("bins", "must lie between 1 and a million; found \(bins)")
        }
        guard low.isFinite, high.isFinite, low < high, (high - low).isFinite else {
            throw StatisticsError("edges", "must be finite and ascend; found \(low) and \(high)")
        }
        try self.init(edges: Self.edges(from: low, to: high, bins: bins))
    }

    /// Edges at equal distances but for rounding; the last is the one that was asked for.
    private static func edges(from low: Double, to high: Double, bins: Int) -> [Double] {
        (0..<bins).map { low + (high - low) * (Double($0) / Double(bins)) } + [high]
    }

    /// The histogram of a sample over its finite range, in bins of the width 2·IQR/∛n (D. Freedman and P. Diaconis, Zeitschrift
    /// für Wahrscheinlichkeitstheorie 57(4), 1981, https://doi.org/10.1007/BF01025868), at most a thousand of them.
    ///
    /// A sample without spread between its quartiles gets ten bins; one without any spread, one bin around its value. Where
    /// there are not enough doubles in the range for all their edges, there are fewer bins.
    /// - Throws: ``StatisticsError`` if the sample has no finite value, or its range is beyond that of `Double`.
    public init(of sample: OrderedSample) throws(StatisticsError) {
        let finite = sample.values.drop { $0 == -.infinity }.prefix { $0 < .infinity }
        guard let low = finite.first, let high = finite.last else {
            throw StatisticsError("sample", "must have a finite value")
        }
        guard (high - low).isFinite else {
            throw StatisticsError("sample", "has a range beyond that of a floating-point number")
        }
        if low < high {
            var bins = 10.0
            if let lower = sample.quantile(0.25), let upper = sample.quantile(0.75), upper > lower {
                bins = ((high - low) / (2 * (upper - lower)) * Self.cubeRoot(Double(sample.count))).rounded(.up)
            }
            let edges = Self.edges(from: low, to: high, bins: Int(min(max(bins, 1), 1000)))
            // Edges that rounding has put on one another are one edge.
            try self.init(edges: zip(edges, edges.dropFirst()).filter { $0 < $1 }.map(\.0) + [high])
        } else {
            try self.init(edges: [low.nextDown, low.nextUp].map { $0.isFinite ? $0 : low })
        }
        for value in sample.values { add(value) }
    }

    /// The number of values, wherever they fell.
    public var count: Int { counts.reduce(countBelow &+ countAbove &+ countOfNaN, &+) }

    /// Adds one value. O(log bins).
    public mutating func add(_ x: Double) {
        guard !x.isNaN else {
            countOfNaN &+= 1
            return
        }
        guard x >= edges[0] else {
            countBelow &+= 1
            return
        }
        guard x <= edges[edges.count - 1] else {
            countAbove &+= 1
            return
        }
        // The last edge not above x; the greatest one belongs to the last bin.
        var (low, high) = (0, counts.count)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if edges[middle] <= x { low = middle } else { high = middle }
        }
        counts[low] &+= 1
    }

    /// Adds the counts of another histogram; the order does not matter.
    /// - Throws: ``StatisticsError`` if its edges differ.
    public mutating func merge(_ other: Histogram) throws(StatisticsError) {
        guard edges == other.edges else { throw StatisticsError("edges", "must be the same in both histograms") }
        for index in counts.indices { counts[index] &+= other.counts[index] }
        countBelow &+= other.countBelow
        countAbove &+= other.countAbove
        countOfNaN &+= other.countOfNaN
    }

    /// The share of all values in a bin per unit of its width, so that the areas of bins add up to the share between the edges; nil
    /// for an empty histogram and for a bin that is not there.
    public func density(ofBin bin: Int) -> Double? {
        guard counts.indices.contains(bin), count > 0 else { return nil }
        let density = Double(counts[bin]) / Double(count) / (edges[bin + 1] - edges[bin])
        return density.isFinite ? density : nil
    }

    /// The cube root of 1 or more by Newton's iteration: basic operations only, the same bits everywhere.
    private static func cubeRoot(_ x: Double) -> Double {
        var root = x
        while true {
            let next = (2 * root + x / (root * root)) / 3
            guard next < root else { return root }
            root = next
        }
    }
}
