// The bundled scenarios: each is read without a doubt, and each of its policies can be simulated.

import Foundation
import Testing

@testable import Rollouts
@testable import ScenarioFiles

@Suite struct BundledScenarioTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Scenarios").standardized

    private static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted()
    }

    /// The text of each.
    static func texts() throws -> [String] {
        try names().map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
    }

    @Test func everyBundledScenarioIsReadAndEachOfItsPoliciesRuns() throws {
        let names = try Self.names()
        for name in [
            "trend-micro-2022", "ubuntu-phased", "trend-micro-2005", "mcafee-2010", "silent-updates", "patch-timing",
            "internet-scale",
        ] {
            #expect(names.contains(name + ".yaml"))
        }
        for name in names {
            let loaded = try ScenarioReader.load(path: Self.folder.appendingPathComponent(name).path)
            #expect(loaded.study.id + ".yaml" == name)
            #expect(loaded.warnings.isEmpty, "\(name): \(loaded.warnings.map(\.message))")
            #expect(loaded.provenance.unmarked == 0, "\(name)")
            var replicator = Replicator()
            for policy in loaded.study.policies {
                let plan = try Plan(policy.scenario)
                for replication in 0..<3 as Range<UInt32> {
                    replicator.run(plan, seed: loaded.study.seed, replication: replication)
                    #expect(replicator.outcome.count == plan.metrics.count, "\(name): \(policy.id)")
                }
            }
        }
    }

    @Test func theREADMETellsOfEveryBundledScenario() throws {
        let readme = try String(contentsOf: Self.folder.appendingPathComponent("README.md"), encoding: .utf8)
        for name in try Self.names() { #expect(readme.contains("(\(name))"), "\(name)") }
    }
}
