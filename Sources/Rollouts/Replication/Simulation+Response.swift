// What the vendor does: escalation, halt, mitigation, fix; and how each reaches the customers.

import CivilTime
import RandomStreams

extension Simulation {
    /// The people who decide know. They halt the release, look for a mitigation and start the fix.
    mutating func escalate() {
        guard escalatedAt == never else { return }
        escalatedAt = now
        log.record(.escalated, at: now)
        let response = plan.scenario.response
        if let halting = response.halt {
            let decided = over(halting.decision, uniform(plan.purposes.haltDecision), in: plan.officeHours)
            let propagation = halting.propagation.ticks(uniform(plan.purposes.haltPropagation))
            scheduleStop(halting.kind, at: decided + propagation)
        }
        if let rollback = response.rollback {
            let decided = over(rollback.decision, uniform(plan.purposes.rollbackDecision), in: plan.officeHours)
            let propagation = rollback.propagation.ticks(uniform(plan.purposes.rollbackPropagation))
            schedule(.rollback, 0, at: decided + propagation)
        }
        if let killSwitch = response.killSwitch {
            let decided = over(killSwitch.decision, uniform(plan.purposes.killSwitchDecision), in: plan.officeHours)
            let propagation = killSwitch.propagation.ticks(uniform(plan.purposes.killSwitchPropagation))
            schedule(.killSwitch, 0, at: decided + propagation)
        }
        if let advisory = response.advisory {
            let published = over(advisory.published, uniform(plan.purposes.advisory), in: plan.officeHours)
            schedule(.advisoryPublished, 0, at: published)
        }
        if let mitigation = response.mitigation {
            let found = over(mitigation.found, uniform(plan.purposes.mitigation), in: plan.engineerHours)
            schedule(.mitigationPublished, 0, at: found)
        }
        if let published = fixIsPublished(response.fix) { schedule(.fixPublished, 0, at: published) }
    }

    /// When the engineers, who begin now, have taken the four steps; nil if that is long after the horizon.
    private mutating func fixIsPublished(_ fix: Fix) -> Int64? {
        let hours = plan.engineerHours
        guard let diagnosed = done(fix.diagnose, uniform(plan.purposes.diagnose), in: hours),
            let built = done(fix.build, uniform(plan.purposes.build), from: diagnosed, in: hours),
            let tested = done(
                fix.fastTrack?.qualityAssurance ?? fix.qualityAssurance, uniform(plan.purposes.fixQualityAssurance),
                from: built, in: hours)
        else { return nil }
        return done(fix.publish, uniform(plan.purposes.publish), from: tested, in: hours)
    }

    // MARK: Mitigation

    mutating func publishMitigation() {
        mitigationPublishedAt = now
        log.record(.mitigationPublished, at: now)
        for index in customers.indices { considerMitigation(index) }
    }

    /// An aware customer hears of the mitigation after a while.
    mutating func considerMitigation(_ index: Int) {
        guard let mitigation = plan.scenario.response.mitigation, mitigationPublishedAt <= now,
            customers[index].awareAt <= now, !customers[index].mitigationStarted
        else { return }
        customers[index].mitigationStarted = true
        let purpose = plan.cells[cell(of: index)].purposes.advisory
        let (draw, _) = draws.uniformPair(purpose, entity: customers[index].number)
        let hours = plan.cells[cell(of: index)].staffHours
        schedule(.customerMitigates, index, at: over(mitigation.advisory, draw, in: hours))
    }

    /// A customer turns the feature off where that applies: by console, and by hand.
    mutating func mitigate(_ index: Int) {
        log.record(.mitigating, at: now, customer: index)
        for position in customers[index].strata where strata[Int(position)].mitigationApplies {
            let stratum = Int(position)
            if customers[index].hasConsole && strata[stratum].mitigationFrom == never {
                strata[stratum].mitigationFrom = now
                for endpoint in strata[stratum].endpoints where endpoints[Int(endpoint)].state == .failed {
                    scheduleConsoleRecovery(Int(endpoint), stratum: stratum)
                }
            }
            enableHands(stratum)
        }
    }

