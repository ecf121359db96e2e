// The next of n things comes when the theory of order statistics says, for n of any size and in any mixture of steps.

import CGSL
import Testing

@testable import RandomStreams

/// Deliberate bugs that were put in one at a time or a few together, each seen to fail here:
/// - the exponential divided by one less than what remains (every order); what remains not counted down (limits: too few come);
/// - the limit passed without standing at it (limits); the binomial's share counted from 0 (counts);
/// - k + 1 in place of k passed over (the millionth of 10⁹); selection: the survival's factor off by one (subsets).
///
/// Not seen, for their effect is below what samples of this size show: the hazard summed without its correction; the selection's
/// squeeze and its hat's constant.
struct OrderStatisticsTests {
    static func stream(_ name: String, _ entity: Int = 0) -> BatchedStream {
        DrawSource(seed: 61, replication: 0).batchedStream(Purpose("order", name), entity: UInt32(entity))
    }

    /// The share of the distribution of the k-th of n below a cumulative hazard: uniform order statistics are beta variates
    /// (k, n − k + 1).
    static func cdf(_ k: Int, of n: Int) -> (Double) -> Double {
        { ReproducibleMath.betaTails(Double(k), Double(n - k) + 1, -ReproducibleMath.expMinusOne(-$0)).lower }
    }

    /// Protects the law of every order statistic, first to last. False-alarm rate 10⁻⁶ each.
    @Test func everyOrderStatisticHasItsLaw() {
        var stream = Self.stream("each")
        var samples = [[Double]](repeating: [], count: 6)
        for _ in 0..<8_000 {
            var order = OrderStatistics(count: 6)
            var last = 0.0
            for index in 0..<6 {
                guard let hazard = order.next(from: &stream) else {
                    Issue.record("too few")
                    return
                }
                if hazard < last { Issue.record("\(hazard) after \(last)") }
                last = hazard
                samples[index].append(hazard)
            }
            #expect(order.next(from: &stream) == nil && order.remaining == 0)
        }
        for index in 0..<6 {
            #expect(GoodnessOfFit.kolmogorovSmirnov(samples[index], cdf: Self.cdf(index + 1, of: 6)) < 2.7)
        }
        // Neighbouring spacings are independent: the correlation of the first two is 0.
        let products = samples[0].indices.map { (samples[0][$0] - 1.0 / 6) * (samples[1][$0] - samples[0][$0] - 0.2) }
        #expect(GoodnessOfFit.z(products, mean: 0, variance: 1.0 / 36 / 25) < 5)
    }

    /// Protects a thousand million things: the first, and the millionth passed over to, have their laws.
    @Test func orderStatisticsOfAThousandMillionHaveTheirLaws() {
        let n = 1_000_000_000
        var stream = Self.stream("large")
        var (first, third, far, next) = ([Double](), [Double](), [Double](), [Double]())
        for _ in 0..<4_000 {
            var order = OrderStatistics(count: n)
            first.append(order.next(from: &stream) ?? .nan)
            _ = order.next(from: &stream)
            third.append(order.next(from: &stream) ?? .nan)
            far.append(order.skip(999_997, from: &stream) ?? .nan)
            if order.remaining != n - 1_000_000 { Issue.record("\(order)") }
            next.append((order.next(from: &stream) ?? .nan) - far[far.count - 1])
        }
        #expect(GoodnessOfFit.kolmogorovSmirnov(first, cdf: Self.cdf(1, of: n)) < 2.7)
        #expect(GoodnessOfFit.kolmogorovSmirnov(third, cdf: Self.cdf(3, of: n)) < 2.7)
        #expect(GoodnessOfFit.kolmogorovSmirnov(far, cdf: Self.cdf(1_000_000, of: n)) < 2.7)
        // Spacings of 10⁻⁹ at a hazard of 10⁻³ keep seven digits.
        #expect(GoodnessOfFit.kolmogorovSmirnov(next) { gsl_cdf_exponential_P($0, 1 / Double(n - 1_000_000)) } < 2.7)
    }

    /// Protects stopping at a limit and going on from there: the order statistics are the same as without.
    @Test func limitsInBetweenChangeNoLaw() {
        var stream = Self.stream("limits")
        var samples = [[Double]](repeating: [], count: 5)
        for _ in 0..<8_000 {
            var order = OrderStatistics(count: 5)
            var seen: [Double] = []
            for limit in [0.02, 0.1, 0.1, 0.05, 0.7, .infinity] {
                let before = order
                if limit <= order.hazard, order.next(before: limit, from: &stream) != nil || order != before {
                    Issue.record("\(limit) moved what stood beyond")
                }
                while let hazard = order.next(before: limit, from: &stream) {
                    if hazard > limit { Issue.record("\(hazard) beyond \(limit)") }
                    seen.append(hazard)
                }
                if order.remaining > 0, order.hazard != max(before.hazard, limit) { Issue.record("not at \(limit)") }
            }
            for index in 0..<5 { samples[index].append(seen[index]) }
        }
        for index in 0..<5 {
            #expect(GoodnessOfFit.kolmogorovSmirnov(samples[index], cdf: Self.cdf(index + 1, of: 5)) < 2.7)
        }
    }

