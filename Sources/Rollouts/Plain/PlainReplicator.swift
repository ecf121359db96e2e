// The door to the plain engine: the reference that the fast one is tested against.

import RandomStreams

/// The model with nothing clever in it: every endpoint of the fleet, healthy or not, is an entity with events of its own.
///
/// ```swift
/// var plain = try PlainReplicator(plan)
/// plain.run(seed: 1, replication: 0)
/// print(plain.outcome[0])
/// ```
///
/// It is written from the words of <doc:TheModel> and shares with ``Replicator`` a plan's names, calendars and tables of hours, and
/// nothing else: it takes all draws from one sequence, so that the two engines have no random number in common. On the same plan their
/// outcomes agree in distribution, except that quantities of healthy endpoints vary here and are expectations there: those agree in
/// their means.
///
/// Time and memory grow with the fleet; use it to check the other one, on small fleets.
public struct PlainReplicator: ~Copyable {
    private let plan: Plan

    /// The value of each of the plan's metrics in the last replication; see ``MetricValue``.
    public private(set) var outcome: [Double] = []

    /// The last replication through time: for each series of the plan's timeline its value at each instant.
    public private(set) var timeline: [Float] = []

    /// An engine for one plan.
    ///
    /// - Throws: ``PlanError`` if the scenario uses a part of the model that this engine does not know.
    public init(_ plan: Plan) throws(PlanError) {
        try PlainKnowledge.check(plan.scenario)
        self.plan = plan
    }

    /// Runs one replication. The same plan, seed and replication number give the same outcome.
    public mutating func run(seed: UInt64, replication: UInt32) {
        var simulation = PlainSimulation(plan, DrawSource(seed: seed, replication: replication))
        simulation.run()
        outcome = simulation.outcome()
        timeline = simulation.timeline
    }
}
