// How a replication becomes numbers.

extension Simulation {
    /// Computes the outcome and the timeline.
    mutating func conclude() {
        followCustomers()
        let fleet = tallyFleet()
        let cells = tallyCells()
        setWorldMetrics(fleet, cells)
        for scope in plan.scopes.indices { setScopeMetrics(scope, cells) }
    }

    // MARK: Values

    mutating func set(_ metric: WorldMetric, _ value: Double) {
        outcome[plan.metricTable.index(metric)] = value
    }

    func hours(_ ticks: Int64) -> Double { Double(ticks) / ticksPerHour }

    /// A point in time, or censored where the horizon came first.
    func instant(_ tick: Int64) -> Double { tick < plan.horizon ? hours(tick) : MetricValue.censored }

    /// The time since the first failure, or censored where the horizon came first.
    private func sinceFirstFailure(_ tick: Int64) -> Double {
        guard tick < plan.horizon, let first = firstFailureAt.min() else { return MetricValue.censored }
        // A canary's alarm can stop a rollout whose first failure lies later; then nothing was lost.
        return hours(max(0, tick - first))
    }

    // MARK: Customers

    /// Replays the restorations in their order to find when each customer had recovered.
    private mutating func followCustomers() {
        for endpoint in restorations {
            let customer = Int(strata[Int(endpoints[Int(endpoint)].stratum)].customer)
            customers[customer].restored += 1
            let needed = (Double(customers[customer].failures) * plan.scenario.recoveryCriterion.restoredShare).rounded(
                .up)
            if Double(customers[customer].restored) >= needed && customers[customer].recoveredAt == never {
                customers[customer].recoveredAt = endpoints[Int(endpoint)].restoredAt
            }
        }
    }

    /// Whether a customer's trouble was long; nil where the horizon came before that was decided.
    func isLong(_ customer: Customer) -> Bool? {
        if min(customer.recoveredAt, plan.horizon) - customer.firstFailureAt > plan.longAfter { return true }
        return customer.recoveredAt < plan.horizon ? false : nil
    }

    // MARK: The world

    private mutating func setWorldMetrics(_ fleet: FleetTotals, _ cells: [CellTally]) {
        set(.fleetEndpoints, Double(totalFleet))
        set(.fleetCustomers, Double(residents.count))
        set(.releasePublished, instant(publishedAt))
        set(.foundByQualityAssurance, foundByQualityAssurance ? 1 : 0)
        set(.endpointsExposed, fleet.exposed)
        set(.endpointsFailed, Double(failures))
        set(.endpointsUnrestored, failed.value)
        set(.peakFailed, failed.peak)
        set(.endpointHoursLost, lost.integral(until: plan.horizon) / ticksPerHour)
        set(.endpointsDamaged, Double(damaged))
        set(.endpointsUnrepaired, Double(damaged - repaired))
        set(.weightedEndpointHoursLost, cells.reduce(0) { $0 + $1.weightedHoursLost })
        set(.customersHit, Double(cells.reduce(0) { $0 + $1.customersHit }))
        set(.customersLong, longCustomers(in: cells))
        set(.largestCustomerFailed, Double(cells.reduce(0) { max($0, $1.largestCustomerFailed) }))
        set(.cases, Double(incidentCases))
        set(.supportWait, incidentWaits.mean ?? MetricValue.none)
        set(.unrelatedWait, unrelatedWaits.mean ?? MetricValue.none)
        set(.backlogPeak, firstLines.prefix(plan.centres.count).map(\.queueLength.peak).max() ?? 0)
        setCalls()
        set(.touches, Double(touches))
        set(.technicianHours, hours(touchTicks))
        set(.stagesStarted, Double(stagesStarted))
        set(.protectionLag, fleet.protectionLag / ticksPerHour)
        set(.weightedProtectionLag, fleet.weightedProtectionLag / ticksPerHour)
        setDeployment()
        if plan.scenario.threats != nil { set(.threatEncounters, fleet.encounters) }
        if let prices = plan.scenario.prices { set(.cost, cost(prices)) }
        if plan.gate != nil { setGateMetrics() }
        if failures > 0 { setTimesOfIncident() }
    }

    private mutating func setGateMetrics() {
        let hasAlarm = watching.firstAlarmAt < plan.horizon
        set(.gateAlarm, hasAlarm ? 1 : 0)
        set(.gateTrueAlarm, hasAlarm && canHarm ? 1 : 0)
        set(.gateFalseAlarms, Double(watching.falseAlarms))
        set(.gateMissed, failures > 0 && !hasAlarm ? 1 : 0)
        if hasAlarm { set(.gateAlarmStage, Double(watching.stagesAtFirstAlarm)) }
        if hasAlarm || canHarm {
            set(.gateAlarmTime, hasAlarm ? hours(watching.firstAlarmAt - publishedAt) : MetricValue.censored)
        }
        let held = watching.interruptions.reduce(0) { $0 + min($1.end, plan.horizon) - $1.start }
        set(.rolloutHeld, hours(held))
    }

    private mutating func setTimesOfIncident() {
        set(.peakFailedTime, instant(failed.peakTime))
        set(.firstFailure, instant(firstFailureAt.min() ?? never))
        set(.firstReport, instant(firstReportAt.min() ?? never))
        set(.timeToDetect, sinceFirstFailure(firstKnownAt))
        set(.timeToFix, sinceFirstFailure(fixPublishedAt))
        set(.fixPublished, instant(fixPublishedAt))
        if plan.scenario.response.halt != nil || plan.scenario.gate != nil {
            // Where the fix came first, there was nothing left to halt.
            set(
                .timeToHalt,
                stoppedAt == never && fixPublishedAt < never ? MetricValue.none : sinceFirstFailure(stoppedAt))
        }
        if plan.scenario.response.mitigation != nil {
            set(.timeToMitigate, sinceFirstFailure(mitigationPublishedAt))
            set(.mitigationPublished, instant(mitigationPublishedAt))
        }
        for (metric, share) in [
            (WorldMetric.recovery50, 0.5), (.recovery90, 0.9), (.recovery95, 0.95), (.recovery99, 0.99),
        ] {
            set(metric, timeOfRestoration(share))
        }
        let recovered = customers.filter { $0.failures > 0 }.map(\.recoveredAt).sorted()
        for (metric, share) in [
            (WorldMetric.customerRecovery50, 0.5), (.customerRecovery90, 0.9), (.customerRecovery95, 0.95),
            (.customerRecovery99, 0.99),
        ] {
            let needed = Int((Double(recovered.count) * share).rounded(.up))
            set(metric, sinceFirstFailure(recovered[max(0, needed - 1)]))
        }
    }

    /// When a share of all endpoints that failed had been restored, since the first failure.
    private func timeOfRestoration(_ share: Double) -> Double {
        let needed = Int((Double(failures) * share).rounded(.up))
        guard needed >= 1, needed <= restorations.count else { return MetricValue.censored }
        return sinceFirstFailure(endpoints[Int(restorations[needed - 1])].restoredAt)
    }
}
