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
        #expect(loaded.provenance.facts > 5)
        let again = try ScenarioReader.load(text: loaded.resolvedText, name: "resolved")
        #expect(again.study == loaded.study)
    } catch {
        Issue.record("\(error)")
    }
}

// A real file has aliases, comments and long lines that the small one has not; lines of it are lost, doubled and swapped.
@Test func damagedFoundingScenarioIsReadOrItsMistakesAreSaid() throws {
    let lines = try String(contentsOfFile: foundingPath, encoding: .utf8).components(separatedBy: "\n")
    var state: UInt64 = 1
    func random(below bound: Int) -> Int {
        // Knuth's MMIX generator; its high bits serve.
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
    for round in 0..<60 {
        var changed = lines
        let at = random(below: lines.count)
        switch round % 4 {
        case 0: changed.remove(at: at)
        case 1: changed.insert(lines[at], at: random(below: lines.count))
        case 2: changed.swapAt(at, random(below: lines.count))
        default: changed[at] = String(changed[at].dropLast(1 + random(below: 20)))
        }
        // A comment lost leaves the scenario as it was; compiling that time and again would tell nothing new.
        changed.append("unknown-key-\(round): 1")
        do {
            _ = try ScenarioReader.load(text: changed.joined(separator: "\n"), name: "damaged")
            Issue.record("round \(round) was read in spite of its unknown key")
        } catch {
            #expect(!error.diagnostics.isEmpty)
        }
    }
}
