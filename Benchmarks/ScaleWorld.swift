// A world of any size for measuring what a replication costs: a content update, three regions, office machines, one customer a thousandth.

import CivilTime
import RandomStreams
import Rollouts

enum ScaleWorld {
    /// - Parameters:
    ///   - endpoints: Endpoints of the fleet, over a thousand customers of the same size.
    ///   - affected: How many of them are in the defect's predicate.
    static func scenario(endpoints: Double, affected: Double) throws -> Scenario {
        let start = try Instant(parsing: "2022-06-20T22:00Z")
        func hours(_ median: Double) throws -> Delay { Delay(hours: try .lognormal(median: median, sigma: 0.5)) }
        func steps(_ values: [(String, Double)]) throws -> [DailyProfile.Step] {
            try values.map { try DailyProfile.Step(parsing: $0.0, value: $0.1) }
        }
        let office = WeeklyHours(days: Weekday.mondayToFriday, open: try WeeklyHours.parseHours("09:00-18:00"))
        let share = affected / endpoints
        let regions = [("asia", "Asia/Tokyo"), ("europe", "Europe/Paris"), ("america", "America/New_York")]
        return Scenario(
            clock: ScenarioClock(start: start, horizon: .days(5), timelineStep: .hours(2)),
            attributes: [EndpointAttribute(id: "os", values: ["old", "new"])],
            platforms: [
                Platform(id: "old", values: ["os": "old"]), Platform(id: "new", values: ["os": "new"]),
            ],
            calendars: [
                NamedCalendar(id: "always", hours: .always, worksOnHolidays: true),
                NamedCalendar(id: "office", hours: office),
            ],
            profiles: [
                UsageProfile(
                    id: "office",
                    switchedOn: try DailyProfile(
                        workday: steps([("00:00", 0.2), ("08:00", 0.8), ("18:00", 0.3)]),
                        dayOff: steps([("00:00", 0.2)])),
                    logOnsPerHour: try DailyProfile(
                        workday: steps([("00:00", 0.01), ("08:00", 0.5), ("10:00", 0.1)]),
                        dayOff: steps([("00:00", 0.01)])))
            ],
            regions: regions.map { Region(id: $0.0, zone: $0.1, supportCentre: $0.0) },
            segments: [
                Segment(
                    id: "firm", customers: ["asia": 400, "europe": 300, "america": 300],
                    fleet: try .constant(endpoints / 1000), mix: ["old": share, "new": 1 - share], profile: "office",
                    relayPoll: .hours(1), endpointPoll: .hours(1), consoleShare: 0.7,
                    staff: CustomerStaff(
                        calendar: "office", awareAfterFailures: 3, notice: try hours(1), report: try hours(1),
                        reportProbability: 0.6, endpointsPerTechnician: 300, touch: try hours(0.25)))
            ],
            release: Release(
                content: "1", corrective: "2", published: .at(start.adding(.hours(1))),
                defects: [
                    Defect(
                        id: "loop", affects: .equals(attribute: "os", value: "old"), trigger: .logOn,
                        failureMode: FailureMode(id: "loop", pollReach: 0.1, consoleReach: 0.8))
                ]),
            qualityAssurance: QualityAssurance(covers: .never, detection: 0), rollout: .allAtOnce,
            support: Support(
                centres: regions.map {
                    SupportCentre(
                        id: $0.0, region: $0.0,
                        shifts: [SupportShift(calendar: "always", firstLine: 5, secondLine: 3)])
                },
                firstLine: try hours(0.3), secondLine: try hours(0.7), knownError: try hours(0.2),
                unrelated: try hours(0.2), matchingCases: 3, transfer: try hours(2)),
            response: Response(
                escalation: try hours(1), halt: Halt(decision: try hours(0.5), propagation: try hours(0.3)),
                mitigation: nil,
                fix: Fix(
                    diagnose: try hours(3), build: try hours(1), qualityAssurance: try hours(3),
                    publish: try hours(0.5), calendar: "always", region: "asia", covers: .always, worksUncovered: 1,
                    secondIteration: .none),
                console: ConsolePush(start: try hours(0.3), round: .minutes(45))))
    }
}
