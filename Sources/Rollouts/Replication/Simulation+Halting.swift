// How a release is stopped: pause, halt, recall, rollback, kill switch; and people who are asked not to set it off.

import RandomStreams

extension Simulation {
    mutating func scheduleStop(_ kind: HaltKind, at time: Int64) {
        schedule(.stop, HaltKind.allCases.firstIndex(of: kind) ?? 0, at: time)
    }

    /// When the release was first stopped in any of the three ways; ``never`` if it was not.
    var stoppedAt: Int64 { min(pausedAt, min(haltedAt, recalledAt)) }

    /// A stop has reached the last edge.
    mutating func stop(_ kind: HaltKind) {
        // What is sound resumes: see ``resume()``.
        if !canHarm { watching.interruptions.append(Interruption(kind: kind, start: now)) }
        switch kind {
        case .pause:
            guard pausedAt == never else { return }
            pausedAt = now
            expectReportsAnew()
            log.record(.paused, at: now)
        case .halt:
            guard haltedAt == never else { return }
            haltedAt = now
            log.record(.halted, at: now)
        case .recall:
            guard recalledAt == never else { return }
            recalledAt = now
            settleDrops()
            log.record(.halted, at: now)
        }
    }

    // MARK: Without the release

    /// The origin serves the previous version.
    mutating func rollBack() {
        guard rolledBackAt == never, fixPublishedAt == never else { return }
        rolledBackAt = now
        settleDrops()
        log.record(.rolledBack, at: now)
        for index in customers.indices {
            schedule(.rollbackAtRelay, index, at: nextPoll(ofResident: Int(customers[index].resident), at: now))
        }
    }

    /// A customer's server has fetched the previous version.
    mutating func receiveRollback(_ index: Int) {
        // Who is offered the fix, gets that.
        guard fixOffered(resident: Int(customers[index].resident)) > now else { return }
        log.record(.relayRolledBack, at: now, customer: index)
        for stratum in customers[index].strata { offerWithout(Int(stratum)) }
    }

    /// The flag that turns the feature off is at the origin, where endpoints ask for it themselves.
    mutating func turnOff() {
        guard killedAt == never, fixPublishedAt == never else { return }
        killedAt = now
        log.record(.turnedOff, at: now)
        for stratum in strata.indices where plan.affected[Int(strata[stratum].platform)].knowsKillSwitch {
            offerWithout(stratum)
        }
    }

    /// Polls bring what makes a stratum's endpoints work without the release, and hands know what to do.
    private mutating func offerWithout(_ stratum: Int) {
        guard min(strata[stratum].withoutFrom, strata[stratum].correctiveFrom) > now else { return }
        strata[stratum].withoutFrom = now
        startOwnRecoveries(stratum)
        enableHands(stratum)
    }

    /// When a sound endpoint's own poll turns the feature off or brings the previous version; ``never`` if it does not.
    mutating func turnedOffByPollAt(_ index: Int, stratum: Int) -> Int64 {
        let from = strata[stratum].withoutFrom
        guard from < never else { return never }
        // The poll that fetches the item brings the word as well, where it has gone out.
        if endpoints[index].installAt >= from && endpoints[index].installAt < never {
            return endpoints[index].installAt
        }
        let poll = correctionDraws(index, stratum: stratum).poll
        let cell = cell(of: Int(strata[stratum].customer))
        return nextOn(index, cell: cell, at: from + Int64(poll * Double(plan.cells[cell].endpointPoll)))
    }

    /// When a sound endpoint stops using what was released; ``never`` if it does not.
    mutating func turnedOffAt(_ index: Int, stratum: Int) -> Int64 {
        min(mitigatedByConsoleAt(index, stratum: stratum), turnedOffByPollAt(index, stratum: stratum))
    }

    // MARK: Advisory

    /// What not to do is published; each customer's people hear of it after a while.
    mutating func publishAdvisory() {
        guard advisoryPublishedAt == never, let advisory = plan.scenario.response.advisory else { return }
        advisoryPublishedAt = now
        log.record(.advisoryPublished, at: now)
        for index in customers.indices {
            let draw = draws.uniform(
                plan.cells[cell(of: index)].purposes.avoidance, entity: customers[index].number)
            schedule(.advised, index, at: now + advisory.reach.ticks(draw))
        }
    }
}
