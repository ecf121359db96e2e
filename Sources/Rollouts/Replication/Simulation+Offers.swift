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
            cellStageStarts.append(
                opening(atOrAfter: stageStarts[plan.cellStages[index].stage], in: plan.cellStages[index].hours))
        }
    }

    /// The first instant in some hours of offers, or in any where the index is negative, that is not before another; ``never`` if there is none.
    private mutating func opening(atOrAfter start: Int64, in hours: Int) -> Int64 {
        hours < 0 || start >= never ? start : plan.openHours[hours].nextOpening(atOrAfter: start) ?? never
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
            residents[index].cellStage = Int32(position)
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

    /// The rollout was held back from an instant until now: what it had not offered by then it offers later.
    mutating func putOffOffers(from start: Int64) {
        let held = now - start
        for stage in stagesStarted..<stageStarts.count { stageStarts[stage] = min(never, stageStarts[stage] + held) }
        for position in plan.cellStages.indices where cellStageStarts[position] >= start {
            let stage = plan.cellStages[position]
            cellStageStarts[position] = opening(atOrAfter: max(now, stageStarts[stage.stage]), in: stage.hours)
        }
        for index in residents.indices where residents[index].offeredAt >= start && residents[index].cellStage >= 0 {
            let position = Int(residents[index].cellStage)
            let stage = plan.cellStages[position]
            if plan.stages[stage.stage].offersPerHour > 0 {
                residents[index].offeredAt = min(never, residents[index].offeredAt + held)
            } else {
                let first = opening(atOrAfter: max(now, offerStart(position, resident: index)), in: stage.hours)
                residents[index].offeredAt = offer(from: first, in: stage.hours, resident: index)
            }
        }
    }

    // MARK: Endpoints

    /// When an endpoint is offered the release, given the index of its stage in the cell: with its customer where the rollout splits no fleets.
    mutating func offer(bySelecting position: Int) -> Int64 {
        guard plan.splitsFleets else { return 0 }
        return position < 0 ? never : offerStart(position, resident: residents.count - 1)
    }

    /// The first stage in the cell that selects both an endpoint and its customer, which is being added; -1 if there is none.
    mutating func stage(ordinal: UInt32, of number: UInt32, by cohort: Purpose) -> Int {
        guard let resident = residents.last else { return -1 }
        let draw = draws.uniform(cohort, entity: number, position: ordinal)
        for position in plan.cells[Int(resident.cell)].stages {
            let stage = plan.cellStages[position]
            if stage.selects(cohort: resident.cohort, isVolunteer: resident.isVolunteer),
                draw < stage.endpointShare(fleet: Int(resident.fleet))
            {
                return position
            }
        }
        return -1
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
        let before = covered
        if let selecting = nextStage(resident: index, &position, &covered) {
            let start = offerStart(selecting, resident: index)
            return (number * (covered - before), window.offered(at: start < offersStopAt ? start : never))
        }
        guard covered < 1 else { return nil }
        covered = 1
        return (number * (1 - before), window.offered(at: never))
    }

    /// The next stage of a customer's cell that selects a part of its endpoints, and no endpoint of the stages before.
    ///
    /// - Parameters:
    ///   - index: the customer.
    ///   - position: the next stage to look at; the first of the cell's at the beginning.
    ///   - covered: share of its endpoints that the stages so far select; 0 at the beginning.
    /// - Returns: the stage's index in ``Plan/cellStages``; nil after the last.
    mutating func nextStage(resident index: Int, _ position: inout Int, _ covered: inout Double) -> Int? {
        let resident = residents[index]
        let stages = plan.cells[Int(resident.cell)].stages
        while position < stages.upperBound {
            let stage = plan.cellStages[position]
            position += 1
            guard stage.selects(cohort: resident.cohort, isVolunteer: resident.isVolunteer) else { continue }
            let share = stage.endpointShare(fleet: Int(resident.fleet))
            guard share > covered else { continue }
            covered = share
            return position - 1
        }
        return nil
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
