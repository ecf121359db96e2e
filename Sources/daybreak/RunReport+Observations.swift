// Observations beside what was simulated, as a table for people.

import CivilTime
import Experiments
import Rollouts

extension RunReport {
    /// A row per observation, then its statement.
    var observationLines: [String] {
        guard hasBaseline else { return ["  the baseline '\(study.baseline)' is not among the policies of this run"] }
        var table = TextTable()
        table.header = [["", "observed", "5 %", "median", "95 %", "rank", "", ""]]
        for check in observations {
            table.rows.append([
                RunningText.shortened(check.observation.id, to: 34), observed(check),
                quantile(check.p05, of: check, place: 0), quantile(check.p50, of: check, place: 1),
                quantile(check.p95, of: check, place: 2),
                ReadableNumber.percentage(check.rank) + marks(isCensored: false, doubt: nil, n: check.n),
                check.isInside.map { $0 ? "inside" : "OUTSIDE" } ?? "no value",
                check.observation.fitted ? "fitted" : "predicted",
            ])
        }
        table.alignMarks(Self.marks)
        let inside = observations.count { $0.isInside == true }
        var lines = ["  \(inside) of \(observations.count) inside the central 90 % (times in UTC)"]
        let rows = table.lines
        lines += rows.prefix(1)
        for (check, row) in zip(observations, rows.dropFirst()) {
            lines.append(row)
            lines += RunningText.wrapped(check.observation.statement, indentation: 6)
        }
        return lines
            + conditionNotes(observations.map { ($0.observation.id, [("n", $0.n)]) }, arose: "arose")
    }

    /// The observed value with its tolerance.
    private func observed(_ check: ObservationCheck) -> String {
        let observation = check.observation
        if let instant = check.instant(ofHours: observation.value, start: start) {
            let tolerance = observation.tolerance > 0 ? " ± " + Self.hours(observation.tolerance) : ""
            return Self.minute(of: instant) + tolerance
        }
        let value = Self.value(observation.value, of: check)
        return observation.tolerance > 0 ? value + " ± " + Self.value(observation.tolerance, of: check) : value
    }

    /// A simulated quantile in the form of the observed value.
    ///
    /// - Parameter place: 0 for the lowest of the three quantiles, 2 for the highest.
    private func quantile(_ value: Double?, of check: ObservationCheck, place: Int) -> String {
        guard let value else {
            // Without a rank no replication has a value, or the horizon cut both off and the difference is unknown.
            guard check.rank != nil else { return "-" }
            return place < check.quantilesBelow ? "< -horizon" : "> horizon"
        }
        if let instant = check.instant(ofHours: value, start: start) {
            return String(Self.minute(of: instant).dropFirst(5))  // The year stands with the observed value.
        }
        return Self.value(value, of: check)
    }

    private static func value(_ value: Double, of check: ObservationCheck) -> String {
        switch check.metric.unit {
        case .share: return ReadableNumber.percentage(value)
        case .hours: return hours(value)
        case .count, .endpointHours, .money: return ReadableNumber.fixed(value, decimals: decimals(of: check))
        }
    }

    /// Decimals of all numbers in an observation's row: none where they are large, or whole but for what one decimal does not show.
    private static func decimals(of check: ObservationCheck) -> Int {
        let shown = [check.observation.value, check.observation.tolerance, check.p05, check.p50, check.p95]
            .compactMap { $0 }
        let isLarge = shown.contains { $0.magnitude >= 100 }
        return isLarge || shown.allSatisfy { ReadableNumber.fixed($0, decimals: 1).hasSuffix(".0") } ? 0 : 1
    }

    private static func hours(_ value: Double) -> String {
        value.magnitude < 2
            ? ReadableNumber.fixed(value * 60, decimals: 0) + " min" : ReadableNumber.fixed(value, decimals: 1) + " h"
    }

    /// An instant to the minute: month, day and time of day in UTC.
    private static func minute(of instant: Instant) -> String {
        let rounded = instant.adding(.seconds(30)).iso8601
        guard let time = rounded.firstIndex(of: "T") else { return rounded }
        let clock = rounded[rounded.index(after: time)...].prefix(5)
        return "\(rounded[..<time]) \(clock)Z"
    }
}
