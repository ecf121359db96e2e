// Which numbers a scenario may hold, so that nothing can overflow, loop without end or eat the machine.

import CivilTime
import RandomStreams

/// The bounds of what a scenario may ask for.
///
/// They are generous: a scenario of the real world stays far below them.
public enum ScenarioLimits {
    /// The longest horizon, interval or fixed delay.
    public static let longestSpan = TimeSpan.days(400)
    /// The longest fixed delay in working days.
    public static let longestWorkingDays = 400
    /// Steps of a timeline.
    public static let timelineSteps = 10_000
    /// Values that the groups of a timeline may have together.
    public static let timelineValues = 200_000
    /// Attacks per unprotected endpoint and hour.
    public static let threatsPerHour = 1_000_000.0
    /// Steps of a rate of attacks.
    public static let threatSteps = 1_000
    /// The price of one unit of a loss.
    public static let price = 1e12
    /// Customers of one segment in one region.
    public static let customersPerCell = 1_000_000
    /// Customers of a whole scenario.
    public static let customers = 10_000_000
    /// Endpoints in the defect's predicate, in expectation: each is simulated by itself.
    public static let endpointsAtRisk = 20_000_000.0
    /// Offers per hour of a stage that has a limit; at least one in 400 days.
    public static let offersPerHour = 1e-4...1e9
    /// Concentrations of customers' mixes: from one platform for each customer, almost, to the mean for all.
    public static let mixConcentrations = 0.001...1e9
    /// Agents of one line on one shift.
    public static let agents = 100_000
    /// Places to wait for the first line of one centre.
    public static let waitingPlaces = 10_000_000
    /// Unrelated cases per hour at one centre.
    public static let unrelatedPerHour = 100_000.0
    /// Unrelated cases at all centres together, in expectation: each is simulated.
    public static let unrelatedCases = 20_000_000.0
    /// Defects of a release.
    public static let defects = 100
    /// Stages of a rollout.
    public static let stages = 1_000
    /// Releases of a series.
    public static let releases = 200
    /// Releases of a series that a customer is behind.
    public static let behind = 10
    /// Rings of a customer.
    public static let rings = 100
    /// Looks of a gate at its reports.
    public static let gateLooks = 100_000
    /// Looks of a gate that waits for missing heartbeats, times the classes of machines that are off at the same times.
    public static let heartbeatLooks = 10_000_000
    /// Regions of a scenario.
    public static let regions = 1_000
}

extension Scenario {
    /// Checks every number that the simulation relies on.
    func checkRanges() throws(PlanError) {
        try checkClock()
        try checkRollout()
        try checkGate()
        for segment in segments { try segment.checkRanges() }
        try checkStaging()
        try checkSeries()
        try checkRelease()
        try checkResponse()
        try checkSupport()
        try checkCases()
        try checkSize()
        try checkClockTimes()
        try checkLosses()
        try checkCalls()
    }

    private func checkClock() throws(PlanError) {
        try require(
            clock.horizon.microseconds > 0 && clock.horizon <= ScenarioLimits.longestSpan,
            "the horizon must be longer than 0 and at most \(ScenarioLimits.longestSpan)")
        try require(
            clock.timelineStep.microseconds > 0
                && clock.horizon.microseconds / clock.timelineStep.microseconds <= ScenarioLimits.timelineSteps,
            "the timeline step must be longer than 0 and give at most \(ScenarioLimits.timelineSteps) steps")
        try require(
            recoveryCriterion.restoredShare > 0 && recoveryCriterion.restoredShare <= 1,
            "the restored share is \(recoveryCriterion.restoredShare); expected more than 0 and at most 1")
        try require(
            recoveryCriterion.longAfter.microseconds >= 0 && recoveryCriterion.longAfter <= ScenarioLimits.longestSpan,
            "long trouble must begin between 0 and \(ScenarioLimits.longestSpan) after the first failure")
    }

    private func checkRelease() throws(PlanError) {
        let instants =
            switch release.published {
            case .at(let instant): [instant]
            case .between(let early, let late): [early, late]
            }
        for instant in instants {
            let offset = (instant - clock.start).microseconds
            try require(
                offset >= 0 && offset < clock.horizon.microseconds,
                "the release must be published within the simulated time")
        }
        try require(instants == instants.sorted(), "the release is published between a later and an earlier instant")
        try require(
            release.defects.count <= ScenarioLimits.defects,
            "the release has more than \(ScenarioLimits.defects) defects")
        for defect in release.defects { try defect.checkRanges() }
        try requireProbability(qualityAssurance.detection, "the detection probability")
        try requireProbability(qualityAssurance.commonCauseFailure, "the common-cause failure probability")
        try requireWait(qualityAssurance.addedTime, "the time that quality assurance adds")
        try requireSpan(
            qualityAssurance.addedTimePerPlatform, "the time that quality assurance adds for each platform")
    }

