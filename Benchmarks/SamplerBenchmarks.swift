// The samplers of random variates, on addressed draws and beside the same on the fastest of the usual generators.

import RandomStreams

/// One sampler's cost: the median over interleaved rounds, in seconds of processor and wall time per variate.
struct SamplerRow {
    var name: String
    var elapsed: Elapsed
    /// What the ratio is taken to, if to anything: the name of another row.
    var reference: String?
}

/// Variates go into an array; those of the standard samplers also into a sum.
enum SamplerBenchmarks {
    private static let count = 1 << 20

    /// All rows, each measured once in every round, so that what disturbs one round disturbs all of them.
    static func rows(rounds: Int = 9) -> [SamplerRow] {
        var runs: [(row: SamplerRow, work: () -> Void)] = []
        let target = UnsafeMutablePointer<Double>.allocate(capacity: 4_096)
        target.initialize(repeating: 0, count: 4_096)
        defer { target.deallocate() }
        func add(_ name: String, reference: String? = nil, _ work: @escaping () -> Void) {
            let row = SamplerRow(name: name, elapsed: Elapsed(wall: 0, processor: 0), reference: reference)
            runs.append((row, work))
        }
        let draws = DrawSource(seed: 1, replication: 0)
        let ziggurat = Ziggurat()
        var xoshiro = Xoshiro256()
        var batched = draws.batchedStream(Purpose("benchmark/samplers"), entity: 0)
        var plain = draws.stream(Purpose("benchmark/samplers"), entity: 0)
        var total = 0.0

        for way in Way.allCases {
            for sampler in Standard.allCases {
                let name = "\(sampler) \(way)"
                let reference = "\(name), xoshiro256++"
                add(reference) { total += draw(sampler, way, &xoshiro, ziggurat, target) }
                add("\(name), Philox batched", reference: reference) {
                    total += draw(sampler, way, &batched, ziggurat, target)
                }
                add("\(name), Philox plain", reference: reference) {
                    total += draw(sampler, way, &plain, ziggurat, target)
                }
            }
        }

        for (n, p) in [(100, 0.02), (1_000, 0.3), (1_000_000, 0.02), (1_000_000_000, 0.3)] {
            add("binomial(\(n), \(p))") {
                for index in 0..<count {
                    target[index & 4_095] = Double(Binomial.sample(trials: n, probability: p, from: &batched))
                }
            }
            let prepared = BinomialSampler(trials: n, probability: p)
            add("binomial(\(n), \(p)), prepared") {
                for index in 0..<count { target[index & 4_095] = Double(prepared.sample(from: &batched)) }
            }
        }
        for mean in [3, 50, 1e9] {
            add("Poisson(\(mean))") {
                for index in 0..<count { target[index & 4_095] = Double(Poisson.sample(mean: mean, from: &batched)) }
            }
        }
        add("hypergeometric(3·10⁸, 7·10⁸, 5·10⁸)") {
            for index in 0..<count {
                target[index & 4_095] = Double(
                    Hypergeometric.sampleLarge(
                        successes: 300_000_000, failures: 700_000_000, draws: 500_000_000, from: &batched))
            }
        }
        add("next order statistic of 10⁹") {
            var order = OrderStatistics(count: 1_000_000_000)
            for index in 0..<count { target[index & 4_095] = order.next(from: &batched) ?? 0 }
        }
        for (name, made) in [
            ("lognormal", try? Distribution.lognormal(median: 1, sigma: 1)),
            ("Weibull", try? .weibull(shape: 2, scale: 1)), ("gamma(2.5)", try? .gamma(shape: 2.5, scale: 1)),
            ("discrete, 1,000 values", try? .discrete((1...1_000).map { (Double($0), Double($0)) })),
        ] {
            guard let distribution = made else { continue }
            add("\(name), sampled") {
                for index in 0..<count { target[index & 4_095] = distribution.sample(from: &batched) }
            }
            add("\(name), inverted") {
                for index in 0..<count { target[index & 4_095] = distribution.quantile(batched.nextUniform()) }
            }
        }

        var measured = [[Elapsed]](repeating: [], count: runs.count)
        for _ in 0..<max(rounds, 1) {
            for (index, run) in runs.enumerated() { measured[index].append(Elapsed.measuring(run.work).per(count)) }
        }
        consume(target[0] + total)
        return zip(runs, measured).map { run, times in
            var row = run.row
            row.elapsed = times.sorted { $0.processor < $1.processor }[times.count / 2]
            return row
        }
    }

    /// What is done with the variates: a simulation stores some, and adds others up.
    private enum Way: String, CaseIterable, CustomStringConvertible {
        case stored, summed
        var description: String { rawValue }
    }

    private enum Standard: String, CaseIterable, CustomStringConvertible {
        case uniform, exponential, normal
        var description: String { rawValue }
    }

    private static func draw<Stream: UniformStream>(
        _ sampler: Standard, _ way: Way, _ stream: inout Stream, _ ziggurat: Ziggurat,
        _ target: UnsafeMutablePointer<Double>
    ) -> Double {
        switch (sampler, way) {
        case (.uniform, .stored): store(&stream, target) { $0.nextUniform() }
        case (.uniform, .summed): sum(&stream) { $0.nextUniform() }
        case (.exponential, .stored): store(&stream, target) { ziggurat.exponential(from: &$0) }
        case (.exponential, .summed): sum(&stream) { ziggurat.exponential(from: &$0) }
        case (.normal, .stored): store(&stream, target) { ziggurat.normal(from: &$0) }
        case (.normal, .summed): sum(&stream) { ziggurat.normal(from: &$0) }
        }
    }

    @inline(__always)
    private static func store<Stream: UniformStream>(
        _ stream: inout Stream, _ target: UnsafeMutablePointer<Double>, _ variate: (inout Stream) -> Double
    ) -> Double {
        for index in 0..<count { target[index & 4_095] = variate(&stream) }
        return 0
    }

    @inline(__always)
    private static func sum<Stream: UniformStream>(_ stream: inout Stream, _ variate: (inout Stream) -> Double)
        -> Double
    {
        var sum = 0.0
        for _ in 0..<count { sum += variate(&stream) }
        return sum
    }
}

/// xoshiro256++ 1.0 (D. Blackman and S. Vigna, ACM TOMS 47(4), 2021, https://doi.org/10.1145/3460772): the reference that a
/// generator with addresses is measured against. For benchmarks only: its draws have no address.
struct Xoshiro256: UniformStream {
    private var state: (UInt64, UInt64, UInt64, UInt64) = (
        0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, 42
    )

    @inline(__always)
    mutating func next() -> UInt64 {
        let sum = state.0 &+ state.3
        let result = (sum &<< 23 | sum &>> 41) &+ state.0
        let shifted = state.1 &<< 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = state.3 &<< 45 | state.3 &>> 19
        return result
    }
}
