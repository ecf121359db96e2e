// The plain engine's clock and dispatch.

import CivilTime
import EventKernel
import RandomStreams

/// One replication of the plain engine. Everything that changes is here; nothing is reused.
struct PlainSimulation: ~Copyable {
    let plan: Plan
    var draws: BatchedStream
    var events = FutureEventList<PlainEvent>()
    var now: Int64 = 0

    var machines: [PlainMachine] = []
    var troubles: [PlainTrouble] = []
    var kinds: [PlainKind] = []
    var customers: [PlainCustomer] = []
    var centres: [PlainCentre] = []
    var cases: [PlainCase] = []
    var isWarned: [Bool]
    var reportsHeard: [Int]

    // By the place of a platform in the order of the streams: its defects, and what is true of it.
    var affectedOfPlatform: [AffectedPlatform?] = []
    var defectsOfPlatform: [[Int]] = []
    var isBlocked: [Bool] = []
    var knowsKillSwitch: [Bool] = []

    // The release and what was done about it.
    var hasDefect: [Bool] = []
    var foundByTests = false
    var readyAt: Int64 = 0
    var publishedAt: Int64 = 0
    var stagesStarted = 0
    var pausedAt = never
    var haltedAt = never
    var recalledAt = never
    var rolledBackAt = never
    var killedAt = never
    var watch = PlainWatch()
    var stageStarts: [Int64] = []
    var alarmAt = never
    var decidedAt = never
    var firstKnownAt = never
    var escalatedAt = never
    var mitigationPublishedAt = never
    var fixPublishedAt = never

    // What is counted on the way.
    var population = Array(repeating: 0, count: TimelineState.allCases.count)
    var failedInRegion: [Int]
    var peak = 0
    var peakAt: Int64 = 0
    var exposed = 0
    /// Machine-ticks without protection, up to the last change.
    var lag = 0.0
    /// The same by criticality, and the criticality of all machines without protection.
    var weightedLag = 0.0
    var unprotectedWeight = 0.0
    var lagSince: Int64 = 0
    var waits: [Double] = []
    var unrelatedWaits: [Double] = []
    var calls = CallCounts()
    var unrelatedCalls = CallCounts()
    var touches = 0
    var touchTicks: Int64 = 0
    var timeline: [Float]
    var written = 0

    init(_ plan: Plan, _ source: DrawSource) {
        self.plan = plan
        draws = source.batchedStream(Purpose("plain"), entity: 0)
        isWarned = Array(repeating: false, count: plan.cells.count)
        reportsHeard = Array(repeating: 0, count: plan.certs.count)
        failedInRegion = Array(repeating: 0, count: plan.regions.count)
        timeline = Array(repeating: 0, count: plan.timeline.series.count * plan.timeline.instants.count)
    }

    mutating func run() {
        testAndPublish()
        populate()
        openSupport()
        openGate()
        while let next = events.popFirst(before: plan.horizon) {
            writeTimeline(before: next.time)
            now = next.time
            handle(next.event)
        }
        writeTimeline(before: never)
        now = plan.horizon
        countLag()
    }

