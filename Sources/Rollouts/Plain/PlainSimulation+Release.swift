// How the release comes to machines in the plain engine, and how it is taken back.

import CivilTime

extension PlainSimulation {
    // MARK: Tests and publication

    /// Draws the release's defects, tests them, and settles when it is out; then its stages follow one another.
    mutating func testAndPublish() {
        let assurance = plan.scenario.qualityAssurance
        hasDefect = []
        for defect in plan.defects { hasDefect.append(happens(defect.prior)) }
        let wasThere = hasDefect
        let validatorIsBroken = happens(assurance.commonCauseFailure)
        for pair in plan.platformDefects where pair.releaseCovered && wasThere[pair.defect] {
            if happens(assurance.detection) && !validatorIsBroken {
                hasDefect[pair.defect] = false
                foundByTests = true
            }
        }
        readyAt = max(0, (plan.scenario.release.published.instant(uniform()) - plan.start).microseconds)
        lagSince = readyAt
        publishedAt = waitOver(assurance.addedTime, from: readyAt + plan.timeForPlatforms)
        if foundByTests { publishedAt = waitOver(assurance.rework, in: plan.officeHours, from: publishedAt) }
        var start = publishedAt
        for index in plan.stages.indices {
            schedule(.stage(Int32(index)), at: start)
            stageStarts.append(start)
            start = waitOver(plan.stages[index].bake, from: start)
            if let approval = plan.stages[index].approval {
                start = workDone(approval, in: plan.officeHours, from: start)
            }
        }
    }

    /// Whether the origin still gives the release to who asks for it.
    var originServesRelease: Bool { withdrawnAt == never }

    var withdrawnAt: Int64 { min(haltedAt, recalledAt, rolledBackAt, fixPublishedAt) }

    // MARK: Offers

    mutating func startStage(_ index: Int) {
        // What was put off starts at another time than was planned first.
        guard pausedAt == never, originServesRelease, index == stagesStarted, now == stageStarts[index] else { return }
        stagesStarted += 1
        watchStage(index)
        if let canary = plan.stages[index].canary { return selectCanaries(canary, stage: index) }
        for customer in customers.indices where customers[customer].offeredAt == never {
            let stages = plan.cellStages[cell(customer).stages]
            guard let own = stages.first(where: { $0.stage == index }), customers[customer].cohort < own.share else {
                continue
            }
            customers[customer].offeredAt = waitOver(cell(customer).deferral, in: cell(customer).staffHours)
            for machine in customers[customer].machines where !machines[machine].isCanary {
                machines[machine].stage = Int16(index)
            }
            schedule(.serverPolls(Int32(customer)), at: nextPoll(customer, at: customers[customer].offeredAt))
        }
    }

    /// An update server polls the origin and takes what there is for it.
    mutating func pollAtServer(_ customer: Int) {
        if fixOfferedAt(customer) <= now {
            serveCorrective(customer)
        } else if rolledBackAt <= now {
            servePrevious(customer)
        } else if min(recalledAt, fixPublishedAt) <= now {
            customers[customer].server = .nothing
        } else if originServesRelease && customers[customer].offeredAt <= now
            && customers[customer].offeredAt < pausedAt && customers[customer].server == .nothing
        {
            customers[customer].server = .release
            customers[customer].hadRelease = true
            for machine in customers[customer].machines
            where !machines[machine].isCanary && !machines[machine].hasRelease {
                offer(machine)
            }
        }
    }

    mutating func allServersPoll() {
        for customer in customers.indices {
            schedule(.serverPolls(Int32(customer)), at: nextPoll(customer, at: now))
        }
    }

