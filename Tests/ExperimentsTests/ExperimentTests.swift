// What must not be seen in any number: threads, the other policies, their order, how many replications there are.

import CivilTime
import Rollouts
import Synchronization
import Testing

@testable import Experiments

@Suite("Experiment")
struct ExperimentTests {
    /// The bits of a table, since no value equals NaN.
    private func bits(_ table: ResultTable) -> [UInt64] { table.values.map(\.bitPattern) }

    @Test("one, two or five threads give the same table and the same timeline, bit for bit", arguments: [2, 5])
    func threadsAreNotSeen(threads: Int) throws {
        let experiment = try Experiment(ExampleStudy.study())
        let alone = try experiment.run(threads: 1)
        let together = try experiment.run(threads: threads)
        #expect(bits(alone.table) == bits(together.table))
        #expect(alone.timeline.map(\.bands) == together.timeline.map(\.bands))
    }

    @Test("the first 10 replications of 30 are those of a run of 10")
    func shortRunsAreBeginningsOfLongOnes() throws {
        let study = try ExampleStudy.study()
        let long = try Experiment(study, replications: 30).run(threads: 2).table
        let short = try Experiment(study, replications: 10).run(threads: 2).table
        #expect(bits(short)[...] == bits(long)[..<short.values.count])
    }

    @Test("a policy's rows are the same alone, among others, and in another order")
    func otherPoliciesAreNotSeen() throws {
        let all = try Experiment(ExampleStudy.study()).run(threads: 2).table
        let alone = try Experiment(ExampleStudy.study(), policies: ["in-waves"]).run(threads: 1).table
        let turned = try Experiment(ExampleStudy.study(policies: ["twin", "in-waves", "at-once"])).run(threads: 2).table
        #expect(alone.policies == ["in-waves"] && turned.policies == ["twin", "in-waves", "at-once"])
        for replication in 0..<all.replications {
            let row = all.outcome(policy: 1, replication: replication).map(\.bitPattern)
            #expect(alone.outcome(policy: 0, replication: replication).map(\.bitPattern) == row)
            #expect(turned.outcome(policy: 1, replication: replication).map(\.bitPattern) == row)
        }
    }

    @Test("one replication traced alone ends in its row")
    func tracedReplicationEndsInItsRow() throws {
        let experiment = try Experiment(ExampleStudy.study(), replications: 20)
        let table = try experiment.run(threads: 2).table
        for policy in experiment.plans.indices {
            let (_, outcome) = Trace.run(experiment.plans[policy], seed: experiment.seed, replication: 17)
            #expect(
                outcome.map(\.bitPattern) == table.outcome(policy: policy, replication: 17).map(\.bitPattern))
        }
    }

    @Test("two identical policies under two names differ by exactly zero on every metric")
    func twinsDifferByExactlyZero() throws {
        let table = try Experiment(ExampleStudy.study()).run(threads: 2).table
        let twins = try Comparison.all(of: table, baseline: "at-once").filter { $0.policy == "twin" }
        #expect(twins.count == table.metrics.count)
        for twin in twins where twin.censored == 0 && twin.n > 1 {
            #expect(twin.meanDifference == 0 && twin.interval?.low == 0 && twin.interval?.high == 0)
        }
    }

    @Test("another seed gives other numbers")
    func seedIsSeen() throws {
        let first = try Experiment(ExampleStudy.study(), seed: 1).run(threads: 1).table
        let second = try Experiment(ExampleStudy.study(), seed: 2).run(threads: 1).table
        #expect(bits(first) != bits(second))
    }

    @Test("a cancelled experiment yields nothing but the word that it was interrupted")
    func cancellationIsAnError() throws {
        let experiment = try Experiment(ExampleStudy.study())
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: ExperimentError.interrupted) {
            try experiment.run(threads: 2, cancellation: cancellation)
        }
        let later = Cancellation()
        #expect(throws: ExperimentError.interrupted) {
            try experiment.run(threads: 1, cancellation: later) { completed, _ in if completed == 3 { later.cancel() } }
        }
    }

    @Test("progress never runs back and ends with all replications")
    func progressEndsWithEverything() throws {
        let seen = Mutex<[Int]>([])
        _ = try Experiment(ExampleStudy.study()).run(threads: 2) { completed, total in
            seen.withLock { $0.append(completed) }
            #expect(total == 30)
        }
        let completed = seen.withLock { $0 }
        #expect(completed == completed.sorted() && completed.last == 30)
    }

    @Test("an unknown policy, an observation of nothing, and worlds that cannot be compared are refused")
    func badStudiesAreRefused() throws {
        let study = try ExampleStudy.study()
        #expect(throws: ExperimentError.unknownPolicy("x", known: ["at-once", "in-waves", "twin"])) {
            try Experiment(study, policies: ["at-once", "x"])
        }
        var blind = study
        blind.observations[0].metric = "nothing"
        #expect(throws: ExperimentError.self) { try Experiment(blind) }
        var apart = study
        apart.policies[1].scenario.clock.horizon = .days(9)
        #expect(throws: ExperimentError.self) { try Experiment(apart) }
        var twice = study
        twice.policies[1].id = twice.policies[0].id
        #expect(throws: ExperimentError.badScenario("there is more than one policy 'at-once'")) {
            try Experiment(twice)
        }
        var broken = study
        broken.policies[1].scenario.regions[0].zone = "Mars/Olympus"
        #expect(throws: ExperimentError.self) { try Experiment(broken) }
    }

    @Test("a table that no machine has memory for is refused, not tried")
    func hugeTablesAreRefused() throws {
        var study = try ExampleStudy.study()
        study.policies = (0..<200).map { Policy(id: "p\($0)", summary: "", scenario: study.policies[0].scenario) }
        let experiment = try Experiment(study, replications: Experiment.mostReplications)
        #expect(throws: ExperimentError.self) { try experiment.run(threads: 1) }
    }

    @Test("observations are held against the baseline alone")
    func observationsNeedTheBaseline() throws {
        let study = try ExampleStudy.study()
        let with = try Experiment(study).run(threads: 2).table
        let without = try Experiment(study, policies: ["twin"]).run(threads: 2).table
        #expect(ObservationCheck.all(of: with, study: study).map(\.observation.id) == ["first-report", "distance"])
        #expect(ObservationCheck.all(of: without, study: study).isEmpty)
    }
}
