// How the queues' simulated means are judged: the one way in which all of these tests state false alarms and power.

import Foundation
import Statistics
import Testing

/// A mean over independent replications, held against a closed form.
///
/// It passes where Student's t stays below the value that it exceeds with probability 10⁻⁶. All files of this folder together make fewer
/// than 120 such comparisons, so that the family raises a false alarm once in 8,000 sets of seeds; the seeds are fixed. The standard
/// error may be at most `resolution` of the expected value: with 40 replications (t₃₉ = 5.8) a bias of 8.2 times that is found with
/// probability 0.99. A test that has lost this power fails too.
struct Judgement {
    /// Replications of one comparison.
    static let replications = 40

    /// Runs the replications and compares.
    static func expect(
        _ expected: Double, resolution: Double, _ what: String, seed: UInt64,
        sourceLocation: SourceLocation = #_sourceLocation, run: (inout Draws) -> Double
    ) {
        let sample = sample(seed: seed) { [run(&$0)] }
        compare(sample.map { $0[0] }, with: expected, resolution: resolution, what, sourceLocation: sourceLocation)
    }

    /// What every replication gives; each has draws of its own.
    static func sample(
        _ replications: Int = Judgement.replications, seed: UInt64, run: (inout Draws) -> [Double]
    ) -> [[Double]] {
        (0..<replications).map {
            var draws = Draws(seed: seed &* 1_000_003 &+ UInt64($0))
            return run(&draws)
        }
    }

    /// Holds the mean of a sample of replications against its expectation.
    static func compare(
        _ sample: [Double], with expected: Double, resolution: Double, _ what: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let moments = SampleMoments(sample)
        guard let mean = moments.mean, let variance = moments.variance,
            let bound = try? CriticalValues.studentT(confidence: 1 - 1e-6, degreesOfFreedom: sample.count - 1)
        else {
            Issue.record("\(what): no sample", sourceLocation: sourceLocation)
            return
        }
        let error = (variance / Double(sample.count)).squareRoot()
        let t = (mean - expected) / error
        if ProcessInfo.processInfo.environment["DAYBREAK_POWER"] != nil {
            print("\(what): \(mean), expected \(expected), t \(t), resolution \(error / abs(expected))")
        }
        #expect(abs(t) < bound, "\(what): \(mean), expected \(expected), t \(t)", sourceLocation: sourceLocation)
        #expect(
            error <= resolution * abs(expected), "\(what): lost power, standard error \(error / abs(expected))",
            sourceLocation: sourceLocation)
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
