// How customers hold the release back by themselves: deferral, windows, freezes, rings.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct StagingTests {
    /// 400 customers of a hundred machines, on all day, whose servers and machines poll every minute: at whole hours after the publication
    /// half an hour into the clock, whoever may install it has done so.
    private func quick(_ staging: CustomerStaging?, affected: Double = 0) throws -> Scenario {
        var scenario = try SmallWorld.scenario(customers: 400, fleet: 100, affectedShare: affected)
        scenario.clock.horizon = .days(6)
        scenario.release.published = .at(scenario.clock.start.adding(.minutes(30)))
        scenario.release.defect.trigger = .after(SmallWorld.delay(2000))
        scenario.segments[0].relayPoll = .minutes(1)
        scenario.segments[0].endpointPoll = .minutes(1)
        scenario.segments[0].staging = staging
        scenario.calendars.append(
            NamedCalendar(
                id: "night",
                hours: WeeklyHours(days: Weekday.allCases, open: try WeeklyHours.parseHours("20:00-04:00")),
                worksOnHolidays: true,
                closures: [try LocalPeriod(parsing: "2022-06-20T12:00 to 2022-06-21T12:00")]))
        scenario.calendars.append(
            NamedCalendar(
                id: "office",
                hours: WeeklyHours(days: Weekday.mondayToFriday, open: try WeeklyHours.parseHours("09:00-17:00"))))
        return scenario
    }

    /// Endpoints that have the release, by hours of the clock; 0 where it lies beyond the horizon.
    private func installed(_ scenario: Scenario) throws -> [Double] {
        let run = try Run(scenario)
        return zip(run.series(.updated), run.series(.armed)).map { Double($0 + $1) }
    }

    @Test func aDeferralIsWaitedOutFromTheVendorsOffer() throws {
        for affected in [0.0, 1] {
            let levels = try installed(
                try quick(CustomerStaging(deferral: SmallWorld.delay(30)), affected: affected))
            #expect(levels[30] == 0 && abs(levels[31] - 40_000) < 1e-3)
        }
    }

    /// Protects the draw: one per customer, whose machines then all have it. 400 customers, exponential with a mean of 20 hours: after 20
    /// hours 1 − 1/e of them; four standard deviations of their number.
    @Test func customersOfASegmentDeferByDifferentTimes() throws {
        let deferral = Delay(hours: try .exponential(mean: 20))
        let levels = try installed(try quick(CustomerStaging(deferral: deferral)))
        #expect(abs(levels[20] / 100 - 400 * 0.6225) < 4 * (400 * 0.6225 * 0.3775).squareRoot())
        #expect(abs(levels[20].remainder(dividingBy: 100)) < 1e-3)
    }

    /// Working days are those of the customer's staff: published on Monday at 02:30 in Paris, two business days on it is Tuesday's end at
    /// the latest.
    @Test func aDeferralMayBeInWorkingTimeOfTheStaff() throws {
        var scenario = try quick(
            CustomerStaging(deferral: Delay(hours: try .constant(10), measure: .workingTime)))
        scenario.segments[0].staff.calendar = "office"
        let levels = try installed(scenario)
        // Eight hours on Monday, two on Tuesday: 11:00 in Paris, 09:00 UTC, 33 hours into the clock.
        #expect(levels[32] == 0 && abs(levels[34] - 40_000) < 1e-3)
    }

    /// Who still defers when the vendor halts, never gets the release.
    @Test func aHaltFindsThoseWhoDeferWithoutIt() throws {
        var scenario = try quick(CustomerStaging(deferral: SmallWorld.delay(30)), affected: 1)
        scenario.release.defect.trigger = .install
        scenario.release.defect.telemetryShare = 1
        scenario.release.defect.telemetryDelay = .none
        scenario.segments.append(scenario.segments[0])
        scenario.segments[1].id = "eager"
        scenario.segments[1].stream = "eager"
        scenario.segments[1].customers = ["here": 1]
        scenario.segments[1].staging = nil
        scenario.gate = Gate(failures: 1, decision: SmallWorld.delay(1), halt: .halt)
        #expect(try Run(scenario)["endpoints_exposed"] == 100)
    }

    /// The calendar's hours are local (Paris is two hours ahead), and its closure is a freeze: installs begin in the night after it.
    @Test func endpointsInstallWithinTheWindowOnly() throws {
        for affected in [0.0, 1] {
            var scenario = try quick(CustomerStaging(window: "night"), affected: affected)
            scenario.segments[0].endpointPoll = .hours(16)
            let levels = try installed(scenario)
            // Published at 02:30 in Paris: within the night, of which 90 minutes are left, a share of 1.5 / 16 falls due.
            let share = 40_000 * 1.5 / 16
            #expect(abs(levels[2] - share) < (affected > 0 ? 4 * share.squareRoot() : 25), "\(levels[2])")
            #expect(levels[41] == levels[2], "nothing is installed by day or in the frozen night")
            #expect(abs(levels[43] - 40_000) < 1e-3)
        }
    }

    /// The corrective item does not wait for the window.
    @Test func aFixComesAtAnyHour() throws {
        var scenario = try quick(CustomerStaging(window: "night"), affected: 1)
        scenario.release.defect.trigger = .install
        scenario.release.defect.failureMode.pollReach = 1
        scenario.release.defect.failureMode.byHand = false
        scenario.segments[0].consoleShare = 0
        scenario.response.mitigation = nil
        let run = try Run(scenario)
        let fix = run["fix_published_h"]
        // By day, 04:00 to 20:00 in Paris.
        #expect(fix > 3 && fix < 17 && run["recovery_t99_h"] < fix + 0.2)
    }

    @Test func ringsFollowOneAnotherFromTheServersFetch() throws {
        let rings = [
            CustomerRing(share: 0.1, after: .elapsed(.zero)), CustomerRing(share: 0.4, after: .elapsed(.hours(10))),
            CustomerRing(share: 1, after: .elapsed(.days(2))),
        ]
        for affected in [0.0, 1] {
            let levels = try installed(
                try quick(CustomerStaging(deferral: SmallWorld.delay(5), rings: rings), affected: affected))
            for (hour, share) in [(5, 0), (6, 0.1), (15, 0.1), (16, 0.4), (53, 0.4), (54, 1.0)] {
                // Those that can fail draw their ring: 4.5 standard deviations of a binomial number of 40,000.
                let bound = affected > 0 ? 4.5 * (40_000 * share * (1 - share)).squareRoot() : 0
                #expect(abs(levels[hour] - 40_000 * share) <= bound + 1e-3, "hour \(hour): \(levels[hour])")
            }
        }
    }

    /// Protects what rings are for: where the first has shown the failure, the others never begin, neither for those that can fail nor for the
    /// healthy.
    @Test func anAwareCustomerBeginsNoFurtherRing() throws {
        let rings = [
            CustomerRing(share: 0.2, after: .elapsed(.zero)), CustomerRing(share: 1, after: .elapsed(.hours(8))),
        ]
        var scenario = try quick(CustomerStaging(rings: rings), affected: 0.5)
        scenario.release.defect.trigger = .install
        scenario.response.fix.build = SmallWorld.delay(10_000)
        let run = try Run(scenario)
        // A fifth of 40,000, where the healthy half is an expectation and the other a draw.
        #expect(abs(run["endpoints_exposed"] - 8000) < 4.5 * (20_000 * 0.2 * 0.8).squareRoot())
        scenario.segments[0].staff.notice = SmallWorld.delay(9)
        #expect(try Run(scenario)["endpoints_exposed"] == 40_000)
    }

    @Test(arguments: [
        (CustomerStaging(window: "nowhere"), "segment firm: unknown calendar 'nowhere'"),
        (
            CustomerStaging(rings: [CustomerRing(share: 0.5, after: .elapsed(.zero))]),
            "segment firm: its last ring must have all of its endpoints"
        ),
        (
            CustomerStaging(rings: [
                CustomerRing(share: 0.5, after: .elapsed(.zero)), CustomerRing(share: 0.4, after: .elapsed(.zero)),
            ]), "segment firm: the shares of its rings must not fall"
        ),
        (
            CustomerStaging(rings: Array(repeating: CustomerRing(share: 1, after: .elapsed(.zero)), count: 101)),
            "segment firm has more than 100 rings"
        ),
    ])
    func stagingThatCannotBeIsRefused(staging: CustomerStaging, message: String) throws {
        let scenario = try quick(staging)
        #expect(throws: PlanError(message)) { try Plan(scenario) }
    }
}
