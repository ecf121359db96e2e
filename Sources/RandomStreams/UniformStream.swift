// What a sampler needs of a sequence of draws: uniforms and bounded integers.

/// A sequence of random bits that samplers draw from: ``AddressedStream`` for a few draws at an address,
/// ``BatchedStream`` for many.
///
/// Samplers are generic over it and are compiled for both. A generator of one's own becomes a stream by declaring that it
/// is one; what it draws is then its own affair.
public protocol UniformStream: RandomNumberGenerator {}

extension UniformStream {
    /// The next uniform, of 53 bits, in the open interval (0, 1); see ``DrawSource/uniform(of:)``.
    @inline(__always) @inlinable
    public mutating func nextUniform() -> Double {
        DrawSource.uniform(of: next())
    }

    /// An integer in 0 ..< bound, each equally likely, for any bound of 64 bits; 0, without a draw, for bound 0 or 1.
    ///
    /// The high half of the product of 64 random bits and the bound. Of the 2⁶⁴ low halves, 2⁶⁴ mod bound are sent back
    /// (Lemire, 2019, https://doi.org/10.1145/3230636), so a second draw is needed with a probability below bound·2⁻⁶⁴. For
    /// bounds of 32 bits the integer is the one of ``AddressedStream/next(below:)``.
    @inlinable
    public mutating func nextInteger(below bound: UInt64) -> UInt64 {
        guard bound > 1 else { return 0 }
        while true {
            if let integer = DrawSource.integer(below: bound, from: next()) { return integer }
        }
    }
}

extension DrawSource {
    /// The integer in 0 ..< bound that 64 random bits stand for, or none where keeping them would make some integers
    /// likelier than others; the bound is at least 1.
    @inline(__always) @inlinable
    static func integer(below bound: UInt64, from bits: UInt64) -> UInt64? {
        let product = bits.multipliedFullWidth(by: bound)
        // The division is needed only when the low half may be one of those sent back.
        return product.low >= bound || product.low >= (0 &- bound) % bound ? product.high : nil
    }
}

extension AddressedStream: UniformStream {}
