// How pending events are kept in order: a short sorted front of the soonest, and a timing wheel with the rest.

extension FutureEventList {
    /// Time and priority in one integer that orders events.
    @inlinable @inline(__always)
    func word(_ time: Int64, _ priority: UInt8) -> UInt64 {
        UInt64(bitPattern: min(max(time, clock), Self.latestTime)) << 8 | UInt64(priority)
    }

    @inlinable @inline(__always)
    mutating func insert(_ entry: PendingEvent<Event>) {
        pending &+= 1
        guard entry.word < limit else {
            wheel.file(entry)
            return
        }
        if tail == Self.frontCapacity { closeUp() }
        // Behind those of the same word, so that they stay first in first out.
        let first = front + head
        var hole = front + tail
        while hole > first && entry.word < hole[-1].word {
            // As a whole: assigned, it would be moved member by member.
            hole.update(from: hole - 1, count: 1)
            hole -= 1
        }
        hole.initialize(to: entry)
        tail &+= 1
        if tail &- head > Self.frontLength { spill() }
    }

    /// Moves the front to the beginning of its memory.
    @inlinable @inline(never)
    mutating func closeUp() {
        front.update(from: front + head, count: tail &- head)
        tail &-= head
        head = 0
    }

    /// Files the later half of a front that has grown too long.
    @inlinable @inline(never)
    mutating func spill() {
        let middle = head &+ Self.frontLength / 2
        let word = front[middle].word
        // Entries of the wheel's lowest word that are still in the front came before those in the wheel, and must stay before them.
        let base = wheel.base
        var first = tail
        if !wheel.isEmpty && limit == base {
            while first > middle && front[first &- 1].word == base { first &-= 1 }
        }
        wheel.lowerBase(to: word)
        for index in middle..<first { wheel.file(front[index]) }
        for index in stride(from: tail &- 1, through: first, by: -1) { wheel.fileFirst(front[index]) }
        tail = middle
        limit = word
    }

    /// Fills the empty front from the wheel.
    ///
    /// - Returns: whether there was anything.
    @inlinable @inline(never)
    mutating func refill() -> Bool {
        head = 0
        tail = 0
        while let slot = wheel.firstSlot() {
            if wheel.count(in: slot) <= TimingWheel<Event>.gathered {
                gather(from: slot)
            } else if slot.level == 0 {
                // All of one word: they are in order already, however many.
                appendInOrder(wheel.detachChunk(of: slot))
                limit = wheel.base
            } else {
                wheel.spread(slot)
                continue
            }
            if tail > 0 { return true }
        }
        limit = .max
        return false
    }

    /// Takes over a slot with few entries, and its successors while they are few together.
    @inlinable
    mutating func gather(from first: TimingWheel<Event>.Slot) {
        var next: TimingWheel<Event>.Slot? = first
        while let slot = next, tail &+ wheel.count(in: slot) <= TimingWheel<Event>.gathered {
            var chunk = wheel.detach(slot)
            while let current = chunk {
                chunk = current.pointee.next
                let entries = TimingWheel<Event>.entries(of: current)
                for index in 0..<current.pointee.count { sortIn(entries[index]) }
                wheel.free(current)
            }
            next = wheel.firstSlot(onLevel: slot.level)
        }
        limit = wheel.base &+ 1
    }

    @inlinable @inline(__always)
    mutating func sortIn(_ entry: PendingEvent<Event>) {
        var hole = tail
        while hole > 0 && entry.word < front[hole &- 1].word {
            front[hole] = front[hole &- 1]
            hole &-= 1
        }
        front[hole] = entry
        tail &+= 1
    }

    @inlinable
    mutating func appendInOrder(_ chunk: UnsafeMutablePointer<TimingWheel<Event>.Chunk>?) {
        guard let chunk else { return }
        let entries = TimingWheel<Event>.entries(of: chunk)
        for index in 0..<chunk.pointee.count {
            front[tail] = entries[index]
            tail &+= 1
        }
        wheel.free(chunk)
    }

    /// Forgets the entries of cancelled events.
    @inlinable @inline(never)
    mutating func sweep() {
        var kept = head
        for index in head..<tail where tickets.keeps(front[index].ticket) {
            front[kept] = front[index]
            kept &+= 1
        }
        tail = kept
        wheel.sweep(&tickets)
    }
}
