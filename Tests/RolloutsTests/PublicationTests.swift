// When the release is out, and what the tests before it change.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct PublicationTests {
    /// Rework that lasts beyond the horizon: nothing is published, and the log does not speak of what lies beyond.
    @Test func aReleaseThatIsNotPublishedWithinTheHorizonExposesNobody() throws {
        var scenario = try SmallWorld.scenario()
        scenario.qualityAssurance = QualityAssurance(covers: .always, detection: 1, rework: SmallWorld.delay(1000))
        let plan = try Plan(scenario)
        let run = Run(plan)
        #expect(run["release_published_h"] == .infinity && run["found_by_qa"] == 1)
        #expect(run["endpoints_exposed"] == 0 && run["stages_started"] == 0)
        // Every endpoint waits from the moment the release could have been out.
        let wait = scenario.clock.horizon.inHours - 1
        #expect(abs(run["protection_lag_endpoint_hours"] - run["fleet_endpoints"] * wait) < 1e-6)
        #expect(Trace.run(plan, seed: 2022, replication: 0).events.isEmpty)
    }

    @Test func addedTimeDelaysThePublicationAndCountsAsLag() throws {
        var scenario = try SmallWorld.scenario()
        scenario.release.defect.affects = .never
        let before = try Run(scenario)
        scenario.qualityAssurance.addedTime = .elapsed(.hours(5))
        let after = try Run(scenario)
        #expect(after["release_published_h"] == before["release_published_h"] + 5)
        let more = after["protection_lag_endpoint_hours"] - before["protection_lag_endpoint_hours"]
        // The relays' hourly polls have the same phases five hours later.
        #expect(abs(more - 5 * after["fleet_endpoints"]) < 1e-6)
    }

    @Test func anUnknownPublicationTimeLiesBetweenItsBounds() throws {
        var scenario = try SmallWorld.scenario(customers: 0)
        let start = scenario.clock.start
        scenario.release.published = .between(start.adding(.hours(2)), start.adding(.hours(6)))
        let plan = try Plan(scenario)
        let times = (0..<400 as Range<UInt32>).map { Run(plan, replication: $0)["release_published_h"] }
        #expect(times.allSatisfy { $0 >= 2 && $0 <= 6 })
        // Uniform: the mean of 400 is within 4.9 standard errors of 4 but once in a million.
        let (mean, _) = meanAndError(times)
        let error = (16.0 / 12 / 400).squareRoot()
        #expect(abs(mean - 4) < 4.9 * error)
    }

    @Test func theReleaseAtTheLastInstantOfAShortHorizonIsSimulated() throws {
        var scenario = try SmallWorld.scenario()
        scenario.clock.horizon = TimeSpan(microseconds: 2)
        scenario.clock.timelineStep = TimeSpan(microseconds: 1)
        scenario.release.published = .at(scenario.clock.start.adding(TimeSpan(microseconds: 1)))
        let run = try Run(scenario)
        #expect(run["endpoints_failed"] == 0 && run["release_published_h"] > 0)
        #expect(run.series(.current).count == 3)
    }

    @Test func publicationOutsideTheSimulatedTimeIsRefused() throws {
        for hours in [-1.0, 240, 1e9] {
            var scenario = try SmallWorld.scenario()
            scenario.release.published = .at(scenario.clock.start.adding(.hours(hours)))
            #expect(throws: PlanError.self) { try Plan(scenario) }
        }
    }
}
