// Parameters that make no distribution are refused with a message that helps.

import Testing

@testable import RandomStreams

struct DistributionErrorTests {
    /// Protects the reader of the message: it names the family, the parameter, what is expected and what was found.
    @Test func messageSaysWhatIsWrong() {
        func message(_ make: () throws(DistributionError) -> Distribution) -> String {
            do {
                return "made \(try make())"
            } catch {
                return error.description
            }
        }
        #expect(
            message { () throws(DistributionError) in try .exponential(mean: -1) }
                == "exponential, mean: must be a finite number greater than 0; found -1.0")
        #expect(
            message { () throws(DistributionError) in try .uniform(low: 2, high: 1) }
                == "uniform, high: must not lie below low (2.0); found 1.0")
        #expect(
            message { () throws(DistributionError) in try .triangular(min: 0, mode: 3, max: 2) }
                == "triangular, max: must not lie below mode (3.0); found 2.0")
        #expect(
            message { () throws(DistributionError) in try .lognormal(median: 3, p90: 2) }
                == "lognormal, p90: must not lie below the median (3.0); found 2.0")
        #expect(
            message { () throws(DistributionError) in try .constant(.nan) }
                == "constant, value: must be a finite number; found nan")
        #expect(
            message { () throws(DistributionError) in try .lognormal(median: 1, sigma: 40) }
                == "lognormal: the parameters give a mean or a variance beyond the range of a floating-point number")
        #expect(
            message { () throws(DistributionError) in try Distribution.constant(1).scaled(by: -2) }
                == "scaled, factor: must be a finite number, 0 or more; found -2.0")
    }

    /// Protects the simulation from what a file may hold: whatever the parameters, there is an error or a distribution
    /// with finite moments and finite quantiles, and never a trap.
    @Test func anyParametersEitherThrowOrGiveFiniteVariates() {
        var stream = DrawSource(seed: 7, replication: 0).stream(Purpose("fuzz"), entity: 0)
        let special = [
            0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.5,
        ]
        func parameter() -> Double {
            switch stream.next(below: 3) {
            case 0: special[Int(stream.next(below: UInt32(special.count)))]
            case 1: Double(bitPattern: stream.next())
            default: 20 * stream.nextUniform() - 2
            }
        }
        var made = 0
        for _ in 0..<5_000 {
            let (a, b, c) = (parameter(), parameter(), parameter())
            let distributions: [Distribution?] = [
                try? .constant(a), try? .uniform(low: a, high: b), try? .exponential(mean: a),
                try? .lognormal(median: a, sigma: b), try? .lognormal(mean: a, cv: b),
                try? .lognormal(median: a, p90: b),
                try? .triangular(min: a, mode: b, max: c), try? .weibull(shape: a, scale: b),
            ]
            for case let distribution? in distributions {
                made += 1
                #expect(distribution.mean.isFinite && distribution.variance.isFinite, "\(distribution)")
                for u in [0x1p-54, 0.1, 0.5, 0.9, 1 - 0x1p-53] {
                    let x = distribution.quantile(u)
                    #expect(x.isFinite && distribution.support.contains(x), "\(distribution) at \(u): \(x)")
                }
                if let scaled = try? distribution.scaled(by: abs(c)) { #expect(scaled.mean.isFinite) }
            }
        }
        #expect(made > 5_000)
    }

    /// Protects whoever nests mixtures by mistake from a computation without end, whether they grow deep or wide.
    @Test func mixturesAreNestedSoFarAndNoFarther() throws {
        var nested = Distribution.zero
        for _ in 0..<16 { nested = try .mixture([(1, nested), (1, .exponential(mean: 1))]).shifted(by: 1) }
        #expect(nested.mean > 0)
        #expect(throws: DistributionError("mixture", "parts", "must not be nested deeper than 16 levels")) {
            try Distribution.mixture([(1, nested), (1, .zero)])
        }
        // A single part is no level of its own.
        #expect(try Distribution.mixture([(2, nested)]) == nested)
        let wide = try Distribution.mixture([Distribution](repeating: .zero, count: 1_000).map { (1, $0) })
        #expect(throws: DistributionError.self) {
            try Distribution.mixture([Distribution](repeating: wide, count: 101).map { (1, $0) })
        }
    }

    /// Protects whole numbers that a `Double` rounds: −2⁵³ − 1 is compared as what it is.
    @Test func integersEndWhereDoublesSkipSome() throws {
        #expect(try CountDistribution.integers(low: -(1 << 53), high: 1 << 53).support == -(1 << 53)...(1 << 53))
        for low in [-(1 << 53) - 1, Int.min] {
            #expect(throws: DistributionError.self) { try CountDistribution.integers(low: low, high: 0) }
        }
        #expect(throws: DistributionError.self) { try CountDistribution.integers(low: 0, high: (1 << 53) + 1) }
    }
}
