// Policies that extend one another, and what a mistake in them says.

import Testing

@testable import Rollouts
@testable import ScenarioFiles

@Suite struct PolicyExtensionTests {
    private static let more = """
          - id: gated
            extends: hurried
            description: And a gate of one failure.
            gate: {failures: 1}
          - id: hurried
            extends: waves
            description: Waves with a shorter bake.
            rollout: {assumption: A guess., stages: [{id: first, regions: [france], bake: 1 h}, {id: rest}]}
            set: {segments.*.relay.poll: 3 h}

        """

    @Test func aPolicyLaysItsClausesOverThoseOfTheOneItExtends() throws {
        let policies = try ScenarioReader.load(text: SmallScenario.text + Self.more, name: "small.yaml").study.policies
        #expect(policies.map(\.id) == ["all-at-once", "waves", "gated", "hurried"])
        let (waves, gated, hurried) = (policies[1].scenario, policies[2].scenario, policies[3].scenario)
        #expect(hurried.gate == waves.gate && gated.gate?.test == .failures(1))
        #expect(gated.gate?.decision == waves.gate?.decision)
        #expect(gated.rollout == hurried.rollout && hurried.rollout.stages[0].regions == ["france"])
        #expect(waves.segments[0].relayPoll == .hours(2) && gated.segments[0].relayPoll == .hours(3))
        var same = gated
        same.gate = hurried.gate
        #expect(same == hurried)
    }

    private func mistakesWith(_ old: String, _ new: String) throws -> [String] {
        let text = SmallScenario.text + Self.more
        #expect(text.contains(old))
        return try mistakes(text.replacing(old, with: new)).map {
            $0.split(separator: ":", maxSplits: 2)[2].trimmingPrefix(" ").description
        }
    }

    @Test func aNameThatDoesNotExistIsAMistake() throws {
        #expect(try mistakesWith("extends: waves", "extends: wave") == ["unknown policy 'wave'; did you mean 'waves'?"])
    }

    @Test func aCircleIsAMistake() throws {
        #expect(
            try mistakesWith("extends: waves", "extends: hurried") == [
                "policies extend one another in a circle: 'hurried', which extends 'hurried'"
            ])
        #expect(
            Set(try mistakesWith("extends: waves", "extends: gated")) == [
                "policies extend one another in a circle: 'gated', which extends 'hurried', which extends 'gated'",
                "policies extend one another in a circle: 'hurried', which extends 'gated', which extends 'hurried'",
            ])
    }

    /// What is wrong with a clause is said once, however many policies extend its policy.
    @Test func aMistakeInAnExtendedPolicyIsSaidOnce() throws {
        #expect(try mistakesWith("bake: 1 h", "bakes: 1 h").count == 1)
    }
}
