// How long a piece of work took: wall time and, because other work on the machine hides it, processor time.

import Foundation

/// Wall and processor time of one piece of work, in seconds.
struct Elapsed {
    var wall: Double
    /// Of all threads of this process together.
    var processor: Double

    /// The time that a piece of work takes.
    static func measuring(_ work: () throws -> Void) rethrows -> Elapsed {
        let wall = now(CLOCK_MONOTONIC)
        let processor = now(CLOCK_PROCESS_CPUTIME_ID)
        try work()
        return Elapsed(wall: now(CLOCK_MONOTONIC) - wall, processor: now(CLOCK_PROCESS_CPUTIME_ID) - processor)
    }

    /// The repetition with the least processor time: what disturbs a measurement only ever makes it longer.
    static func best(of repetitions: Int, _ work: () throws -> Void) rethrows -> Elapsed {
        var best = try measuring(work)
        for _ in 1..<max(repetitions, 1) {
            let next = try measuring(work)
            if next.processor < best.processor { best = next }
        }
        return best
    }

    private static func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

/// Keeps the optimiser from leaving out work of which nobody uses the result.
@inline(never)
func consume<Value>(_ value: Value) {}
