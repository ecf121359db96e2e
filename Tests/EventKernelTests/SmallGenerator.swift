// A random number generator for tests: small, fixed, and independent of the package's own.

import Foundation

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the same numbers on every machine and in every version of Swift.
struct SmallGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z &>> 31)
    }

    /// A uniform in the open interval (0, 1).
    mutating func uniform() -> Double { (Double(next() &>> 12) + 0.5) * 0x1p-52 }

    /// An integer in 0 ..< bound; the bias of the remainder is below 2⁻⁵⁰ for the small bounds of tests.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func exponential(mean: Double) -> Double { -Foundation.log(uniform()) * mean }
}
