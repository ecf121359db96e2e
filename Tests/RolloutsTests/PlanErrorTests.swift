// Scenarios that cannot be simulated: each is refused with a message, none traps.

import CivilTime
import RandomStreams
import Testing

@testable import Rollouts

@Suite struct PlanErrorTests {
    /// The message with which a changed small world is refused; nil if it is not.
    private func refusal(_ change: (inout Scenario) throws -> Void) throws -> String? {
        var scenario = try SmallWorld.scenario()
        try change(&scenario)
        do {
            _ = try Plan(scenario)
            return nil
        } catch {
            return error.message
        }
    }

    private func expectRefused(_ word: String, _ change: (inout Scenario) throws -> Void) throws {
        let message = try refusal(change)
        #expect(message?.contains(word) == true, "\(message ?? "accepted"), expected '\(word)'")
    }

    @Test func theSmallWorldItselfIsAccepted() throws {
        #expect(try refusal { _ in } == nil)
    }

    @Test func referencesThatLeadNowhereAreNamed() throws {
        try expectRefused("'nowhere'") { $0.segments[0].customers["nowhere"] = 1 }
        try expectRefused("'none'") { $0.segments[0].mix = ["none": 1] }
        try expectRefused("'none'") { $0.segments[0].presence["none"] = 0.5 }
        try expectRefused("'none'") { $0.segments[0].profile = "none" }
        try expectRefused("'none'") { $0.segments[0].staff.calendar = "none" }
        try expectRefused("'none'") { $0.regions[0].supportCentre = "none" }
        try expectRefused("'none'") { $0.support.centres[0].region = "none" }
        try expectRefused("'none'") { $0.support.centres[0].shifts[0].calendar = "none" }
        try expectRefused("'none'") { $0.response.fix.calendar = "none" }
        try expectRefused("'none'") { $0.response.fix.region = "none" }
        try expectRefused("'none'") { $0.groups = [CustomerGroup(id: "all", regions: ["none"])] }
        try expectRefused("'none'") { scenario in
            scenario.groups = [CustomerGroup(id: "all", regions: ["here"], segments: ["none"])]
        }
        try expectRefused("'none'") { scenario in
            scenario.certs = [CERT(id: "a", regions: ["none"], afterReports: 1, broadcast: .none)]
        }
        try expectRefused("'none'") { scenario in
            scenario.certs = [CERT(id: "a", regions: [], segments: ["none"], afterReports: 1, broadcast: .none)]
        }
        try expectRefused("'none'") { $0.rollout.stages[0].regions = ["none"] }
        try expectRefused("'none'") { $0.release.defect.affects = .not(.equals(attribute: "none", value: "old")) }
        try expectRefused("'none'") { $0.response.fix.covers = .any([.equals(attribute: "os", value: "none")]) }
        try expectRefused("'none'") { $0.platforms[0].values["none"] = "old" }
        try expectRefused("here") { $0.regions[0].zone = "Nowhere/Land" }
    }

    @Test func namesThatAreUsedTwiceAreNamed() throws {
        try expectRefused("platform 'old'") { $0.platforms.append($0.platforms[0]) }
        try expectRefused("stream of a platform 'old'") { $0.platforms[1].stream = "old" }
        try expectRefused("region or group 'here'") { $0.regions.append($0.regions[0]) }
        try expectRefused("region or group 'here'") { $0.groups = [CustomerGroup(id: "here", regions: ["here"])] }
        try expectRefused("segment 'firm'") { $0.segments.append($0.segments[0]) }
        try expectRefused("stream of a segment") { scenario in
            scenario.segments.append(scenario.segments[0])
            scenario.segments[1].id = "other"
        }
        try expectRefused("support centre 'desk'") { $0.support.centres.append($0.support.centres[0]) }
        try expectRefused("calendar 'always'") { $0.calendars.append($0.calendars[0]) }
        try expectRefused("profile 'always-on'") { $0.profiles.append($0.profiles[0]) }
        try expectRefused("segment of group") { scenario in
            scenario.groups = [CustomerGroup(id: "all", regions: [], segments: ["firm", "firm"])]
        }
        try expectRefused("stream of a CERT") { scenario in
            let cert = CERT(id: "a", stream: "s", regions: [], afterReports: 1, broadcast: .none)
            scenario.certs = [cert, cert]
            scenario.certs[1].id = "b"
        }
        try expectRefused("region of group") { $0.groups = [CustomerGroup(id: "all", regions: ["here", "here"])] }
    }

