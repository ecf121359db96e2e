// The indexed searches under the tables, against counting one by one.

import Testing

@testable import CivilTime

@Suite struct SortedSearchTests {
    @Test("Ticks are placed as counting one by one places them: even, clustered, repeated and at the ends of the range")
    func ticksArePlacedAsCountingDoes() {
        var random = TestRandom(seed: 15)
        for round in 0..<400 {
            let width = [10, 1_000, 1 << 40, Int64.max][round % 4]
            var ticks = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                Int64.random(in: -width...width, using: &random)
            }
            if round % 3 == 0 { ticks += ticks.map { $0 &+ 1 } + [.min, .max] }
            ticks.sort()
            let table = SortedTicks(ticks)
            var queries =
                (0..<50).map { _ in Int64.random(in: -width...width, using: &random) } + [.min, -1, 0, 1, .max]
            for tick in ticks { queries += [tick, tick &- 1, tick &+ 1] }
            for query in queries {
                #expect(table.countNotAfter(query) == ticks.count { $0 <= query }, "\(query) in \(ticks)")
            }
        }
    }

    @Test("Sums are found as walking along them finds them, for totals from nothing to infinity")
    func sumsAreFoundAsWalkingDoes() {
        var random = TestRandom(seed: 16)
        for round in 0..<400 {
            let size = [1, 0, Double.leastNormalMagnitude / 1024, 1e300, 1e-5, 1e12][round % 6]
            var sums = [0.0]
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                let step = Bool.random(using: &random) ? 0 : Double.random(in: 0...1, using: &random)
                sums.append(sums[sums.count - 1] + step * size)
            }
            if round % 10 == 0 { sums.append(.infinity) }
            let table = SortedSums(sums)
            var queries = sums
            for sum in sums { queries += [sum.nextUp, max(0, sum.nextDown), sum / 2] }
            for query in queries where query <= table.total {
                #expect(table.firstIndex(reaching: query) == sums.firstIndex { $0 >= query }, "\(query) in \(sums)")
            }
        }
    }
}
