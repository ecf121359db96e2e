// The batched stream draws what the plain one draws, and bounded integers of 64 bits are even.

import PhiloxLanes
import Testing

@testable import RandomStreams

struct BatchedStreamTests {
    let source = DrawSource(seed: 0x0123_4567_89AB_CDEF, replication: 17)

    /// Protects the one sequence of an address: whoever changes to the faster stream keeps every number.
    @Test(arguments: [0, 1, 7, UInt32.max])
    func batchedDrawsAreThoseOfTheAddress(_ entity: UInt32) {
        var plain = source.stream(Purpose("batch"), entity: entity)
        var batched = source.batchedStream(Purpose("batch"), entity: entity)
        for _ in 0..<1_000 { #expect(batched.next() == plain.next()) }
        #expect(batched.nextUniform() == plain.nextUniform())
        for bound: UInt32 in [1, 2, 3, 1_000, .max] {
            #expect(batched.nextInteger(below: UInt64(bound)) == UInt64(plain.next(below: bound)))
        }
    }

    /// Protects the vector arithmetic in every lane and bit: random counters and keys, and those where carries run through.
    @Test func blocksSideBySideAreTheBlocksOneByOne() {
        var stream = source.stream(Purpose("lanes"), entity: 0)
        var words: [UInt32] = [0, 0, 0, 0, 0, 0]
        for trial in 0..<300 {
            for index in words.indices {
                words[index] =
                    trial % 3 == 0 && index == trial % 6 ? .max &- 3 : UInt32(truncatingIfNeeded: stream.next())
            }
            var batch = InlineArray<16, UInt64>(repeating: 0)
            Philox4x32.fill(&batch, counter: (words[0], words[1], words[2], words[3]), key: (words[4], words[5]))
            for block in 0..<8 {
                let one = Philox4x32.block(
                    counter: (words[0] &+ UInt32(block), words[1], words[2], words[3]), key: (words[4], words[5]))
                #expect(batch[2 * block] == DrawSource.integer(one.0, one.1))
                #expect(batch[2 * block + 1] == DrawSource.integer(one.2, one.3))
            }
            // What a processor without the wider vectors computes.
            var portable = [UInt64](repeating: 0, count: 16)
            philox_lanes_fill_portably(&portable, words[0], words[1], words[2], words[3], words[4], words[5])
            #expect(portable == batch.indices.map { batch[$0] })
        }
    }

    /// Protects against a trap where the position counter ends.
    @Test func batchesGoOnPastTheLastPosition() {
        var stream = source.batchedStream(Purpose("long"), entity: 0)
        let first = stream.next()
        stream.position = .max - 3
        stream.used = 16
        for _ in 0..<8 { _ = stream.next() }
        #expect(stream.next() == first)
    }

    /// Protects against shared state: a copy goes on by itself.
    @Test func copiesOfABatchedStreamAreIndependent() {
        var stream = source.batchedStream(Purpose("copy"), entity: 0)
        _ = stream.next()
        var copy = stream
        let rest = (0..<40).map { _ in stream.next() }
        #expect((0..<40).map { _ in copy.next() } == rest)
    }

    /// Protects bounded integers beyond 32 bits: even over the range (two halves of a bound just above 2⁶³ are as likely as they
    /// should be only if half of the draws are sent back), none beyond, no draw for trivial bounds. z-bound 5.
    @Test func boundedIntegersOf64BitsAreEquallyLikely() {
        var stream = source.stream(Purpose("wide"), entity: 0)
        let untouched = stream
        #expect(stream.nextInteger(below: 0) == 0)
        #expect(stream.nextInteger(below: 1) == 0)
        #expect(stream == untouched)
        for bound: UInt64 in [1 << 63 + 1, 3 << 62, 1_000_000_000_000, 10, .max] {
            let draws = (0..<5_000).map { _ in stream.nextInteger(below: bound) }
            #expect(draws.allSatisfy { $0 < bound })
            let scaled = draws.map { Double($0) / Double(bound) }
            let step = 1 / Double(bound)
            #expect(GoodnessOfFit.z(scaled, mean: 0.5 - step / 2, variance: (1 - step * step) / 12) < 5)
            if bound > 1_000_000 { #expect(GoodnessOfFit.kolmogorovSmirnov(scaled, cdf: { $0 }) < 2.7) }
        }
    }
}
