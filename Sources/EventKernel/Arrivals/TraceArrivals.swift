// Arrivals as they were recorded.

/// Arrivals from a record: their ticks, in order.
///
/// Those of one tick came together; ``nextBatch()`` takes them as one.
public struct TraceArrivals: Sendable {
    /// The ticks of all arrivals, in order.
    public let times: [Int64]
    private var position = 0

    /// The arrivals of a record.
    ///
    /// - Parameter times: In ticks, 0 or more, none before the one before it.
    /// - Throws: ``EventKernelError`` with the place of the first that is not so.
    public init(times: [Int64]) throws(EventKernelError) {
        var last: Int64 = 0
        for (index, time) in times.enumerated() {
            guard time >= last else {
                throw EventKernelError(
                    "times", "must be in order, from 0 on; number \(index + 1) is \(time), after \(last)")
            }
            last = time
        }
        self.times = times
    }

    /// How many have not arrived yet.
    public var remaining: Int { times.count - position }

    /// The tick of the next arrival, or nil after the last.
    public mutating func next() -> Int64? {
        guard position < times.count else { return nil }
        position += 1
        return times[position - 1]
    }

    /// The tick of the next arrivals and how many they are, or nil after the last.
    public mutating func nextBatch() -> (time: Int64, size: Int)? {
        guard let time = next() else { return nil }
        let first = position - 1
        while position < times.count, times[position] == time { position += 1 }
        return (time, position - first)
    }

    /// Begins anew, for another run.
    public mutating func reset() { position = 0 }
}
