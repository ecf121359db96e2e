// How endpoints work again: by poll, by console, by hand.

import RandomStreams

/// By which way an endpoint worked again.
enum Recovery {
    case poll, console, restart, hand
}

extension Simulation {
    /// An endpoint that fails after remedies have come is offered those there are.
    mutating func offerRemedies(_ index: Int, stratum: Int) {
        if min(strata[stratum].correctiveFrom, strata[stratum].withoutFrom) <= now {
            scheduleOwnRecovery(index, stratum: stratum)
        }
        if min(strata[stratum].pushFrom, strata[stratum].mitigationFrom) <= now {
            scheduleConsoleRecovery(index, stratum: stratum)
        }
        if strata[stratum].byHandFrom <= now {
            let customer = Int(strata[stratum].customer)
            customers[customer].cursor = min(customers[customer].cursor, Int32(index))
            startTouches(customer)
        }
    }

    // MARK: By poll and by console

    /// The failed endpoints of a stratum begin to look for what helps them.
    mutating func startOwnRecoveries(_ stratum: Int) {
        for endpoint in strata[stratum].endpoints where endpoints[Int(endpoint)].state == .failed {
            scheduleOwnRecovery(Int(endpoint), stratum: stratum)
        }
    }

    /// A failed endpoint still polls while it is on, and may win the race of a restart; each attempt gets through with the failure
    /// mode's chance.
    private mutating func scheduleOwnRecovery(_ index: Int, stratum: Int) {
        let defect = Int(strata[stratum].defect)
        let cell = cell(of: Int(strata[stratum].customer))
        let interval = Double(plan.cells[cell].endpointPoll) * plan.defects[defect].pollSlowdown
        let place = Int(strata[stratum].cellDefect)
        scheduleRecovery(
            .recoveryByPoll, index, stratum: stratum, plan.cellDefects[place].purposes.recoveryByPoll,
            chance: plan.defects[defect].pollReach,
            interval: Int64(interval.rounded()))
        if plan.defects[defect].restartInterval > 0 {
            scheduleRecovery(
                .recoveryByRestart, index, stratum: stratum, plan.cellDefects[place].purposes.recoveryByRestart,
                chance: plan.defects[defect].restartChance, interval: plan.defects[defect].restartInterval)
        }
    }

    /// Schedules the first attempt that gets through, unless one by another way comes before it.
    private mutating func scheduleRecovery(
        _ kind: EventKind, _ index: Int, stratum: Int, _ purpose: Purpose, chance: Double, interval: Int64
    ) {
        let (phase, attempts) = draws.uniformPair(
            purpose, entity: customers[Int(strata[stratum].customer)].number, position: ordinal(index, in: stratum))
        guard let attempt = Self.successfulAttempt(attempts, chance: chance) else { return }
        let cell = cell(of: Int(strata[stratum].customer))
        let due = time(ofAttempt: attempt, phase: phase, interval: interval, index, cell: cell)
        guard due < endpoints[index].recoveryDue else { return }
        endpoints[index].recoveryDue = due
        schedule(kind, index, at: due)
    }

    /// When the n-th attempt takes place: the first at a phase of the interval, each further one an interval after the one before, and every
    /// one at the next instant when the machine is on.
    private mutating func time(ofAttempt number: Double, phase: Double, interval: Int64, _ index: Int, cell: Int)
        -> Int64
    {
        plan.usages[plan.cells[cell].usage].on.classes[Int(endpoints[index].machineClass)].time(
            ofAttempt: number, due: now + Int64((phase * Double(interval)).rounded(.down)), every: interval,
            until: plan.horizon)
    }

    /// The console pushes in rounds; in each, a failed endpoint answers with the failure mode's chance.
    mutating func scheduleConsoleRecovery(_ index: Int, stratum: Int) {
        scheduleRecovery(
            .recoveryByConsole, index, stratum: stratum,
            plan.cellDefects[Int(strata[stratum].cellDefect)].purposes.recoveryByConsole,
            chance: plan.defects[Int(strata[stratum].defect)].consoleReach, interval: plan.consoleRound)
    }

    /// The number of the first success in independent attempts, by inversion of the geometric law; nil if none ever succeeds.
    static func successfulAttempt(_ draw: Double, chance: Double) -> Double? {
        if chance >= 1 { return 1 }
        guard chance > 0 else { return nil }
        // log(1 − chance) itself would be 0 for chances below 10⁻¹⁶.
        return 1 + (ReproducibleMath.log(draw) / ReproducibleMath.log(onePlus: -chance)).rounded(.down)
    }

    mutating func restore(_ index: Int, by way: Recovery) {
        guard endpoints[index].state == .failed else { return }
        let stratum = Int(endpoints[index].stratum)
        let customer = Int(strata[stratum].customer)
        let isFixed =
            switch way {
            case .poll, .restart: strata[stratum].correctiveFrom <= now
            case .console: strata[stratum].pushFrom <= now
            case .hand: endpoints[index].isBeingFixed
            }
        endpoints[index].state = isFixed ? .restored : .mitigated
        endpoints[index].restoredAt = now
        hear(index)
        failed.change(by: -1, at: now)
        lost.change(by: -plan.defects[Int(strata[stratum].defect)].severity, at: now)
        restorations.append(Int32(truncatingIfNeeded: index))
        if isFixed {
            let cell = cell(of: customer)
            firstRecoveryByFixAt[cell] = min(firstRecoveryByFixAt[cell], now)
            if way == .console {
                firstConsoleRecoveryByFixAt[cell] = min(firstConsoleRecoveryByFixAt[cell], now)
            }
        }
        log.record(
            isFixed ? .restored : .mitigated, at: now, customer: customer, stratum: stratum, endpoints: 1, way: way)
        guard endpoints[index].isDamaged else { return }
        if way == .hand {
            repair(index)
        } else if strata[stratum].byHandFrom <= now {
            customers[customer].cursor = min(customers[customer].cursor, Int32(index))
            startTouches(customer)
        }
    }

