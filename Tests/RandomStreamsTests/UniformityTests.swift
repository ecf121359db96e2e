// Draws look random along every direction of the address, not only along a stream.

import Testing

@testable import RandomStreams

struct UniformityTests {
    static let directions = ["position", "entity", "replication", "occurrence", "second of pair", "stream"]

    static func draws(along direction: String, count: Int) -> [Double] {
        let purpose = Purpose("uniformity")
        let source = DrawSource(seed: 20_220_621, replication: 0)
        var stream = source.stream(purpose, entity: 3)
        return (0..<count).map { index in
            let i = UInt32(index)
            return switch direction {
            case "position": source.uniform(purpose, entity: 0, position: i)
            case "entity": source.uniform(purpose, entity: i)
            case "replication": DrawSource(seed: 20_220_621, replication: i).uniform(purpose, entity: 0)
            case "occurrence": source.uniform(purpose.occurrence(i), entity: 0)
            case "second of pair": source.uniformPair(purpose, entity: i).1
            default: stream.nextUniform()
            }
        }
    }

    /// Protects against structure along an axis of the address. False-alarm rate 10⁻⁶ a direction; with 100,000 draws a
    /// distortion of the distribution function by 0.013 is found with near certainty.
    @Test(arguments: directions)
    func drawsAreUniformAlongEveryDirectionOfTheAddress(_ direction: String) {
        let sample = Self.draws(along: direction, count: 100_000)
        #expect(GoodnessOfFit.kolmogorovSmirnov(sample, cdf: { $0 }) < 2.7)
    }

    /// Protects against correlated neighbours: pairs of successive draws fall evenly into 16 × 16 squares.
    @Test(arguments: directions)
    func successiveDrawsAreIndependentAlongEveryDirection(_ direction: String) {
        let sample = Self.draws(along: direction, count: 100_000)
        var counts = [Int](repeating: 0, count: 256)
        for index in stride(from: 0, to: sample.count, by: 2) {
            counts[Int(sample[index] * 16) * 16 + Int(sample[index + 1] * 16)] += 1
        }
        let even = [Double](repeating: 1 / 256, count: 256)
        #expect(GoodnessOfFit.chiSquareProbability(counts: counts, probabilities: even) > 1e-6)
    }

    /// Protects the evenness of bounded integers in the last bit: of the 2⁶⁴ integers, 2⁶⁴ mod bound are sent back.
    @Test func boundedIntegersSendBackWhatDoesNotDivideEvenly() {
        // 2⁶⁴ = 3·6148914691236517205 + 1: one integer is too many, the one whose product has the low part 0.
        #expect(DrawSource.integer(below: 3, from: 0) == nil)
        #expect(DrawSource.integer(below: 3, from: 1) == 0)
        #expect(DrawSource.integer(below: 3, from: .max) == 2)
        #expect(DrawSource.integer(below: 4, from: 0) == 0)
        #expect(DrawSource.integer(below: 4, from: .max) == 3)
        // 2⁶⁴ mod 10 = 6: the low parts 0, 2 and 4 are sent back, each reached from two integers 2⁶³ apart.
        for bits in [0, 1 << 63] as [UInt64] {
            #expect(DrawSource.integer(below: 10, from: bits) == nil)
            #expect(DrawSource.integer(below: 10, from: bits + 1) == (bits >> 63) * 5)
        }
    }

    /// Protects bounded integers, also for bounds that do not divide 2⁶⁴.
    @Test(arguments: [2, 3, 7, 10, 1_000] as [UInt32])
    func boundedIntegersAreEquallyLikely(_ bound: UInt32) {
        var stream = DrawSource(seed: 5, replication: 0).stream(Purpose("bounded"), entity: bound)
        var counts = [Int](repeating: 0, count: Int(bound))
        for _ in 0..<100_000 { counts[Int(stream.next(below: bound))] += 1 }
        let even = [Double](repeating: 1 / Double(bound), count: Int(bound))
        #expect(GoodnessOfFit.chiSquareProbability(counts: counts, probabilities: even) > 1e-6)
    }
}
