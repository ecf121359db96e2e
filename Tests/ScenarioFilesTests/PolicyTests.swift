// How policies and overrides change the world: what is merged, what is replaced, and where a path leads.

import CivilTime
import RandomStreams
import Rollouts
import Testing

@testable import ScenarioFiles

@Suite struct PolicyTests {
    /// The scenario of the second policy, with some text in place of its `set`.
    private func policy(_ clauses: String) throws -> Scenario {
        let text = SmallScenario.replacing("set: {segments.*.relay.poll: 2 h}", with: clauses)
        return try ScenarioReader.load(text: text, name: "small.yaml").study.policies[1].scenario
    }

    private func overridden(_ arguments: String...) throws -> Study {
        let overrides = try arguments.map { try Override(argument: $0) }
        return try ScenarioReader.load(text: SmallScenario.text, name: "small.yaml", overrides: overrides).study
    }

    // MARK: Overlays

    @Test func policyChangesWhatItNamesAndNothingElse() throws {
        let study = try ScenarioReader.load(text: SmallScenario.text, name: "small.yaml").study
        var expected = study.policies[0].scenario
        let waves = study.policies[1].scenario
        expected.rollout.stages = [
            RolloutStage(id: "first", regions: ["japan"], bake: .elapsed(.hours(10))), RolloutStage(id: "rest"),
        ]
        expected.gate = Gate(failures: 3, decision: .exactly(.minutes(15)))
        expected.segments[0].relayPoll = .hours(2)
        #expect(waves == expected)
    }

    @Test func mappingsAreMergedKeyByKeyAndListsReplaced() throws {
        let scenario = try policy(
            """
            segments: {hospital: {staff: {aware-after: 7}, customers: {japan: 1}}}
                support: {centres: {paris: {shifts: [{calendar: night, first-line: 9, second-line: 9}]}}}
            """)
        #expect(scenario.segments[0].staff.awareAfterFailures == 7)
        #expect(scenario.segments[0].staff.reportProbability == 0.6)
        #expect(scenario.segments[0].customers == ["japan": 1, "france": 10])
        #expect(scenario.support.centres[1].shifts == [SupportShift(calendar: "night", firstLine: 9, secondLine: 9)])
        #expect(scenario.support.centres[0].shifts.count == 1)
    }

    @Test func wrappedValueAndPlainValueReplaceEachOther() throws {
        let scenario = try policy("qa: {detection: 70 %, common-cause-failure: {value: 5 %, note: A guess.}}")
        #expect(scenario.qualityAssurance.detection == 0.7)
        #expect(scenario.qualityAssurance.commonCauseFailure == 0.05)
    }

    @Test func sectionThatIsNoneIsReplacedByItsKeysAndBack() throws {
        let scenario = try policy("response: {halt: {decision: 1 h, propagation: 0}, mitigation: none}")
        #expect(scenario.response.halt == Halt(decision: .exactly(.hours(1)), propagation: .none))
        #expect(scenario.response.mitigation == nil)
    }

    // Merged key by key, {support: supported} over {not: …} would be both, and {mean, cv} over {median, p90} no law at all.
    @Test func predicateAndLawAreReplacedWholeUnlessOnlyAParameterIsNamed() throws {
        let scenario = try policy(
            """
            qa: {covers: {os: old}}
                segments: {hospital: {staff: {notice: {median: 1 h}, report: {median: 2 h, sigma: 0.5}}}}
            """)
        #expect(scenario.platforms.map { scenario.qualityAssurance.covers.holds(for: $0) } == [true, false])
        #expect(scenario.segments[0].staff.notice.hours == (try .lognormal(median: 1, p90: 2)))
        #expect(scenario.segments[0].staff.report.hours == (try .lognormal(median: 2, sigma: 0.5)))
    }

    private static let predicatePaths = [
        "release.defect.affects", "qa.covers", "qa.known-to-have-passed", "response.mitigation.applies-to",
        "response.fix.covers",
    ]

    @Test("a predicate in a policy's clause replaces the base's, as one in its set does", arguments: predicatePaths)
    func predicateIsReplacedByClauseAndBySetAlike(path: String) throws {
        func scenario(_ clause: String) throws -> Scenario {
            let text = SmallScenario.replacing("set: {segments.*.relay.poll: 2 h}", with: clause)
            let base = try Override(argument: "\(path)={not: {support: supported}}")
            return try ScenarioReader.load(text: text, name: "small.yaml", overrides: [base]).study.policies[1].scenario
        }
        let steps = path.split(separator: ".")
        let clause = steps.dropFirst().reversed().reduce("{os: [old, new]}") { "{\($1): \($0)}" }
        let changed = try scenario("\(steps[0]): \(clause)")
        #expect(try changed == scenario("set: {\(path): {os: [old, new]}}"))
        #expect(try changed != scenario("set: {segments.*.relay.poll: 60 min}"))
    }

    // A key of the language that is missing here would be one whose overlay nobody has looked at.
    @Test func everyKeyOfAPredicateIsTried() {
        let keys = Set(Self.predicatePaths.compactMap { $0.split(separator: ".").last.map(String.init) })
        #expect(keys == Set(PredicateKey.allCases.map(\.rawValue)))
    }

    @Test(
        "a policy cannot change what policies are compared by, nor invent parts of the world",
        arguments: [
            ("clock: {horizon: 2 d}", "a policy cannot change 'clock', by which policies are compared"),
            ("set: {clock.horizon: 2 d}", "a policy cannot change 'clock', by which policies are compared"),
            (
                "checkpoints: {noon: 2022-06-21T12:00}",
                "a policy cannot change 'checkpoints', by which policies are compared"
            ),
            (
                "segments: {hospitl: {criticality: 2}}",
                "the base has no 'hospitl' in 'segments'; did you mean 'hospital'?"
            ),
            ("set: {regions.mars: {zone: UTC, support-centre: paris}}", "a policy cannot add a region"),
            ("set: 5", "expected 'set' as a mapping from paths to values, found '5'"),
            ("seed: 5", "unknown key 'seed' in a policy; did you mean 'set'?"),
        ])
    func policyKeepsTheWorldComparable(clause: String, message: String) throws {
        #expect(try mistake("set: {segments.*.relay.poll: 2 h}", clause) == message)
    }

