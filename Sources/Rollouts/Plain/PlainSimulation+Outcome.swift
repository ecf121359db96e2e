// How the plain engine counts: states as they change, and every metric from the machines' own histories.

extension PlainSimulation {
    // MARK: On the way

    /// A machine goes from one state to another.
    mutating func move(_ index: Int, to state: TimelineState) {
        countLag()
        let before = machines[index].state
        machines[index].state = state
        population[before.row] -= 1
        population[state.row] += 1
        let weight = plan.cells[customers[Int(machines[index].customer)].cell].criticality
        if before == .current || before == .mitigated { unprotectedWeight -= weight }
        if state == .current || state == .mitigated { unprotectedWeight += weight }
        guard before == .failed || state == .failed else { return }
        let region = plan.cells[customers[Int(machines[index].customer)].cell].region
        failedInRegion[region] += state == .failed ? 1 : -1
        if population[TimelineState.failed.row] > peak {
            peak = population[TimelineState.failed.row]
            peakAt = now
        }
    }

    /// Adds the time in which machines worked without protection, up to now.
    mutating func countLag() {
        guard now > lagSince else { return }
        let unprotected = population[TimelineState.current.row] + population[TimelineState.mitigated.row]
        lag += Double(unprotected) * Double(now - lagSince)
        weightedLag += unprotectedWeight * Double(now - lagSince)
        lagSince = now
    }

    /// Writes down the state of the world at the timeline's instants before a time.
    mutating func writeTimeline(before time: Int64) {
        let length = plan.timeline.instants.count
        while written < length && Int64(written) * plan.timeline.step < time {
            for row in population.indices { timeline[row * length + written] = Float(population[row]) }
            for region in failedInRegion.indices {
                timeline[(population.count + region) * length + written] = Float(failedInRegion[region])
            }
            written += 1
        }
    }

    // MARK: Values

    private func instant(_ tick: Int64) -> Double {
        tick < plan.horizon ? Double(tick) / ticksPerHour : MetricValue.censored
    }

    private func span(_ from: Int64, _ to: Int64) -> Double {
        to < plan.horizon ? Double(max(0, to - from)) / ticksPerHour : MetricValue.censored
    }

    private func mean(_ values: [Double]) -> Double {
        values.isEmpty ? MetricValue.none : values.reduce(0, +) / Double(values.count)
    }

    /// Machines that failed, of some cells.
    private func failedOnes(_ cells: some Sequence<Int>) -> [PlainTrouble] {
        let cells = Set(cells)
        return troubles.filter { $0.failedAt < never && cells.contains(cellIndex($0)) }
    }

    private func cellIndex(_ trouble: PlainTrouble) -> Int {
        customers[Int(machines[Int(trouble.machine)].customer)].cell
    }

    private func hoursLost(_ trouble: PlainTrouble) -> Double {
        let end = min(trouble.restoredAt, plan.horizon)
        return Double(end - trouble.failedAt) / ticksPerHour * plan.defects[Int(trouble.defect)].severity
    }

    /// When enough of a number of things had ended, given when each did.
    private func whenEnded(_ share: Double, of ends: [Int64]) -> Int64 {
        let needed = Int((Double(ends.count) * share).rounded(.up))
        return ends.sorted()[max(0, needed - 1)]
    }

    /// A customer that was hit: its first failure, and when it had recovered.
    private func course(_ customer: Int) -> (began: Int64, ended: Int64)? {
        let failed = troubles[customers[customer].troubles].filter { $0.failedAt < never }
        guard let first = failed.map(\.failedAt).min() else { return nil }
        return (first, whenEnded(plan.scenario.recoveryCriterion.restoredShare, of: failed.map(\.restoredAt)))
    }

    private func isLong(_ course: (began: Int64, ended: Int64)) -> Bool? {
        if min(course.ended, plan.horizon) - course.began > plan.longAfter { return true }
        return course.ended < plan.horizon ? false : nil
    }

    private func numberLong(_ courses: [(began: Int64, ended: Int64)]) -> Double {
        let long = courses.map { isLong($0) }
        return long.contains(nil) ? MetricValue.censored : Double(long.count { $0 == true })
    }

    private func courses(_ cells: some Sequence<Int>) -> [(began: Int64, ended: Int64)] {
        let cells = Set(cells)
        return customers.indices.filter { cells.contains(customers[$0].cell) }.compactMap { course($0) }
    }

    private func mostAtOneCustomer(_ cells: some Sequence<Int>) -> Double {
        let cells = Set(cells)
        return Double(customers.lazy.filter { cells.contains($0.cell) }.map(\.failures).max() ?? 0)
    }

    // MARK: The outcome

