// The plainest whole scenario: one region, one customer kind, machines always on, and nothing that fails.

import CivilTime
import RandomStreams
import Rollouts

/// Scenarios in which one law at a time can be seen.
enum PlainWorld {
    static func delay(_ hours: Double) -> Delay { Delay(hours: (try? .constant(hours)) ?? .zero) }

    /// A segment of so many customers with so many endpoints each, whose relays and endpoints poll at intervals.
    static func segment(
        _ id: String, platform: String, profile: String = "silent", customers: Int, fleet: Double, relayPoll: TimeSpan,
        endpointPoll: TimeSpan
    ) throws -> Segment {
        Segment(
            id: id, customers: ["here": customers], fleet: try .constant(fleet), mix: [platform: 1], profile: profile,
            relayPoll: relayPoll, endpointPoll: endpointPoll, consoleShare: 0,
            staff: CustomerStaff(
                calendar: "always", awareAfterFailures: 1, notice: .none, report: .none, reportProbability: 0,
                endpointsPerTechnician: 100, touch: .none))
    }

    /// Platforms `sound` and `faulty`; `faulty` fails at the install, and nothing is done about it. No customers.
    static func scenario(horizon: TimeSpan) throws -> Scenario {
        let start = try Instant(parsing: "2022-06-20T00:00Z")
        let silence = [DailyProfile.Step(minuteOfDay: 0, value: 0)]
        return Scenario(
            clock: ScenarioClock(start: start, horizon: horizon, timelineStep: horizon),
            attributes: [EndpointAttribute(id: "state", values: ["sound", "faulty"])],
            platforms: ["sound", "faulty"].map { Platform(id: $0, values: ["state": $0]) },
            calendars: [NamedCalendar(id: "always", hours: .always, worksOnHolidays: true)],
            profiles: [
                UsageProfile(
                    id: "silent", switchedOn: .one, logOnsPerHour: try DailyProfile(workday: silence, dayOff: silence)),
                UsageProfile(id: "busy", switchedOn: .one, logOnsPerHour: .one),
            ],
            regions: [Region(id: "here", zone: "UTC", supportCentre: "desk")], segments: [],
            release: Release(
                content: "1", corrective: "2", published: .at(start),
                defects: [
                    Defect(
                        id: "defect", affects: .equals(attribute: "state", value: "faulty"), trigger: .install,
                        failureMode: FailureMode(id: "mode", pollReach: 0, consoleReach: 0), telemetryShare: 1)
                ]),
            qualityAssurance: QualityAssurance(covers: .never, detection: 0), rollout: .allAtOnce,
            support: Support(
                centres: [
                    SupportCentre(
                        id: "desk", region: "here",
                        shifts: [SupportShift(calendar: "always", firstLine: 1, secondLine: 1)])
                ],
                firstLine: .none, secondLine: .none, knownError: .none, unrelated: .none, matchingCases: 1,
                transfer: .none),
            response: Response(
                escalation: .none, halt: nil, mitigation: nil,
                fix: Fix(
                    diagnose: delay(10_000), build: .none, qualityAssurance: .none, publish: .none, calendar: "always",
                    region: "here", covers: .always, worksUncovered: 0, secondIteration: .none),
                console: ConsolePush(start: .none, round: .hours(1))))
    }

    /// The value of a metric in one replication.
    static func value(_ metric: String, _ plan: Plan, replication: UInt32) -> Double {
        var replicator = Replicator()
        replicator.run(plan, seed: 20_220_621, replication: replication)
        let outcome = replicator.outcome
        return plan.metrics.firstIndex { $0.id == metric }.map { outcome[$0] } ?? .nan
    }

    /// The mean of a sample and its standard error.
    static func meanAndError(_ sample: [Double]) -> (mean: Double, error: Double) {
        let n = Double(sample.count)
        let mean = sample.reduce(0, +) / n
        let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
        return (mean, (variance / n).squareRoot())
    }
}

extension Release {
    /// The only defect of a release that has one, for tests that change parts of it.
    var defect: Defect {
        get { defects[0] }
        set { defects[0] = newValue }
    }
}
