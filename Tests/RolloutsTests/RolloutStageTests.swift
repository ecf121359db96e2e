// Whom a stage selects and when: parts of fleets, segments, volunteers, hours of offers, limited rates, seekers.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct RolloutStageTests {
    /// Customers whose servers and endpoints poll every minute: at the whole hours that the timeline keeps, what was offered is installed.
    private func quick(_ stages: [RolloutStage], fleet: Double = 100, customers: Int = 400) throws -> Scenario {
        var scenario = try SmallWorld.scenario(customers: customers, fleet: fleet, affectedShare: 0)
        scenario.clock.horizon = .days(4)
        scenario.clock.timelineStep = .hours(1)
        scenario.release.defects = []
        scenario.segments[0].relayPoll = .minutes(1)
        scenario.segments[0].endpointPoll = .minutes(1)
        scenario.rollout = Rollout(stages: stages)
        return scenario
    }

    private func stage(_ share: Double) -> RolloutStage {
        RolloutStage(id: "to-\(share)", endpointShare: share, bake: .elapsed(.hours(6)))
    }

    /// Endpoints that have the release, by whole hours after its publication an hour after the clock's start, half an hour in.
    private func updated(_ scenario: Scenario, replication: UInt32 = 0) throws -> [Double] {
        var scenario = scenario
        scenario.release.published = .at(scenario.clock.start.adding(.minutes(30)))
        return try Run(scenario, replication: replication).series(.updated).dropFirst().map(Double.init)
    }

    /// A fraction of every customer's machines, not of the customers, in expectation exact.
    @Test func endpointSharesAreFractionsOfTheHealthyFleet() throws {
        let stages = [0.1, 0.35, 0.2, 0.9].map { stage($0) }
        let levels = try updated(try quick(stages))
        for (hour, level) in [(0, 0.1), (5, 0.1), (6, 0.35), (11, 0.35), (12, 0.35), (18, 0.9), (90, 0.9)] {
            #expect(abs(levels[hour] - 40_000 * level) < 0.01, "hour \(hour): \(levels[hour])")
        }
    }

    /// What an endpoint that can fail draws has the same law: 40,000 endpoints, of which a binomial number has the release after each stage.
    /// Three bounds of 4.5 standard deviations: a false alarm in 50,000; an error of a hundredth of the fleet is 4 of them and more.
    @Test func endpointSharesAreFractionsOfThoseThatCanFail() throws {
        var scenario = try quick(
            [0.1, 0.5, 0.8].map { stage($0) })
        scenario.segments[0].mix = ["old": 1]
        scenario.release.defects = try SmallWorld.scenario().release.defects
        scenario.release.defect.manifestation = 1
        scenario.release.defect.trigger = .after(SmallWorld.delay(2000))
        scenario.release.published = .at(scenario.clock.start.adding(.minutes(30)))
        let armed = try Run(scenario).series(.armed).dropFirst().map(Double.init)
        for (hour, share) in [(3, 0.1), (9, 0.5), (30, 0.8)] {
            let deviation = (40_000 * share * (1 - share)).squareRoot()
            #expect(abs(armed[hour] - 40_000 * share) < 4.5 * deviation, "hour \(hour): \(armed[hour])")
        }
    }

    @Test func smallCustomersGoByAShareOfTheirOwn() throws {
        let stage = RolloutStage(
            id: "first", endpointShare: 0.01, smallFleets: SmallFleets(upTo: 200, share: 0.05),
            bake: .elapsed(.days(30)))
        for (fleet, share) in [(199.0, 0.05), (200, 0.05), (201, 0.01)] {
            let levels = try updated(try quick([stage], fleet: fleet, customers: 10))
            #expect(abs(levels[2] - fleet * 10 * share) < 1e-3)
        }
    }

    /// Seekers come at the publication, the others' stages share what is left.
    @Test func seekersDoNotWaitForTheirStage() throws {
        var scenario = try quick([
            RolloutStage(id: "half", endpointShare: 0.5, bake: .elapsed(.hours(6))), RolloutStage(id: "all"),
        ])
        scenario.rollout.seekers = 0.2
        let levels = try updated(scenario)
        #expect(abs(levels[1] - 40_000 * 0.6) < 0.01 && abs(levels[8] - 40_000) < 0.01)
    }

    @Test func aStageMayBeForSomeSegments() throws {
        var scenario = try quick([
            RolloutStage(id: "internal", segments: ["vendor"], bake: .elapsed(.hours(10))), RolloutStage(id: "all"),
        ])
        var vendor = scenario.segments[0]
        vendor.id = "vendor"
        vendor.stream = "vendor"
        vendor.customers = ["here": 3]
        scenario.segments.append(vendor)
        let levels = try updated(scenario)
        #expect(abs(levels[5] - 300) < 0.01 && abs(levels[12] - 40_300) < 0.01)
    }

    /// 400 customers of which 30 % volunteer: a binomial number, 4.5 standard deviations as above. The same ones in every replication with
    /// the same number, whatever the rollout.
    @Test func volunteersAreAShareOfTheCustomers() throws {
        var scenario = try quick([
            RolloutStage(id: "volunteers", volunteersOnly: true, bake: .elapsed(.hours(10))),
            RolloutStage(id: "all"),
        ])
        scenario.segments[0].volunteers = 0.3
        let levels = try updated(scenario)
        let deviation = (400 * 0.3 * 0.7).squareRoot()
        #expect(abs(levels[5] / 100 - 120) < 4.5 * deviation && abs(levels[12] - 40_000) < 0.01)
        scenario.segments[0].volunteers = 0
        #expect(try updated(scenario)[5] == 0)
    }

    /// Offers from 20:00 to midnight only, in Paris two hours after UTC; the release is out at 14:30 there on a Monday.
    @Test func offersAreMadeInTheirHours() throws {
        var scenario = try quick([RolloutStage(id: "evening", offers: "evening")])
        scenario.regions[0].zone = "Europe/Paris"
        scenario.clock.start = try Instant(parsing: "2022-06-20T12:00Z")
        let hours = try WeeklyHours.parseHours("20:00-24:00")
        scenario.calendars.append(
            NamedCalendar(id: "evening", hours: WeeklyHours(days: [.monday, .tuesday], open: hours)))
        let levels = try updated(scenario)
        #expect(levels[4] == 0 && abs(levels[6] - 40_000) < 0.01)
        // A server that polls every five hours meets the hours of one evening only now and then.
        scenario.segments[0].relayPoll = .hours(5)
        let slow = try updated(scenario)
        #expect(slow[9] > 20_000 && slow[9] < 39_900)
        #expect(slow[10] == slow[28] && abs(slow[33] - 40_000) < 0.01)
        scenario.rollout.stages[0].offers = "closed"
        scenario.calendars.append(NamedCalendar(id: "closed", hours: .closed))
        #expect(try updated(scenario).allSatisfy { $0 == 0 })
    }

    /// 400 customers at 50 an hour: one every 72 seconds, the last after eight hours less that.
    @Test func aLimitedRateOffersToOneCustomerAfterAnother() throws {
        let levels = try updated(try quick([RolloutStage(id: "all", offersPerHour: 50)]))
        for hour in 0..<7 {
            let offered = 100 * (25 + 50 * Double(hour))
            #expect(abs(levels[hour] - offered) <= 200, "hour \(hour): \(levels[hour])")
        }
        #expect(levels[6] < 36_000 && abs(levels[8] - 40_000) < 0.01)
    }

    // MARK: Waves

    private func regions() -> [Region] {
        [
            ("japan", "Asia/Tokyo"), ("france", "Europe/Paris"), ("britain", "Europe/London"),
            ("east", "America/New_York"), ("india", "Asia/Kolkata"),
        ].map { Region(id: $0.0, zone: $0.1, supportCentre: "desk") }
    }

    @Test func wavesGoWithTheSunAgainstItOrBySize() throws {
        let instant = try Instant(parsing: "2022-06-20T12:00Z")
        var segment = try SmallWorld.scenario().segments[0]
        segment.customers = ["japan": 30, "france": 10, "britain": 20, "east": 40, "india": 5]
        func waves(_ order: WaveOrder, within: TimeSpan = .zero) throws -> [[String]] {
            try Rollout.waves(
                order, of: regions(), with: [segment], at: instant, within: within, bake: .elapsed(.hours(8))
            ).stages.map { $0.regions ?? [] }
        }
        #expect(try waves(.eastFirst) == [["japan"], ["india"], ["france"], ["britain"], ["east"]])
        #expect(try waves(.eastFirst, within: .hours(1)) == [["japan"], ["india"], ["france", "britain"], ["east"]])
        #expect(try waves(.westFirst, within: .hours(6)) == [["east", "britain", "france"], ["india", "japan"]])
        #expect(
            try waves(.smallestFirst, within: .hours(6)) == [["india"], ["france"], ["britain"], ["japan"], ["east"]])
        let stages = try Rollout.waves(
            .eastFirst, of: regions(), with: [], at: instant, within: .hours(1), bake: .workingDays(1)
        ).stages
        #expect(stages.map(\.id) == ["wave-1", "wave-2", "wave-3", "wave-4"])
        #expect(stages.map(\.bake) == [.workingDays(1), .workingDays(1), .workingDays(1), .elapsed(.zero)])
        #expect(throws: PlanError.self) {
            try Rollout.waves(
                .eastFirst, of: [Region(id: "nowhere", zone: "No/Where", supportCentre: "")], with: [], at: instant,
                bake: .elapsed(.zero))
        }
    }

    // MARK: What a plan refuses

    @Test func aPlanRefusesStagesThatMeanNothing() throws {
        func trouble(_ stage: RolloutStage, seekers: Double = 0) throws -> String? {
            var scenario = try SmallWorld.scenario()
            scenario.rollout = Rollout(stages: [stage], seekers: seekers)
            do throws(PlanError) {
                _ = try Plan(scenario)
                return nil
            } catch {
                return error.message
            }
        }
        #expect(
            try trouble(RolloutStage(id: "a", endpointShare: 1.5))
                == "the share of endpoints of stage a is 1.5; expected 0 to 1")
        #expect(try trouble(RolloutStage(id: "a", segments: ["no"])) == "stage a: unknown segment 'no'")
        #expect(try trouble(RolloutStage(id: "a", offers: "no")) == "unknown calendar 'no'")
        #expect(
            try trouble(RolloutStage(id: "a", smallFleets: SmallFleets(upTo: 0, share: 0)))
                == "stage a: small fleets have at least 1 endpoint")
        #expect(
            try trouble(RolloutStage(id: "a", offersPerHour: 0))
                == "stage a: offers per hour must be 0.0001 to 1000000000")
        #expect(
            try trouble(RolloutStage(id: "a", offers: "always", offersPerHour: 5))
                == "stage a limits the offers per hour; it cannot have hours of offers besides")
        #expect(
            try trouble(RolloutStage(id: "a", offersPerHour: 5), seekers: 0.1)
                == "a stage limits the offers to customers, and another selects parts of their endpoints: only one of both can be"
        )
        #expect(
            try trouble(RolloutStage(id: "a", segments: ["firm"], canary: .random(5)))
                == "stage a has a canary, which is drawn from the whole fleet; it cannot have regions or a share")
        #expect(
            try trouble(RolloutStage(id: "a"), seekers: 2)
                == "the share of endpoints in the rollout that seek the release is 2; expected 0 to 1")
    }
}
