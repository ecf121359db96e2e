// Events that are not soon: slots of growing width, each a list of chunks in the order in which the events came.

/// A pending event. The word holds time and priority, so that one comparison of integers orders two of them.
@frozen @usableFromInline
struct PendingEvent<Event: BitwiseCopyable>: BitwiseCopyable {
    @usableFromInline var word: UInt64
    @usableFromInline var event: Event
    /// Place in the tickets, or 0 for an event that cannot be cancelled.
    @usableFromInline var ticket: UInt32

    @inlinable @inline(__always)
    init(word: UInt64, event: Event, ticket: UInt32) {
        self.word = word
        self.event = event
        self.ticket = ticket
    }
}

/// A hierarchical timing wheel (Varghese and Lauck, *SOSP* 1987, doi:10.1145/41457.37504) over words of 64 bits, eight bits to a level.
///
/// An entry stands on the level of the highest byte in which its word differs from the ``base``, in the slot of that byte. No word is below the
/// base. So the first slot of the lowest level that has any holds the soonest entries, and entries of one word share a slot, in the order
/// of their coming. When a slot's turn comes it is spread over the levels below, unless it holds so few that sorting them is cheaper: hence each
/// entry is touched a few times, however many there are.
@frozen @usableFromInline
struct TimingWheel<Event: BitwiseCopyable>: ~Copyable {
    @usableFromInline typealias Entry = PendingEvent<Event>

    /// The entries of a slot.
    @frozen @usableFromInline
    struct Bucket: BitwiseCopyable {
        @usableFromInline var first: UnsafeMutablePointer<Chunk>?
        @usableFromInline var last: UnsafeMutablePointer<Chunk>?
        @usableFromInline var count: Int

        @inlinable
        init() {
            first = nil
            last = nil
            count = 0
        }
    }

    /// The head of a chunk of memory; its entries follow it.
    @frozen @usableFromInline
    struct Chunk: BitwiseCopyable {
        @usableFromInline var next: UnsafeMutablePointer<Chunk>?
        @usableFromInline var count: Int

        @inlinable
        init() {
            next = nil
            count = 0
        }
    }

    @frozen @usableFromInline
    struct Slot: BitwiseCopyable {
        @usableFromInline var level: Int
        @usableFromInline var digit: Int

        @inlinable @inline(__always)
        init(level: Int, digit: Int) {
            self.level = level
            self.digit = digit
        }
    }

    /// At most so many entries are taken from a slot to be sorted.
    @inlinable static var gathered: Int { 24 }
    @inlinable static var levels: Int { 8 }
    @inlinable static var slotsPerLevel: Int { 256 }

    /// What the places of entries are relative to; no entry's word is below it.
    @usableFromInline var base: UInt64 = 0
    /// A bit for each level that has entries.
    @usableFromInline var occupiedLevels: UInt32 = 0
    /// Made when first needed: a small model never does.
    @usableFromInline var buckets: UnsafeMutablePointer<Bucket>?
    /// For each level 256 bits that tell which slots have entries.
    @usableFromInline var occupied: UnsafeMutablePointer<UInt64>?
    @usableFromInline var memory = ChunkMemory()

    @inlinable
    init() {}

    @inlinable var isEmpty: Bool { occupiedLevels == 0 }

    // MARK: Filing

    /// Adds an entry behind those of its slot.
    @inlinable @inline(__always)
    mutating func file(_ entry: Entry) {
        if buckets == nil { allocate() }
        add(entry, to: slot(of: entry.word))
    }

    @inlinable @inline(__always)
    mutating func add(_ entry: Entry, to slot: Slot) {
        let bucket = bucket(slot)
        let chunk: UnsafeMutablePointer<Chunk>
        if let last = bucket.pointee.last, last.pointee.count < Self.chunkCapacity {
            chunk = last
        } else {
            chunk = newChunk()
            if let last = bucket.pointee.last {
                last.pointee.next = chunk
            } else {
                bucket.pointee.first = chunk
                mark(slot)
            }
            bucket.pointee.last = chunk
        }
        Self.entries(of: chunk)[chunk.pointee.count] = entry
        chunk.pointee.count &+= 1
        bucket.pointee.count &+= 1
    }

