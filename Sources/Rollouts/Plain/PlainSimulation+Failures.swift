// How machines fail in the plain engine, and how they work again.

import RandomStreams

extension PlainSimulation {
    private func defect(_ trouble: Int) -> PlannedDefect { plan.defects[Int(troubles[trouble].defect)] }
    private func machine(_ trouble: Int) -> Int { Int(troubles[trouble].machine) }
    private func customer(_ trouble: Int) -> Int { Int(machines[machine(trouble)].customer) }
    private func kind(_ trouble: Int) -> Int { Int(troubles[trouble].kind) }
    private func state(_ trouble: Int) -> TimelineState { machines[machine(trouble)].state }

    // MARK: The trigger

    /// A machine has installed the faulty content: when it would fail.
    mutating func arm(_ trouble: Int) {
        let cell = cell(customer(trouble))
        let usage = plan.usages[cell.usage]
        let machineClass = Int(machines[machine(trouble)].machineClass)
        switch defect(trouble).trigger {
        case .install: fail(trouble)
        case .after(let delay): schedule(.trigger(Int32(trouble)), at: now + delay.ticks(uniform()))
        case .logOn:
            // An inhomogeneous Poisson process: its integrated rate up to the next event is exponential.
            let hazard = -ReproducibleMath.log(uniform())
            if let time = usage.logOns.time(whenIntegralReaches: hazard, after: now) {
                schedule(.trigger(Int32(trouble)), at: time)
            }
        case .restart:
            if let time = usage.on.nextSwitchOn(machineClass, after: now) {
                schedule(.trigger(Int32(trouble)), at: time)
            }
        case .scan:
            let hours = plan.openHours[plan.scanHours[cell.region * plan.defects.count + Int(troubles[trouble].defect)]]
            var opening: Int64? = now
            // A scan that runs already was missed: the next one counts.
            if hours.isOpen(at: now) { opening = hours.nextChange(after: now) }
            if let start = opening.flatMap({ hours.nextOpening(atOrAfter: $0) }) {
                schedule(.trigger(Int32(trouble)), at: whenOn(machine(trouble), at: start))
            }
        }
    }

    mutating func trigger(_ trouble: Int) {
        guard state(trouble) == .armed else { return }
        if let advisory = plan.scenario.response.advisory, customers[customer(trouble)].advisedAt <= now {
            switch defect(trouble).trigger {
            case .logOn, .restart: if happens(advisory.compliance) { return }
            case .install, .scan, .after: break
            }
        }
        fail(trouble)
    }

    private mutating func fail(_ trouble: Int) {
        let customer = customer(trouble)
        move(machine(trouble), to: .failed)
        troubles[trouble].failedAt = now
        troubles[trouble].isDamaged = happens(defect(trouble).damage)
        customers[customer].failures += 1
        let cell = cell(customer)
        let pattern = isWarned[customers[customer].cell] ? 1 : cell.awareAfterFailures
        if customers[customer].failures == min(pattern, customers[customer].troubles.count) {
            schedule(.aware(Int32(customer)), at: workDone(cell.notice, in: cell.staffHours))
        }
        if machines[machine(trouble)].isCanary && decidedAt <= now { becomeAware(customer) }
        if plan.scenario.gate != nil && happens(defect(trouble).telemetryShare) {
            schedule(.sight(troubles[trouble].machine), at: now + defect(trouble).telemetryDelay.ticks(uniform()))
        }
        if happens(cell.userCallShare) {
            schedule(.userCalls(Int32(trouble)), at: now + cell.userCallDelay.ticks(uniform()))
        }
        let kind = kinds[kind(trouble)]
        if min(kind.correctiveFrom, kind.withoutFrom) <= now { seekHelp(trouble) }
        if min(kind.pushFrom, kind.mitigationFrom) <= now { expectConsole(trouble) }
        if kind.handsFrom <= now { takeNext(customer) }
    }

    // MARK: By itself

