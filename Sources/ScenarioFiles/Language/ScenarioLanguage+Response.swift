// The language of what the vendor does and of what losses are counted by: the response, recovery, threats, prices.

import Rollouts

extension ScenarioLanguage {
    static let responseSections: [LanguageKey] = [
        .required("support", .mapping(support), "The vendor's support organisation"),
        .optional(
            "certs", .declared("CERT", .mapping(cert), least: 0), without: "none",
            "Teams outside the vendor that warn their community"),
        .required("response", .mapping(response), "What the vendor does once it knows"),
        .optional("recovery", .mapping(recovery), default: "{}", "When a customer counts as recovered"),
        .optional(
            "checkpoints", .declared("checkpoint", .quantity(.localTime), least: 0), without: "none",
            "Local times at which metrics are taken in every region, such as `2022-06-21T24:00`"),
        .optional("threats", .orNone(.mapping(threats)), default: "none", "The attacks that the release protects from"),
        .optional("prices", .orNone(.mapping(prices)), default: "none", "What losses cost, for the metric `cost`"),
    ]

    private static let response = LanguageMapping(
        "response", "What the vendor does once it knows.",
        [
            .required("escalation", .workingDelay, "From the first known error anywhere to the people who decide"),
            .optional("halt", .orNone(.mapping(halt)), default: "none", "Stopping the release"),
            .optional(
                "rollback",
                .orNone(.mapping("rollback", "Sending the previous version to everybody.", decisionAndPropagation)),
                default: "none", "Sending the previous version to everybody"),
            .optional(
                "kill-switch",
                .orNone(
                    .mapping(
                        "kill switch",
                        "Turning the feature off by a flag that endpoints ask the origin for at their own polls.",
                        decisionAndPropagation + [
                            .optional(
                                "applies-to", .predicate, default: "always", "The platforms whose agent knows the flag")
                        ])), default: "none", "Turning the feature off from afar"),
            .optional(
                "advisory",
                .orNone(
                    .mapping(
                        "advisory", "Asking people not to restart or not to log on, where that is the trigger.",
                        [
                            .required("published", .workingDelay, "From escalation to its publication"),
                            .required("reach", .delay, "From publication until a customer's people have heard of it"),
                            .required("compliance", .share, "Share of endpoints whose users follow it"),
                        ])), default: "none", "Asking people not to set it off"),
            .optional(
                "mitigation", .orNone(.mapping(mitigation)), default: "none", "A workaround without the protection"),
            .required("fix", .mapping(fix), "The corrective item"),
            .required(
                "console",
                .mapping(
                    "console", "How customers with a management console push a remedy.",
                    [
                        .required(
                            "start", .workingDelay,
                            "From the fix to the first push of an aware customer, in the hours of its staff"),
                        .required("round", .timeAboveZero, "From one round of pushes to the next"),
                    ]), "How customers with a management console push a remedy"),
            .optional("office", .mapping(office), without: "the hours of `fix`", "When those who decide are at work"),
        ])

    static let office = LanguageMapping(
        "office", "When and where those who decide are at work, for what is said in working time or working days.",
        [
            .required("calendar", .reference(to: "calendar"), "Their calendar"),
            .required("region", .reference(to: "region"), "The region whose zone and holidays it is read with"),
        ])

    private static let decisionAndPropagation: [LanguageKey] = [
        .required("decision", .workingDelay, "From escalation to the decision"),
        .required("propagation", .delay, "From the decision to the last edge"),
    ]

    private static let halt = LanguageMapping(
        "halt", "Stopping the release.",
        [
            .optional(
                "kind", haltKinds, without: "that of the rollout's `preset`, or recall", "How far the stop reaches")
        ] + decisionAndPropagation)

    private static let mitigation = LanguageMapping(
        "mitigation", "A workaround that makes endpoints work again without the protection.",
        [
            .required(
                "found", .workingDelay, "From escalation to its publication, in the hours of the fix's engineers"),
            .required(
                "advisory", .workingDelay,
                "From publication, or a customer's awareness if later, to its use, in the hours of the customer's staff"
            ),
            .required("applies-to", .predicate, "Where it surely helps"),
            .required(
                "applies-elsewhere", .share, "Chance, per customer, platform and defect, that it helps elsewhere"),
        ])

