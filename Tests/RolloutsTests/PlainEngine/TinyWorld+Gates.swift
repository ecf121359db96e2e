// The worlds of the comparison in which a gate can err: failures in the background, false alarms, people who approve.

import CivilTime

@testable import Rollouts

extension TinyWorld {
    /// Gates by a test, over a release that is harmless more often than not.
    func addGate(to scenario: inout Scenario) throws {
        scenario.release.defect.prior = 0.4
        scenario.response.office = VendorOffice(calendar: "office", region: "paris")
        switch self {
        case .threshold:
            scenario.telemetry = Telemetry(reporting: 0.8, background: .perHour(0.02))
            scenario.gate = Gate(
                test: .threshold(share: 0.25, minimum: 4), watches: .stage, initialDelay: .hours(2),
                decision: try Self.hours(1), approval: Approval(takes: try Self.hours(1)),
                propagation: try Self.hours(0.5), halt: .recall, investigation: try Self.hours(4))
            scenario.rollout = Rollout(stages: [
                RolloutStage(id: "canary", canary: .random(15), bake: .elapsed(.hours(8))),
                RolloutStage(id: "half", share: 0.5, bake: .elapsed(.hours(6)), approval: try Self.hours(1)),
                RolloutStage(id: "rest"),
            ])
        case .falseAlarms:
            scenario.telemetry = Telemetry(background: .perHour(0.005))
            scenario.gate = Gate(
                test: .failures(3), decision: try Self.hours(1), propagation: try Self.hours(0.5), halt: .halt,
                investigation: try Self.hours(10))
            scenario.rollout = Rollout(stages: [
                RolloutStage(id: "canary", canary: .perPlatform(6), bake: .elapsed(.hours(6))),
                RolloutStage(id: "east", regions: ["tokyo"], bake: .elapsed(.hours(12))),
                RolloutStage(id: "half", share: 0.5, bake: .elapsed(.hours(12))), RolloutStage(id: "rest"),
            ])
        default:
            scenario.telemetry = Telemetry(background: .perInstallation(0.1))
            scenario.gate = Gate(
                test: .cumulativeSum(p0: 0.05, p1: 0.2, limit: 2), interval: .hours(1), decision: try Self.hours(2),
                halt: .pause, investigation: try Self.hours(6))
            scenario.rollout = Rollout(stages: [
                RolloutStage(id: "some", share: 0.4, bake: .elapsed(.hours(12))),
                RolloutStage(id: "more", share: 0.7, bake: .elapsed(.hours(12))), RolloutStage(id: "rest"),
            ])
        }
    }
}