    /// Hands have repaired what was damaged.
    private mutating func repair(_ index: Int) {
        guard endpoints[index].isDamaged, endpoints[index].repairedAt == never else { return }
        endpoints[index].repairedAt = now
        repaired += 1
    }

    // MARK: By hand

    /// Technicians of an aware customer know what to do in a stratum.
    mutating func enableHands(_ stratum: Int) {
        let customer = Int(strata[stratum].customer)
        guard plan.defects[Int(strata[stratum].defect)].byHand, customers[customer].awareAt <= now else { return }
        strata[stratum].byHandFrom = min(strata[stratum].byHandFrom, now)
        customers[customer].cursor = min(customers[customer].cursor, strata[stratum].endpoints.lowerBound)
        startTouches(customer)
    }

    /// Every free technician takes the next failed endpoint.
    mutating func startTouches(_ index: Int) {
        while customers[index].techniciansBusy < customers[index].technicians {
            guard let endpoint = nextToTouch(index) else { return }
            let cell = cell(of: index)
            let draw = draws.uniform(
                plan.cells[cell].purposes.touch, entity: customers[index].number, position: customers[index].touches)
            let hours = plan.cells[cell].staffHours
            customers[index].touches &+= 1
            customers[index].techniciansBusy += 1
            endpoints[endpoint].isAssigned = true
            let stratum = Int(endpoints[endpoint].stratum)
            endpoints[endpoint].isBeingFixed = min(strata[stratum].pushFrom, strata[stratum].correctiveFrom) <= now
            let end = done(plan.cells[cell].touch, draw, in: hours) ?? never
            // A touch that the horizon cuts off is not counted: it restores nothing that is seen.
            guard end < plan.horizon else { continue }
            touches += 1
            touchTicks += plan.openHours[hours].openTime(from: now, to: end)
            schedule(.touchDone, endpoint, at: end)
        }
    }

    private mutating func nextToTouch(_ index: Int) -> Int? {
        while customers[index].cursor < customers[index].endpoints.upperBound {
            let endpoint = Int(customers[index].cursor)
            if needsHands(endpoint) && !endpoints[endpoint].isAssigned
                && strata[Int(endpoints[endpoint].stratum)].byHandFrom <= now
            {
                return endpoint
            }
            customers[index].cursor += 1
        }
        return nil
    }

    private mutating func needsHands(_ index: Int) -> Bool {
        switch endpoints[index].state {
        case .failed: true
        case .mitigated, .restored: endpoints[index].isDamaged && endpoints[index].repairedAt == never
        case .sound, .spared: false
        }
    }

    mutating func finishTouch(_ index: Int) {
        let customer = Int(strata[Int(endpoints[index].stratum)].customer)
        customers[customer].techniciansBusy -= 1
        restore(index, by: .hand)
        // Where it worked again while the hands were at it, they repair what is left.
        repair(index)
        startTouches(customer)
    }

    // MARK: Endpoints that have not failed

    /// When a sound endpoint gets a corrective item that works on it, as far as is known now; ``never`` if not.
    mutating func correctedAt(_ index: Int, stratum: Int) -> Int64 {
        let from = strata[stratum].correctiveFrom
        let push = strata[stratum].pushFrom
        guard min(from, push) < never else { return never }
        let (poll, answer) = correctionDraws(index, stratum: stratum)
        let cell = cell(of: Int(strata[stratum].customer))
        var result = never
        if from < never {
            result = nextOn(index, cell: cell, at: from + Int64(poll * Double(plan.cells[cell].endpointPoll)))
        }
        if push < never {
            result = min(result, nextOn(index, cell: cell, at: push + Int64(answer * Double(plan.consoleRound))))
        }
        return result
    }

    /// The fractions of an interval at which an endpoint's poll for the corrective item, and its answer to a push, fall due.
    mutating func correctionDraws(_ index: Int, stratum: Int) -> (poll: Double, answer: Double) {
        draws.uniformPair(
            plan.cellDefects[Int(strata[stratum].cellDefect)].purposes.correction,
            entity: customers[Int(strata[stratum].customer)].number, position: ordinal(index, in: stratum))
    }

    /// When the console turns the feature off on a sound endpoint; ``never`` if it does not.
    mutating func mitigatedByConsoleAt(_ index: Int, stratum: Int) -> Int64 {
        let from = strata[stratum].mitigationFrom
        guard from < never else { return never }
        let customer = Int(strata[stratum].customer)
        let purposes = plan.cellDefects[Int(strata[stratum].cellDefect)].purposes
        let draw = draws.uniform(
            purposes.mitigationByConsole, entity: customers[customer].number, position: ordinal(index, in: stratum))
        return nextOn(index, cell: cell(of: customer), at: from + Int64(draw * Double(plan.consoleRound)))
    }

    mutating func nextOn(_ index: Int, cell: Int, at time: Int64) -> Int64 {
        plan.usages[plan.cells[cell].usage].on.nextOn(Int(endpoints[index].machineClass), at: time) ?? never
    }
}
