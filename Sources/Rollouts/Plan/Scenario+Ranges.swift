// Which numbers a scenario may hold, so that nothing can overflow or loop without end.

import CivilTime

extension Scenario {
    /// Checks every number that the simulation relies on.
    func checkRanges() throws(PlanError) {
        func require(_ holds: Bool, _ message: @autoclosure () -> String) throws(PlanError) {
            if !holds { throw PlanError(message()) }
        }
        func probability(_ value: Double, _ name: String) throws(PlanError) {
            try require(value >= 0 && value <= 1, "\(name) is \(value); expected 0 to 1")
        }
        let hour = Int64(ticksPerHour)
        try require(
            clock.horizon.microseconds > 0 && clock.horizon.microseconds <= 400 * 24 * hour,
            "the horizon must be longer than 0 and at most 400 days")
        try require(
            clock.timelineStep.microseconds > 0
                && clock.horizon.microseconds / clock.timelineStep.microseconds <= 10_000,
            "the timeline step must be longer than 0 and at least a 10,000th of the horizon")
        try require(!regions.isEmpty, "there is no region")
        try require(!rollout.stages.isEmpty, "the rollout has no stage")
        for stage in rollout.stages {
            try probability(stage.share ?? 1, "the share of stage \(stage.id)")
            try require(
                stage.bake.microseconds >= 0 && stage.bake.microseconds <= 400 * 24 * hour,
                "the bake time of stage \(stage.id) must be between 0 and 400 days")
        }
        try require(rollout.stages.count <= 1000, "the rollout has more than 1000 stages")
        for segment in segments {
            let name = "segment \(segment.id)"
            for customers in segment.customers.values {
                try require(customers >= 0 && customers <= 1_000_000, "\(name): customers must be 0 to 1,000,000")
            }
            let total = segment.mix.keys.sorted().reduce(0) { $0 + (segment.mix[$1] ?? 0) }
            try require(abs(total - 1) < 1e-6, "\(name): the mix sums to \(total), not to 1")
            for platform in segment.mix.keys.sorted() {
                try probability(segment.mix[platform] ?? 0, "\(name): the share of \(platform)")
                try probability(segment.presence[platform] ?? 1, "\(name): the presence of \(platform)")
            }
            let needed = segment.presence.keys.sorted().filter { segment.presence[$0] ?? 1 < 1 }
                .reduce(0.0) { sum, id in
                    let share = segment.mix[id] ?? 0
                    return sum + (share > 0 ? share / (segment.presence[id] ?? 1) : 0)
                }
            try require(
                needed <= 1 + 1e-6, "\(name): customers that have all partial platforms would need \(needed) fleets")
            try require(
                segment.relayPoll.microseconds > 0 && segment.endpointPoll.microseconds > 0,
                "\(name): poll intervals must be longer than 0")
            try require(
                segment.relayPoll.microseconds <= 400 * 24 * hour
                    && segment.endpointPoll.microseconds <= 400 * 24 * hour,
                "\(name): poll intervals must be at most 400 days")
            try probability(segment.consoleShare, "\(name): the console share")
            try probability(segment.staff.reportProbability, "\(name): the report probability")
            try require(segment.staff.awareAfterFailures >= 1, "\(name): awareness needs at least 1 failure")
            try require(segment.staff.endpointsPerTechnician > 0, "\(name): endpoints per technician must be above 0")
            try require(
                segment.criticality >= 0 && segment.criticality.isFinite, "\(name): criticality must be 0 or more")
        }
        try probability(release.defect.manifestation, "the manifestation probability")
        try probability(release.defect.telemetryShare, "the telemetry share")
        try probability(release.defect.failureMode.pollReach, "the poll reach")
        try probability(release.defect.failureMode.consoleReach, "the console reach")
        try probability(qualityAssurance.detection, "the detection probability")
        try probability(qualityAssurance.commonCauseFailure, "the common-cause failure probability")
        try probability(response.fix.worksUncovered, "the chance that the fix works on uncovered platforms")
        try probability(response.mitigation?.appliesElsewhere ?? 0, "the chance that the mitigation applies elsewhere")
        try probability(recoveryCriterion.restoredShare, "the restored share")
        try require(gate?.failures ?? 1 >= 1, "the gate needs at least 1 failure")
        try require(support.matchingCases >= 1, "recognition needs at least 1 matching case")
        for centre in support.centres {
            try require(
                centre.unrelatedPerHour >= 0 && centre.unrelatedPerHour <= 100_000,
                "support centre \(centre.id): unrelated cases per hour must be 0 to 100,000")
            for shift in centre.shifts {
                try require(
                    (0...100_000).contains(shift.firstLine) && (0...100_000).contains(shift.secondLine),
                    "support centre \(centre.id): agents must be 0 to 100,000")
            }
        }
        try require(
            response.console.round.microseconds > 0 && response.console.round.microseconds <= 400 * 24 * hour,
            "a console round must be longer than 0 and at most 400 days")
    }
}
