// First-in-first-out lines in one array, from whose middle anyone can leave at once.

/// Several lines of customers that share one array.
///
/// Each line is a ring of places linked in both directions, closed by an empty place of its own: the first places of the array.
/// So joining, leaving from the front and leaving from the middle are the same few assignments without a case for empty lines, each in O(1). Free places are
/// linked too and used again, the last one first: the memory in use stays small and warm, and nothing is allocated once the array
/// has the size of the greatest crowd. Each change works on one span of the array, so that the array is asked once, not at every assignment, whether it
/// is shared.
@usableFromInline
struct WaitingLines: Sendable {
    @usableFromInline
    struct Place: Sendable, BitwiseCopyable {
        @usableFromInline var time: Int64
        @usableFromInline var id: UInt32
        @usableFromInline var next: UInt32
        @usableFromInline var previous: UInt32
        /// Counts the stays here; a ticket is valid while it has the same number.
        @usableFromInline var generation: UInt32
        /// The line that the customer is in; ``none`` in a free place.
        @usableFromInline var line: UInt32

        @inlinable
        init(closing line: UInt32) {
            time = 0
            id = 0
            next = line
            previous = line
            generation = 0
            self.line = line
        }

        /// No line's number.
        @inlinable static var none: UInt32 { .max }
    }

    @usableFromInline var places: [Place]
    /// The first of the free places; 0, which is never free, for none.
    @usableFromInline var free: UInt32 = 0
    @usableFromInline let count: Int

    @inlinable
    init(count: Int, capacity: Int) {
        self.count = LineLimits.count(count)
        places = []
        places.reserveCapacity(self.count + LineLimits.capacity(capacity))
        for line in 0..<self.count { places.append(Place(closing: UInt32(truncatingIfNeeded: line))) }
    }

    /// The first place of a line, or nil if nobody is in it.
    @inline(__always) @inlinable
    func first(in line: Int) -> UInt32? {
        let first = places[line].next
        return first == UInt32(truncatingIfNeeded: line) ? nil : first
    }

    /// The last place of a line, or nil if nobody is in it.
    @inline(__always) @inlinable
    func last(in line: Int) -> UInt32? {
        let last = places[line].previous
        return last == UInt32(truncatingIfNeeded: line) ? nil : last
    }

    /// A customer leaves their line and gives up their place.
    @inline(__always) @inlinable
    mutating func leave(_ place: UInt32) -> (id: UInt32, line: Int, time: Int64) {
        let nextFree = free
        free = place
        var span = places.mutableSpan
        let entry = span[Int(place)]
        span[Int(entry.previous)].next = entry.next
        span[Int(entry.next)].previous = entry.previous
        span[Int(place)].generation = entry.generation &+ 1
        span[Int(place)].next = nextFree
        span[Int(place)].line = Place.none
        return (entry.id, Int(entry.line), entry.time)
    }

    /// A place for a new customer, who is in no line yet.
    @inline(__always) @inlinable
    mutating func take(id: UInt32, time: Int64) -> UInt32 {
        if free == 0 { extend() }
        let place = free
        free = places[Int(place)].next
        var span = places.mutableSpan
        span[Int(place)].id = id
        span[Int(place)].time = time
        return place
    }

    /// Adds a free place, the only one.
    @usableFromInline
    mutating func extend() {
        free = UInt32(truncatingIfNeeded: places.count)
        places.append(Place(closing: 0))
    }

    /// Puts a place that is in no line behind the last of a line.
    @inline(__always) @inlinable
    mutating func append(_ place: UInt32, to line: Int) {
        var span = places.mutableSpan
        let last = span[line].previous
        span[Int(place)].previous = last
        span[Int(place)].next = UInt32(truncatingIfNeeded: line)
        span[Int(place)].line = UInt32(truncatingIfNeeded: line)
        span[Int(last)].next = place
        span[line].previous = place
    }

    /// Puts a place that is in no line before the first of a line.
    @inlinable
    mutating func prepend(_ place: UInt32, to line: Int) {
        var span = places.mutableSpan
        let first = span[line].next
        span[Int(place)].previous = UInt32(truncatingIfNeeded: line)
        span[Int(place)].next = first
        span[Int(place)].line = UInt32(truncatingIfNeeded: line)
        span[Int(first)].previous = place
        span[line].next = place
    }

    /// Takes a place out of its line, without giving it up. Tickets for the stay that ends are void from now on.
    @inlinable
    mutating func unlink(_ place: UInt32) {
        var span = places.mutableSpan
        let (previous, next) = (span[Int(place)].previous, span[Int(place)].next)
        span[Int(previous)].next = next
        span[Int(next)].previous = previous
        span[Int(place)].generation &+= 1
    }

    @inline(__always) @inlinable
    func ticket(of place: UInt32) -> Ticket { Ticket(place: place, generation: places[Int(place)].generation) }

    /// The place that a ticket stands for, or nil if the stay has ended. A ticket of another pool leads to somebody or to nobody, never to a
    /// free place.
    @inlinable
    func place(of ticket: Ticket) -> UInt32? {
        let place = Int(ticket.place)
        guard place >= count, place < places.count, places[place].generation == ticket.generation,
            places[place].line != Place.none
        else { return nil }
        return ticket.place
    }

    /// Empties all lines and keeps the memory. Afterwards the same joining gives the same tickets as in a new set of lines.
    @usableFromInline
    mutating func removeAll() {
        places.removeSubrange(count...)
        for line in 0..<count { places[line] = Place(closing: UInt32(truncatingIfNeeded: line)) }
        free = 0
    }
}
