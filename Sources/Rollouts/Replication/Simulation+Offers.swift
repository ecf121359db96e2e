// Whom the stages of the rollout select, and when they offer the release: to customers, and to endpoints of theirs.

import RandomStreams

/// A customer that waits for its turn where a stage limits the offers per hour.
struct WaitingOffer {
    var stage: Int32
    var resident: Int32
    var cohort: Double
}

extension Simulation {
    /// Settles when each stage begins in each cell: when it starts, or when the hours of its offers next open.
    mutating func planCellStages() {
        cellStageStarts.removeAll(keepingCapacity: true)
        waitingOffers.removeAll(keepingCapacity: true)
        for index in plan.cellStages.indices {
            let start = stageStarts[plan.cellStages[index].stage]
            let hours = plan.cellStages[index].hours
            cellStageStarts.append(
                hours < 0 || start >= never ? start : plan.openHours[hours].nextOpening(atOrAfter: start) ?? never)
        }
    }

    mutating func volunteers(cell index: Int, number: UInt32) -> Bool {
        let share = plan.cells[index].volunteers
        return share > 0 && draws.uniform(plan.cells[index].purposes.volunteer, entity: number) < share
    }

    /// Settles when a customer is offered the release: by the first stage that selects it and at least a part of its endpoints.
    mutating func settleOffer(resident index: Int) {
        let resident = residents[index]
        for position in plan.cells[Int(resident.cell)].stages {
            let stage = plan.cellStages[position]
            guard stage.selects(cohort: resident.cohort, isVolunteer: resident.isVolunteer),
                stage.endpointShare(fleet: Int(resident.fleet)) > 0
            else { continue }
            residents[index].offeredAt = offer(
                from: offerStart(position, resident: index), in: stage.hours, resident: index)
            if plan.stages[stage.stage].offersPerHour > 0 {
                waitingOffers.append(
                    WaitingOffer(stage: Int32(stage.stage), resident: Int32(index), cohort: resident.cohort))
            }
            return
        }
    }

    /// The beginning of the hours of offers within which a customer's server first polls; ``never`` if there are none.
    private mutating func offer(from start: Int64, in hours: Int, resident index: Int) -> Int64 {
        guard hours >= 0 else { return start }
        var opening = start
        while opening < plan.horizon {
            let poll = nextPoll(ofResident: index, at: opening)
            if poll >= plan.horizon || plan.openHours[hours].isOpen(at: poll) { return opening }
            opening = plan.openHours[hours].nextOpening(atOrAfter: poll) ?? never
        }
        return never
    }

    /// Where a stage limits the offers per hour, its customers wait for their turns in the order of their cohort numbers.
    mutating func queueOffers() {
        guard !waitingOffers.isEmpty else { return }
        waitingOffers.sort { ($0.stage, $0.cohort, $0.resident) < ($1.stage, $1.cohort, $1.resident) }
        var stage: Int32 = -1
        var turn = 0.0
        for offer in waitingOffers {
            turn = offer.stage == stage ? turn + 1 : 0
            stage = offer.stage
            let start = residents[Int(offer.resident)].offeredAt
            guard start < never else { continue }
            let wait = turn / plan.stages[Int(stage)].offersPerHour * ticksPerHour
            residents[Int(offer.resident)].offeredAt =
                wait < Double(never / 2) ? start + Int64(wait.rounded(.up)) : never
        }
    }

    // MARK: Endpoints

    /// When an endpoint of the customer that is being added is offered the release: by the first stage that selects both.
    mutating func offer(ordinal: UInt32, of number: UInt32, by cohort: Purpose) -> Int64 {
        guard plan.splitsFleets, let resident = residents.last else { return 0 }
        let draw = draws.uniform(cohort, entity: number, position: ordinal)
        for position in plan.cells[Int(resident.cell)].stages {
            let stage = plan.cellStages[position]
            if stage.selects(cohort: resident.cohort, isVolunteer: resident.isVolunteer),
                draw < stage.endpointShare(fleet: Int(resident.fleet))
            {
                return offerStart(position, resident: residents.count - 1)
            }
        }
        return never
    }

    /// From when no stage offers the release to anyone new.
    var offersStopAt: Int64 { min(pausedAt, originStopsAt) }

    /// Splits healthy endpoints of a customer, in expectation, by the stage that offers them the release.
    ///
    /// - Parameters:
    ///   - number: the endpoints.
    ///   - index: their customer.
    ///   - window: what the customer's server had on offer.
    ///   - position: the next stage to look at; the first of the cell's at the beginning.
    ///   - covered: share of the endpoints that earlier calls returned; 0 at the beginning.
    /// - Returns: the next part and what it had on offer; nil after the last.
    mutating func splitByStage(
        _ number: Double, resident index: Int, _ window: FetchWindow, _ position: inout Int, _ covered: inout Double
    ) -> (number: Double, window: FetchWindow)? {
        let resident = residents[index]
        let stages = plan.cells[Int(resident.cell)].stages
        while position < stages.upperBound {
            let stage = plan.cellStages[position]
            let start = offerStart(position, resident: index)
            position += 1
            guard stage.selects(cohort: resident.cohort, isVolunteer: resident.isVolunteer) else { continue }
            let share = stage.endpointShare(fleet: Int(resident.fleet))
            guard share > covered else { continue }
            let part = number * (share - covered)
            covered = share
            return (part, window.offered(at: start < offersStopAt ? start : never))
        }
        guard covered < 1 else { return nil }
        let part = number * (1 - covered)
        covered = 1
        return (part, window.offered(at: never))
    }
}

extension FetchWindow {
    /// What machines had on offer to which the release was offered at an instant only.
    func offered(at instant: Int64) -> FetchWindow {
        guard isRelease else { return self }
        // Too late: the server had dropped it, or no stage offered it any more.
        if max(first, instant) >= stop || instant >= never { return FetchWindow(first: second, isRelease: false) }
        var result = self
        result.first = max(first, instant)
        return result
    }
}
