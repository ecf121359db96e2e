// Where a word stands in a timing wheel, and which slots have entries.

extension TimingWheel {
    @inlinable @inline(__always)
    static func level(of difference: UInt64) -> Int { (63 &- (difference | 1).leadingZeroBitCount) &>> 3 }

    @inlinable @inline(__always)
    static func digit(of word: UInt64, level: Int) -> Int {
        Int(truncatingIfNeeded: word &>> UInt64(8 &* level)) & 0xFF
    }

    @inlinable @inline(__always)
    func slot(of word: UInt64) -> Slot {
        let level = Self.level(of: word ^ base)
        return Slot(level: level, digit: Self.digit(of: word, level: level))
    }

    /// The first word that belongs to a slot.
    @inlinable
    func start(of slot: Slot) -> UInt64 {
        // A shift by 64, on the highest level, must give 0; hence not the masking shifts.
        let above = UInt64(8 &* slot.level &+ 8)
        return (base >> above) << above | UInt64(slot.digit) &<< UInt64(8 &* slot.level)
    }

    @inlinable @inline(__always)
    func bucket(_ slot: Slot) -> UnsafeMutablePointer<Bucket> {
        // Filing makes them before anything else looks.
        buckets.unsafelyUnwrapped + (slot.level &* Self.slotsPerLevel &+ slot.digit)
    }

    @inlinable @inline(__always)
    func count(in slot: Slot) -> Int { bucket(slot).pointee.count }

    // MARK: Which slots have entries

    @inlinable @inline(__always)
    mutating func mark(_ slot: Slot) {
        occupied.unsafelyUnwrapped[slot.level &* 4 &+ slot.digit &>> 6] |= 1 &<< UInt64(slot.digit & 63)
        occupiedLevels |= 1 &<< UInt32(slot.level)
    }

    /// Empties a slot and returns what it held.
    @inlinable
    mutating func clear(_ slot: Slot) -> Bucket {
        let words = occupied.unsafelyUnwrapped + slot.level &* 4
        words[slot.digit &>> 6] &= ~((1 as UInt64) &<< UInt64(slot.digit & 63))
        if words[0] | words[1] | words[2] | words[3] == 0 { occupiedLevels &= ~(1 &<< UInt32(slot.level)) }
        let held = bucket(slot).pointee
        bucket(slot).pointee = Bucket()
        return held
    }

    /// The slot with the soonest entries; nil if there are none.
    @inlinable
    func firstSlot() -> Slot? {
        occupiedLevels == 0 ? nil : firstSlot(onLevel: occupiedLevels.trailingZeroBitCount)
    }

    /// The first slot of a level that has entries.
    @inlinable
    func firstSlot(onLevel level: Int) -> Slot? {
        guard occupiedLevels & (1 &<< UInt32(level)) != 0 else { return nil }
        let words = occupied.unsafelyUnwrapped + level &* 4
        for index in 0..<4 where words[index] != 0 {
            return Slot(level: level, digit: index &* 64 &+ words[index].trailingZeroBitCount)
        }
        return nil
    }

    // MARK: Memory

    @inlinable
    static var chunkCapacity: Int {
        max(8, (ChunkMemory.usualBytes &- entriesOffset) / MemoryLayout<Entry>.stride)
    }

    /// Where a chunk's entries begin: behind its head, and where they may stand.
    @inlinable
    static var entriesOffset: Int { max(MemoryLayout<Chunk>.stride, MemoryLayout<Entry>.alignment) }

    /// The entries of a chunk, behind its head.
    @inlinable @inline(__always)
    static func entries(of chunk: UnsafeMutablePointer<Chunk>) -> UnsafeMutablePointer<Entry> {
        (UnsafeMutableRawPointer(chunk) + entriesOffset).assumingMemoryBound(to: Entry.self)
    }

    @inlinable @inline(__always)
    mutating func newChunk() -> UnsafeMutablePointer<Chunk> {
        // A multiple of the alignment that blocks have, so that every chunk has it.
        let bytes = (Self.entriesOffset &+ Self.chunkCapacity &* MemoryLayout<Entry>.stride &+ 63) & ~63
        let chunk = memory.take(bytes: bytes).assumingMemoryBound(to: Chunk.self)
        chunk.pointee = Chunk()
        return chunk
    }

    @inlinable @inline(__always)
    mutating func free(_ chunk: UnsafeMutablePointer<Chunk>) { memory.giveBack(UnsafeMutableRawPointer(chunk)) }

    @inlinable @inline(never)
    mutating func allocate() {
        let count = Self.levels &* Self.slotsPerLevel
        let made = UnsafeMutablePointer<Bucket>.allocate(capacity: count)
        made.initialize(repeating: Bucket(), count: count)
        buckets = made
        let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: count / 64)
        bits.initialize(repeating: 0, count: count / 64)
        occupied = bits
    }

    /// Gives the memory back; the last that is done to a wheel.
    @inlinable
    func deallocate() {
        buckets?.deallocate()
        occupied?.deallocate()
        memory.deallocate()
    }
}

/// Pieces of memory of one size, taken from the system in blocks and reused the last given back first, while it is warm.
@frozen @usableFromInline
struct ChunkMemory: BitwiseCopyable {
    /// What a piece takes, unless entries are so large that too few would fit.
    @inlinable static var usualBytes: Int { 512 }
    @inlinable static var piecesPerBlock: Int { 32 }

    /// A list of the pieces that are free; each begins with the address of the next.
    @usableFromInline var unused: UnsafeMutableRawPointer?
    /// A list of the blocks; each begins with the address of the next.
    @usableFromInline var blocks: UnsafeMutableRawPointer?

    @inlinable
    init() {}

    @inlinable @inline(__always)
    mutating func take(bytes: Int) -> UnsafeMutableRawPointer {
        if unused == nil { addBlock(bytes: bytes) }
        let piece = unused.unsafelyUnwrapped
        unused = piece.load(as: UnsafeMutableRawPointer?.self)
        return piece
    }

    @inlinable @inline(__always)
    mutating func giveBack(_ piece: UnsafeMutableRawPointer) {
        piece.storeBytes(of: unused, as: UnsafeMutableRawPointer?.self)
        unused = piece
    }

    @inlinable @inline(never)
    mutating func addBlock(bytes: Int) {
        let head = 64
        let block = UnsafeMutableRawPointer.allocate(byteCount: head + bytes * Self.piecesPerBlock, alignment: 64)
        block.storeBytes(of: blocks, as: UnsafeMutableRawPointer?.self)
        blocks = block
        for index in (0..<Self.piecesPerBlock).reversed() { giveBack(block + head + index * bytes) }
    }

    @inlinable
    func deallocate() {
        var next = blocks
        while let block = next {
            next = block.load(as: UnsafeMutableRawPointer?.self)
            block.deallocate()
        }
    }
}
