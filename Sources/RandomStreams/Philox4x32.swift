// The counter-based generator Philox4x32-10: a bijection of counters under a key, without state.

/// Philox4x32-10, a counter-based random number generator.
///
/// A block of four 32-bit words is a function of a 128-bit counter and a 64-bit key: nothing is consumed, so any block
/// can be computed at any time, in any order, on any thread, and comes out the same.
///
/// J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011,
/// https://doi.org/10.1145/2063384.2063405. It passes BigCrush and is not a cryptographic generator.
@frozen
public struct Philox4x32: Sendable {
    /// Not meant to be created: the generator has no state.
    @usableFromInline init() {}

    /// The four random words of a counter under a key, after ten rounds.
    ///
    /// - Parameters:
    ///   - counter: The address of the block, least significant word first, as in Random123.
    ///   - key: The key, least significant word first.
    /// - Complexity: O(1): twenty 32×32-bit multiplications.
    @inlinable
    public static func block(
        counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
    ) -> (UInt32, UInt32, UInt32, UInt32) {
        var c = counter
        var k = key
        // Unrolled by hand: the tenth round is not followed by a new key.
        c = round(c, k)
        k = bumped(k)
        c = round(c, k)
        k = bumped(k)
        c = round(c, k)
        k = bumped(k)
        c = round(c, k)
        k = bumped(k)
        c = round(c, k)
        k = bumped(k)
        c = round(c, k)
        k = bumped(k)
        c = round(c, k)
        k = bumped(k)
        c = round(c, k)
        k = bumped(k)
        c = round(c, k)
        k = bumped(k)
        return round(c, k)
    }

    /// One round: two wide multiplications, whose high halves are mixed with the key and the other words.
    @inline(__always) @inlinable
    static func round(
        _ c: (UInt32, UInt32, UInt32, UInt32), _ k: (UInt32, UInt32)
    ) -> (UInt32, UInt32, UInt32, UInt32) {
        let first = UInt64(0xD251_1F53) &* UInt64(c.0)
        let second = UInt64(0xCD9E_8D57) &* UInt64(c.2)
        return (
            UInt32(truncatingIfNeeded: second &>> 32) ^ c.1 ^ k.0,
            UInt32(truncatingIfNeeded: second),
            UInt32(truncatingIfNeeded: first &>> 32) ^ c.3 ^ k.1,
            UInt32(truncatingIfNeeded: first)
        )
    }

    /// The next round's key: a Weyl sequence by the golden ratio and by √3 − 1.
    @inline(__always) @inlinable
    static func bumped(_ k: (UInt32, UInt32)) -> (UInt32, UInt32) {
        (k.0 &+ 0x9E37_79B9, k.1 &+ 0xBB67_AE85)
    }
}