    private mutating func handle(_ event: PlainEvent) {
        switch event {
        case .stage(let stage): startStage(Int(stage))
        case .serverPolls(let customer): pollAtServer(Int(customer))
        case .stopped(let kind): stop(HaltKind.allCases[Int(kind)])
        case .rolledBack: rollBack()
        case .turnedOff: turnOff()
        case .fetch(let machine): fetch(Int(machine))
        case .without(let machine): doWithout(Int(machine))
        case .corrective(let machine): receiveCorrective(Int(machine))
        case .trigger(let trouble): trigger(Int(trouble))
        case .secondCorrective(let trouble): answerPush(Int(trouble))
        case .pushAnswer(let trouble): answerPush(Int(trouble))
        case .mitigationAnswer(let trouble): answerMitigation(Int(trouble))
        case .ownPoll(let trouble): pollWhileFailed(Int(trouble))
        case .restart(let trouble): restart(Int(trouble))
        case .consoleRound(let trouble): tryConsole(Int(trouble))
        case .touchDone(let trouble): finishTouch(Int(trouble))
        case .sight(let machine): seeFailure(Int(machine))
        case .background(let machine): failInBackground(Int(machine))
        case .look: look()
        case .resumed: resume()
        case .gateDecision: decideAtGate()
        case .escalated: escalate()
        case .advisoryPublished: publishAdvisory()
        case .mitigationPublished: publishMitigation()
        case .fixPublished: publishFix()
        case .aware(let customer): becomeAware(Int(customer))
        case .report(let customer): report(Int(customer))
        case .advised(let customer): customers[Int(customer)].advisedAt = now
        case .mitigates(let customer): mitigate(Int(customer))
        case .push(let customer): pushFix(Int(customer))
        case .secondIteration(let customer): iterate(Int(customer))
        case .localTeam(let customer): receiveTeam(Int(customer))
        case .shift(let centre): changeShift(Int(centre))
        case .unrelated(let centre): takeUnrelated(Int(centre))
        case .transfer(let centre): learn(Int(centre))
        case .mobilised(let centre): mobilise(Int(centre))
        case .warned(let cert): warn(Int(cert))
        case .firstLineDone(let id): finishFirst(Int(id))
        case .secondLineDone(let id): finishSecond(Int(id))
        case .thirdLineDone(let id): finishThird(Int(id))
        case .userCalls(let trouble): callFromUser(Int(trouble))
        case .patienceEnds(let id): losePatience(Int(id))
        case .callsAgain(let id): callAgain(Int(id))
        case .surge(let centre): receiveSurge(Int(centre))
        }
    }

    mutating func schedule(_ event: PlainEvent, at time: Int64) {
        if time < plan.horizon { events.schedule(event, at: time, priority: event.priority) }
    }

    // MARK: Draws and waits

    mutating func uniform() -> Double { draws.nextUniform() }

    mutating func happens(_ chance: Double) -> Bool { uniform() < chance }

    /// A uniform part of an interval, in ticks.
    mutating func part(of interval: Int64) -> Int64 { Int64(uniform() * Double(interval)) }

    /// When somebody's work that begins now, or at an instant, is done: in the hours or working days of their calendar.
    mutating func workDone(_ work: Delay, in hours: Int, from: Int64? = nil) -> Int64 {
        let start = from ?? now
        guard start < never else { return never }
        let draw = uniform()
        switch work.measure {
        case .usual, .workingTime: return plan.openHours[hours].adding(working: work.ticks(draw), to: start) ?? never
        case .workingDays: return plan.workingDays[hours].adding(work.workingDays(draw), to: start) ?? never
        }
    }

    /// When a wait is over: by the clock, unless it is said in somebody's working time or working days.
    mutating func waitOver(_ wait: Delay, in hours: Int, from: Int64? = nil) -> Int64 {
        guard wait.measure == .usual else { return workDone(wait, in: hours, from: from) }
        let start = from ?? now
        return start < never ? start + wait.ticks(uniform()) : never
    }

    /// The end of a wait that is always the same; the office's hours and days where none are named.
    func waitOver(_ wait: CalendarSpan, from start: Int64, in named: Int? = nil) -> Int64 {
        guard start < never else { return never }
        let hours = named ?? plan.officeHours
        switch wait {
        case .elapsed(let span): return start + span.microseconds
        case .working(let span):
            return plan.openHours[hours].adding(working: span.microseconds, to: start) ?? never
        case .workingDays(let days): return plan.workingDays[hours].adding(days, to: start) ?? never
        }
    }

    // MARK: Places

    func cell(_ customer: Int) -> Cell { plan.cells[customers[customer].cell] }

    /// When a machine is on: now, or when it next is; for the release, within the hours in which its customer installs that.
    func whenOn(_ machine: Int, at time: Int64, forRelease: Bool = false) -> Int64 {
        let cell = plan.cells[customers[Int(machines[machine].customer)].cell]
        let usage = forRelease && !machines[machine].isCanary ? cell.installUsage : cell.usage
        return plan.usages[usage].on.nextOn(Int(machines[machine].machineClass), at: time) ?? never
    }

    /// A server's first poll at or after an instant: it polls at its phase and every interval after.
    func nextPoll(_ customer: Int, at time: Int64) -> Int64 {
        guard time < never else { return never }
        let interval = cell(customer).relayPoll
        let phase = customers[customer].phase
        guard time > phase else { return phase }
        return phase + (time - phase + interval - 1) / interval * interval
    }
}
