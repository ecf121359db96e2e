// How replications are simulated in parallel without the number of threads being seen in any number.

import Dispatch
import Rollouts
import Synchronization

/// What an experiment yields.
public struct ExperimentResults: Sendable {
    /// Every outcome.
    public let table: ResultTable
    /// The course of time under each policy, over the first ``timelineReplications`` replications.
    public let timeline: [TimelineBands]
    /// Number of replications that the timeline is computed from.
    public let timelineReplications: Int
}

extension Experiment {
    /// Simulates everything.
    ///
    /// Threads take the next replication from a shared counter, simulate all policies on it and write the outcome into
    /// that replication's own place of a table made beforehand; nothing is ever merged, so that the table is the same for
    /// any number of threads.
    ///
    /// - Parameters:
    ///   - threads: Number of threads, at least 1; more than the machine has processors gains nothing.
    ///   - cancellation: Asks for an early end.
    ///   - progress: Called now and then, by one thread at a time, with the number of replications done and asked for.
    /// - Throws: ``ExperimentError/interrupted`` after a cancellation, ``ExperimentError/tooLarge(_:)``.
    public func run(
        threads: Int, cancellation: Cancellation = Cancellation(),
        progress: (@Sendable (_ completed: Int, _ total: Int) -> Void)? = nil
    ) throws(ExperimentError) -> ExperimentResults {
        try checkMemory()
        let layout = plans[0].timeline
        let cells = layout.instants.count * layout.series.count
        let timelineReplications = TimelineBands.replicationsKept(of: replications, cells: cells)
        var outcomes = [Double](repeating: MetricValue.none, count: replications * policies.count * metrics.count)
        var courses = [Float](repeating: 0, count: timelineReplications * policies.count * cells)

        outcomes.withUnsafeMutableBufferPointer { outcomes in
            courses.withUnsafeMutableBufferPointer { courses in
                let tables = SharedTables(outcomes: outcomes, courses: courses)
                let counters = Counters()
                DispatchQueue.concurrentPerform(iterations: max(threads, 1)) { thread in
                    var replicator = Replicator()
                    while !cancellation.isCancelled {
                        let replication = counters.next.wrappingAdd(1, ordering: .relaxed).oldValue
                        guard replication < replications else { break }
                        simulate(
                            replication, with: &replicator, into: tables,
                            keepingCourse: replication < timelineReplications, cancellation: cancellation)
                        let completed = counters.completed.wrappingAdd(1, ordering: .relaxed).newValue
                        if thread == 0 { progress?(completed, replications) }
                    }
                }
            }
        }
        guard !cancellation.isCancelled else { throw .interrupted }
        progress?(replications, replications)

        guard
            let table = ResultTable(
                policies: policies.map(\.id), metrics: metrics, replications: replications, values: outcomes)
        else { throw .badScenario("the policies yield different numbers of metrics") }
        let bands = try TimelineBands.all(
            of: courses, replications: timelineReplications, policies: table.policies, layout: layout, threads: threads,
            cancellation: cancellation)
        return ExperimentResults(table: table, timeline: bands, timelineReplications: timelineReplications)
    }

    /// Simulates one replication under every policy and writes what it ends in.
    private func simulate(
        _ replication: Int, with replicator: inout Replicator, into tables: SharedTables, keepingCourse: Bool,
        cancellation: Cancellation
    ) {
        for policy in plans.indices {
            if cancellation.isCancelled { return }
            replicator.run(plans[policy], seed: seed, replication: UInt32(clamping: replication))
            let place = replication * plans.count + policy
            tables.write(replicator.outcome, atRow: place, of: metrics.count)
            if keepingCourse {
                let layout = plans[policy].timeline
                tables.write(course: replicator.timeline, atRow: place, of: layout.instants.count * layout.series.count)
            }
        }
    }
}

/// What the threads share: the next replication to take, and how many are done.
private final class Counters: Sendable {
    let next = Atomic<Int>(0)
    let completed = Atomic<Int>(0)
}

/// Tables that several threads write, each row once and by one thread; that is why sharing them is safe.
private struct SharedTables: @unchecked Sendable {
    let outcomes: UnsafeMutableBufferPointer<Double>
    let courses: UnsafeMutableBufferPointer<Float>

    /// Writes one row of outcomes; values beyond the width of a row are left out.
    func write(_ row: [Double], atRow place: Int, of width: Int) {
        for index in 0..<min(width, row.count) { outcomes[place * width + index] = row[index] }
    }

    /// Writes one row of the timeline; values beyond the width of a row are left out.
    func write(course row: [Float], atRow place: Int, of width: Int) {
        for index in 0..<min(width, row.count) { courses[place * width + index] = row[index] }
    }
}
