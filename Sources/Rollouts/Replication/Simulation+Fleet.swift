// What the whole fleet did: the life of each endpoint at risk, how long protection was missing, and the timeline.

import RandomStreams

/// Sums over the fleet that end in metrics.
struct FleetTotals {
    var exposed = 0.0
    /// Ticks.
    var protectionLag = 0.0
    /// The same, each endpoint by its segment's criticality.
    var weightedProtectionLag = 0.0
    var encounters = 0.0

    mutating func addLag(_ ticks: Double, criticality: Double) {
        protectionLag += ticks
        weightedProtectionLag += criticality * ticks
    }
}

extension Simulation {
    /// Goes through the fleet once, after the last event.
    mutating func tallyFleet() -> FleetTotals {
        var totals = FleetTotals()
        count(.current, Double(totalFleet), from: 0)
        deployment.reset(horizon: plan.horizon)
        openHealthyGroups()
        for index in residents.indices { tallyHealthy(index, into: &totals) }
        closeHealthyGroups()
        for index in endpoints.indices { tallyAtRisk(index, into: &totals) }
        accumulateTimeline()
        totals.encounters += encountersAtRisk
        return totals
    }

    // MARK: Endpoints at risk, one by one

    private mutating func tallyAtRisk(_ index: Int, into totals: inout FleetTotals) {
        let endpoint = endpoints[index]
        let stratum = Int(endpoint.stratum)
        let end = plan.horizon
        let cell = cell(of: Int(strata[stratum].customer))
        followAtRisk(stratum: stratum, cell: cell)
        var lag: Int64
        if let corrected = correctedInsteadAt(index, stratum: stratum) {
            let updated = min(corrected, end)
            deploy(at: corrected)
            move(1, from: .current, to: .updated, at: updated)
            lag = updated - min(readyAt, end)
        } else {
            totals.exposed += 1
            deploy(at: endpoint.installAt)
            lag = endpoint.installAt - min(readyAt, end) + tallyExposed(endpoint, index: index, stratum: stratum)
        }
        totals.addLag(Double(lag), criticality: plan.cells[cell].criticality)
    }

    /// The life of an endpoint that installed the faulty content.
    ///
    /// - Returns: the ticks that it worked without protection afterwards.
    private mutating func tallyExposed(_ endpoint: Endpoint, index: Int, stratum: Int) -> Int64 {
        let end = plan.horizon
        move(1, from: .current, to: .armed, at: endpoint.installAt)
        let corrected = correctedAt(index, stratum: stratum)
        switch endpoint.state {
        case .sound:
            // The feature may have been off before the faulty content came; until then the endpoint was current.
            let turnedOff = max(turnedOffAt(index, stratum: stratum), endpoint.installAt)
            if turnedOff < min(corrected, end) {
                move(1, from: .armed, to: .mitigated, at: turnedOff)
                move(1, from: .mitigated, to: .updated, at: min(corrected, end))
                return min(corrected, end) - turnedOff
            }
            move(1, from: .armed, to: .updated, at: corrected)
        case .spared:
            move(1, from: .armed, to: .mitigated, at: endpoint.restoredAt)
            move(1, from: .mitigated, to: .updated, at: corrected)
            return max(0, min(corrected, end) - endpoint.restoredAt)
        case .failed:
            move(1, from: .armed, to: .failed, at: endpoint.failedAt)
        case .restored, .mitigated:
            return tallyRecovery(endpoint, corrected: corrected)
        }
        return 0
    }

    /// The life of an endpoint from its failure on, which has ended: without protection until it is corrected, then damaged until hands
    /// have repaired it, then restored.
    ///
    /// - Returns: the ticks that it worked without protection.
    private mutating func tallyRecovery(_ endpoint: Endpoint, corrected: Int64) -> Int64 {
        let protected = endpoint.state == .mitigated ? max(endpoint.restoredAt, corrected) : endpoint.restoredAt
        let whole = endpoint.isDamaged ? max(protected, endpoint.repairedAt) : protected
        move(1, from: .armed, to: .failed, at: endpoint.failedAt)
        move(1, from: .failed, to: .mitigated, at: endpoint.restoredAt)
        move(1, from: .mitigated, to: .damaged, at: protected)
        move(1, from: .damaged, to: .restored, at: whole)
        return min(protected, plan.horizon) - endpoint.restoredAt
    }

    /// When an endpoint that never had the faulty content gets the corrective one, which cannot make it fail: also where the item
    /// would not repair a failed one. Nil for an endpoint that had the faulty content.
    private mutating func correctedInsteadAt(_ index: Int, stratum: Int) -> Int64? {
        if installedFaulty(index) {
            // A console's push can be faster than the endpoint's own poll, which then finds nothing newer.
            guard endpoints[index].state == .sound else { return nil }
            let pushed = correctedAt(index, stratum: stratum)
            return pushed <= endpoints[index].installAt ? pushed : nil
        }
        let customer = Int(strata[stratum].customer)
        let resident = Int(customers[customer].resident)
        let available = nextPoll(ofResident: resident, at: fixOffered(resident: resident))
        // As for the healthy, the poll for the corrective item falls due anew: among endpoints that missed a withdrawn release the
        // fraction of the first poll is not uniform any more.
        return fetch(index, available: available, fraction: correctionDraws(index, stratum: stratum).poll)
    }

    /// When an endpoint fetches what is available, its poll falling due at a fraction of the interval.
    private mutating func fetch(_ index: Int, available: Int64, fraction: Double) -> Int64 {
        guard available < plan.horizon else { return never }
        let cell = cell(of: Int(strata[Int(endpoints[index].stratum)].customer))
        let due = available + Int64(fraction * Double(plan.cells[cell].endpointPoll))
        return plan.usages[plan.cells[cell].usage].on.nextOn(Int(endpoints[index].machineClass), at: due) ?? never
    }

    // MARK: Timeline

    private mutating func count(_ state: TimelineState, _ number: Double, from instant: Int64) {
        add(number, row: state.row, from: instant)
    }

    private mutating func move(_ number: Double, from: TimelineState, to: TimelineState, at instant: Int64) {
        guard instant < plan.horizon else { return }
        add(-number, row: from.row, from: instant)
        add(number, row: to.row, from: instant)
        followMove(number, from: from, to: to, at: instant)
    }

    /// The first instant of the timeline that is not before an instant.
    func timelinePosition(_ instant: Int64) -> Int { Int((instant + plan.timeline.step - 1) / plan.timeline.step) }

    /// Adds a number to a row from an instant on; rows hold differences until ``accumulateTimeline()``.
    mutating func add(_ number: Double, row: Int, from instant: Int64) {
        let position = timelinePosition(instant)
        let length = plan.timeline.instants.count
        if position < length { timeline[row * length + position] += number }
    }

    /// Counts the failed endpoints of each region, then turns differences into levels.
    private mutating func accumulateTimeline() {
        let length = plan.timeline.instants.count
        for endpoint in endpoints where endpoint.failedAt < plan.horizon && plan.timeline.hasRegionRows {
            let region = plan.cells[cell(of: Int(strata[Int(endpoint.stratum)].customer))].region
            let row = TimelineState.allCases.count + region
            add(1, row: row, from: endpoint.failedAt)
            if endpoint.restoredAt < plan.horizon { add(-1, row: row, from: endpoint.restoredAt) }
        }
        for row in plan.timeline.series.indices {
            var level = 0.0
            for position in row * length..<(row + 1) * length {
                level += timeline[position]
                // What is left of a sum of fractions that cancel is rounding, not a part of an endpoint.
                timeline[position] = abs(level) < 1e-6 ? 0 : level
            }
        }
    }
}
