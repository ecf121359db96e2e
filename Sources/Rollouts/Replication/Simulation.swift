// One replication: the state, the clock and the dispatch of events.

import CivilTime
import EventKernel
import RandomStreams

/// One thread's replication: everything that changes while a plan is simulated. Reused from replication to replication, so that
/// nothing is allocated once it has grown.
///
/// Only what can happen has an event: endpoints in the defect's predicate are simulated one by one, the healthy fleet by the
/// exact law of its fetch times (``OnSchedule/MachineClass/fetched(available:interval:by:)``).
///
/// Methods called for every endpoint are `mutating` or always inlined also where they only read: to a method that borrows a struct of this size the
/// compiler passes a copy of it, which was measured to take a fifth of the time.
struct Simulation<Log: EventLog<LogEntry>>: ~Copyable {
    var plan: Plan
    var log: Log
    var draws = DrawSource(seed: 0, replication: 0)
    var events = FutureEventList<UInt32>()
    var now: Int64 = 0

    var residents: [Resident] = []
    var customers: [Customer] = []
    var strata: [Stratum] = []
    var endpoints: [Endpoint] = []
    var cases: [SupportCase] = []
    var centres: [CentreState] = []
    var firstLines: [ServerPool] = []
    var secondLines: [ServerPool] = []
    var thirdLines: [ServerPool] = []
    var callCounts = CallCounts()
    var unrelatedCallCounts = CallCounts()
    /// Endpoints in the order in which they worked again.
    var restorations: [Int32] = []

    // What happened to the release. `readyAt` is when it could have been out.
    var readyAt: Int64 = 0
    var publishedAt: Int64 = 0
    /// By defect: whether the release as published has it.
    var hasDefect: [Bool] = []
    var isFaulty = false
    var foundByQualityAssurance = false
    /// When each stage starts, unless something stops the rollout; ``never`` if that is long after the horizon.
    var stageStarts: [Int64] = []
    /// For each of the plan's cell stages when it begins there, or ``never``.
    var cellStageStarts: [Int64] = []
    var waitingOffers: [WaitingOffer] = []
    var stagesStarted = 0
    // When each way of stopping the release had reached the last edge.
    var pausedAt = never
    var haltedAt = never
    var recalledAt = never
    var rolledBackAt = never
    var killedAt = never
    var advisoryPublishedAt = never
    var escalatedAt = never
    var fixPublishedAt = never
    /// When each stage of the fix's own rollout starts; empty before the fix is published.
    var fixStageStarts: [Int64] = []
    var mitigationPublishedAt = never
    var firstKnownAt = never
    var alarmAt = never
    var gateDecidedAt = never
    var watching = GateWatch()

    // What was seen of it.
    var failed = TimeWeightedStatistic()
    /// The same, each endpoint by the share of its use that it has lost.
    var lost = TimeWeightedStatistic()
    var damaged = 0
    var repaired = 0
    var totalFleet = 0
    /// Endpoints of each affected platform, also those that would not show the failure.
    var platformEndpoints: [Int] = []
    /// When each stage of canaries started, and the share of each cell's healthy endpoints in it, cell by cell.
    var canaryStarts: [Int64] = []
    var canaryShares: [Double] = []
    /// The same by platform, in the order of the streams, of the endpoints that are not at risk.
    var canaryFractions: [Double] = []
    /// By place in ``Plan/mix`` the shares of the customer that was looked at last, of cells whose customers' mixes vary.
    var ownShares: [Double] = []
    var failures = 0
    // By cell: the first failure, report and recovery by the fix.
    var firstFailureAt: [Int64] = []
    var firstReportAt: [Int64] = []
    var firstRecoveryByFixAt: [Int64] = []
    /// By cell: whether a CERT has warned its customers.
    var isWarned: [Bool] = []
    /// By CERT: the reports that it has heard of.
    var reportsHeard: [Int] = []
    /// By cell: reports of the incident, and the first recovery by the fix through a console.
    var casesOfCell: [Int] = []
    var firstConsoleRecoveryByFixAt: [Int64] = []
    var incidentWaits = Tally()
    var unrelatedWaits = Tally()
    var incidentCases = 0
    var touches = 0
    var touchTicks: Int64 = 0

    /// Events handled so far.
    var eventCount = 0
    /// How many endpoints have had the release or its correction.
    var deployment = DeploymentCurve()
    var encountersAtRisk = 0.0
    // Where the timeline counts by groups: whose moves are counted just now.
    var groupAtRisk = -1
    var healthyPart = HealthyPart.all
    var healthyCell = -1
    /// Differences of the healthy endpoints' states of one cell, by part, state and instant.
    var healthyMoves: [Double] = []
    var groupShares: [Double] = []
    var regionAtRisk = 0

    var outcome: [Double] = []
    var timeline: [Double] = []

    init(_ plan: Plan, log: Log) {
        self.plan = plan
        self.log = log
    }

    /// Runs one replication from beginning to end.
    mutating func run(_ plan: Plan, seed: UInt64, replication: UInt32) {
        self.plan = plan
        draws = DrawSource(seed: seed, replication: replication)
        reset()
        settleDefects()
        planRollout()
        populate()
        queueOffers()
        publish()
        openGate()
        openSupport()
        while let next = events.popFirst(), next.time < plan.horizon {
            now = next.time
            eventCount &+= 1
            let index = Int(next.event & EventKind.indexMask)
            if let kind = EventKind(rawValue: next.event >> EventKind.indexBits) { handle(kind, index) }
        }
        conclude()
    }

