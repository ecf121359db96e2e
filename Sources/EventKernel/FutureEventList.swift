// The events that are still to come, in the order in which they will happen.

/// A future event list: the pending events of a simulation, soonest first.
///
/// ```swift
/// var events = FutureEventList()
/// events.schedule(7, at: 120)
/// events.schedule(9, at: 60)
/// while let next = events.popFirst() { print(next.time, next.payload) }   // 60 9, then 120 7
/// ```
///
/// An event is a time in clock ticks and a 32-bit payload of the model's own meaning. Events of one instant come out in the order
/// in which they were scheduled, so the order is total and a run is reproducible.
///
/// The list is an implicit 4-ary heap (LaMarca and Ladner, *ACM Journal of Experimental Algorithmics* 1, 1996,
/// doi:10.1145/235141.235145). Time, order of scheduling and payload are packed in one 128-bit key, so that a comparison is one
/// branch-free subtraction. Scheduling and popping cost O(log n); nothing is allocated once the list has reached its largest size.
///
/// There is no cancellation: a model marks what a stale event refers to and ignores the event when it comes.
@frozen
public struct FutureEventList: ~Copyable {
    @usableFromInline var keys: UnsafeMutablePointer<UInt128>
    @usableFromInline var capacity: Int
    @usableFromInline var sequence: UInt32 = 0

    @usableFromInline var pending = 0

    /// The number of pending events.
    public var count: Int { pending }

    /// An empty list with room for `minimumCapacity` events before it grows.
    public init(minimumCapacity: Int = 1024) {
        capacity = max(4, minimumCapacity)
        keys = .allocate(capacity: capacity)
    }

    deinit { keys.deallocate() }

    /// The time of the next event in ticks, or nil if there is none.
    public var nextTime: Int64? { count == 0 ? nil : Self.time(of: keys[0]) }

    /// Adds an event. O(log n).
    ///
    /// - Parameters:
    ///   - payload: what happens, in the model's own coding.
    ///   - time: when, in ticks since the start; a negative time counts as 0.
    @inlinable
    public mutating func schedule(_ payload: UInt32, at time: Int64) {
        if count == capacity { grow() }
        if sequence == .max { renumber() }
        sequence &+= 1
        let key = UInt128(UInt64(max(0, time))) << 64 | UInt128(UInt64(sequence) << 32 | UInt64(payload))
        var hole = count
        pending &+= 1
        while hole > 0 {
            let parent = (hole &- 1) >> 2
            let above = keys[parent]
            if above <= key { break }
            keys[hole] = above
            hole = parent
        }
        keys[hole] = key
    }

    /// Removes and returns the next event, or nil if there is none. O(log n).
    @inlinable
    public mutating func popFirst() -> (time: Int64, payload: UInt32)? {
        guard count > 0 else { return nil }
        let first = keys[0]
        pending &-= 1
        if count > 0 { sink(keys[count]) }
        return (Self.time(of: first), UInt32(truncatingIfNeeded: first))
    }

    /// Removes all events and keeps the memory.
    public mutating func removeAll() {
        pending = 0
        sequence = 0
    }

    @inlinable
    static func time(of key: UInt128) -> Int64 { Int64(truncatingIfNeeded: key >> 64) }

    /// Moves the hole at the root down to where `key` belongs.
    @inlinable
    mutating func sink(_ key: UInt128) {
        var hole = 0
        while true {
            let child = hole &* 4 &+ 1
            guard child < count else { break }
            var least = child
            if child &+ 3 < count {
                let first = keys[child &+ 1] < keys[child] ? child &+ 1 : child
                let second = keys[child &+ 3] < keys[child &+ 2] ? child &+ 3 : child &+ 2
                least = keys[second] < keys[first] ? second : first
            } else {
                var other = child &+ 1
                while other < count {
                    if keys[other] < keys[least] { least = other }
                    other &+= 1
                }
            }
            if key <= keys[least] { break }
            keys[hole] = keys[least]
            hole = least
        }
        keys[hole] = key
    }

    @usableFromInline
    mutating func grow() {
        let larger = UnsafeMutablePointer<UInt128>.allocate(capacity: capacity * 2)
        larger.update(from: keys, count: count)
        keys.deallocate()
        keys = larger
        capacity *= 2
    }

    /// Numbers the pending events afresh after 2³² schedulings. A sorted array is a heap, so the order is kept.
    @usableFromInline
    mutating func renumber() {
        var ordered = UnsafeMutableBufferPointer(start: keys, count: count)
        ordered.sort()
        sequence = 0
        for index in 0..<count {
            sequence &+= 1
            let payload = UInt64(UInt32(truncatingIfNeeded: keys[index]))
            keys[index] = (keys[index] >> 64) << 64 | UInt128(UInt64(sequence) << 32 | payload)
        }
    }
}
