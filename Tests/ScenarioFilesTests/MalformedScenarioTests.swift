// What a person reads about each kind of mistake in a scenario: one mistake, one message, word for word.

import Testing

@testable import ScenarioFiles

/// Protects the wording: what was expected, what was found, and the nearest valid name.
@Suite struct MalformedScenarioTests {
    @Test func smallScenarioHasNoMistake() throws {
        #expect(try mistakes(SmallScenario.text) == [])
    }

    @Test(
        "an unknown key is named once, with the nearest valid one or all of them",
        arguments: [
            (
                "endpoint-poll: 30 min", "endpoint-pol: 30 min",
                "unknown key 'endpoint-pol' in segment 'hospital'; did you mean 'endpoint-poll'?"
            ),
            ("clock: {start", "clocks: {start", "unknown key 'clocks' in the scenario; did you mean 'clock'?"),
            (
                "restored-share: 90 %", "colour: red",
                "unknown key 'colour' in 'recovery'; expected one of: long-after, restored-share"
            ),
        ])
    func unknownKeyIsNamed(old: String, new: String, message: String) throws {
        #expect(try mistake(old, new) == message)
    }

    @Test("a key that is missing is named", arguments: ["    profile: office\n", "  build: 1 h\n".indented(by: 2)])
    func missingKeyIsNamed(line: String) throws {
        let key = line.split(separator: ":")[0].trimmingPrefix(while: { $0 == " " })
        #expect(try mistake(line, "").hasSuffix(" needs the key '\(key)'"))
    }

    @Test(
        "a time must be a time, with a unit, within bounds",
        arguments: [
            ("30", "expected a time such as '90 min': '30' has no unit; write e.g. 30 min"),
            ("30 mn", "expected a time such as '90 min': unknown unit 'mn'; expected s, min, h, d or w"),
            (
                "30 %",
                "expected a time such as '90 min': '30 %' has no unit of time after the number; expected s, min, h, d or w"
            ),
            ("[30 min]", "expected a time such as '90 min', found a list"),
            ("{every: 30 min}", "expected a time such as '90 min', found a mapping"),
            ("", "expected a time such as '90 min', found nothing"),
            ("-5 min", "expected a time such as '90 min': '-5 min' is negative; expected e.g. 90 min or 1 h 30 min"),
            ("0 min", "expected a time longer than 0, found '0 min'"),
            ("99999 d", "expected a time from 1 s to 400 d, found '99999 d'"),
        ])
    func timeIsChecked(written: String, message: String) throws {
        #expect(try mistake("endpoint-poll: 30 min", "endpoint-poll: \(written)") == message)
    }

