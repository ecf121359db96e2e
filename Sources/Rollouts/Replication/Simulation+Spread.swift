// How the release reaches endpoints: tests, publication, stages, canaries, relays, polls, and the halt.

import CivilTime
import RandomStreams

extension Simulation {
    /// Draws which defects the release has, and which of them the tests before publication find; those are repaired.
    ///
    /// A test finds by one draw per defect and covered platform in its predicate, unless the validator itself is broken.
    mutating func settleDefects() {
        let detection = plan.scenario.qualityAssurance.detection
        let isBlind = uniform(plan.purposes.commonCause) < plan.scenario.qualityAssurance.commonCauseFailure
        Self.fill(&hasDefect, count: plan.defects.count, with: false)
        for index in plan.defects.indices {
            hasDefect[index] =
                plan.defects[index].prior >= 1 || uniform(plan.defects[index].presence) < plan.defects[index].prior
        }
        if !isBlind {
            for pair in plan.platformDefects where pair.releaseCovered && hasDefect[pair.defect] {
                guard uniform(pair.detection) < detection else { continue }
                hasDefect[pair.defect] = false
                foundByQualityAssurance = true
            }
        }
        isFaulty = hasDefect.contains(true)
    }

    /// Settles when the release is published and when each stage of the rollout may start.
    mutating func planRollout() {
        let instant = plan.scenario.release.published.instant(uniform(plan.purposes.publication))
        let ready = max(0, (instant - plan.start).microseconds)
        readyAt = ready
        publishedAt = over(
            plan.scenario.qualityAssurance.addedTime, from: ready + plan.timeForPlatforms, in: plan.officeHours)
        if foundByQualityAssurance {
            let rework = plan.scenario.qualityAssurance.rework
            publishedAt = over(rework, uniform(plan.purposes.rework), from: publishedAt, in: plan.officeHours)
        }
        stageStarts.removeAll(keepingCapacity: true)
        var start = publishedAt
        for index in plan.stages.indices {
            stageStarts.append(start)
            start = over(plan.stages[index].bake, from: start, in: plan.officeHours)
            if let approval = plan.stages[index].approval, start < never {
                let draw = draws.uniform(
                    plan.gatePurposes.stageApproval, entity: UInt32(truncatingIfNeeded: index))
                start = done(approval, draw, from: start, in: plan.officeHours) ?? never
            }
        }
        planCellStages()
    }

    /// Publishes the release and schedules the stages.
    mutating func publish() {
        if publishedAt < plan.horizon { log.record(.published, at: publishedAt) }
        for index in stageStarts.indices { schedule(.stageStart, index, at: stageStarts[index]) }
        for index in customers.indices {
            let resident = Int(customers[index].resident)
            schedule(.relayFetch, index, at: nextPoll(ofResident: resident, at: residents[resident].offeredAt))
        }
    }

    mutating func startStage(_ index: Int) {
        // A stage that a false alarm has put off starts later than was planned, and none starts twice.
        guard pausedAt == never, originStopsAt == never, index == stagesStarted, now == stageStarts[index]
        else { return }
        stagesStarted += 1
        if index > 0, plan.stages[index - 1].approval != nil {
            log.record(.stageApproved, at: now, detail: plan.stages[index].id)
        }
        log.record(.stageStarted, at: now, detail: plan.stages[index].id)
        watch(stage: index)
        if let canary = plan.stages[index].canary { selectCanaries(canary, stage: index) }
        expectReports(ofStage: index, wave: canaryStarts.count - 1)
        expectReports(ofEndpointsAtRiskIn: index)
    }

    /// A relay polls: it fetches the release if the origin still offers it.
    mutating func fetchAtRelay(_ index: Int) {
        guard originStopsAt == never, residents[Int(customers[index].resident)].offeredAt < pausedAt else { return }
        customers[index].fetchedAt = now
        log.record(.relayFetched, at: now, customer: index)
        let cell = cell(of: index)
        for endpoint in customers[index].endpoints where !endpoints[Int(endpoint)].isCanary {
            let offered = max(now, endpoints[Int(endpoint)].offeredAt)
            install(Int(endpoint), available: ringStart(Int(endpoint), cell: cell, from: offered))
        }
    }

