// The sequence of draws that starts at an address, as a generator for samplers.

/// The sequence of draws at one address: blocks from position 0 on, two 64-bit integers each.
///
/// For samplers that need an unknown number of draws (rejection, shuffling). A copy goes on by itself from where the original
/// stands. The sequence repeats after 2³³ integers.
///
/// ```swift
/// var stream = DrawSource(seed: 2022, replication: 17).stream(Purpose("repair"), entity: 4)
/// let u = stream.nextUniform()
/// let order = (1...10).shuffled(using: &stream)
/// ```
///
/// The standard library's own algorithms over a generator (`shuffled`, `Double.random`) may change between versions of
/// Swift; numbers that are to be reproduced use this module's samplers.
@frozen
public struct AddressedStream: RandomNumberGenerator, Hashable, Sendable {
    /// The replication's draws.
    public let source: DrawSource

    /// What the draws are for.
    public let purpose: Purpose

    /// Whose draws they are.
    public let entity: UInt32

    /// The position of the next block.
    @usableFromInline var position: UInt32

    /// Whether the second integer of the last block is still to be given out.
    @usableFromInline var hasPending: Bool

    /// The second integer of the last block.
    @usableFromInline var pending: UInt64

    /// The sequence of a replication's draws for a purpose and an entity.
    @inlinable
    public init(source: DrawSource, purpose: Purpose, entity: UInt32) {
        self.source = source
        self.purpose = purpose
        self.entity = entity
        position = 0
        hasPending = false
        pending = 0
    }

    /// The next 64 random bits.
    @inlinable
    public mutating func next() -> UInt64 {
        if hasPending {
            hasPending = false
            return pending
        }
        let words = source.block(purpose, entity: entity, position: position)
        position = position &+ 1
        pending = DrawSource.integer(words.2, words.3)
        hasPending = true
        return DrawSource.integer(words.0, words.1)
    }

    /// The next uniform, of 53 bits, in the open interval (0, 1).
    @inlinable
    public mutating func nextUniform() -> Double {
        DrawSource.uniform(of: next())
    }

    /// An integer in 0 ..< bound, each equally likely; 0, without a draw, when the bound is 0 or 1.
    ///
    /// D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019,
    /// https://doi.org/10.1145/3230636, with 64 random bits: a second draw is needed with a probability below 2⁻³².
    @inlinable
    public mutating func next(below bound: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: nextInteger(below: UInt64(bound)))
    }
}
