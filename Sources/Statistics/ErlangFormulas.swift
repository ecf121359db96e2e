// Closed forms of queues with Poisson arrivals and exponential services: Erlang B, C and A.

/// Closed forms of the M/M/c queues, in equilibrium: what a simulated support centre is checked against.
///
/// The offered load is the arrival rate over one server's service rate, in erlangs.
public enum ErlangFormulas {
    /// The probability that an arrival finds all servers of M/M/c/c busy and is lost (A. K. Erlang, 1917).
    ///
    /// By the recursion B(k) = a·B(k − 1)/(k + a·B(k − 1)), which neither overflows nor cancels. O(servers).
    ///
    /// - Parameters:
    ///   - servers: From 0 to 10⁸.
    ///   - offeredLoad: 0 or more, in erlangs, finite.
    /// - Throws: ``StatisticsError`` for arguments out of range.
    public static func erlangB(servers: Int, offeredLoad: Double) throws(StatisticsError) -> Double {
        guard servers >= 0, servers <= 100_000_000 else {
            throw StatisticsError("servers", "must lie between 0 and 100 million; found \(servers)")
        }
        guard offeredLoad >= 0, offeredLoad < .infinity else {
            throw StatisticsError("offeredLoad", "must be a finite number, 0 or more; found \(offeredLoad)")
        }
        guard offeredLoad > 0 else { return servers == 0 ? 1 : 0 }
        var blocking = 1.0
        for busy in stride(from: 1, through: servers, by: 1) {
            let product = offeredLoad * blocking
            blocking = product / (Double(busy) + product)
        }
        return blocking
    }

    /// The probability that an arrival at M/M/c has to wait; 1 where the load is as great as the servers, or greater.
    ///
    /// C = c·B/(c − a·(1 − B)). O(servers).
    ///
    /// - Throws: ``StatisticsError`` for arguments out of range, as ``erlangB(servers:offeredLoad:)``.
    public static func erlangC(servers: Int, offeredLoad: Double) throws(StatisticsError) -> Double {
        let blocking = try erlangB(servers: servers, offeredLoad: offeredLoad)
        let c = Double(servers)
        guard offeredLoad < c else { return 1 }
        return c * blocking / (c - offeredLoad * (1 - blocking))
    }

    /// The mean wait in the queue of M/M/c, those who do not wait counting as 0, in the unit of 1/rate.
    ///
    /// C/(c·μ − λ); infinite where the servers cannot keep up.
    ///
    /// - Parameters:
    ///   - arrivalRate: λ, 0 or more.
    ///   - serviceRate: μ of one server, greater than 0, in the same unit of time.
    ///   - servers: c, from 0 to 10⁸.
    /// - Throws: ``StatisticsError`` for arguments out of range.
    public static func meanWaitMMc(
        arrivalRate: Double, serviceRate: Double, servers: Int
    ) throws(StatisticsError) -> Double {
        try requireRates(arrivalRate, serviceRate)
        let waiting = try erlangC(servers: servers, offeredLoad: arrivalRate / serviceRate)
        let spare = Double(servers) * serviceRate - arrivalRate
        return spare > 0 ? waiting / spare : .infinity
    }

    /// What happens at M/M/c+M, a queue whose callers lose patience.
    public struct ErlangA: Equatable, Sendable {
        /// The probability that an arrival does not get a server at once.
        public let waiting: Double
        /// The probability that an arrival gives up before it is served.
        public let abandonment: Double
        /// The mean time in the queue of all arrivals, whether served at last or not, in the unit of 1/rate.
        public let meanWait: Double
    }

    /// The queue M/M/c+M: patience is exponential, and whoever loses it leaves (C. Palm, 1957; A. Mandelbaum and
    /// S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue", 2007).
    ///
    /// By summing the stationary probabilities of the queue's lengths, relative to that of exactly all servers busy.
    ///
    /// - Parameters:
    ///   - arrivalRate: λ, greater than 0.
    ///   - serviceRate: μ of one server, greater than 0.
    ///   - abandonmentRate: θ, one over the mean patience, greater than 0.
    ///   - servers: c, from 1 to 10⁸.
    /// - Throws: ``StatisticsError`` for arguments out of range, and where the queue is too long to sum (over 10⁷ terms).
    public static func erlangA(
        arrivalRate: Double, serviceRate: Double, abandonmentRate: Double, servers: Int
    ) throws(StatisticsError) -> ErlangA {
        try requireRates(arrivalRate, serviceRate)
        guard arrivalRate > 0 else { throw StatisticsError("arrivalRate", "must be greater than 0") }
        guard abandonmentRate > 0, abandonmentRate < .infinity else {
            throw StatisticsError("abandonmentRate", "must be a finite number greater than 0; found \(abandonmentRate)")
        }
        guard servers > 0 else { throw StatisticsError("servers", "must be 1 or more; found \(servers)") }
        let blocking = try erlangB(servers: servers, offeredLoad: arrivalRate / serviceRate)
        // Relative to P(exactly c): everything up to c weighs 1/B, of which what lies below c is 1/B − 1.
        var (below, tail, queue, term) = (1 / blocking - 1, 1.0, 0.0, 1.0)
        // So many servers that all of them are never busy.
        guard below.isFinite else { return ErlangA(waiting: 0, abandonment: 0, meanWait: 0) }
        var length = 0.0
        repeat {
            length += 1
            guard length <= 1e7 else {
                throw StatisticsError("result", "the queue of these rates is too long to be summed")
            }
            term *= arrivalRate / (Double(servers) * serviceRate + length * abandonmentRate)
            tail += term
            queue += length * term
            if term > 0x1p500 {
                // An overloaded queue: another unit, before the sums overflow.
                below *= 0x1p-500
                tail *= 0x1p-500
                queue *= 0x1p-500
                term *= 0x1p-500
            }
        } while length * term > queue * 0x1p-60 || term > tail * 0x1p-60
        let total = below + tail
        guard total.isFinite, queue.isFinite else {
            throw StatisticsError("result", "these rates lead beyond the range of a floating-point number")
        }
        let meanQueue = queue / total
        return ErlangA(
            waiting: tail / total, abandonment: min(1, abandonmentRate * meanQueue / arrivalRate),
            meanWait: meanQueue / arrivalRate)
    }

    private static func requireRates(_ arrivalRate: Double, _ serviceRate: Double) throws(StatisticsError) {
        guard arrivalRate >= 0, arrivalRate < .infinity else {
            throw StatisticsError("arrivalRate", "must be a finite number, 0 or more; found \(arrivalRate)")
        }
        guard serviceRate > 0, serviceRate < .infinity else {
            throw StatisticsError("serviceRate", "must be a finite number greater than 0; found \(serviceRate)")
        }
    }
}
