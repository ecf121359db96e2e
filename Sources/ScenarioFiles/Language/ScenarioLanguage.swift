// The scenario language, key by key: the one source of the reference and of the JSON Schema, which tests hold against the decoder.

import Foundation
import Rollouts

/// What a scenario file may say.
///
/// Whoever teaches the decoder a key describes it here: the tests of this module name every key that one of the two lacks.
public enum ScenarioLanguage {
    /// The JSON Schema (draft 07) of scenario files, for editors and other programs.
    public static var jsonSchema: String { SchemaWriter.text() }

    /// The reference of every key with its type, unit, default and meaning, as Markdown.
    public static var reference: String { ReferenceWriter.text() }

    /// The parts of ``reference`` by name, such as `staff` or `how values are written`.
    public static var referenceParts: [String] {
        referenceTexts.map { $0.prefix { $0 != "\n" }.lowercased() }
    }

    /// One part of ``reference``; nil where there is none of this name.
    public static func reference(of part: String) -> String? {
        referenceTexts.first { $0.prefix { $0 != "\n" }.lowercased() == part.lowercased() }.map { "## \($0)\n" }
    }

    private static var referenceTexts: [String] {
        reference.components(separatedBy: "\n## ").dropFirst().map { text in
            String(text.reversed().drop { $0 == "\n" }.reversed())
        }
    }

    /// The keys that say where numbers come from. Every mapping may carry them.
    static let marks = [
        LanguageKey.optional(
            "source", .either([.reference(to: "source"), .list(.reference(to: "source"), 1...100)]),
            without: "no source",
            "Key of `sources`, or a list of such keys, where the numbers below are read"),
        LanguageKey.optional(
            "assumption", .paragraphs("a reason"), without: "no assumption",
            "Why the numbers below, which nobody knows, are what they are"),
        LanguageKey.optional(
            "fitted", .paragraphs("what it was fitted to"), without: "not fitted",
            "To what the numbers below were tuned"),
        LanguageKey.optional("note", .paragraphs("a remark"), without: "no remark", "What else there is to say"),
    ]

    /// A whole file.
    static let scenario = LanguageMapping(
        "scenario",
        "A scenario file: the world, what is rolled out in it, what really happened, and the policies to compare.",
        study + sections + comparison)

    private static let study: [LanguageKey] = [
        .required("daybreak", .quantity(.version), "Version of the language"),
        .required(
            "id", .text("a name of letters, digits, `-` and `_`"),
            "Name of the scenario, which its results bear: letters, digits, `-` and `_`"),
        .required("title", .text("a title"), "What it is about, in a line"),
        .optional("description", .paragraphs("a description"), without: "none", "What it asks, in some sentences"),
        .required("baseline", .reference(to: "policy"), "The policy that the others are compared with"),
        .optional(
            "replications", .whole(1...10_000_000, "replications"), default: "1000",
            "How often each policy is simulated; `--replications` replaces it"),
        .optional("seed", .quantity(.seed), default: "1", "Which random numbers are drawn; `--seed` replaces it"),
        .optional(
            "sources", .declared("source", .mapping(source), least: 0), without: "none", "Where facts are read, by name"
        ),
    ]

    /// The parts that describe the world and the base policy, in the order in which a file is read best.
    static let sections: [LanguageKey] = worldSections + releaseSections + responseSections

    private static let comparison: [LanguageKey] = [
        .optional(
            "observations", .list(.mapping(observation), 0...1000), without: "none",
            "What really happened, to be held against the simulated distributions"),
        .required(
            "policies", .list(.mapping(policy), 1...100),
            "The policies to compare, each laid over the sections above"),
    ]

    private static let source: LanguageMapping = {
        var source = LanguageMapping(
            "source", "Where facts are read.",
            [
                .required("title", .text("a title"), "Title, author and place of the source"),
                .optional("url", .text("an address"), without: "none", "Where it is found"),
                .optional("date", .quantity(.date), without: "none", "When it was published or read"),
                .optional("note", .paragraphs("a remark"), without: "none", "What to know of it"),
            ])
        source.marks = []
        return source
    }()

    private static let observation: LanguageMapping = {
        var observation = LanguageMapping(
            "observation", "Something that really happened, as the value of a metric.",
            [
                .required(
                    "id", .text("a name of letters, digits, `-` and `_`"),
                    "Name of the observation: letters, digits, `-` and `_`"),
                .optional("statement", .text("a statement"), without: "none", "What was said, in words"),
                .required(
                    "metric", .reference(to: "metric"),
                    "The metric that was observed, such as `first_report_h`, or `REGION.METRIC` and `GROUP.METRIC`"),
                .optional(
                    "minus", .reference(to: "metric"), without: "nothing", "A metric to subtract, of the same unit"),
                .required(
                    "value", .quantity(.observed),
                    "What was observed, in the unit of the metric: a time, an instant, a share or a number"),
                .optional("tolerance", .quantity(.observed), default: "0", "How far off the observed value may be"),
                .required(
                    "source", .either([.reference(to: "source"), .list(.reference(to: "source"), 1...100)]),
                    "Where it is read: a key of `sources`, or a list of them"),
                .optional("fitted", .truth, default: "no", "Whether numbers of the scenario were tuned to meet it"),
            ])
        observation.marks = marks.filter { $0.name == "note" || $0.name == "assumption" }
        return observation
    }()

    /// Sections that no policy may change, for policies are compared by what they say.
    static let fixedSections: Set<String> = ["clock", "groups", "recovery", "checkpoints", "prices"]

    /// A policy: clauses of any section that it may change, and single values by their paths.
    static let policy = LanguageMapping(
        "policy",
        "A policy: what it changes of the sections above. Mappings are merged key by key; lists, single values and predicates are replaced.",
        [
            .required("id", .text("a name"), "Name of the policy, at most 64 characters"),
            .required("description", .paragraphs("the idea in words"), "The idea in words"),
            .optional(
                "extends", .reference(to: "policy"), without: "the base",
                "Another policy over which this one is laid in place of the base"),
            .optional(
                "set", .table(LanguageTable(keys: .paths, value: .anything)), without: "nothing",
                "Single values by path, as `segments.*.console-share: 100 %`; `*` stands for every key of a level"),
        ] + clauses)

    /// The sections as a policy may have them: in part, and each only where it changes something.
    private static let clauses = sections.filter { !fixedSections.contains($0.name) }.map { section in
        LanguageKey.optional(section.name, section.value, without: "as in the base", section.meaning)
    }
}
