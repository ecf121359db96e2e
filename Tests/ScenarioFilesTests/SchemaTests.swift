// The JSON Schema and the reference of the language: in step with the code, kind to what the decoder reads, and strict where forms show it.

import CivilTime
import Foundation
import Testing

@testable import ScenarioFiles

/// Protects those who write scenarios in an editor from being told wrong things.
@Suite struct SchemaTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Scenarios").standardized

    private static let schema = ScenarioLanguage.jsonSchema

    private func committed(_ name: String) throws -> String {
        try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    }

    @Test func committedSchemaAndReferenceAreThoseOfTheCode() throws {
        // `make reference` writes them.
        #expect(try committed("scenario.schema.json") == ScenarioLanguage.jsonSchema)
        #expect(try committed("REFERENCE.md") == ScenarioLanguage.reference)
    }

    @Test func everyBundledScenarioTellsItsEditorWhereTheSchemaIs() throws {
        for text in try BundledScenarioTests.texts() {
            let first = text.prefix { $0 != "\n" }
            #expect(first == "# yaml-language-server: $schema=./scenario.schema.json", "\(text.prefix(80))")
        }
        #expect(FileManager.default.fileExists(atPath: Self.folder.appendingPathComponent("scenario.schema.json").path))
    }

    @Test func referenceTellsEveryKeyOfEveryMapping() {
        let reference = ScenarioLanguage.reference
        for mapping in LanguageWalk.all where !mapping.id.hasPrefix("law ") {
            #expect(reference.contains("\n## \(mapping.id)\n"), "\(mapping.id)")
            for key in mapping.keys { #expect(reference.contains("`\(key.name)`"), "\(mapping.id).\(key.name)") }
        }
        let anchors = reference.matches(of: /\]\(#([a-z0-9-]+)\)/).map { String($0.output.1) }
        let headings = reference.matches(of: /\n## ([^\n]+)/).map {
            $0.output.1.lowercased().replacing(" ", with: "-")
        }
        let named = reference.matches(of: /<a id="([a-z-]+)">/).map { String($0.output.1) }
        #expect(anchors.count > 200 && Set(anchors).subtracting(headings + named) == [], "links that lead nowhere")
    }

    @Test func referenceIsToldInPartsToo() throws {
        let parts = ScenarioLanguage.referenceParts
        #expect(parts.first == "how values are written" && parts.last == "policy" && parts.count > 45)
        let texts = try parts.map { try #require(ScenarioLanguage.reference(of: $0)) }
        for text in texts { #expect(ScenarioLanguage.reference.contains(text)) }
        #expect(ScenarioLanguage.reference(of: "CERT")?.hasPrefix("## CERT\n") ?? false)
        #expect(ScenarioLanguage.reference(of: "nothing") == nil)
    }

    // MARK: Scenarios

    @Test func schemaLetsEveryScenarioPassThatTheDecoderReads() throws {
        let validator = try SchemaValidator(Self.schema)
        for text in try BundledScenarioTests.texts() + [EveryKey.text(), SmallScenario.text] {
            #expect(try validator.faults(in: text) == [])
        }
    }

    @Test(
        "what the decoder refuses by its form, the schema refuses at the same place",
        arguments: [
            ("clock: {start", "clocks: {start", ".clocks"),
            ("endpoint-poll: 30 min", "endpoint-pol: 30 min", ".segments.hospital"),
            ("    profile: office\n", "", ".segments.hospital"),
            ("endpoint-poll: 30 min", "endpoint-poll: 30", ".segments.hospital.endpoint-poll"),
            ("endpoint-poll: 30 min", "endpoint-poll: [30 min]", ".segments.hospital.endpoint-poll"),
            ("console-share: 50 %", "console-share: -50 %", ".segments.hospital.console-share"),
            ("console-share: 50 %", "console-share: 50 h", ".segments.hospital.console-share"),
            ("contract: premium", "contract: gold", ".segments.hospital.contract"),
            ("{mean: 1 h, cv: 0.7}", "{mean: 1 h, sigma: 0.7}", ".segments.hospital.staff.report"),
            ("{mean: 1 h, cv: 0.7}", "{mean: 1 h, cv: 0.7, p90: 2 h}", ".segments.hospital.staff.report"),
            ("{mean: 1 h, cv: 0.7}", "{medain: 1 h, cv: 0.7}", ".segments.hospital.staff.report"),
            ("first-line: 20 min", "first-line: 20 working hours", ".support.first-line"),
            ("affects: {os: old}", "affects: {}", ".release.defect.affects"),
            ("affects: {os: old}", "affects: sometimes", ".release.defect.affects"),
            ("trigger: log-on", "trigger: logon", ".release.defect.trigger"),
            ("trigger: log-on", "trigger: {scan: office, after: 1 h}", ".release.defect.trigger"),
            ("rollout: {stages: [{id: all}]}", "rollout: {stages: []}", ".rollout.stages"),
            ("rollout: {stages: [{id: all}]}", "rollout: {stages: [{id: a}], preset: aws-waves}", ".rollout"),
            ("gate: none", "gate: off", ".gate"),
            ("start: 2022-06-20T22:00Z", "start: 2022-06-20T22:00", ".clock.start"),
            ("\"22:00-06:00\"", "\"22:00-26:00\"", ".calendars.night.every-day"),
            ("night: {every-day", "night: {sumday", ".calendars.night"),
            ("{\"00:00\": 15 %,", "{\"0:00\": 15 %,", ".profiles.office.switched-on.workday"),
            ("2022-06-21T24:00", "2022-06-21", ".checkpoints.end-of-day"),
            ("daybreak: 1", "daybreak: 2", ".daybreak"),
            ("seed: 18446744073709551615", "seed: many", ".seed"),
            ("by-hand: yes", "by-hand: perhaps", ".release.defect.failure-mode.by-hand"),
            (
                "failure-mode: {id: restart-loop, poll-reach: 30 %,", "failure-mode: {id: restart-loop,",
                ".release.defect.failure-mode"
            ),
            ("regions:\n", "regions:\n  far.away: {zone: UTC, support-centre: tokyo}\n", ".regions.far"),
            ("    gate: {failures: 3,", "    gates: {failures: 3,", ".policies.1"),
            ("    gate: {failures: 3,", "    clock: {horizon: 4 d}\n    gate: {failures: 3,", ".policies.1"),
        ])
    func schemaRefuses(old: String, new: String, path: String) throws {
        let text = SmallScenario.replacing(old, with: new)
        #expect(try mistakes(text) != [])
        let faults = try SchemaValidator(Self.schema).faults(in: text)
        #expect(faults.contains { $0.hasPrefix(path) }, "\(faults)")
    }
}
