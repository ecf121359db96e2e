// How the release reaches endpoints: tests, publication, stages, canaries, relays, polls, and the halt.

import CivilTime
import RandomStreams

extension Simulation {
    /// Tests the release, and settles when it is published and when each stage of the rollout may start.
    mutating func planRollout() {
        let instant = plan.scenario.release.published.instant(uniform(plan.purposes.publication))
        let ready = max(0, (instant - plan.start).microseconds)
        readyAt = ready
        publishedAt = over(plan.scenario.qualityAssurance.addedTime, from: ready, in: plan.officeHours)
        foundByQualityAssurance = testsFindDefect()
        if foundByQualityAssurance {
            let rework = plan.scenario.qualityAssurance.rework
            publishedAt = over(rework, uniform(plan.purposes.rework), from: publishedAt, in: plan.officeHours)
        }
        stageStarts.removeAll(keepingCapacity: true)
        var start = publishedAt
        for index in plan.stages.indices {
            stageStarts.append(start)
            start = over(plan.stages[index].bake, from: start, in: plan.officeHours)
        }
    }

    /// Publishes the release and schedules the stages.
    mutating func publish() {
        if publishedAt < plan.horizon { log.record(.published, at: publishedAt) }
        for index in stageStarts.indices { schedule(.stageStart, index, at: stageStarts[index]) }
        guard !foundByQualityAssurance else { return }
        for index in customers.indices {
            let resident = Int(customers[index].resident)
            schedule(.relayFetch, index, at: nextPoll(ofResident: resident, at: residents[resident].offeredAt))
        }
    }

    /// One draw per covered platform in the predicate, unless the validator itself is broken.
    private func testsFindDefect() -> Bool {
        let assurance = plan.scenario.qualityAssurance
        if uniform(plan.purposes.commonCause) < assurance.commonCauseFailure { return false }
        return plan.affected.contains { $0.releaseCovered && uniform($0.detection) < assurance.detection }
    }

    mutating func startStage(_ index: Int) {
        guard haltedAt == never, fixPublishedAt == never else { return }
        stagesStarted += 1
        log.record(.stageStarted, at: now, detail: plan.stages[index].id)
        guard let canary = plan.stages[index].canary, !foundByQualityAssurance else { return }
        selectCanaries(canary, stage: index)
    }

    /// A relay polls: it fetches the release if the origin still offers it.
    mutating func fetchAtRelay(_ index: Int) {
        guard haltedAt == never, fixPublishedAt == never else { return }
        customers[index].fetchedAt = now
        log.record(.relayFetched, at: now, customer: index)
        for endpoint in customers[index].endpoints where !endpoints[Int(endpoint)].isCanary {
            install(Int(endpoint), available: now)
        }
    }

    /// Draws when an endpoint fetches and installs content that is available to it from an instant on, and when its failure would be
    /// triggered. Whether both still happen is decided when the trigger comes.
    mutating func install(_ index: Int, available: Int64) {
        let stratum = Int(endpoints[index].stratum)
        let customer = Int(strata[stratum].customer)
        let cell = cell(of: customer)
        let usage = plan.cells[cell].usage
        let due = available + Int64((endpoints[index].poll * Double(plan.cells[cell].endpointPoll)).rounded(.down))
        guard let installed = plan.usages[usage].on.nextOn(Int(endpoints[index].machineClass), at: due) else { return }
        endpoints[index].installAt = installed
        let (draw, _) = triggerDraws(index, stratum: stratum, customer: customer)
        switch plan.trigger {
        case .install: schedule(.trigger, index, at: installed)
        case .after(let delay): schedule(.trigger, index, at: installed + delay.ticks(draw))
        case .logOn:
            let hazard = -ReproducibleMath.log(draw)
            if let logOn = plan.usages[usage].logOns.time(whenIntegralReaches: hazard, after: installed) {
                schedule(.trigger, index, at: logOn)
            }
        }
    }

    /// The draws for an endpoint's trigger and for whether telemetry sees its failure.
    func triggerDraws(_ index: Int, stratum: Int, customer: Int) -> (trigger: Double, telemetry: Double) {
        draws.uniformPair(
            plan.cellPlatforms[Int(strata[stratum].cellPlatform)].purposes.trigger, entity: customers[customer].number,
            position: ordinal(index, in: stratum))
    }

    /// The number of an endpoint within its stratum.
    func ordinal(_ index: Int, in stratum: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: index - Int(strata[stratum].endpoints.lowerBound))
    }

    /// When a customer's endpoints can no longer fetch the faulty content: its server drops it at its first poll after the halt or
    /// the fix; a canary asks the origin itself.
    func faultyContentStops(customer: Int, isCanary: Bool) -> Int64 {
        let origin = min(haltedAt, fixPublishedAt)
        return isCanary ? origin : nextPoll(ofResident: Int(customers[customer].resident), at: origin)
    }

    /// Whether an endpoint really installed the faulty content.
    func installedFaulty(_ index: Int) -> Bool {
        let endpoint = endpoints[index]
        // What has met its trigger had installed, also where the withdrawal came in the same instant.
        if endpoint.state != .sound { return true }
        guard endpoint.installAt < plan.horizon else { return false }
        let customer = Int(strata[Int(endpoint.stratum)].customer)
        return endpoint.installAt < faultyContentStops(customer: customer, isCanary: endpoint.isCanary)
    }

    /// The origin and its edges no longer offer the release.
    mutating func halt() {
        guard haltedAt == never else { return }
        haltedAt = now
        log.record(.halted, at: now)
    }
}
