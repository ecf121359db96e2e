// The gate: what it sees, when it raises an alarm, who confirms it, and how a false one is cleared.

import RandomStreams

extension Simulation {
    /// Schedules the gate's first look.
    mutating func openGate() {
        guard let gate = plan.gate else { return }
        if gate.countsReports && publishedAt < plan.horizon {
            schedule(.gateLook, 1, at: publishedAt + gate.interval)
        }
    }

    // MARK: What it sees

    /// An endpoint fails: telemetry may see it, or miss the endpoint's heartbeat.
    mutating func reportToTelemetry(_ index: Int, stratum: Int, customer: Int) {
        guard let gate = plan.gate, alarmAt == never else { return }
        let defect = Int(strata[stratum].defect)
        if gate.silence > 0 { loseHeartbeat(index, stratum: stratum, customer: customer, gate) }
        let draw = triggerDraws(index, stratum: stratum, customer: customer).telemetry
        let share = plan.defects[defect].telemetryShare
        guard draw < share else { return }
        // Given that it is seen, draw / share is uniform again and serves the delay.
        schedule(.telemetrySight, index, at: now + plan.defects[defect].telemetryDelay.ticks(draw / share))
    }

    mutating func seeInTelemetry(_ index: Int) {
        guard let gate = plan.gate, alarmAt == never, isWatched(index) else { return }
        watching.failed += 1
        guard case .failures = gate.test, isJudging(gate), verdict(gate) == .alarm else { return }
        raiseAlarm(gate, customer: Int(strata[Int(endpoints[index].stratum)].customer))
    }

    private mutating func loseHeartbeat(_ index: Int, stratum: Int, customer: Int, _ gate: PlannedGate) {
        let draw = draws.uniform(
            plan.cellDefects[Int(strata[stratum].cellDefect)].purposes.heartbeat, entity: customers[customer].number,
            position: ordinal(index, in: stratum))
        if draw < gate.reporting * (1 - plan.defects[Int(strata[stratum].defect)].pollReach) {
            schedule(.heartbeatMissed, index, at: now + gate.silence)
        }
    }

    /// A failed endpoint has been silent for as long as it takes to be missed.
    mutating func missHeartbeat(_ index: Int) {
        guard endpoints[index].state == .failed, isWatched(index) else { return }
        endpoints[index].isMissed = true
        watching.missed += 1
    }

    /// An endpoint works again and is heard of.
    mutating func hear(_ index: Int) {
        guard endpoints[index].isMissed else { return }
        endpoints[index].isMissed = false
        watching.missed -= 1
    }

    // MARK: Looks

    /// The gate looks at its reports.
    mutating func lookAtTelemetry(_ number: Int) {
        guard let gate = plan.gate else { return }
        // A true alarm, or somebody else's halt, leaves nothing to watch.
        if canHarm && (alarmAt < never || originStopsAt < never) { return }
        if number < gate.looks { schedule(.gateLook, number + 1, at: now + gate.interval) }
        let before = watching.reports
        watching.advance(to: number)
        var reports = 0.0
        for machineClass in watching.level.indices { reports += watching.level[machineClass] }
        watching.reports = reports * gate.reporting
        guard alarmAt == never, originStopsAt == never, watching.stage >= 0 else { return }
        watching.failed += backgroundFailures(number, before: before, gate)
        guard !watching.hasPassed, isJudging(gate) else { return }
        switch verdict(gate) {
        case .goesOn: break
        case .alarm: raiseAlarm(gate, customer: nil)
        case .passes:
            watching.hasPassed = true
            log.record(.gatePassed, at: now, detail: plan.stages[watching.stage].id)
        }
    }

    @inline(__always)
    private func isJudging(_ gate: PlannedGate) -> Bool { now >= watching.stageStartedAt + gate.initialDelay }

    private mutating func verdict(_ gate: PlannedGate) -> GateVerdict {
        if case .missingHeartbeat(_, let excess, let minimum, let expected) = gate.test {
            guard watching.reports >= Double(minimum) else { return .goesOn }
            return unexpectedSilence(gate, expected: expected) >= excess * watching.reports ? .alarm : .goesOn
        }
        return watching.statistic.look(gate.test, reports: watching.reports, failed: watching.failed)
    }

    /// Failures since the last look that have nothing to do with the release: Poisson by the endpoints that reported on average, or binomial
    /// by those that have installed it.
    private mutating func backgroundFailures(_ number: Int, before: Double, _ gate: PlannedGate) -> Int {
        switch gate.background {
        case .none: return 0
        case .perHour(let rate):
            var stream = draws.stream(plan.gatePurposes.background, entity: UInt32(truncatingIfNeeded: number))
            let endpointHours = (before + watching.reports) / 2 * hours(gate.interval)
            return Poisson.sample(mean: rate * endpointHours, from: &stream)
        case .perInstallation(let share):
            var stream = draws.stream(plan.gatePurposes.background, entity: UInt32(truncatingIfNeeded: number))
            // Of a growing sum each whole number is counted once. A fleet has fewer endpoints than an integer can count.
            let installations = Int(max(0, Self.whole(watching.reports) - Self.whole(before)))
            return Binomial.sample(trials: installations, probability: share, from: &stream)
        }
    }