    /// Protects counting at once: in three steps, each bin has its binomial law and what comes next its exponential one; at 10 and
    /// at 10⁹ things. z-bound 5.
    @Test(arguments: [10, 1_000_000_000])
    func countsUpToAHazardAreBinomial(_ n: Int) {
        var stream = Self.stream("advance", n)
        let limits = [0.1, 0.4, 1.5]
        var counts = [[Double]](repeating: [], count: 3)
        var after: [Double] = []
        for _ in 0..<8_000 {
            var order = OrderStatistics(count: n)
            for (index, limit) in limits.enumerated() {
                counts[index].append(Double(order.advance(to: limit, from: &stream)))
                if order.hazard != limit { Issue.record("not at \(limit)") }
            }
            if order.advance(to: 1, from: &stream) != 0 || order.advance(to: .nan, from: &stream) != 0 {
                Issue.record("went back")
            }
            let rest = order.remaining
            if let next = order.next(from: &stream) { after.append((next - 1.5) * Double(rest)) }
        }
        var below = 0.0
        for (index, limit) in limits.enumerated() {
            let share = 1 - ReproducibleMath.exp(-limit) - below
            below += share
            let variance = Double(n) * share * (1 - share)
            #expect(GoodnessOfFit.hasMoments(counts[index], mean: Double(n) * share, variance: variance))
        }
        #expect(GoodnessOfFit.kolmogorovSmirnov(after) { gsl_cdf_exponential_P($0, 1) } < 2.7)
    }

    /// Protects the absurd from doing harm.
    @Test func absurdRequestsChangeNothing() {
        var stream = Self.stream("absurd")
        var order = OrderStatistics(count: -4)
        #expect(order.remaining == 0 && order.next(from: &stream) == nil && order.skip(1, from: &stream) == nil)
        order = OrderStatistics(count: 3)
        let untouched = order
        #expect(order.next(before: .nan, from: &stream) == nil && order.next(before: -1, from: &stream) == nil)
        #expect(order.skip(0, from: &stream) == nil && order.skip(-1, from: &stream) == nil)
        #expect(order.skip(4, from: &stream) == nil)
        #expect(order == untouched)
        #expect(order.advance(to: .infinity, from: &stream) == 3)
        var most = OrderStatistics(count: .max)
        #expect(most.next(from: &stream) != nil && most.skip(Int.max / 2, from: &stream) != nil)
    }

    /// Protects the evenness of selections: every set of 3 out of 7 is as likely as every other, by both methods of skipping.
    @Test func everySubsetIsEquallyLikely() {
        var stream = Self.stream("subsets")
        var counts = [Int](repeating: 0, count: 128)
        for _ in 0..<20_000 {
            var selection = OrderedSelection(choosing: 3, of: 7)
            var set = 0
            while let index = selection.next(from: &stream) { set |= 1 << index }
            counts[set] += 1
        }
        let sizes = counts.indices.map { $0.nonzeroBitCount }
        #expect(zip(counts, sizes).allSatisfy { $0 == 0 || $1 == 3 })
        let kept = counts.indices.filter { sizes[$0] == 3 }.map { counts[$0] }
        let even = [Double](repeating: 1.0 / 35, count: 35)
        #expect(GoodnessOfFit.chiSquareProbability(counts: kept, probabilities: even) > 1e-6)
    }

    /// Protects skipping by rejection: the first index of k out of n follows f(s) = k/n·Π (n − 1 − s − i)/(n − 1 − i).
    @Test(arguments: [(2, 60), (3, 60), (40, 1_000), (30, 100)])
    func firstIndexHasItsLaw(_ k: Int, _ n: Int) {
        var stream = Self.stream("first", k)
        var counts = [Int](repeating: 0, count: n)
        for _ in 0..<20_000 {
            var selection = OrderedSelection(choosing: k, of: n)
            counts[selection.next(from: &stream) ?? 0] += 1
        }
        var survival = 1.0
        let probabilities = (0..<n).map { s in
            let here = survival * Double(k) / Double(n - s)
            survival -= here
            return max(here, 0)
        }
        #expect(GoodnessOfFit.chiSquareProbability(counts: counts, probabilities: probabilities) > 1e-6)
    }

    /// Protects large selections: ascending, distinct, complete, and evenly spread over 10⁹ things.
    @Test func selectionsFromAThousandMillionAreEven() {
        var stream = Self.stream("spread")
        var selection = OrderedSelection(choosing: 10_000, of: 1_000_000_000)
        var chosen: [Double] = []
        var last = -1
        while let index = selection.next(from: &stream) {
            if index <= last || index >= 1_000_000_000 { Issue.record("\(index) after \(last)") }
            last = index
            chosen.append((Double(index) + 0.5) / 1e9)
        }
        #expect(chosen.count == 10_000)
        #expect(GoodnessOfFit.kolmogorovSmirnov(chosen, cdf: { $0 }) < 2.7)
        var all = OrderedSelection(choosing: .max, of: 5)
        #expect((0..<6).map { _ in all.next(from: &stream) } == [0, 1, 2, 3, 4, nil])
        var none = OrderedSelection(choosing: 3, of: -1)
        #expect(none.next(from: &stream) == nil)
    }
}
