// A run's report in words and tables, the answer first.

import CivilTime
import Experiments
import Rollouts

extension RunReport {
    /// The whole report.
    ///
    /// - Parameter isTerminal: Whether headings may be set in bold.
    func text(isTerminal: Bool) -> String {
        func heading(_ text: String) -> String { isTerminal ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
        var lines = [heading(study.title)]
        lines += RunningText.wrapped(scope)
        lines += [""] + RunningText.wrapped(answer)
        lines += ["", heading("Policies")] + policyLines
        lines += ["", heading("Harm"), "  mean ± 95 % half-width"] + table(of: Self.harmMetrics)
        lines += ["", heading("Response and protection"), "  mean ± 95 % half-width"] + table(of: Self.paceMetrics)
        lines += ["", heading("Against the baseline, replication by replication")]
        lines += ["  each interval at 95 % for itself, not for all of them together"] + comparisonLines
        if !study.observations.isEmpty {
            lines += ["", heading("What really happened, beside the baseline's simulated distribution")]
            if !changes.isEmpty {
                lines.append("  the world was changed on the command line, so it need not meet what happened:")
                lines += changes.map { "    \($0)" }
            }
            lines += observationLines
        }
        lines += ["", "Files in \(output)"]
        lines.append(
            "Took \(ReadableNumber.duration(elapsed)) (\(ReadableNumber.duration(processorTime)) of processor time)")
        return lines.joined(separator: "\n") + "\n"
    }

    private var scope: String {
        let endpoints = ReadableNumber.fixed(mean(of: "fleet_endpoints"), decimals: 0)
        let customers = ReadableNumber.fixed(mean(of: "fleet_customers"), decimals: 0)
        return "\(endpoints) endpoints of \(customers) customers in the mean; \(policies.count) "
            + "\(policies.count == 1 ? "policy" : "policies") × \(ReadableNumber.grouped(replications)) "
            + "\(replications == 1 ? "replication" : "replications"), seed \(seed)"
    }

    private var policyLines: [String] {
        var table = TextTable()
        table.leftColumns = 2
        let names = policies.map { policy in
            RunningText.shortened(policy.id, to: 28) + (policy.id == study.baseline ? " (baseline)" : "")
        }
        let room = 114 - (names.map(\.count).max() ?? 0)
        table.rows = zip(names, policies).map { name, policy in
            [name, RunningText.shortened(RunningText.firstLine(of: policy.summary), to: room)]
        }
        return table.lines
    }

    /// Policies × metrics.
    private func table(of metrics: [String]) -> [String] {
        let shown = metrics.compactMap { id in summaries.first { $0.metric.id == id }?.metric }
        var table = TextTable()
        table.header = [["policy"], [""]]
        table.rows = policies.map { [RunningText.shortened($0.id, to: 28)] }
        for metric in shown {
            let column = policies.map { summary(of: metric.id, policy: $0.id) }
            let scale = ColumnScale(
                for: column.map { $0?.mean ?? $0?.p50 }, isShare: metric.unit == .share)
            table.header[0].append(Self.label(of: metric))
            table.header[1].append(scale.unit(Self.unit(of: metric)))
            for (row, summary) in column.enumerated() { table.rows[row].append(cell(summary, scale)) }
        }
        if table.header[1].allSatisfy(\.isEmpty) { table.header.removeLast() }
        table.alignMarks(Self.marks)
        var notes: [String] = []
        let cells = summaries.filter { metrics.contains($0.metric.id) }
        if cells.contains(where: { $0.censored > 0 }) {
            notes.append("  * median: the horizon cut some replications off, so that there is no mean")
        }
        notes += Self.doubtNotes(cells.filter { $0.mean != nil }.compactMap(\.intervalDoubt))
        notes += conditionNotes(
            policies.map { policy in
                (
                    policy.id,
                    shown.compactMap { metric in
                        summary(of: metric.id, policy: policy.id).map { (Self.label(of: metric), $0.n) }
                    }
                )
            }, arose: "arose")
        return table.lines + notes
    }

    private func cell(_ summary: Summary?, _ scale: ColumnScale) -> String {
        guard let summary, summary.n > 0 else { return "-" }
        if let mean = summary.mean {
            return scale.text(mean) + (summary.interval.map { " ±" + scale.text($0.halfWidth) } ?? "")
                + marks(isCensored: false, doubt: summary.intervalDoubt, n: summary.n)
        }
        return (summary.p50.map { scale.text($0) } ?? "beyond horizon")
            + marks(isCensored: true, doubt: nil, n: summary.n)
    }

    private var comparisonLines: [String] {
        guard hasBaseline else { return ["  the baseline '\(study.baseline)' is not among the policies of this run"] }
        guard policies.count > 1 else { return ["  there is no other policy in this run"] }
        var table = TextTable()
        table.header = [["", "difference", "95 % interval", "of baseline", "correlation", "var. reduction", ""]]
        for policy in policies where policy.id != study.baseline {
            table.rows.append(["\(RunningText.shortened(policy.id, to: 44)) − \(study.baseline)"])
            for id in Self.harmMetrics + Self.paceMetrics {
                if let comparison = comparison(of: id, policy: policy.id) { table.rows.append(cells(of: comparison)) }
            }
        }
        table.alignMarks(Self.marks)
        let shown = policies.map { policy in
            (policy.id, (Self.harmMetrics + Self.paceMetrics).compactMap { comparison(of: $0, policy: policy.id) })
        }
        return table.lines + Self.doubtNotes(shown.flatMap(\.1).compactMap(\.intervalDoubt))
            + conditionNotes(
                shown.map { policy, comparisons in
                    (policy, comparisons.map { (Self.label(of: $0.metric), $0.n + $0.censored) })
                }, arose: "arose under both policies")
    }

    private func cells(of comparison: Comparison) -> [String] {
        let scale = ColumnScale(
            for: [comparison.meanDifference, comparison.interval?.low, comparison.interval?.high],
            isShare: comparison.metric.unit == .share)
        let unit = scale.unit(Self.unit(of: comparison.metric))
        let name = "  " + Self.label(of: comparison.metric) + (unit.isEmpty ? "" : ", \(unit)")
        let pairs = comparison.n + comparison.censored
        let marks = marks(isCensored: false, doubt: comparison.intervalDoubt, n: pairs)
        guard comparison.censored == 0 else {
            let share = "\(ReadableNumber.grouped(comparison.censored)) of \(ReadableNumber.grouped(pairs))"
            return [name, "-", "\(share) cut by the horizon" + marks]
        }
        return [
            name, scale.signed(comparison.meanDifference),
            interval(comparison, scale) + marks,
            relative(comparison).map { ReadableNumber.signed(100 * $0, decimals: 1) + " %" } ?? "-",
            ReadableNumber.fixed(comparison.correlation, decimals: 2),
            comparison.varianceReduction.map { "×" + ReadableNumber.fixed($0, decimals: 1) } ?? "-",
            Self.verdict(comparison.interval?.low, comparison.interval?.high),
        ]
    }

    /// Whether an interval of a difference excludes zero, and on which side it then lies.
    private static func verdict(_ low: Double?, _ high: Double?) -> String {
        guard let low, let high else { return "" }
        if high < 0 { return "lower" }
        if low > 0 { return "higher" }
        return low == 0 && high == 0 ? "equal" : "unclear"
    }

    func interval(_ comparison: Comparison, _ scale: ColumnScale) -> String {
        guard let interval = comparison.interval else { return "-" }
        return "\(scale.signed(interval.low)) … \(scale.signed(interval.high))"
    }

    /// A mean difference as a share of the baseline's mean; nil where that is a mean over other replications.
    func relative(_ comparison: Comparison) -> Double? {
        guard let difference = comparison.meanDifference, comparison.metric.unit != .share,
            let base = summary(of: comparison.metric.id, policy: comparison.baseline), base.n == comparison.n,
            let mean = base.mean, mean != 0
        else { return nil }
        return difference / mean
    }

    /// A metric's name without its unit, in words.
    static func label(of metric: Metric) -> String {
        var words = metric.id.split(separator: "_").map(String.init)
        if words.last == "h" { words.removeLast() }
        if words.count > 3, words.suffix(2) == ["endpoint", "hours"] { words.removeLast(2) }
        return words.joined(separator: " ").replacing("endpoint hours", with: "endpoint-hours")
    }

    /// A metric's unit where its label does not say it.
    static func unit(of metric: Metric) -> String {
        switch metric.unit {
        case .count, .share, .money: ""
        case .hours: "h"
        case .endpointHours: label(of: metric).contains("endpoint-hours") ? "" : "endpoint-h"
        }
    }
}
