// How defects, failure modes and the ways to stop a release are read, and what a mistake in them says.

import Testing

@testable import Rollouts
@testable import ScenarioFiles

@Suite struct DefectDecodingTests {
    private func scenario(_ old: String, _ new: String) throws -> Scenario {
        try ScenarioReader.load(text: SmallScenario.replacing(old, with: new), name: "small.yaml").study.policies[0]
            .scenario
    }

    private static let defect = """
          defect:
            id: loop
            affects: {os: old}
            manifestation: {value: 100 %, source: [diary, letter]}
            trigger: log-on
            failure-mode: {id: restart-loop, poll-reach: 30 %, console-reach: 70 %, by-hand: yes}
            telemetry: {share: 60 %, delay: 10 min}
        """

    @Test func aReleaseMayHaveNoDefect() throws {
        #expect(try scenario(Self.defect, "  defect: none").release.defects.isEmpty)
    }

    @Test func severalDefectsHaveNamesThatAreTheirStreams() throws {
        let several = """
              defects:
                loop:
                  prior: {value: 20 %, assumption: A guess.}
                  affects: {os: old}
                  trigger: restart
                  failure-mode: crash-at-boot
                slow:
                  stream: other
                  affects: always
                  trigger: {scan: office}
                  failure-mode: {like: resource-exhaustion, assumption: A guess., id: busy, poll-slowdown: 8, damage: 5 %, severity: 30 %, restart-race: {every: 5 min, chance: 2 %}, by-hand: no}
            """
        let defects = try scenario(Self.defect, several).release.defects
        #expect(defects.map(\.id) == ["loop", "slow"] && defects.map(\.stream) == ["loop", "other"])
        #expect(defects.map(\.prior) == [0.2, 1] && defects[0].manifestation == 1)
        #expect(defects[0].trigger == .restart && defects[1].trigger == .scan(calendar: "office"))
        #expect(defects[0].failureMode == FailureMode.table.first { $0.id == "crash-at-boot" })
        #expect(
            defects[1].failureMode
                == FailureMode(
                    id: "busy", pollReach: 0.5, pollSlowdown: 8, consoleReach: 0.2, byHand: false,
                    restartRace: RestartRace(interval: .minutes(5), chance: 0.02), damage: 0.05, severity: 0.3))
    }

    @Test func theWaysToStopAReleaseAreClausesOfTheResponse() throws {
        let response = try scenario(
            "halt: none",
            """
            halt: {kind: pause, decision: 1 h, propagation: 5 min}
              rollback: {decision: 2 h, propagation: 10 min}
              kill-switch: {decision: 3 h, propagation: 1 min, applies-to: {os: old}}
              advisory: {published: 30 min, reach: 4 h, compliance: 60 %}
            """
        ).response
        #expect(response.halt?.kind == .pause)
        #expect(response.rollback == Rollback(decision: .exactly(.hours(2)), propagation: .exactly(.minutes(10))))
        #expect(response.killSwitch?.appliesTo == .all([.any([.equals(attribute: "os", value: "old")])]))
        #expect(response.advisory?.compliance == 0.6)
        let everywhere = try scenario("halt: none", "kill-switch: {decision: 3 h, propagation: 1 min}").response
        #expect(everywhere.killSwitch?.appliesTo == .always && everywhere.halt == nil)
        let gate = try ScenarioReader.load(
            text: SmallScenario.replacing("gate: none", with: "gate: {failures: 1, decision: 1 h, halt: halt}"),
            name: "small.yaml")
        #expect(gate.study.policies[0].scenario.gate?.halt == .halt)
    }

    @Test func testsMayCostTimeForEachPlatformAndBlockWhatIsNotTested() throws {
        let assurance = try scenario(
            "added-time: 0 h", "added-time-per-platform: 20 min\n  blocks-uncovered: yes"
        ).qualityAssurance
        #expect(assurance.addedTimePerPlatform == .minutes(20) && assurance.blocksUncovered)
    }

    @Test(
        "a mistake is said with what was expected",
        arguments: [
            (
                "trigger: log-on", "trigger: logon",
                "unknown trigger 'logon'; did you mean 'log-on'?"
            ),
            ("trigger: log-on", "trigger: {scan: ofice}", "unknown calendar 'ofice'; did you mean 'office'?"),
            (
                "failure-mode: {id: restart-loop, poll-reach: 30 %, console-reach: 70 %, by-hand: yes}",
                "failure-mode: crash-at-bot", "unknown failure mode 'crash-at-bot'; did you mean 'crash-at-boot'?"
            ),
            (
                "{id: restart-loop, poll-reach: 30 %, console-reach: 70 %, by-hand: yes}",
                "{id: restart-loop, poll-reach: 30 %}", "'failure-mode' needs the key 'console-reach'"
            ),
            (
                "by-hand: yes}", "poll-slowdown: 0.5}",
                "expected how many times as long an interval is from 1 to 1000, found '0.5'"
            ),
            (
                "by-hand: yes}", "restart-race: {every: 0 s, chance: 5 %}}",
                "expected a time longer than 0, found '0 s'"
            ),
            (
                "halt: none", "halt: {kind: stop, decision: 1 h, propagation: 1 h}",
                "unknown kind of halt 'stop'; expected one of: pause, halt, recall"
            ),
            ("halt: none", "rollback: 3 h", "expected 'rollback' as a mapping, or none, found '3 h'"),
        ])
    func mistakesAreSaid(old: String, new: String, message: String) throws {
        #expect(try mistake(old, new) == message)
    }

    @Test func oneDefectOrSeveralButNotBoth() throws {
        let both = "  defects: {}\n" + Self.defect
        let all = try mistakes(SmallScenario.replacing(Self.defect, with: both))
        #expect(
            all.map { $0.split(separator: ":", maxSplits: 2)[2].description } == [
                " expected at least one name in 'defects'; none is written 'defect: none'",
                " expected either 'defect' or 'defects', not both",
            ])
    }
}
