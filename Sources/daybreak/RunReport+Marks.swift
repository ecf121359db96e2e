// The marks after numbers of the report's tables, and the notes below the tables that explain them.

import Experiments
import Statistics

extension RunReport {
    /// Every mark.
    static let marks: Set<Character> = ["*", "†", "‡"]

    /// The marks of one number, after a space; nothing where it needs none.
    ///
    /// - Parameters:
    ///   - isCensored: Whether it is the median, because the horizon cut replications off.
    ///   - doubt: Why its interval may be too short.
    ///   - n: Replications that have a value; where there are none, there is no number to mark.
    func marks(isCensored: Bool, doubt: IntervalDoubt?, n: Int) -> String {
        let marks = (isCensored ? "*" : "") + (doubt == nil ? "" : "†") + (isConditional(n) ? "‡" : "")
        return marks.isEmpty ? "" : " " + marks
    }

    /// Whether a number from `n` replications speaks of some of them only.
    private func isConditional(_ n: Int) -> Bool { n > 0 && n < replications }

    /// What the mark of a doubtful interval means, for the doubts that a table has.
    static func doubtNotes(_ doubts: [IntervalDoubt]) -> [String] {
        let reasons = IntervalDoubt.allCases.filter(doubts.contains).map { doubt in
            switch doubt {
            case .few: "there are only two values"
            case .constant: "all values are equal"
            case .skewed: "the mean hangs on few values (n ≤ 25 × skewness²)"
            }
        }
        return reasons.isEmpty ? [] : ["  † may be too short: " + reasons.joined(separator: ", or ")]
    }

    /// What the mark of a conditional number means: how many replications each is over.
    ///
    /// - Parameters:
    ///   - groups: Names of what has numbers, each with the names of the numbers and the replications that have a value.
    ///   - arose: How the question arose in them.
    func conditionNotes(_ groups: [(name: String, counts: [(name: String, n: Int)])], arose: String) -> [String] {
        let parts = groups.compactMap { group -> String? in
            let counts = group.counts.filter { isConditional($0.n) }
            guard !counts.isEmpty else { return nil }
            return (["'\(group.name)'"] + counts.map { "\($0.name) \(ReadableNumber.grouped($0.n))" })
                .joined(separator: ", ")
        }
        guard !parts.isEmpty else { return [] }
        let note =
            "‡ over the replications in which the question \(arose), of \(ReadableNumber.grouped(replications)): "
        return RunningText.wrapped(note + parts.joined(separator: "; "), indentation: 2)
    }
}
