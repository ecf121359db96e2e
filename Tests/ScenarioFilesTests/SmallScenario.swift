// A scenario that is as small as the language allows while it uses every section, and ways to damage it.

import Foundation
import Testing

@testable import ScenarioFiles

/// A valid scenario, and what reading a variation of it says.
enum SmallScenario {
    static let text = """
        daybreak: 1
        id: small
        title: A small scenario
        description: |
          Two regions,
          one defect.
        baseline: all-at-once
        replications: 10
        seed: 18446744073709551615
        sources:
          diary: {title: "A diary, kept at the time", date: 2022-06-24, url: "https://example.org/diary"}
          letter: {title: A letter}
        clock: {start: 2022-06-20T22:00Z, horizon: 3 d, timeline-step: 6 h, assumption: Long enough.}
        attributes: {os: [old, new], support: [supported, ended]}
        platforms:
          old-32: {os: old, support: ended}
          new-64: {os: new, support: supported}
        calendars:
          office: {monday-friday: "09:00-12:00, 13:00-18:00", assumption: Usual hours.}
          night: {every-day: "22:00-06:00", on-holidays: open, assumption: Usual hours.}
        profiles:
          assumption: No measurement was published.
          office:
            switched-on: {workday: {"00:00": 15 %, "08:00": 80 %}, day-off: {"00:00": 12 %}}
            log-ons: {workday: {"00:00": 0 / h, "08:00": 0.9 / h}, day-off: {"00:00": 0}}
        regions:
          japan: {name: Japan, zone: Asia/Tokyo, support-centre: tokyo}
          france: {zone: Europe/Paris, weekend: [saturday, sunday], holidays: {value: [2022-07-14], source: diary}, support-centre: paris}
        groups: {world: [japan, france]}
        segments:
          hospital:
            assumption: Round numbers.
            sector: health
            customers: {japan: 6, france: 1_0}
            fleet: {median: 400, sigma: 0.9}
            mix: {new-64: 96 %, old-32: 4 %}
            presence: {old-32: 20 %}
            profile: office
            relay: {poll: 60 min}
            endpoint-poll: 30 min
            console-share: 50 %
            contract: premium
            criticality: 3
            staff:
              calendar: office
              aware-after: 3
              notice: {median: 45 min, p90: 2 h}
              report: {mean: 1 h, cv: 0.7}
              report-probability: 60 %
              endpoints-per-technician: 300
              touch: {min: 8 min, mode: 12 min, max: 25 min}
        release:
          content: Pattern 1
          corrective: Pattern 2
          assumption: The instant was not published.
          published: {between: [2022-06-20T22:00Z, 2022-06-21T04:00Z]}
          defect:
            id: loop
            affects: {os: old}
            manifestation: {value: 100 %, source: [diary, letter]}
            trigger: log-on
            failure-mode: {id: restart-loop, poll-reach: 30 %, console-reach: 70 %, by-hand: yes}
            telemetry: {share: 60 %, delay: 10 min}
        qa:
          assumption: A guess.
          covers: {not: {support: ended}}
          detection: {value: 80 %, fitted: The first report.}
          common-cause-failure: 0 %
          added-time: 0 h
          rework: {uniform: [4 h, 12 h]}
        rollout: {stages: [{id: all}]}
        gate: none
        support:
          assumption: Guesses.
          first-line: 20 min
          second-line: {exponential: 45 min}
          known-error: 12 min
          unrelated: 12 min
          matching-cases: {value: 3, source: diary}
          transfer: 2 h
          centres:
            tokyo: {region: japan, unrelated: 12 / h, shifts: [{calendar: always, first-line: 6, second-line: 2}]}
            paris: {region: france, shifts: [{calendar: office, first-line: 3, second-line: 1}, {calendar: night, first-line: 1, second-line: 0}]}
        response:
          assumption: Guesses.
          escalation: 1 h
          halt: none
          mitigation: {found: 3 h, advisory: 1 h, applies-to: {support: supported}, applies-elsewhere: 30 %}
          fix:
            diagnose: 2 h
            build: 1 h
            qa: 3 h
            publish: 30 min
            calendar: always
            region: japan
            covers: always
            works-uncovered: 30 %
            second-iteration: 20 h
          console: {start: 30 min, round: 30 min}
        recovery: {restored-share: 90 %, long-after: 24 h, assumption: Nine of ten.}
        checkpoints: {end-of-day: 2022-06-21T24:00}
        observations:
          - {id: first-report, statement: It was noon, metric: france.first_report_h, value: 2022-06-21T10:00Z, tolerance: 30 min, source: diary, fitted: yes}
          - {id: japan-first, metric: france.first_report_h, minus: japan.first_report_h, value: 4 h, tolerance: 2 h, source: [diary, letter]}
        policies:
          - id: all-at-once
            description: Everybody at the same time.
          - id: waves
            description: |
              Japan first.
              France a night later.
            rollout:
              assumption: A working day.
              stages: [{id: first, regions: [japan], bake: 10 h}, {id: rest}]
            gate: {failures: 3, decision: 15 min, assumption: A guess.}
            set: {segments.*.relay.poll: 2 h}

        """

    /// The scenario with some text replaced, which must stand there exactly once.
    static func replacing(_ old: String, with new: String) -> String {
        let parts = text.components(separatedBy: old)
        #expect(parts.count == 2, "'\(old)' stands \(parts.count - 1) times in the small scenario")
        return parts.joined(separator: new)
    }

    /// The line, from 1, on which some text first stands.
    static func line(of part: String, in text: String = text) -> Int {
        let before = text.components(separatedBy: part)[0]
        return before.split(separator: "\n", omittingEmptySubsequences: false).count
    }
}

/// Everything that is wrong with a text, as `line:column: message`; empty if it is read.
func mistakes(_ text: String, set arguments: [String] = []) throws -> [String] {
    do {
        let overrides = try arguments.map { try Override(argument: $0) }
        _ = try ScenarioReader.load(text: text, name: "small.yaml", overrides: overrides)
        return []
    } catch let error as ScenarioFileError {
        #expect(error.kind == .badScenario)
        #expect(error.diagnostics.allSatisfy { $0.severity == .error })
        #expect(error.diagnostics == error.diagnostics.sorted { $0.place < $1.place }, "sorted by place")
        return error.diagnostics.map { "\($0.place.line):\($0.place.column): \($0.message)" }
    }
}

/// The one mistake that replacing some text leads to, without its place.
func mistake(_ old: String, _ new: String) throws -> String {
    let all = try mistakes(SmallScenario.replacing(old, with: new))
    #expect(all.count == 1, "\(all)")
    let parts = (all.first ?? "0:0: none").split(separator: ":", maxSplits: 2)
    return parts[2].trimmingPrefix(" ").description
}
