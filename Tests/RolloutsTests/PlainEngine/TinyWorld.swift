// Worlds of some seventy endpoints in which, one after another, every part of the model has work to do.

import CivilTime
import RandomStreams

@testable import Rollouts

/// Small scenarios for the comparison of the engines; each adds parts of the model to the one that all have in common.
///
/// Delays between people are random and never zero, so that no two things that depend on each other happen at one instant.
enum TinyWorld: String, CaseIterable {
    case plain, gate, stages, rollback, killSwitch, advisory, tests, damage, races, secondIteration, queues, workingTime
    case consoles, calls, storm, staging, stagedFix, ownMixes, threshold, falseAlarms, cumulativeSum

    static func hours(_ mean: Double) throws -> Delay { Delay(hours: try .exponential(mean: mean)) }

    func scenario() throws -> Scenario {
        var scenario = try Self.common()
        try change(&scenario)
        return scenario
    }

    // MARK: What all have in common

    private static func common() throws -> Scenario {
        let start = try Instant(parsing: "2022-06-20T00:00Z")
        return Scenario(
            clock: ScenarioClock(start: start, horizon: .days(4), timelineStep: .hours(12)),
            attributes: [EndpointAttribute(id: "os", values: ["old", "mid", "new"])],
            platforms: ["old", "mid", "new"].map { Platform(id: $0, values: ["os": $0]) },
            calendars: [
                NamedCalendar(id: "always", hours: .always, worksOnHolidays: true),
                NamedCalendar(
                    id: "office",
                    hours: WeeklyHours(
                        days: Weekday.mondayToFriday, open: try WeeklyHours.parseHours("08:00-12:00, 13:00-18:00"))),
            ],
            profiles: try profiles(),
            regions: [
                Region(id: "paris", zone: "Europe/Paris", supportCentre: "west"),
                Region(id: "tokyo", zone: "Asia/Tokyo", supportCentre: "east"),
            ],
            groups: [CustomerGroup(id: "firms", regions: ["paris", "tokyo"], segments: ["firm"])],
            segments: try segments(),
            release: Release(
                content: "1", corrective: "2", published: .between(start.adding(.hours(2)), start.adding(.hours(8))),
                defects: [
                    Defect(
                        id: "loop", affects: .not(.equals(attribute: "os", value: "new")), manifestation: 0.8,
                        trigger: .logOn, failureMode: FailureMode(id: "loop", pollReach: 0.2, consoleReach: 0.5),
                        telemetryShare: 0.6, telemetryDelay: try hours(0.5))
                ]),
            qualityAssurance: QualityAssurance(covers: .never, detection: 0), rollout: .allAtOnce,
            support: try support(), response: try response(),
            checkpoints: [
                Checkpoint(id: "first-day", date: try CivilDate(parsing: "2022-06-20"), minuteOfDay: 1440),
                Checkpoint(id: "second-day", date: try CivilDate(parsing: "2022-06-21"), minuteOfDay: 1440),
            ])
    }

    private static func profiles() throws -> [UsageProfile] {
        func steps(_ values: [(String, Double)]) throws -> [DailyProfile.Step] {
            try values.map { try DailyProfile.Step(parsing: $0.0, value: $0.1) }
        }
        return [
            UsageProfile(
                id: "office",
                switchedOn: try DailyProfile(
                    workday: steps([("00:00", 0.1), ("07:30", 0.6), ("09:00", 0.95), ("18:00", 0.3)]),
                    dayOff: steps([("00:00", 0.05)])),
                logOnsPerHour: try DailyProfile(
                    workday: steps([("00:00", 0.02), ("08:00", 1), ("18:00", 0.1)]), dayOff: steps([("00:00", 0.02)]))),
            UsageProfile(id: "always-on", switchedOn: .one, logOnsPerHour: .one),
        ]
    }

    private static func segments() throws -> [Segment] {
        [
            Segment(
                id: "firm", customers: ["paris": 2, "tokyo": 2], fleet: try .lognormal(median: 8, sigma: 0.4),
                mix: ["old": 0.4, "mid": 0.2, "new": 0.4], presence: ["mid": 0.6], profile: "office",
                relayPoll: .hours(2), endpointPoll: .hours(3), consoleShare: 0.5,
                staff: CustomerStaff(
                    calendar: "office", awareAfterFailures: 2, notice: try hours(1), report: try hours(1),
                    reportProbability: 0.8, endpointsPerTechnician: 6, touch: try hours(0.5)), criticality: 2),
            Segment(
                id: "shop", customers: ["paris": 3], fleet: try .constant(5), mix: ["old": 0.5, "new": 0.5],
                profile: "always-on", relayPoll: .hours(1), endpointPoll: .hours(4), consoleShare: 0.5,
                staff: CustomerStaff(
                    calendar: "always", awareAfterFailures: 1, notice: try hours(2), report: try hours(2),
                    reportProbability: 1, endpointsPerTechnician: 10, touch: try hours(1)), contract: .premium),
        ]
    }

