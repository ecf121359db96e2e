// The support centres of the plain engine: three lines of cases in plain lists.

import RandomStreams

extension PlainSimulation {
    mutating func openSupport() {
        for index in plan.centres.indices {
            var centre = PlainCentre()
            centre.first.agents = plan.centres[index].duty[0].firstLine
            centre.second.agents = plan.centres[index].duty[0].secondLine
            centre.third.agents = plan.centres[index].duty[0].thirdLine
            centres.append(centre)
            scheduleShift(index)
            scheduleUnrelated(index)
        }
    }

    private mutating func scheduleShift(_ centre: Int) {
        let next = centres[centre].duty + 1
        if next < plan.centres[centre].duty.count {
            schedule(.shift(Int32(centre)), at: plan.centres[centre].duty[next].tick)
        }
    }

    mutating func changeShift(_ centre: Int) {
        centres[centre].duty += 1
        scheduleShift(centre)
        setAgents(centre)
    }

    mutating func mobilise(_ centre: Int) {
        centres[centre].team = plan.scenario.support.criticalAccountTeam?.secondLine ?? 0
        setAgents(centre)
    }

    mutating func setAgents(_ centre: Int) {
        let duty = plan.centres[centre].duty[centres[centre].duty]
        let surge = centres[centre].hasSurge ? plan.scenario.support.surge : nil
        centres[centre].first.agents = duty.firstLine + (surge?.firstLine ?? 0)
        centres[centre].second.agents = duty.secondLine + centres[centre].team + (surge?.secondLine ?? 0)
        centres[centre].third.agents = duty.thirdLine + (surge?.thirdLine ?? 0)
        serveFirst(centre)
        serveSecond(centre)
        serveThird(centre)
    }

    // MARK: Cases

    mutating func report(_ customer: Int) {
        customers[customer].reportedAt = now
        let cell = cell(customer)
        centres[cell.centre].reports += 1
        if let team = teamIsCalled(by: cell.centre) {
            schedule(.mobilised(Int32(cell.centre)), at: waitOver(team.mobilisation, in: plan.officeHours))
        }
        tellCERTs(of: customers[customer].cell)
        countCaller(cell.centre)
        take(PlainCase(customer: customer, centre: cell.centre, arrival: now))
    }

    private mutating func scheduleUnrelated(_ centre: Int) {
        let rate = plan.centres[centre].unrelatedPerHour
        guard rate > 0 else { return }
        // A Poisson process in the time in which such cases come.
        let hours = min(-ReproducibleMath.log(uniform()) / rate, 1e5)
        let gap = Int64((hours * ticksPerHour).rounded())
        if let time = plan.centres[centre].unrelatedHours.adding(working: gap, to: now) {
            schedule(.unrelated(Int32(centre)), at: time)
        }
    }

    mutating func takeUnrelated(_ centre: Int) {
        scheduleUnrelated(centre)
        take(PlainCase(customer: -1, centre: centre, arrival: now))
    }

    mutating func take(_ new: PlainCase) {
        cases.append(new)
        call(cases.count - 1)
    }

    // MARK: The lines

    /// Who waits longest among those with the best priority is next.
    private func next(_ line: PlainCentre.Line) -> Int? {
        guard line.busy < line.agents else { return nil }
        return line.waiting.indices.min { cases[line.waiting[$0]].priority < cases[line.waiting[$1]].priority }
    }

    mutating func serveFirst(_ centre: Int) {
        while let place = next(centres[centre].first) {
            let id = centres[centre].first.waiting.remove(at: place)
            centres[centre].first.busy += 1
            let wait = Double(now - cases[id].arrival) / ticksPerHour
            let support = plan.scenario.support
            let duration: Delay
            if cases[id].customer < 0 {
                unrelatedWaits.append(wait)
                duration = support.unrelated
            } else {
                waits.append(wait)
                duration = centres[centre].knownAt <= now ? support.knownError : support.firstLine
            }
            schedule(.firstLineDone(Int32(id)), at: now + duration.ticks(uniform()))
        }
    }

    private mutating func serveSecond(_ centre: Int) {
        while let place = next(centres[centre].second) {
            let id = centres[centre].second.waiting.remove(at: place)
            centres[centre].second.busy += 1
            let support = plan.scenario.support
            let duration = centres[centre].knownAt <= now ? support.knownError : support.secondLine
            schedule(.secondLineDone(Int32(id)), at: now + duration.ticks(uniform()))
        }
    }

    mutating func finishFirst(_ id: Int) {
        let centre = cases[id].centre
        centres[centre].first.busy -= 1
        if cases[id].trouble != nil {
            matchCall(at: centre)
        } else if cases[id].customer >= 0 {
            if centres[centre].knownAt <= now {
                sendTeam(cases[id].customer)
            } else {
                cases[id].priority = priority(of: id)
                centres[centre].second.waiting.append(id)
                serveSecond(centre)
            }
        }
        serveFirst(centre)
    }

    mutating func finishSecond(_ id: Int) {
        let centre = cases[id].centre
        centres[centre].second.busy -= 1
        if let third = plan.scenario.support.thirdLine, happens(third.share) {
            cases[id].priority = priority(of: id)
            centres[centre].third.waiting.append(id)
            serveThird(centre)
        } else {
            match(id)
        }
        serveSecond(centre)
    }

    private mutating func serveThird(_ centre: Int) {
        while let place = next(centres[centre].third) {
            let id = centres[centre].third.waiting.remove(at: place)
            centres[centre].third.busy += 1
            let isKnown = centres[centre].knownAt <= now
            let duration = isKnown ? plan.scenario.support.knownError : plan.scenario.support.thirdLine?.time ?? .none
            schedule(.thirdLineDone(Int32(id)), at: now + duration.ticks(uniform()))
        }
    }

    mutating func finishThird(_ id: Int) {
        let centre = cases[id].centre
        centres[centre].third.busy -= 1
        match(id)
        serveThird(centre)
    }

    private mutating func match(_ id: Int) {
        let centre = cases[id].centre
        sendTeam(cases[id].customer)
        centres[centre].matches += 1
        if centres[centre].matches >= plan.scenario.support.matchingCases { learn(centre) }
    }

    private mutating func sendTeam(_ customer: Int) {
        guard let teams = plan.scenario.support.localTeams else { return }
        schedule(.localTeam(Int32(customer)), at: workDone(teams.travel, in: cell(customer).staffHours))
    }

    /// A centre knows the error: the first tells the others and calls those who decide.
    mutating func learn(_ centre: Int) {
        guard centres[centre].knownAt == never else { return }
        let isFirst = centres.allSatisfy { $0.knownAt == never }
        centres[centre].knownAt = now
        guard isFirst else { return }
        firstKnownAt = min(firstKnownAt, now)
        for other in centres.indices where other != centre {
            schedule(.transfer(Int32(other)), at: now + plan.scenario.support.transfer.ticks(uniform()))
        }
        schedule(.escalated, at: waitOver(plan.scenario.response.escalation, in: plan.officeHours))
    }
}
