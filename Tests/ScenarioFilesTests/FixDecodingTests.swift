// How the fix's own rollout and its fast track are read, and what a mistake in them says.

import CivilTime
import Testing

@testable import Rollouts
@testable import ScenarioFiles

@Suite struct FixDecodingTests {
    private func load(_ clause: String) throws -> Fix {
        try ScenarioReader.load(
            text: SmallScenario.replacing("works-uncovered:", with: "\(clause)\n    works-uncovered:"),
            name: "small.yaml"
        ).study.policies[0].scenario.response.fix
    }

    @Test func aFixHasStagesAndAFastTrack() throws {
        let fix = try load(
            "stages: [{regions: [japan], segments: [hospital], bake: 3 h}, {share: 40 %, bake: 1 business day}, {share: 100 %}]"
        )
        #expect(
            fix.stages == [
                FixStage(regions: ["japan"], segments: ["hospital"], bake: .elapsed(.hours(3))),
                FixStage(share: 0.4, bake: .workingDays(1)), FixStage(share: 1),
            ])
        #expect(
            try load("fast-track: {qa: 30 min, works: 95 %, assumption: A guess.}").fastTrack
                == FastTrack(qualityAssurance: Delay(hours: try .constant(0.5)), works: 0.95))
        #expect(try load("fast-track: none").fastTrack == nil)
    }

    @Test(arguments: [
        ("stages: [{share: 40 %}]", "the last stage of the fix must be for all customers, such as {share: 100 %}"),
        (
            "stages: [{region: [japan]}, {share: 100 %}]",
            "unknown key 'region' in a stage of the fix; did you mean 'regions'?"
        ),
        ("stages: [{regions: [japn]}, {share: 100 %}]", "unknown region 'japn'; did you mean 'japan'?"),
        ("fast-track: {qa: 30 min}", "'fast-track' needs the key 'works'"),
    ])
    func aMistakeIsNamed(text: String, message: String) throws {
        let error = #expect(throws: ScenarioFileError.self) { try load(text) }
        let found = (error?.diagnostics ?? []).map(\.message)
        #expect(found.contains(message), "\(found)")
    }
}
