// What must hold in every replication of every scenario (model page, section 7).

import CivilTime
import Testing

@testable import Rollouts

@Suite struct InvariantTests {
    private func forEachRun(_ body: (Int, Run) throws -> Void) throws {
        for seed in RandomWorld.seeds {
            let plan = try Plan(try RandomWorld.scenario(seed))
            for replication in 0..<2 as Range<UInt32> { try body(seed, Run(plan, replication: replication)) }
        }
    }

    /// Runs every random world with a change made to it.
    private func runWorlds(_ change: (inout Scenario) throws -> Void) throws -> [Run] {
        try RandomWorld.seeds.map { seed in
            var scenario = try RandomWorld.scenario(seed)
            try change(&scenario)
            return try Run(scenario)
        }
    }

    /// A property test over worlds in which nothing happens would say nothing.
    @Test func randomWorldsAreEventful() throws {
        var counts: [String: Int] = [:]
        try forEachRun { _, run in
            for (name, happened) in [
                ("failed", run["endpoints_failed"] > 0), ("halted", run["time_to_halt_h"].isFinite),
                ("fixed", run["fix_published_h"].isFinite), ("mitigated", run["time_to_mitigate_h"].isFinite),
                ("found by tests", run["found_by_qa"] == 1), ("touched", run["touches"] > 0),
                ("unrestored", run["endpoints_unrestored"] > 0), ("alarmed", run["gate_alarm"] == 1),
                ("long", run["customers_long"] > 0), ("queued", run["support_backlog_peak"] > 1),
                ("blocked", run["support_calls_blocked"] > 0), ("abandoned", run["support_calls_abandoned"] > 0),
                ("retried", run["support_calls_retried"] > 0),
            ] where happened {
                counts[name, default: 0] += 1
            }
        }
        let runs = 2 * RandomWorld.seeds.count
        #expect(counts.count == 13)
        for (name, count) in counts { #expect(count > runs / 20, "\(name) in \(count) of \(runs) replications only") }
    }

    @Test func endpointStatesSumToTheFleetAndNoneIsNegative() throws {
        try forEachRun { seed, run in
            let fleet = run["fleet_endpoints"]
            let rows = TimelineState.allCases.map { run.series($0).map(Double.init) }
            for position in run.plan.timeline.instants.indices {
                let levels = rows.map { $0[position] }
                let sum = levels.reduce(0, +)
                // The timeline is kept in single precision: 24 bits.
                #expect(abs(sum - fleet) <= fleet * 1e-6, "world \(seed) at \(position): \(levels) of \(fleet)")
                #expect(levels.allSatisfy { $0 >= 0 }, "world \(seed) at \(position): \(levels)")
            }
        }
    }

    @Test func failedEndpointsOfTheRegionsSumToThoseOfTheWorld() throws {
        try forEachRun { seed, run in
            let world = run.series(.failed)
            let regions = run.plan.scenario.regions.map { run.series(.failed, region: $0.id) }
            for position in world.indices {
                #expect(regions.reduce(0) { $0 + $1[position] } == world[position], "world \(seed)")
            }
        }
    }

    @Test func metricsOfTheRegionsSumToThoseOfTheWorld() throws {
        try forEachRun { seed, run in
            for metric in ["endpoints_failed", "customers_hit", "customers_long", "endpoint_hours_lost"] {
                let sum = run.plan.scenario.regions.reduce(0) { $0 + run["\($1.id).\(metric)"] }
                // A number of long customers that one region leaves open is open for the world.
                if sum.isInfinite {
                    #expect(
                        run[metric].isInfinite && run["everywhere.\(metric)"].isInfinite, "world \(seed): \(metric)")
                    continue
                }
                #expect(abs(sum - run[metric]) <= 1e-9 * run[metric], "world \(seed): \(metric)")
                #expect(run["everywhere.\(metric)"] == sum || abs(run["everywhere.\(metric)"] - sum) <= 1e-9 * sum)
            }
        }
    }

    /// Only what was installed can fail, only what failed can be restored, only who was hit can be long.
    @Test func countsAreNestedAsTheirMeaningsAre() throws {
        try forEachRun { seed, run in
            let world = "world \(seed)"
            #expect(run["endpoints_exposed"] <= run["fleet_endpoints"] * (1 + 1e-12), "\(world)")
            #expect(run["endpoints_failed"] <= run["endpoints_exposed"] * (1 + 1e-12), "\(world)")
            #expect(run["peak_failed"] <= run["endpoints_failed"], "\(world)")
            #expect(run["endpoints_unrestored"] <= run["peak_failed"], "\(world)")
            if run["customers_long"].isFinite {
                #expect(run["customers_long"] <= run["customers_hit"], "\(world)")
            } else {
                #expect(run["endpoints_unrestored"] > 0, "\(world)")
            }
            #expect(run["customers_hit"] <= run["fleet_customers"], "\(world)")
            #expect(run["support_cases"] <= run["customers_hit"], "\(world)")
            let lost = run["support_calls_blocked"] + run["support_calls_abandoned"]
            #expect(run["support_calls_retried"] <= lost && lost <= run["support_calls"], "\(world)")
            let callers = run["support_calls"] - run["support_calls_retried"]
            #expect(callers >= run["support_cases"], "\(world)")
            #expect(callers <= run["support_cases"] + run["endpoints_failed"], "\(world)")
            let horizon = run.plan.scenario.clock.horizon.inHours
            #expect(run["protection_lag_endpoint_hours"] >= 0, "\(world)")
            // A working endpoint that lacks protection and a failed one are never the same endpoint.
            let unprotected = run["endpoint_hours_lost"] + run["protection_lag_endpoint_hours"]
            #expect(unprotected <= run["fleet_endpoints"] * horizon * (1 + 1e-9), "\(world)")
        }
    }