    /// The whole number below; a sum of shares that should be whole counts as such.
    private static func whole(_ number: Double) -> Double { (number + 1e-6).rounded(.down) }

    /// How many more watched endpoints are silent than the gate allows for.
    ///
    /// Machines that have been off for longer than the silence are silent whether or not they fail. How many there are is binomial by their share; the
    /// same machines are off at every look, so that the deviation, in standard deviations and normal, is drawn once.
    private mutating func unexpectedSilence(_ gate: PlannedGate, expected: Double?) -> Double {
        var silent = 0.0
        for usage in plan.usages.indices {
            for position in plan.usages[usage].on.classes.indices {
                let level = watching.level[plan.machineClasses[usage] + position]
                if level > 0 && plan.usages[usage].on.classes[position].isOff(at: now, since: now - gate.silence) {
                    silent += level * gate.reporting
                }
            }
        }
        let share = min(1, silent / watching.reports)
        let deviation = watching.silence ?? ReproducibleMath.normalQuantile(uniform(plan.gatePurposes.silence))
        watching.silence = deviation
        let seen =
            silent + deviation * (silent * (1 - share)).squareRoot() + Double(watching.missed) * (1 - share)
        return seen - (expected.map { $0 * watching.reports } ?? silent)
    }

    // MARK: Alarm

    /// Whether an endpoint of the fleet can fail by the release: only then is an alarm true, whatever raised it.
    @inline(__always)
    var canHarm: Bool { !endpoints.isEmpty }

    private mutating func raiseAlarm(_ gate: PlannedGate, customer: Int?) {
        alarmAt = now
        if watching.alarms == 0 {
            watching.firstAlarmAt = now
            watching.stagesAtFirstAlarm = stagesStarted
        }
        let alarm = watching.alarms
        watching.alarms += 1
        if canHarm { firstKnownAt = min(firstKnownAt, now) } else { watching.falseAlarms += 1 }
        let isTrue = canHarm
        log.record(LogEntry(event: .gateAlarm, customer: customer, detail: isTrue ? "true" : "false"), at: now)
        var decided = over(gate.decision, draws.uniform(plan.purposes.gate, entity: alarm), in: plan.officeHours)
        if let approval = gate.approval, decided < plan.horizon {
            let draw = draws.uniform(plan.gatePurposes.approval, entity: alarm)
            decided = done(approval, draw, from: decided, in: gate.approvalHours) ?? never
        }
        schedule(.gateDecision, 0, at: decided)
    }

    /// The gate stops the rollout. Where the alarm is true, it calls the people who fix, and tells the canaries' owners, whom the vendor
    /// knows.
    mutating func decideAtGate() {
        guard let gate = plan.gate else { return }
        gateDecidedAt = now
        log.record(.gateDecided, at: now, detail: gate.halt.rawValue)
        let propagation = gate.propagation.ticks(uniform(plan.purposes.haltPropagation))
        if propagation > 0 { scheduleStop(gate.halt, at: now + propagation) } else { stop(gate.halt) }
        guard canHarm else {
            let draw = draws.uniform(plan.gatePurposes.investigation, entity: watching.alarms - 1)
            let cleared = over(gate.investigation, draw, in: plan.officeHours)
            return schedule(.resumption, 0, at: max(cleared, now + propagation))
        }
        escalate()
        for index in customers.indices where customers[index].awareAt == never {
            let hasFailedCanary = customers[index].endpoints.contains {
                endpoints[Int($0)].isCanary && endpoints[Int($0)].state == .failed
            }
            if hasFailedCanary { becomeAware(index) }
        }
    }

    /// The alarm was false: what it stopped goes on, and the stages that it kept from starting start later by the time that it took.
    mutating func resume() {
        guard let last = watching.interruptions.indices.last else { return }
        log.record(.resumed, at: now)
        watching.interruptions[last].end = now
        pausedAt = never
        haltedAt = never
        recalledAt = never
        alarmAt = never
        gateDecidedAt = never
        putOffOffers(from: watching.interruptions[last].start)
        for stage in stagesStarted..<stageStarts.count { schedule(.stageStart, stage, at: stageStarts[stage]) }
        watchAnew()
    }

    /// The test begins anew, after an interruption.
    private mutating func watchAnew() {
        guard let gate = plan.gate else { return }
        if gate.countsReports { expectReportsAnew() }
        watching.hasPassed = false
        watching.statistic.restart(reports: watching.reports, failed: watching.failed)
    }
}
