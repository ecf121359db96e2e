// Who has the smallest mean, and what may be said of the others: winners, ties, and too few replications.

import Rollouts
import Testing

@testable import Experiments

@Suite("Leader")
struct LeaderTests {
    private let metric = Metric(id: "lost", unit: .endpointHours, meaning: "Hours.")

    /// The leader among policies a, b, c… with these values.
    private func leader(_ samples: [Double]...) throws -> Leader? {
        let policies = ["a", "b", "c", "d"].prefix(samples.count)
        let replications = samples[0].count
        let values = (0..<replications).flatMap { replication in samples.map { $0[replication] } }
        let table = try #require(
            ResultTable(policies: Array(policies), metrics: [metric], replications: replications, values: values))
        return try Leader(of: table, metric: "lost")
    }

    @Test("a clear winner: every other policy is worse, the runner-up first, with its paired simultaneous interval")
    func clearWinnerIsBest() throws {
        let leader = try #require(try leader([31, 42, 53, 64], [10, 20, 30, 40], [12, 23, 32, 43]))
        #expect(leader.policy == "b" && leader.n == 4 && leader.isBest)
        #expect(leader.rivals.map(\.policy) == ["c", "a"])
        #expect(leader.rivals.allSatisfy { $0.standing == .worse })
        #expect(abs(leader.confidenceOfEach - 0.975) < 1e-15)
        // Differences 2, 3, 2, 3: mean 2.5, standard error √(1/3)/2; t(0.9875; 3) = 4.176535.
        let runnerUp = leader.rivals[0]
        #expect(runnerUp.meanDifference == 2.5)
        #expect(abs(try #require(runnerUp.interval).low - (2.5 - 4.176535 * 0.2886751346)) < 1e-5)
    }

    @Test("a policy that the replications do not tell from the leader is undecided, beside others that are worse")
    func undecidedPoliciesAreNamed() throws {
        let leader = try #require(try leader([10, 20, 30, 40], [14, 16, 34, 37], [90, 101, 110, 121]))
        #expect(leader.policy == "a" && !leader.isBest)
        #expect(leader.rivals.map(\.policy) == ["b", "c"])
        #expect(leader.rivals.map(\.standing) == [.undecided, .worse])
    }

    @Test("looking for the smallest of many means has its price: what one comparison alone decides, three leave open")
    func selectionHasItsPrice() throws {
        // Differences 1, 2, 3, 4: t = 2.5 / 0.6455 = 3.873, between t(0.975; 3) = 3.182 and t(0.99167; 3) = 4.857.
        let base: [Double] = [10, 20, 30, 40]
        let near: [Double] = [11, 22, 33, 44]
        #expect(try leader(base, near)?.isBest == true)
        let far: [Double] = [110, 120, 131, 140]
        let crowded = try #require(try leader(base, near, far, far))
        #expect(crowded.rivals.map(\.standing) == [.undecided, .worse, .worse])
    }

    @Test("policies with the same outcomes are equal, and the first of them leads")
    func tiesAreEqual() throws {
        let leader = try #require(try leader([50, 61, 70], [10, 20, 30], [10, 20, 30]))
        #expect(leader.policy == "b" && !leader.isBest)
        #expect(leader.rivals.map(\.policy) == ["c", "a"])
        #expect(leader.rivals.map(\.standing) == [.equal, .worse])
        #expect(leader.rivals[0].meanDifference == 0 && leader.rivals[0].intervalDoubt == nil)
    }

    @Test("one policy alone leads and is not called the best")
    func onePolicyIsNotTheBest() throws {
        let leader = try #require(try leader([1, 2, 3]))
        #expect(leader.policy == "a" && leader.rivals.isEmpty && !leader.isBest)
    }

    @Test("one replication decides nothing, not even that two policies are equal")
    func oneReplicationDecidesNothing() throws {
        let leader = try #require(try leader([4], [1], [1]))
        #expect(leader.policy == "b" && leader.n == 1)
        #expect(leader.rivals.map(\.meanDifference) == [0, 3])
        #expect(leader.rivals.allSatisfy { $0.standing == .undecided && $0.interval == nil })
    }

    @Test("a difference that hangs on few replications is marked, one that never varies is not")
    func differencesFromFewEventsAreMarked() throws {
        let base = (0..<100).map { Double($0 % 10) }
        let rare = base.enumerated().map { $0.offset < 10 ? $0.element + 50 : $0.element }
        let shifted = base.map { $0 + 4 }
        let leader = try #require(try leader(base, rare, shifted))
        #expect(leader.rivals.map(\.policy) == ["c", "b"])
        #expect(leader.rivals.map(\.intervalDoubt) == [nil, .skewed])
        #expect(leader.rivals.map(\.standing) == [.worse, .worse])
    }

    @Test("without a finite value in every replication there is no leader: what is left would be a selection")
    func missingValuesLeaveNoLeader() throws {
        #expect(try leader([1, 2], [3, MetricValue.censored]) == nil)
        #expect(try leader([1, 2], [3, MetricValue.none]) == nil)
        let empty = try #require(ResultTable(policies: ["a"], metrics: [metric], replications: 0, values: []))
        #expect(try Leader(of: empty, metric: "lost") == nil)
        let table = try #require(ResultTable(policies: ["a"], metrics: [metric], replications: 1, values: [1]))
        #expect(try Leader(of: table, metric: "elsewhere") == nil)
    }

    /// Ten policies with the same law and partly shared noise: each is as good as the best, and none may be passed over too often. The
    /// promise is 2.5 % (one side of 5 %); the bound lies five standard errors above. Without a price for looking it is 13 %.
    @Test("a policy that is as good as the best is passed over in at most one run of forty")
    func theBestIsRarelyPassedOver() throws {
        var state: UInt64 = 9
        func uniform() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) * 0x1p-53
        }
        let names = (0..<10).map { "p\($0)" }
        var passedOver = 0
        var winners = 0
        for _ in 0..<1000 {
            let values = (0..<20).flatMap { _ in
                let shared = uniform()
                return (0..<10).map { _ in shared + uniform() + uniform() }
            }
            let table = try #require(
                ResultTable(policies: names, metrics: [metric], replications: 20, values: values))
            let leader = try #require(try Leader(of: table, metric: "lost"))
            if leader.rivals.contains(where: { $0.policy == "p3" && $0.standing == .worse }) { passedOver += 1 }
            if leader.isBest { winners += 1 }
        }
        #expect(passedOver > 0)
        #expect(Double(passedOver) / 1000 < 0.025 + 5 * (0.025 * 0.975 / 1000).squareRoot())
        #expect(winners == 0)
    }
}
