// The whole of what a file says, against the same scenario written by hand in Swift.

import CivilTime
import RandomStreams
import Rollouts
import Testing

@testable import ScenarioFiles

/// Protects every field at once: one that is read from the wrong key, or not at all, differs here.
@Suite struct GoldenScenarioTests {
    private func hours(_ hours: Double) throws -> Delay { Delay(hours: try .constant(hours)) }

    private var hospital: Segment {
        get throws {
            Segment(
                id: "hospital", sector: "health", customers: ["japan": 6, "france": 10],
                fleet: try .lognormal(median: 400, sigma: 0.9), mix: ["new-64": 0.96, "old-32": 0.04],
                presence: ["old-32": 0.2], profile: "office", relayPoll: .minutes(60), endpointPoll: .minutes(30),
                consoleShare: 0.5,
                staff: CustomerStaff(
                    calendar: "office", awareAfterFailures: 3,
                    notice: Delay(hours: try .lognormal(median: 0.75, p90: 2)),
                    report: Delay(hours: try .lognormal(mean: 1, cv: 0.7)), reportProbability: 0.6,
                    endpointsPerTechnician: 300,
                    touch: Delay(hours: try .triangular(min: 8.0 / 60, mode: 12.0 / 60, max: 25.0 / 60))),
                contract: .premium, criticality: 3)
        }
    }

    private var release: Release {
        get throws {
            Release(
                content: "Pattern 1", corrective: "Pattern 2",
                published: .between(
                    try Instant(parsing: "2022-06-20T22:00Z"), try Instant(parsing: "2022-06-21T04:00Z")),
                defects: [
                    Defect(
                        id: "loop", affects: .all([.any([.equals(attribute: "os", value: "old")])]), manifestation: 1,
                        trigger: .logOn,
                        failureMode: FailureMode(id: "restart-loop", pollReach: 0.3, consoleReach: 0.7, byHand: true),
                        telemetryShare: 0.6, telemetryDelay: try hours(10.0 / 60))
                ])
        }
    }

    private var support: Support {
        get throws {
            Support(
                centres: [
                    SupportCentre(
                        id: "tokyo", region: "japan",
                        shifts: [SupportShift(calendar: "always", firstLine: 6, secondLine: 2)], unrelatedPerHour: 12),
                    SupportCentre(
                        id: "paris", region: "france",
                        shifts: [
                            SupportShift(calendar: "office", firstLine: 3, secondLine: 1),
                            SupportShift(calendar: "night", firstLine: 1, secondLine: 0),
                        ]),
                ],
                firstLine: try hours(20.0 / 60), secondLine: Delay(hours: try .exponential(mean: 0.75)),
                knownError: try hours(0.2), unrelated: try hours(0.2), matchingCases: 3, transfer: try hours(2))
        }
    }

    private var response: Response {
        get throws {
            Response(
                escalation: try hours(1), halt: nil,
                mitigation: Mitigation(
                    found: try hours(3), advisory: try hours(1),
                    appliesTo: .all([.any([.equals(attribute: "support", value: "supported")])]),
                    appliesElsewhere: 0.3),
                fix: Fix(
                    diagnose: try hours(2), build: try hours(1), qualityAssurance: try hours(3),
                    publish: try hours(0.5), calendar: "always", region: "japan", covers: .always,
                    worksUncovered: 0.3, secondIteration: try hours(20)),
                console: ConsolePush(start: try hours(0.5), round: .minutes(30)))
        }
    }

    private func profile() throws -> UsageProfile {
        func step(_ time: String, _ value: Double) throws -> DailyProfile.Step {
            try .init(parsing: time, value: value)
        }
        return UsageProfile(
            id: "office",
            switchedOn: try DailyProfile(
                workday: [step("00:00", 0.15), step("08:00", 0.8)], dayOff: [step("00:00", 0.12)]),
            logOnsPerHour: try DailyProfile(
                workday: [step("00:00", 0), step("08:00", 0.9)], dayOff: [step("00:00", 0)]))
    }