    /// A failed machine begins to poll for what helps, and to win races at restarts.
    private mutating func seekHelp(_ trouble: Int) {
        guard state(trouble) == .failed, !troubles[trouble].pollsItself else { return }
        troubles[trouble].pollsItself = true
        if defect(trouble).pollReach > 0 {
            let first = now + part(of: pollInterval(trouble))
            schedule(.ownPoll(Int32(trouble)), at: whenOn(machine(trouble), at: first))
        }
        if defect(trouble).restartInterval > 0 && defect(trouble).restartChance > 0 {
            let first = now + part(of: defect(trouble).restartInterval)
            schedule(.restart(Int32(trouble)), at: whenOn(machine(trouble), at: first))
        }
    }

    private func pollInterval(_ trouble: Int) -> Int64 {
        let interval = cell(customer(trouble)).endpointPoll
        return Int64((Double(interval) * defect(trouble).pollSlowdown).rounded())
    }

    mutating func pollWhileFailed(_ trouble: Int) {
        guard state(trouble) == .failed else { return }
        if happens(defect(trouble).pollReach) {
            return restore(trouble, byFix: kinds[kind(trouble)].correctiveFrom <= now)
        }
        schedule(.ownPoll(Int32(trouble)), at: whenOn(machine(trouble), at: now + pollInterval(trouble)))
    }

    mutating func restart(_ trouble: Int) {
        guard state(trouble) == .failed else { return }
        if happens(defect(trouble).restartChance) {
            return restore(trouble, byFix: kinds[kind(trouble)].correctiveFrom <= now)
        }
        schedule(.restart(Int32(trouble)), at: whenOn(machine(trouble), at: now + defect(trouble).restartInterval))
    }

    // MARK: By console

    /// A failed machine is in the rounds of the console from now on.
    private mutating func expectConsole(_ trouble: Int) {
        guard state(trouble) == .failed, !troubles[trouble].isPushed, defect(trouble).consoleReach > 0 else { return }
        troubles[trouble].isPushed = true
        let first = now + part(of: plan.consoleRound)
        schedule(.consoleRound(Int32(trouble)), at: whenOn(machine(trouble), at: first))
    }

    mutating func tryConsole(_ trouble: Int) {
        guard state(trouble) == .failed else { return }
        if happens(defect(trouble).consoleReach) {
            let byFix = kinds[kind(trouble)].pushFrom <= now
            troubles[trouble].restoredByConsole = true
            return restore(trouble, byFix: byFix)
        }
        schedule(.consoleRound(Int32(trouble)), at: whenOn(machine(trouble), at: now + plan.consoleRound))
    }

    // MARK: By hand

    /// Hands of an aware customer know what to do.
    mutating func enableHands(_ kind: Int) {
        let customer = Int(kinds[kind].customer)
        guard plan.defects[Int(kinds[kind].defect)].byHand, customers[customer].awareAt <= now else { return }
        kinds[kind].handsFrom = min(kinds[kind].handsFrom, now)
        takeNext(customer)
    }

    private func needsHands(_ trouble: Int) -> Bool {
        let one = troubles[trouble]
        guard one.failedAt <= now, !one.isAssigned, kinds[Int(one.kind)].handsFrom <= now else { return false }
        return one.restoredAt == never || one.isDamaged && one.repairedAt == never
    }

    /// Every free technician takes the next machine that hands can help.
    mutating func takeNext(_ customer: Int) {
        while customers[customer].busy < customers[customer].technicians,
            let next = customers[customer].troubles.first(where: { needsHands($0) })
        {
            let hours = cell(customer).staffHours
            customers[customer].busy += 1
            troubles[next].isAssigned = true
            troubles[next].cameWithFix = min(kinds[kind(next)].pushFrom, kinds[kind(next)].correctiveFrom) <= now
            let end = workDone(cell(customer).touch, in: hours)
            guard end < plan.horizon else { continue }
            touches += 1
            touchTicks += plan.openHours[hours].openTime(from: now, to: end)
            schedule(.touchDone(Int32(next)), at: end)
        }
    }

    mutating func finishTouch(_ trouble: Int) {
        customers[customer(trouble)].busy -= 1
        if state(trouble) == .failed {
            if troubles[trouble].isDamaged { troubles[trouble].repairedAt = now }
            restore(trouble, byFix: troubles[trouble].cameWithFix)
        } else if troubles[trouble].isDamaged && troubles[trouble].repairedAt == never {
            troubles[trouble].repairedAt = now
            if state(trouble) == .damaged { move(machine(trouble), to: .restored) }
        }
        takeNext(customer(trouble))
    }

