// How the queues' simulated means are judged: the one way in which all of these tests state false alarms and power.

import Foundation
import Statistics
import Testing

/// Means over independent replications, held against closed forms.
///
/// A mean passes where Student's t stays below the value that it exceeds with probability 10⁻⁶. All files of this folder together make fewer
/// than 250 such comparisons, so that the family raises a false alarm once in 4,000 sets of seeds; the seeds are fixed.
///
/// Every comparison says the power that it has: `finds` is the bias, as a share of what is expected, that it finds with probability 0.99. A
/// test that has lost this power fails too.
///
/// What a run has drawn by chance is known: how many arrived, how long their services were. These controls have the expectation 0, and what they explain
/// of a mean is taken out by least squares (Lavenberg and Welch, *Management Science* 27(3), 1981, doi:10.1287/mnsc.27.3.322), which is worth runs of
/// several times the length. A bug that changes a control, as a rate of arrivals, may be taken out likewise; so the controls are judged themselves.
struct Judgement {
    /// Replications of one comparison.
    static let replications = 40

    /// What each replication gives, and its controls.
    let values: [[Double]]
    let controls: [[Double]]

    /// Runs the replications; each has draws of its own, and gives its values and its controls.
    init(seed: UInt64, run: (inout Draws) -> (values: [Double], controls: [Double])) {
        let rows = (0..<Self.replications).map {
            var draws = Draws(seed: seed &* 1_000_003 &+ UInt64($0))
            return run(&draws)
        }
        values = rows.map(\.values)
        controls = rows.map(\.controls)
    }

    /// Holds the mean of a value against its expectation.
    ///
    /// - Parameters:
    ///   - index: Which of the values.
    ///   - expected: What the mean should be.
    ///   - known: A value that it depends on and what that should be, judged by itself too: one more control.
    ///   - bias: The share of `expected` that is found with probability 0.99.
    ///   - what: What it is, in a message.
    ///   - sourceLocation: Where it is asked.
    func expect(
        _ index: Int, _ expected: Double, known: (index: Int, mean: Double)? = nil, finds bias: Double, _ what: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let controls = zip(values, controls).map { row, controls in
            known.map { controls + [row[$0.index] / $0.mean - 1] } ?? controls
        }
        Self.judge(values.map { $0[index] }, controls, expected, bias, what, sourceLocation)
    }

    /// Holds the controls against what they have to be on the mean.
    func expectControls(finds bias: Double, _ what: String, sourceLocation: SourceLocation = #_sourceLocation) {
        for index in controls[0].indices {
            Self.judge(
                controls.map { 1 + $0[index] }, controls.map { _ in [] }, 1, bias, "\(what), control \(index)",
                sourceLocation)
        }
    }

    private static func judge(
        _ sample: [Double], _ controls: [[Double]], _ expected: Double, _ bias: Double, _ what: String,
        _ sourceLocation: SourceLocation
    ) {
        let (mean, error, freedom) = estimate(sample, controls)
        guard let bound = try? CriticalValues.studentT(confidence: 1 - 1e-6, degreesOfFreedom: freedom) else {
            Issue.record("\(what): no sample", sourceLocation: sourceLocation)
            return
        }
        let t = (mean - expected) / error
        // Exceeded with probability 0.99 by a standard normal variate plus this: 2.33.
        let found = (bound + 2.33) * error / abs(expected)
        if ProcessInfo.processInfo.environment["DAYBREAK_POWER"] != nil {
            print("\(what): \(mean), expected \(expected), t \(t), finds \(found) of \(bias)")
        }
        #expect(abs(t) < bound, "\(what): \(mean), expected \(expected), t \(t)", sourceLocation: sourceLocation)
        #expect(found <= bias, "\(what): lost power, finds no less than \(found)", sourceLocation: sourceLocation)
    }

    /// What the mean of a sample would be had its controls their expectation, 0, and the standard error of that.
    private static func estimate(
        _ sample: [Double], _ controls: [[Double]]
    ) -> (mean: Double, error: Double, degreesOfFreedom: Int) {
        let count = Double(sample.count)
        func product(_ one: [Double], _ other: [Double]) -> Double { zip(one, other).reduce(0) { $0 + $1.0 * $1.1 } }
        func centred(_ values: [Double]) -> (mean: Double, rest: [Double]) {
            let mean = values.reduce(0, +) / count
            return (mean, values.map { $0 - mean })
        }
        var (estimate, rest) = centred(sample)
        var spread = 1 / count
        // Made orthogonal one after the other; `place` is where 0 lies along each.
        var bases: [(direction: [Double], square: Double, place: Double)] = []
        for index in controls[0].indices {
            let (mean, values) = centred(controls.map { $0[index] })
            var (direction, place) = (values, -mean)
            for base in bases {
                let share = product(direction, base.direction) / base.square
                direction = zip(direction, base.direction).map { $0 - share * $1 }
                place -= share * base.place
            }
            let square = product(direction, direction)
            let slope = product(rest, direction) / square
            rest = zip(rest, direction).map { $0 - slope * $1 }
            estimate += slope * place
            spread += place * place / square
            bases.append((direction, square, place))
        }
        let freedom = sample.count - 1 - bases.count
        return (estimate, (product(rest, rest) / Double(freedom) * spread).squareRoot(), freedom)
    }
}

/// Random numbers for queues: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), independent of the package's own.
struct Draws {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0xD134_2543_DE82_EF95 &+ 0x2545_F491_4F6C_DD1D }

    mutating func uniform() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
        return (Double((z ^ (z &>> 31)) &>> 12) + 0.5) * 0x1p-52
    }

    mutating func exponential() -> Double { -log(uniform()) }

    /// An integer in 0 ..< bound.
    mutating func below(_ bound: Int) -> Int { min(bound - 1, Int(uniform() * Double(bound))) }
}
