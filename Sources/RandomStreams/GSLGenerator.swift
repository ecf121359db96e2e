// Lets samplers of the GNU Scientific Library run on addressed streams.

public import CGSL

/// Runs `body` with a GSL generator whose draws come from a stream; the stream is then as far on as the draws taken.
///
/// ```swift
/// let x = withGSLGenerator(over: &stream) { gsl_ran_gamma($0, 2.5, 1) }
/// ```
///
/// GSL's samplers are a reference to test against and a collection of rarer distributions; they use the C library's
/// elementary functions, so the last bit of their variates may differ between machines. GSL's error handler, which ends
/// the process, is turned off first: whoever calls a function with a status checks it.
///
/// - Parameters:
///   - stream: The draws. GSL's integers are the stream's 64-bit integers, its uniforms the stream's own, in (0, 1).
///   - body: What to do with the generator, which is valid only inside; `gsl_rng_set`, `gsl_rng_clone` and the like, which
///     manage generators' memory and seeds, have no meaning for it.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws, and nothing else.
public func withGSLGenerator<Result, Failure: Error>(
    over stream: inout AddressedStream, _ body: (UnsafePointer<gsl_rng>) throws(Failure) -> Result
) throws(Failure) -> Result {
    try withGSLGenerator(of: GSLGeneratorType.addressed, state: &stream, body)
}

/// Runs `body` with a GSL generator whose draws come from a batched stream: the same draws as from the plain one at the
/// same address, at less cost.
///
/// Else as for ``withGSLGenerator(over:_:)-(AddressedStream,_)``.
///
/// - Parameters:
///   - stream: The draws; as far on afterwards as the draws taken.
///   - body: What to do with the generator, which is valid only inside.
/// - Returns: What `body` returns.
/// - Throws: What `body` throws, and nothing else.
public func withGSLGenerator<Result, Failure: Error>(
    over stream: inout BatchedStream, _ body: (UnsafePointer<gsl_rng>) throws(Failure) -> Result
) throws(Failure) -> Result {
    try withGSLGenerator(of: GSLGeneratorType.batched, state: &stream, body)
}

/// The generator and its state live on the stack: no allocation per stream.
private func withGSLGenerator<State, Result, Failure: Error>(
    of type: UnsafePointer<gsl_rng_type>, state: inout State,
    _ body: (UnsafePointer<gsl_rng>) throws(Failure) -> Result
) throws(Failure) -> Result {
    try withUnsafeMutablePointer(to: &state) { (state) throws(Failure) -> Result in
        var generator = gsl_rng(type: type, state: UnsafeMutableRawPointer(state))
        return try withUnsafePointer(to: &generator) { (pointer) throws(Failure) -> Result in
            try body(pointer)
        }
    }
}

/// The tables of functions by which GSL calls a stream.
private enum GSLGeneratorType {
    // Written once, before anyone can read them, and never again or freed: safe to share between threads.
    nonisolated(unsafe) static let addressed = made(
        name: "addressed Philox4x32-10", size: MemoryLayout<AddressedStream>.size,
        get: { state in
            guard let state else { return 0 }
            return UInt(truncatingIfNeeded: state.assumingMemoryBound(to: AddressedStream.self).pointee.next())
        },
        uniform: { state in
            guard let state else { return 0.5 }
            return state.assumingMemoryBound(to: AddressedStream.self).pointee.nextUniform()
        })

    nonisolated(unsafe) static let batched = made(
        name: "batched Philox4x32-10", size: MemoryLayout<BatchedStream>.size,
        get: { state in
            guard let state else { return 0 }
            return UInt(truncatingIfNeeded: state.assumingMemoryBound(to: BatchedStream.self).pointee.next())
        },
        uniform: { state in
            guard let state else { return 0.5 }
            return state.assumingMemoryBound(to: BatchedStream.self).pointee.nextUniform()
        })

    private static func made(
        name: StaticString, size: Int, get: @convention(c) (UnsafeMutableRawPointer?) -> UInt,
        uniform: @convention(c) (UnsafeMutableRawPointer?) -> Double
    ) -> UnsafePointer<gsl_rng_type> {
        gsl_set_error_handler_off()
        let table = UnsafeMutablePointer<gsl_rng_type>.allocate(capacity: 1)
        table.initialize(
            to: gsl_rng_type(
                name: UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self),
                max: UInt.max, min: 0, size: size, set: { _, _ in }, get: get, get_double: uniform))
        return UnsafePointer(table)
    }
}
