// Days of 23, 24 and 25 hours, local mornings and days off, as endpoints and people live through them.

import CivilTime
import RandomStreams
import Testing

@testable import Rollouts

@Suite struct LocalTimeTests {
    /// Paris: a Saturday at 20:00, and the hours from then to Sunday 08:00 on the wall clock.
    static let nights: [(date: String, saturdayEvening: String, hours: Double)] = [
        ("25 hours on Sunday", "2022-10-29T18:00Z", 13), ("24 hours on Sunday", "2022-06-18T18:00Z", 12),
        ("23 hours on Sunday", "2022-03-26T19:00Z", 11),
    ]

    /// One endpoint, one technician, everything but the work itself without delay, published at an instant.
    private func world(published: String) throws -> Scenario {
        var scenario = try SmallWorld.scenario(customers: 1, fleet: 1, affectedShare: 1)
        let instant = try Instant(parsing: published)
        scenario.clock.start = instant.adding(.hours(-3))
        scenario.release.published = .at(instant)
        scenario.release.defect.trigger = .install
        let second = TimeSpan(microseconds: 1_000_000)
        scenario.segments[0].relayPoll = second
        scenario.segments[0].endpointPoll = second
        scenario.segments[0].consoleShare = 0
        scenario.calendars.append(
            NamedCalendar(
                id: "mornings",
                hours: WeeklyHours(days: Weekday.allCases, open: try WeeklyHours.parseHours("08:00-12:00"))))
        scenario.segments[0].staff = CustomerStaff(
            calendar: "mornings", awareAfterFailures: 1, notice: .none, report: .none, reportProbability: 1,
            endpointsPerTechnician: 1, touch: SmallWorld.delay(1.5))
        scenario.release.defect.failureMode = FailureMode(id: "loop", pollReach: 0, consoleReach: 0)
        scenario.support.firstLine = .none
        scenario.support.secondLine = .none
        scenario.support.matchingCases = 1
        scenario.response.escalation = .none
        scenario.response.mitigation = Mitigation(
            found: .none, advisory: .none, appliesTo: .always, appliesElsewhere: 0)
        return scenario
    }

    /// A machine that fails on Saturday at 20:00 is touched on Sunday from 08:00 to 09:30.
    @Test(arguments: nights)
    func aNightBeforeADayOf23Or25HoursHasItsOwnLength(date: String, saturdayEvening: String, hours: Double) throws {
        let run = try Run(try world(published: saturdayEvening))
        #expect(run["endpoints_failed"] == 1)
        // The two polls take up to two seconds.
        #expect(abs(run["endpoint_hours_lost"] - (hours + 1.5)) < 3.0 / 3600)
        #expect(run["technician_hours_h"] == 1.5)
    }

    /// Machines that come on at 08:00 fetch then; the healthy and those at risk alike.
    @Test(arguments: nights, [false, true])
    func machinesThatAreOffAtNightWaitForTheLocalMorning(
        night: (date: String, saturdayEvening: String, hours: Double), atRisk: Bool
    ) throws {
        var scenario = try world(published: night.saturdayEvening)
        scenario.release.defect.trigger = .after(SmallWorld.delay(10_000))
        if !atRisk { scenario.release.defect.affects = .never }
        let steps = [
            try DailyProfile.Step(parsing: "08:00", value: 1), try DailyProfile.Step(parsing: "19:00", value: 0),
        ]
        scenario.profiles[0].switchedOn = try DailyProfile(workday: steps, dayOff: steps)
        let run = try Run(scenario)
        #expect(run["endpoints_exposed"] == 1 && run["endpoints_failed"] == 0)
        #expect(abs(run["protection_lag_endpoint_hours"] - night.hours) < 2.0 / 3600)
    }

