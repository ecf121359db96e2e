// The addresses of a plan's random numbers: no two of them share a word.

import RandomStreams

/// Hands out purposes, each with a word that no other has.
///
/// The word of a purpose is a hash of 32 bits: of a thousand names two share one with probability 10⁻⁴, of a hundred thousand almost
/// surely, and would share their luck. Whoever asks later then gets the word of its name with a number after it. All others keep the
/// plain word of their name, and which comes later depends on the order of streams only, never on the order of the file.
struct PurposeRegistry {
    private var words: Set<UInt32> = []
    /// Which release of a series the random numbers are for, from 0.
    private let release: Int

    /// - Parameter release: the number of the release in its series, from 0. All releases meet the same customers; the first has the addresses
    ///   of a release that is the only one, each later one its own.
    init(release: Int = 0) { self.release = release }

    /// What is drawn once for all releases of a series.
    private static let lasting: Set<String> = [
        "customer/fleet-and-cohort", "customer/server-phase-and-console", "customer/volunteer", "stratum/presence",
        "stratum/count", "customer/platform-weight", "customer/deferral",
    ]

    /// The purpose of a name and its qualifiers. The same name asked for a second time counts as another.
    mutating func purpose(_ name: String, _ qualifiers: String...) -> Purpose { purpose(name, qualifiers) }

    /// The same with the qualifiers as a list.
    mutating func purpose(_ name: String, _ qualifiers: [String]) -> Purpose {
        let isOwn = release > 0 && !Self.lasting.contains(name)
        let qualifiers = isOwn ? qualifiers + ["release", "\(release)"] : qualifiers
        var purpose = Purpose(name, qualifiers: qualifiers)
        var attempt = 1
        while !words.insert(purpose.word).inserted {
            attempt += 1
            purpose = Purpose(name, qualifiers: qualifiers + ["\(attempt)"])
        }
        return purpose
    }
}