    mutating func schedule(_ kind: EventKind, _ index: Int, at time: Int64) {
        // What lies beyond the horizon never happens, so it need not be remembered.
        if time < plan.horizon { events.schedule(kind.payload(index), at: time) }
    }

    private mutating func handle(_ kind: EventKind, _ index: Int) {
        switch kind {
        case .stageStart: startStage(index)
        case .relayFetch: fetchAtRelay(index)
        case .trigger: trigger(index)
        case .telemetrySight: seeInTelemetry(index)
        case .heartbeatMissed: missHeartbeat(index)
        case .gateLook: lookAtTelemetry(index)
        case .gateDecision: decideAtGate()
        case .resumption: resume()
        case .aware: becomeAware(index)
        case .report: report(index)
        case .shiftChange: changeShift(index)
        case .unrelatedArrival: takeUnrelatedCase(index)
        case .firstLineDone: finishFirstLine(index)
        case .secondLineDone: finishSecondLine(index)
        case .patienceEnds: losePatience(index)
        case .callAgain: callAgain(index)
        case .userCall: callFromUser(index)
        case .thirdLineDone: finishThirdLine(index)
        case .surgeArrives: receiveSurge(index)
        case .transferArrival: learn(centre: index)
        case .teamMobilised: mobiliseTeam(index)
        case .localTeamArrives: receiveLocalTeam(index)
        case .broadcast: broadcast(index)
        case .escalated: escalate()
        case .stop: stop(HaltKind.allCases[index])
        case .rollback: rollBack()
        case .rollbackAtRelay: receiveRollback(index)
        case .killSwitch: turnOff()
        case .advisoryPublished: publishAdvisory()
        case .advised: customers[index].advisedAt = now
        case .mitigationPublished: publishMitigation()
        case .customerMitigates: mitigate(index)
        case .fixPublished: publishFix()
        case .correctiveAtRelay: receiveCorrective(index)
        case .consolePush: pushFromConsole(index)
        case .secondIteration: receiveSecondIteration(index)
        case .recoveryByPoll: restore(index, by: .poll)
        case .recoveryByConsole: restore(index, by: .console)
        case .recoveryByRestart: restore(index, by: .restart)
        case .touchDone: finishTouch(index)
        }
    }

    private mutating func reset() {
        events.removeAll()
        eventCount = 0
        now = 0
        residents.removeAll(keepingCapacity: true)
        customers.removeAll(keepingCapacity: true)
        strata.removeAll(keepingCapacity: true)
        endpoints.removeAll(keepingCapacity: true)
        cases.removeAll(keepingCapacity: true)
        restorations.removeAll(keepingCapacity: true)
        publishedAt = 0
        foundByQualityAssurance = false
        stagesStarted = 0
        pausedAt = never
        haltedAt = never
        recalledAt = never
        rolledBackAt = never
        killedAt = never
        advisoryPublishedAt = never
        escalatedAt = never
        fixPublishedAt = never
        fixStageStarts.removeAll(keepingCapacity: true)
        mitigationPublishedAt = never
        firstKnownAt = never
        alarmAt = never
        gateDecidedAt = never
        watching.reset(looks: plan.gate?.looks ?? 0, classes: watchedClasses)
        failed = TimeWeightedStatistic()
        lost = TimeWeightedStatistic()
        damaged = 0
        repaired = 0
        totalFleet = 0
        Self.fill(&platformEndpoints, count: plan.affected.count, with: 0)
        canaryStarts.removeAll(keepingCapacity: true)
        canaryShares.removeAll(keepingCapacity: true)
        canaryFractions.removeAll(keepingCapacity: true)
        failures = 0
        Self.fill(&firstFailureAt, count: plan.cells.count, with: never)
        Self.fill(&firstReportAt, count: plan.cells.count, with: never)
        Self.fill(&firstRecoveryByFixAt, count: plan.cells.count, with: never)
        Self.fill(&firstConsoleRecoveryByFixAt, count: plan.cells.count, with: never)
        Self.fill(&casesOfCell, count: plan.cells.count, with: 0)
        Self.fill(&isWarned, count: plan.cells.count, with: false)
        Self.fill(&reportsHeard, count: plan.certs.count, with: 0)
        incidentWaits = Tally()
        unrelatedWaits = Tally()
        incidentCases = 0
        callCounts = CallCounts()
        unrelatedCallCounts = CallCounts()
        touches = 0
        touchTicks = 0
        Self.fill(&outcome, count: plan.metrics.count, with: MetricValue.none)
        Self.fill(&timeline, count: plan.timeline.series.count * plan.timeline.instants.count, with: 0)
    }

    static func fill<Element>(_ array: inout [Element], count: Int, with value: Element) {
        array.removeAll(keepingCapacity: true)
        array.append(contentsOf: repeatElement(value, count: count))
    }
}

extension Simulation {
    // Short ways to what belongs to an index.

    @inline(__always)
    func cell(of customer: Int) -> Int { Int(residents[Int(customers[customer].resident)].cell) }

    func uniform(_ purpose: Purpose) -> Double { draws.uniform(purpose, entity: 0) }

    /// The first poll of an update server at or after an instant.
    static func nextPoll(phase: Int64, interval: Int64, at time: Int64) -> Int64 {
        let rest = (phase - time) % interval
        return time + (rest < 0 ? rest + interval : rest)
    }

    mutating func nextPoll(ofResident index: Int, at time: Int64) -> Int64 {
        guard time < never else { return never }
        let resident = residents[index]
        return Self.nextPoll(phase: resident.phase, interval: plan.cells[Int(resident.cell)].relayPoll, at: time)
    }
}