    /// A shift that starts at 08:00 keeps a case waiting as long as the night lasts.
    @Test(arguments: nights)
    func supportThatOpensInTheMorningKeepsCasesWaitingAllNight(
        date: String, saturdayEvening: String, hours: Double
    ) throws {
        var scenario = try world(published: saturdayEvening)
        scenario.support.centres[0].shifts = [SupportShift(calendar: "mornings", firstLine: 1, secondLine: 1)]
        scenario.support.centres[0].unrelatedPerHour = 0
        let run = try Run(scenario)
        #expect(abs(run["support_wait_h"] - hours) < 3.0 / 3600)
        // Known in the morning, touched from then on.
        #expect(abs(run["time_to_detect_h"] - hours) < 3.0 / 3600)
    }

    /// The same weekday evening in three zones: each region's machines come on in its own morning.
    @Test func everyRegionHasItsOwnMorning() throws {
        var scenario = try world(published: "2022-06-21T22:00Z")
        scenario.regions = ["Asia/Tokyo", "Europe/Paris", "America/New_York"].map {
            Region(id: $0, zone: $0, supportCentre: "desk")
        }
        scenario.support.centres[0].region = "Asia/Tokyo"
        scenario.support.matchingCases = 99
        scenario.response.fix.region = "Asia/Tokyo"
        scenario.segments[0].customers = ["Asia/Tokyo": 1, "Europe/Paris": 1, "America/New_York": 1]
        let steps = [
            try DailyProfile.Step(parsing: "08:00", value: 1), try DailyProfile.Step(parsing: "10:00", value: 0),
        ]
        scenario.profiles[0].switchedOn = try DailyProfile(workday: steps, dayOff: steps)
        let run = try Run(scenario)
        // 22:00 UTC is 07:00 in Tokyo, 00:00 in Paris, 18:00 in New York; the clock starts three hours before.
        for (zone, hours) in [("Asia/Tokyo", 4.0), ("Europe/Paris", 11), ("America/New_York", 17)] {
            #expect(abs(run["\(zone).first_failure_h"] - hours) < 3.0 / 3600, "\(zone)")
        }
    }

    /// Holidays and the region's own weekend are days off for machines and people.
    @Test func aHolidayIsADayOffForMachines() throws {
        var scenario = try world(published: "2022-06-21T18:00Z")
        scenario.regions[0].holidays = [try CivilDate(parsing: "2022-06-22")]
        scenario.regions[0].weekend = [.thursday]
        let morning = [
            try DailyProfile.Step(parsing: "08:00", value: 1), try DailyProfile.Step(parsing: "10:00", value: 0),
        ]
        scenario.profiles[0].switchedOn = try DailyProfile(
            workday: morning, dayOff: [DailyProfile.Step(minuteOfDay: 0, value: 0)])
        // Tuesday evening; Wednesday is a holiday, Thursday the weekend, so Friday at 08:00 (06:00 UTC).
        #expect(abs(try Run(scenario)["first_failure_h"] - (3 + 60)) < 3.0 / 3600)
    }

    /// The end of a local date is a region's own midnight, also where the date has 25 hours.
    @Test func checkpointsAreLocal() throws {
        var scenario = try world(published: "2022-10-30T09:00Z")
        scenario.checkpoints = [
            Checkpoint(id: "day", date: try CivilDate(parsing: "2022-10-30"), minuteOfDay: 1440),
            Checkpoint(id: "half", date: try CivilDate(parsing: "2022-10-30"), minuteOfDay: 690),
            Checkpoint(id: "late", date: try CivilDate(parsing: "2023-10-30"), minuteOfDay: 0),
        ]
        let plan = try Plan(scenario)
        let expected = try ["2022-10-30T23:00Z", "2022-10-30T10:30Z", "2023-10-29T23:00Z"].map {
            (try Instant(parsing: $0) - scenario.clock.start).microseconds
        }
        #expect(plan.checkpoints.map { $0[0] } == expected)
        // Fails at 10:00 local, is touched until 11:30 and two seconds.
        let run = Run(plan)
        #expect(run["here.endpoints_restored_by.day"] == 1 && run["here.customers_recovered_by.day"] == 1)
        #expect(run["here.endpoints_restored_by.half"] == 0 && run["here.customers_recovered_by.half"] == 0)
        #expect(run["here.endpoints_restored_by.late"] == .infinity, "what lies beyond the horizon is censored")
    }
}