    private static func support() throws -> Support {
        Support(
            centres: [
                SupportCentre(
                    id: "west", region: "paris",
                    shifts: [SupportShift(calendar: "always", firstLine: 1, secondLine: 1)], unrelatedPerHour: 0.2),
                SupportCentre(
                    id: "east", region: "tokyo",
                    shifts: [SupportShift(calendar: "office", firstLine: 2, secondLine: 1)], unrelatedPerHour: 0.1),
            ],
            firstLine: try hours(0.6), secondLine: try hours(1), knownError: try hours(0.2), unrelated: try hours(0.4),
            matchingCases: 2, transfer: try hours(2))
    }

    private static func response() throws -> Response {
        Response(
            escalation: try hours(1), halt: nil,
            mitigation: Mitigation(
                found: try hours(3), advisory: try hours(1), appliesTo: .equals(attribute: "os", value: "old"),
                appliesElsewhere: 0.3),
            fix: Fix(
                diagnose: try hours(3), build: try hours(1), qualityAssurance: try hours(2), publish: try hours(1),
                calendar: "always", region: "paris", covers: .equals(attribute: "os", value: "old"),
                worksUncovered: 0.5, secondIteration: try hours(20)),
            console: ConsolePush(start: try hours(1), round: .hours(1)))
    }

    // MARK: What each adds

    private func change(_ scenario: inout Scenario) throws {
        switch self {
        case .plain: break
        case .gate:
            scenario.gate = Gate(
                failures: 2, decision: try Self.hours(1), propagation: try Self.hours(0.5), halt: .recall)
            scenario.rollout = Rollout(stages: [
                RolloutStage(id: "canary", canary: .random(15), bake: .elapsed(.hours(12))),
                RolloutStage(id: "half", share: 0.5, bake: .elapsed(.hours(6))), RolloutStage(id: "rest"),
            ])
        case .stages:
            scenario.gate = Gate(failures: 4, decision: try Self.hours(2), halt: .pause)
            scenario.response.halt = Halt(kind: .halt, decision: try Self.hours(6), propagation: try Self.hours(1))
            scenario.rollout = Rollout(stages: [
                RolloutStage(id: "canary", canary: .perPlatform(3), bake: .elapsed(.hours(6))),
                RolloutStage(id: "east", regions: ["tokyo"], bake: .elapsed(.hours(8))),
                RolloutStage(id: "some", share: 0.4, bake: .elapsed(.hours(8))), RolloutStage(id: "rest"),
            ])
        case .rollback:
            scenario.release.defect.trigger = .restart
            scenario.response.rollback = Rollback(decision: try Self.hours(2), propagation: try Self.hours(0.5))
            scenario.response.fix.build = try Self.hours(20)
        case .killSwitch:
            scenario.release.defect.trigger = .after(try Self.hours(4))
            scenario.response.killSwitch = KillSwitch(
                decision: try Self.hours(1), propagation: try Self.hours(0.5),
                appliesTo: .equals(attribute: "os", value: "old"))
            scenario.response.fix.build = try Self.hours(20)
            for index in scenario.segments.indices { scenario.segments[index].endpointPoll = .hours(9) }
        case .advisory: try addAdvisory(to: &scenario)
        case .tests: try addTests(to: &scenario)
        case .damage: try addDamage(to: &scenario)
        case .races: try addRaces(to: &scenario)
        case .secondIteration:
            scenario.response.mitigation = nil
            scenario.response.fix.covers = .never
            scenario.response.fix.worksUncovered = 0.3
            scenario.release.defect.trigger = .install
            for index in scenario.segments.indices { scenario.segments[index].relayPoll = .hours(10) }
        case .queues: try addQueues(to: &scenario)
        case .workingTime: try addWorkingTime(to: &scenario)
        case .calls: try addCalls(to: &scenario)
        case .storm: try addStorm(to: &scenario)
        case .staging: try addStaging(to: &scenario)
        case .stagedFix: try addStagedFix(to: &scenario)
        case .ownMixes: try addOwnMixes(to: &scenario)
        case .threshold, .falseAlarms, .cumulativeSum: try addGate(to: &scenario)
        case .consoles:
            // The relays are slow and the consoles fast: pushes overtake polls.
            scenario.response.halt = Halt(kind: .pause, decision: try Self.hours(3), propagation: .none)
            scenario.response.mitigation?.appliesTo = .always
            scenario.release.defect.trigger = .after(try Self.hours(10))
            scenario.release.defect.failureMode.byHand = false
            for index in scenario.segments.indices {
                scenario.segments[index].relayPoll = .hours(14)
                scenario.segments[index].endpointPoll = .hours(12)
                scenario.segments[index].consoleShare = 1
            }
        }
    }

