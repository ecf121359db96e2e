// The events that are still to come, in the order in which they will happen.

/// A future event list: the pending events of a simulation, soonest first.
///
/// ```swift
/// enum Event { case arrival, departure(server: UInt16) }
///
/// var events = FutureEventList<Event>()
/// events.schedule(.arrival, at: 120)
/// events.schedule(.departure(server: 3), at: 60)
/// while let next = events.popFirst() { print(next.time, next.event) }   // 60 departure(server: 3), then 120 arrival
/// ```
///
/// Events are plain values of the model's own type, stored in the list itself. The order is total: by time, then by priority (the lower
/// first), then first in first out, so that a run is reproducible.
///
/// **Time** is counted in whole ticks from 0 to ``latestTime``, 2⁵⁵ − 1: with ticks of a microsecond that is more than a thousand years, with
/// ticks of a nanosecond 417 days. An event for a time before ``now`` takes place now: the clock never runs back.
///
/// **Cost** is constant per event in practice, from two pending events to tens of millions; nothing is allocated once the list has been as
/// large as it gets. <doc:TheFutureEventList> tells how it is made and what was measured.
///
/// An event that may have to be called off is scheduled with ``scheduleCancellable(_:at:priority:)``; the others cost nothing for it.
@frozen
public struct FutureEventList<Event: BitwiseCopyable>: ~Copyable {
    // The front: the soonest events, sorted, in front[head ..< tail].
    @usableFromInline var front: UnsafeMutablePointer<PendingEvent<Event>>
    @usableFromInline var head = 0
    @usableFromInline var tail = 0
    /// Entries with smaller words belong to the front, the others to the wheel.
    @usableFromInline var limit = UInt64.max
    @usableFromInline var wheel = TimingWheel<Event>()
    @usableFromInline var tickets = EventTickets<Event>()
    @usableFromInline var pending = 0

    /// The time of the event taken last, in ticks; 0 before the first.
    @inlinable public var now: Int64 { clock }
    @usableFromInline var clock: Int64 = 0

    /// The number of pending events, without those that were cancelled.
    @inlinable public var count: Int { pending }

    /// The latest time that an event can have, in ticks; a later one counts as this.
    @inlinable public static var latestTime: Int64 { (1 << 55) - 1 }

    /// Entries that fit into the front's memory, and so many at most that are kept in order there: past that, the later half
    /// is filed in the wheel.
    @inlinable static var frontCapacity: Int { 256 }
    @inlinable static var frontLength: Int { 32 }

    /// An empty list at time 0.
    @inlinable
    public init() {
        front = .allocate(capacity: Self.frontCapacity)
    }

    @inlinable
    deinit {
        front.deallocate()
        wheel.deallocate()
        tickets.deallocate()
    }

    // MARK: Scheduling

    /// Adds an event.
    ///
    /// - Parameters:
    ///   - event: What happens.
    ///   - time: When, in ticks; brought into ``now`` … ``latestTime``.
    ///   - priority: Of several events at one time the one with the lowest number comes first.
    @inlinable @inline(__always)
    public mutating func schedule(_ event: Event, at time: Int64, priority: UInt8 = 0) {
        insert(PendingEvent(word: word(time, priority), event: event, ticket: 0))
    }

    /// Removes and returns the next event and sets the clock to its time; nil if there is none.
    @inlinable @inline(__always)
    public mutating func popFirst() -> (time: Int64, event: Event)? {
        while head < tail || refill() {
            let entry = front[head]
            head &+= 1
            if entry.ticket != 0 && !tickets.redeem(entry.ticket) { continue }
            pending &-= 1
            clock = Int64(bitPattern: entry.word >> 8)
            return (clock, entry.event)
        }
        return nil
    }

    /// The same, if the next event is due before `end`; otherwise it stays.
    ///
    /// - Parameter end: A time in ticks; what is due at that time itself stays.
    @inlinable @inline(__always)
    public mutating func popFirst(before end: Int64) -> (time: Int64, event: Event)? {
        while head < tail || refill() {
            let entry = front[head]
            if entry.ticket != 0 && !tickets.isPending(entry.ticket) {
                head &+= 1
                tickets.discard(entry.ticket)
                continue
            }
            let time = Int64(bitPattern: entry.word >> 8)
            guard time < end else { return nil }
            head &+= 1
            if entry.ticket != 0 { tickets.retire(entry.ticket) }
            pending &-= 1
            clock = time
            return (time, entry.event)
        }
        return nil
    }

    /// The time of the next event in ticks, or nil if there is none.
    public var nextTime: Int64? {
        @inlinable mutating get {
            while head < tail || refill() {
                let entry = front[head]
                if entry.ticket == 0 || tickets.isPending(entry.ticket) { return Int64(bitPattern: entry.word >> 8) }
                head &+= 1
                tickets.discard(entry.ticket)
            }
            return nil
        }
    }

    /// Removes all events, sets the clock to 0 and keeps the memory. Handles of the events removed lead nowhere.
    @inlinable
    public mutating func removeAll() {
        head = 0
        tail = 0
        limit = .max
        wheel.removeAll()
        tickets.removeAll()
        pending = 0
        clock = 0
    }

    // MARK: Cancelling

    /// Adds an event that may be cancelled or moved, at the cost of some memory and about as much time again.
    ///
    /// - Parameters:
    ///   - event: What happens.
    ///   - time: When, in ticks; brought into ``now`` … ``latestTime``.
    ///   - priority: Of several events at one time the one with the lowest number comes first.
    /// - Returns: What to cancel it by.
    @inlinable
    public mutating func scheduleCancellable(_ event: Event, at time: Int64, priority: UInt8 = 0) -> EventHandle {
        let handle = tickets.issue(event, priority: priority)
        insert(PendingEvent(word: word(time, priority), event: event, ticket: handle.ticket))
        return handle
    }

    /// Takes an event out of the list, in constant time in the mean.
    ///
    /// - Returns: whether it was pending: false where it has happened, has been cancelled before, or was removed.
    @inlinable
    @discardableResult
    public mutating func cancel(_ handle: EventHandle) -> Bool {
        guard tickets.cancel(handle) else { return false }
        pending &-= 1
        // What was cancelled stays where it is until its time comes, unless there is more of it than of the rest.
        if tickets.cancelled > pending &+ 64 { sweep() }
        return true
    }

    /// Moves a pending event to another time; among events of that time and its priority it comes last.
    ///
    /// - Parameters:
    ///   - handle: The event; replaced by a new handle if it was pending.
    ///   - time: When it takes place, in ticks; brought into ``now`` … ``latestTime``.
    /// - Returns: whether it was pending.
    @inlinable
    @discardableResult
    public mutating func reschedule(_ handle: inout EventHandle, at time: Int64) -> Bool {
        guard let ticket = tickets.ticket(of: handle), cancel(handle) else { return false }
        handle = scheduleCancellable(ticket.event, at: time, priority: ticket.priority)
        return true
    }
}
