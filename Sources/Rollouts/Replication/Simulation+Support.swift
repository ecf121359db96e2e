// How reports are taken: queues, tiers, shifts, recognition, and the transfer of what a centre has learned.

import EventKernel
import RandomStreams

extension Simulation {
    /// Sets the lines to the duty at time 0 and starts the arrivals of unrelated cases.
    mutating func openSupport() {
        Self.fill(&centres, count: plan.centres.count, with: CentreState())
        while firstLines.count < plan.centres.count {
            firstLines.append(ServerPool(onDuty: 0, priorities: Self.priorities))
            secondLines.append(ServerPool(onDuty: 0, priorities: Self.priorities))
        }
        for index in plan.centres.indices {
            firstLines[index].reset(onDuty: plan.centres[index].duty.first?.firstLine ?? 0)
            secondLines[index].reset(onDuty: plan.centres[index].duty.first?.secondLine ?? 0)
            scheduleShiftChange(index)
            scheduleUnrelatedArrival(index)
        }
    }

    /// Contracts have the first places; unrelated cases queue with the standard ones.
    private static var priorities: Int { 3 }

    // MARK: Shifts

    private mutating func scheduleShiftChange(_ centre: Int) {
        let next = centres[centre].dutyIndex + 1
        if next < plan.centres[centre].duty.count {
            schedule(.shiftChange, centre, at: plan.centres[centre].duty[next].tick)
        }
    }

    mutating func changeShift(_ centre: Int) {
        centres[centre].dutyIndex += 1
        let duty = plan.centres[centre].duty[centres[centre].dutyIndex]
        firstLines[centre].setOnDuty(duty.firstLine)
        secondLines[centre].setOnDuty(duty.secondLine + centres[centre].team)
        while let next = firstLines[centre].startNext(at: now) { startFirstLine(Int(next.id)) }
        while let next = secondLines[centre].startNext(at: now) { startSecondLine(Int(next.id)) }
        scheduleShiftChange(centre)
    }

    // MARK: Arrivals

    mutating func report(_ index: Int) {
        let cell = cell(of: index)
        firstReportAt[cell] = min(firstReportAt[cell], now)
        incidentCases += 1
        casesOfCell[cell] += 1
        log.record(.reported, at: now, customer: index)
        callForHelp(cell: cell)
        take(
            SupportCase(customer: Int32(index), centre: Int32(plan.cells[cell].centre), arrival: now),
            priority: plan.cells[cell].priority)
    }

    private mutating func scheduleUnrelatedArrival(_ centre: Int) {
        let rate = plan.centres[centre].unrelatedPerHour
        guard rate > 0 else { return }
        let position = centres[centre].unrelatedCases
        centres[centre].unrelatedCases &+= 1
        let draw = draws.uniform(plan.centres[centre].arrivals, entity: 0, position: position)
        let gap = min(-ReproducibleMath.log(draw) / rate * ticksPerHour, Double(plan.horizon))
        let working = Int64(gap.rounded())
        if let arrival = plan.centres[centre].unrelatedHours.adding(working: working, to: now) {
            schedule(.unrelatedArrival, centre, at: arrival)
        }
    }

    mutating func takeUnrelatedCase(_ centre: Int) {
        take(SupportCase(customer: -1, centre: Int32(centre), arrival: now), priority: Self.priorities - 1)
        scheduleUnrelatedArrival(centre)
    }

    private mutating func take(_ newCase: SupportCase, priority: Int) {
        let id = cases.count
        cases.append(newCase)
        let centre = Int(newCase.centre)
        if firstLines[centre].arrive(UInt32(truncatingIfNeeded: id), priority: priority, at: now) { startFirstLine(id) }
    }

    // MARK: First line

    private mutating func startFirstLine(_ id: Int) {
        let centre = Int(cases[id].centre)
        let wait = Double(now - cases[id].arrival) / ticksPerHour
        let duration: Int64
        if cases[id].customer < 0 {
            unrelatedWaits.record(wait)
            let position = centres[centre].unrelatedStarted
            centres[centre].unrelatedStarted &+= 1
            let draw = draws.uniform(plan.centres[centre].unrelatedService, entity: 0, position: position)
            duration = plan.scenario.support.unrelated.ticks(draw)
        } else {
            incidentWaits.record(wait)
            let customer = Int(cases[id].customer)
            let draw = draws.uniform(
                plan.cells[cell(of: customer)].purposes.firstLine, entity: customers[customer].number)
            let isKnown = centres[centre].knownAt <= now
            duration = (isKnown ? plan.scenario.support.knownError : plan.scenario.support.firstLine).ticks(draw)
        }
        schedule(.firstLineDone, id, at: now + duration)
    }

    mutating func finishFirstLine(_ id: Int) {
        let centre = Int(cases[id].centre)
        if cases[id].customer >= 0 {
            let customer = Int(cases[id].customer)
            log.record(.firstLineDone, at: now, customer: customer)
            if centres[centre].knownAt > now {
                let priority = plan.cells[cell(of: customer)].priority
                if secondLines[centre].arrive(UInt32(truncatingIfNeeded: id), priority: priority, at: now) {
                    startSecondLine(id)
                }
            } else {
                sendLocalTeam(to: customer)
            }
        }
        if let next = firstLines[centre].finish(at: now) { startFirstLine(Int(next.id)) }
    }

    // MARK: Second line and recognition

    mutating func startSecondLine(_ id: Int) {
        let customer = Int(cases[id].customer)
        let draw = draws.uniform(plan.cells[cell(of: customer)].purposes.secondLine, entity: customers[customer].number)
        // A case that waited while another centre's knowledge came in is matched, not investigated.
        let isKnown = centres[Int(cases[id].centre)].knownAt <= now
        let duration = isKnown ? plan.scenario.support.knownError : plan.scenario.support.secondLine
        schedule(.secondLineDone, id, at: now + duration.ticks(draw))
    }

    mutating func finishSecondLine(_ id: Int) {
        let centre = Int(cases[id].centre)
        log.record(.secondLineDone, at: now, customer: Int(cases[id].customer))
        sendLocalTeam(to: Int(cases[id].customer))
        centres[centre].matchingCases += 1
        if centres[centre].matchingCases >= plan.scenario.support.matchingCases { learn(centre: centre) }
        if let next = secondLines[centre].finish(at: now) { startSecondLine(Int(next.id)) }
    }

    /// A centre knows the error, by its own cases or from another centre, and passes it on.
    mutating func learn(centre: Int) {
        guard centres[centre].knownAt == never else { return }
        let isFirst = !centres.contains { $0.knownAt < never }
        centres[centre].knownAt = now
        log.record(.knownError, at: now, detail: plan.centres[centre].id)
        guard isFirst else { return }
        firstKnownAt = min(firstKnownAt, now)
        for other in plan.centres.indices where other != centre {
            let delay = plan.scenario.support.transfer.ticks(uniform(plan.centres[centre].transfer[other]))
            schedule(.transferArrival, other, at: now + delay)
        }
        let draw = uniform(plan.purposes.escalation)
        schedule(.escalated, 0, at: over(plan.scenario.response.escalation, draw, in: plan.officeHours))
    }
}
