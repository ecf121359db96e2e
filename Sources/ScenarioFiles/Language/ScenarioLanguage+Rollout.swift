// The language of rollouts: stages one by one, a schedule by its name, or waves by a rule.

import Rollouts

extension ScenarioLanguage {
    static let rollout = LanguageMapping(
        "rollout",
        "In which order the fleet is offered the release. A policy that says its stages in another way replaces those of the base.",
        [
            .optional(
                "stages", .list(.mapping(stage), 1...ScenarioLimits.stages), without: "`preset` or `waves` say",
                "Stages one by one, in their order"),
            .optional(
                "preset", .words(RolloutPreset.table.map { LanguageWord($0.id, $0.source) }), without: "`stages` say",
                "A schedule of the real world, with the way in which its vendor stops it"),
            .optional(
                "unit",
                .words([
                    LanguageWord("endpoints", "a part of every customer's endpoints"),
                    LanguageWord("customers", "whole customers"),
                ]), without: "that of the preset", "What the shares of the preset count"),
            .optional(
                "change",
                .table(LanguageTable(keys: .references("stage"), value: .mapping(stageChange))), without: "nothing",
                "Changes to stages of the preset, by their names: `{p10: {bake: 12 h}}`"),
            .optional(
                "waves",
                .words([
                    LanguageWord("east-first", "with the sun"), LanguageWord("west-first", "against it"),
                    LanguageWord("smallest-first", "by the number of endpoints"),
                ]), without: "`stages` say", "A stage for each region, by a rule"),
            .optional(
                "within", .time, without: "0: a wave for each",
                "Regions whose clocks lie within this time of a wave's first belong to that wave"),
            .optional("bake", .calendarTime, without: "required beside `waves`", "From one wave to the next"),
            .optional(
                "seekers", .share, default: "0 %",
                "Share of all endpoints whose users fetch the release by hand as soon as it is out"),
        ],
        choice: LanguageChoice([
            LanguageChoice.Option(needs: ["stages"]),
            LanguageChoice.Option(needs: ["preset"], allows: ["unit", "change"]),
            LanguageChoice.Option(needs: ["waves", "bake"], allows: ["within"]),
        ]))

    private static let stage = LanguageMapping(
        "stage",
        "A stage: whom it selects, in which hours, and how long it bakes before the next. Shares are cumulative.",
        [
            .required(
                "id", .text("a name of letters, digits, `-` and `_`"),
                "Name of the stage, unique in a rollout: letters, digits, `-` and `_`")
        ]
            + stageKeys(isChange: false))

    private static let stageChange = LanguageMapping(
        "change of a stage", "What is changed of a stage of the preset; what is not said stays.",
        stageKeys(isChange: true))

    /// - Parameter isChange: whether what is left out stays as in the preset.
    private static func stageKeys(isChange: Bool) -> [LanguageKey] {
        func key(_ name: String, _ value: LanguageValue, default standard: String, _ meaning: String) -> LanguageKey {
            isChange
                ? .optional(name, value, without: inPreset, meaning)
                : .optional(name, value, default: standard, meaning)
        }
        func key(_ name: String, _ value: LanguageValue, without: String, _ meaning: String) -> LanguageKey {
            .optional(name, value, without: isChange ? inPreset : without, meaning)
        }
        return [
            key("regions", .list(.reference(to: "region"), 1...1000), without: "all", "Customers of these regions"),
            key(
                "segments", .list(.reference(to: "segment"), 1...1000), without: "all",
                "Customers of these segments; one of the vendor's own people makes the stage internal"),
            key("volunteers", .truth, default: "no", "Only customers that volunteer"),
            key("share", .share, without: "100 %", "Share of the customers, those of earlier stages included"),
            key(
                "endpoint-share", .share, without: "100 %",
                "Share of each customer's endpoints, those of earlier stages included"),
            key(
                "small-fleets", .orNone(.mapping(smallFleets)), default: "none",
                "Another share for customers with few endpoints"),
            key(
                "offers", .reference(to: "calendar"), without: "`always`",
                "When offers are made, on each region's own clocks; not together with `rate-limit`"),
            key(
                "rate-limit", .orNone(.rate), default: "none",
                "Customers that are offered the release per time, at most"),
            key(
                "canary", .mapping(canary), without: "none",
                "Test machines out of the whole fleet in place of customers; beside it only `id`, `bake` and `approval` may stand"
            ),
            key(
                "bake", .calendarTime, default: "0",
                "From this stage to the next, or to the question whether it may start"),
            key(
                "approval", .workingDelay, without: "nobody is asked",
                "How long people take to approve the next stage, in the hours of `response.office`"),
        ]
    }

    private static let inPreset = "as in the preset"

    private static let smallFleets = LanguageMapping(
        "small fleets", "Another share for customers with few endpoints.",
        [
            .required("up-to", .whole(1...10_000_000, "endpoints"), "The largest fleet that counts as small"),
            .required("endpoint-share", .share, "Share of the endpoints of such a customer"),
        ])

    private static let canary = LanguageMapping(
        "canary", "Test machines out of the whole fleet.",
        [
            .optional(
                "per-platform", .whole(1...1_000_000, "endpoints"), without: "`random` says",
                "So many of each platform, or all of a platform that has fewer"),
            .optional(
                "random", .whole(1...1_000_000, "endpoints"), without: "`per-platform` says", "So many at random"),
        ], choice: .one(of: "per-platform", "random"))
}