    @Test func numbersOutOfRangeAreRefused() throws {
        try expectRefused("mix") { $0.segments[0].mix["old"] = 0.7 }
        try expectRefused("restored share") { $0.recoveryCriterion.restoredShare = 0 }
        try expectRefused("canary") { $0.rollout.stages[0].canary = .random(-1) }
        try expectRefused("canary") { scenario in
            scenario.rollout.stages[0] = RolloutStage(id: "few", share: 0.5, canary: .perPlatform(3))
        }
        try expectRefused("Nowhere") { scenario in
            scenario.regions.append(Region(id: "there", zone: "Nowhere/Land", supportCentre: "desk"))
        }
        try expectRefused("report") { scenario in
            scenario.support.criticalAccountTeam = CriticalAccountTeam(
                afterReports: 0, mobilisation: .none, secondLine: 1)
        }
        try expectRefused("agents") { scenario in
            scenario.support.criticalAccountTeam = CriticalAccountTeam(
                afterReports: 1, mobilisation: .none, secondLine: .max)
        }
        try expectRefused("technicians") {
            $0.support.localTeams = LocalTeams(travel: .none, technicians: -1)
        }
        try expectRefused("report") {
            $0.certs = [CERT(id: "a", regions: [], afterReports: 0, broadcast: .none)]
        }
        try expectRefused("share") { $0.segments[0].mix = ["old": 1.5, "new": -0.5] }
        try expectRefused("mix") { $0.segments[0].mix = ["old": .nan, "new": 0.5] }
        try expectRefused("presence") { $0.segments[0].presence["old"] = 1.2 }
        try expectRefused("fleets") { $0.segments[0].presence["old"] = 0.1 }
        try expectRefused("no customer") { $0.segments[0].presence["old"] = 0 }
        try expectRefused("customers") { $0.segments[0].customers["here"] = -1 }
        try expectRefused("customers") { $0.segments[0].customers["here"] = .max }
        try expectRefused("poll") { $0.segments[0].relayPoll = .zero }
        try expectRefused("poll") { $0.segments[0].endpointPoll = .days(1e9) }
        try expectRefused("technician") { $0.segments[0].staff.endpointsPerTechnician = 0 }
        try expectRefused("technician") { $0.segments[0].staff.endpointsPerTechnician = .nan }
        try expectRefused("awareness") { $0.segments[0].staff.awareAfterFailures = 0 }
        try expectRefused("criticality") { $0.segments[0].criticality = .infinity }
        try expectRefused("horizon") { $0.clock.horizon = .zero }
        try expectRefused("horizon") { $0.clock.horizon = TimeSpan(microseconds: .max) }
        try expectRefused("timeline") { $0.clock.timelineStep = TimeSpan(microseconds: 1) }
        try expectRefused("stage") { $0.rollout.stages = [] }
        try expectRefused("bake") { $0.rollout.stages[0].bake = .elapsed(TimeSpan(microseconds: .max)) }
        try expectRefused("share") { $0.rollout.stages[0].share = .nan }
        try expectRefused("gate") { $0.gate = Gate(failures: 0, decision: .none) }
        try expectRefused("matching") { $0.support.matchingCases = 0 }
        try expectRefused("agents") { $0.support.centres[0].shifts[0].firstLine = .max }
        try expectRefused("unrelated") { $0.support.centres[0].unrelatedPerHour = .infinity }
        try expectRefused("unrelated cases come") {
            $0.clock.horizon = .days(400)
            $0.support.centres[0].unrelatedPerHour = 1e5
        }
        try expectRefused("console") { $0.response.console.round = .zero }
        try expectRefused("manifestation") { $0.release.defect.manifestation = -0.1 }
        try expectRefused("prior") { $0.release.defect.prior = .nan }
        try expectRefused("slowdown") { $0.release.defect.failureMode.pollSlowdown = 0.5 }
        try expectRefused("damage") { $0.release.defect.failureMode.damage = 2 }
        try expectRefused("severity") { $0.release.defect.failureMode.severity = -1 }
        try expectRefused("restarts") {
            $0.release.defect.failureMode.restartRace = RestartRace(interval: .zero, chance: 0.5)
        }
        try expectRefused("race") {
            $0.release.defect.failureMode.restartRace = RestartRace(interval: .minutes(5), chance: 1.5)
        }
        try expectRefused("calendar") { $0.release.defect.trigger = .scan(calendar: "nowhere") }
        try expectRefused("defect") { $0.release.defects += $0.release.defects }
        try expectRefused("defects") { scenario in
            scenario.release.defects = (0...ScenarioLimits.defects).map { number in
                var defect = scenario.release.defects[0]
                defect.id = "\(number)"
                defect.stream = "\(number)"
                return defect
            }
        }
        try expectRefused("compliance") {
            $0.response.advisory = Advisory(published: .none, reach: .none, compliance: 1.2)
        }
        try expectRefused("kill switch") {
            $0.response.killSwitch = KillSwitch(
                decision: .none, propagation: .none, appliesTo: .equals(attribute: "colour", value: "red"))
        }
        try expectRefused("each platform") { $0.qualityAssurance.addedTimePerPlatform = .days(401) }
        try expectRefused("predicate") { scenario in
            scenario.segments[0].fleet = try .constant(1e7)
            scenario.segments[0].customers["here"] = 1000
        }
        try expectRefused("region") {
            $0.regions = []
            $0.segments = []
        }
    }

