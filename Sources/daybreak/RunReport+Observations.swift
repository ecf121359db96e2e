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
                RunningText.shortened(check.observation.id, to: 34), observed(check), quantile(check.p05, of: check),
                quantile(check.p50, of: check), quantile(check.p95, of: check),
                ReadableNumber.percentage(check.rank),
                check.isInside.map { $0 ? "inside" : "OUTSIDE" } ?? "no value",
                check.observation.fitted ? "fitted" : "predicted",
            ])
        }
        let inside = observations.count { $0.isInside == true }
        var lines = ["  \(inside) of \(observations.count) inside the central 90 % (times in UTC)"]
        let rows = table.lines
        lines += rows.prefix(1)
        for (check, row) in zip(observations, rows.dropFirst()) {
            lines.append(row)
            lines += RunningText.wrapped(check.observation.statement, indentation: 6)
        }
        return lines
    }

    /// The observed value with its tolerance.
    private func observed(_ check: ObservationCheck) -> String {
        let observation = check.observation
        if let instant = check.instant(ofHours: observation.value, start: start) {
            let tolerance = observation.tolerance > 0 ? " ± " + Self.hours(observation.tolerance) : ""
            return Self.minute(of: instant) + tolerance
        }
        let value = Self.value(observation.value, unit: check.metric.unit)
        return observation.tolerance > 0
            ? value + " ± " + Self.value(observation.tolerance, unit: check.metric.unit) : value
    }

    /// A simulated quantile in the form of the observed value.
    private func quantile(_ value: Double?, of check: ObservationCheck) -> String {
        guard let value else { return check.censored > 0 ? "> horizon" : "-" }
        if let instant = check.instant(ofHours: value, start: start) {
            return String(Self.minute(of: instant).dropFirst(5))  // The year stands with the observed value.
        }
        return Self.value(value, unit: check.metric.unit)
    }

    private static func value(_ value: Double, unit: MetricUnit) -> String {
        switch unit {
        case .share: return ReadableNumber.percentage(value)
        case .hours: return hours(value)
        case .count, .endpointHours:
            return ReadableNumber.fixed(value, decimals: value == value.rounded() || value.magnitude >= 100 ? 0 : 1)
        }
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
