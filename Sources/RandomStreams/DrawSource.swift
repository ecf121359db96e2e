// All the draws of one replication, each found by its address.

/// All draws of one replication of an experiment, each computed from its address.
///
/// A draw is addressed, not consumed from a shared sequence, so it does not depend on which other draws were made, when,
/// in which order or on which thread. Two policies that ask for the same address get the same number (common random
/// numbers). The address of a block of four words under Philox4x32-10 is
///
/// | word | key | counter |
/// |---|---|---|
/// | 0 | low half of the master seed | position (the block's number, from 0) |
/// | 1 | high half of the master seed | the purpose's word |
/// | 2 | | entity, or ordinal among exchangeable things |
/// | 3 | | replication |
///
/// A block (w₀, w₁, w₂, w₃) is read as the two 64-bit integers w₀·2³² + w₁ and w₂·2³² + w₃, and each is made a uniform by
/// ``uniform(of:)``. The layout is part of the promise that results can be reproduced.
@frozen
public struct DrawSource: Hashable, Sendable {
    /// The master seed of the experiment: the key of the generator.
    public let seed: UInt64

    /// The index of the replication, from 0.
    public let replication: UInt32

    /// The draws of a replication of the experiment with a master seed.
    @inlinable
    public init(seed: UInt64, replication: UInt32) {
        self.seed = seed
        self.replication = replication
    }

    /// The four random words at an address.
    @inlinable
    public func block(_ purpose: Purpose, entity: UInt32, position: UInt32) -> (UInt32, UInt32, UInt32, UInt32) {
        Philox4x32.block(
            counter: (position, purpose.word, entity, replication),
            key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed &>> 32)))
    }

    /// The first uniform at an address, in the open interval (0, 1).
    @inlinable
    public func uniform(_ purpose: Purpose, entity: UInt32, position: UInt32 = 0) -> Double {
        let words = block(purpose, entity: entity, position: position)
        return DrawSource.uniform(of: DrawSource.integer(words.0, words.1))
    }

    /// Both uniforms at an address, independent, in the open interval (0, 1).
    @inlinable
    public func uniformPair(_ purpose: Purpose, entity: UInt32, position: UInt32 = 0) -> (Double, Double) {
        let words = block(purpose, entity: entity, position: position)
        return (
            DrawSource.uniform(of: DrawSource.integer(words.0, words.1)),
            DrawSource.uniform(of: DrawSource.integer(words.2, words.3))
        )
    }

    /// The sequence of draws at an address, from position 0: for samplers that need an unknown number of them.
    ///
    /// Its first two uniforms are those of ``uniformPair(_:entity:position:)`` at position 0.
    @inlinable
    public func stream(_ purpose: Purpose, entity: UInt32) -> AddressedStream {
        AddressedStream(source: self, purpose: purpose, entity: entity)
    }

    /// Two words as one 64-bit integer, the first on top.
    @inline(__always) @inlinable
    static func integer(_ high: UInt32, _ low: UInt32) -> UInt64 {
        UInt64(high) &<< 32 | UInt64(low)
    }

    /// A uniform of 53 bits in the open interval (0, 1), from 64 random bits.
    ///
    /// With k the upper 53 bits: k·2⁻⁵³, and 2⁻⁵⁴ in place of zero. All 2⁵³ values differ and are exact; the least is
    /// 2⁻⁵⁴ and the greatest is 1 − 2⁻⁵³. The more usual (k + ½)·2⁻⁵³ is not representable for k ≥ 2⁵² and rounds to 1
    /// at the top, where an inverse distribution function is infinite.
    @inline(__always) @inlinable
    public static func uniform(of bits: UInt64) -> Double {
        // Doubled, k leaves room for the one odd value; both fit 53 significant bits, so the conversion is exact.
        let doubled = max((bits &>> 11) &<< 1, 1)
        return Double(doubled) * 0x1p-54
    }
}
