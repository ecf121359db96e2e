// The gate of the plain engine: it counts machines one by one, raises an alarm, and clears a false one.

import RandomStreams

/// What the plain engine's gate has counted.
struct PlainWatch {
    /// Reports and failures among them.
    struct Count {
        var reports = 0
        var failures = 0
    }

    /// The stage that started last.
    var stage = -1
    var stageStartedAt: Int64 = 0
    /// What has been seen by now; failures in the background count from the next look on.
    var seen = Count()
    var background = 0
    /// What had been seen when the test began, and at its last look.
    var atStart = Count()
    var atLastLook = Count()
    var cumulativeSum = 0.0
    var hasPassed = false

    var firstAlarmAt = never
    var stagesAtFirstAlarm = 0
    var falseAlarms = 0
    /// Since when a false alarm has held the rollout back.
    var heldSince = never
    var held: Int64 = 0

    mutating func beginAnew(at count: Count) {
        atStart = count
        atLastLook = count
        cumulativeSum = 0
        hasPassed = false
    }
}

extension PlainSimulation {
    /// Whether the release can make a machine fail.
    var canHarm: Bool { !troubles.isEmpty }

    // MARK: What it sees

    mutating func openGate() {
        guard let gate = plan.scenario.gate, plan.gate?.countsReports ?? false else { return }
        schedule(.look, at: publishedAt + gate.interval.microseconds)
    }

    mutating func watchStage(_ stage: Int) {
        guard let gate = plan.scenario.gate else { return }
        watch.stage = stage
        watch.stageStartedAt = now
        if gate.watches == .stage {
            watch.seen = PlainWatch.Count()
            watch.background = 0
            watch.beginAnew(at: watch.seen)
        } else if watch.hasPassed {
            watch.beginAnew(at: watch.seen)
        }
    }

    private func isWatched(_ index: Int) -> Bool {
        switch plan.scenario.gate?.watches {
        case .fleet: true
        case .canaries: machines[index].isCanary
        case .stage: Int(machines[index].stage) == watch.stage
        case nil: false
        }
    }

    /// A machine has installed the release; it may report, and may have failures that have nothing to do with it.
    mutating func reportInstallation(_ index: Int) {
        guard plan.scenario.gate != nil, happens(plan.scenario.telemetry.reporting) else { return }
        machines[index].reports = true
        switch plan.scenario.telemetry.background {
        case .none: break
        case .perInstallation(let share): if happens(share) && isWatched(index) { watch.background += 1 }
        case .perHour: awaitBackgroundFailure(index)
        }
    }

    private mutating func awaitBackgroundFailure(_ index: Int) {
        guard case .perHour(let rate) = plan.scenario.telemetry.background, rate > 0 else { return }
        let wait = -ReproducibleMath.log(uniform()) / rate * ticksPerHour
        if wait < Double(plan.horizon) { schedule(.background(Int32(index)), at: now + Int64(wait)) }
    }

    mutating func failInBackground(_ index: Int) {
        if isWatched(index) { watch.background += 1 }
        awaitBackgroundFailure(index)
    }

    mutating func seeFailure(_ index: Int) {
        guard let gate = plan.scenario.gate, alarmAt == never, isWatched(index) else { return }
        watch.seen.failures += 1
        if case .failures = gate.test, isJudging(gate), verdict(gate) == .alarm { raiseAlarm(gate) }
    }

    mutating func look() {
        guard let gate = plan.scenario.gate else { return }
        if canHarm && (alarmAt < never || !originServesRelease) { return }
        schedule(.look, at: now + gate.interval.microseconds)
        watch.seen.reports = machines.indices.count { machines[$0].reports && isWatched($0) }
        let background = watch.background
        watch.background = 0
        guard alarmAt == never, originServesRelease, watch.stage >= 0 else { return }
        watch.seen.failures += background
        guard !watch.hasPassed, isJudging(gate) else { return }
        switch verdict(gate) {
        case .goesOn: break
        case .alarm: raiseAlarm(gate)
        case .passes: watch.hasPassed = true
        }
    }

    private func isJudging(_ gate: Gate) -> Bool {
        now >= watch.stageStartedAt + gate.initialDelay.microseconds
    }

