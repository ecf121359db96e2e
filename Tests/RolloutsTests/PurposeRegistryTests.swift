// Whether any two things of a plan could share their random numbers.

import RandomStreams
import Testing

@testable import Rollouts

@Suite struct PurposeRegistryTests {
    /// One of 2³² names, each once, in no order: hashes of names that only count on collide less often than chance.
    private static func name(_ number: Int) -> String {
        String(UInt32(truncatingIfNeeded: number) &* 2_654_435_761, radix: 36)
    }

    /// The words of all purposes of a plan.
    private func words(of plan: Plan) -> [UInt32] {
        var result = Self.words(of: plan.purposes)
        for cell in plan.cells { result += Self.words(of: cell.purposes) }
        for platform in plan.cellPlatforms { result += Self.words(of: platform) }
        for defect in plan.cellDefects { result += Self.words(of: defect.purposes) }
        for platform in plan.affected { result += Self.words(of: platform) }
        for pair in plan.platformDefects { result += Self.words(of: pair) }
        for defect in plan.defects { result += Self.words(of: defect) }
        for centre in plan.centres { result += Self.words(of: centre) + centre.transfer.map(\.word) }
        for team in plan.certs { result += Self.words(of: team) }
        return result
    }

    private static func words(of purposes: Any) -> [UInt32] {
        Mirror(reflecting: purposes).children.compactMap { ($0.value as? Purpose)?.word }
    }

    /// Protects the plain words, which published numbers hang on, and the distinctness of all, where plain words would collide.
    @Test func namesWhoseWordsCollideGetWordsOfTheirOwn() {
        var registry = PurposeRegistry()
        let names = (0..<200_000).map(Self.name)
        let plain = names.map { Purpose($0, "here").word }
        let words = names.map { registry.purpose($0, "here").word }
        #expect(Set(plain).count < names.count, "these names do not put the registry to the test")
        #expect(Set(words).count == names.count)
        #expect(zip(plain, words).count { $0 != $1 } == names.count - Set(plain).count)
    }

    @Test func aNameAskedForTwiceIsTwoPurposes() {
        var registry = PurposeRegistry()
        let first = registry.purpose("a", "b")
        #expect(first == Purpose("a", "b") && registry.purpose("a", "b") == Purpose("a", "b", "2"))
    }

    @Test func noTwoPurposesOfARandomWorldShareAWord() throws {
        for seed in RandomWorld.seeds {
            let words = words(of: try Plan(try RandomWorld.scenario(seed)))
            #expect(words.count > 15 && Set(words).count == words.count, "world \(seed)")
        }
    }

    /// A world of so many places and customers that a dozen pairs of its plain words are the same.
    @Test func noTwoPurposesOfAVeryLargeWorldShareAWord() throws {
        var scenario = try SmallWorld.scenario(customers: 1)
        let segment = scenario.segments[0]
        scenario.segments = (0..<12_000).map { number in
            var copy = segment
            copy.id = Self.name(number)
            copy.stream = copy.id
            return copy
        }
        let plan = try Plan(scenario)
        let words = words(of: plan)
        #expect(words.count > 200_000 && Set(words).count == words.count)
        let plain = scenario.segments.flatMap { segment in
            var alone = PurposeRegistry()
            let cell = CellPurposes(segment: segment.stream, region: "here", &alone)
            let defect = DefectPurposes([segment.stream, "here", "old"], &alone)
            return Self.words(of: cell) + Self.words(of: defect)
        }
        #expect(Set(plain).count < plain.count, "this world does not put the registry to the test")
    }
}
