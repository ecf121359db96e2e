// Whatever the parameters, a factory refuses them or makes a distribution that can be worked with; nothing traps or hangs.

import Testing

@testable import RandomStreams

struct FactoryFuzzTests {
    /// Parameters as a file may hold them: special values, random bits, ordinary numbers, probabilities, huge and tiny ones.
    struct Parameters {
        var stream: AddressedStream

        init(_ name: String) {
            stream = DrawSource(seed: 71, replication: 0).stream(Purpose("fuzz", name), entity: 0)
        }

        mutating func number() -> Double {
            let special = [
                0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.5,
                1e15, 1e-15,
            ]
            switch stream.next(below: 6) {
            case 0: return special[Int(stream.next(below: UInt32(special.count)))]
            case 1: return Double(bitPattern: stream.next())
            case 2: return stream.nextUniform()
            case 3: return ReproducibleMath.exp(80 * stream.nextUniform() - 40)
            default: return 20 * stream.nextUniform() - 2
            }
        }

        mutating func integer() -> Int {
            switch stream.next(below: 5) {
            case 0: return [0, 1, -1, .max, .min, 1 << 53, 1_000_000_000][Int(stream.next(below: 7))]
            case 1: return Int(truncatingIfNeeded: stream.next())
            case 2: return Int(stream.next(below: 1_000_000_000))
            default: return Int(stream.next(below: 60)) - 5
            }
        }

        mutating func numbers() -> [Double] { (0..<stream.next(below: 6)).map { _ in number() } }
    }

    /// Protects the promise of a distribution that exists: finite moments, quantiles and variates inside the support, shares from 0
    /// to 1.
    static func check(_ distribution: Distribution, _ stream: inout AddressedStream) {
        let support = distribution.support
        #expect(distribution.mean.isFinite && distribution.variance.isFinite, "\(distribution)")
        #expect(distribution.variance >= 0, "\(distribution)")
        for u in [0x1p-54, 1e-3, 0.5, 0.9, 1 - 0x1p-53] {
            let x = distribution.quantile(u)
            #expect(x.isFinite && support.contains(x), "\(distribution) at \(u): \(x)")
            #expect((0...1).contains(distribution.cumulative(x)), "\(distribution) at \(x)")
            #expect((0...1).contains(distribution.survival(x)), "\(distribution) at \(x)")
            #expect(support.contains(distribution.quantile(exceededWith: u)), "\(distribution) above \(u)")
            #expect(support.contains(distribution.quantile(hazard: 3 * u)), "\(distribution)")
        }
        for _ in 0..<3 {
            let x = distribution.sample(from: &stream)
            #expect(!x.isNaN && support.contains(x), "\(distribution): \(x)")
        }
    }

    @Test func continuousFactoriesNeverTrap() {
        var parameters = Parameters("continuous")
        var made = 0
        for _ in 0..<250 {
            let (a, b, c, d) = (parameters.number(), parameters.number(), parameters.number(), parameters.number())
            let distributions: [Distribution?] = [
                try? .constant(a), try? .uniform(low: a, high: b), try? .exponential(mean: a),
                try? .lognormal(median: a, sigma: b), try? .lognormal(mean: a, cv: b),
                try? .lognormal(median: a, p90: b),
                try? .triangular(min: a, mode: b, max: c), try? .weibull(shape: a, scale: b),
                try? .weibull(mean: a, cv: b), try? .weibull(median: a, p90: b),
                try? .normal(mean: a, standardDeviation: b),
                try? .normal(mean: a, standardDeviation: b, low: c, high: d),
                try? .gamma(shape: a, scale: b), try? .gamma(mean: a, cv: b), try? .gamma(median: a, p90: b),
                try? .erlang(stages: parameters.integer(), mean: a),
                try? .beta(alpha: a, beta: b), try? .beta(alpha: a, beta: b, low: c, high: d),
                try? .beta(mean: a, standardDeviation: b), try? .pert(min: a, mode: b, max: c),
                try? .pert(min: a, mode: b, max: c, weight: d),
            ]
            for case let distribution? in distributions {
                made += 1
                Self.check(distribution, &parameters.stream)
            }
        }
        #expect(made > 1_000)
    }

