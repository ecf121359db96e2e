// A draw depends on its address and on nothing else, and the address is laid out as documented.

import Testing

@testable import RandomStreams

struct AddressTests {
    let source = DrawSource(seed: 0x0123_4567_89AB_CDEF, replication: 17)

    /// Protects reproducibility across versions: the words were computed by an independent implementation.
    @Test func purposesHaveTheirPublishedWords() {
        #expect(Purpose("").word == 0xab3e_7c0b)
        #expect(Purpose("poll phase").word == 0x2a36_c71d)
        #expect(Purpose("poll phase", "hospital").word == 0xdefe_22a5)
        #expect(Purpose("repair time", "Île-de-France", "3").word == 0x7458_4182)
    }

    /// Protects against parts that run together: a qualifier's boundary is part of the name.
    @Test func purposesDifferWhereOnlyTheBoundaryOfPartsDiffers() {
        let purposes: Set = [
            Purpose("ab", "c"), Purpose("a", "bc"), Purpose("abc"), Purpose("abc", ""), Purpose("", "abc"),
            Purpose("a", "b", "c"), Purpose("a\u{1F}bc"), Purpose("a\u{FF}bc"),
        ]
        #expect(purposes.count == 8)
        #expect(Purpose("a", qualifiers: ["b", "c"]) == Purpose("a", "b", "c"))
    }

    /// Protects against a weak hash: 20,000 similar names expect 0.05 collisions; three or more have probability 2·10⁻⁵.
    @Test func similarNamesHaveDistinctWords() {
        var words: Set<UInt32> = []
        for index in 0..<20_000 { words.insert(Purpose("item \(index)").word) }
        #expect(words.count >= 20_000 - 2)
    }

    /// Protects repeated draws: no occurrence may repeat another's numbers, and occurrence 0 is the plain draw.
    @Test func occurrencesOfAPurposeAllDiffer() {
        let purpose = Purpose("attempt")
        #expect(purpose.occurrence(0) == purpose)
        #expect(Set((0..<10_000).map { purpose.occurrence($0) }).count == 10_000)
        #expect(purpose.occurrence(.max) != purpose)
    }

    /// Protects the documented layout of the address and of the uniforms, by an independent implementation.
    @Test func addressIsLaidOutAsDocumented() {
        let purpose = Purpose("poll phase", "hospital")
        #expect(source.block(purpose, entity: 7, position: 5) == (0xc594_a1ad, 0x3285_7fa3, 0x06f4_724f, 0xbcb9_b671))
        let pair = source.uniformPair(purpose, entity: 7, position: 5)
        #expect(pair == (0.7717991874547091, 0.02716745802601994))
        #expect(source.uniform(purpose, entity: 7, position: 5) == pair.0)
    }

    /// Protects against an address component that is ignored.
    @Test func everyPartOfTheAddressChangesTheDraw() {
        let purpose = Purpose("a")
        let draws = [
            source.uniform(purpose, entity: 0), source.uniform(purpose, entity: 1),
            source.uniform(purpose, entity: 0, position: 1), source.uniform(Purpose("b"), entity: 0),
            DrawSource(seed: source.seed, replication: 18).uniform(purpose, entity: 0),
            DrawSource(seed: source.seed ^ 1, replication: 17).uniform(purpose, entity: 0),
            DrawSource(seed: source.seed ^ 1 << 63, replication: 17).uniform(purpose, entity: 0),
        ]
        #expect(Set(draws).count == draws.count)
    }

    /// Protects quantile functions from 0 and 1, where they are infinite, and the promise of 53 bits.
    @Test func uniformsLieStrictlyInsideTheUnitIntervalWithFiftyThreeBits() {
        #expect(DrawSource.uniform(of: 0) == 0x1p-54)
        #expect(DrawSource.uniform(of: .max) == 1 - 0x1p-53)
        #expect(DrawSource.uniform(of: .max) < 1)
        // Neighbouring values differ by one step at the bottom, in the middle and at the top.
        #expect(DrawSource.uniform(of: 1 << 11) == 0x1p-53)
        #expect(DrawSource.uniform(of: 1 << 63 + 1 << 11) - DrawSource.uniform(of: 1 << 63) == 0x1p-53)
        #expect(DrawSource.uniform(of: .max) - DrawSource.uniform(of: .max - 1 << 11) == 0x1p-53)
    }

    /// Protects the equivalence of the two ways to draw: by position and as a sequence.
    @Test func streamRunsThroughTheBlocksOfItsAddress() {
        let purpose = Purpose("repair")
        var stream = source.stream(purpose, entity: 4)
        for position in UInt32(0)..<5 {
            let pair = source.uniformPair(purpose, entity: 4, position: position)
            #expect(stream.nextUniform() == pair.0)
            #expect(stream.nextUniform() == pair.1)
        }
    }

    /// Protects against shared state: a copy goes on by itself.
    @Test func copiesOfAStreamAreIndependent() {
        var stream = source.stream(Purpose("copy"), entity: 0)
        _ = stream.next()
        var copy = stream
        let rest = (0..<5).map { _ in stream.next() }
        #expect((0..<5).map { _ in copy.next() } == rest)
    }

    /// Protects against a trap where the position counter ends.
    @Test func streamGoesOnPastItsLastPosition() {
        var stream = source.stream(Purpose("long"), entity: 0)
        let first = stream.next()
        stream.position = .max
        stream.hasPending = false
        _ = stream.next()
        _ = stream.next()
        #expect(stream.next() == first)
    }

    /// Protects the trivial cases of bounded integers, and the draws left alone by them.
    @Test func boundedIntegersOfATrivialRangeUseNoDraw() {
        var stream = source.stream(Purpose("bounded"), entity: 0)
        let untouched = stream
        #expect(stream.next(below: 0) == 0)
        #expect(stream.next(below: 1) == 0)
        #expect(stream == untouched)
        for _ in 0..<1_000 { #expect(stream.next(below: 3) < 3) }
        for _ in 0..<1_000 { #expect(stream.next(below: .max) < .max) }
    }
}
