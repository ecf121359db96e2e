// The one search that all the tables of this module are made of.

extension Array where Element == Int64 {
    /// How many elements of this ascending array are not after `tick`: the index of the first that is.
    ///
    /// - Complexity: O(log *n*), without a branch that depends on the data in its loop.
    @inlinable
    func countNotAfter(_ tick: Int64) -> Int {
        withUnsafeBufferPointer { buffer in
            var base = 0
            var length = buffer.count
            while length > 0 {
                let half = (length &+ 1) >> 1
                // The answer lies in base...base + length; one comparison halves that.
                base = buffer[base &+ half &- 1] <= tick ? base &+ half : base
                length = length &- half
            }
            return base
        }
    }
}
