// Who calls support in the plain engine, who is not taken, gives up and calls again, and the surge that comes to help.

extension PlainSimulation {
    // MARK: Callers

    mutating func callFromUser(_ trouble: Int) {
        let machine = machines[Int(troubles[trouble].machine)]
        guard machine.state == .failed else { return }
        let customer = Int(machine.customer)
        countCaller(cell(customer).centre)
        take(PlainCase(customer: customer, centre: cell(customer).centre, arrival: now, trouble: trouble))
    }

    /// Somebody calls for the first time about the release; enough of them call for the surge.
    mutating func countCaller(_ centre: Int) {
        centres[centre].callers += 1
        guard let surge = plan.scenario.support.surge, centres[centre].callers == surge.afterCalls else { return }
        schedule(.surge(Int32(centre)), at: waitOver(surge.delay, in: plan.officeHours))
    }

    mutating func receiveSurge(_ centre: Int) {
        centres[centre].hasSurge = true
        setAgents(centre)
    }

    /// Reports queue by contract, a place sooner where much has failed; users and others queue with standard contracts.
    func priority(of id: Int) -> Int {
        guard cases[id].customer >= 0, cases[id].trouble == nil else { return SupportContract.standard.priority }
        let byContract = cell(cases[id].customer).priority
        let isSevere = plan.scenario.support.severeAfter.map { customers[cases[id].customer].failures >= $0 } ?? false
        return isSevere ? max(0, byContract - 1) : byContract
    }

    // MARK: Calls

    mutating func call(_ id: Int) {
        let centre = cases[id].centre
        count(id) { $0.calls += 1 }
        let line = centres[centre].first
        if line.busy >= line.agents && line.waiting.count >= plan.centres[centre].waitingPlaces {
            count(id) { $0.blocked += 1 }
            return considerCallingAgain(id)
        }
        cases[id].priority = priority(of: id)
        centres[centre].first.waiting.append(id)
        serveFirst(centre)
        guard centres[centre].first.waiting.contains(id) else { return }
        centres[centre].first.longest = max(centres[centre].first.longest, centres[centre].first.waiting.count)
        if let patience = plan.scenario.support.patience {
            schedule(.patienceEnds(Int32(id)), at: now + patience.ticks(uniform()))
        }
    }

    mutating func losePatience(_ id: Int) {
        let centre = cases[id].centre
        guard let place = centres[centre].first.waiting.firstIndex(of: id) else { return }
        centres[centre].first.waiting.remove(at: place)
        count(id) { $0.abandoned += 1 }
        considerCallingAgain(id)
    }

    private mutating func considerCallingAgain(_ id: Int) {
        guard let retrial = plan.scenario.support.retrial, cases[id].attempt < Retrial.most, happens(retrial.chance)
        else {
            return
        }
        schedule(.callsAgain(Int32(id)), at: now + max(Retrial.leastPause, retrial.pause.ticks(uniform())))
    }

    mutating func callAgain(_ id: Int) {
        if let trouble = cases[id].trouble, machines[Int(troubles[trouble].machine)].state != .failed { return }
        cases[id].attempt += 1
        cases[id].arrival = now
        count(id) { $0.retried += 1 }
        call(id)
    }

    mutating func matchCall(at centre: Int) {
        centres[centre].matchingCalls += 1
        if let needed = plan.scenario.support.matchingCalls, centres[centre].matchingCalls >= needed { learn(centre) }
    }

    private mutating func count(_ id: Int, _ change: (inout CallCounts) -> Void) {
        if cases[id].customer < 0 { change(&unrelatedCalls) } else { change(&calls) }
    }
}