    private func checkResponse() throws(PlanError) {
        try requireProbability(response.fix.worksUncovered, "the chance that the fix works on uncovered platforms")
        try checkFixRollout()
        try requireProbability(response.advisory?.compliance ?? 0, "the compliance with the advisory")
        try requireProbability(
            response.mitigation?.appliesElsewhere ?? 0, "the chance that the mitigation applies elsewhere")
        try require(
            response.console.round.microseconds > 0 && response.console.round <= ScenarioLimits.longestSpan,
            "a console round must be longer than 0 and at most \(ScenarioLimits.longestSpan)")
    }

    private func checkSupport() throws(PlanError) {
        try require(support.matchingCases >= 1, "recognition needs at least 1 matching case")
        if let team = support.criticalAccountTeam {
            try require(team.afterReports >= 1, "the Critical Account Team needs at least 1 report")
            try require(
                (0...ScenarioLimits.agents).contains(team.secondLine),
                "the Critical Account Team must have 0 to \(ScenarioLimits.agents) agents")
        }
        if let teams = support.localTeams {
            try require(
                (0...ScenarioLimits.agents).contains(teams.technicians),
                "a local team must have 0 to \(ScenarioLimits.agents) technicians")
        }
        for team in certs {
            try require(team.afterReports >= 1, "CERT \(team.id) needs at least 1 report")
        }
        for centre in support.centres {
            try require(
                centre.unrelatedPerHour >= 0 && centre.unrelatedPerHour <= ScenarioLimits.unrelatedPerHour,
                "support centre \(centre.id): unrelated cases per hour must be 0 to "
                    + Quantity.text(ofCount: ScenarioLimits.unrelatedPerHour))
            for shift in centre.shifts {
                try require(
                    (0...ScenarioLimits.agents).contains(shift.firstLine)
                        && (0...ScenarioLimits.agents).contains(shift.secondLine),
                    "support centre \(centre.id): agents must be 0 to \(ScenarioLimits.agents)")
            }
        }
    }

    /// Delays for which nobody's working hours are given.
    private func checkClockTimes() throws(PlanError) {
        for defect in release.defects {
            try requireByClock(defect.telemetryDelay, "defect \(defect.id): the delay of telemetry")
            if case .after(let delay) = defect.trigger {
                try requireByClock(delay, "defect \(defect.id): the trigger's delay")
            }
        }
        try requireByClock(gate?.propagation ?? .none, "the propagation of the gate's halt")
        try requireByClock(response.halt?.propagation ?? .none, "the propagation of the halt")
        try requireByClock(response.rollback?.propagation ?? .none, "the propagation of the rollback")
        try requireByClock(response.killSwitch?.propagation ?? .none, "the propagation of the kill switch")
        try requireByClock(response.advisory?.reach ?? .none, "the reach of the advisory")
        try requireByClock(support.firstLine, "the first line's time on a case")
        try requireByClock(support.secondLine, "the second line's time on a case")
        try requireByClock(support.knownError, "the time on a case of a known error")
        try requireByClock(support.unrelated, "the time on an unrelated case")
        try requireByClock(support.transfer, "the transfer to the other support centres")
        for team in certs { try requireByClock(team.broadcast, "the broadcast of CERT \(team.id)") }
    }

    private func checkCases() throws(PlanError) {
        let cases = support.centres.reduce(0) { $0 + $1.unrelatedPerHour } * clock.horizon.inHours
        try require(
            cases <= ScenarioLimits.unrelatedCases,
            "\(Quantity.text(ofCount: cases.rounded())) unrelated cases come within the horizon; at most "
                + Quantity.text(ofCount: ScenarioLimits.unrelatedCases))
    }

    private func checkSize() throws(PlanError) {
        try require(!regions.isEmpty, "there is no region")
        try require(
            regions.count <= ScenarioLimits.regions, "there are more than \(ScenarioLimits.regions) regions")
        var customers = 0
        var atRisk = 0.0
        // At most: where several defects can show on a platform, each endpoint still shows one.
        let shown = platforms.map { platform in
            (
                platform.id,
                min(
                    1,
                    release.defects.filter { $0.affects.holds(for: platform) }.reduce(0) { $0 + $1.manifestation })
            )
        }
        for segment in segments {
            let count = segment.customers.values.reduce(0, +)
            customers += count
            let share = shown.reduce(0) { $0 + (segment.mix[$1.0] ?? 0) * $1.1 }
            atRisk += Double(count) * segment.fleet.mean * share
        }
        try require(
            customers <= ScenarioLimits.customers,
            "there are \(customers) customers; at most \(ScenarioLimits.customers)")
        try require(
            atRisk <= ScenarioLimits.endpointsAtRisk,
            "\(Quantity.text(ofCount: atRisk.rounded())) endpoints are in the defect's predicate; at most "
                + Quantity.text(ofCount: ScenarioLimits.endpointsAtRisk))
    }
}