    // MARK: What helps is there

    /// Polls bring what lets a kind of machine work without the release; hands know it too.
    mutating func helpWithout(_ kind: Int) {
        kinds[kind].withoutFrom = min(kinds[kind].withoutFrom, now)
        seekHelp(kind: kind)
    }

    /// Polls bring an item that works on a kind of machine; hands know it too.
    mutating func helpByFix(_ kind: Int) {
        kinds[kind].correctiveFrom = min(kinds[kind].correctiveFrom, now)
        seekHelp(kind: kind)
    }

    private mutating func seekHelp(kind: Int) {
        for trouble in customers[Int(kinds[kind].customer)].troubles where self.kind(trouble) == kind {
            seekHelp(trouble)
        }
        enableHands(kind)
    }

    /// The console pushes an item that works on a kind of machine.
    mutating func push(_ kind: Int) {
        guard kinds[kind].pushFrom == never else { return }
        kinds[kind].pushFrom = now
        for trouble in customers[Int(kinds[kind].customer)].troubles where self.kind(trouble) == kind {
            expectConsole(trouble)
            let answer = now + part(of: plan.consoleRound)
            schedule(.pushAnswer(Int32(trouble)), at: whenOn(machine(trouble), at: answer))
        }
        enableHands(kind)
    }

    /// The console turns the feature off on a kind of machine; hands do too.
    mutating func turnOffByConsole(_ kind: Int) {
        guard kinds[kind].mitigationFrom == never else { return }
        kinds[kind].mitigationFrom = now
        for trouble in customers[Int(kinds[kind].customer)].troubles where self.kind(trouble) == kind {
            expectConsole(trouble)
            let answer = now + part(of: plan.consoleRound)
            schedule(.mitigationAnswer(Int32(trouble)), at: whenOn(machine(trouble), at: answer))
        }
    }

    /// A machine that works answers the push of the fix. One without the release takes it if it was about to fetch the release.
    mutating func answerPush(_ trouble: Int) {
        if machines[machine(trouble)].hasRelease { return protect(trouble) }
        if state(trouble) == .current && isAboutToFetch(trouble) { correct(machine(trouble), to: .updated) }
    }

    /// Whether a machine's poll for the release comes before its server drops it.
    func isAboutToFetch(_ trouble: Int) -> Bool {
        let stops = machines[machine(trouble)].isCanary ? withdrawnAt : serverDropsAt(customer(trouble))
        return state(trouble) == .current && !isHeldBack(machine(trouble))
            && troubles[trouble].fetchAt < min(stops, plan.horizon)
    }

    mutating func answerMitigation(_ trouble: Int) {
        troubles[trouble].isTurnedOff = true
        if state(trouble) == .armed { move(machine(trouble), to: .mitigated) }
    }

    /// A corrective item that works on it reaches a machine with the release.
    mutating func protect(_ trouble: Int) {
        guard machines[machine(trouble)].hasRelease else { return }
        troubles[trouble].metCorrective = true
        switch state(trouble) {
        case .armed: correct(machine(trouble), to: .updated)
        case .mitigated: correct(machine(trouble), to: troubles[trouble].failedAt == never ? .updated : whole(trouble))
        case .current, .updated, .failed, .damaged, .restored: break
        }
    }

    private func whole(_ trouble: Int) -> TimelineState {
        troubles[trouble].isDamaged && troubles[trouble].repairedAt == never ? .damaged : .restored
    }

    /// A failed machine works again.
    private mutating func restore(_ trouble: Int, byFix: Bool) {
        troubles[trouble].restoredAt = now
        troubles[trouble].restoredByFix = byFix
        if byFix || troubles[trouble].metCorrective {
            correct(machine(trouble), to: whole(trouble))
        } else {
            move(machine(trouble), to: .mitigated)
        }
        if troubles[trouble].isDamaged && troubles[trouble].repairedAt == never { takeNext(customer(trouble)) }
    }
}