    /// Adds an entry before those of its slot.
    @inlinable
    mutating func fileFirst(_ entry: Entry) {
        let slot = slot(of: entry.word)
        guard let first = bucket(slot).pointee.first else { return add(entry, to: slot) }
        let chunk = newChunk()
        chunk.pointee.next = first
        chunk.pointee.count = 1
        Self.entries(of: chunk)[0] = entry
        bucket(slot).pointee.first = chunk
        bucket(slot).pointee.count &+= 1
    }

    /// Makes room for words below the base. What stands on levels below the one where the two bases part shares the old base's byte
    /// there, and moves to that slot.
    @inlinable
    mutating func lowerBase(to newBase: UInt64) {
        defer { base = newBase }
        guard !isEmpty, newBase != base else { return }
        let level = Self.level(of: newBase ^ base)
        let target = Slot(level: level, digit: Self.digit(of: base, level: level))
        for from in 0..<level {
            while let slot = firstSlot(onLevel: from) { join(clear(slot), to: target) }
        }
    }

    @inlinable
    mutating func join(_ moved: Bucket, to target: Slot) {
        let bucket = bucket(target)
        if let last = bucket.pointee.last {
            last.pointee.next = moved.first
            bucket.pointee.last = moved.last
            bucket.pointee.count &+= moved.count
        } else {
            bucket.pointee = moved
            mark(target)
        }
    }

    // MARK: Taking

    /// Empties a slot of the lowest level that has entries; the base becomes the last word that belongs to it.
    ///
    /// - Returns: its chunks, each to be freed.
    @inlinable
    mutating func detach(_ slot: Slot) -> UnsafeMutablePointer<Chunk>? {
        base = start(of: slot) | (((1 as UInt64) &<< UInt64(8 &* slot.level)) &- 1)
        return clear(slot).first
    }

    /// Takes the first chunk of a slot of level 0; the base becomes the slot's word.
    ///
    /// - Returns: the chunk, to be freed.
    @inlinable
    mutating func detachChunk(of slot: Slot) -> UnsafeMutablePointer<Chunk>? {
        base = start(of: slot)
        let bucket = bucket(slot)
        guard let chunk = bucket.pointee.first else { return nil }
        bucket.pointee.first = chunk.pointee.next
        bucket.pointee.count &-= chunk.pointee.count
        if chunk.pointee.next == nil { _ = clear(slot) }
        return chunk
    }

    /// Spreads a slot of the lowest level that has entries over the levels below; the base becomes the first word that belongs to it.
    @inlinable
    mutating func spread(_ slot: Slot) {
        base = start(of: slot)
        var chunk = clear(slot).first
        while let current = chunk {
            let entries = Self.entries(of: current)
            for index in 0..<current.pointee.count { add(entries[index], to: self.slot(of: entries[index].word)) }
            chunk = current.pointee.next
            free(current)
        }
    }

    /// Drops the entries of cancelled events.
    @inlinable
    mutating func sweep(_ tickets: inout EventTickets<Event>) {
        for level in 0..<Self.levels where occupiedLevels & (1 &<< UInt32(level)) != 0 {
            for digit in 0..<Self.slotsPerLevel {
                let slot = Slot(level: level, digit: digit)
                guard bucket(slot).pointee.first != nil else { continue }
                var chunk = clear(slot).first
                while let current = chunk {
                    let entries = Self.entries(of: current)
                    for index in 0..<current.pointee.count where tickets.keeps(entries[index].ticket) {
                        add(entries[index], to: slot)
                    }
                    chunk = current.pointee.next
                    free(current)
                }
            }
        }
    }

    /// Forgets all entries and keeps the memory.
    @inlinable
    mutating func removeAll() {
        while let slot = firstSlot() {
            var chunk = clear(slot).first
            while let current = chunk {
                chunk = current.pointee.next
                free(current)
            }
        }
        base = 0
    }
}
