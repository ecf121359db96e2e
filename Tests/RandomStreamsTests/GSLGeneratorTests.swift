// GSL's samplers run on addressed streams, and leave them where they stopped.

import CGSL
import Testing

@testable import RandomStreams

struct GSLGeneratorTests {
    /// Protects the bridge: GSL sees exactly the stream's draws, and the stream goes on after them.
    @Test func gslDrawsAreTheStreamsOwn() {
        var stream = DrawSource(seed: 9, replication: 0).stream(Purpose("bridge"), entity: 0)
        var twin = stream
        let drawn = withGSLGenerator(over: &stream) { generator in
            [gsl_rng_uniform(generator), gsl_rng_uniform(generator), gsl_rng_uniform(generator)]
        }
        #expect(drawn == [twin.nextUniform(), twin.nextUniform(), twin.nextUniform()])
        #expect(withGSLGenerator(over: &stream) { gsl_rng_get($0) } == UInt(twin.next()))
        #expect(stream == twin)
        #expect(withGSLGenerator(over: &stream) { String(cString: gsl_rng_name($0)) } == "addressed Philox4x32-10")
    }

    /// Protects the bridge over batches: the same draws as over the plain stream, across the end of a batch, also when uniforms and
    /// integers alternate; and the stream goes on after them.
    @Test func gslSeesTheSameDrawsOverABatchedStream() {
        let source = DrawSource(seed: 9, replication: 3)
        var plain = source.stream(Purpose("bridge"), entity: 0)
        var batched = source.batchedStream(Purpose("bridge"), entity: 0)
        func draws(_ generator: UnsafePointer<gsl_rng>) -> [Double] {
            (0..<25).flatMap { _ in
                [gsl_rng_uniform(generator), Double(gsl_rng_get(generator)), gsl_ran_gamma(generator, 0.7, 2)]
            }
        }
        #expect(withGSLGenerator(over: &batched, draws) == withGSLGenerator(over: &plain, draws))
        #expect(batched.next() == plain.next())
        #expect(withGSLGenerator(over: &batched) { String(cString: gsl_rng_name($0)) } == "batched Philox4x32-10")
        #expect(withGSLGenerator(over: &batched) { gsl_rng_uniform_int($0, 0) } == 0)
    }

    /// Protects samplers that use the integers' bits (ziggurat) or many draws (gamma, by rejection). z-bound 5.
    @Test func gslSamplersHaveTheirMomentsOnAddressedStreams() {
        var stream = DrawSource(seed: 9, replication: 1).stream(Purpose("bridge"), entity: 0)
        let (normal, gamma, integer) = withGSLGenerator(over: &stream) { generator in
            (
                (0..<100_000).map { _ in gsl_ran_gaussian_ziggurat(generator, 1) },
                (0..<100_000).map { _ in gsl_ran_gamma(generator, 2.5, 2) },
                (0..<100_000).map { _ in Double(gsl_rng_uniform_int(generator, 6)) }
            )
        }
        #expect(GoodnessOfFit.z(normal, mean: 0, variance: 1) < 5)
        #expect(GoodnessOfFit.z(normal.map { $0 * $0 }, mean: 1, variance: 2) < 5)
        #expect(GoodnessOfFit.z(gamma, mean: 5, variance: 10) < 5)
        #expect(GoodnessOfFit.z(integer, mean: 2.5, variance: 35.0 / 12) < 5)
    }

    /// Protects the process: a domain error inside GSL must come back as a value, and Swift errors must pass through.
    @Test func errorsComeBackInsteadOfEndingTheProcess() {
        struct Stop: Error {}
        var stream = DrawSource(seed: 9, replication: 2).stream(Purpose("bridge"), entity: 0)
        #expect(withGSLGenerator(over: &stream) { gsl_rng_uniform_int($0, 0) } == 0)
        #expect(throws: Stop.self) {
            try withGSLGenerator(over: &stream) { (_) throws(Stop) -> Void in throw Stop() }
        }
    }
}
