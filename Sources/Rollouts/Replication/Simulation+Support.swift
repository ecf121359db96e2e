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
            thirdLines.append(ServerPool(onDuty: 0, priorities: Self.priorities))
        }
        for index in plan.centres.indices {
            firstLines[index].reset(onDuty: plan.centres[index].duty.first?.firstLine ?? 0)
            secondLines[index].reset(onDuty: plan.centres[index].duty.first?.secondLine ?? 0)
            thirdLines[index].reset(onDuty: plan.centres[index].duty.first?.thirdLine ?? 0)
            firstLines[index].waitingPlaces = plan.centres[index].waitingPlaces
            scheduleShiftChange(index)
            scheduleUnrelatedArrival(index)
        }
    }

    /// Contracts have the first places; unrelated cases queue with the standard ones.
    static var priorities: Int { 3 }

    // MARK: Shifts

    private mutating func scheduleShiftChange(_ centre: Int) {
        let next = centres[centre].dutyIndex + 1
        if next < plan.centres[centre].duty.count {
            schedule(.shiftChange, centre, at: plan.centres[centre].duty[next].tick)
        }
    }

    mutating func changeShift(_ centre: Int) {
        centres[centre].dutyIndex += 1
        staff(centre)
        scheduleShiftChange(centre)
    }

    /// Sets the lines to those on duty now: the shift, the Critical Account Team, and the surge.
    mutating func staff(_ centre: Int) {
        let duty = plan.centres[centre].duty[centres[centre].dutyIndex]
        let surge = centres[centre].hasSurge ? plan.scenario.support.surge : nil
        firstLines[centre].setOnDuty(duty.firstLine + (surge?.firstLine ?? 0))
        secondLines[centre].setOnDuty(duty.secondLine + centres[centre].team + (surge?.secondLine ?? 0))
        thirdLines[centre].setOnDuty(duty.thirdLine + (surge?.thirdLine ?? 0))
        while let next = firstLines[centre].startNext(at: now) { startFirstLine(Int(next.id)) }
        while let next = secondLines[centre].startNext(at: now) { startSecondLine(Int(next.id)) }
        while let next = thirdLines[centre].startNext(at: now) { startThirdLine(Int(next.id)) }
    }

    // MARK: Arrivals

    mutating func report(_ index: Int) {
        let cell = cell(of: index)
        firstReportAt[cell] = min(firstReportAt[cell], now)
        incidentCases += 1
        casesOfCell[cell] += 1
        log.record(.reported, at: now, customer: index)
        callForHelp(cell: cell)
        countCaller(centre: plan.cells[cell].centre)
        take(SupportCase(customer: Int32(index), centre: Int32(plan.cells[cell].centre), arrival: now))
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
        take(
            SupportCase(
                customer: -1, centre: Int32(centre), arrival: now, number: centres[centre].unrelatedCases))
        scheduleUnrelatedArrival(centre)
    }

    // MARK: First line

    mutating func startFirstLine(_ id: Int) {
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
            let draw = firstLineDraw(id, customer: customer)
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
            if cases[id].endpoint >= 0 {
                matchCall(centre: centre)
            } else if centres[centre].knownAt > now {
                let priority = priority(of: id)
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
        if !goesToThirdLine(id) { matchCase(id) }
        if let next = secondLines[centre].finish(at: now) { startSecondLine(Int(next.id)) }
    }

    /// A case has been investigated to its end.
    mutating func matchCase(_ id: Int) {
        let centre = Int(cases[id].centre)
        sendLocalTeam(to: Int(cases[id].customer))
        centres[centre].matchingCases += 1
        if centres[centre].matchingCases >= plan.scenario.support.matchingCases { learn(centre: centre) }
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
