// The search that the tables of this module are made of: where a tick falls among ascending ticks.

/// Ascending ticks with an index that makes finding a place among them take constant time when they are spread evenly.
///
/// The span is cut into equal buckets, a power of two ticks wide and about two to a tick. A look-up shifts the tick to its
/// bucket and searches only what lies in it; if everything lies in one bucket, that is an ordinary binary search. A
/// search over the whole array costs two to three times as much, nearly all of it in mispredicted branches.
@frozen
@usableFromInline
struct SortedTicks: Sendable, Hashable {
    /// The ticks, ascending.
    @usableFromInline let ticks: [Int64]
    /// How many ticks lie before each bucket, then how many there are.
    @usableFromInline let countBefore: [Int32]
    /// The width of a bucket is two to this power.
    @usableFromInline let shift: UInt64

    init(_ ticks: [Int64]) {
        self.ticks = ticks
        guard let first = ticks.first, let last = ticks.last else {
            countBefore = []
            shift = 0
            return
        }
        // Unsigned, the difference of any two ticks fits.
        let span = UInt64(bitPattern: last &- first)
        var shift: UInt64 = 0
        while span >> shift > UInt64(2 * ticks.count) { shift += 1 }
        var countBefore: [Int32] = []
        for (index, tick) in ticks.enumerated() {
            let bucket = Int(UInt64(bitPattern: tick &- first) >> shift)
            while countBefore.count <= bucket { countBefore.append(Int32(clamping: index)) }
        }
        countBefore.append(Int32(clamping: ticks.count))
        self.countBefore = countBefore
        self.shift = shift
    }

    /// How many of the ticks are not after `tick`: the index of the first that is.
    @inlinable
    func countNotAfter(_ tick: Int64) -> Int {
        let count = ticks.count
        if count == 0 || tick < ticks[0] { return 0 }
        if tick >= ticks[count &- 1] { return count }
        let bucket = Int(truncatingIfNeeded: UInt64(bitPattern: tick &- ticks[0]) >> shift)
        var low = Int(countBefore[bucket])
        var high = Int(countBefore[bucket &+ 1])
        while low < high {
            let middle = (low &+ high) >> 1
            if ticks[middle] <= tick { low = middle &+ 1 } else { high = middle }
        }
        return low
    }
}