    /// A machine's first poll for the release falls due within its interval.
    mutating func offer(_ machine: Int) {
        let platform = Int(machines[machine].platform)
        if platform >= 0 && isBlocked[platform] { return }
        machines[machine].ringAt =
            machines[machine].ringAt < 0 ? ringStart(machine) : max(now, machines[machine].ringAt)
        let due = machines[machine].ringAt + part(of: cell(Int(machines[machine].customer)).endpointPoll)
        let time = whenOn(machine, at: due, forRelease: true)
        machines[machine].fetchAt = time
        if machines[machine].trouble >= 0 { troubles[Int(machines[machine].trouble)].fetchAt = time }
        schedule(.fetch(Int32(machine)), at: time)
    }

    /// When the ring of a machine begins whose server has the release from now on.
    private mutating func ringStart(_ machine: Int) -> Int64 {
        let cell = cell(Int(machines[machine].customer))
        guard !cell.rings.isEmpty, !machines[machine].isCanary else { return now }
        let draw = uniform()
        let ring = cell.rings.first { draw < plan.rings[$0].share } ?? cell.rings.upperBound - 1
        return waitOver(plan.rings[ring].after, from: now, in: cell.staffHours)
    }

    /// Whether a machine's ring begins although its customer's people are aware: it does not.
    func isHeldBack(_ machine: Int) -> Bool {
        let customer = Int(machines[machine].customer)
        return !cell(customer).rings.isEmpty && !machines[machine].isCanary
            && machines[machine].ringAt >= customers[customer].awareAt
    }

    private mutating func selectCanaries(_ canary: Canary, stage: Int) {
        // By algorithm S of Knuth's volume 2: each machine with the chance that leaves all subsets equally likely.
        var left = Array(repeating: 0, count: plan.platforms.count + 1)
        var wanted = left
        let isRandom: Bool
        switch canary {
        case .random(let size):
            isRandom = true
            left[0] = machines.count
            wanted[0] = size
        case .perPlatform(let size):
            isRandom = false
            for machine in machines { left[Int(machine.platform) + 1] += 1 }
            for platform in 1..<wanted.count { wanted[platform] = size }
        }
        for index in machines.indices {
            let pot = isRandom ? 0 : Int(machines[index].platform) + 1
            if wanted[pot] > 0 && uniform() * Double(left[pot]) < Double(wanted[pot]) {
                wanted[pot] -= 1
                if !machines[index].isCanary && !customers[Int(machines[index].customer)].hadRelease {
                    machines[index].isCanary = true
                    machines[index].stage = Int16(stage)
                    offer(index)
                }
            }
            left[pot] -= 1
        }
    }

    // MARK: At the machine

    /// A machine polls for the release. A canary asks the origin, every other machine its customer's server.
    mutating func fetch(_ index: Int) {
        let machine = machines[index]
        guard machine.state == .current, machine.fetchAt == now, !isHeldBack(index) else { return }
        guard machine.isCanary ? originServesRelease : customers[Int(machine.customer)].server == .release else {
            return
        }
        machines[index].hasRelease = true
        reportInstallation(index)
        if hasDefect.contains(true) { exposed += 1 }
        guard machine.trouble >= 0 else {
            move(index, to: hearsOfSwitch(index) ? .mitigated : .updated)
            return
        }
        move(index, to: .armed)
        if troubles[Int(machine.trouble)].isTurnedOff || hearsOfSwitch(index) {
            move(index, to: .mitigated)
        } else {
            arm(Int(machine.trouble))
        }
    }

    /// Whether the poll that brings the release brings word that the feature is off as well.
    private func hearsOfSwitch(_ index: Int) -> Bool {
        let platform = Int(machines[index].platform)
        return killedAt <= now && platform >= 0 && knowsKillSwitch[platform]
    }

    /// When a machine polls for what comes after the release: at a fraction of the interval that is its own.
    func laterPoll(_ index: Int) -> Int64 {
        let interval = plan.cells[customers[Int(machines[index].customer)].cell].endpointPoll
        return whenOn(index, at: now + Int64(machines[index].fraction * Double(interval)))
    }

    private mutating func drawFraction(_ index: Int) {
        if machines[index].fraction < 0 { machines[index].fraction = uniform() }
    }