    /// Draws when an endpoint fetches and installs content that is available to it from an instant on, and when its failure would be
    /// triggered. Whether both still happen is decided when the trigger comes.
    mutating func install(_ index: Int, available: Int64) {
        guard available < plan.horizon else { return }
        let stratum = Int(endpoints[index].stratum)
        let customer = Int(strata[stratum].customer)
        let cell = cell(of: customer)
        let usage = endpoints[index].isCanary ? plan.cells[cell].usage : plan.cells[cell].installUsage
        let due = available + Int64((endpoints[index].poll * Double(plan.cells[cell].endpointPoll)).rounded(.down))
        guard let installed = plan.usages[usage].on.nextOn(Int(endpoints[index].machineClass), at: due) else { return }
        endpoints[index].installAt = installed
        expectReport(ofEndpoint: index)
        if let time = triggerTime(index, stratum: stratum, customer: customer, installed: installed) {
            schedule(.trigger, index, at: time)
        }
    }

    /// When what an endpoint has installed would make it fail; nil for never.
    private mutating func triggerTime(_ index: Int, stratum: Int, customer: Int, installed: Int64) -> Int64? {
        let cell = cell(of: customer)
        let usage = plan.cells[cell].usage
        let defect = Int(strata[stratum].defect)
        switch plan.defects[defect].trigger {
        case .install: return installed
        case .after(let delay):
            return installed + delay.ticks(triggerDraws(index, stratum: stratum, customer: customer).trigger)
        case .logOn:
            let hazard = -ReproducibleMath.log(triggerDraws(index, stratum: stratum, customer: customer).trigger)
            return plan.usages[usage].logOns.time(whenIntegralReaches: hazard, after: installed)
        case .restart:
            return plan.usages[usage].on.nextSwitchOn(Int(endpoints[index].machineClass), after: installed)
        case .scan:
            let hours = plan.scanHours[plan.cells[cell].region * plan.defects.count + defect]
            guard let opening = startOfScan(hours, after: installed) else { return nil }
            return plan.usages[usage].on.nextOn(Int(endpoints[index].machineClass), at: opening)
        }
    }

    /// The next opening of a table of hours after an instant; nil if there is none.
    private mutating func startOfScan(_ hours: Int, after time: Int64) -> Int64? {
        guard plan.openHours[hours].isOpen(at: time) else { return plan.openHours[hours].nextOpening(atOrAfter: time) }
        guard let closing = plan.openHours[hours].nextChange(after: time) else { return nil }
        return plan.openHours[hours].nextOpening(atOrAfter: closing)
    }

    /// The draws for an endpoint's trigger and for whether telemetry sees its failure.
    mutating func triggerDraws(_ index: Int, stratum: Int, customer: Int) -> (trigger: Double, telemetry: Double) {
        draws.uniformPair(
            plan.cellDefects[Int(strata[stratum].cellDefect)].purposes.trigger, entity: customers[customer].number,
            position: ordinal(index, in: stratum))
    }

    /// The number of an endpoint within its stratum.
    @inline(__always)
    func ordinal(_ index: Int, in stratum: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: index - Int(strata[stratum].endpoints.lowerBound))
    }

    /// When the origin stopped serving the release, by whatever way; ``never`` if it still does.
    var originStopsAt: Int64 { min(min(haltedAt, recalledAt), min(rolledBackAt, fixPublishedAt)) }

    /// From when a customer's server drops the release at its next poll.
    var serversDropFrom: Int64 { min(recalledAt, min(rolledBackAt, fixPublishedAt)) }

    /// When a customer's endpoints can no longer fetch the faulty content: its server drops it at its first poll after it was
    /// withdrawn or superseded; a canary asks the origin itself.
    mutating func faultyContentStops(customer: Int, isCanary: Bool) -> Int64 {
        isCanary ? originStopsAt : customers[customer].dropsAt
    }

    /// The release has been withdrawn or superseded: each server drops it at its next poll.
    mutating func settleDrops() {
        for index in customers.indices {
            customers[index].dropsAt = nextPoll(ofResident: Int(customers[index].resident), at: serversDropFrom)
        }
    }

    /// Whether an endpoint really installed the faulty content.
    mutating func installedFaulty(_ index: Int) -> Bool {
        let endpoint = endpoints[index]
        // What has met its trigger had installed, also where the withdrawal came in the same instant.
        if endpoint.state != .sound { return true }
        guard endpoint.installAt < plan.horizon else { return false }
        if plan.splitsFleets && !endpoint.isCanary && endpoint.offeredAt >= offersStopAt { return false }
        let customer = Int(strata[Int(endpoint.stratum)].customer)
        if !plan.rings.isEmpty && isHeldBack(index, customer: customer) { return false }
        return endpoint.installAt < faultyContentStops(customer: customer, isCanary: endpoint.isCanary)
    }
}
