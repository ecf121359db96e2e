// The language of the world: the clock, attributes and platforms, calendars, profiles, regions, groups.

import Rollouts

extension ScenarioLanguage {
    static let worldSections: [LanguageKey] = [
        .required("clock", .mapping(clock), "Which stretch of time is simulated"),
        .required(
            "attributes",
            .declared("attribute", .list(.text("a value"), 1...1000)),
            "The properties of endpoints, each with all of its values: `os: [windows-7, windows-10]`"),
        .required(
            "platforms", .declared("platform", .mapping(platform)), "The combinations of attribute values that occur"),
        .optional(
            "calendars", .declared("calendar", .mapping(calendar), least: 0), without: "only `always`",
            "When people work, by name; `always` is open all the time and exists already"),
        .required("profiles", .declared("profile", .mapping(profile)), "How machines are used through the day"),
        .required("regions", .declared("region", .mapping(region)), "The parts of the world, each with one zone"),
        .optional(
            "groups",
            .declared(
                "group",
                .either([
                    .list(.reference(to: "region"), 1...1000),
                    .mapping(community("group", "Customers that metrics are kept for together")),
                ]),
                least: 0),
            without: "none", "Customers that metrics are kept for together: a list of regions, or regions and segments"),
        .required("segments", .declared("segment", .mapping(segment)), "The kinds of customers"),
    ]

    private static let clock = LanguageMapping(
        "clock", "The stretch of time that is simulated.",
        [
            .required("start", .instant, "When the simulation begins"),
            .required(
                "horizon", .timeAboveZero, "How long it goes on; what is not over by then is censored. At most 400 d"),
            .required(
                "timeline-step", .timeAboveZero, "From one point of the timeline to the next; at most 10,000 points"),
            .optional(
                "timeline-by",
                .list(.either([.words([LanguageWord("region")]), .reference(to: "attribute")]), 0...1000),
                default: "[]",
                "Besides the whole, the timeline counts by `region` and by these attributes"),
        ])

    private static let platform = LanguageMapping(
        "platform", "A combination of attribute values: a key for each attribute.", [stream],
        others: LanguageTable(
            keys: .references("attribute"), value: .reference(to: "value of the attribute"),
            meaning: "Which value of the attribute its endpoints have; required for every attribute"))

    /// The name by which random numbers are addressed.
    static let stream = LanguageKey.optional(
        "stream", .text("the name of a stream"), without: "its own name",
        "Under which name random numbers are drawn; keep it when renaming, and every draw stays the same")

    private static let calendar = LanguageMapping(
        "calendar",
        "When people work: the hours of days of the week, and days that are not as usual. A day that is not named is closed.",
        [
            .optional("every-day", .quantity(.hours), without: "closed", "The hours of all days of the week"),
            .optional(
                "on-holidays",
                .words([LanguageWord("open", "as on other days"), LanguageWord("closed")]), default: "closed",
                "Whether the hours hold on the region's holidays"),
            .optional(
                "on-dates", .table(LanguageTable(keys: .dates, value: .quantity(.hours))), default: "{}",
                "Hours of particular dates, holidays included, in place of the usual ones"),
            .optional(
                "openings", .list(.quantity(.period), 0...1000), default: "[]",
                "Stretches of time in which it is open besides"),
            .optional(
                "closures", .list(.quantity(.period), 0...1000), default: "[]",
                "Stretches of time in which it is closed, whatever else says"),
        ],
        others: LanguageTable(
            keys: .days, value: .quantity(.hours),
            meaning: "Hours that begin on these days: `monday`, `mon-fri`, `sat, sun`, `workdays`, `weekend`"))

    private static let profile = LanguageMapping(
        "profile", "How machines are used through the day, on the region's own clock.",
        [
            .required(
                "switched-on", .mapping(daily(.share, "share of machines that are on")),
                "Share of machines that are switched on"),
            .required("log-ons", .mapping(daily(.rate, "log-ons per machine")), "Log-ons per machine that is on"),
        ])

    /// A quantity by the time of day.
    static func daily(_ quantity: LanguageQuantity, _ what: String) -> LanguageMapping {
        let steps = LanguageValue.table(LanguageTable(keys: .timesOfDay, value: .quantity(quantity), least: 1))
        return LanguageMapping(
            "daily profile of \(quantity == .share ? "shares" : "rates")",
            "A value by the time of day: each holds from its time of the local clock to the next, the last one past midnight to the first.",
            [
                .required("workday", steps, "The \(what) on a day of work, by the time from which it holds"),
                .required("day-off", steps, "The same on weekends and holidays"),
            ])
    }

    private static let region = LanguageMapping(
        "region", "A part of the world with one zone and one calendar of holidays.",
        [
            .optional("name", .text("a label"), without: "its key", "How reports call it"),
            stream,
            .required(
                "zone", .text("an IANA time zone, such as `Europe/Paris`"), "Its IANA time zone, such as `Europe/Paris`"
            ),
            .optional(
                "holidays", .list(.quantity(.date), 0...1000), default: "[]", "Days on which usual calendars are closed"
            ),
            .optional(
                "weekend", .list(.text("a day of the week"), 0...7), default: "[saturday, sunday]",
                "The days of the week that are off, for profiles and for working days"),
            .required("support-centre", .reference(to: "support centre"), "Where its customers report"),
        ])

    /// The customers of some regions, or of some segments in them.
    static func community(_ id: String, _ summary: String, _ more: [LanguageKey] = []) -> LanguageMapping {
        LanguageMapping(
            id, summary + ".",
            more + [
                .optional(
                    "regions", .list(.reference(to: "region"), 1...1000), without: "all regions",
                    "Regions of the customers"),
                .optional(
                    "segments", .list(.reference(to: "segment"), 1...1000), without: "all segments",
                    "Segments of the customers"),
            ])
    }

