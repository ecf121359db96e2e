// The bundled founding scenario reads without a mistake, and says where its numbers come from.

import Foundation
import Testing

@testable import ScenarioFiles

private var foundingPath: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Scenarios/trend-micro-2022.yaml").path
}

@Test func foundingScenarioReadsAndMarksEveryNumber() throws {
    do {
        let loaded = try ScenarioReader.load(path: foundingPath)
        #expect(loaded.study.policies.count >= 5)
        #expect(loaded.warnings == [])
        #expect(loaded.provenance.facts > 10)
        let again = try ScenarioReader.load(text: loaded.resolvedText, name: "resolved")
        #expect(again.study == loaded.study)
    } catch {
        Issue.record("\(error)")
    }
}