    @Test func countFactoriesNeverTrap() {
        var parameters = Parameters("counts")
        var made = 0
        for _ in 0..<250 {
            let (a, b) = (parameters.number(), parameters.number())
            let (i, j, k) = (parameters.integer(), parameters.integer(), parameters.integer())
            let distributions: [CountDistribution?] = [
                try? .bernoulli(probability: a), try? .binomial(trials: i, probability: a),
                try? .hypergeometric(successes: i, failures: j, draws: k), try? .poisson(mean: a),
                try? .geometric(probability: a), try? .negativeBinomial(successes: a, probability: b),
                try? .negativeBinomial(mean: a, variance: b), try? .zipf(ranks: i, exponent: a),
                try? .integers(low: i, high: j),
            ]
            for case let distribution? in distributions {
                made += 1
                Self.check(.count(distribution), &parameters.stream)
                let l = parameters.integer()
                #expect((0...1 + 1e-12).contains(distribution.probability(of: l)), "\(distribution) at \(l)")
                #expect((0...1).contains(distribution.cumulative(l)), "\(distribution) at \(l)")
            }
        }
        #expect(made > 300)
    }

    @Test func dataFactoriesNeverTrap() {
        var parameters = Parameters("data")
        var made = 0
        for _ in 0..<400 {
            let values = parameters.numbers()
            let pairs = values.map { (value: $0, weight: parameters.number()) }
            let sorted = values.sorted().map { (value: $0, cumulative: abs(parameters.number())) }
            let knots = zip(sorted.map(\.value), [0] + sorted.map(\.cumulative).sorted()).map {
                (value: $0, cumulative: $1)
            }
            let distributions: [Distribution?] = [
                try? .empirical(values, interpolated: true), try? .empirical(values, interpolated: false),
                try? .discrete(pairs), try? .discrete(pairs.map { (value: $0.value, weight: abs($0.weight)) }),
                try? .piecewiseLinear(knots), try? .piecewiseLinear(sorted),
                try? .mixture(
                    pairs.compactMap { pair in
                        guard let part = try? Distribution.exponential(mean: pair.value) else { return nil }
                        return (weight: abs(pair.weight), distribution: part)
                    }),
            ]
            for case let distribution? in distributions {
                made += 1
                Self.check(distribution, &parameters.stream)
            }
            var (shares, counts) = ([Double](), [Int]())
            if let multinomial = try? Multinomial(weights: values.map(abs)) {
                multinomial.sample(count: parameters.integer(), into: &counts, from: &parameters.stream)
                #expect(counts.allSatisfy { $0 >= 0 })
            }
            if let dirichlet = try? Dirichlet(concentrations: values) {
                dirichlet.sample(into: &shares, from: &parameters.stream)
                #expect(shares.allSatisfy { (0...1).contains($0) })
            }
            MultivariateHypergeometric.sample(
                draws: parameters.integer(), of: values.map { _ in parameters.integer() }, into: &counts,
                from: &parameters.stream)
            #expect(counts.allSatisfy { $0 >= 0 })
            let k = Hypergeometric.sampleLarge(
                successes: parameters.integer(), failures: parameters.integer(), draws: parameters.integer(),
                from: &parameters.stream)
            #expect(k >= 0)
            #expect(Poisson.sample(mean: parameters.number(), from: &parameters.stream) >= 0)
        }
        #expect(made > 200)
    }

    /// Protects composition upon composition: moved, stretched, cut off, mixed, in any order.
    @Test func composedDistributionsNeverTrap() {
        var parameters = Parameters("composed")
        var made = 0
        for _ in 0..<120 {
            var pool: [Distribution] = [.zero]
            let (a, b) = (20 * parameters.stream.nextUniform(), 1 + 3 * parameters.stream.nextUniform())
            let basis: [Distribution?] = [
                try? .exponential(mean: a), try? .normal(mean: a, standardDeviation: b), try? .gamma(mean: a, cv: b),
                try? .pert(min: -a, mode: 0, max: b), try? .count(.poisson(mean: a)),
                try? .count(.zipf(ranks: 50, exponent: b)),
                try? .empirical([a, b, a + b, -a], interpolated: true),
                try? .empirical([a, b, a + b], interpolated: false),
                try? .uniform(low: -a, high: b), try? .triangular(min: -a, mode: 0, max: b),
                try? .weibull(shape: b, scale: a),
            ]
            pool += basis.compactMap { $0 }
            for _ in 0..<4 {
                let one = pool[Int(parameters.stream.next(below: UInt32(pool.count)))]
                let other = pool[Int(parameters.stream.next(below: UInt32(pool.count)))]
                let next: Distribution? =
                    switch parameters.stream.next(below: 4) {
                    case 0: try? one.scaled(by: parameters.number())
                    case 1: try? one.shifted(by: parameters.number())
                    case 2: try? one.truncated(low: parameters.number(), high: parameters.number())
                    default: try? .mixture([(abs(parameters.number()), one), (abs(parameters.number()), other)])
                    }
                guard let next else { continue }
                made += 1
                Self.check(next, &parameters.stream)
                pool.append(next)
            }
        }
        #expect(made > 100)
    }
}
