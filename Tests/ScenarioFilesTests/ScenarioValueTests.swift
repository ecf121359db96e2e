// What a scenario file means: the small scenario, value by value.

import CivilTime
import RandomStreams
import Rollouts
import Testing

@testable import ScenarioFiles

@Suite struct ScenarioValueTests {
    private func study(_ text: String = SmallScenario.text) throws -> Study {
        try ScenarioReader.load(text: text, name: "small.yaml").study
    }

    @Test func studyHasItsNamesAndPoliciesInTheOrderOfTheFile() throws {
        let study = try study()
        #expect(study.id == "small")
        #expect(study.title == "A small scenario")
        #expect(study.baseline == "all-at-once")
        #expect(study.replications == 10)
        #expect(study.seed == .max)
        #expect(study.policies.map(\.id) == ["all-at-once", "waves"])
        #expect(study.policies[1].summary == "Japan first.\nFrance a night later.\n")
    }

    @Test func worldIsWhatTheFileSays() throws {
        let scenario = try study().policies[0].scenario
        #expect(scenario.clock.start == Instant(iso8601: "2022-06-20T22:00Z"))
        #expect(scenario.clock.horizon == .days(3))
        #expect(
            scenario.platforms.map(\.values) == [
                ["os": "old", "support": "ended"], ["os": "new", "support": "supported"],
            ])
        #expect(scenario.calendars.map(\.id) == ["always", "office", "night"])
        #expect(scenario.calendars[1].hours[.friday].map(\.description) == ["09:00-12:00", "13:00-18:00"])
        #expect(scenario.calendars[1].hours[.saturday].isEmpty)
        #expect(scenario.calendars[2].worksOnHolidays)
        #expect(scenario.profiles[0].logOnsPerHour.workday.map(\.value) == [0, 0.9])
        #expect(scenario.regions[1].name == "france")
        #expect(scenario.regions[1].holidays == [try CivilDate(parsing: "2022-07-14")])
        #expect(scenario.groups == [CustomerGroup(id: "world", regions: ["japan", "france"])])
        #expect(
            scenario.checkpoints == [
                Checkpoint(id: "end-of-day", date: try CivilDate(parsing: "2022-06-21"), minuteOfDay: 1440)
            ])
        #expect(scenario.recoveryCriterion == RecoveryCriterion(restoredShare: 0.9, longAfter: .hours(24)))
    }

    @Test func segmentIsWhatTheFileSays() throws {
        let segment = try study().policies[0].scenario.segments[0]
        #expect(segment.customers == ["japan": 6, "france": 10])
        #expect(segment.fleet == (try .lognormal(median: 400, sigma: 0.9)))
        #expect(segment.mix == ["new-64": 0.96, "old-32": 0.04])
        #expect(segment.presence == ["old-32": 0.2])
        #expect(segment.relayPoll == .hours(1))
        #expect(segment.contract == .premium)
        #expect(segment.staff.notice.hours == (try .lognormal(median: 0.75, p90: 2)))
        #expect(segment.staff.report.hours == (try .lognormal(mean: 1, cv: 0.7)))
        #expect(segment.staff.touch.hours == (try .triangular(min: 8.0 / 60, mode: 0.2, max: 25.0 / 60)))
    }

    @Test func releaseAndResponseAreWhatTheFileSays() throws {
        let scenario = try study().policies[0].scenario
        #expect(scenario.release.defect.trigger == .logOn)
        #expect(scenario.release.defect.telemetryShare == 0.6)
        #expect(
            scenario.release.defect.failureMode == FailureMode(id: "restart-loop", pollReach: 0.3, consoleReach: 0.7))
        #expect(scenario.qualityAssurance.rework.hours == (try .uniform(low: 4, high: 12)))
        #expect(scenario.gate == nil)
        #expect(scenario.response.halt == nil)
        #expect(scenario.response.mitigation?.appliesElsewhere == 0.3)
        #expect(scenario.support.secondLine.hours == (try .exponential(mean: 0.75)))
        #expect(scenario.support.centres.map(\.unrelatedPerHour) == [12, 0])
        #expect(scenario.support.centres[1].shifts.map(\.firstLine) == [3, 1])
    }

    @Test(
        "a predicate means all of its attributes, any of an attribute's values",
        arguments: [
            ("always", [true, true]), ("never", [false, false]), ("{os: old, support: ended}", [true, false]),
            ("{os: old, support: supported}", [false, false]), ("{os: [old, new]}", [true, true]),
            ("{any: [{os: new}, {support: ended}]}", [true, true]),
            ("{all: [{os: new}, {support: ended}]}", [false, false]),
            ("{not: {os: new}}", [true, false]), ("{not: never}", [true, true]),
            ("{all: [{support: ended}, {os: old}]}", [true, false]),
            ("{os: old, not: {support: ended}}", [false, false]),
        ])
    func predicateMeansWhatItSays(predicate: String, holds: [Bool]) throws {
        let scenario = try study(SmallScenario.replacing("affects: {os: old}", with: "affects: \(predicate)")).policies[
            0
        ].scenario
        #expect(scenario.platforms.map { scenario.release.defect.affects.holds(for: $0) } == holds)
    }

    @Test func observationsAreInTheUnitOfTheirMetric() throws {
        let observations = try study().observations
        #expect(observations.map(\.value) == [12, 4])
        #expect(observations.map(\.tolerance) == [0.5, 2])
        #expect(observations.map(\.source) == ["diary", "diary, letter"])
        #expect(observations.map(\.fitted) == [true, false])
        func value(_ metric: String, _ written: String) throws -> Double {
            let new = "metric: \(metric), value: \(written), tolerance: 0,"
            return try study(
                SmallScenario.replacing(
                    "metric: france.first_report_h, value: 2022-06-21T10:00Z, tolerance: 30 min,", with: new)
            ).observations[0].value
        }
        #expect(try value("france.first_report_h", "90 min") == 1.5)
        #expect(try value("france.customers_recovered_by.end-of-day", "60 %") == 0.6)
        #expect(try value("world.customers_hit", "1.5 k") == 1500)
        #expect(try value("endpoint_hours_lost", "2 M") == 2_000_000)
        #expect(try value("technician_hours_h", "20000 h") == 20_000)
    }

    @Test func differenceOfInstantsMayBeNegativeAndIsNoInstant() throws {
        let old = "minus: japan.first_report_h, value: 4 h"
        let negative = SmallScenario.replacing(old, with: "minus: japan.first_report_h, value: -90 min")
        #expect(try study(negative).observations[1].value == -1.5)
        #expect(try mistake(old, "minus: japan.first_report_h, value: 2022-06-21T10:00Z").hasPrefix("expected a time"))
        #expect(
            try mistake(old, "minus: japan.customers_hit, value: 4 h")
                == "'japan.customers_hit' (1) cannot be subtracted from 'france.first_report_h' (h)")
    }

    // Words that YAML takes for something else: a policy may be called so, and its name stays a text.
    @Test(arguments: ["null", "NA", "no", "on", "~", "1e3", "0x10", "2022-06-21", "1_000", "Ωmega wave (1)"])
    func policyMayHaveAnyName(name: String) throws {
        let loaded = try ScenarioReader.load(
            text: SmallScenario.replacing("- id: waves", with: "- id: \(name)"), name: "s")
        #expect(loaded.study.policies[1].id == name)
        #expect(try ScenarioReader.load(text: loaded.resolvedText, name: "r").study == loaded.study)
    }

    @Test func namesThatWouldBreakAPathAColumnOrATerminalAreRefused() throws {
        for id in ["a.b", "a b", "é", "value", "\"\"", String(repeating: "a", count: 65)] {
            #expect(!(try mistakes(SmallScenario.replacing("id: first-report", with: "id: \(id)"))).isEmpty, "\(id)")
        }
        for id in [
            "\"a\\nb\"", "\"a\\u2028b\"", "\"\\e[2J\"", "\"\\x9B2J\"", "\"\"", String(repeating: "a", count: 65),
        ] {
            #expect(!(try mistakes(SmallScenario.replacing("- id: waves", with: "- id: \(id)"))).isEmpty, "\(id)")
        }
    }

    /// Endpoints that ask the vendor themselves, and what else may stand for a server.
    @Test func endpointsMayHaveNoServerBetweenThemAndTheVendor() throws {
        let server = "relay: {poll: 60 min}"
        let direct = try ScenarioReader.load(
            text: SmallScenario.replacing(server, with: "relay: direct").replacing(
                "segments.*.relay.poll: 2 h", with: "segments.*.endpoint-poll: 2 h"), name: "s")
        #expect(direct.study.policies[0].scenario.segments.map(\.relayPoll) == [.seconds(1)])
        #expect(
            try mistakes(SmallScenario.replacing(server, with: "relay: 60 min")).contains {
                $0.hasSuffix("expected direct, or a server as in {poll: 60 min}, found '60 min'")
            })
    }
}
