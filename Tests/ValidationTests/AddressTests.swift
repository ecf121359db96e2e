// The addresses of a whole scenario's random numbers: different things must not share their luck.

import Foundation
import RandomStreams
import ScenarioFiles
import Testing

@testable import Rollouts

@Suite struct AddressTests {
    private static var foundingPath: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Scenarios/trend-micro-2022.yaml").path
    }

    /// A purpose is a 32-bit word, so that two of a few thousand names may have the same by chance; in the founding scenario none do.
    @Test func theFoundingScenarioHasNoTwoPurposesOfTheSameWord() throws {
        let study = try ScenarioReader.load(path: Self.foundingPath).study
        for policy in study.policies {
            let plan = try Plan(policy.scenario)
            var words: [UInt32] = Mirror(reflecting: plan.purposes).children.compactMap { ($0.value as? Purpose)?.word }
            for cell in plan.cells { words += Self.words(of: cell.purposes) }
            for platform in plan.cellPlatforms { words += Self.words(of: platform.purposes) }
            for platform in plan.affected { words += [platform.detection.word, platform.canary.word] }
            words += plan.certs.map(\.broadcast.word)
            for (index, centre) in plan.centres.enumerated() {
                words += [centre.arrivals.word, centre.unrelatedService.word, centre.mobilisation.word]
                words += centre.transfer.indices.filter { $0 != index }.map { centre.transfer[$0].word }
            }
            #expect(words.count > 500)
            #expect(Set(words).count == words.count, "policy \(policy.id)")
        }
    }

    private static func words(of purposes: Any) -> [UInt32] {
        Mirror(reflecting: purposes).children.compactMap { ($0.value as? Purpose)?.word }
    }
}