    // MARK: Fix

    mutating func publishFix() {
        fixPublishedAt = now
        settleDrops()
        planFixStages()
        log.record(.fixPublished, at: now)
        for index in customers.indices {
            let resident = Int(customers[index].resident)
            let offered = fixOffered(resident: resident)
            schedule(.correctiveAtRelay, index, at: nextPoll(ofResident: resident, at: offered))
            startPush(index)
            scheduleSecondIteration(index)
        }
    }

    /// A customer's server has fetched the corrective item.
    mutating func receiveCorrective(_ index: Int) {
        log.record(.relayCorrected, at: now, customer: index)
        for stratum in customers[index].strata where strata[Int(stratum)].fixWorks { correct(Int(stratum)) }
    }

    /// Where the fix did not work, vendor and customer have found what does.
    mutating func receiveSecondIteration(_ index: Int) {
        log.record(.secondIteration, at: now, customer: index)
        for stratum in customers[index].strata where !strata[Int(stratum)].fixWorks {
            correct(Int(stratum))
            if customers[index].hasConsole && customers[index].awareAt <= now { push(Int(stratum)) }
        }
    }

    /// Vendor and customer look on where machines have the faulty content and the fix does not work on them. From the fix on it is
    /// settled which have it, because nobody fetches it any more but those whose server still holds it.
    private mutating func scheduleSecondIteration(_ index: Int) {
        let isNeeded = customers[index].strata.contains { stratum in
            !strata[Int(stratum)].fixWorks && strata[Int(stratum)].endpoints.contains { installedFaulty(Int($0)) }
        }
        guard isNeeded else { return }
        let draw = draws.uniform(
            plan.cells[cell(of: index)].purposes.secondIteration, entity: customers[index].number)
        let offered = fixOffered(resident: Int(customers[index].resident))
        guard offered < never else { return }
        if let found = done(plan.scenario.response.fix.secondIteration, draw, from: offered, in: plan.engineerHours) {
            schedule(.secondIteration, index, at: found)
        }
    }

    /// The server offers an item that works in the stratum: polls bring it, and hands know what to do.
    private mutating func correct(_ stratum: Int) {
        strata[stratum].correctiveFrom = now
        // Where the previous version came before it, failed endpoints are trying already.
        if strata[stratum].withoutFrom > now { startOwnRecoveries(stratum) }
        enableHands(stratum)
    }

    // MARK: Console

    /// An aware customer with a console starts to push the fix, once it may have it.
    mutating func startPush(_ index: Int) {
        guard customers[index].hasConsole, fixPublishedAt <= now, customers[index].awareAt <= now else { return }
        let purpose = plan.cells[cell(of: index)].purposes.advisory
        let (_, draw) = draws.uniformPair(purpose, entity: customers[index].number)
        let hours = plan.cells[cell(of: index)].staffHours
        let offered = max(now, fixOffered(resident: Int(customers[index].resident)))
        schedule(.consolePush, index, at: over(plan.scenario.response.console.start, draw, from: offered, in: hours))
    }

    mutating func pushFromConsole(_ index: Int) {
        log.record(.consolePush, at: now, customer: index)
        // Where the fix does not work, what the second iteration has found.
        for stratum in customers[index].strata
        where strata[Int(stratum)].fixWorks || strata[Int(stratum)].correctiveFrom <= now {
            push(Int(stratum))
        }
    }

    private mutating func push(_ stratum: Int) {
        guard strata[stratum].pushFrom == never else { return }
        strata[stratum].pushFrom = now
        for endpoint in strata[stratum].endpoints where endpoints[Int(endpoint)].state == .failed {
            scheduleConsoleRecovery(Int(endpoint), stratum: stratum)
        }
        enableHands(stratum)
    }
}
