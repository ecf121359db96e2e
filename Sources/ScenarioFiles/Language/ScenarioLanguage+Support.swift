// The language of those who are called: the vendor's support centres and teams, and CERTs.

import Rollouts

extension ScenarioLanguage {
    private static func agents(_ line: String) -> LanguageKey {
        .required("\(line)-line", .whole(0...ScenarioLimits.agents, "agents"), "Agents of the \(line) line on duty")
    }

    static let support = LanguageMapping(
        "support", "The vendor's support organisation.",
        [
            .required("centres", .declared("support centre", .mapping(centre)), "Where reports are taken"),
            .required(
                "first-line", .delay,
                "First-line time on a case whose cause is unknown; it then goes to the second line"),
            .required("second-line", .delay, "Second-line time on such a case"),
            .required("known-error", .delay, "First-line time on a case that matches a known error; it ends there"),
            .required("unrelated", .delay, "First-line time on a case that has nothing to do with the release"),
            .required(
                "matching-cases", .whole(1...1_000_000, "cases"),
                "Matching cases, through the second line, after which a centre declares a known error"),
            .required("transfer", .delay, "From a centre's known error to every other centre's"),
            .optional(
                "critical-account-team",
                .orNone(
                    .mapping(
                        "critical account team",
                        "Specialists who join a centre's second line, round the clock, once it has many reports of one incident.",
                        [
                            .required(
                                "after-reports", .whole(1...1_000_000, "reports"),
                                "Reports of the incident at a centre that mobilise the team there"),
                            .required("mobilisation", .workingDelay, "From that report until it is at work"),
                            .required(
                                "second-line", .whole(0...ScenarioLimits.agents, "agents"),
                                "Agents that it adds to the centre's second line"),
                        ])), default: "none", "Specialists who join a centre's second line"),
            .optional(
                "patience", .orNone(.delay), default: "none",
                "How long a caller waits for the first line before they give up; `none`: as long as it takes"),
            .optional(
                "retrial", .orNone(.mapping(retrial)), default: "none",
                "Whether callers whose call was not taken call again"),
            .optional(
                "third-line", .orNone(.mapping(thirdLine)), default: "none",
                "The tier behind the second line, such as developers"),
            .optional(
                "surge", .orNone(.mapping(surge)), default: "none",
                "Agents who come to a centre, round the clock, once it has had many calls of one incident"),
            .optional(
                "severe-after", .whole(1...1_000_000, "endpoints"), without: "contracts alone count",
                "Failed endpoints of a customer that make its case queue one place sooner"),
            .optional(
                "matching-calls", .whole(1...1_000_000, "calls"), without: "only reports count",
                "Users' calls through the first line after which a centre declares a known error, besides `matching-cases`"
            ),
            .optional(
                "local-teams",
                .orNone(
                    .mapping(
                        "local teams",
                        "The vendor's people who go to each customer whose report support has matched to the incident, and repair beside its own technicians.",
                        [
                            .required(
                                "travel", .workingDelay,
                                "From the end of the case at support to the arrival, in the hours of the customer's staff"
                            ),
                            .required(
                                "technicians", .whole(0...ScenarioLimits.agents, "technicians"),
                                "Technicians of a team"),
                        ])), default: "none", "The vendor's people who go to the customers"),
        ])

    private static let retrial = LanguageMapping(
        "retrial", "Whoever met a full room or gave up waiting may call again.",
        [
            .required("chance", .share, "Chance that they call again, each time anew"),
            .required("pause", .delay, "From the lost call to the next one"),
        ])

    private static let thirdLine = LanguageMapping(
        "third line", "The tier behind the second line: it takes what that could not settle.",
        [
            .required("share", .share, "Chance that a case goes on from the second line"),
            .required("time", .delay, "Third-line time on a case"),
        ])

    private static let surge = LanguageMapping(
        "surge", "Agents who come to a centre, round the clock, once it has had many calls of one incident.",
        [
            .required(
                "after-calls", .whole(1...1_000_000, "calls"),
                "Calls of the incident at a centre, each caller counted once"),
            .required("delay", .workingDelay, "From that call until they are at work"),
            .required("first-line", .whole(0...ScenarioLimits.agents, "agents"), "Agents added to the first line"),
            .optional(
                "second-line", .whole(0...ScenarioLimits.agents, "agents"), default: "0",
                "Agents added to the second line"),
            .optional(
                "third-line", .whole(0...ScenarioLimits.agents, "agents"), default: "0",
                "Agents added to the third line"),
        ])

    private static let centre = LanguageMapping(
        "support centre", "One place where reports are taken.",
        [
            stream,
            .required("region", .reference(to: "region"), "The region whose zone and holidays its shifts follow"),
            .required("shifts", .list(.mapping(shift), 0...1000), "Who is on duty when; shifts that overlap add up"),
            .optional(
                "unrelated", .rate, default: "0 / h",
                "Cases that have nothing to do with the release; at most 100,000 / h"),
            .optional(
                "unrelated-during", .reference(to: "calendar"), without: "while the first line is staffed",
                "When such cases come"),
            .optional(
                "waiting-places", .whole(0...ScenarioLimits.waitingPlaces, "callers"), without: "no bound",
                "How many callers may wait for the first line; whoever comes to a full room is blocked"),
        ])

    private static let shift = LanguageMapping(
        "shift", "Agents on duty while a calendar is open.",
        [
            .required("calendar", .reference(to: "calendar"), "When they are on duty, in the centre's region"),
            agents("first"), agents("second"),
            .optional(
                "third-line", .whole(0...ScenarioLimits.agents, "agents"), default: "0",
                "Agents of the third line on duty"),
        ])

    static let cert = community(
        "CERT", "A team outside the vendor that warns the customers of its community",
        [
            stream,
            .required(
                "after-reports", .whole(1...1_000_000, "reports"), "Reports of its community after which it warns"),
            .required("broadcast", .delay, "From that report to the warning"),
        ])
}
