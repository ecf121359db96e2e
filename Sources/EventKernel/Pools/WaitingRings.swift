// First-in-first-out lines in contiguous memory, for those who leave from the front, and now and then lose their patience.

/// Several lines of customers, each in a ring of its own that doubles when it is full.
///
/// Joining and leaving from the front write one entry and read one, and need no links to keep. Whoever gives up leaves a gap, which is passed over when it
/// comes to the front. A full ring of which half is gaps is closed up instead of doubled, towards its end, so that a customer stands
/// where their number says, or behind it: a ticket leads to its customer at once, or by binary search after a closing up. Each takes constant time,
/// spread over many, and nothing is allocated once each ring has room for twice the greatest length of its line.
///
/// Copies share their memory until one of them is changed.
@frozen @usableFromInline
struct WaitingRings: Sendable {
    /// One who waits, or the gap that they left.
    @frozen @usableFromInline
    struct Entry: BitwiseCopyable {
        @usableFromInline var time: Int64
        @usableFromInline var id: UInt32
        /// The number in the order of joining, from bit 1 on, and in bit 0 whether this is a gap.
        @usableFromInline var mark: UInt32

        @inlinable @inline(__always)
        init(time: Int64, id: UInt32, number: Int) {
            self.time = time
            self.id = id
            mark = UInt32(truncatingIfNeeded: number) << 1
        }

        @inlinable @inline(__always) var isGap: Bool { mark & 1 != 0 }
        @inlinable @inline(__always) var number: UInt32 { mark >> 1 }
    }

    /// A line: the entries from `head` to `tail`, which count all who joined. The first entry is never a gap.
    @frozen @usableFromInline
    struct Ring: BitwiseCopyable {
        @usableFromInline var entries: UnsafeMutablePointer<Entry>?
        @usableFromInline var head = 0
        @usableFromInline var tail = 0
        @usableFromInline var capacity = 0
        @usableFromInline var gaps = 0

        @inlinable
        init() { entries = nil }

        /// Only for a place between head and tail, whose memory is there.
        @inlinable @inline(__always)
        func entry(_ place: Int) -> UnsafeMutablePointer<Entry> {
            entries.unsafelyUnwrapped + (place & (capacity &- 1))
        }
    }

    /// Owns the memory of the rings. It is changed only where one pool alone refers to it, so that it may be shared between threads.
    @usableFromInline
    final class Memory: @unchecked Sendable {
        @usableFromInline let rings: UnsafeMutablePointer<Ring>
        @usableFromInline let count: Int

        @usableFromInline
        init(count: Int, capacity: Int) {
            self.count = count
            rings = .allocate(capacity: count)
            rings.initialize(repeating: Ring(), count: count)
            for line in 0..<count where capacity > 0 { provide(capacity, line) }
        }

        /// A copy of its own.
        @usableFromInline
        init(copying other: Memory) {
            count = other.count
            rings = .allocate(capacity: count)
            rings.initialize(from: other.rings, count: count)
            for line in 0..<count {
                let source = rings[line]
                guard let entries = source.entries else { continue }
                let copy = UnsafeMutablePointer<Entry>.allocate(capacity: source.capacity)
                copy.initialize(from: entries, count: source.capacity)
                rings[line].entries = copy
            }
        }

        deinit {
            for line in 0..<count { rings[line].entries?.deallocate() }
            rings.deallocate()
        }

        /// Memory for so many entries, a power of two, in the place of what there was.
        func provide(_ capacity: Int, _ line: Int) {
            let old = rings[line]
            let entries = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
            entries.initialize(repeating: Entry(time: 0, id: 0, number: 0), count: capacity)
            for place in old.head..<old.tail { entries[place & (capacity - 1)] = old.entry(place).pointee }
            old.entries?.deallocate()
            rings[line].entries = entries
            rings[line].capacity = capacity
        }

        /// Room for one more in a line that is full: in the place of the gaps, if they are the greater part.
        @usableFromInline @inline(never)
        func extend(_ line: Int) {
            let ring = rings[line]
            guard ring.gaps > 0, ring.gaps >= ring.capacity / 2 else {
                return provide(max(16, 2 * ring.capacity), line)
            }
            var head = ring.tail
            for place in (ring.head..<ring.tail).reversed() where !ring.entry(place).pointee.isGap {
                head -= 1
                ring.entry(head).pointee = ring.entry(place).pointee
            }
            rings[line].head = head
            rings[line].gaps = 0
        }

        @usableFromInline
        func removeAll() {
            for line in 0..<count {
                rings[line].head = 0
                rings[line].tail = 0
                rings[line].gaps = 0
            }
        }
    }

    @usableFromInline var memory: Memory

