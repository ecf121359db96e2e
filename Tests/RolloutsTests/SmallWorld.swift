// A small world that tests build on: one region, one segment, one platform that fails.

import CivilTime
import RandomStreams

@testable import Rollouts

/// A scenario with as few moving parts as possible; tests change what they speak of.
enum SmallWorld {
    static func delay(_ hours: Double) -> Delay { Delay(hours: (try? .constant(hours)) ?? .zero) }

    static func scenario(customers: Int = 40, fleet: Double = 50, affectedShare: Double = 0.5) throws -> Scenario {
        let always = DailyProfile.one
        let start = try Instant(parsing: "2022-06-20T00:00Z")
        return Scenario(
            clock: ScenarioClock(start: start, horizon: .days(10), timelineStep: .hours(1)),
            attributes: [EndpointAttribute(id: "os", values: ["old", "new"])],
            platforms: [
                Platform(id: "old", values: ["os": "old"]),
                Platform(id: "new", values: ["os": "new"]),
            ],
            calendars: [NamedCalendar(id: "always", hours: .always, worksOnHolidays: true)],
            profiles: [UsageProfile(id: "always-on", switchedOn: always, logOnsPerHour: always)],
            regions: [Region(id: "here", zone: "Europe/Paris", supportCentre: "desk")],
            segments: [
                Segment(
                    id: "firm", customers: ["here": customers], fleet: try .constant(fleet),
                    mix: ["old": affectedShare, "new": 1 - affectedShare], profile: "always-on",
                    relayPoll: .hours(1), endpointPoll: .hours(2), consoleShare: 0.5,
                    staff: CustomerStaff(
                        calendar: "always", awareAfterFailures: 2, notice: delay(0.5), report: delay(1),
                        reportProbability: 0.8, endpointsPerTechnician: 20, touch: delay(0.25)))
            ],
            release: Release(
                content: "1", corrective: "2", published: .at(start.adding(.hours(1))),
                defects: [
                    Defect(
                        id: "loop", affects: .equals(attribute: "os", value: "old"), trigger: .logOn,
                        failureMode: FailureMode(id: "loop", pollReach: 0.1, consoleReach: 0.5), telemetryShare: 0.5,
                        telemetryDelay: delay(0.2))
                ]),
            qualityAssurance: QualityAssurance(covers: .never, detection: 0),
            rollout: .allAtOnce,
            support: Support(
                centres: [
                    SupportCentre(
                        id: "desk", region: "here",
                        shifts: [SupportShift(calendar: "always", firstLine: 2, secondLine: 1)], unrelatedPerHour: 2)
                ],
                firstLine: delay(0.3), secondLine: delay(0.5), knownError: delay(0.1), unrelated: delay(0.2),
                matchingCases: 3, transfer: delay(1)),
            response: Response(
                escalation: delay(1), halt: nil,
                mitigation: Mitigation(
                    found: delay(2), advisory: delay(1), appliesTo: .always, appliesElsewhere: 0),
                fix: Fix(
                    diagnose: delay(2), build: delay(1), qualityAssurance: delay(2), publish: delay(0.5),
                    calendar: "always", region: "here", covers: .always, worksUncovered: 0,
                    secondIteration: delay(24)),
                console: ConsolePush(start: delay(0.5), round: .minutes(30))))
    }
}

extension Release {
    /// The only defect of a release that has one, for tests that change parts of it.
    var defect: Defect {
        get { defects[0] }
        set { defects[0] = newValue }
    }
}

extension Scenario {
    /// Changes every defect of the release in the same way.
    mutating func changeDefects(_ change: (inout Defect) -> Void) {
        for index in release.defects.indices { change(&release.defects[index]) }
    }
}
