// How gates, approvals and telemetry are read, and what a mistake in them says.

import CivilTime
import Foundation
import Testing

@testable import Rollouts
@testable import ScenarioFiles

@Suite struct GateDecodingTests {
    private func scenario(_ new: String) throws -> Scenario {
        try ScenarioReader.load(text: SmallScenario.replacing("gate: none", with: new), name: "small.yaml").study
            .policies[0].scenario
    }

    private func gate(test: String) throws -> GateTest? {
        try scenario("gate: {test: \(test), decision: 1 h}").gate?.test
    }

    @Test func everyTestOfAGateHasItsWords() throws {
        #expect(try scenario("gate: {failures: 3, decision: 1 h}").gate?.test == .failures(3))
        #expect(try gate(test: "{threshold: 1 %, minimum: 200}") == .threshold(share: 0.01, minimum: 200))
        #expect(try gate(test: "{threshold: 1 %}") == .threshold(share: 0.01, minimum: 1))
        #expect(
            try gate(test: "{sprt: {p0: 0.1 %, p1: 1 %, alpha: 5 %, beta: 10 %}}")
                == .sequential(p0: 0.001, p1: 0.01, alpha: 0.05, beta: 0.1))
        #expect(try gate(test: "{mixture-sprt: {p0: 0.1 %, alpha: 1 %}}") == .mixture(p0: 0.001, alpha: 0.01))
        #expect(
            try gate(test: "{cusum: {p0: 0.1 %, p1: 1 %, limit: 4.5}}")
                == .cumulativeSum(p0: 0.001, p1: 0.01, limit: 4.5))
        #expect(
            try gate(test: "{missing-heartbeat: {after: 1 h, excess: 2 %, minimum: 50, expected: 10 %}}")
                == .missingHeartbeat(after: .hours(1), excess: 0.02, minimum: 50, expected: 0.1))
    }

    @Test func aGateSaysWhomItWatchesWhenItLooksAndWhoConfirms() throws {
        let gate = try #require(
            try scenario(
                """
                gate:
                  assumption: A guess.
                  test: {threshold: 1 %, minimum: 200}
                  watches: stage
                  interval: 5 min
                  initial-delay: 30 min
                  decision: 0 h
                  approval: {takes: 20 min, office: {calendar: office, region: france}}
                  propagation: 10 min
                  halt: pause
                  investigation: 4 working hours
                """
            ).gate)
        #expect(gate.watches == .stage && gate.interval == .minutes(5) && gate.initialDelay == .minutes(30))
        #expect(
            gate.approval
                == Approval(
                    takes: .exactly(.minutes(20)), office: VendorOffice(calendar: "office", region: "france")))
        #expect(gate.halt == .pause && gate.investigation.measure == .workingTime)
        let short = try #require(try scenario("gate: {failures: 1, decision: 0 h, approval: 1 h}").gate)
        #expect(short.approval == Approval(takes: .exactly(.hours(1))) && short.watches == .fleet)
        #expect(short.interval == .minutes(15) && short.initialDelay == .zero && short.investigation == .none)
    }

    @Test func aStageMayNeedAnApprovalBeforeTheNext() throws {
        let text = SmallScenario.replacing(
            "rollout: {stages: [{id: all}]}",
            with: "rollout: {stages: [{id: few, share: 1 %, approval: 2 h}, {id: all}]}")
        let stages = try ScenarioReader.load(text: text, name: "small.yaml").study.policies[0].scenario.rollout.stages
        #expect(stages.map(\.approval) == [.exactly(.hours(2)), nil])
    }

    @Test func telemetrySeesWhatTheReleaseHasNothingToDoWith() throws {
        func telemetry(_ text: String) throws -> Telemetry {
            try scenario("gate: none\ntelemetry: \(text)").telemetry
        }
        #expect(try scenario("gate: none").telemetry == Telemetry())
        #expect(
            try telemetry("{reporting: 40 %, background: 2.4 % / d}")
                == Telemetry(reporting: 0.4, background: .perHour(0.024 * (1.0 / 24))))
        #expect(
            try telemetry("{background: 0.1 % / installation}")
                == Telemetry(reporting: 1, background: .perInstallation(0.001)))
        #expect(try telemetry("{background: none}") == Telemetry())
    }

    @Test(
        "a mistake is said with what was expected",
        arguments: [
            ("gate: {decision: 1 h}", "'gate' needs the key 'failures'"),
            (
                "gate: {failures: 1, test: {threshold: 1 %}, decision: 1 h}",
                "expected either 'failures' or 'test', not both"
            ),
            (
                "gate: {test: {threshold: 1 %, cusum: {p0: 1 %, p1: 2 %, limit: 4}}, decision: 1 h}",
                "expected one test, as in {threshold: 1 %, minimum: 200}"
            ),
            (
                "gate: {test: {}, decision: 1 h}",
                "expected one test, as in {threshold: 1 %, minimum: 200}"
            ),
            (
                "gate: {test: {sprtt: {p0: 1 %}}, decision: 1 h}",
                "unknown key 'sprtt' in 'test'; did you mean 'sprt'?"
            ),
            ("gate: {test: {threshold: 0 %}, decision: 1 h}", "expected a share above 0 %, found '0 %'"),
            (
                "gate: {test: {sprt: {p0: 2 %, p1: 1 %, alpha: 5 %, beta: 5 %}}, decision: 1 h}",
                "expected a p1 above p0, found '1 %'"
            ),
            (
                "gate: {test: {sprt: {p0: 1 %, p1: 2 %, alpha: 60 %, beta: 50 %}}, decision: 1 h}",
                "expected alpha and beta that sum to less than 100 %"
            ),
            (
                "gate: {test: {mixture-sprt: {p0: 1 %, alpha: 100 %}}, decision: 1 h}",
                "expected a share above 0 % and below 100 %, found '100 %'"
            ),
            (
                "gate: {test: {cusum: {p0: 1 %, p1: 2 %}}, decision: 1 h}", "'cusum' needs the key 'limit'"
            ),
            (
                "gate: {test: {missing-heartbeat: {after: 0 s, excess: 1 %}}, decision: 1 h}",
                "expected a time longer than 0, found '0 s'"
            ),
            (
                "gate: {failures: 1, watches: canary, decision: 1 h}",
                "unknown kind of watched endpoints 'canary'; did you mean 'canaries'?"
            ),
            (
                "gate: {failures: 1, decision: 1 h, approval: {takes: 1 h, office: {calendar: ofice, region: japan}}}",
                "unknown calendar 'ofice'; did you mean 'office'?"
            ),
            (
                "gate: none\ntelemetry: {background: 0.1 %}",
                "expected background failures such as '0.1 % / d' or '0.1 % / installation', found '0.1 %'"
            ),
            (
                "gate: none\ntelemetry: {background: 0.1 % / fortnight}",
                "expected background failures such as '0.1 % / d': unknown unit 'fortnight'; expected s, min, h, d or w"
            ),
            (
                "gate: none\ntelemetry: {background: 10 % / min}",
                "expected at most 100 % / h, found '10 % / min'"
            ),
            (
                "gate: none\ntelemetry: {reports: 10 %}",
                "unknown key 'reports' in 'telemetry'; did you mean 'reporting'?"
            ),
        ])
    func mistakesAreSaid(new: String, message: String) throws {
        #expect(try mistake("gate: none", new) == message)
    }

    /// A policy's gate replaces the base's test by its own, and keeps the rest.
    @Test func aPolicysTestReplacesTheBases() throws {
        func waves(_ base: String, _ upper: String) throws -> Gate? {
            let text = SmallScenario.replacing("gate: none", with: "gate: \(base)").replacingOccurrences(
                of: "gate: {failures: 3, decision: 15 min, assumption: A guess.}", with: "gate: \(upper)")
            return try ScenarioReader.load(text: text, name: "small.yaml").study.policies[1].scenario.gate
        }
        let counting = "{failures: 3, decision: 1 h, watches: stage}"
        let threshold = "{test: {threshold: 1 %, minimum: 50}, decision: 1 h, watches: stage}"
        #expect(try waves(threshold, "{failures: 2}")?.test == .failures(2))
        #expect(try waves(counting, "{test: {threshold: 2 %}}")?.test == .threshold(share: 0.02, minimum: 1))
        #expect(try waves(threshold, "{test: {threshold: 2 %}}")?.test == .threshold(share: 0.02, minimum: 50))
        let other = try waves(threshold, "{test: {cusum: {p0: 1 %, p1: 2 %, limit: 4}}}")
        #expect(other?.test == .cumulativeSum(p0: 0.01, p1: 0.02, limit: 4) && other?.watches == .stage)
    }

    /// What only a whole scenario shows is said at the section that it is about.
    @Test func aGateOverCanariesNeedsCanaries() throws {
        let text = SmallScenario.replacing("gate: none", with: "gate: {failures: 1, watches: canaries, decision: 1 h}")
        let all = try mistakes(text)
        #expect(all.first?.hasPrefix("\(SmallScenario.line(of: "gate: {failures: 1", in: text)):") ?? false)
        #expect(
            all.first?.hasSuffix(
                "the scenario cannot be simulated: the gate watches canaries, but no stage of the rollout has any")
                ?? false)
    }
}