    /// A message reads as a person would write it: times with their units, whole numbers without a point, sums without noise.
    @Test func messagesSpellTimesAndNumbersAsPeopleDo() throws {
        func expectMessage(_ message: String, _ change: (inout Scenario) throws -> Void) throws {
            #expect(try refusal(change) == message)
        }
        try expectMessage("the bake time of stage all is 400 d 1 h 30 min; expected 0 to 400 d") {
            $0.rollout.stages[0].bake = .elapsed(.days(400) + .minutes(90))
        }
        try expectMessage("segment firm: the endpoints' poll interval is 500 d; expected 0 to 400 d") {
            $0.segments[0].endpointPoll = .days(500)
        }
        try expectMessage("38400000 unrelated cases come within the horizon; at most 20000000") {
            $0.clock.horizon = .days(16)
            $0.support.centres[0].unrelatedPerHour = 100_000
        }
        try expectMessage("support centre desk: unrelated cases per hour must be 0 to 100000") {
            $0.support.centres[0].unrelatedPerHour = -1
        }
        try expectMessage("50000000 endpoints are in the defect's predicate; at most 20000000") { scenario in
            scenario.segments[0].fleet = try .constant(1e5)
            scenario.segments[0].customers["here"] = 1000
        }
        try expectMessage("segment firm: the mix sums to 0.3, not to 1") {
            $0.segments[0].mix = ["old": 0.1, "new": 0.2]
        }
        try expectMessage("defect loop: the manifestation probability is 2; expected 0 to 1") {
            $0.release.defect.manifestation = 2
        }
    }

    // MARK: Extremes that are allowed

    @Test func aWorldWithoutCustomersHasNoFleetAndNoTrouble() throws {
        for canary in [nil, Canary.random(5), .perPlatform(5)] {
            var scenario = try SmallWorld.scenario(customers: 0)
            if let canary { scenario.rollout.stages.insert(RolloutStage(id: "first", canary: canary), at: 0) }
            let run = try Run(scenario)
            #expect(run["fleet_endpoints"] == 0 && run["endpoints_failed"] == 0 && run["endpoints_exposed"] == 0)
            scenario.segments = []
            #expect(try Run(scenario)["fleet_customers"] == 0)
        }
    }