    private mutating func verdict(_ gate: Gate) -> GateVerdict {
        let bad = watch.seen.failures - watch.atStart.failures
        let all = max(bad, watch.seen.reports - watch.atStart.reports)
        let newBad = watch.seen.failures - watch.atLastLook.failures
        let newGood = max(0, watch.seen.reports - watch.atLastLook.reports - newBad)
        watch.atLastLook = watch.seen
        switch gate.test {
        case .failures(let count): return bad >= count ? .alarm : .goesOn
        case .threshold(let share, let minimum):
            return all >= minimum && Double(bad) >= share * Double(all) ? .alarm : .goesOn
        case .missingHeartbeat: return .goesOn
        case .sequential(let p0, let p1, let alpha, let beta):
            let evidence = Self.evidence(bad, all - bad, for: p1, against: p0)
            if evidence >= ReproducibleMath.log((1 - beta) / alpha) { return .alarm }
            return evidence <= ReproducibleMath.log(beta / (1 - alpha)) ? .passes : .goesOn
        case .mixture(let p0, let alpha):
            var ratios = 0.0
            var odds = p0 / (1 - p0)
            for _ in 0..<10 {
                odds *= 2
                ratios += ReproducibleMath.exp(Self.evidence(bad, all - bad, for: odds / (1 + odds), against: p0))
            }
            return ratios / 10 >= 1 / alpha ? .alarm : .goesOn
        case .cumulativeSum(let p0, let p1, let limit):
            watch.cumulativeSum = max(0, watch.cumulativeSum + Self.evidence(newBad, newGood, for: p1, against: p0))
            return watch.cumulativeSum >= limit ? .alarm : .goesOn
        }
    }

    /// The logarithm of the likelihood ratio of two shares of failures.
    private static func evidence(_ bad: Int, _ good: Int, for p1: Double, against p0: Double) -> Double {
        Double(bad) * ReproducibleMath.log(p1 / p0) + Double(good) * ReproducibleMath.log((1 - p1) / (1 - p0))
    }

    // MARK: Alarm

    private mutating func raiseAlarm(_ gate: Gate) {
        alarmAt = now
        if watch.firstAlarmAt == never {
            watch.firstAlarmAt = now
            watch.stagesAtFirstAlarm = stagesStarted
        }
        if canHarm { firstKnownAt = min(firstKnownAt, now) } else { watch.falseAlarms += 1 }
        var decided = waitOver(gate.decision, in: plan.officeHours)
        if let approval = plan.gate?.approval {
            decided = workDone(approval, in: plan.gate?.approvalHours ?? plan.officeHours, from: decided)
        }
        schedule(.gateDecision, at: decided)
    }

    mutating func decideAtGate() {
        guard let gate = plan.scenario.gate else { return }
        decidedAt = now
        let stops = scheduleStop(gate.halt, after: gate.propagation, from: now)
        guard canHarm else {
            return schedule(.resumed, at: max(stops, waitOver(gate.investigation, in: plan.officeHours)))
        }
        escalate()
        for trouble in troubles.indices {
            let machine = machines[Int(troubles[trouble].machine)]
            if machine.isCanary && machine.state == .failed { becomeAware(Int(machine.customer)) }
        }
    }

    /// The alarm was false: stages that have not begun begin later by the time that it took.
    mutating func resume() {
        guard watch.heldSince < never else { return }
        let withdrew = !originServesRelease
        watch.held += now - watch.heldSince
        for stage in stagesStarted..<stageStarts.count {
            stageStarts[stage] = min(never, stageStarts[stage] + now - watch.heldSince)
            schedule(.stage(Int32(stage)), at: stageStarts[stage])
        }
        watch.heldSince = never
        pausedAt = never
        haltedAt = never
        recalledAt = never
        alarmAt = never
        decidedAt = never
        allServersPoll()
        // A canary whose poll the origin did not answer asks again.
        for machine in machines.indices where withdrew && machines[machine].isCanary && !machines[machine].hasRelease {
            offer(machine)
        }
        watch.seen.reports = machines.indices.count { machines[$0].reports && isWatched($0) }
        watch.background = 0
        watch.beginAnew(at: watch.seen)
    }
}