    /// The value of every metric of the plan, in its order.
    func outcome() -> [Double] {
        var values = Array(repeating: MetricValue.none, count: plan.metrics.count)
        let failed = failedOnes(plan.cells.indices)
        let courses = courses(plan.cells.indices)
        for metric in WorldMetric.allCases {
            values[plan.metricTable.index(metric)] = value(metric, failed, courses) ?? MetricValue.none
        }
        for scope in plan.scopes.indices {
            let cells = plan.scopes[scope].cells
            let failed = failedOnes(cells)
            for metric in ScopeMetric.allCases {
                values[plan.metricTable.index(metric, scope: scope)] =
                    value(metric, plan.scopes[scope], failed) ?? MetricValue.none
            }
            for checkpoint in plan.checkpoints.indices {
                for metric in CheckpointMetric.allCases {
                    values[plan.metricTable.index(metric, scope: scope, checkpoint: checkpoint)] =
                        value(metric, plan.scopes[scope], plan.checkpoints[checkpoint]) ?? MetricValue.none
                }
            }
        }
        return values
    }

    private func value(
        _ metric: WorldMetric, _ failed: [PlainTrouble], _ courses: [(began: Int64, ended: Int64)]
    ) -> Double? {
        switch metric {
        case .fleetEndpoints: return Double(machines.count)
        case .fleetCustomers: return Double(customers.count)
        case .releasePublished: return instant(publishedAt)
        case .foundByQualityAssurance: return foundByTests ? 1 : 0
        case .endpointsExposed: return Double(exposed)
        case .endpointsFailed: return Double(failed.count)
        case .peakFailed: return Double(peak)
        case .endpointHoursLost: return failed.reduce(0) { $0 + hoursLost($1) }
        case .weightedEndpointHoursLost:
            return failed.reduce(0) { $0 + hoursLost($1) * plan.cells[cellIndex($1)].criticality }
        case .endpointsUnrestored: return Double(failed.count { $0.restoredAt == never })
        case .endpointsDamaged: return Double(failed.count { $0.isDamaged })
        case .endpointsUnrepaired: return Double(failed.count { $0.isDamaged && $0.repairedAt == never })
        case .customersHit: return Double(courses.count)
        case .customersLong: return numberLong(courses)
        case .largestCustomerFailed: return mostAtOneCustomer(plan.cells.indices)
        case .cases: return Double(customers.count { $0.reportedAt < never })
        case .supportWait: return mean(waits)
        case .unrelatedWait: return mean(unrelatedWaits)
        case .backlogPeak: return Double(centres.map(\.first.longest).max() ?? 0)
        case .calls: return Double(calls.calls)
        case .callsBlocked: return Double(calls.blocked)
        case .callsAbandoned: return Double(calls.abandoned)
        case .callsRetried: return Double(calls.retried)
        case .unrelatedCalls: return Double(unrelatedCalls.calls)
        case .unrelatedBlocked: return Double(unrelatedCalls.blocked)
        case .unrelatedAbandoned: return Double(unrelatedCalls.abandoned)
        case .touches: return Double(touches)
        case .technicianHours: return Double(touchTicks) / ticksPerHour
        case .stagesStarted: return Double(stagesStarted)
        case .protectionLag: return lag / ticksPerHour
        case .weightedProtectionLag: return weightedLag / ticksPerHour
        default: return gateValue(metric) ?? timeOfIncident(metric, failed, courses)
        }
    }

    private func gateValue(_ metric: WorldMetric) -> Double? {
        guard plan.scenario.gate != nil else { return nil }
        let hasAlarm = watch.firstAlarmAt < never
        switch metric {
        case .gateAlarm: return hasAlarm ? 1 : 0
        case .gateTrueAlarm: return hasAlarm && canHarm ? 1 : 0
        case .gateFalseAlarms: return Double(watch.falseAlarms)
        case .gateMissed: return troubles.contains { $0.failedAt < never } && !hasAlarm ? 1 : 0
        case .gateAlarmStage: return hasAlarm ? Double(watch.stagesAtFirstAlarm) : nil
        case .gateAlarmTime: return hasAlarm || canHarm ? span(publishedAt, watch.firstAlarmAt) : nil
        case .rolloutHeld: return Double(watch.held + max(0, plan.horizon - watch.heldSince)) / ticksPerHour
        default: return nil
        }
    }