    // MARK: Segments

    private static let mix = LanguageValue.either([
        .mapping(
            "independent mix", "Shares of attribute values that are independent of each other.",
            [
                .required(
                    "independent",
                    .table(
                        LanguageTable(
                            keys: .references("attribute"),
                            value: .table(
                                LanguageTable(keys: .references("value of the attribute"), value: .share, least: 1)),
                            least: 1)),
                    "Share of each value of every attribute, 100 % together; combinations have the product of the shares, and at most 4,096 have any"
                )
            ]),
        .table(LanguageTable(keys: .references("platform"), value: .share, least: 1)),
    ])

    private static let segment = LanguageMapping(
        "segment",
        "Customers of one kind: how many and where, what they run, how they update, notice, report and repair.",
        [
            stream,
            .optional("sector", .text("the name of a sector"), without: "none", "Their economic sector, for people"),
            .required(
                "customers",
                .table(
                    LanguageTable(
                        keys: .references("region"),
                        value: .whole(0...ScenarioLimits.customersPerCell, "customers"))),
                "How many there are in each region; a region that is not named has none"),
            .required("fleet", .countLaw, "Endpoints of one customer; a mean from 1 to 10,000,000"),
            .required(
                "mix", mix,
                "Share of each platform in all endpoints of the segment, which sum to 100 %, or of each value of independent attributes"
            ),
            .optional(
                "mix-concentration",
                .orNone(.number(ScenarioLimits.mixConcentrations, "concentration")), default: "none",
                "Draws a mix for each customer around the segment's (Dirichlet): a share m varies with variance m(1 − m) / (concentration + 1). In place of `presence`"
            ),
            .optional(
                "presence", .table(LanguageTable(keys: .references("platform"), value: .share, least: 1)),
                without: "100 % of each",
                "Share of the customers that have a platform at all; the fewer have it, the more of their fleet it is"),
            .required("profile", .reference(to: "profile"), "How their machines are used"),
            .required(
                "relay",
                .either([
                    .words([LanguageWord("direct", "endpoints ask the vendor themselves; within a second")]),
                    .mapping(
                        "relay", "The customer's own update server.",
                        [.required("poll", .timeAboveZero, "How often it asks the vendor; each has its own phase")]),
                ]), "The customer's own update server, or none"),
            .required("endpoint-poll", .timeAboveZero, "How often an endpoint asks the customer's server"),
            .required(
                "console-share", .share, "Share of customers with a management console, which can push to endpoints"),
            .required("staff", .mapping(staff), "The customer's own people"),
            .optional(
                "contract",
                .words([
                    LanguageWord("standard", "served last"), LanguageWord("premium", "served before those"),
                    LanguageWord("critical-account", "served first"),
                ]), default: "standard", "What they have bought of support"),
            .optional(
                "criticality", .number(0...1_000_000, "weight"), default: "1", "Weight of an endpoint-hour lost here"),
            .optional(
                "user-calls",
                .orNone(
                    .mapping(
                        "user calls", "Users who call the vendor themselves when their endpoint fails.",
                        [
                            .required("share", .share, "Chance that the user of a failed endpoint calls"),
                            .required("delay", .delay, "From the failure to the call"),
                        ])), default: "none", "Whether users call the vendor, besides their staff that reports"),
            .optional(
                "staging", .orNone(.mapping(staging)), default: "none",
                "How these customers hold a release back by themselves"),
            .optional(
                "volunteers", .share, default: "0 %", "Share of customers that volunteer for stages that ask for it"),
        ])

    private static let staging = LanguageMapping(
        "staging", "How customers hold a release back by themselves; a fix passes at once.",
        [
            .optional(
                "deferral", .workingDelay, default: "0",
                "From the vendor's offer to the customer's own, one draw per customer; working time is that of its staff"
            ),
            .optional(
                "behind", .whole(0...ScenarioLimits.behind, "releases"), default: "0",
                "With 1, a release is taken when the next of the series is due (N−1); the deferral begins there"),
            .optional(
                "window", .reference(to: "calendar"), without: "`always`",
                "When endpoints install it, on the local clock; closures of the calendar are change freezes"),
            .optional(
                "rings", .list(.mapping(ring), 0...ScenarioLimits.rings), default: "[]",
                "Parts of a customer's endpoints, one after another; an aware customer begins no further one"),
        ])

    private static let ring = LanguageMapping(
        "ring", "Endpoints of a customer that get a release at the same time.",
        [
            .required("share", .share, "Cumulative share of the customer's endpoints; 100 % for the last ring"),
            .optional(
                "after", .calendarTime, default: "0",
                "From the moment when the customer's server has the release; working time is that of its staff"),
        ])

    private static let staff = LanguageMapping(
        "staff", "A customer's own people: when they work, how they come to know, and how they touch machines.",
        [
            .required(
                "calendar", .reference(to: "calendar"), "When they notice, report and repair, in the customer's region"),
            .required(
                "aware-after", .whole(1...1_000_000, "failures"),
                "Failures before somebody sees a pattern; where fewer endpoints are at risk, the last of them"),
            .required("notice", .workingDelay, "From that failure to awareness, while the calendar is open"),
            .required("report", .workingDelay, "From awareness to the report, while the calendar is open"),
            .required("report-probability", .share, "Chance that an aware customer reports at all"),
            .required(
                "endpoints-per-technician", .number(1...10_000_000, "endpoints"),
                "Endpoints per technician; every customer has at least one technician"),
            .required("touch", .workingDelay, "Time to repair one endpoint by hand, while the calendar is open"),
        ])
}
