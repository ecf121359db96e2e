// Random numbers for coverage simulations: fixed seeds, so that a test passes always or never.

import Foundation

/// SplitMix64: G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct TestGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

    mutating func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform()) }

    mutating func exponential() -> Double { -log(uniform()) }
}

/// The distance of an observed share from a probability, in standard errors. A correct method exceeds 5 with probability 6·10⁻⁷.
func coverageZ(_ hits: Int, of trials: Int, _ probability: Double) -> Double {
    let share = Double(hits) / Double(trials)
    return (share - probability) / (probability * (1 - probability) / Double(trials)).squareRoot()
}
