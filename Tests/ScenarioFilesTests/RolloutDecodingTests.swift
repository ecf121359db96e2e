// How rollouts are read: clauses of stages, presets changed in part, waves by a rule, and what a mistake in them says.

import CivilTime
import Testing

@testable import Rollouts
@testable import ScenarioFiles

@Suite struct RolloutDecodingTests {
    private static let base = "rollout: {stages: [{id: all}]}"

    private func policies(_ new: String, _ old: String = base) throws -> [Scenario] {
        try ScenarioReader.load(text: SmallScenario.replacing(old, with: new), name: "small.yaml").study.policies
            .map(\.scenario)
    }

    @Test func aStageHasItsClauses() throws {
        let stages = try policies(
            """
            rollout:
              assumption: A guess.
              seekers: 2 %
              stages:
                - {id: own, segments: [hospital], bake: 1 h}
                - {id: willing, volunteers: yes, regions: [japan]}
                - {id: tenth, endpoint-share: 10 %, small-fleets: {up-to: 200, endpoint-share: 20 %}, offers: night}
            """)[0].rollout
        #expect(
            stages
                == Rollout(
                    stages: [
                        RolloutStage(id: "own", segments: ["hospital"], bake: .elapsed(.hours(1))),
                        RolloutStage(id: "willing", regions: ["japan"], volunteersOnly: true),
                        RolloutStage(
                            id: "tenth", endpointShare: 0.1, smallFleets: SmallFleets(upTo: 200, share: 0.2),
                            offers: "night"),
                    ], seekers: 0.02))
        let limited = try policies("rollout: {assumption: A guess., stages: [{id: all, rate-limit: 120 / h}]}")
        #expect(limited[0].rollout.stages[0].offersPerHour == 120)
        let open = try policies("rollout: {stages: [{id: all, rate-limit: none}]}")
        #expect(open[0].rollout.stages[0].offersPerHour == nil)
        let volunteers = try policies("criticality: 3\n    volunteers: 15 %", "criticality: 3")
        #expect(volunteers[0].segments[0].volunteers == 0.15)
    }

    @Test func aPresetIsNamedAndChangedInPart() throws {
        let table = try #require(RolloutPreset.table.first { $0.id == "ubuntu-phased" })
        #expect(try policies("rollout: {preset: ubuntu-phased}")[0].rollout.stages == table.stages)
        let changed = try policies(
            "rollout: {preset: ubuntu-phased, unit: customers, assumption: A guess., change: {p10: {bake: 12 h, regions: [japan]}}}"
        )[0].rollout.stages
        #expect(changed[0] == RolloutStage(id: "p10", regions: ["japan"], share: 0.1, bake: .elapsed(.hours(12))))
        #expect(changed[1] == RolloutStage(id: "p20", share: 0.2, bake: .elapsed(.hours(6))))
        // The policy that lists stages of its own replaces the preset.
        #expect(try policies("rollout: {preset: apple-phased}")[1].rollout.stages.map(\.id) == ["first", "rest"])
    }

    @Test func aPolicyChangesAPartOfThePresetOfTheBase() throws {
        let text = SmallScenario.replacing(Self.base, with: "rollout: {preset: apple-phased}")
            .replacing(
                """
                      stages: [{id: first, regions: [japan], bake: 10 h}, {id: rest}]
                """, "      change: {day-2: {bake: 3 d}}")
        let study = try ScenarioReader.load(text: text, name: "small.yaml").study
        #expect(study.policies[0].scenario.rollout.stages[1].bake == .elapsed(.days(1)))
        #expect(study.policies[1].scenario.rollout.stages[1].bake == .elapsed(.days(3)))
    }

    @Test func aPresetIsStoppedAsItsVendorStopsItUnlessItIsSaid() throws {
        let text = SmallScenario.replacing(Self.base, with: "rollout: {preset: apple-phased}")
            .replacing("gate: none", "gate: {failures: 3, decision: 1 h, assumption: A guess.}")
            .replacing("halt: none", "halt: {decision: 1 h, propagation: 1 h, assumption: A guess.}")
        let base = try ScenarioReader.load(text: text, name: "small.yaml").study.policies[0].scenario
        #expect(base.gate?.halt == .pause && base.response.halt?.kind == .pause)
        let said = text.replacing("decision: 1 h, assumption", "decision: 1 h, halt: recall, assumption")
            .replacing("halt: {decision", "halt: {kind: halt, decision")
        let other = try ScenarioReader.load(text: said, name: "small.yaml").study.policies[0].scenario
        #expect(other.gate?.halt == .recall && other.response.halt?.kind == .halt)
    }

    @Test func wavesGoByARule() throws {
        let stages = try policies("rollout: {waves: west-first, within: 2 h, bake: 9 h, assumption: A guess.}")[0]
            .rollout.stages
        #expect(
            stages == [
                RolloutStage(id: "wave-1", regions: ["france"], bake: .elapsed(.hours(9))),
                RolloutStage(id: "wave-2", regions: ["japan"]),
            ])
    }

    @Test(
        "a mistake is said with what was expected",
        arguments: [
            (
                "{preset: debian}",
                "unknown preset 'debian'; expected one of: ubuntu-phased, apple-phased, windows-autopatch, aws-waves, azure-safe-deployment, microsoft-defender"
            ),
            ("{preset: ubuntu-phazed}", "unknown preset 'ubuntu-phazed'; did you mean 'ubuntu-phased'?"),
            (
                "{preset: ubuntu-phased, unit: firms}", "unknown unit 'firms'; expected one of: endpoints, customers"
            ),
            ("{preset: apple-phased, change: {day-8: {bake: 1 h}}}", "unknown stage 'day-8'; did you mean 'day-1'?"),
            (
                "{preset: apple-phased, change: {day-7: {id: last}}}",
                "unknown key 'id' in stage 'day-7'; expected one of: approval, bake, canary, endpoint-share, offers, rate-limit, regions, segments, share, small-fleets, volunteers"
            ),
            (
                "{preset: apple-phased, stages: [{id: all}]}",
                "expected one of 'stages', 'preset' and 'waves', not several"
            ),
            (
                "{waves: random, bake: 1 h}",
                "unknown order 'random'; expected one of: east-first, west-first, smallest-first"
            ),
            ("{waves: east-first}", "'rollout' needs the key 'bake'"),
            ("{stages: [{id: a, segments: [hospitals]}]}", "unknown segment 'hospitals'; did you mean 'hospital'?"),
            ("{stages: [{id: a, offers: nights}]}", "unknown calendar 'nights'; did you mean 'night'?"),
            (
                "{stages: [{id: a, offers: night, rate-limit: 5 / h}]}",
                "expected either 'offers' or 'rate-limit', not both"
            ),
            (
                "{stages: [{id: a, rate-limit: 0 / h}]}",
                "expected a rate of at least one customer in 10,000 hours, found '0 / h'"
            ),
            ("{stages: [{id: a, small-fleets: 200}]}", "expected 'small-fleets' as a mapping, or none, found '200'"),
            (
                "{stages: [{id: a, canary: {random: 5}, volunteers: yes}]}",
                "a canary stage has no regions and no share; its machines come from the whole fleet at any hour"
            ),
        ])
    func mistakesAreSaid(rollout: String, message: String) throws {
        #expect(try mistake(Self.base, "rollout: " + rollout) == message)
    }
}

extension String {
    /// The text with one part of it, which must be there, replaced.
    fileprivate func replacing(_ old: String, _ new: String) -> String {
        #expect(contains(old))
        return replacing(old, with: new)
    }
}
