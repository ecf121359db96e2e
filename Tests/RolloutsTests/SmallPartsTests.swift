// The small parts of the simulation by themselves: polls, attempts, predicates, delays, layouts.

import CivilTime
import EventKernel
import RandomStreams
import Testing

@testable import Rollouts

@Suite struct SmallPartsTests {
    private typealias Machine = Simulation<NoEventLog<LogEntry>>

    @Test func theNextPollIsTheFirstOfItsPhaseAtOrAfterAnInstant() {
        var dice = Dice(1)
        for _ in 0..<2000 {
            let interval = Int64(1 + dice.below(50))
            let phase = Int64(dice.below(Int(interval)))
            let time = Int64(dice.below(1000))
            let next = Machine.nextPoll(phase: phase, interval: interval, at: time)
            let expected = (time...time + interval).first { ($0 - phase) % interval == 0 }
            #expect(next == expected)
        }
    }

    // MARK: Attempts

    /// P(N > k) = (1 − p)ᵏ, so the draw u gives the least n with u > (1 − p)ⁿ.
    @Test(arguments: [0.05, 0.3, 0.5, 0.9])
    func attemptsFollowTheGeometricLaw(chance: Double) throws {
        var dice = Dice(2)
        for _ in 0..<2000 {
            let draw = dice.uniform()
            let number = try #require(Machine.successfulAttempt(draw, chance: chance))
            var survival = 1.0
            for _ in 0..<Int(number) - 1 { survival *= 1 - chance }
            #expect(draw <= survival * (1 + 1e-12) && draw >= survival * (1 - chance) * (1 - 1e-12))
        }
    }

    @Test func certainAttemptsSucceedAtOnceAndImpossibleOnesNever() {
        #expect(Machine.successfulAttempt(0.3, chance: 1) == 1)
        #expect(Machine.successfulAttempt(0.3, chance: 0) == nil)
    }

    /// 1 − p is 1 for such a chance, and its logarithm 0: the number of attempts must be large, not −∞.
    @Test(arguments: [1e-17, 1e-300, Double.leastNonzeroMagnitude])
    func absurdlySmallChancesTakeAbsurdlyManyAttempts(chance: Double) throws {
        let number = try #require(Machine.successfulAttempt(0.5, chance: chance))
        #expect(number > 1e16)
        var scenario = try SmallWorld.scenario(customers: 3)
        scenario.release.defect.failureMode.pollReach = chance
        scenario.release.defect.failureMode.consoleReach = chance
        let run = try Run(scenario)
        #expect(run["endpoints_failed"] > 0)
    }

    // MARK: Predicates

    @Test func predicatesFollowBooleanAlgebra() {
        var dice = Dice(3)
        let platforms = ["a", "b", "c"].flatMap { os in
            ["on", "off"].map { Platform(id: os + $0, values: ["os": os, "feature": $0]) }
        }
        for _ in 0..<300 {
            let p = RandomWorld.predicate(&dice)
            let q = RandomWorld.predicate(&dice)
            for platform in platforms {
                let (holdsP, holdsQ) = (p.holds(for: platform), q.holds(for: platform))
                #expect(Predicate.not(p).holds(for: platform) == !holdsP)
                #expect(Predicate.all([p, q]).holds(for: platform) == (holdsP && holdsQ))
                #expect(Predicate.any([p, q]).holds(for: platform) == (holdsP || holdsQ))
            }
        }
        for platform in platforms {
            #expect(Predicate.always.holds(for: platform) && !Predicate.never.holds(for: platform))
            #expect(
                Predicate.equals(attribute: "os", value: "a").holds(for: platform) == (platform.values["os"] == "a"))
            #expect(!Predicate.equals(attribute: "unknown", value: "").holds(for: platform))
        }
    }

    // MARK: Delays

    @Test func delaysAreNeverNegativeAndNeverOverflow() throws {
        #expect(Delay.none.ticks(0.5) == 0)
        #expect(Delay(hours: try .constant(-3)).ticks(0.5) == 0)
        #expect(Delay(hours: try .constant(1)).ticks(0.5) == 3_600_000_000)
        #expect(Delay.exactly(.minutes(90)).ticks(0.1) == TimeSpan.minutes(90).microseconds)
        let longest = Int64(8_766_000 * 3_600_000_000)
        #expect(Delay(hours: try .constant(1e300)).ticks(0.5) == longest)
        #expect(Delay(hours: try .exponential(mean: 1)).ticks(1) == longest)
        #expect(longest < never - 20 * longest, "several of them must fit below what means never")
    }

    // MARK: Events and layouts

    @Test func anEventKeepsItsKindAndIndexInThirtyTwoBits() {
        var payloads: Set<UInt32> = []
        var kinds = 0
        for raw in 0...UInt32(63) {
            guard let kind = EventKind(rawValue: raw) else { continue }
            kinds += 1
            for index in [0, 1, 12_345, Int(EventKind.indexMask)] {
                let payload = kind.payload(index)
                #expect(payload >> EventKind.indexBits == raw && Int(payload & EventKind.indexMask) == index)
                payloads.insert(payload)
            }
        }
        #expect(kinds > 32 && payloads.count == 4 * kinds && EventKind(rawValue: 64) == nil)
    }

    @Test func everyMetricHasOneNameAndOnePlace() throws {
        for seed in RandomWorld.seeds.prefix(30) {
            let plan = try Plan(try RandomWorld.scenario(seed))
            let ids = plan.metrics.map(\.id)
            #expect(Set(ids).count == ids.count)
            var places: [Int] = []
            for metric in WorldMetric.allCases {
                let place = plan.metricTable.index(metric)
                #expect(ids[place] == metric.metric.id)
                places.append(place)
            }
            for scope in plan.scopes.indices {
                for metric in ScopeMetric.allCases {
                    let place = plan.metricTable.index(metric, scope: scope)
                    #expect(ids[place] == metric.metric(in: plan.scopes[scope].id).id)
                    places.append(place)
                }
                for (checkpoint, name) in ["first", "second"].enumerated() {
                    for metric in CheckpointMetric.allCases {
                        let place = plan.metricTable.index(metric, scope: scope, checkpoint: checkpoint)
                        #expect(ids[place] == metric.metric(in: plan.scopes[scope].id, at: name).id)
                        places.append(place)
                    }
                }
            }
            #expect(places.sorted() == Array(ids.indices))
            for metric in plan.metrics where metric.unit == .hours { #expect(metric.id.hasSuffix("_h")) }
        }
    }

    @Test func theTimelineReachesFromTheStartToTheHorizonInEqualSteps() throws {
        let scenario = try SmallWorld.scenario(customers: 1)
        let plan = try Plan(scenario)
        #expect(plan.timeline.instants.count == 241)
        #expect(plan.timeline.instants.first == scenario.clock.start)
        #expect(plan.timeline.instants.last == scenario.clock.start.adding(.days(10)))
        let gaps = zip(plan.timeline.instants.dropFirst(), plan.timeline.instants).map { $0 - $1 }
        #expect(gaps.allSatisfy { $0 == .hours(1) })
        #expect(plan.timeline.series.map(\.state) == TimelineState.allCases.map(\.name) + ["failed"])
    }
}
