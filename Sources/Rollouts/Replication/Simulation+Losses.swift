// How fast the fleet was deployed, what attacks met it meanwhile, which calls were lost, and what everything cost.

extension Simulation {
    // MARK: Deployment

    /// An endpoint at risk has first installed the release or its correction.
    mutating func deploy(at instant: Int64) {
        guard instant < plan.horizon else { return }
        deployment.weight = 1
        deployment.jump(at: instant, by: 1)
    }

    mutating func setDeployment() {
        guard totalFleet > 0 else { return }
        for (metric, share) in [
            (WorldMetric.deployment50, 0.5), (.deployment90, 0.9), (.deployment95, 0.95), (.deployment99, 0.99),
        ] {
            let time = deployment.time(reaching: share * Double(totalFleet))
            set(metric, time < never ? hours(max(0, min(time, plan.horizon) - readyAt)) : MetricValue.censored)
        }
    }

    /// Healthy endpoints of one class of machines had an offer: adds when they first installed what was on offer, and the attacks
    /// that they met.
    mutating func followFetches(
        _ weight: Double, cell: Int, machineClass position: Int, _ window: FetchWindow, into totals: inout FleetTotals
    ) {
        let machines = plan.usages[plan.cells[cell].usage].on.classes[position]
        let installing =
            window.isStaged ? plan.usages[plan.cells[cell].installUsage].on.classes[position] : machines
        let interval = plan.cells[cell].endpointPoll
        let end = plan.horizon
        let stop = min(window.stop, end)
        var installed = 0.0
        if window.first < stop {
            installed = installing.probability(available: window.first, interval: interval, at: stop)
            deployment.weight = weight
            installing.trace(available: window.first, interval: interval, by: stop, into: &deployment)
        }
        if window.stop < end && window.second < end && installed < 1 {
            deployment.weight = weight * (1 - installed)
            machines.trace(available: window.second, interval: interval, by: end, into: &deployment)
        }
        guard !plan.threats.isEmpty else { return }
        let hazard = plan.threats[plan.cells[cell].region]
        let all = hazard.encounters(from: min(readyAt, end), to: end)
        let met =
            all
            - avoided(
                window, installed: installed, installing: installing, machines, interval: interval, hazard: hazard)
        totals.encounters += weight * max(0, met)
    }

    // MARK: Calls

    mutating func setCalls() {
        set(.calls, Double(callCounts.calls))
        set(.callsBlocked, Double(callCounts.blocked))
        set(.callsAbandoned, Double(callCounts.abandoned))
        set(.callsRetried, Double(callCounts.retried))
        set(.unrelatedCalls, Double(unrelatedCallCounts.calls))
        set(.unrelatedBlocked, Double(unrelatedCallCounts.blocked))
        set(.unrelatedAbandoned, Double(unrelatedCallCounts.abandoned))
    }

    // MARK: Openings

    /// Healthy endpoints meet every attack, as long as nobody offers them anything.
    mutating func followWaiting(_ weight: Double, cell: Int, into totals: inout FleetTotals) {
        guard !plan.threats.isEmpty else { return }
        let hazard = plan.threats[plan.cells[cell].region]
        totals.encounters += weight * hazard.encounters(from: min(readyAt, plan.horizon), to: plan.horizon)
    }

    /// Healthy endpoints of one class of machines fetch the release while it is offered, and keep it.
    mutating func followOpening(
        _ weight: Double, cell: Int, usage: Int, machineClass position: Int, _ opening: Opening,
        into totals: inout FleetTotals
    ) {
        let machines = plan.usages[usage].on.classes[position]
        let interval = plan.cells[cell].endpointPoll
        let stop = min(opening.stop, plan.horizon)
        deployment.weight = weight
        machines.trace(available: opening.first, interval: interval, by: stop, into: &deployment)
        guard !plan.threats.isEmpty else { return }
        var curve = AttackedCurve(hazard: plan.threats[plan.cells[cell].region], end: plan.horizon)
        machines.trace(available: opening.first, interval: interval, by: stop, into: &curve)
        totals.encounters -= weight * curve.sum
    }

    // MARK: Threats

    /// Attacks that find an endpoint protected, in expectation.
    ///
    /// It is protected from its poll for the release on; where word to do without it goes out, until the poll that brings the word; and
    /// for good from its poll for the corrective item on, which falls due at the same fraction of the interval as the one for the word.
    private func avoided(
        _ window: FetchWindow, installed: Double, installing: OnSchedule.MachineClass,
        _ machines: OnSchedule.MachineClass, interval: Int64, hazard: ThreatHazard
    ) -> Double {
        let end = plan.horizon
        let stop = min(window.stop, end)
        func protected(
            _ machines: OnSchedule.MachineClass, from available: Int64, by last: Int64
        ) -> Double {
            var curve = AttackedCurve(hazard: hazard, end: last)
            machines.trace(available: available, interval: interval, by: last, into: &curve)
            return curve.sum
        }
        var result = 0.0
        if window.first < stop {
            if min(window.without, window.second) < end && window.without < window.second {
                let word = min(max(window.without, window.first), stop)
                let early = installing.probability(available: window.first, interval: interval, at: word)
                result +=
                    protected(installing, from: window.first, by: word) + early * hazard.encounters(from: word, to: end)
                result -= early * protected(machines, from: window.without, by: end)
                result += installed * protected(machines, from: window.second, by: end)
            } else {
                result +=
                    protected(installing, from: window.first, by: stop) + installed
                    * hazard.encounters(from: stop, to: end)
            }
        }
        if window.stop < end { result += (1 - installed) * protected(machines, from: window.second, by: end) }
        return result
    }

    // MARK: Cost

    /// What was lost within the horizon at the scenario's prices.
    func cost(_ prices: Prices) -> Double {
        func value(_ metric: WorldMetric) -> Double {
            let value = outcome[plan.metricTable.index(metric)]
            return value.isNaN ? 0 : value
        }
        return prices.endpointHourLost * value(.endpointHoursLost)
            + prices.weightedEndpointHourLost * value(.weightedEndpointHoursLost)
            + prices.technicianHour * value(.technicianHours) + prices.supportCase * value(.cases)
            + prices.supportCall * value(.calls)
            + prices.threatEncounter * value(.threatEncounters) + prices.lagEndpointHour * value(.protectionLag)
            + prices.weightedLagEndpointHour * value(.weightedProtectionLag)
    }
}

/// The integral of a curve times the rate of attacks, up to an end.
private struct AttackedCurve: FetchCurve {
    let hazard: ThreatHazard
    let end: Int64
    var sum = 0.0

    init(hazard: ThreatHazard, end: Int64) {
        self.hazard = hazard
        self.end = end
    }

    mutating func jump(at tick: Int64, by amount: Double) { sum += amount * hazard.encounters(from: tick, to: end) }

    mutating func rise(from: Int64, to last: Int64, by amount: Double) {
        sum += amount * (hazard.encountersOnRamp(from: from, to: last) + hazard.encounters(from: last, to: end))
    }
}
