// What events that may be cancelled are known by.

/// A pending event that may be cancelled or moved; see ``FutureEventList/scheduleCancellable(_:at:priority:)``.
///
/// A handle belongs to the list that gave it. Once the event has happened or was cancelled, the handle leads nowhere, also when its place is used
/// again.
@frozen
public struct EventHandle: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline let ticket: UInt32
    @usableFromInline let generation: UInt32

    @inlinable
    init(ticket: UInt32, generation: UInt32) {
        self.ticket = ticket
        self.generation = generation
    }
}

/// The tickets of a list: one for each pending event that may be cancelled, and for each cancelled one whose entry has not been met yet.
@frozen @usableFromInline
struct EventTickets<Event: BitwiseCopyable>: ~Copyable {
    @frozen @usableFromInline
    struct Ticket: BitwiseCopyable {
        @usableFromInline var event: Event
        /// Counts the uses of this place, so that old handles are recognised.
        @usableFromInline var generation: UInt32
        /// The next unused ticket, while this one is.
        @usableFromInline var nextUnused: UInt32
        @usableFromInline var priority: UInt8
        @usableFromInline var isPending: Bool

        @inlinable
        init(event: Event, generation: UInt32, priority: UInt8) {
            self.event = event
            self.generation = generation
            self.priority = priority
            nextUnused = 0
            isPending = true
        }
    }

    /// Place 0 is never given out: it stands for no ticket.
    @usableFromInline var places: UnsafeMutablePointer<Ticket>?
    @usableFromInline var capacity = 0
    /// Places used at some time.
    @usableFromInline var used = 1
    @usableFromInline var firstUnused: UInt32 = 0
    /// Tickets cancelled whose entries are still in the list.
    @usableFromInline var cancelled = 0

    @inlinable
    init() {}

    @inlinable @inline(__always)
    subscript(index: UInt32) -> UnsafeMutablePointer<Ticket> { places.unsafelyUnwrapped + Int(index) }

    @inlinable
    mutating func issue(_ event: Event, priority: UInt8) -> EventHandle {
        let index: UInt32
        var generation: UInt32 = 0
        if firstUnused != 0 {
            index = firstUnused
            generation = self[index].pointee.generation
            firstUnused = self[index].pointee.nextUnused
        } else {
            if used >= capacity { grow() }
            index = UInt32(truncatingIfNeeded: used)
            used &+= 1
        }
        self[index].initialize(to: Ticket(event: event, generation: generation, priority: priority))
        return EventHandle(ticket: index, generation: generation)
    }

    /// The ticket of a pending event; nil if the handle leads nowhere.
    @inlinable
    func ticket(of handle: EventHandle) -> Ticket? {
        guard handle.ticket > 0, Int(handle.ticket) < used else { return nil }
        let ticket = self[handle.ticket].pointee
        return ticket.isPending && ticket.generation == handle.generation ? ticket : nil
    }

    @inlinable
    mutating func cancel(_ handle: EventHandle) -> Bool {
        guard ticket(of: handle) != nil else { return false }
        self[handle.ticket].pointee.isPending = false
        cancelled &+= 1
        return true
    }

    @inlinable @inline(__always)
    func isPending(_ index: UInt32) -> Bool { self[index].pointee.isPending }

    /// Takes back the ticket of an entry whose time has come.
    ///
    /// - Returns: whether the event takes place.
    @inlinable
    mutating func redeem(_ index: UInt32) -> Bool {
        let takesPlace = isPending(index)
        if takesPlace { retire(index) } else { discard(index) }
        return takesPlace
    }

    /// Takes back the ticket of a cancelled event.
    @inlinable
    mutating func discard(_ index: UInt32) {
        cancelled &-= 1
        retire(index)
    }

    /// Whether an entry stays in the list; the ticket of one that does not is taken back.
    @inlinable
    mutating func keeps(_ index: UInt32) -> Bool {
        if index == 0 || isPending(index) { return true }
        discard(index)
        return false
    }

    @inlinable
    mutating func retire(_ index: UInt32) {
        self[index].pointee.isPending = false
        self[index].pointee.generation &+= 1
        self[index].pointee.nextUnused = firstUnused
        firstUnused = index
    }

    /// Takes all tickets back and keeps the memory.
    @inlinable
    mutating func removeAll() {
        firstUnused = 0
        for index in stride(from: used &- 1, through: 1, by: -1) { retire(UInt32(truncatingIfNeeded: index)) }
        cancelled = 0
    }

    @inlinable @inline(never)
    mutating func grow() {
        let larger = UnsafeMutablePointer<Ticket>.allocate(capacity: max(64, capacity * 2))
        if let places {
            (larger + 1).update(from: places + 1, count: used - 1)
            places.deallocate()
        }
        places = larger
        capacity = max(64, capacity * 2)
    }

    /// Gives the memory back; the last that is done to the tickets.
    @inlinable
    func deallocate() { places?.deallocate() }
}
