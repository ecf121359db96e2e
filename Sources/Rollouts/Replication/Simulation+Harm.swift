// How endpoints fail, and how customers notice and report.

extension Simulation {
    /// An endpoint with the faulty content meets its trigger.
    mutating func trigger(_ index: Int) {
        guard endpoints[index].state == .sound, installedFaulty(index) else { return }
        let stratum = Int(endpoints[index].stratum)
        if correctedAt(index, stratum: stratum) <= now { return }
        let turnedOff = turnedOffAt(index, stratum: stratum)
        if turnedOff <= now {
            endpoints[index].state = .spared
            endpoints[index].restoredAt = max(turnedOff, endpoints[index].installAt)
            return
        }
        if isAvoided(index, stratum: stratum) { return }
        fail(index, stratum: stratum)
    }

    /// Whether people keep the trigger from happening because they were asked to; they go on doing so until the fix.
    private mutating func isAvoided(_ index: Int, stratum: Int) -> Bool {
        let customer = Int(strata[stratum].customer)
        guard customers[customer].advisedAt <= now, plan.defects[Int(strata[stratum].defect)].trigger.isAvoidable,
            let advisory = plan.scenario.response.advisory
        else { return false }
        let draw = draws.uniform(
            plan.cellDefects[Int(strata[stratum].cellDefect)].purposes.compliance, entity: customers[customer].number,
            position: ordinal(index, in: stratum))
        return draw < advisory.compliance
    }

    private mutating func fail(_ index: Int, stratum: Int) {
        let customer = Int(strata[stratum].customer)
        endpoints[index].state = .failed
        endpoints[index].failedAt = now
        failures += 1
        failed.change(by: 1, at: now)
        let defect = Int(strata[stratum].defect)
        lost.change(by: plan.defects[defect].severity, at: now)
        if plan.defects[defect].damage > 0 {
            let draw = draws.uniform(
                plan.cellDefects[Int(strata[stratum].cellDefect)].purposes.damage, entity: customers[customer].number,
                position: ordinal(index, in: stratum))
            endpoints[index].isDamaged = draw < plan.defects[defect].damage
            if endpoints[index].isDamaged { damaged += 1 }
        }
        let cell = cell(of: customer)
        firstFailureAt[cell] = min(firstFailureAt[cell], now)
        log.record(.failed, at: now, customer: customer, stratum: stratum, endpoints: 1)

        customers[customer].failures += 1
        if customers[customer].failures == 1 { customers[customer].firstFailureAt = now }
        let needed = isWarned[cell] ? 1 : plan.cells[cell].awareAfterFailures
        if Int(customers[customer].failures) == min(needed, customers[customer].endpoints.count) {
            scheduleAwareness(customer)
        }
        // Once the gate has stopped the rollout, the vendor warns the owner of every canary that still fails.
        if endpoints[index].isCanary && gateDecidedAt <= now { becomeAware(customer) }
        reportToTelemetry(index, stratum: stratum, customer: customer)
        scheduleUserCall(index, stratum: stratum, customer: customer)
        offerRemedies(index, stratum: stratum)
    }

    // MARK: Customers

    private mutating func scheduleAwareness(_ index: Int) {
        let cell = cell(of: index)
        let draw = draws.uniform(plan.cells[cell].purposes.staff, entity: customers[index].number)
        if let aware = done(plan.cells[cell].notice, draw, in: plan.cells[cell].staffHours) {
            schedule(.aware, index, at: aware)
        }
    }

    mutating func becomeAware(_ index: Int) {
        guard customers[index].awareAt == never else { return }
        customers[index].awareAt = now
        log.record(.aware, at: now, customer: index)
        let cell = cell(of: index)
        let (reports, delay) = draws.uniformPair(plan.cells[cell].purposes.report, entity: customers[index].number)
        if reports < plan.cells[cell].reportProbability {
            if let reported = done(plan.cells[cell].report, delay, in: plan.cells[cell].staffHours) {
                schedule(.report, index, at: reported)
            }
        }
        // Its further rings do not begin, so that the gate will hear of fewer endpoints.
        if !plan.cells[cell].rings.isEmpty { expectReportsAnew() }
        considerMitigation(index)
        startPush(index)
        for stratum in customers[index].strata
        where min(strata[Int(stratum)].correctiveFrom, strata[Int(stratum)].withoutFrom) <= now {
            enableHands(Int(stratum))
        }
    }
}
