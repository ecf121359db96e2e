// What a draw is for: a name, turned into a word of the draw's address by a fixed function.

/// What a draw is for, such as "poll phase" or "repair time" at a named place: one word of a draw's address.
///
/// The word depends on the spelling of the name and its qualifiers and on nothing else: not on the order in which
/// purposes are declared, not on the process (Swift's `Hasher` is seeded anew in each).
///
/// ```swift
/// let phase = Purpose("relay poll phase", "hospital")
/// let second = phase.occurrence(1)
/// ```
///
/// Two different names have the same word with probability 2⁻³²; of a thousand names, two do with probability 10⁻⁴.
/// The set of names of a model is best checked once for distinct words.
@frozen
public struct Purpose: Hashable, Sendable {
    /// The purpose's word in the counter of an address.
    public let word: UInt32

    /// The purpose of a name and, in this order, its qualifiers (the place, the item, the stage …).
    ///
    /// The word is the 32-bit FNV-1a hash of the UTF-8 bytes, with the byte 0xFF between the parts, passed through the
    /// final mixing of MurmurHash3. No UTF-8 text contains 0xFF: ("a", "bc") and ("ab", "c") stay two purposes
    /// whatever the parts hold. Text is hashed as it is written, without Unicode normalisation.
    /// FNV-1a: G. Fowler, L. C. Noll, K.-P. Vo and D. Eastlake, RFC 9923.
    public init(_ name: String, _ qualifiers: String...) {
        self.init(name, qualifiers: qualifiers)
    }

    /// The purpose of a name and a list of qualifiers, the same as with the qualifiers written out.
    public init(_ name: String, qualifiers: [String]) {
        var hash: UInt32 = 0x811C_9DC5
        for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        for qualifier in qualifiers {
            hash = (hash ^ 0xFF) &* 0x0100_0193
            for byte in qualifier.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        }
        word = Purpose.mixed(hash)
    }

    /// The purpose with a given word.
    @inlinable
    init(word: UInt32) {
        self.word = word
    }

    /// The k-th occurrence of the same purpose, for a draw that is made again (a second attempt, a later day).
    ///
    /// Occurrence 0 is the purpose itself, and the 2³² occurrences of one purpose all differ: the word advances by
    /// k × 0x9E3779B9, an odd number, modulo 2³². The steps add up, so `occurrence(1).occurrence(1)` is `occurrence(2)`:
    /// two independent counts want a qualifier each.
    @inlinable
    public func occurrence(_ k: UInt32) -> Purpose {
        Purpose(word: word &+ k &* 0x9E37_79B9)
    }

    /// MurmurHash3's 32-bit final mixing (A. Appleby), a bijection: names that differ late differ in every bit.
    static func mixed(_ hash: UInt32) -> UInt32 {
        var h = hash
        h ^= h &>> 16
        h = h &* 0x85EB_CA6B
        h ^= h &>> 13
        h = h &* 0xC2B2_AE35
        h ^= h &>> 16
        return h
    }
}