    // MARK: No defect, no loss

    private func expectNoLoss(_ runs: [Run]) {
        for run in runs {
            for metric in ["endpoints_failed", "endpoint_hours_lost", "customers_hit", "support_cases", "touches"] {
                #expect(run[metric] == 0)
            }
            #expect(run["first_failure_h"].isNaN && run["time_to_fix_h"].isNaN && run["gate_true_alarm"] != 1)
            #expect(run.series(.failed).allSatisfy { $0 == 0 })
        }
    }

    @Test func aDefectThatAffectsNoPlatformLosesNothing() throws {
        expectNoLoss(try runWorlds { $0.changeDefects { $0.affects = .never } })
    }

    @Test func aDefectThatNeverManifestsLosesNothing() throws {
        expectNoLoss(try runWorlds { $0.changeDefects { $0.manifestation = 0 } })
    }

    @Test func aDefectThatTheReleaseDoesNotHaveLosesNothingAndExposesNobody() throws {
        let runs = try runWorlds { $0.changeDefects { $0.prior = 0 } } + runWorlds { $0.release.defects = [] }
        expectNoLoss(runs)
        for run in runs { #expect(run["endpoints_exposed"] == 0 && run["found_by_qa"] == 0) }
    }

    @Test func aDefectThatTestsSurelyFindLosesNothingAndExposesNobody() throws {
        let runs = try runWorlds { scenario in
            scenario.qualityAssurance.covers = .always
            scenario.qualityAssurance.detection = 1
            scenario.qualityAssurance.commonCauseFailure = 0
            scenario.changeDefects { $0.prior = 1 }
        }
        expectNoLoss(runs)
        // A defect that no platform can show is nowhere to be found.
        for run in runs
        where run.plan.defects.indices.allSatisfy({ defect in
            run.plan.platformDefects.contains { $0.defect == defect }
        }) {
            #expect(run["found_by_qa"] == 1 && run["endpoints_exposed"] == 0)
        }
    }

    /// A broken validator finds nothing, however good its tests are.
    @Test func aCommonCauseFailureOfTheTestsFindsNothing() throws {
        let runs = try runWorlds { scenario in
            scenario.qualityAssurance.covers = .always
            scenario.qualityAssurance.detection = 1
            scenario.qualityAssurance.commonCauseFailure = 1
        }
        #expect(runs.allSatisfy { $0["found_by_qa"] == 0 })
    }

    // MARK: No poll and no push, no exposure

    @Test func machinesThatAreNeverOnAreNeverExposed() throws {
        let off = try DailyProfile(
            workday: [DailyProfile.Step(minuteOfDay: 0, value: 0)],
            dayOff: [DailyProfile.Step(minuteOfDay: 0, value: 0)])
        let runs = try runWorlds { scenario in
            for index in scenario.profiles.indices { scenario.profiles[index].switchedOn = off }
        }
        expectNoLoss(runs)
        for run in runs {
            #expect(run["endpoints_exposed"] == 0)
            let current = run.series(.current)
            #expect(current.allSatisfy { Double($0) == run["fleet_endpoints"] })
        }
    }

    @Test func aRolloutThatSelectsNobodyExposesNobody() throws {
        let runs = try runWorlds { scenario in
            scenario.rollout = Rollout(stages: [RolloutStage(id: "none", share: 0)])
            scenario.gate?.watches = .fleet
        }
        expectNoLoss(runs)
        #expect(runs.allSatisfy { $0["endpoints_exposed"] == 0 })
    }

    // MARK: Censoring

    /// Values of metrics are numbers, none, or censored; never −∞, and never a point in time beyond the horizon.
    @Test func everyValueIsANumberOrNoneOrCensored() throws {
        try forEachRun { seed, run in
            let horizon = run.plan.scenario.clock.horizon.inHours
            for (metric, value) in zip(run.plan.metrics, run.outcome) {
                #expect(value.isNaN || value >= 0, "world \(seed): \(metric.id) is \(value)")
                if metric.unit == .hours && value.isFinite && metric.id != "technician_hours_h" {
                    #expect(value <= horizon, "world \(seed): \(metric.id) is \(value)")
                }
                if metric.unit == .share && value.isFinite { #expect(value <= 1, "world \(seed): \(metric.id)") }
            }
        }
    }

    /// A share of recovery is a time exactly if so many were restored, and censored otherwise.
    @Test func recoveryTimesAreCensoredExactlyIfTooFewWereRestored() throws {
        try forEachRun { seed, run in
            let failed = run["endpoints_failed"]
            let restored = failed - run["endpoints_unrestored"]
            for (metric, share) in [("recovery_t50_h", 0.5), ("recovery_t90_h", 0.9), ("recovery_t99_h", 0.99)] {
                if failed == 0 {
                    #expect(run[metric].isNaN, "world \(seed)")
                } else {
                    #expect(run[metric].isFinite == (restored >= (failed * share).rounded(.up)), "world \(seed)")
                }
            }
            #expect(!(run["recovery_t50_h"] > run["recovery_t90_h"]), "world \(seed)")
            #expect(!(run["recovery_t90_h"] > run["recovery_t99_h"]), "world \(seed)")
            #expect(!(run["customer_recovery_t90_h"] > run["customer_recovery_t95_h"]), "world \(seed)")
            #expect(!(run["customer_recovery_t95_h"] > run["customer_recovery_t99_h"]), "world \(seed)")
        }
    }
}
