// What happened in each region, and in the regions and groups that metrics are kept for.

/// Counts of one region.
struct RegionTally {
    var endpointsFailed = 0
    var ticksLost: Int64 = 0
    var weightedHoursLost = 0.0
    var customersHit = 0
    var customersLong = 0
    /// Customers of which the horizon leaves open whether their trouble was long.
    var customersUndecided = 0
    var checkpoints: [CheckpointTally]
}

/// Counts of one region at one checkpoint.
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
    func tallyRegions() -> [RegionTally] {
        let blank = RegionTally(checkpoints: Array(repeating: CheckpointTally(), count: plan.checkpoints.count))
        var regions = Array(repeating: blank, count: plan.regions.count)
        for endpoint in endpoints where endpoint.failedAt < plan.horizon {
            let cell = cell(of: Int(strata[Int(endpoint.stratum)].customer))
            let region = plan.cells[cell].region
            let lost = min(endpoint.restoredAt, plan.horizon) - endpoint.failedAt
            regions[region].endpointsFailed += 1
            regions[region].ticksLost += lost
            regions[region].weightedHoursLost += plan.cells[cell].criticality * hours(lost)
            for checkpoint in plan.checkpoints.indices {
                let tick = plan.checkpoints[checkpoint][region]
                guard endpoint.failedAt < tick else { continue }
                regions[region].checkpoints[checkpoint].failed += 1
                if endpoint.restoredAt <= tick { regions[region].checkpoints[checkpoint].restored += 1 }
            }
        }
        for index in customers.indices where customers[index].failures > 0 {
            let region = region(of: index)
            regions[region].customersHit += 1
            switch isLong(customers[index]) {
            case true: regions[region].customersLong += 1
            case nil: regions[region].customersUndecided += 1
            default: break
            }
            for checkpoint in plan.checkpoints.indices {
                let tick = plan.checkpoints[checkpoint][region]
                guard customers[index].firstFailureAt < tick else { continue }
                regions[region].checkpoints[checkpoint].hit += 1
                if customers[index].recoveredAt <= tick { regions[region].checkpoints[checkpoint].recovered += 1 }
            }
        }
        return regions
    }

    /// Customers with long trouble, or censored where that of one is undecided.
    func longCustomers(in regions: [RegionTally]) -> Double {
        guard !regions.contains(where: { $0.customersUndecided > 0 }) else { return MetricValue.censored }
        return Double(regions.reduce(0) { $0 + $1.customersLong })
    }

    mutating func setScopeMetrics(_ scope: Int, _ regions: [RegionTally]) {
        let members = plan.scopes[scope].regions
        let table = plan.metricTable
        func set(_ metric: ScopeMetric, _ value: Double) { outcome[table.index(metric, scope: scope)] = value }
        let failedHere = members.reduce(0) { $0 + regions[$1].endpointsFailed }
        set(.endpointsFailed, Double(failedHere))
        set(.endpointHoursLost, hours(members.reduce(0) { $0 + regions[$1].ticksLost }))
        set(.customersHit, Double(members.reduce(0) { $0 + regions[$1].customersHit }))
        set(.customersLong, longCustomers(in: members.map { regions[$0] }))
        if failures > 0 {
            let known = plan.centresOfScope[scope].map { centres[$0].knownAt }.min() ?? never
            set(.knownError, instant(known))
        }
        if failedHere > 0 {
            set(.firstFailure, instant(members.map { firstFailureAt[$0] }.min() ?? never))
            set(.firstReport, instant(members.map { firstReportAt[$0] }.min() ?? never))
            if fixPublishedAt < plan.horizon {
                let first = members.map { firstRecoveryByFixAt[$0] }.min() ?? never
                set(.firstRecoveryAfterFix, first < plan.horizon ? hours(first - fixPublishedAt) : MetricValue.censored)
            }
        }
        for checkpoint in plan.checkpoints.indices {
            var sum = CheckpointTally()
            // What lies beyond the horizon was not seen.
            let isBeyond = members.contains { plan.checkpoints[checkpoint][$0] > plan.horizon }
            for region in members { sum.add(regions[region].checkpoints[checkpoint]) }
            setShare(
                .endpointsRestored, sum.restored, of: sum.failed, isCensored: isBeyond, scope: scope,
                checkpoint: checkpoint)
            setShare(
                .customersRecovered, sum.recovered, of: sum.hit, isCensored: isBeyond, scope: scope,
                checkpoint: checkpoint)
        }
    }

    private mutating func setShare(
        _ metric: CheckpointMetric, _ part: Int, of whole: Int, isCensored: Bool, scope: Int, checkpoint: Int
    ) {
        guard whole > 0 else { return }
        let share = isCensored ? MetricValue.censored : Double(part) / Double(whole)
        outcome[plan.metricTable.index(metric, scope: scope, checkpoint: checkpoint)] = share
    }
}