    /// A machine gets the previous version, or word that the feature is off.
    mutating func doWithout(_ index: Int) {
        guard machines[index].hasRelease, !machines[index].hasCorrective else { return }
        if machines[index].state == .updated || machines[index].state == .armed { move(index, to: .mitigated) }
    }

    /// A machine gets the corrective item.
    mutating func receiveCorrective(_ index: Int) {
        let trouble = Int(machines[index].trouble)
        if !machines[index].hasRelease {
            // It never had what could make it fail.
            if machines[index].state == .current { correct(index, to: .updated) }
        } else if trouble < 0 {
            correct(index, to: .updated)
        } else if kinds[Int(troubles[trouble].kind)].fixWorks {
            protect(trouble)
        }
    }

    mutating func correct(_ index: Int, to state: TimelineState) {
        machines[index].hasCorrective = true
        move(index, to: state)
    }

    // MARK: Taking it back

    mutating func stop(_ kind: HaltKind) {
        if !canHarm { watch.heldSince = now }
        switch kind {
        case .pause: pausedAt = min(pausedAt, now)
        case .halt: haltedAt = min(haltedAt, now)
        case .recall:
            guard recalledAt == never else { return }
            recalledAt = now
            allServersPoll()
        }
    }

    mutating func rollBack() {
        guard fixPublishedAt == never else { return }
        rolledBackAt = now
        allServersPoll()
    }

    /// A server has the previous version, and its machines will poll for it.
    private mutating func servePrevious(_ customer: Int) {
        guard customers[customer].server != .previous else { return }
        customers[customer].server = .previous
        for machine in customers[customer].machines where machines[machine].hasRelease {
            drawFraction(machine)
            schedule(.without(Int32(machine)), at: laterPoll(machine))
        }
        for kind in customers[customer].kinds { helpWithout(kind) }
    }

    mutating func turnOff() {
        guard fixPublishedAt == never else { return }
        killedAt = now
        for machine in machines.indices where machines[machine].hasRelease && hearsOfSwitch(machine) {
            drawFraction(machine)
            schedule(.without(Int32(machine)), at: laterPoll(machine))
        }
        for kind in kinds.indices where knowsKillSwitch[Int(kinds[kind].platform)] { helpWithout(kind) }
    }

    mutating func publishFix() {
        fixPublishedAt = now
        allServersPoll()
        for customer in customers.indices {
            schedule(.serverPolls(Int32(customer)), at: nextPoll(customer, at: fixOfferedAt(customer)))
            startPush(customer)
            seekSecondIteration(customer)
        }
    }

    /// From when a customer's server may have the fix: from the start of the first of its stages that selects the customer.
    func fixOfferedAt(_ customer: Int) -> Int64 {
        guard fixPublishedAt < never, !plan.fixBakes.isEmpty else { return fixPublishedAt }
        let own = plan.fixCellStages[cell(customer).fixStages].first { customers[customer].cohort < $0.share }
        guard let own else { return never }
        return plan.fixBakes[..<own.stage].reduce(fixPublishedAt) { waitOver($1, from: $0) }
    }

    /// A server has the corrective item, and its machines will poll for it.
    private mutating func serveCorrective(_ customer: Int) {
        guard customers[customer].server != .corrective else { return }
        customers[customer].server = .corrective
        let wasTakenBack = min(killedAt, rolledBackAt) < never
        for machine in customers[customer].machines where machines[machine].state != .updated || wasTakenBack {
            if machines[machine].platform >= 0 && isBlocked[Int(machines[machine].platform)] { continue }
            drawFraction(machine)
            schedule(.corrective(Int32(machine)), at: laterPoll(machine))
        }
        for kind in customers[customer].kinds where kinds[kind].fixWorks { helpByFix(kind) }
    }

    /// From when a customer's machines cannot fetch the release from its server any more.
    func serverDropsAt(_ customer: Int) -> Int64 {
        nextPoll(customer, at: min(recalledAt, rolledBackAt, fixPublishedAt))
    }
}
