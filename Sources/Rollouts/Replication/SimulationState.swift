// What a replication remembers while it runs: customers, strata, endpoints at risk, cases.

import EventKernel

/// Later than everything that happens, and far enough from overflow to be added to.
let never = Int64.max >> 2

/// A customer, whether or not anything can fail there: what decides when its machines are updated.
struct Resident {
    var cell: Int32
    /// Number within its cell; the entity of its random numbers.
    var number: UInt32
    /// Index of the customer if something can fail there, else -1.
    var customer: Int32
    var fleet: Int32
    /// Endpoints simulated one by one because they can fail.
    var atRisk: Int32
    /// Endpoints of platforms that a defect affects, also those that would not show it.
    var affected: Int32 = 0
    /// Phase of its update server's polls, ticks in 0 ..< the cell's interval.
    var phase: Int64
    /// When the rollout's stage offers it the release, or ``never``.
    var offeredAt: Int64
    /// Index into ``Plan/cellStages`` of the first that selects it and some of its endpoints; -1 for none.
    var cellStage: Int32 = -1
    /// Its place among the customers, 0 to 1, by which stages select it.
    var cohort: Double
    var isVolunteer: Bool
}

/// A customer with endpoints at risk.
struct Customer {
    var resident: Int32
    /// Number within its cell; the entity of its random numbers.
    var number: UInt32
    var strata: Range<Int32>
    var endpoints: Range<Int32>
    var hasConsole: Bool
    var technicians: Int32

    var fetchedAt = never
    /// When its server drops the faulty item, as far as is known.
    var dropsAt = never
    var failures: Int32 = 0
    var firstFailureAt = never
    var awareAt = never
    var mitigationStarted = false
    /// When its people heard what not to do.
    var advisedAt = never
    var techniciansBusy: Int32 = 0
    /// Touches begun; the position of their random numbers.
    var touches: UInt32 = 0
    /// Where technicians look for the next endpoint.
    var cursor: Int32
    /// Used when the outcome is computed.
    var restored: Int32 = 0
    var recoveredAt = never
}

/// Endpoints of one platform at one customer that show the same defect: exchangeable, and helped by the same remedies at the same
/// times.
struct Stratum {
    var customer: Int32
    /// Index into ``Plan/affected``.
    var platform: Int32
    /// Index into ``Plan/defects``.
    var defect: Int32
    /// Index into ``Plan/cellDefects``.
    var cellDefect: Int32
    var endpoints: Range<Int32>
    var fixWorks: Bool
    var mitigationApplies: Bool
    /// From when the customer's server offers a corrective item that works here.
    var correctiveFrom = never
    /// From when polls bring the previous version, or word that the feature is off.
    var withoutFrom = never
    /// From when the console pushes such an item.
    var pushFrom = never
    /// From when the console turns the feature off.
    var mitigationFrom = never
    /// From when hands know what to do.
    var byHandFrom = never
}

/// An endpoint at risk.
struct Endpoint {
    enum State: UInt8 {
        /// Not failed so far.
        case sound
        case failed
        /// The feature was turned off before it could fail.
        case spared
        /// Works again, with the feature off.
        case mitigated
        case restored
    }

    var stratum: Int32
    var machineClass: UInt16
    /// The stage of the rollout that offers it the release, or made it a canary; -1 for none.
    var stage: Int16
    var state = State.sound
    var isCanary = false
    /// Its ring among those of its customer.
    var ring: UInt8
    /// Whether telemetry misses its heartbeat.
    var isMissed = false
    var isAssigned = false
    /// Whether hands must repair it after it works again.
    var isDamaged = false
    /// Whether the technician who has it came with a corrective item that works on it, and not with the mitigation alone.
    var isBeingFixed = false
    /// Level and due time of its poll, as fractions.
    var poll: Float64
    /// When the rollout's stage offers it the release, or ``never``; its customer's server must have it besides.
    var offeredAt: Int64
    var installAt = never
    var failedAt = never
    /// The earliest recovery that is scheduled.
    var recoveryDue = never
    /// When it worked again; for a spared endpoint, when the feature was turned off.
    var restoredAt = never
    /// When hands had repaired what the fix left undone.
    var repairedAt = never
}

/// A caller and what support does about it. An unrelated case has no customer, a user's has an endpoint.
struct SupportCase {
    var customer: Int32
    var centre: Int32
    var arrival: Int64
    /// The endpoint of the user who calls; -1 for a report and for an unrelated case.
    var endpoint: Int32 = -1
    /// Which of its centre's unrelated cases it is.
    var number: UInt32 = 0
    /// Calls made before this one.
    var attempt: UInt32 = 0
    /// The right to the place in the first line's queue.
    var ticket = Ticket.void
}

/// The lines of one support centre.
struct CentreState {
    var knownAt = never
    var matchingCases = 0
    var dutyIndex = 0
    var unrelatedCases: UInt32 = 0
    var unrelatedStarted: UInt32 = 0
    /// Reports of the incident that came here.
    var reports = 0
    /// Second-line agents of the Critical Account Team at work here.
    var team = 0
    /// Callers of the incident here, each counted once; users' calls that the first line has done.
    var callers = 0
    var matchingCalls = 0
    /// Whether the surge's agents are at work.
    var hasSurge = false
}

/// What an event does; its index says to whom.
enum EventKind: UInt32 {
    case stageStart, relayFetch, trigger, telemetrySight, heartbeatMissed, gateLook, gateDecision, resumption
    case aware, report, shiftChange, unrelatedArrival, firstLineDone, secondLineDone, transferArrival
    case teamMobilised, localTeamArrives, broadcast
    case escalated, stop, rollback, rollbackAtRelay, killSwitch, advisoryPublished, advised
    case mitigationPublished, customerMitigates, fixPublished
    case correctiveAtRelay, consolePush, secondIteration
    case patienceEnds, callAgain, userCall, thirdLineDone, surgeArrives
    case recoveryByPoll, recoveryByConsole, recoveryByRestart, touchDone

    /// The event in the 32 bits of the future event list: 6 bits for the kind, 26 for the index.
    func payload(_ index: Int) -> UInt32 {
        rawValue << Self.indexBits | UInt32(truncatingIfNeeded: index) & Self.indexMask
    }

    static let indexBits: UInt32 = 26
    static let indexMask: UInt32 = (1 << indexBits) - 1
}
