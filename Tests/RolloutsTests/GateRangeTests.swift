// Which gates a plan refuses, and in which words.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct GateRangeTests {
    private func refusal(_ change: (inout Scenario) -> Void) throws -> String? {
        var scenario = try SmallWorld.scenario()
        scenario.gate = Gate(failures: 1, decision: .none)
        change(&scenario)
        do throws(PlanError) {
            _ = try Plan(scenario)
            return nil
        } catch {
            return error.message
        }
    }

    @Test(arguments: [
        (GateTest.failures(0), "the gate needs at least 1 failure"),
        (.threshold(share: 0, minimum: 1), "the gate's threshold is 0; expected more than 0 and at most 1"),
        (.threshold(share: 0.1, minimum: 0), "the gate's minimum sample must be at least 1"),
        (
            .missingHeartbeat(after: .zero, excess: 0.1, minimum: 1),
            "the silence after which an endpoint is missed must be longer than 0 and at most 400 d"
        ),
        (
            .missingHeartbeat(after: .hours(1), excess: 2, minimum: 1),
            "the gate's excess of silent endpoints is 2; expected more than 0 and at most 1"
        ),
        (
            .missingHeartbeat(after: .hours(1), excess: 0.1, minimum: 1, expected: -1),
            "the gate's expected share of silent endpoints is -1; expected 0 to 1"
        ),
        (
            .sequential(p0: 0.2, p1: 0.1, alpha: 0.1, beta: 0.1),
            "the gate's p0 must be above 0 and below p1, and p1 below 1; found 0.2 and 0.1"
        ),
        (
            .sequential(p0: 0.1, p1: 0.2, alpha: 0, beta: 0.1),
            "the gate's alpha is 0; expected more than 0 and less than 1"
        ),
        (
            .sequential(p0: 0.1, p1: 0.2, alpha: 0.5, beta: 0.5),
            "the gate's alpha and beta must sum to less than 1"
        ),
        (.mixture(p0: 0.1, alpha: .nan), "the gate's alpha is nan; expected more than 0 and less than 1"),
        (.cumulativeSum(p0: 0.1, p1: 0.2, limit: 0), "the gate's limit must be above 0"),
    ])
    func aTestOutOfRangeIsRefused(test: GateTest, message: String) throws {
        #expect(try refusal { $0.gate?.test = test } == message)
    }

    @Test func whatAGateCannotDoIsRefused() throws {
        #expect(try refusal { _ in } == nil)
        #expect(
            try refusal { $0.gate?.watches = .canaries }
                == "the gate watches canaries, but no stage of the rollout has any")
        #expect(
            try refusal { $0.gate?.interval = .seconds(1) }
                == "the gate's interval must be longer than 0 and give at most 100000 looks")
        #expect(try refusal { $0.gate?.initialDelay = .days(-1) }?.hasPrefix("the gate's initial delay") ?? false)
        #expect(
            try refusal {
                $0.gate?.approval = Approval(takes: .none, office: VendorOffice(calendar: "x", region: "here"))
            }
                == "unknown calendar 'x'")
        #expect(
            try refusal { $0.telemetry.background = .perHour(2) }
                == "the rate of background failures per hour is 2; expected 0 to 1")
        #expect(
            try refusal { $0.telemetry.reporting = 2 }
                == "the share of endpoints that report to telemetry is 2; expected 0 to 1")
    }
}
