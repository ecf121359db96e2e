// What happened in each cell, and in the regions and groups that metrics are kept for.

/// Counts of the customers of one segment in one region.
struct CellTally {
    var endpointsFailed = 0
    var hoursLost = 0.0
    var weightedHoursLost = 0.0
    var customersHit = 0
    var customersLong = 0
    /// Endpoints failed at the customer with most of them.
    var largestCustomerFailed = 0
    /// Customers of which the horizon leaves open whether their trouble was long.
    var customersUndecided = 0
    var checkpoints: [CheckpointTally]
}

/// Counts of one cell at one checkpoint.
struct CheckpointTally {
    var failed = 0
    var restored = 0
    var hit = 0
    var recovered = 0

    mutating func add(_ other: CheckpointTally) {
        failed += other.failed
        restored += other.restored
        hit += other.hit
        recovered += other.recovered
    }
}

extension Simulation {
    /// Goes once through endpoints and customers that failed.
    func tallyCells() -> [CellTally] {
        let blank = CellTally(checkpoints: Array(repeating: CheckpointTally(), count: plan.checkpoints.count))
        var cells = Array(repeating: blank, count: plan.cells.count)
        for endpoint in endpoints where endpoint.failedAt < plan.horizon {
            let cell = cell(of: Int(strata[Int(endpoint.stratum)].customer))
            let severity = plan.defects[Int(strata[Int(endpoint.stratum)].defect)].severity
            let lost = hours(min(endpoint.restoredAt, plan.horizon) - endpoint.failedAt) * severity
            cells[cell].endpointsFailed += 1
            cells[cell].hoursLost += lost
            cells[cell].weightedHoursLost += plan.cells[cell].criticality * lost
            for checkpoint in plan.checkpoints.indices {
                let tick = plan.checkpoints[checkpoint][plan.cells[cell].region]
                guard endpoint.failedAt < tick else { continue }
                cells[cell].checkpoints[checkpoint].failed += 1
                if endpoint.restoredAt <= tick { cells[cell].checkpoints[checkpoint].restored += 1 }
            }
        }
        for index in customers.indices where customers[index].failures > 0 {
            let cell = cell(of: index)
            cells[cell].customersHit += 1
            cells[cell].largestCustomerFailed = max(cells[cell].largestCustomerFailed, Int(customers[index].failures))
            switch isLong(customers[index]) {
            case true: cells[cell].customersLong += 1
            case nil: cells[cell].customersUndecided += 1
            default: break
            }
            for checkpoint in plan.checkpoints.indices {
                let tick = plan.checkpoints[checkpoint][plan.cells[cell].region]
                guard customers[index].firstFailureAt < tick else { continue }
                cells[cell].checkpoints[checkpoint].hit += 1
                if customers[index].recoveredAt <= tick { cells[cell].checkpoints[checkpoint].recovered += 1 }
            }
        }
        return cells
    }

    /// Customers with long trouble, or censored where that of one is undecided.
    func longCustomers(in cells: some Sequence<CellTally>) -> Double {
        var long = 0
        for cell in cells {
            if cell.customersUndecided > 0 { return MetricValue.censored }
            long += cell.customersLong
        }
        return Double(long)
    }

    mutating func setScopeMetrics(_ scope: Int, _ cells: [CellTally]) {
        let members = plan.scopes[scope].cells
        let table = plan.metricTable
        func set(_ metric: ScopeMetric, _ value: Double) { outcome[table.index(metric, scope: scope)] = value }
        let failedHere = members.reduce(0) { $0 + cells[$1].endpointsFailed }
        set(.endpointsFailed, Double(failedHere))
        set(.endpointHoursLost, members.reduce(0) { $0 + cells[$1].hoursLost })
        set(.customersHit, Double(members.reduce(0) { $0 + cells[$1].customersHit }))
        set(.customersLong, longCustomers(in: members.lazy.map { cells[$0] }))
        set(.largestCustomerFailed, Double(members.reduce(0) { max($0, cells[$1].largestCustomerFailed) }))
        set(.cases, Double(members.reduce(0) { $0 + casesOfCell[$1] }))
        if failures > 0 {
            let known = plan.centresOfScope[scope].map { centres[$0].knownAt }.min() ?? never
            set(.knownError, instant(known))
        }
        if failedHere > 0 {
            let first = members.map { firstFailureAt[$0] }.min() ?? never
            set(.firstFailure, instant(first))
            let known = plan.centresOfScope[scope].map { centres[$0].knownAt }.min() ?? never
            // Support may know it from elsewhere before anything fails here.
            set(.timeToDetect, known < plan.horizon ? hours(max(0, known - first)) : MetricValue.censored)
            set(.firstReport, instant(members.map { firstReportAt[$0] }.min() ?? never))
            if fixPublishedAt < plan.horizon {
                let first = members.map { firstRecoveryByFixAt[$0] }.min() ?? never
                set(.firstRecoveryAfterFix, sinceFix(first))
                set(
                    .firstConsoleRecoveryAfterFix,
                    sinceFix(members.map { firstConsoleRecoveryByFixAt[$0] }.min() ?? never))
            }
        }
        for checkpoint in plan.checkpoints.indices {
            var sum = CheckpointTally()
            // What lies beyond the horizon was not seen.
            let isBeyond = plan.scopes[scope].regions.contains { plan.checkpoints[checkpoint][$0] > plan.horizon }
            for cell in members { sum.add(cells[cell].checkpoints[checkpoint]) }
            setShare(
                .endpointsRestored, sum.restored, of: sum.failed, isCensored: isBeyond, scope: scope,
                checkpoint: checkpoint)
            setShare(
                .customersRecovered, sum.recovered, of: sum.hit, isCensored: isBeyond, scope: scope,
                checkpoint: checkpoint)
        }
    }

    /// The time since the published fix, or censored where the horizon came first.
    private func sinceFix(_ tick: Int64) -> Double {
        tick < plan.horizon ? hours(tick - fixPublishedAt) : MetricValue.censored
    }

    private mutating func setShare(
        _ metric: CheckpointMetric, _ part: Int, of whole: Int, isCensored: Bool, scope: Int, checkpoint: Int
    ) {
        guard whole > 0 else { return }
        let share = isCensored ? MetricValue.censored : Double(part) / Double(whole)
        outcome[plan.metricTable.index(metric, scope: scope, checkpoint: checkpoint)] = share
    }
}
