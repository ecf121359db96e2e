// A small study that experiments are tried on: two towns, one of them far away, and two ways of releasing.

import CivilTime
import RandomStreams
import Rollouts

/// A study that simulates in milliseconds and has every kind of outcome: values, no values, and censored ones.
enum ExampleStudy {
    static func study(policies: [String] = ["at-once", "in-waves", "twin"], horizon: TimeSpan = .days(4)) throws
        -> Study
    {
        let base = try scenario(horizon: horizon)
        var waves = base
        waves.rollout = Rollout(stages: [
            RolloutStage(id: "canary", canary: .perPlatform(20), bake: .elapsed(.hours(6))), RolloutStage(id: "all"),
        ])
        waves.gate = Gate(failures: 3, decision: try delay(0.5))
        waves.response.halt = Halt(decision: try delay(0.5), propagation: try delay(0.25))
        let scenarios = ["at-once": base, "in-waves": waves, "twin": base]
        return Study(
            id: "example", title: "Two towns", baseline: "at-once", replications: 30, seed: 11,
            policies: policies.compactMap { id in
                scenarios[id].map { Policy(id: id, summary: "The policy \(id).", scenario: $0) }
            },
            observations: [
                Observation(
                    id: "first-report", statement: "The first report.", metric: "first_report_h", value: 5,
                    tolerance: 1,
                    source: "diary", fitted: true),
                Observation(
                    id: "distance", statement: "From east to west.", metric: "west.first_report_h",
                    minus: "east.first_report_h", value: 6, tolerance: 1, source: "diary", fitted: false),
            ])
    }

    private static func delay(_ mean: Double) throws -> Delay { Delay(hours: try .exponential(mean: mean)) }

    private static func scenario(horizon: TimeSpan) throws -> Scenario {
        let start = try Instant(parsing: "2022-06-20T22:00Z")
        let day = try DailyProfile(
            workday: [DailyProfile.Step(minuteOfDay: 0, value: 0.1), DailyProfile.Step(minuteOfDay: 480, value: 0.9)],
            dayOff: [DailyProfile.Step(minuteOfDay: 0, value: 0.1)])
        let office = WeeklyHours(
            days: [.monday, .tuesday, .wednesday, .thursday, .friday], open: try WeeklyHours.parseHours("08:00-18:00"))
        return Scenario(
            clock: ScenarioClock(start: start, horizon: horizon, timelineStep: .hours(6)),
            attributes: [EndpointAttribute(id: "os", values: ["old", "new"])],
            platforms: [
                Platform(id: "old", values: ["os": "old"]), Platform(id: "new", values: ["os": "new"]),
            ],
            calendars: [NamedCalendar(id: "office", hours: office)],
            profiles: [UsageProfile(id: "day", switchedOn: day, logOnsPerHour: day)],
            regions: [
                Region(id: "east", zone: "Asia/Tokyo", supportCentre: "desk"),
                Region(id: "west", zone: "Europe/Paris", supportCentre: "desk"),
            ],
            segments: [
                Segment(
                    id: "firm", customers: ["east": 12, "west": 12], fleet: try .lognormal(median: 60, sigma: 0.5),
                    mix: ["old": 0.2, "new": 0.8], profile: "day", relayPoll: .hours(1), endpointPoll: .hours(2),
                    consoleShare: 0.5,
                    staff: CustomerStaff(
                        calendar: "office", awareAfterFailures: 2, notice: try delay(0.5), report: try delay(1),
                        reportProbability: 0.7, endpointsPerTechnician: 40, touch: try delay(0.3)))
            ],
            release: Release(
                content: "1", corrective: "2", published: .between(start, start.adding(.hours(4))),
                defects: [
                    Defect(
                        id: "loop", affects: .equals(attribute: "os", value: "old"), trigger: .logOn,
                        failureMode: FailureMode(id: "loop", pollReach: 0.1, consoleReach: 0.5), telemetryShare: 0.4,
                        telemetryDelay: try delay(0.2))
                ]),
            qualityAssurance: QualityAssurance(covers: .always, detection: 0.1),
            rollout: .allAtOnce,
            support: Support(
                centres: [
                    SupportCentre(
                        id: "desk", region: "west",
                        shifts: [SupportShift(calendar: "office", firstLine: 2, secondLine: 1)], unrelatedPerHour: 2)
                ],
                firstLine: try delay(0.3), secondLine: try delay(0.5), knownError: try delay(0.1),
                unrelated: try delay(0.2), matchingCases: 3, transfer: try delay(1)),
            response: Response(
                escalation: try delay(1), halt: nil, mitigation: nil,
                fix: Fix(
                    diagnose: try delay(2), build: try delay(1), qualityAssurance: try delay(20),
                    publish: try delay(0.5), calendar: "office", region: "west", covers: .always, worksUncovered: 0,
                    secondIteration: try delay(24)),
                console: ConsolePush(start: try delay(0.5), round: .minutes(30))))
    }
}