    private func calendars() throws -> [NamedCalendar] {
        let office = try WeeklyHours.parseHours("09:00-12:00, 13:00-18:00")
        let night = try WeeklyHours.parseHours("22:00-06:00")
        let workdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
        return [
            NamedCalendar(id: "always", hours: .always, worksOnHolidays: true),
            NamedCalendar(
                id: "office", hours: WeeklyHours(Dictionary(uniqueKeysWithValues: workdays.map { ($0, office) }))),
            NamedCalendar(
                id: "night",
                hours: WeeklyHours(Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, night) })),
                worksOnHolidays: true),
        ]
    }

    private func scenario() throws -> Scenario {
        Scenario(
            clock: ScenarioClock(
                start: try Instant(parsing: "2022-06-20T22:00Z"), horizon: .days(3), timelineStep: .hours(6)),
            attributes: [
                EndpointAttribute(id: "os", values: ["old", "new"]),
                EndpointAttribute(id: "support", values: ["supported", "ended"]),
            ],
            platforms: [
                Platform(id: "old-32", values: ["os": "old", "support": "ended"]),
                Platform(id: "new-64", values: ["os": "new", "support": "supported"]),
            ],
            calendars: try calendars(), profiles: [try profile()],
            regions: [
                Region(id: "japan", name: "Japan", zone: "Asia/Tokyo", supportCentre: "tokyo"),
                Region(
                    id: "france", zone: "Europe/Paris", holidays: [try CivilDate(parsing: "2022-07-14")],
                    supportCentre: "paris"),
            ],
            groups: [CustomerGroup(id: "world", regions: ["japan", "france"])], segments: [try hospital],
            release: try release,
            qualityAssurance: QualityAssurance(
                covers: .all([.not(.all([.any([.equals(attribute: "support", value: "ended")])]))]), detection: 0.8,
                commonCauseFailure: 0, addedTime: .elapsed(.zero), rework: Delay(hours: try .uniform(low: 4, high: 12))),
            rollout: .allAtOnce, gate: nil, support: try support, response: try response,
            checkpoints: [
                Checkpoint(id: "end-of-day", date: try CivilDate(parsing: "2022-06-21"), minuteOfDay: 1440)
            ],
            recoveryCriterion: RecoveryCriterion(restoredShare: 0.9, longAfter: .hours(24)))
    }

    @Test func fileIsExactlyTheScenarioWrittenByHand() throws {
        var waves = try scenario()
        waves.rollout = Rollout(stages: [
            RolloutStage(id: "first", regions: ["japan"], bake: .elapsed(.hours(10))), RolloutStage(id: "rest"),
        ])
        waves.gate = Gate(failures: 3, decision: try hours(0.25))
        waves.segments[0].relayPoll = .hours(2)
        let study = try ScenarioReader.load(text: SmallScenario.text, name: "small.yaml").study
        #expect(study.policies.map(\.scenario) == [try scenario(), waves])
    }

    // Each key of the language that the small scenario leaves at its default, read from the place where it belongs.
    @Test func optionalKeysAreReadWhereTheyBelong() throws {
        let text = SmallScenario.text
            .replacing("old-32: {os: old, ", with: "old-32: {stream: p, os: old, ")
            .replacing("zone: Asia/Tokyo,", with: "zone: Asia/Tokyo, stream: r, weekend: [friday],")
            .replacing("    sector: health", with: "    stream: s")
            .replacing(
                "region: japan, unrelated: 12 / h,",
                with: "region: japan, stream: c, unrelated: 12 / h, unrelated-during: office,"
            )
            .replacing(
                "groups: {world: [japan, france]}",
                with: "groups: {some: {regions: [france], segments: [hospital]}, every: {}}"
            )
            .replacing(
                "  transfer: 2 h\n",
                with: """
                      transfer: 2 h
                      critical-account-team: {after-reports: 5, mobilisation: 2 h, second-line: 4}
                      local-teams: {travel: 3 h, technicians: 2}

                    """
            )
            .replacing(
                "response:\n",
                with: """
                    certs:
                      health: {assumption: A guess., stream: h, regions: [france], segments: [hospital], after-reports: 2, broadcast: 1 h}
                      all: {assumption: A guess., after-reports: 9, broadcast: 3 h}
                    response:

                    """
            )
            .replacing("by-hand: yes", with: "by-hand: no")
            .replacing("trigger: log-on", with: "trigger: {after: 5 min}")
            .replacing("halt: none", with: "halt: {decision: 1 h, propagation: 10 min}")
            .replacing("mitigation: {found: 3 h, advisory: 1 h,", with: "mitigation: none #")
            .replacing(
                "[{id: all}]",
                with: "[{id: few, canary: {random: 7}}, {id: each, canary: {per-platform: 8}}, {id: part, share: 10 %}]"
            )
            .replacing("added-time: 0 h", with: "added-time: 2 h")
            .replacing("common-cause-failure: 0 %", with: "common-cause-failure: 5 %")
        var wanted = try scenario()
        wanted.platforms[0].stream = "p"
        wanted.regions[0].stream = "r"
        wanted.regions[0].weekend = [.friday]
        wanted.segments[0].stream = "s"
        wanted.segments[0].sector = ""
        wanted.support.centres[0].stream = "c"
        wanted.support.centres[0].unrelatedCalendar = "office"
        wanted.groups = [
            CustomerGroup(id: "some", regions: ["france"], segments: ["hospital"]),
            CustomerGroup(id: "every", regions: ["japan", "france"]),
        ]
        wanted.support.criticalAccountTeam = CriticalAccountTeam(
            afterReports: 5, mobilisation: try hours(2), secondLine: 4)
        wanted.support.localTeams = LocalTeams(travel: try hours(3), technicians: 2)
        wanted.certs = [
            CERT(
                id: "health", stream: "h", regions: ["france"], segments: ["hospital"], afterReports: 2,
                broadcast: try hours(1)),
            CERT(id: "all", regions: ["japan", "france"], afterReports: 9, broadcast: try hours(3)),
        ]
        wanted.release.defect.failureMode.byHand = false
        wanted.release.defect.trigger = .after(try hours(5.0 / 60))
        wanted.response.halt = Halt(decision: try hours(1), propagation: try hours(10.0 / 60))
        wanted.response.mitigation = nil
        wanted.rollout = Rollout(stages: [
            RolloutStage(id: "few", canary: .random(7)), RolloutStage(id: "each", canary: .perPlatform(8)),
            RolloutStage(id: "part", share: 0.1),
        ])
        wanted.qualityAssurance.addedTime = .elapsed(.hours(2))
        wanted.qualityAssurance.commonCauseFailure = 0.05
        #expect(try ScenarioReader.load(text: text, name: "small.yaml").study.policies[0].scenario == wanted)
    }
}

extension Release {
    /// The only defect of a release that has one, for tests that change parts of it.
    var defect: Defect {
        get { defects[0] }
        set { defects[0] = newValue }
    }
}
