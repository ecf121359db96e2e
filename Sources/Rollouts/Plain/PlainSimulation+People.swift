// How people in the plain engine notice, report, decide and help.

extension PlainSimulation {
    // MARK: Stops

    /// - Returns: when the stop has reached the last edge.
    @discardableResult
    mutating func scheduleStop(_ kind: HaltKind, after propagation: Delay, from decided: Int64) -> Int64 {
        let number = HaltKind.allCases.firstIndex(of: kind) ?? 0
        let stops = reached(propagation, from: decided)
        schedule(.stopped(Int32(number)), at: stops)
        return stops
    }

    /// When what was decided has reached the last edge.
    private mutating func reached(_ propagation: Delay, from decided: Int64) -> Int64 {
        decided < never ? decided + propagation.ticks(uniform()) : never
    }

    // MARK: The vendor

    mutating func escalate() {
        guard escalatedAt == never else { return }
        escalatedAt = now
        let response = plan.scenario.response
        let office = plan.officeHours
        if let halt = response.halt {
            scheduleStop(halt.kind, after: halt.propagation, from: waitOver(halt.decision, in: office))
        }
        if let rollback = response.rollback {
            schedule(.rolledBack, at: reached(rollback.propagation, from: waitOver(rollback.decision, in: office)))
        }
        if let killSwitch = response.killSwitch {
            schedule(.turnedOff, at: reached(killSwitch.propagation, from: waitOver(killSwitch.decision, in: office)))
        }
        if let advisory = response.advisory {
            schedule(.advisoryPublished, at: waitOver(advisory.published, in: office))
        }
        if let mitigation = response.mitigation {
            schedule(.mitigationPublished, at: waitOver(mitigation.found, in: plan.engineerHours))
        }
        var done = now
        for step in [response.fix.diagnose, response.fix.build, response.fix.qualityAssurance, response.fix.publish] {
            done = workDone(step, in: plan.engineerHours, from: done)
        }
        schedule(.fixPublished, at: done)
    }

    mutating func publishAdvisory() {
        guard let advisory = plan.scenario.response.advisory else { return }
        for customer in customers.indices {
            schedule(.advised(Int32(customer)), at: now + advisory.reach.ticks(uniform()))
        }
    }

    mutating func publishMitigation() {
        mitigationPublishedAt = now
        for customer in customers.indices { considerMitigation(customer) }
    }

    // MARK: Customers

    mutating func becomeAware(_ customer: Int) {
        guard customers[customer].awareAt == never else { return }
        customers[customer].awareAt = now
        let cell = cell(customer)
        if happens(cell.reportProbability) {
            schedule(.report(Int32(customer)), at: workDone(cell.report, in: cell.staffHours))
        }
        considerMitigation(customer)
        startPush(customer)
        for kind in customers[customer].kinds where min(kinds[kind].correctiveFrom, kinds[kind].withoutFrom) <= now {
            enableHands(kind)
        }
    }

    /// An aware customer uses a published mitigation after a while.
    private mutating func considerMitigation(_ customer: Int) {
        guard let mitigation = plan.scenario.response.mitigation, mitigationPublishedAt <= now,
            customers[customer].awareAt <= now, !customers[customer].mitigationStarted
        else { return }
        customers[customer].mitigationStarted = true
        schedule(.mitigates(Int32(customer)), at: waitOver(mitigation.advisory, in: cell(customer).staffHours))
    }

    mutating func mitigate(_ customer: Int) {
        for kind in customers[customer].kinds where kinds[kind].mitigationApplies {
            if customers[customer].hasConsole { turnOffByConsole(kind) }
            enableHands(kind)
        }
    }

    /// An aware customer with a console pushes a published fix after a while.
    mutating func startPush(_ customer: Int) {
        guard customers[customer].hasConsole, fixPublishedAt <= now, customers[customer].awareAt <= now else { return }
        let start = waitOver(
            plan.scenario.response.console.start, in: cell(customer).staffHours,
            from: max(now, fixOfferedAt(customer)))
        schedule(.push(Int32(customer)), at: start)
    }

    mutating func pushFix(_ customer: Int) {
        for kind in customers[customer].kinds where kinds[kind].fixWorks || kinds[kind].correctiveFrom <= now {
            push(kind)
        }
    }

    // MARK: The second iteration

    /// Vendor and customer look for what works where the fix does not, if a machine has the faulty content or soon will.
    mutating func seekSecondIteration(_ customer: Int) {
        let isNeeded = customers[customer].troubles.contains { trouble in
            !kinds[Int(troubles[trouble].kind)].fixWorks
                && (machines[Int(troubles[trouble].machine)].hasRelease || isAboutToFetch(trouble))
        }
        guard isNeeded else { return }
        let found = workDone(
            plan.scenario.response.fix.secondIteration, in: plan.engineerHours, from: fixOfferedAt(customer))
        schedule(.secondIteration(Int32(customer)), at: found)
    }

    mutating func iterate(_ customer: Int) {
        for kind in customers[customer].kinds where !kinds[kind].fixWorks {
            for trouble in customers[customer].troubles where Int(troubles[trouble].kind) == kind {
                let machine = Int(troubles[trouble].machine)
                if machines[machine].fraction < 0 { machines[machine].fraction = uniform() }
                schedule(.secondCorrective(Int32(trouble)), at: laterPoll(machine))
            }
            helpByFix(kind)
            if customers[customer].hasConsole && customers[customer].awareAt <= now { push(kind) }
        }
    }

    // MARK: Others who help

    /// A report calls the Critical Account Team, or a CERT, once it is the one they waited for.
    func teamIsCalled(by centre: Int) -> CriticalAccountTeam? {
        guard let team = plan.scenario.support.criticalAccountTeam else { return nil }
        return centres[centre].reports == team.afterReports ? team : nil
    }

    mutating func tellCERTs(of cell: Int) {
        for cert in plan.certs.indices where plan.certs[cert].cells.contains(cell) {
            reportsHeard[cert] += 1
            if reportsHeard[cert] == plan.certs[cert].afterReports {
                schedule(.warned(Int32(cert)), at: now + plan.certs[cert].delay.ticks(uniform()))
            }
        }
    }

    /// A CERT warns: who has failed machines knows as soon as somebody is at work.
    mutating func warn(_ cert: Int) {
        for cell in plan.certs[cert].cells { isWarned[cell] = true }
        for customer in customers.indices where plan.certs[cert].cells.contains(customers[customer].cell) {
            guard customers[customer].failures > 0 else { continue }
            let hours = plan.openHours[cell(customer).staffHours]
            if let aware = hours.adding(working: 1, to: now) { schedule(.aware(Int32(customer)), at: aware) }
        }
    }

    mutating func receiveTeam(_ customer: Int) {
        customers[customer].technicians += plan.scenario.support.localTeams?.technicians ?? 0
        takeNext(customer)
    }
}
