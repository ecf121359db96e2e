// How threats, prices and the groups of a timeline are read, and what a mistake in them says.

import CivilTime
import Testing

@testable import Rollouts
@testable import ScenarioFiles

@Suite struct LossDecodingTests {
    private func scenario(_ old: String, _ new: String) throws -> Scenario {
        try ScenarioReader.load(text: SmallScenario.replacing(old, with: new), name: "small.yaml").study.policies[0]
            .scenario
    }

    private func threats(_ rate: String) throws -> ThreatRate? {
        try scenario("gate: none", "gate: none\nthreats: {assumption: A guess., rate: \(rate)}").threats?.rate
    }

    @Test func aRateOfAttacksIsANumberAProfileOrSteps() throws {
        #expect(try threats("0.01 / h") == .constant(0.01))
        let daily = try threats("{workday: {\"00:00\": 0, \"09:00\": 2 / d}, day-off: {\"00:00\": 1 / h}}")
        let steps = [DailyProfile.Step(minuteOfDay: 0, value: 0), DailyProfile.Step(minuteOfDay: 540, value: 2.0 / 24)]
        #expect(
            try daily
                == .daily(DailyProfile(workday: steps, dayOff: [DailyProfile.Step(minuteOfDay: 0, value: 1)])))
        #expect(
            try threats("[{from: 2022-06-20T22:00Z, rate: 1 / h}, {from: 2022-06-21T22:00Z, rate: 0}]")
                == .steps([
                    ThreatStep(from: Instant(parsing: "2022-06-20T22:00Z"), perHour: 1),
                    ThreatStep(from: Instant(parsing: "2022-06-21T22:00Z"), perHour: 0),
                ]))
        #expect(try scenario("gate: none", "gate: none\nthreats: none").threats == nil)
    }

    @Test func pricesNotSaidAreNothing() throws {
        let prices = try scenario(
            "gate: none",
            "gate: none\nprices: {assumption: A guess., currency: EUR, endpoint-hour-lost: 40, technician-hour: 1.2 k}"
        ).prices
        #expect(prices == Prices(currency: "EUR", endpointHourLost: 40, technicianHour: 1200))
        #expect(try scenario("gate: none", "gate: none\nprices: none").prices == nil)
    }

    @Test func theTimelineCountsByRegionAndAttributes() throws {
        let clock = try scenario("timeline-step: 6 h", "timeline-step: 6 h, timeline-by: [support, region]").clock
        #expect(clock.timelineBy == [.attribute("support"), .region])
    }

    @Test(
        "a mistake is said with what was expected",
        arguments: [
            (
                "gate: none",
                "gate: none\nthreats: {assumption: A., rate: [{from: 2022-06-21T22:00Z, rate: 1 / h}, {from: 2022-06-21T21:00Z, rate: 1 / h}]}",
                "'2022-06-21T21:00:00Z' does not come after the step before it, '2022-06-21T22:00:00Z'"
            ),
            (
                "gate: none", "gate: none\nthreats: {assumption: A., rate: []}",
                "expected at least one step of a rate, found an empty list"
            ),
            (
                "gate: none", "gate: none\nprices: {assumption: A., technicians-hour: 4}",
                "unknown key 'technicians-hour' in 'prices'; did you mean 'technician-hour'?"
            ),
            (
                "gate: none", "gate: none\nprices: {assumption: A., support-case: 2e15}",
                "expected a price from 0 to 1000000000000, found '2e15'"
            ),
            (
                "timeline-step: 6 h", "timeline-step: 6 h, timeline-by: [suport]",
                "unknown dimension of the timeline 'suport'; did you mean 'support'?"
            ),
            (
                "timeline-step: 6 h", "timeline-step: 6 h, timeline-by: [support, support]",
                "the dimension 'support' stands there twice"
            ),
            (
                "set: {segments.*.relay.poll: 2 h}", "prices: {support-case: 2, assumption: A.}",
                "a policy cannot change 'prices', by which policies are compared"
            ),
        ])
    func mistakesAreSaid(old: String, new: String, message: String) throws {
        #expect(try mistake(old, new) == message)
    }
}