    private func addAdvisory(to scenario: inout Scenario) throws {
        scenario.response.advisory = Advisory(
            published: try Self.hours(1), reach: try Self.hours(2), compliance: 0.6)
        scenario.release.defect.stream = "log-on"
        scenario.release.defect.prior = 0.7
        scenario.release.defects.append(
            Defect(
                id: "scan", stream: "a-scan", prior: 0.6, affects: .always, manifestation: 0.4,
                trigger: .scan(calendar: "office"),
                failureMode: FailureMode(id: "degraded", pollReach: 0.6, consoleReach: 1, severity: 0.3),
                telemetryShare: 1))
    }

    private func addTests(to scenario: inout Scenario) throws {
        scenario.qualityAssurance = QualityAssurance(
            covers: .not(.equals(attribute: "os", value: "mid")), detection: 0.4, commonCauseFailure: 0.3,
            addedTime: .working(.hours(2)), addedTimePerPlatform: .minutes(45), rework: try Self.hours(10),
            blocksUncovered: true)
        scenario.response.office = VendorOffice(calendar: "office", region: "tokyo")
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "canary", canary: .random(20), bake: .workingDays(1)), RolloutStage(id: "rest"),
        ])
    }

    private func addDamage(to scenario: inout Scenario) throws {
        scenario.release.defect.failureMode.damage = 0.5
        scenario.release.defect.failureMode.severity = 0.7
        scenario.support.localTeams = LocalTeams(travel: try Self.hours(3), technicians: 2)
        scenario.support.criticalAccountTeam = CriticalAccountTeam(
            afterReports: 2, mobilisation: try Self.hours(1), secondLine: 3)
        scenario.certs = [
            CERT(id: "cert", regions: ["paris"], segments: ["firm"], afterReports: 1, broadcast: try Self.hours(2))
        ]
        scenario.segments[0].staff.awareAfterFailures = 4
        scenario.segments[1].staff.awareAfterFailures = 3
        scenario.recoveryCriterion = RecoveryCriterion(restoredShare: 1, longAfter: .hours(16))
    }

    private func addRaces(to scenario: inout Scenario) throws {
        scenario.release.defect.failureMode = FailureMode(
            id: "race", pollReach: 0.3, pollSlowdown: 3, consoleReach: 0.1, byHand: false,
            restartRace: RestartRace(interval: .minutes(45), chance: 0.05))
        scenario.segments[1].profile = "office"
        scenario.response.mitigation?.appliesElsewhere = 0
    }

    private func addStagedFix(to scenario: inout Scenario) throws {
        scenario.response.fix.fastTrack = FastTrack(qualityAssurance: try Self.hours(0.5), works: 0.6)
        scenario.response.fix.stages = [
            FixStage(regions: ["tokyo"], bake: .elapsed(.hours(5))), FixStage(share: 0.5, bake: .working(.hours(4))),
            FixStage(),
        ]
        scenario.response.rollback = Rollback(decision: try Self.hours(6), propagation: try Self.hours(0.5))
        scenario.segments[0].relayPoll = .hours(6)
    }

    private func addStaging(to scenario: inout Scenario) throws {
        scenario.segments[0].staging = CustomerStaging(
            deferral: try Self.hours(6), window: "night",
            rings: [
                CustomerRing(share: 0.3, after: .elapsed(.zero)), CustomerRing(share: 0.6, after: .working(.hours(3))),
                CustomerRing(share: 1, after: .elapsed(.hours(20))),
            ])
        scenario.segments[1].staging = CustomerStaging(
            deferral: Delay(hours: try .constant(1), measure: .workingTime),
            rings: [
                CustomerRing(share: 0.5, after: .elapsed(.hours(1))),
                CustomerRing(share: 1, after: .elapsed(.hours(9))),
            ])
        scenario.calendars.append(
            NamedCalendar(
                id: "night",
                hours: WeeklyHours(days: Weekday.allCases, open: try WeeklyHours.parseHours("19:00-09:00")),
                worksOnHolidays: true,
                closures: [try LocalPeriod(parsing: "2022-06-21T00:00 to 2022-06-21T08:00")]))
        scenario.release.published = .between(
            scenario.clock.start.adding(.hours(2)), scenario.clock.start.adding(.hours(30)))
        scenario.response.fix.build = try Self.hours(20)
        scenario.release.defect.trigger = .after(try Self.hours(1))
        scenario.response.rollback = Rollback(decision: try Self.hours(5), propagation: try Self.hours(0.5))
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "canary", canary: .random(10), bake: .elapsed(.hours(4))), RolloutStage(id: "rest"),
        ])
    }

    private func addQueues(to scenario: inout Scenario) throws {
        scenario.segments[0].contract = .criticalAccount
        scenario.segments[1].customers = ["paris": 3, "tokyo": 3]
        scenario.segments[1].contract = .standard
        scenario.segments[1].staff.calendar = "office"
        scenario.support.centres[0].shifts = [
            SupportShift(calendar: "always", firstLine: 1, secondLine: 0),
            SupportShift(calendar: "office", firstLine: 1, secondLine: 1),
        ]
        scenario.support.centres[0].unrelatedPerHour = 1.2
        scenario.support.centres[0].unrelatedCalendar = "always"
        scenario.support.unrelated = try Self.hours(1.4)
        scenario.support.matchingCases = 3
    }

    private func addWorkingTime(to scenario: inout Scenario) throws {
        scenario.response.office = VendorOffice(calendar: "office", region: "paris")
        scenario.response.escalation.measure = .workingTime
        scenario.response.halt = Halt(
            decision: Delay(hours: try .exponential(mean: 2), measure: .workingTime), propagation: try Self.hours(1))
        scenario.response.fix.calendar = "office"
        scenario.response.fix.build = Delay(hours: try .uniform(low: 0, high: 2.4), measure: .workingDays)
        scenario.response.mitigation?.advisory.measure = .workingTime
        scenario.response.console.start.measure = .workingTime
        scenario.segments[0].staff.touch.measure = .workingTime
        scenario.regions[1].holidays = [try CivilDate(parsing: "2022-06-22")]
        scenario.checkpoints[1].date = try CivilDate(parsing: "2022-06-28")
    }

    /// Few agents, many who give up, a third line and a surge.
    private func addCalls(to scenario: inout Scenario) throws {
        try addQueues(to: &scenario)
        for index in scenario.segments.indices {
            scenario.segments[index].userCalls = UserCalls(share: 0.7, delay: try Self.hours(0.5))
            scenario.segments[index].fleet = try .constant(index == 0 ? 12 : 6)
        }
        scenario.segments[1].staff.calendar = "always"
        scenario.support.patience = try Self.hours(1.5)
        scenario.support.retrial = Retrial(chance: 0.6, pause: try Self.hours(1))
        scenario.support.thirdLine = ThirdLine(share: 0.5, time: try Self.hours(3))
        for centre in scenario.support.centres.indices {
            scenario.support.centres[centre].shifts[0].thirdLine = 1
        }
        scenario.support.surge = Surge(
            afterCalls: 8, delay: try Self.hours(3), firstLine: 2, secondLine: 1, thirdLine: 1)
        scenario.support.severeAfter = 5
        scenario.support.centres[1].waitingPlaces = 2
    }

    /// Users alone call, a full room blocks most of them, and their calls make the error known.
    private func addStorm(to scenario: inout Scenario) throws {
        for index in scenario.segments.indices {
            scenario.segments[index].userCalls = UserCalls(share: 1, delay: try Self.hours(0.2))
            scenario.segments[index].staff.reportProbability = 0
        }
        scenario.support.matchingCalls = 4
        scenario.support.firstLine = try Self.hours(2)
        scenario.support.centres[0].waitingPlaces = 1
        scenario.support.centres[1].waitingPlaces = 0
        scenario.support.retrial = Retrial(chance: 0.9, pause: try Self.hours(0.4))
    }

    /// Each customer has a mix of its own, with platforms that are kept from the content, canaries of each, and a kill switch.
    private func addOwnMixes(to scenario: inout Scenario) throws {
        for index in scenario.segments.indices {
            scenario.segments[index].presence = [:]
            scenario.segments[index].mix = ["old": 0.4, "mid": 0.25, "new": 0.35]
            scenario.segments[index].mixConcentration = index == 0 ? 1.5 : 3
            scenario.segments[index].endpointPoll = .hours(9)
        }
        scenario.qualityAssurance = QualityAssurance(
            covers: .not(.equals(attribute: "os", value: "mid")), detection: 0, blocksUncovered: true)
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "canary", canary: .perPlatform(6), bake: .elapsed(.hours(8))), RolloutStage(id: "rest"),
        ])
        scenario.release.defect.trigger = .after(try Self.hours(4))
        scenario.response.killSwitch = KillSwitch(
            decision: try Self.hours(1), propagation: try Self.hours(0.5),
            appliesTo: .equals(attribute: "os", value: "new"))
        scenario.response.fix.build = try Self.hours(20)
    }
}