    // Read as "all of nothing", each of these would hold for every endpoint, which is the opposite of what an empty brace looks like.
    @Test(
        "a predicate without attributes is a mistake and never means all endpoints",
        arguments: [
            (
                "{}",
                "expected at least one attribute, or always or never, as in {os: windows-7}; found an empty mapping"
            ),
            (
                "{source: diary}",
                "expected at least one attribute, or always or never, as in {os: windows-7}; found a mapping with nothing but 'source'"
            ),
            (
                "{not: {}}",
                "expected at least one attribute, or always or never, as in {os: windows-7}; found an empty mapping"
            ),
            ("{all: []}", "expected a list of predicates after 'all', found an empty list"),
            ("{any: []}", "expected a list of predicates after 'any', found an empty list"),
            ("{os: []}", "expected at least one value of 'os'"),
        ])
    func predicateWithoutAttributesIsRefused(written: String, message: String) throws {
        for old in ["affects: {os: old}", "covers: {not: {support: ended}}", "applies-to: {support: supported}"] {
            let key = old.prefix { $0 != ":" }
            #expect(try mistake(old, "\(key): \(written)") == message)
        }
        #expect(
            try mistake(
                "detection: {value: 80 %, fitted: The first report.}",
                "detection: {value: 80 %, fitted: The first report.}\n  known-to-have-passed: \(written)") == message)
    }

    // The reason that a value on the command line gets by itself is not what somebody wrote into the mapping.
    @Test func predicateSetToNothingOnTheCommandLineIsAnEmptyMapping() throws {
        #expect(
            try mistakes(SmallScenario.text, set: ["release.defect.affects={}"]) == [
                "1:24: expected at least one attribute, or always or never, as in {os: windows-7}; found an empty mapping"
            ])
    }

    @Test(
        "what is expected and what is found never have the same name",
        arguments: [
            (
                "groups: {world: [japan, france]}", "groups: {world: []}",
                "expected a list of regions, or {regions: […], segments: […]}, found an empty list"
            ),
            (
                "attributes: {os: [old, new],", "attributes: {os: [],",
                "expected a list of the values of 'os', found an empty list"
            ),
            (
                "mix: {new-64: 96 %, old-32: 4 %}", "mix: {}",
                "expected shares by platform, found an empty mapping"
            ),
            ("endpoint-poll: 30 min", "endpoint-poll: []", "expected a time such as '90 min', found an empty list"),
        ])
    func emptyListOrMappingIsCalledEmpty(old: String, new: String, message: String) throws {
        #expect(try mistake(old, new) == message)
    }

    // The number is given by the support centres; the horizon only multiplies it.
    @Test func tooManyUnrelatedCasesAreReportedWhereSupportIsDescribed() throws {
        let text = SmallScenario.replacing("unrelated: 12 / h", with: "unrelated: 100000 / h")
        let line = text.components(separatedBy: "\n").firstIndex(of: "support:").map { $0 + 1 }
        #expect(
            try mistakes(text, set: ["clock.horizon=10 d"]) == [
                "\(line ?? 0):1: the scenario cannot be simulated: 24000000 unrelated cases come within the horizon; at most 20000000"
            ])
    }

    @Test(
        "numbers keep to their kind and bounds; no notation changes its meaning silently",
        arguments: [
            (
                "criticality: 3", "criticality: 0x10",
                "expected a weight: '0x10' has the unknown multiple 'x'; expected k, M or G"
            ),
            ("criticality: 3", "criticality: 1e99", "expected a weight from 0 to 1000000, found '1e99'"),
            ("aware-after: 3", "aware-after: 2.5", "expected a number of failures: '2.5' is not a whole number"),
            ("aware-after: 3", "aware-after: 0", "expected a number of failures from 1 to 1000000, found '0'"),
            (
                "aware-after: 3", "aware-after: on",
                "expected a number of failures: 'on' does not start with a number; expected e.g. 250, 12k or 1.5 M"
            ),
            ("france: 1_0", "france: 2M", "expected a number of customers from 0 to 1000000, found '2M'"),
            ("fleet: {median: 400, sigma: 0.9}", "fleet: 0", "expected a mean from 1 to 10,000,000, found 0"),
            (
                "unrelated: 12 / h", "unrelated: 12",
                "expected a rate such as '8 / h': '12' has no unit; write e.g. 12 / h"
            ),
            ("replications: 10", "replications: 0", "expected a number of replications from 1 to 10000000, found '0'"),
            (
                "seed: 18446744073709551615", "seed: 18446744073709551616",
                "expected a seed from 0 to 18446744073709551615, found '18446744073709551616'"
            ),
            ("restored-share: 90 %", "restored-share: 0 %", "expected a share above 0 %, found '0 %'"),
            ("by-hand: yes", "by-hand: perhaps", "expected yes or no, found 'perhaps'"),
            ("daybreak: 1", "daybreak: 2", "unknown language version '2'; this program reads version 1"),
        ])
    func numberIsChecked(old: String, new: String, message: String) throws {
        #expect(try mistake(old, new) == message)
    }

    @Test(
        "a name that nobody declared is met with the nearest one",
        arguments: [
            ("Asia/Tokyo", "Asia/Tokio", "unknown time zone 'Asia/Tokio'; did you mean 'Asia/Tokyo'?"),
            ("{new-64: 96 %", "{new-65: 96 %", "unknown platform 'new-65'; did you mean 'new-64'?"),
            (
                "{world: [japan, france]}", "{world: {segments: [hopsital]}}",
                "unknown segment 'hopsital'; did you mean 'hospital'?"
            ),
            (
                "{world: [japan, france]}", "{world: japan}",
                "expected a list of regions, or {regions: […], segments: […]}, found 'japan'"
            ),
            (
                "transfer: 2 h", "transfer: 2 h\n  local-team: none",
                "unknown key 'local-team' in 'support'; did you mean 'local-teams'?"
            ),
            (
                "gate: none", "gate: none\ncerts: {health: {regions: [frence], after-reports: 1, broadcast: 1 h}}",
                "unknown region 'frence'; did you mean 'france'?"
            ),
            ("{japan: 6,", "{jaapn: 6,", "unknown region 'jaapn'; did you mean 'japan'?"),
            ("      calendar: office", "      calendar: ofice", "unknown calendar 'ofice'; did you mean 'office'?"),
            ("profile: office", "profile: ofice", "unknown profile 'ofice'; did you mean 'office'?"),
            ("support-centre: tokyo", "support-centre: tokio", "unknown support centre 'tokio'; did you mean 'tokyo'?"),
            ("affects: {os: old}", "affects: {so: old}", "unknown attribute 'so'; did you mean 'os'?"),
            ("affects: {os: old}", "affects: {os: [old, nwe]}", "unknown value of 'os' 'nwe'; did you mean 'new'?"),
            (
                "baseline: all-at-once", "baseline: all-at-one",
                "unknown policy 'all-at-one'; did you mean 'all-at-once'?"
            ),
            ("trigger: log-on", "trigger: logon", "unknown trigger 'logon'; did you mean 'log-on'?"),
            (
                "contract: premium", "contract: gold",
                "unknown contract 'gold'; expected one of: standard, premium, critical-account"
            ),
            ("{value: 3, source: diary}", "{value: 3, source: dairy}", "unknown source 'dairy'; did you mean 'diary'?"),
            (
                "france.first_report_h, value", "france.first_reprt_h, value",
                "unknown metric 'france.first_reprt_h'; did you mean 'france.first_report_h'?"
            ),
        ])
    func unknownNameIsMetWithTheNearest(old: String, new: String, message: String) throws {
        #expect(try mistake(old, new) == message)
    }

    @Test(
        "shares must add up, also with the customers that have a platform at all",
        arguments: [
            ("old-32: 4 %}", "old-32: 3 %}", "the shares sum to 99 %, not to 100 %"),
            (
                "old-32: 4 %}", "old-32: 120 %}",
                "expected a share such as '12 %': '120 %' is more than the whole; expected 0 % to 100 %"
            ),
            (
                "presence: {old-32: 20 %}", "presence: {old-32: 0 %}",
                "'old-32' has a share in the mix, but no customer has it"
            ),
            (
                "presence: {old-32: 20 %}", "presence: {old-32: 2 %}",
                "a customer with all these platforms would need 200 % of its fleet for them; raise a presence or lower a share"
            ),
        ])
    func sharesMustAddUp(old: String, new: String, message: String) throws {
        #expect(try mistake(old, new) == message)
    }

    @Test(
        "dates must exist and lie within the simulated time",
        arguments: [
            (
                "2022-07-14", "2022-02-30",
                "expected a date such as '2022-06-21': '2022-02-30' does not exist: that month has the days 01 to 28"
            ),
            (
                "2022-06-21T24:00", "2022-06-31T24:00",
                "expected a local time such as '2022-06-21T24:00': '2022-06-31' does not exist: that month has the days 01 to 30"
            ),
            ("2022-06-21T24:00", "2023-06-21T24:00", "'2023-06-21' lies outside the simulated time"),
            (
                "start: 2022-06-20T22:00Z", "start: 2022-06-20T22:00",
                "expected an instant such as '2022-06-21T10:00Z': '2022-06-20T22:00' has no time zone; end it with Z (UTC) or an offset such as +02:00"
            ),
            (
                "[2022-06-20T22:00Z, 2022-06-21T04:00Z]", "[2022-06-21T04:00Z, 2022-06-20T22:00Z]",
                "the latest instant lies before the earliest"
            ),
            (
                "[2022-06-20T22:00Z, 2022-06-21T04:00Z]", "[2022-06-20T21:00Z, 2022-06-21T04:00Z]",
                "the release must be published within the simulated time, 2022-06-20T22:00:00Z to 2022-06-23T22:00:00Z"
            ),
            ("horizon: 3 d", "horizon: 401 d", "expected a time from 1 s to 400 d, found '401 d'"),
            ("timeline-step: 6 h", "timeline-step: 1 s", "259200 steps until the horizon; expected at most 10000"),
            (
                "\"22:00-06:00\"", "\"22:00-26:00\"",
                "expected hours such as '09:00-18:00': '22:00-26:00' is not of the form 08:00-12:00: '26:00' is not a time of day from 00:00 to 23:59"
            ),
        ])
    func datesMustExist(old: String, new: String, message: String) throws {
        #expect(try mistake(old, new) == message)
    }

    @Test(
        "a law says which parameters it needs, and a mistake in one is one mistake",
        arguments: [
            (
                "{mean: 1 h, sigma: 0.7}",
                "expected a delay such as '45 min', '3 working hours' or {median: 2 h, p90: 5 h}, found {mean, sigma}; laws are {median, sigma}, {median, p90}, {mean, cv}, {exponential}, {uniform: [low, high]} and {min, mode, max}"
            ),
            (
                "{mean: 1, cv: 0.7}",
                "expected a time such as '90 min', '3 working hours' or '2 business days': '1' has no unit; write e.g. 1 min"
            ),
            ("{mean: 0 h, cv: 0.7}", "no such law: the mean must be greater than 0"),
            ("{median: 2 h, p90: 1 h}", "no such law: the p90 lies below the median"),
            ("{median: 2 h, sigma: 11}", "expected a sigma from 0 to 10, found '11'"),
            ("{min: 8 min, mode: 12 min, max: 9 min}", "no such law: min, mode and max must stand in this order"),
            ("{uniform: 4 h}", "expected two bounds, as in {uniform: [1 h, 3 h]}, found '4 h'"),
            ("{uniform: [4 h, 3 h]}", "no such law: the second bound lies below the first"),
            ("{medain: 2 h, p90: 5 h}", "unknown key 'medain' in a law; did you mean 'median'?"),
        ])
    func lawIsChecked(law: String, message: String) throws {
        #expect(try mistake("{mean: 1 h, cv: 0.7}", law) == message)
    }

    @Test func allMistakesAreFoundAtOnceAndSortedByPlace() throws {
        let text = SmallScenario.text
            .replacing("horizon: 3 d", with: "horizon: 3")
            .replacing("Asia/Tokyo", with: "Asia/Tokio")
            .replacing("old-32: 4 %}", with: "old-32: 3 %}")
            .replacing("gate: none", with: "gate: none\ngate: none")
            .replacing("metric: france.first_report_h, value", with: "metric: france.first, value")
            .replacing("segments.*.relay.poll", with: "segments.*.relay.pol")
        let found = try mistakes(text)
        #expect(found.count == 6, "\(found)")
        #expect(found.map { Int($0.prefix { $0 != ":" }) } == [13, 27, 36, 73, 104, 117])
    }

    @Test func mistakeInTheBaseIsReportedOnceAndNotOncePerPolicy() throws {
        #expect(
            try mistakes(SmallScenario.replacing("detection: {value: 80 %,", with: "detection: {value: 80,")).count == 1
        )
    }

    @Test func mistakeInAPolicyPointsToThePolicysOwnLine() throws {
        let text = SmallScenario.replacing("gate: {failures: 3,", with: "gate: {failures: three,")
        let line = SmallScenario.line(of: "gate: {failures", in: text)
        #expect(try mistakes(text).map { $0.prefix(while: { $0 != ":" }) } == ["\(line)"])
    }

    @Test func diagnosticIsWrittenAsCompilersDo() throws {
        #expect {
            try ScenarioReader.load(text: SmallScenario.replacing("horizon: 3 d", with: "horizon: 3"), name: "a/b.yaml")
        } throws: { error in
            "\(error)"
                == "a/b.yaml:13:44: error: expected a time such as '90 min': '3' has no unit; write e.g. 3 min"
        }
    }
}

extension String {
    fileprivate func indented(by count: Int) -> String { String(repeating: " ", count: count) + self }
}
