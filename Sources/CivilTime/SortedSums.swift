// Where a number falls among ascending sums: the search behind the inverse of an integral.

/// Sums that start at zero and do not decrease, with an index by equal shares of the total.
///
/// The same idea as ``SortedTicks``, for doubles: multiplying by the number of buckets per unit never changes the order, so a
/// number lies in the bucket of its neighbours or in one next to theirs.
@frozen
@usableFromInline
struct SortedSums: Sendable, Hashable {
    /// The sums; never empty, and the first is zero.
    @usableFromInline let sums: [Double]
    /// How many sums lie before each bucket, then how many there are.
    @usableFromInline let countBefore: [Int32]
    /// Buckets per unit; zero if there is one bucket only.
    @usableFromInline let bucketsPerUnit: Double

    init(_ sums: [Double]) {
        self.sums = sums
        let scale = Double(2 * sums.count) / (sums.last ?? 0)
        // A total that is zero, infinite or next to nothing has no useful index: one bucket, and a binary search in it.
        guard scale.isFinite, scale > 0 else {
            bucketsPerUnit = 0
            countBefore = [0, Int32(clamping: sums.count)]
            return
        }
        bucketsPerUnit = scale
        var countBefore: [Int32] = []
        for (index, sum) in sums.enumerated() {
            let bucket = Int(sum * scale)
            while countBefore.count <= bucket { countBefore.append(Int32(clamping: index)) }
        }
        countBefore.append(Int32(clamping: sums.count))
        self.countBefore = countBefore
    }

    /// The total, which is the last sum.
    @inlinable
    var total: Double { sums[sums.count &- 1] }

    /// The index of the first sum that is at least `wanted`, which must be within 0…``total``.
    @inlinable
    func firstIndex(reaching wanted: Double) -> Int {
        let bucket = bucketsPerUnit > 0 ? Int(wanted * bucketsPerUnit) : 0
        var low = Int(countBefore[bucket])
        var high = Int(countBefore[bucket &+ 1])
        while low < high {
            let middle = (low &+ high) >> 1
            if sums[middle] >= wanted { high = middle } else { low = middle &+ 1 }
        }
        return low
    }
}
