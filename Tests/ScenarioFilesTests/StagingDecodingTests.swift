// How a segment's own staging is read, and what a mistake in it says.

import CivilTime
import Testing

@testable import Rollouts
@testable import ScenarioFiles

@Suite struct StagingDecodingTests {
    private func load(_ staging: String) throws -> CustomerStaging? {
        try ScenarioReader.load(
            text: SmallScenario.replacing("criticality: 3", with: "criticality: 3\n    \(staging)"),
            name: "small.yaml"
        ).study.policies[0].scenario.segments[0].staging
    }

    @Test func stagingHasItsClauses() throws {
        let staging = try load(
            "staging: {deferral: 2 business days, window: night, rings: [{share: 10 %}, {share: 100 %, after: 1 d}], assumption: A guess.}"
        )
        #expect(
            staging
                == CustomerStaging(
                    deferral: Delay(hours: try .constant(2), measure: .workingDays), window: "night",
                    rings: [
                        CustomerRing(share: 0.1, after: .elapsed(.zero)),
                        CustomerRing(share: 1, after: .elapsed(.days(1))),
                    ]))
        #expect(try load("staging: none") == nil)
        #expect(try load("staging: {}") == CustomerStaging())
    }

    @Test(arguments: [
        (
            "staging: {deferal: 2 d}",
            "unknown key 'deferal' in 'staging'; did you mean 'deferral'?"
        ),
        ("staging: {window: nigth}", "unknown calendar 'nigth'; did you mean 'night'?"),
        (
            "staging: {rings: [{share: 20 %}, {share: 10 %}]}",
            "shares of rings are cumulative: expected no less than the ring before has"
        ),
        (
            "staging: {rings: [{share: 20 %}, {share: 90 %}]}",
            "expected a last ring of 100 %, so that every endpoint has one"
        ),
        ("staging: {rings: 3}", "expected 'rings' as a list, found '3'"),
    ])
    func aMistakeIsNamedAtItsPlace(text: String, message: String) throws {
        let error = #expect(throws: ScenarioFileError.self) { try load(text) }
        let found = (error?.diagnostics ?? []).map(\.message)
        #expect(found.contains(message), "\(found)")
    }
}
