// The two doors to a replication: many of them fast, or one of them with its log.

import CivilTime
import EventKernel

/// One thread's working memory for replications.
///
/// ```swift
/// let plan = try Plan(scenario)
/// var replicator = Replicator()
/// replicator.run(plan, seed: 1, replication: 0)
/// print(replicator.outcome[0])
/// ```
///
/// The same plan, seed and replication number give the same outcome, whatever ran before.
public struct Replicator: ~Copyable {
    private var simulation: Simulation<NoEventLog<LogEntry>>?
    private var series = SeriesOutcome()

    /// Memory that has not been used; the first replication makes it as large as the plan needs.
    public init() {}

    /// The value of each of the plan's metrics in the last replication; see ``MetricValue``.
    public private(set) var outcome: [Double] = []

    /// The last replication through time: for each series of the plan's timeline its value at each instant.
    public private(set) var timeline: [Float] = []

    /// How many events the last replication had: what was simulated one by one, which is a measure of its work.
    public private(set) var eventCount = 0

    /// Runs one replication.
    public mutating func run(_ plan: Plan, seed: UInt64, replication: UInt32) {
        var working = simulation.take() ?? Simulation(plan, log: NoEventLog())
        working.run(plan, seed: seed, replication: replication)
        outcome.removeAll(keepingCapacity: true)
        timeline.removeAll(keepingCapacity: true)
        eventCount = working.eventCount
        if plan.laterReleases.isEmpty {
            outcome.append(contentsOf: working.outcome)
            timeline.append(contentsOf: working.timeline.lazy.map { Float($0) })
        } else {
            series.removeAll()
            series.add(working.outcome, working.timeline, of: plan, after: plan)
            for later in plan.laterReleases {
                working.run(later, seed: seed, replication: replication)
                eventCount += working.eventCount
                series.add(working.outcome, working.timeline, of: later, after: plan)
            }
            series.conclude(metrics: plan.metrics)
            outcome.append(contentsOf: series.outcome)
            timeline.append(contentsOf: series.timeline.lazy.map { Float($0) })
        }
        simulation = consume working
    }
}

/// One replication, event by event.
public enum Trace {
    /// Runs one replication and keeps its log.
    ///
    /// Of a series of releases, each has its events after those of the one before; its publication says its number.
    ///
    /// - Returns: the events in their order, and the outcome, which is that of ``Replicator`` for the same numbers.
    public static func run(
        _ plan: Plan, seed: UInt64, replication: UInt32
    ) -> (events: [LoggedEvent], outcome: [Double]) {
        var events: [LoggedEvent] = []
        var series = SeriesOutcome()
        for release in [plan] + plan.laterReleases {
            var simulation = Simulation(release, log: RecordedEvents<LogEntry>())
            simulation.run(release, seed: seed, replication: replication)
            for line in simulation.log.all { events.append(simulation.describe(line.entry, at: line.time)) }
            series.add(simulation.outcome, simulation.timeline, of: release, after: plan)
        }
        series.conclude(metrics: plan.metrics)
        return (events, series.outcome)
    }
}

extension Simulation where Log == RecordedEvents<LogEntry> {
    fileprivate func describe(_ entry: LogEntry, at tick: Int64) -> LoggedEvent {
        var event = LoggedEvent(
            time: plan.start.adding(TimeSpan(microseconds: tick)), event: entry.event, region: "", customer: "",
            platform: "", endpoints: entry.endpoints, detail: entry.detail)
        if entry.event == .published, let count = plan.scenario.release.series?.count {
            event.detail = "release \(plan.release + 1) of \(count)"
        }
        if let customer = entry.customer {
            let cell = cell(of: customer)
            event.region = plan.regions[plan.cells[cell].region].id
            event.customer = "\(plan.segmentOfCell[cell])/\(event.region)/\(customers[customer].number)"
        }
        if let stratum = entry.stratum {
            event.platform = plan.platforms[plan.affected[Int(strata[stratum].platform)].platform].id
        }
        switch entry.way {
        case .poll: event.detail = "poll"
        case .console: event.detail = "console"
        case .restart: event.detail = "restart"
        case .hand: event.detail = "hand"
        case nil: break
        }
        return event
    }
}
