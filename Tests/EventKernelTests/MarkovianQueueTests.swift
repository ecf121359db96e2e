// M/M/c through the event list and the server pool, against Erlang's formula.

import Testing

@testable import EventKernel

@Suite struct MarkovianQueueTests {
    /// The mean wait in M/M/c in units of the mean service time: C(c, a)/(c − a), with the Erlang C probability of waiting C from
    /// the recursion of Erlang's B (Erlang 1917; Cooper, Introduction to Queueing Theory, 1981, section 3.4).
    static func meanWait(servers: Int, load: Double) -> Double {
        var blocking = 1.0
        for k in 1...servers { blocking = load * blocking / (Double(k) + load * blocking) }
        let waiting = blocking / (1 - load / Double(servers) * (1 - blocking))
        return waiting / (Double(servers) - load)
    }

    /// One run: exponential gaps and services, a mean service of a million ticks.
    ///
    /// - Returns: the mean wait in mean services, over the customers after the first tenth, and the time-mean of the queue
    ///   times the mean gap, which by Little's law is about the same.
    private func run(servers: Int, utilisation: Double, customers: Int, seed: UInt64) -> (wait: Double, little: Double)
    {
        let service = 1e6
        let gap = service / (utilisation * Double(servers))
        var random = SmallGenerator(seed: seed)
        var events = FutureEventList<UInt32>()
        var pool = ServerPool(onDuty: servers)
        var waits = Tally()
        var arrivals = 0
        var now: Int64 = 0
        let arrival: UInt32 = 0
        let end: UInt32 = 1
        events.schedule(arrival, at: Int64(random.exponential(mean: gap)))
        func record(_ id: UInt32, _ wait: Int64) {
            if Int(id) >= customers / 10 { waits.record(Double(wait) / service) }
        }
        while arrivals < customers, let next = events.popFirst() {
            now = next.time
            if next.event == arrival {
                if pool.arrive(UInt32(arrivals), at: now) {
                    record(UInt32(arrivals), 0)
                    events.schedule(end, at: now + Int64(random.exponential(mean: service)))
                }
                arrivals += 1
                events.schedule(arrival, at: now + Int64(random.exponential(mean: gap)))
            } else if let started = pool.finish(at: now) {
                record(started.id, now - started.arrival)
                events.schedule(end, at: now + Int64(random.exponential(mean: service)))
            }
        }
        return (waits.mean ?? 0, pool.queueLength.mean(until: now) * gap / service)
    }

    /// Twenty-five runs per queue, judged by Student's t with 24 degrees of freedom at |t| < 5.4.
    ///
    /// False alarms: P(|t₂₄| > 5.4) = 1.5·10⁻⁵, so 6·10⁻⁵ for the four queues together, had the seeds been drawn at random.
    /// The runs start empty; the first tenth, which is left out, is more than a hundred relaxation times. Power: the standard errors
    /// are 0.5 to 1.5 % of the mean, so that a wait wrong by 4 % (the first queue) to 12 % (the last) is found with a
    /// probability of 0.99; a service time 3 % too long makes the last wait 18 % too long. Seen to fail with services
    /// 3 % too long, with a pool of one server too many, and with an event list that looks at
    /// three of four children only.
    @Test(arguments: [(1, 0.5), (1, 0.7), (2, 0.7), (5, 0.8)])
    func waitsFollowErlangC(servers: Int, utilisation: Double) {
        let expected = Self.meanWait(servers: servers, load: utilisation * Double(servers))
        var sample: [Double] = []
        var littleSample: [Double] = []
        for seed in 0..<25 as Range<UInt64> {
            let (wait, little) = run(
                servers: servers, utilisation: utilisation, customers: 40_000, seed: 1000 * UInt64(servers) + seed)
            sample.append(wait)
            littleSample.append(little)
        }
        let mean = sample.reduce(0, +) / 25
        let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 24
        let t = (mean - expected) / (variance / 25).squareRoot()
        // The first tenth, which one mean leaves out, is all that the two may differ by.
        #expect(abs(littleSample.reduce(0, +) / 25 - mean) < 0.02 * expected, "Little's law")
        let relativeError = (variance / 25).squareRoot() / expected
        #expect(abs(t) < 5.4, "mean wait \(mean), Erlang C \(expected), t \(t)")
        #expect(relativeError < 0.015, "the test has lost its power: standard error \(relativeError)")
    }

    @Test func theFormulaKnowsItsTextbookValues() {
        // M/M/1: ρ/(1 − ρ). M/M/2: ρ²/(1 − ρ²).
        #expect(abs(Self.meanWait(servers: 1, load: 0.8) - 4) < 1e-12)
        #expect(abs(Self.meanWait(servers: 2, load: 1.5) - 0.5625 / 0.4375) < 1e-12)
    }
}
