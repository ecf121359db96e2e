// Calls to the first line: users beside reports, those that are blocked or given up, those who call again; third line and surge.

import EventKernel
import RandomStreams

/// Calls to the first line and what became of them.
struct CallCounts {
    var calls = 0
    var blocked = 0
    var abandoned = 0
    var retried = 0
}

extension Simulation {
    // MARK: Callers

    /// The user of an endpoint that has just failed may call.
    mutating func scheduleUserCall(_ index: Int, stratum: Int, customer: Int) {
        let cell = cell(of: customer)
        let share = plan.cells[cell].userCallShare
        guard share > 0 else { return }
        let (calls, delay) = draws.uniformPair(
            plan.cellDefects[Int(strata[stratum].cellDefect)].purposes.userCall, entity: customers[customer].number,
            position: ordinal(index, in: stratum))
        if calls < share { schedule(.userCall, index, at: now + plan.cells[cell].userCallDelay.ticks(delay)) }
    }

    /// A user calls whose endpoint has not worked again meanwhile.
    mutating func callFromUser(_ index: Int) {
        guard endpoints[index].state == .failed else { return }
        let customer = Int(strata[Int(endpoints[index].stratum)].customer)
        let centre = plan.cells[cell(of: customer)].centre
        log.record(.userCalled, at: now, customer: customer)
        countCaller(centre: centre)
        take(
            SupportCase(
                customer: Int32(customer), centre: Int32(centre), arrival: now,
                endpoint: Int32(truncatingIfNeeded: index)))
    }

    /// A new caller of the incident at a centre may be the one who calls for the surge.
    mutating func countCaller(centre: Int) {
        centres[centre].callers += 1
        guard let surge = plan.scenario.support.surge, centres[centre].callers == surge.afterCalls else { return }
        let draw = uniform(plan.centres[centre].surge)
        schedule(.surgeArrives, centre, at: over(surge.delay, draw, in: plan.officeHours))
    }

    mutating func receiveSurge(_ centre: Int) {
        centres[centre].hasSurge = true
        log.record(.surge, at: now, detail: plan.centres[centre].id)
        staff(centre)
    }

    /// The place in the queue, lower first: by contract, and sooner where many endpoints have failed; users and unrelated cases
    /// come last.
    func priority(of id: Int) -> Int {
        guard cases[id].customer >= 0, cases[id].endpoint < 0 else { return Self.priorities - 1 }
        let customer = Int(cases[id].customer)
        let byContract = plan.cells[cell(of: customer)].priority
        guard let severe = plan.scenario.support.severeAfter, Int(customers[customer].failures) >= severe else {
            return byContract
        }
        return max(0, byContract - 1)
    }

    // MARK: A call

    mutating func take(_ newCase: SupportCase) {
        cases.append(newCase)
        call(cases.count - 1)
    }

    /// A caller reaches the first line, waits for it, or is blocked.
    private mutating func call(_ id: Int) {
        let centre = Int(cases[id].centre)
        count(id) { $0.calls += 1 }
        switch firstLines[centre].admit(UInt32(truncatingIfNeeded: id), priority: priority(of: id), at: now) {
        case .starts: startFirstLine(id)
        case .waits(let ticket):
            cases[id].ticket = ticket
            if let patience = plan.scenario.support.patience {
                schedule(.patienceEnds, id, at: now + patience.ticks(patienceDraws(id).patience))
            }
        case .refused:
            count(id) { $0.blocked += 1 }
            considerRetrial(id)
        }
    }

    /// A caller who still waits gives up.
    mutating func losePatience(_ id: Int) {
        guard firstLines[Int(cases[id].centre)].abandon(cases[id].ticket, at: now) != nil else { return }
        count(id) { $0.abandoned += 1 }
        considerRetrial(id)
    }

    private mutating func considerRetrial(_ id: Int) {
        guard let retrial = plan.scenario.support.retrial, cases[id].attempt < Retrial.most else { return }
        let draw = patienceDraws(id).retrial
        guard draw < retrial.chance else { return }
        // Given that they call again, draw / chance is uniform anew and serves the pause.
        schedule(.callAgain, id, at: now + max(Retrial.leastPause, retrial.pause.ticks(draw / retrial.chance)))
    }