extension Defect {
    fileprivate func checkRanges() throws(PlanError) {
        let name = "defect \(id)"
        try requireProbability(prior, "\(name): the prior probability")
        try requireProbability(manifestation, "\(name): the manifestation probability")
        try requireProbability(telemetryShare, "\(name): the telemetry share")
        try requireProbability(failureMode.pollReach, "\(name): the poll reach")
        try requireProbability(failureMode.consoleReach, "\(name): the console reach")
        try requireProbability(failureMode.damage, "\(name): the damage probability")
        try requireProbability(failureMode.severity, "\(name): the severity")
        try require(
            failureMode.pollSlowdown >= 1 && failureMode.pollSlowdown <= 1000,
            "\(name): the poll slowdown is \(Quantity.text(ofCount: failureMode.pollSlowdown)); expected 1 to 1000")
        guard let race = failureMode.restartRace else { return }
        try requireProbability(race.chance, "\(name): the chance of a race at a restart")
        try require(
            race.interval.microseconds > 0 && race.interval <= ScenarioLimits.longestSpan,
            "\(name): the time between restarts must be longer than 0 and at most \(ScenarioLimits.longestSpan)")
    }
}

extension Segment {
    fileprivate func checkRanges() throws(PlanError) {
        let name = "segment \(id)"
        for count in customers.values {
            try require(
                (0...ScenarioLimits.customersPerCell).contains(count),
                "\(name): customers must be 0 to \(ScenarioLimits.customersPerCell) per region")
        }
        let total = mix.keys.sorted().reduce(0) { $0 + (mix[$1] ?? 0) }
        try require(
            abs(total - 1) < 1e-6, "\(name): the mix sums to \(Quantity.text(ofCount: withoutNoise(total))), not to 1")
        var needed = 0.0
        for platform in mix.keys.sorted() {
            let share = mix[platform] ?? 0
            let part = presence[platform] ?? 1
            try requireProbability(share, "\(name): the share of \(platform)")
            try requireProbability(part, "\(name): the presence of \(platform)")
            try require(part > 0 || share == 0, "\(name): \(platform) has a share but no customer has it")
            if part < 1 && share > 0 { needed += share / part }
        }
        try require(
            needed <= 1 + 1e-6,
            "\(name): a customer with all its partial platforms would need \(Quantity.text(ofCount: withoutNoise(needed))) fleets"
        )
        if let mixConcentration {
            try require(
                ScenarioLimits.mixConcentrations.contains(mixConcentration),
                "\(name): the concentration of the mix is \(Quantity.text(ofCount: mixConcentration)); expected 0.001 to 1000000000"
            )
            try require(
                presence.values.allSatisfy { $0 == 1 },
                "\(name): mixes that vary from customer to customer leave no room for presence")
        }
        try require(
            relayPoll.microseconds > 0 && endpointPoll.microseconds > 0, "\(name): poll intervals must be longer than 0"
        )
        try requireSpan(relayPoll, "\(name): the relay's poll interval")
        try requireSpan(endpointPoll, "\(name): the endpoints' poll interval")
        try requireProbability(consoleShare, "\(name): the console share")
        try requireProbability(staff.reportProbability, "\(name): the report probability")
        try require(staff.awareAfterFailures >= 1, "\(name): awareness needs at least 1 failure")
        try require(staff.endpointsPerTechnician > 0, "\(name): endpoints per technician must be above 0")
        try require(criticality >= 0 && criticality.isFinite, "\(name): criticality must be 0 or more")
        try requireProbability(volunteers, "\(name): the share of volunteers")
    }
}

func require(_ holds: Bool, _ message: @autoclosure () -> String) throws(PlanError) {
    if !holds { throw PlanError(message()) }
}

func requireProbability(_ value: Double, _ name: @autoclosure () -> String) throws(PlanError) {
    try require(value >= 0 && value <= 1, "\(name()) is \(Quantity.text(ofCount: value)); expected 0 to 1")
}

func requireSpan(_ span: TimeSpan, _ name: @autoclosure () -> String) throws(PlanError) {
    try require(
        span.microseconds >= 0 && span <= ScenarioLimits.longestSpan,
        "\(name()) is \(span); expected 0 to \(ScenarioLimits.longestSpan)")
}

func requireWait(_ wait: CalendarSpan, _ name: @autoclosure () -> String) throws(PlanError) {
    switch wait {
    case .elapsed(let span), .working(let span): try requireSpan(span, name())
    case .workingDays(let days):
        try require(
            (0...ScenarioLimits.longestWorkingDays).contains(days),
            "\(name()) is \(wait); expected 0 to \(CalendarSpan.workingDays(ScenarioLimits.longestWorkingDays))")
    }
}

func requireByClock(_ delay: Delay, _ name: @autoclosure () -> String) throws(PlanError) {
    try require(delay.measure == .usual, "\(name()) is no time by the clock, and nobody's working hours count there")
}

/// A sum without the noise of its additions: what is refused lies a thousand times further from what is allowed.
private func withoutNoise(_ sum: Double) -> Double { (sum * 1e9).rounded() / 1e9 }
