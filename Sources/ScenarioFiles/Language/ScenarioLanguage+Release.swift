// The language of what is rolled out: the release and its defects, quality assurance.

import Rollouts

extension ScenarioLanguage {
    static let releaseSections: [LanguageKey] = [
        .required("release", .mapping(release), "What is rolled out, when, and the mistakes that may be in it"),
        .required("qa", .mapping(qualityAssurance), "The vendor's tests before publication"),
        .required("rollout", .mapping(rollout), "In which order the fleet is offered the release"),
        .optional("gate", .orNone(.mapping(gate)), default: "none", "What stops the rollout by itself"),
        .optional(
            "telemetry", .mapping(telemetry), without: "every endpoint reports, and nothing else fails",
            "What is seen of the health of all endpoints"),
    ]

    private static let release = LanguageMapping(
        "release", "What is rolled out, when, and the mistakes that may be in it.",
        [
            .optional(
                "products", .list(.text("the name of a product"), 0...1000), default: "[]",
                "The products that take it, for people"),
            .required("content", .text("the name of an item"), "Name of the item"),
            .required("corrective", .text("the name of an item"), "Name of the corrective item"),
            .required(
                "published",
                .either([
                    .instant,
                    .mapping(
                        "published", "An instant that is not known exactly: drawn evenly between two.",
                        [.required("between", .list(.instant, 2...2), "The earliest and the latest instant")]),
                ]), "When it is published if tests add no time; within the simulated time"),
            .optional(
                "defect", .orNone(.mapping(onlyDefect)), without: "`defects` say",
                "The only mistake in it; `none` for a release that is surely sound"),
            .optional(
                "defects", .declared("defect", .mapping(defect)), without: "`defect` says",
                "Several mistakes, by name; on an endpoint the first that shows does"),
            .optional(
                "series",
                .orNone(
                    .mapping(
                        "series", "Several releases like it, one after another, for the same customers.",
                        [
                            .required(
                                "releases", .whole(1...ScenarioLimits.releases, "releases"), "How many there are"),
                            .required("every", .timeAboveZero, "From one to the next, in whole days"),
                        ])), default: "none", "Others like it that follow, good and bad by the priors of their mistakes"
            ),
        ], choice: .one(of: "defect", "defects"))

    private static let onlyDefect = LanguageMapping(
        "only defect", "The only mistake that a release may have; its random numbers are the release's own.",
        [.required("id", .text("a name"), "Name of the mistake, for people")] + defectKeys)

    private static let defect = LanguageMapping(
        "defect", "One of several mistakes that a release may have.",
        [
            .optional(
                "stream", .text("the name of a stream"), without: "its own name",
                "Under which name random numbers are drawn; the first by this name shows where several would")
        ] + defectKeys)

    private static let defectKeys: [LanguageKey] = [
        .optional(
            "prior", .share, default: "100 %", "Chance that the release has it at all, the same for every policy"),
        .required("affects", .predicate, "The endpoints that can fail"),
        .optional("manifestation", .share, default: "100 %", "Chance that such an endpoint shows it"),
        .required(
            "trigger",
            .either([
                .words([
                    LanguageWord("install", "at the installation itself"),
                    LanguageWord("log-on", "at the next log-on"),
                    LanguageWord("restart", "when the machine is next switched on after it was off"),
                ]),
                .mapping(
                    "trigger", "A trigger that is neither installation nor log-on nor restart.",
                    [
                        .optional(
                            "scan", .reference(to: "calendar"), without: "`after` says",
                            "At a scheduled scan: when the calendar next opens and the machine is on"),
                        .optional("after", .delay, without: "`scan` says", "After a delay"),
                    ], choice: .one(of: "scan", "after")),
            ]), "What sets it off once the content is installed"),
        .required(
            "failure-mode",
            .either([
                .words(FailureMode.table.map { LanguageWord($0.id) }), .mapping(failureMode),
            ]), "What a failed endpoint still answers to, what it has lost, and what a fix leaves undone"),
        .optional(
            "telemetry",
            .mapping(
                "telemetry of a defect", "How failures are seen from afar.",
                [
                    .required("share", .share, "Share of the failures that telemetry sees"),
                    .required("delay", .delay, "From a failure to its sight"),
                ]), default: "{share: 0 %, delay: 0}", "How failures are seen from afar"),
    ]

    private static let failureMode = LanguageMapping(
        "failure mode",
        "A way to fail: one of the table with parts of it changed (`like`), or one of the scenario's own.",
        [
            .optional(
                "like", .words(FailureMode.table.map { LanguageWord($0.id) }), without: "a mode of its own",
                "The mode of the table that holds where nothing else is said"),
            .optional("id", .text("a name"), without: "that of `like`", "Name of the mode, for people"),
            .optional(
                "poll-reach", .share, without: "that of `like`",
                "Chance that one poll of a failed endpoint gets through"),
            .optional(
                "console-reach", .share, without: "that of `like`", "Chance that one push from a console gets through"),
            .optional(
                "poll-slowdown", .number(1...1000, "times as long"), without: "that of `like`, or 1",
                "How many times as long as usual a failed endpoint's poll interval is"),
            .optional(
                "by-hand", .truth, without: "that of `like`, or yes", "Whether a technician's hands can restore it"),
            .optional(
                "restart-race",
                .orNone(
                    .mapping(
                        "restart race",
                        "Restarts of a machine that crashes at boot; in each the agent may win the race for the fix.",
                        [
                            .required("every", .timeAboveZero, "From one restart to the next, while the machine is on"),
                            .required("chance", .share, "Chance that the agent wins one race"),
                        ])), without: "that of `like`, or none", "Whether restarting may help"),
            .optional(
                "damage", .share, without: "that of `like`, or 0 %",
                "Chance that a failed endpoint is damaged: the fix stops it, and hands must repair it"),
            .optional(
                "severity", .share, without: "that of `like`, or 100 %",
                "Share of its use that a failed endpoint has lost"),
        ],
        choice: LanguageChoice([
            LanguageChoice.Option(needs: ["like"], allows: ["id", "poll-reach", "console-reach"]),
            LanguageChoice.Option(needs: ["id", "poll-reach", "console-reach"]),
        ]))

    private static let qualityAssurance = LanguageMapping(
        "qa", "The vendor's tests before publication.",
        [
            .required("covers", .predicate, "The platforms that are tested"),
            .required("detection", .share, "Chance that the test of a covered, affected platform finds a defect"),
            .optional(
                "common-cause-failure", .share, default: "0 %",
                "Chance that the tests themselves are broken, so that nothing is found anywhere"),
            .optional("added-time", .calendarTime, default: "0", "Time that this testing adds before publication"),
            .optional(
                "added-time-per-platform", .time, default: "0",
                "Time that testing adds for each platform that is covered"),
            .required("rework", .workingDelay, "Time to repair and test again when a defect is found"),
            .optional(
                "known-to-have-passed", .predicate, default: "never",
                "Where the tests are known to have been passed: every defect escaped there"),
            .optional(
                "blocks-uncovered", .truth, default: "no", "Whether untested platforms are kept from the content"),
        ])
}
