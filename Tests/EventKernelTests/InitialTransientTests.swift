// The warm-up that a series asks for: found where it is known, and not found where there is none.

import Foundation
import Testing

@testable import EventKernel

@Suite struct InitialTransientTests {
    /// The rule by its definition, each sum anew.
    private func definition(_ means: [Double]) -> Int {
        func statistic(_ deleted: Int) -> Double {
            let rest = means[deleted...]
            let mean = rest.reduce(0, +) / Double(rest.count)
            return rest.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rest.count * rest.count)
        }
        return (0...(means.count - 6)).min { statistic($0) < statistic($1) } ?? 0
    }

    /// Protects the arithmetic. Seen to fail with the last five means judged, and with n − d below in place of its square.
    @Test(arguments: [10, 11, 40, 137])
    func theTransientEndsWhereItsDefinitionSays(count: Int) throws {
        var random = SmallGenerator(seed: UInt64(count))
        for decay in [0.0, 3, 30] {
            let means = (0..<count).map { 1e6 + 8 * exp(-Double($0) / max(decay, 1e-9)) + random.uniform() }
            let found = try #require(InitialTransient(of: means, batchLength: 1))
            #expect(found.length == definition(means))
            let rest = means[found.length...]
            #expect(abs(found.mean - rest.reduce(0, +) / Double(rest.count)) < 1e-8)
            #expect(found.isOver == (found.length <= count / 2))
        }
    }

    /// A level that falls from 4 + noise to noise after 1,000 of 10,000 observations, whose noise has variance 1 and correlates by 0.5: less than that must
    /// not be kept, and hardly more be deleted. Without deletion the mean is off by 0.4; its standard error here is 0.018.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func aKnownTransientIsDeletedAndLittleElse(seed: UInt64) throws {
        var random = SmallGenerator(seed: seed)
        var noise = 0.0
        let series = (0..<10_000).map { index in
            let normal = (-2 * log(random.uniform())).squareRoot() * cos(2 * Double.pi * random.uniform())
            noise = 0.5 * noise + normal * 0.75.squareRoot()
            return noise + (index < 1000 ? 4 : 0)
        }
        let found = try #require(InitialTransient(of: series))
        #expect(found.isOver && found.length % 5 == 0)
        #expect((995...2500).contains(found.length), "\(found.length)")
        #expect(abs(found.mean) < 0.1, "\(found.mean)")
    }

    @Test func aSeriesThatNeverSettlesIsSaidNotToBeOver() throws {
        let rising = (0..<1000).map { Double($0) * Double($0) * Double($0) }
        let found = try #require(InitialTransient(of: rising))
        #expect(!found.isOver)
    }

    @Test func whatSaysNothingGivesNothing() {
        #expect(InitialTransient(of: []) == nil)
        #expect(InitialTransient(of: Array(repeating: 1, count: 49)) == nil)
        #expect(InitialTransient(of: [.nan] + Array(repeating: 1, count: 99)) == nil)
        #expect(InitialTransient(of: Array(repeating: .infinity, count: 99)) == nil)
        let level = InitialTransient(of: Array(repeating: 7, count: 52), batchLength: -3)
        #expect(level?.length == 0 && level?.mean == 7 && level?.isOver == true)
    }
}