    @Test func aCentreWithoutAgentsNeverKnowsAnything() throws {
        var scenario = try SmallWorld.scenario()
        scenario.support.centres[0].shifts = []
        let run = try Run(scenario)
        #expect(run["support_cases"] > 0 && run["support_backlog_peak"] == run["support_cases"])
        #expect(
            run["support_wait_h"].isNaN && run["time_to_detect_h"] == .infinity && run["fix_published_h"] == .infinity)
        #expect(run["endpoints_unrestored"] == run["endpoints_failed"] && run["recovery_t50_h"] == .infinity)
    }

    @Test func fleetsOfOneAndOfLessThanOneAreOneEndpointEach() throws {
        for fleet in [-5, 0, 0.2, 1] {
            let run = try Run(try SmallWorld.scenario(customers: 30, fleet: fleet, affectedShare: 1))
            #expect(run["fleet_endpoints"] == 30 && run["endpoints_failed"] == 30)
        }
    }

    /// A delay that nobody's calendar is given for cannot be in working time, and a number of working days has a bound.
    @Test func workingTimeWithoutACalendarIsRefused() throws {
        let delay = Delay(hours: try .constant(2), measure: .workingDays)
        let word = "nobody's working hours count there"
        try expectRefused(word) { $0.release.defect.telemetryDelay = delay }
        try expectRefused(word) { $0.release.defect.trigger = .after(delay) }
        try expectRefused(word) { $0.gate = Gate(failures: 1, decision: .none, propagation: delay) }
        try expectRefused(word) { $0.response.halt = Halt(decision: .none, propagation: delay) }
        try expectRefused(word) { $0.support.firstLine = delay }
        try expectRefused(word) { $0.support.secondLine = delay }
        try expectRefused(word) { $0.support.knownError = delay }
        try expectRefused(word) { $0.support.unrelated = delay }
        try expectRefused(word) { $0.support.transfer = delay }
        try expectRefused(word) {
            $0.certs = [CERT(id: "health", regions: ["here"], afterReports: 1, broadcast: delay)]
        }
        try expectRefused("the bake time of stage all is 401 working days; expected 0 to 400 working days") {
            $0.rollout.stages[0].bake = .workingDays(401)
        }
        try expectRefused("-1 working days") { $0.qualityAssurance.addedTime = .workingDays(-1) }
        try expectRefused("unknown calendar 'none'") {
            $0.response.office = VendorOffice(calendar: "none", region: "here")
        }
        try expectRefused("unknown region 'nowhere'") {
            $0.response.office = VendorOffice(calendar: "always", region: "nowhere")
        }
    }

    @Test func bakesLongerThanTheHorizonStartNoFurtherStage() throws {
        var scenario = try SmallWorld.scenario()
        scenario.rollout.stages = [
            RolloutStage(id: "none", share: 0, bake: .elapsed(.days(400))),
            RolloutStage(id: "all", bake: .elapsed(.days(400))),
        ]
        let run = try Run(scenario)
        #expect(run["stages_started"] == 1 && run["endpoints_exposed"] == 0)
    }

    @Test func delaysOfCenturiesCensorWhatTheyDelay() throws {
        var scenario = try SmallWorld.scenario()
        let ages = Delay(hours: try .constant(1e300))
        scenario.segments[0].staff.notice = ages
        scenario.release.defect.telemetryDelay = ages
        scenario.gate = Gate(failures: 1, decision: ages)
        let run = try Run(scenario)
        #expect(run["endpoints_failed"] > 0 && run["support_cases"] == 0 && run["gate_alarm"] == 0)
        #expect(run["time_to_halt_h"] == .infinity && run["first_report_h"] == .infinity)
        scenario.release.defect.trigger = .after(ages)
        #expect(try Run(scenario)["endpoints_failed"] == 0)
    }
}
