// The generator is Philox4x32-10 as published, bit for bit.

import Testing

@testable import RandomStreams

struct PhiloxTests {
    struct KnownAnswer: Sendable {
        let counter: (UInt32, UInt32, UInt32, UInt32)
        let key: (UInt32, UInt32)
        let words: (UInt32, UInt32, UInt32, UInt32)
    }

    /// From `kat_vectors` of Random123, the authors' own implementation.
    static let knownAnswers = [
        KnownAnswer(
            counter: (0, 0, 0, 0), key: (0, 0), words: (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
        KnownAnswer(
            counter: (.max, .max, .max, .max), key: (.max, .max),
            words: (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)),
        KnownAnswer(
            counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: (0xa409_3822, 0x299f_31d0),
            words: (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)),
    ]

    /// Protects every result ever published: another generator under the same name would change them all.
    @Test(arguments: knownAnswers)
    func blocksAreTheKnownAnswersOfRandom123(_ answer: KnownAnswer) {
        #expect(Philox4x32.block(counter: answer.counter, key: answer.key) == answer.words)
    }

    /// Protects against a word of the address being dropped: each bit of counter and key must change the block.
    @Test func everyBitOfCounterAndKeyMatters() {
        var blocks: Set<[UInt32]> = []
        for bit in 0..<192 {
            var words = [UInt32](repeating: 0, count: 6)
            words[bit / 32] = 1 << UInt32(bit % 32)
            let block = Philox4x32.block(
                counter: (words[0], words[1], words[2], words[3]), key: (words[4], words[5]))
            blocks.insert([block.0, block.1, block.2, block.3])
        }
        #expect(blocks.count == 192)
    }
}
