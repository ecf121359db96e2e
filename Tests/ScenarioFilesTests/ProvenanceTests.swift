// Every number says where it comes from, or is asked to; and what is written out again means the same.

import Testing

@testable import ScenarioFiles

@Suite struct ProvenanceTests {
    private func load(_ text: String, set arguments: [String] = []) throws -> LoadedScenario {
        try ScenarioReader.load(
            text: text, name: "small.yaml", overrides: try arguments.map { try Override(argument: $0) })
    }

    // Facts: one holiday, the manifestation, the matching cases, and value and tolerance of two observations.
    @Test func everyNumberIsCountedOnceByItsNearestMark() throws {
        let loaded = try load(SmallScenario.text)
        #expect(loaded.provenance.facts == 7)
        #expect(loaded.provenance.fitted == 1)
        #expect(loaded.provenance.unmarked == 0)
        #expect(loaded.warnings == [])
        let more = try load(
            SmallScenario.replacing(
                "    relay: {poll: 60 min}", with: "    relay: {poll: {value: 60 min, source: diary}}"))
        #expect(more.provenance.facts == 8)
        #expect(more.provenance.assumptions == loaded.provenance.assumptions - 1)
    }

    @Test func numberWithoutAMarkIsAWarningAtItsPlace() throws {
        let loaded = try load(SmallScenario.replacing("{value: 80 %, fitted: The first report.}", with: "80 %"))
        #expect(loaded.warnings == [])
        let text = SmallScenario.replacing(
            "recovery: {restored-share: 90 %, long-after: 24 h, assumption: Nine of ten.}",
            with: "recovery: {restored-share: 90 %, long-after: 24 h}")
        let unmarked = try load(text)
        #expect(
            unmarked.warnings.map(\.description) == [
                "small.yaml:100:28: warning: number without source, assumption or fitted; say where it comes from",
                "small.yaml:100:46: warning: number without source, assumption or fitted; say where it comes from",
            ])
        #expect(unmarked.provenance.unmarked == 2)
    }

    @Test func weakestMarkHoldsWhateverTheOrder() throws {
        for marks in ["source: diary, assumption: a", "assumption: a, source: diary"] {
            let text = SmallScenario.replacing(
                "{value: 80 %, fitted: The first report.}", with: "{value: 80 %, \(marks)}")
            #expect(try load(text).provenance.facts == 7)
            #expect(try load(text).provenance.fitted == 0)
        }
        for marks in ["source: diary, fitted: a", "fitted: a, assumption: b, source: diary"] {
            let text = SmallScenario.replacing(
                "{value: 80 %, fitted: The first report.}", with: "{value: 80 %, \(marks)}")
            #expect(try load(text).provenance.fitted == 1)
        }
    }

    @Test func markOfTheWholeFileCoversWhatHasNoneOfItsOwn() throws {
        let text = "assumption: All of it.\n" + SmallScenario.replacing(", assumption: Nine of ten.}", with: "}")
        let loaded = try load(text)
        #expect(loaded.warnings == [])
        #expect(try load(loaded.resolvedText).study == loaded.study)
    }

    @Test func whatIfIsAnAssumptionEvenInPlaceOfAFact() throws {
        let policy = try load(SmallScenario.replacing("segments.*.relay.poll: 2 h", with: "support.matching-cases: 5"))
        let changed = try load(SmallScenario.text, set: ["support.matching-cases=5"])
        #expect(policy.provenance.unmarked == 0)
        // The policy leaves the base's fact where it is; the override takes its place.
        #expect(policy.provenance.facts == 7)
        #expect(changed.provenance.facts == 6)
        #expect(changed.warnings == [])
    }

    @Test(
        "a mark must say something",
        arguments: [
            ("fitted: The first report.", "fitted: \"\"", "'fitted' must be a text, found nothing"),
            ("fitted: The first report.", "fitted: [a]", "'fitted' must be a text, found a list"),
            (
                "{value: 3, source: diary}", "{value: 3, source: []}",
                "a source must be a key of 'sources', found an empty list"
            ),
            (
                "{value: 3, source: diary}", "{value: 3, source: {a: b}}",
                "a source must be a key of 'sources', found a mapping"
            ),
            ("letter: {title: A letter}", "letter: {}", "source 'letter' needs the key 'title'"),
        ])
    func markMustSaySomething(old: String, new: String, message: String) throws {
        #expect(try mistake(old, new) == message)
    }

    @Test func observationMayBeWrappedAndAnnotated() throws {
        let text = SmallScenario.replacing(
            "minus: japan.first_report_h, value: 4 h",
            with: "minus: japan.first_report_h, note: A few hours., value: {value: 4 h, source: letter}")
        let loaded = try load(text)
        #expect(loaded.study == (try load(SmallScenario.text)).study)
        #expect(try load(loaded.resolvedText).study == loaded.study)
    }

    // MARK: Writing it out

    @Test func resolvedTextReadsBackAsTheSameStudyWithTheSameMarks() throws {
        let sets = [
            [], ["seed=7"], ["response.fix.build={median: 2 h, sigma: 0.5}"], ["rollout.stages=[{id: a}]"],
            ["segments.*.fleet.median=1 k", "policies.waves.gate=none"], ["observations.first-report.value=9 h"],
            ["segments.hospital.staff.notice={value: {median: 1 h, sigma: 1, note: b}, assumption: c, note: d}"],
        ]
        for arguments in sets {
            let loaded = try load(SmallScenario.text, set: arguments)
            let again = try load(loaded.resolvedText)
            #expect(again.study == loaded.study, "\(arguments)")
            #expect(again.provenance == loaded.provenance, "\(arguments)")
            #expect(again.resolvedText == loaded.resolvedText, "\(arguments)")
        }
    }

    @Test func aliasesAreWrittenOutAndKeepTheirMeaning() throws {
        let text =
            SmallScenario
            .replacing("build: 1 h", with: "build: &b {median: 1 h, sigma: 0.5}")
            .replacing("    qa: 3 h", with: "    qa: *b")
        let loaded = try load(text)
        #expect(!loaded.resolvedText.contains("*b"))
        #expect(try load(loaded.resolvedText).study == loaded.study)
    }

    // Characters that YAML folds, forbids or takes for its own, in a text that is shown nowhere but must not be lost.
    @Test(arguments: [
        "\\N\\L\\P", "\\u0085x\\u2028", "\\x9B\\x7F\\a\\0", "\\uFEFF\\uE000\\uFFFF", "\\U0001F600", "# a: b", "- x",
        "'\\\"\\\\", "\\n\\n  x\\n", "%a", " x ", "\\t", "~",
    ])
    func everyTextSurvivesTheWayOut(text: String) throws {
        let scenario = SmallScenario.replacing("fitted: The first report.", with: "fitted: \"\(text)\"")
        func reason(_ text: String) -> String? {
            var parser = YAMLParser(file: "f")
            return parser.parse(text)?["qa"]?["detection"]?["fitted"]?.text
        }
        let before = try #require(reason(scenario))
        #expect(reason(try load(scenario).resolvedText) == before)
    }
}