    /// So many lines with room for so many customers each.
    @usableFromInline
    init(count: Int, capacity: Int) {
        let count = LineLimits.count(count)
        // Twice that, so that gaps never ask for more.
        let wanted = 2 * LineLimits.capacity(capacity, in: count)
        var provided = wanted == 0 ? 0 : 16
        while provided < wanted { provided *= 2 }
        memory = Memory(count: count, capacity: provided)
    }

    @inlinable @inline(__always)
    var count: Int { memory.count }

    /// The first of a line, or nil if nobody is in it.
    @inlinable @inline(__always)
    func first(in line: Int) -> (id: UInt32, time: Int64)? {
        defer { withExtendedLifetime(memory) {} }
        let ring = memory.rings + line
        guard ring.pointee.head < ring.pointee.tail else { return nil }
        let entry = ring.pointee.entry(ring.pointee.head).pointee
        return (entry.id, entry.time)
    }

    @inlinable @inline(__always)
    func isEmpty(_ line: Int) -> Bool {
        defer { withExtendedLifetime(memory) {} }
        let ring = memory.rings + line
        return ring.pointee.head == ring.pointee.tail
    }

    /// A customer joins the end of a line.
    @inlinable @inline(__always)
    mutating func join(_ line: Int, id: UInt32, time: Int64) -> Ticket {
        own()
        defer { withExtendedLifetime(memory) {} }
        let ring = memory.rings + line
        if ring.pointee.tail &- ring.pointee.head == ring.pointee.capacity { memory.extend(line) }
        let number = ring.pointee.tail
        let entry = Entry(time: time, id: id, number: number)
        ring.pointee.entry(number).pointee = entry
        ring.pointee.tail = number &+ 1
        return Ticket(place: UInt32(truncatingIfNeeded: line), generation: entry.number)
    }

    /// The first of a line leaves it. Nobody, if it is empty.
    @inlinable @inline(__always)
    mutating func leave(from line: Int) -> (id: UInt32, time: Int64)? {
        guard !isEmpty(line) else { return nil }
        own()
        defer { withExtendedLifetime(memory) {} }
        let ring = memory.rings + line
        let entry = ring.pointee.entry(ring.pointee.head).pointee
        ring.pointee.head &+= 1
        if ring.pointee.gaps > 0 { passGaps(line) }
        return (entry.id, entry.time)
    }

    /// Whoever has this ticket leaves their line, wherever they stand; nil if they left it before.
    @usableFromInline
    mutating func leave(with ticket: Ticket) -> (id: UInt32, line: Int, time: Int64)? {
        let line = Int(ticket.place)
        guard line < count, let place = place(ticket.generation, in: line) else { return nil }
        own()
        defer { withExtendedLifetime(memory) {} }
        let ring = memory.rings + line
        let entry = ring.pointee.entry(place)
        entry.pointee.mark |= 1
        ring.pointee.gaps &+= 1
        let (id, time) = (entry.pointee.id, entry.pointee.time)
        passGaps(line)
        return (id, line, time)
    }

    /// Empties all lines and keeps the memory. Afterwards the same joining gives the same tickets as in new lines.
    @usableFromInline
    mutating func removeAll() {
        own()
        memory.removeAll()
    }

    /// Sees that nobody else has this memory.
    @inlinable @inline(__always)
    mutating func own() {
        if !isKnownUniquelyReferenced(&memory) { separate() }
    }

    @usableFromInline @inline(never)
    mutating func separate() { memory = Memory(copying: memory) }

    /// Brings someone to the front of a line, where a gap may have come.
    @usableFromInline @inline(never)
    func passGaps(_ line: Int) {
        defer { withExtendedLifetime(memory) {} }
        let ring = memory.rings + line
        while ring.pointee.head < ring.pointee.tail, ring.pointee.entry(ring.pointee.head).pointee.isGap {
            ring.pointee.head &+= 1
            ring.pointee.gaps &-= 1
        }
    }

    /// Where the customer with this number stands: at the place of that number, or behind it since gaps were closed up.
    private func place(_ number: UInt32, in line: Int) -> Int? {
        defer { withExtendedLifetime(memory) {} }
        let ring = memory.rings[line]
        /// How many joined from this one on: at least one, and the more the farther in front.
        func distance(_ number: UInt32) -> Int {
            Int((UInt32(truncatingIfNeeded: ring.tail) &- number) & UInt32.max >> 1)
        }
        let wanted = distance(number)
        guard wanted > 0, ring.head < ring.tail else { return nil }
        var lower = max(ring.head, ring.tail - wanted)
        var upper = ring.tail
        var middle = lower
        while lower < upper {
            let entry = ring.entry(middle).pointee
            let found = distance(entry.number)
            if found == wanted { return entry.isGap ? nil : middle }
            if found > wanted { lower = middle + 1 } else { upper = middle }
            middle = lower + (upper - lower) / 2
        }
        return nil
    }
}
