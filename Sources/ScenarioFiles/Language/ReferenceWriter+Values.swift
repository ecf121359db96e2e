// The part of the reference that tells how values are written: quantities, delays, laws, predicates, marks.

import CivilTime
import Rollouts

extension ReferenceWriter {
    /// How values are written, and the tables of names that come with the program.
    static var values: String {
        """
        ## How values are written

        A key that may be left out has its default in the tables below: as a text of the language, or in words.

        <a id="times"></a>**Time**: `45 s`, `90 min`, `1 h 30 min`, `2 d`, `1 w`; only `0` goes without a unit. A day is 24 hours. At most 400 d. Where it says so also in working
        time (`3 working hours`, `1 business h 30 min`), which passes while a calendar is open, or in whole working days (`2 business days`, `1 working day`).

        <a id="shares"></a>**Share**: `12 %`, or a number from 0 to 1.

        <a id="numbers"></a>**Number**: `250`, `1_000`, `12 k`, `1.5 M`, `2 G`.

        <a id="rates"></a>**Rate**: `0.4 / h`, `12 per d`, `1 / 30 min`; only `0` goes without a unit.

        <a id="instants"></a>**Instant**: `2022-06-21T10:00Z`, or with an offset such as `+02:00`. **Date**: `2022-06-21`. **Local time**: `2022-06-21T24:00`, on each region's own clock.

        <a id="hours"></a>**Hours**: `"09:00-12:00, 13:00-18:00"`, `"22:00-06:00"` past midnight, `always`, `closed`. **Period**: `2022-06-24T18:00 to 2022-06-25T08:00`, local.

        <a id="delays"></a>**Delay**: a time, or a law over times. A **working delay** may be said in working time or working days too; all times of a law are of one kind.

        <a id="laws"></a>**Law**: `{median: 2 h, sigma: 0.8}`, `{median: 2 h, p90: 5 h}` and `{mean: 2 h, cv: 0.7}` are lognormal; `{exponential: 2 h}` has that mean;
        `{uniform: [1 h, 3 h]}`; `{min: 1 h, mode: 2 h, max: 5 h}` is triangular. In place of times, numbers where a number is asked for.

        | parameter | meaning |
        |---|---|
        \(parameters)

        <a id="predicates"></a>**Predicate** over the attributes of endpoints: `{os: windows-7, architecture: x86}` means both; `{os: [windows-7, windows-8]}` means either; `all: [ … ]`,
        `any: [ … ]` and `not: { … }` nest; `always` and `never` are words.

        <a id="marks"></a>**Marks** say where numbers come from. Any mapping may carry them, for all numbers below it that have none of their own; a single value or a list is marked as
        `{value: 60 %, source: diary}`.

        | mark | meaning |
        |---|---|
        \(marks)

        **Failure modes** by name, for `failure-mode` and its `like`:

        | name | poll gets through | push gets through | poll slowdown | damage | severity | restart race |
        |---|--:|--:|--:|--:|--:|---|
        \(failureModes)


        """
    }

    private static var parameters: String {
        ScenarioLanguage.law(over: .time(isLonger: false)).keys
            .map { "| `\($0.name)` | \($0.meaning) |" }.joined(separator: "\n")
    }

    private static var marks: String {
        ScenarioLanguage.marks.map { "| `\($0.name)` | \($0.meaning) |" }.joined(separator: "\n")
    }

    private static var failureModes: String {
        FailureMode.table.map { mode in
            func percent(_ share: Double) -> String { "\(Quantity.text(ofShare: share) ?? "")" }
            let race = mode.restartRace.map { "every \($0.interval), \(percent($0.chance))" } ?? ""
            return "| `\(mode.id)` | \(percent(mode.pollReach)) | \(percent(mode.consoleReach)) | "
                + "\(Quantity.text(ofCount: mode.pollSlowdown)) | \(percent(mode.damage)) | \(percent(mode.severity)) | \(race) |"
        }.joined(separator: "\n")
    }
}
