// The presets' calendars, to the second: across weekends, holidays and the change of the clocks.

import CivilTime
import Rollouts
import Testing

@Suite struct RolloutCalendarTests {
    /// When the stages of a preset start, for a release in a region whose office works from Monday to Friday.
    private func starts(
        _ name: String, published: String, zone: String = "Europe/Paris", holidays: [String] = []
    ) throws -> [String] {
        let preset = try #require(RolloutPreset.table.first { $0.id == name })
        var scenario = try PlainWorld.scenario(horizon: .days(30))
        scenario.clock.timelineStep = .days(1)
        scenario.clock.start = try Instant(parsing: published).adding(.minutes(-30))
        scenario.release.published = .at(try Instant(parsing: published))
        scenario.regions[0].zone = zone
        scenario.regions[0].holidays = Set(try holidays.map { try CivilDate(parsing: $0) })
        scenario.calendars.append(
            NamedCalendar(
                id: "office",
                hours: WeeklyHours(
                    days: Weekday.mondayToFriday, open: try WeeklyHours.parseHours("09:00-17:00"))))
        scenario.response.office = VendorOffice(calendar: "office", region: scenario.regions[0].id)
        scenario.rollout = Rollout(stages: preset.stages)
        let events = Trace.run(try Plan(scenario), seed: 1, replication: 0).events
        let started = events.filter { $0.event == .stageStarted }
        #expect(started.map(\.detail) == preset.stages.map(\.id))
        return started.map(\.time.iso8601)
    }

    /// 0, 6, …, 54 hours, also over the hour that a Sunday in March has not.
    @Test func ubuntuPhasesEverySixHours() throws {
        let expected = [
            "2022-03-25T15:00:00Z", "2022-03-25T21:00:00Z", "2022-03-26T03:00:00Z", "2022-03-26T09:00:00Z",
            "2022-03-26T15:00:00Z", "2022-03-26T21:00:00Z", "2022-03-27T03:00:00Z", "2022-03-27T09:00:00Z",
            "2022-03-27T15:00:00Z", "2022-03-27T21:00:00Z",
        ]
        #expect(try starts("ubuntu-phased", published: "2022-03-25T15:00:00Z") == expected)
        let preset = try #require(RolloutPreset.table.first { $0.id == "ubuntu-phased" })
        #expect(preset.stages.map(\.endpointShare) == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
        #expect(preset.halt == .halt)
    }

    @Test func applePhasesOverSevenDays() throws {
        #expect(
            try starts("apple-phased", published: "2022-10-27T17:00:07Z") == [
                "2022-10-27T17:00:07Z", "2022-10-28T17:00:07Z", "2022-10-29T17:00:07Z", "2022-10-30T17:00:07Z",
                "2022-10-31T17:00:07Z", "2022-11-01T17:00:07Z", "2022-11-02T17:00:07Z",
            ])
        let preset = try #require(RolloutPreset.table.first { $0.id == "apple-phased" })
        #expect(preset.stages.map(\.endpointShare) == [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1])
        #expect(preset.halt == .pause)
    }

    /// Monday to the following Monday, at the same time of the office's clocks: on 27 March they go forward in Paris.
    @Test func azureGoesFromAMondayToTheFollowingMonday() throws {
        #expect(
            try starts("azure-safe-deployment", published: "2022-03-21T09:00:00Z") == [
                "2022-03-21T09:00:00Z", "2022-03-22T09:00:00Z", "2022-03-23T09:00:00Z", "2022-03-24T09:00:00Z",
                "2022-03-25T09:00:00Z", "2022-03-28T08:00:00Z",
            ])
        // A Wednesday, with the Friday a holiday.
        #expect(
            try starts(
                "azure-safe-deployment", published: "2022-04-13T08:00:00Z", holidays: ["2022-04-15", "2022-04-18"])
                == [
                    "2022-04-13T08:00:00Z", "2022-04-14T08:00:00Z", "2022-04-19T08:00:00Z", "2022-04-20T08:00:00Z",
                    "2022-04-21T08:00:00Z", "2022-04-22T08:00:00Z",
                ])
        let preset = try #require(RolloutPreset.table.first { $0.id == "azure-safe-deployment" })
        let shares = preset.stages.compactMap(\.share)
        #expect(shares.count == 6 && abs((shares[4] - shares[3]) - (shares[5] - shares[4])) < 1e-12, "two halves")
    }

    @Test func autopatchDefersItsRings() throws {
        #expect(
            try starts("windows-autopatch", published: "2022-11-08T18:00:00Z", zone: "America/Los_Angeles") == [
                "2022-11-08T18:00:00Z", "2022-11-09T18:00:00Z", "2022-11-14T18:00:00Z", "2022-11-17T18:00:00Z",
            ])
        let preset = try #require(RolloutPreset.table.first { $0.id == "windows-autopatch" })
        #expect(preset.stages.map(\.endpointShare) == [0, 0.01, 0.1, 1])
        #expect(preset.stages.map(\.smallFleets?.share) == [0, 0.05, 0.2, 1])
        #expect(preset.stages.allSatisfy { $0.smallFleets?.endpoints == 200 } && preset.halt == .pause)
    }

    @Test func awsBakesAnHourThenTwelveThenFourThenTwo() throws {
        #expect(
            try starts("aws-waves", published: "2022-10-29T10:00:00Z") == [
                "2022-10-29T10:00:00Z", "2022-10-29T11:00:00Z", "2022-10-29T23:00:00Z", "2022-10-30T03:00:00Z",
                "2022-10-30T05:00:00Z",
            ])
    }

    @Test func defenderStagesATenth() throws {
        #expect(
            try starts("microsoft-defender", published: "2022-06-21T02:00:00Z") == [
                "2022-06-21T02:00:00Z", "2022-06-22T02:00:00Z",
            ])
    }

    @Test func presetsCountEndpointsOrCustomers() {
        for preset in RolloutPreset.table {
            let customers = preset.counting(.customers)
            let endpoints = preset.counting(.endpoints)
            for (one, other) in zip(customers.stages, endpoints.stages) {
                #expect(one.endpointShare == nil && other.share == nil && one.share == other.endpointShare)
                #expect(one.smallFleets == nil && one.bake == other.bake)
            }
        }
    }
}
