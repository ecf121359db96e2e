// The language of gates: what is watched, by which test, who confirms an alarm; and what telemetry sees of the fleet.

extension ScenarioLanguage {
    static let haltKinds = LanguageValue.words([
        LanguageWord("pause", "no new offers"), LanguageWord("halt", "the origin stops serving too"),
        LanguageWord("recall", "the customers' servers drop it too, at their next poll"),
    ])

    static let gate = LanguageMapping(
        "gate", "A rule over telemetry that stops the rollout, rightly or wrongly.",
        [
            .optional(
                "failures", .whole(1...1_000_000_000, "failures"), without: "`test` says",
                "Failures seen by telemetry that raise the alarm"),
            .optional("test", .mapping(gateTest), without: "`failures` say", "What else raises the alarm"),
            .optional(
                "watches",
                .words([
                    LanguageWord("fleet", "everybody who has the release"),
                    LanguageWord("canaries", "those of all stages"),
                    LanguageWord("stage", "those of the stage that started last"),
                ]), default: "fleet", "Whose reports count"),
            .optional("interval", .timeAboveZero, default: "15 min", "From one look at the reports to the next"),
            .optional("initial-delay", .time, default: "0", "How long a stage must have run before it is judged"),
            .required("decision", .workingDelay, "From the alarm to the decision"),
            .optional(
                "approval", .either([.words([LanguageWord("none")]), .workingDelay, .mapping(approval)]),
                default: "none", "How long people take to confirm the decision, and when they are at work"),
            .optional("propagation", .delay, default: "0", "From the decision to the last edge"),
            .optional(
                "halt", haltKinds, without: "that of the rollout's `preset`, or recall", "How far its stop reaches"),
            .optional(
                "investigation", .workingDelay, default: "0",
                "From the decision until a false alarm is known to be one, and the rollout resumes"),
        ], choice: .one(of: "failures", "test"))

    private static let approval = LanguageMapping(
        "approval", "People who confirm an alarm, in hours of their own.",
        [
            .required("takes", .workingDelay, "How long they take"),
            .optional("office", .mapping(office), without: "that of `response`", "When they are at work"),
        ])

    private static let gateTest = LanguageMapping(
        "test", "A test of the share of reports that are failures.",
        [
            .optional(
                "threshold", .share, without: "another test says",
                "The share of failures that raises the alarm; above 0 %"),
            .optional(
                "minimum", .whole(1...1_000_000_000, "reports"), without: "1",
                "Reports that `threshold` needs before it judges"),
            .optional(
                "sprt", .mapping(wald), without: "another test says",
                "Wald's sequential test, which may also pass a stage"),
            .optional(
                "mixture-sprt", .mapping(mixture), without: "another test says",
                "A sequential test against every larger share, which may be looked at however often"),
            .optional(
                "cusum", .mapping(cumulativeSum), without: "another test says",
                "The cumulative sum of log-likelihood ratios"),
            .optional(
                "missing-heartbeat", .mapping(heartbeat), without: "another test says", "Endpoints that are silent"),
        ],
        choice: LanguageChoice([
            LanguageChoice.Option(needs: ["threshold"], allows: ["minimum"]),
            LanguageChoice.Option(needs: ["sprt"]), LanguageChoice.Option(needs: ["mixture-sprt"]),
            LanguageChoice.Option(needs: ["cusum"]), LanguageChoice.Option(needs: ["missing-heartbeat"]),
        ]))

    private static let usual = LanguageKey.required(
        "p0", .share, "The share of failures that is admitted; above 0 % and below 100 %")
    private static let larger = LanguageKey.required("p1", .share, "The share to be told from it; above `p0`")
    private static let falseAlarms = LanguageKey.required(
        "alpha", .share, "Probability of an alarm where the share is p0; above 0 % and below 100 %")

    private static let wald = LanguageMapping(
        "sprt", "Wald's sequential probability ratio test of one share against a larger one.",
        [
            usual, larger, falseAlarms,
            .required("beta", .share, "Probability of none where the share is p1; with `alpha` below 100 %"),
        ])

    private static let mixture = LanguageMapping(
        "mixture-sprt", "The mixture sequential probability ratio test of a share against all larger ones.",
        [usual, falseAlarms])

    private static let cumulativeSum = LanguageMapping(
        "cusum", "Page's cumulative sum of one share against a larger one.",
        [usual, larger, .required("limit", .number(0.01...1000, "nats"), "The sum that raises the alarm")])

    private static let heartbeat = LanguageMapping(
        "missing-heartbeat", "More silent endpoints than expected.",
        [
            .required("after", .timeAboveZero, "Silence after which an endpoint is missed"),
            .required("excess", .share, "Share of endpoints, beyond those expected, that raises the alarm"),
            .optional("minimum", .whole(1...1_000_000_000, "reports"), default: "1", "Endpoints that it needs"),
            .optional(
                "expected", .share, without: "machines that are off by `profiles`",
                "Share of endpoints that may be silent"
            ),
        ])

    static let telemetry = LanguageMapping(
        "telemetry of the fleet", "What is seen of the health of all endpoints.",
        [
            .optional("reporting", .share, default: "100 %", "Share of endpoints that report"),
            .optional(
                "background", .text("a share per time, as `0.1 % / d`, or `0.1 % / installation`"), default: "none",
                "Failures that have nothing to do with the release and look as if they had"),
        ])
}
