// The answer that a run's report begins with: who loses least, how sure that is, and what it costs.

import Experiments

extension RunReport {
    /// A few sentences.
    var answer: String {
        guard policies.count > 1 else {
            return hasBaseline ? "One policy alone: nothing to compare it with." : withoutBaseline
        }
        guard let leader else { return "No policy can be said to lose least: the horizon cut losses off." }
        var sentences = [claim(leader)] + standing(leader)
        if let price = price(leader) { sentences.append(price) }
        if !hasBaseline { sentences.append(withoutBaseline) }
        return sentences.joined(separator: " ")
    }

    private var withoutBaseline: String {
        "No comparison with the baseline: '\(study.baseline)' is not among the policies of this run."
    }

    /// Who has the smallest mean, beside the baseline.
    private func claim(_ leader: Leader) -> String {
        let equal = policies(leader, .equal)
        let isUndecided = leader.rivals.contains { $0.standing == .undecided }
        let names = Self.list([leader.policy] + equal)
        if equal.count == policies.count - 1 { return "\(names) lose exactly the same in every replication." }
        var text = names
        switch (isUndecided, equal.isEmpty) {
        case (true, true): text += " has the smallest mean loss"
        case (true, false): text += " have the smallest mean loss, the same in every replication"
        case (false, true): text += " loses least"
        case (false, false): text += " lose least, the same in every replication"
        }
        if let rival = leader.rivals.first(where: { $0.policy == study.baseline }), rival.standing != .equal {
            // The interval that decides the baseline's standing: this sentence and the next cannot contradict each other.
            let scale = ColumnScale(for: [rival.meanDifference, rival.interval?.low, rival.interval?.high])
            let share = comparison(of: Self.lossMetric, policy: leader.policy).flatMap(relative)
            text +=
                ": \(scale.signed(-rival.meanDifference)) \(scale.unit("endpoint-hours")) against '\(study.baseline)'"
            text += share.map { ", \(ReadableNumber.signed(100 * $0, decimals: 0)) %" } ?? ""
            if let interval = rival.interval {
                text += " (\(scale.signed(-interval.high)) … \(scale.signed(-interval.low)); \(Self.method(leader)))"
            }
        }
        return text + "."
    }

    /// What the intervals between the leader and the others rest on.
    private static func method(_ leader: Leader) -> String {
        leader.rivals.count == 1
            ? "paired, 95 % confidence" : "paired, 95 % confidence over \(leader.rivals.count) comparisons, Bonferroni"
    }

    /// How the others stand to the leader, and what that rests on.
    private func standing(_ leader: Leader) -> [String] {
        let worse = leader.rivals.filter { $0.standing == .worse }
        let undecided = policies(leader, .undecided)
        guard leader.n > 1 else { return ["But one replication tells no two policies apart."] }
        let method = Self.method(leader)
        var sentences: [String] = []
        if !undecided.isEmpty {
            let equal = policies(leader, .equal)
            var text = "But \(Self.list(undecided)) cannot be told from \(equal.isEmpty ? "it" : "them") by "
            text += "\(ReadableNumber.grouped(leader.n)) replications"
            if !worse.isEmpty {
                let twins = equal.isEmpty ? "" : equal.count == 1 ? ", its equal" : ", its equals"
                let rivals = undecided.count == 1 ? Self.list(undecided) : "one of these"
                text += "; the best is '\(leader.policy)'\(twins) or \(rivals), "
                text += worse.count == 1 ? "not the other one" : "not one of the other \(worse.count)"
            }
            sentences.append("\(text) (\(method)).")
        } else if let runnerUp = worse.first {
            let others = worse.count == 1 ? "'\(runnerUp.policy)' loses more" : "Every other policy loses more"
            if runnerUp.policy == study.baseline {
                // How much has been said already.
                if worse.count > 1 { sentences.append("\(others) (\(method)).") }
            } else {
                let difference = runnerUp.meanDifference
                let scale = ColumnScale(for: [difference, runnerUp.interval?.low, runnerUp.interval?.high])
                let by = "\(scale.signed(difference)) \(scale.unit("endpoint-hours"))"
                var range = runnerUp.interval.map { "\(scale.signed($0.low)) … \(scale.signed($0.high))" } ?? "-"
                // Both sides were found by looking, unless there are only two; of the baseline that is not so.
                if leader.rivals.count > 1 { range += " for a leader named beforehand" }
                let name = worse.count == 1 ? "" : " the runner-up '\(runnerUp.policy)'"
                sentences.append("\(others),\(name) by \(by) (\(range); \(method)).")
            }
        }
        let doubts = worse.compactMap(\.intervalDoubt)
        if doubts.contains(.skewed) {
            sentences.append("Some differences are skewed for so few replications: this may be said too soon.")
        } else if doubts.contains(.few) {
            sentences.append("So few replications do not show how skewed a difference is: this may be said too soon.")
        }
        return sentences
    }

    /// The other policies that stand so to the leader.
    private func policies(_ leader: Leader, _ standing: Leader.Standing) -> [String] {
        leader.rivals.filter { $0.standing == standing }.map(\.policy)
    }

    /// What the leader costs in protection, beside the baseline.
    private func price(_ leader: Leader) -> String? {
        guard let lag = comparison(of: "protection_lag_endpoint_hours", policy: leader.policy),
            let price = lag.meanDifference
        else { return nil }
        let scale = ColumnScale(for: [price, lag.interval?.low, lag.interval?.high])
        let share = relative(lag).map { ", \(ReadableNumber.signed(100 * $0, decimals: 0)) %" } ?? ""
        // Its own interval; whose it is was found by looking, unless there are only two.
        let named = policies.count > 2 ? " for a policy named beforehand" : ""
        let range = lag.interval == nil ? "" : " (\(interval(lag, scale)); paired, 95 % confidence\(named))"
        return "The protection lag of '\(leader.policy)' differs from that of '\(study.baseline)' by "
            + "\(scale.signed(price)) \(scale.unit("endpoint-hours"))\(share)\(range)."
    }

    /// Names in a sentence: "'a'", "'a' and 'b'", "'a', 'b' and 3 others".
    private static func list(_ names: [String]) -> String {
        let quoted = names.map { "'\($0)'" }
        guard quoted.count > 4 else {
            return quoted.count < 2
                ? quoted.joined() : quoted.dropLast().joined(separator: ", ") + " and " + quoted[quoted.count - 1]
        }
        return quoted.prefix(3).joined(separator: ", ") + " and \(quoted.count - 3) others"
    }
}
