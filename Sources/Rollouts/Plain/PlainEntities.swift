// Who there is in the plain engine: machines, those of them that can fail, customers, support centres; and what can happen.

import RandomStreams

/// An endpoint.
struct PlainMachine {
    var customer: Int32
    /// Index into ``PlainSimulation/troubles``, or -1 for a machine on which no defect shows.
    var trouble: Int32 = -1
    /// Place of its platform in the order of the streams, or -1 where its customer runs none of the listed ones.
    var platform: Int16
    /// Which class of machines that are on at the same times.
    var machineClass: UInt16
    var state = TimelineState.current
    var hasRelease = false
    var hasCorrective = false
    var isCanary = false
    /// When its ring among those of its customer begins; negative before its server has had the release.
    var ringAt: Int64 = -1
    /// Whether it has the release and reports its health.
    var reports = false
    /// The stage of the rollout that offered it the release; -1 before.
    var stage: Int16 = -1
    /// When it asks for the release.
    var fetchAt = never
    /// Where in the poll interval what comes after the release is due; negative until it is drawn.
    var fraction = -1.0
}

/// A machine on which a defect shows.
struct PlainTrouble {
    var machine: Int32
    var defect: Int32
    /// Index into ``PlainSimulation/kinds``.
    var kind: Int32
    /// When it fetches the release, if that is still to be had then.
    var fetchAt = never
    var failedAt = never
    var restoredAt = never
    var repairedAt = never
    var restoredByFix = false
    var restoredByConsole = false
    /// Whether the feature was turned off before the release came.
    var isTurnedOff = false
    /// Whether a corrective item that works on it came by while it was failed.
    var metCorrective = false
    var pollsItself = false
    var isPushed = false
    var isDamaged = false
    var isAssigned = false
    var cameWithFix = false
}

/// What is the same for the machines of a customer, a platform and a defect: luck with the fix, and since when what is to be had.
struct PlainKind {
    var customer: Int32
    var platform: Int16
    var defect: Int16
    var fixWorks: Bool
    var mitigationApplies: Bool
    var correctiveFrom = never
    var withoutFrom = never
    var pushFrom = never
    var mitigationFrom = never
    var handsFrom = never
}

/// A customer with its update server and its people.
struct PlainCustomer {
    /// What its update server serves.
    enum Item { case nothing, release, previous, corrective }

    var cell: Int
    var cohort: Double
    var phase: Int64
    var hasConsole: Bool
    var technicians: Int
    var machines: Range<Int>
    /// Its machines that can fail, in the order in which hands would take them.
    var troubles: Range<Int>
    var kinds: Range<Int>
    var server = Item.nothing
    var offeredAt = never
    var hadRelease = false
    var failures = 0
    var awareAt = never
    var advisedAt = never
    var reportedAt = never
    var mitigationStarted = false
    var busy = 0
}

/// A report, the call of a user whose machine failed, or a case that has nothing to do with the release (no customer).
struct PlainCase {
    var customer: Int
    var centre: Int
    var arrival: Int64
    /// The machine that failed, of a user's call, as an index into ``PlainSimulation/troubles``.
    var trouble: Int?
    /// Calls made before this one.
    var attempt = 0
    /// Place in the queue, lower first, since it last joined one.
    var priority = 0
}

/// A support centre.
struct PlainCentre {
    /// One of the three lines: cases waiting in the order in which they came.
    struct Line {
        var agents = 0
        var busy = 0
        var waiting: [Int] = []
        var longest = 0
    }

    var first = Line()
    var second = Line()
    var third = Line()
    var duty = 0
    var team = 0
    var hasSurge = false
    var reports = 0
    var callers = 0
    var matches = 0
    var matchingCalls = 0
    var knownAt = never
}

/// What happens next, and to whom.
enum PlainEvent {
    case stage(Int32)
    case serverPolls(Int32)
    case stopped(Int32)
    case rolledBack, turnedOff
    case fetch(Int32)
    case without(Int32)
    case corrective(Int32)
    case trigger(Int32)
    case secondCorrective(Int32)
    case pushAnswer(Int32)
    case mitigationAnswer(Int32)
    case ownPoll(Int32)
    case restart(Int32)
    case consoleRound(Int32)
    case touchDone(Int32)
    case sight(Int32)
    case background(Int32)
    case look, resumed
    case gateDecision, escalated, advisoryPublished, mitigationPublished, fixPublished
    case aware(Int32)
    case report(Int32)
    case advised(Int32)
    case mitigates(Int32)
    case push(Int32)
    case secondIteration(Int32)
    case localTeam(Int32)
    case shift(Int32)
    case unrelated(Int32)
    case transfer(Int32)
    case mobilised(Int32)
    case warned(Int32)
    case firstLineDone(Int32)
    case secondLineDone(Int32)
    case thirdLineDone(Int32)
    case userCalls(Int32)
    case patienceEnds(Int32)
    case callsAgain(Int32)
    case surge(Int32)

    /// Of what happens at one instant, a machine's bad luck comes last: what helps is in time.
    var priority: UInt8 {
        switch self {
        case .fetch, .trigger: 1
        default: 0
        }
    }
}