    private func timeOfIncident(
        _ metric: WorldMetric, _ failed: [PlainTrouble], _ courses: [(began: Int64, ended: Int64)]
    ) -> Double? {
        guard let first = failed.map(\.failedAt).min() else { return nil }
        let stoppedAt = min(pausedAt, haltedAt, recalledAt)
        let canStop = plan.scenario.response.halt != nil || plan.scenario.gate != nil
        let hasMitigation = plan.scenario.response.mitigation != nil
        let restored = failed.map(\.restoredAt)
        switch metric {
        case .peakFailedTime: return instant(peakAt)
        case .firstFailure: return instant(first)
        case .firstReport: return instant(customers.map(\.reportedAt).min() ?? never)
        case .timeToDetect: return span(first, firstKnownAt)
        case .timeToHalt:
            if !canStop || stoppedAt == never && fixPublishedAt < never { return nil }
            return span(first, stoppedAt)
        case .timeToMitigate: return hasMitigation ? span(first, mitigationPublishedAt) : nil
        case .timeToFix: return span(first, fixPublishedAt)
        case .mitigationPublished: return hasMitigation ? instant(mitigationPublishedAt) : nil
        case .fixPublished: return instant(fixPublishedAt)
        case .recovery50: return span(first, whenEnded(0.5, of: restored))
        case .recovery90: return span(first, whenEnded(0.9, of: restored))
        case .recovery95: return span(first, whenEnded(0.95, of: restored))
        case .recovery99: return span(first, whenEnded(0.99, of: restored))
        case .customerRecovery50: return span(first, whenEnded(0.5, of: courses.map(\.ended)))
        case .customerRecovery90: return span(first, whenEnded(0.9, of: courses.map(\.ended)))
        case .customerRecovery95: return span(first, whenEnded(0.95, of: courses.map(\.ended)))
        case .customerRecovery99: return span(first, whenEnded(0.99, of: courses.map(\.ended)))
        default: return nil
        }
    }

    private func value(_ metric: ScopeMetric, _ scope: Scope, _ failed: [PlainTrouble]) -> Double? {
        switch metric {
        case .endpointsFailed: return Double(failed.count)
        case .endpointHoursLost: return failed.reduce(0) { $0 + hoursLost($1) }
        case .customersHit: return Double(courses(scope.cells).count)
        case .customersLong: return numberLong(courses(scope.cells))
        case .largestCustomerFailed: return mostAtOneCustomer(scope.cells)
        case .cases: return Double(reports(scope).count { $0 < never })
        default: return timeOfScope(metric, scope, failed)
        }
    }

    private func reports(_ scope: Scope) -> [Int64] {
        customers.filter { scope.cells.contains($0.cell) }.map(\.reportedAt)
    }

    /// When one of the support centres that serve a scope knew the error.
    private func knownAt(_ scope: Scope) -> Int64 {
        let ids = Set(scope.regions.map { plan.regions[$0].supportCentre })
        return plan.centres.indices.filter { ids.contains(plan.centres[$0].id) }.map { centres[$0].knownAt }.min()
            ?? never
    }

    private func timeOfScope(_ metric: ScopeMetric, _ scope: Scope, _ failed: [PlainTrouble]) -> Double? {
        let byFix = failed.filter(\.restoredByFix)
        switch metric {
        case .firstFailure: return failed.map(\.failedAt).min().map { instant($0) }
        case .firstReport: return failed.isEmpty ? nil : instant(reports(scope).min() ?? never)
        case .knownError: return troubles.contains { $0.failedAt < never } ? instant(knownAt(scope)) : nil
        case .timeToDetect: return failed.map(\.failedAt).min().map { span($0, knownAt(scope)) }
        case .firstRecoveryAfterFix:
            guard fixPublishedAt < never, !failed.isEmpty else { return nil }
            return span(fixPublishedAt, byFix.map(\.restoredAt).min() ?? never)
        case .firstConsoleRecoveryAfterFix:
            guard fixPublishedAt < never, !failed.isEmpty else { return nil }
            return span(fixPublishedAt, byFix.filter(\.restoredByConsole).map(\.restoredAt).min() ?? never)
        default: return nil
        }
    }

    private func value(_ metric: CheckpointMetric, _ scope: Scope, _ ticks: [Int64]) -> Double? {
        func tick(_ cell: Int) -> Int64 { ticks[plan.cells[cell].region] }
        let whole: Int
        let part: Int
        switch metric {
        case .endpointsRestored:
            let before = failedOnes(scope.cells).filter { $0.failedAt < tick(cellIndex($0)) }
            whole = before.count
            part = before.count { $0.restoredAt <= tick(cellIndex($0)) }
        case .customersRecovered:
            let here = customers.indices.filter { scope.cells.contains(customers[$0].cell) }
            let hit = here.filter { customer in
                course(customer).map { $0.began < tick(customers[customer].cell) } ?? false
            }
            whole = hit.count
            part = hit.count { customer in
                course(customer).map { $0.ended <= tick(customers[customer].cell) } ?? false
            }
        }
        guard whole > 0 else { return nil }
        if scope.regions.contains(where: { ticks[$0] > plan.horizon }) { return MetricValue.censored }
        return Double(part) / Double(whole)
    }
}