    private static let fix = LanguageMapping(
        "fix",
        "The corrective item: four steps in the engineers' hours, and a second iteration where it does not work.",
        [
            .required("diagnose", .workingDelay, "From escalation to the cause"),
            .required("build", .workingDelay, "From the cause to a corrective item"),
            .required("qa", .workingDelay, "Its tests"),
            .required("publish", .workingDelay, "From the tested item to its place at the origin"),
            .required("calendar", .reference(to: "calendar"), "The engineers' calendar"),
            .required("region", .reference(to: "region"), "The region whose zone and holidays it is read with"),
            .required("covers", .predicate, "Platforms on which the fix was tested, and works"),
            .required(
                "works-uncovered", .share, "Chance, per customer, platform and defect, that it works on the others"),
            .required("second-iteration", .workingDelay, "From the fix to assisted repair where it does not work"),
            .optional(
                "stages", .list(.mapping(fixStage), 0...ScenarioLimits.stages), default: "[]",
                "The fix's own rollout; the last stage is for all customers"),
            .optional(
                "fast-track",
                .orNone(
                    .mapping(
                        "fast track", "A short test of the fix in place of the whole one.",
                        [
                            .required("qa", .workingDelay, "The short test, in place of the fix's `qa`"),
                            .required(
                                "works", .share,
                                "Chance, per customer, platform and defect, that the fix works on what `covers` names"),
                        ])), default: "none", "A short test in place of the whole one"),
        ])

    private static let fixStage = LanguageMapping(
        "stage of the fix",
        "Which customers may fetch the corrective item, and how long it bakes before the next stage.",
        [
            .optional(
                "regions", .list(.reference(to: "region"), 1...1000), without: "all", "Customers of these regions"),
            .optional(
                "segments", .list(.reference(to: "segment"), 1...1000), without: "all", "Customers of these segments"),
            .optional("share", .share, without: "100 %", "Share of the customers, those of earlier stages included"),
            .optional("bake", .calendarTime, default: "0", "From this stage to the next"),
        ])

    // MARK: Outcomes

    private static let recovery = LanguageMapping(
        "recovery", "When a customer counts as recovered, and when it took long.",
        [
            .optional(
                "restored-share", .share, default: "90 %",
                "Share of a customer's failed endpoints that must work again; above 0 %"),
            .optional(
                "long-after", .time, default: "24 h", "From its first failure; a customer that takes longer took long"),
        ])

    private static let threats = LanguageMapping(
        "threats", "The attacks that the release protects from, counted in expectation.",
        [
            .required(
                "rate",
                .either([
                    .rate, .mapping(daily(.rate, "attacks per unprotected endpoint")),
                    .list(
                        .mapping(
                            "step of a rate", "A rate from an instant on.",
                            [
                                .required("from", .instant, "From when the rate holds, later than the step before"),
                                .required("rate", .rate, "Attacks per unprotected endpoint"),
                            ]), 1...ScenarioLimits.threatSteps),
                ]), "Attacks per unprotected endpoint: always the same, by the time of day, or in steps")
        ])

    private static let prices = LanguageMapping(
        "prices", "What losses cost, for the metric `cost`; what has no price costs nothing.",
        [
            .optional(
                "currency", .text("the name of a currency"), without: "no name",
                "What prices are counted in, for people"),
            price("endpoint-hour-lost", "An endpoint failed for an hour"),
            price("weighted-endpoint-hour-lost", "The same, on top, for each unit of the segment's criticality"),
            price("technician-hour", "An hour of a technician at an endpoint"),
            price("support-case", "A report of this incident that a support centre took"),
            price("support-call", "A call of this incident to a first line, taken or not"),
            price("threat-encounter", "An attack that met an unprotected endpoint"),
            price("lag-endpoint-hour", "A working endpoint without protection for an hour"),
            price("weighted-lag-endpoint-hour", "The same, on top, for each unit of the segment's criticality"),
        ])

    private static func price(_ name: String, _ meaning: String) -> LanguageKey {
        .optional(name, .number(0...ScenarioLimits.price, "units of the currency"), default: "0", meaning)
    }
}