    @Test func policiesHaveNamesOfTheirOwn() throws {
        #expect(try mistake("- id: waves", "- id: all-at-once") == "the policy 'all-at-once' stands there twice")
        #expect(try mistake("{id: rest}", "{id: first}") == "the stage 'first' stands there twice")
    }

    // MARK: Paths

    @Test func pathReachesValuesItemsAndEveryKey() throws {
        #expect(try overridden("response.fix.build=2 h").policies[1].scenario.response.fix.build == .exactly(.hours(2)))
        #expect(try overridden("segments.*.relay.poll=3 h").policies[0].scenario.segments[0].relayPoll == .hours(3))
        #expect(
            try overridden("support.centres.*.shifts.*.first-line=8").policies[0].scenario.support.centres.flatMap {
                $0.shifts.map(\.firstLine)
            } == [8, 8, 8])
        #expect(
            try overridden("policies.waves.rollout.stages.0.bake=3 h").policies[1].scenario.rollout.stages[0].bake
                == .elapsed(.hours(3)))
        #expect(
            try overridden("policies.waves.rollout.stages.first.bake=4 h").policies[1].scenario.rollout.stages[0].bake
                == .elapsed(.hours(4)))
        #expect(try overridden("seed=7", "replications=3").replications == 3)
    }

    @Test func overrideChangesTheBaseUnderEveryPolicyAndPoliciesLieOnTop() throws {
        let study = try overridden("segments.hospital.relay.poll=5 h", "gate={failures: 9, decision: 0}")
        #expect(study.policies.map { $0.scenario.segments[0].relayPoll } == [.hours(5), .hours(2)])
        #expect(study.policies.map { $0.scenario.gate?.test } == [.failures(9), .failures(3)])
    }

    @Test func laterOverrideWins() throws {
        #expect(try overridden("seed=7", "seed=8").seed == 8)
    }

    @Test func valueOfAnOverrideIsYAML() throws {
        let stages = try overridden("rollout.stages=[{id: a, share: 10 %, bake: 1 h}, {id: b}]").policies[0].scenario
            .rollout.stages
        #expect(stages == [RolloutStage(id: "a", share: 0.1, bake: .elapsed(.hours(1))), RolloutStage(id: "b")])
        #expect(
            try overridden("segments.hospital.staff.notice={exponential: 1 h}").policies[0].scenario.segments[0].staff
                .notice.hours == (try .exponential(mean: 1)))
    }

    @Test func pathMayNameAKeyThatIsNotThereYet() throws {
        #expect(try overridden("regions.japan.weekend=[friday]").policies[0].scenario.regions[0].weekend == [.friday])
        let gate = try overridden("gate.failures=3", "gate.decision=1 h").policies[0].scenario.gate
        #expect(gate == Gate(failures: 3, decision: .exactly(.hours(1))))
    }

    @Test(
        "a path that leads nowhere says which step, and what is near",
        arguments: [
            ("respose.fix.build=2 h", "1:1: the path leads nowhere: unknown key 'respose'; did you mean 'response'?"),
            ("response.fix.biuld=2 h", "1:20: unknown key 'biuld' in 'fix'; did you mean 'build'?"),
            (
                "response.fix.build=2x",
                "1:20: expected a time such as '90 min', '3 working hours' or '2 business days': unknown unit 'x'; expected s, min, h, d or w"
            ),
            (
                "segments.hospitl.console-share=1",
                "1:1: the path leads nowhere: 'segments' has no 'hospitl'; did you mean 'hospital'?"
            ),
            (
                "certs.helth.after-reports=2",
                "1:1: the path leads nowhere: 'certs' has no 'helth'; did you mean 'health'?"
            ),
            (
                "policies.wave.rollout=3 h",
                "1:1: the path leads nowhere: the list has no item 'wave'; did you mean 'waves'?"
            ),
            ("replications.x=3", "1:1: the path leads nowhere: 'x' leads into a single value"),
            (
                "segments.*.console-share=200 %",
                "1:26: expected a share such as '12 %': '200 %' is more than the whole; expected 0 % to 100 %"
            ),
            ("seed=", "1:6: there is no value after the '='"),
            ("seed=[", "1:7: YAML: did not find expected node content while parsing a flow node"),
            ("a..b=3", "1:1: 'a..b' is no path; expected keys with dots between them"),
        ])
    func pathThatLeadsNowhere(argument: String, message: String) throws {
        let text = SmallScenario.replacing(
            "response:\n",
            with: "certs: {health: {after-reports: 3, broadcast: 1 h, assumption: A guess.}}\nresponse:\n")
        #expect(try mistakes(text, set: [argument]) == [message])
    }

    @Test(arguments: ["", "=", "=3", "seed", "seed 3"]) func argumentWithoutPathOrValueIsRefused(argument: String) {
        #expect(throws: ScenarioFileError.self) { try Override(argument: argument) }
    }

    @Test func mistakeInAnOverridePointsToTheArgument() throws {
        #expect {
            try ScenarioReader.load(
                text: SmallScenario.text, name: "small.yaml", overrides: [try Override(argument: "seed=x")])
        } throws: { error in
            "\(error)" == "--set seed=x:1:6: error: expected a seed from 0 to 18446744073709551615, found 'x'"
        }
    }
}
