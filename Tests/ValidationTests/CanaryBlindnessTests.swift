// The bundled scenario of canary blindness against its closed form.

import Foundation
import Rollouts
import ScenarioFiles
import Testing

@Suite struct CanaryBlindnessTests {
    /// Each machine is of the platform that fails with probability π = 0.2 %, and telemetry sees the share s = 90 % of the failures: of n random
    /// canaries none is seen to fail with probability (1 − s π)ⁿ, and then the alarm comes in the second stage. 600 replications, 5 standard
    /// errors: false alarm 6·10⁻⁷ for each. Power: a canary of half the size is 9 standard errors off for n = 400, and 5 and more for the others.
    @Test(arguments: [("random-100", 100), ("random-400", 400), ("random-2000", 2000)])
    func randomCanariesAreBlindByTheirNumber(policy: String, canaries: Int) throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Scenarios/canary-blindness.yaml").path
        let study = try ScenarioReader.load(path: path).study
        let scenario = try #require(study.policies.first { $0.id == policy }).scenario
        let plan = try Plan(scenario)
        let metric = try #require(plan.metrics.firstIndex { $0.id == "gate_alarm_stage" })
        var replicator = Replicator()
        var blind = 0
        for replication in 0..<600 as Range<UInt32> {
            replicator.run(plan, seed: study.seed, replication: replication)
            if replicator.outcome[metric] == 2 { blind += 1 }
        }
        let expected = pow(1 - 0.9 * 0.002, Double(canaries))
        let error = (expected * (1 - expected) / 600).squareRoot()
        #expect(abs(Double(blind) / 600 - expected) < 5 * error, "\(blind) of 600, expected \(expected)")
    }
}