    mutating func callAgain(_ id: Int) {
        if cases[id].endpoint >= 0 && endpoints[Int(cases[id].endpoint)].state != .failed { return }
        cases[id].attempt &+= 1
        cases[id].arrival = now
        count(id) { $0.retried += 1 }
        call(id)
    }

    @inline(__always)
    private mutating func count(_ id: Int, _ change: (inout CallCounts) -> Void) {
        if cases[id].customer < 0 { change(&unrelatedCallCounts) } else { change(&callCounts) }
    }

    /// How long a caller waits at this attempt, and whether and when they call again if it fails.
    private func patienceDraws(_ id: Int) -> (patience: Double, retrial: Double) {
        let attempt = cases[id].attempt
        guard cases[id].customer >= 0 else {
            return draws.uniformPair(
                plan.centres[Int(cases[id].centre)].unrelatedPatience, entity: attempt, position: cases[id].number)
        }
        let customer = Int(cases[id].customer)
        guard cases[id].endpoint >= 0 else {
            return draws.uniformPair(
                plan.cells[cell(of: customer)].purposes.patience, entity: customers[customer].number, position: attempt)
        }
        // A customer has fewer than 2²⁴ endpoints, and a caller makes fewer than 2⁸ calls.
        let stratum = Int(endpoints[Int(cases[id].endpoint)].stratum)
        return draws.uniformPair(
            plan.cellDefects[Int(strata[stratum].cellDefect)].purposes.userPatience, entity: customers[customer].number,
            position: ordinal(Int(cases[id].endpoint), in: stratum) | attempt << 24)
    }

    /// What decides the first line's time on a case of the incident.
    func firstLineDraw(_ id: Int, customer: Int) -> Double {
        guard cases[id].endpoint >= 0 else {
            return draws.uniform(
                plan.cells[cell(of: customer)].purposes.firstLine, entity: customers[customer].number)
        }
        let stratum = Int(endpoints[Int(cases[id].endpoint)].stratum)
        return draws.uniform(
            plan.cellDefects[Int(strata[stratum].cellDefect)].purposes.userService, entity: customers[customer].number,
            position: ordinal(Int(cases[id].endpoint), in: stratum))
    }

    /// The first line has done a user's call.
    mutating func matchCall(centre: Int) {
        centres[centre].matchingCalls += 1
        guard let needed = plan.scenario.support.matchingCalls, centres[centre].matchingCalls >= needed else { return }
        learn(centre: centre)
    }

    // MARK: Third line

    /// Whether a case that the second line has done goes on, and sends it there.
    mutating func goesToThirdLine(_ id: Int) -> Bool {
        guard let third = plan.scenario.support.thirdLine, thirdLineDraws(id).share < third.share else { return false }
        let centre = Int(cases[id].centre)
        if thirdLines[centre].arrive(UInt32(truncatingIfNeeded: id), priority: priority(of: id), at: now) {
            startThirdLine(id)
        }
        return true
    }

    private func thirdLineDraws(_ id: Int) -> (share: Double, time: Double) {
        let customer = Int(cases[id].customer)
        return draws.uniformPair(
            plan.cells[cell(of: customer)].purposes.thirdLine, entity: customers[customer].number)
    }

    mutating func startThirdLine(_ id: Int) {
        // As at the second line, what is known by now is matched, not investigated.
        let isKnown = centres[Int(cases[id].centre)].knownAt <= now
        let time = isKnown ? plan.scenario.support.knownError : plan.scenario.support.thirdLine?.time ?? .none
        schedule(.thirdLineDone, id, at: now + time.ticks(thirdLineDraws(id).time))
    }

    mutating func finishThirdLine(_ id: Int) {
        log.record(.thirdLineDone, at: now, customer: Int(cases[id].customer))
        matchCase(id)
        if let next = thirdLines[Int(cases[id].centre)].finish(at: now) { startThirdLine(Int(next.id)) }
    }
}
