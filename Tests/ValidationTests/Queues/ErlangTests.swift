// Erlang's formulas, B and C, and Palm's, A, through a server pool with patience and a finite waiting room.

import EventKernel
import Statistics
import Testing

/// Judged as ``Judgement`` says. Seen to fail with these bugs, put in one at a time:
///
/// - a waiting room with one place more than it has (B, M/M/c/K)
/// - an arrival that is served although all servers are busy (all four)
/// - a line that keeps its last customer (C, A, M/M/c/K)
/// - patience that ends the wait of the first in line instead of its owner's (A)
/// - customers who give up and are still counted as waiting (A)
/// - a queue length that counts the stretch before a change with the level after it (C, A, M/M/c/K)
/// - the end of the warm-up setting the queue to 0 (C, A, M/M/c/K), or not moving the beginning of the mean (C)
/// - gaps between arrivals cut to a fiftieth of a service (all four)
@Suite struct ErlangTests {
    private func station(_ servers: Int, load: Double, duration: Double) -> Station {
        Station(servers: servers, classes: [.init(rate: load, service: .exponential(1))], duration: duration)
    }

    /// Blocking depends on the law of service by its mean alone, which the pool knows nothing of (Sevastyanov, 1957).
    @Test(arguments: [(1, 0.5), (5, 4.0), (12, 10.0)])
    func lossFollowsErlangB(servers: Int, load: Double) throws {
        let expected = try ErlangFormulas.erlangB(servers: servers, offeredLoad: load)
        let laws: [ServiceLaw] = [.exponential(1), .constant(1), .hyperexponential(0.2, 1.8)]
        for (index, law) in laws.enumerated() {
            var station = station(servers, load: load, duration: 3000 / load)
            station.classes[0].service = law
            station.waitingPlaces = 0
            station.warmUp = 20
            let samples = Judgement(seed: UInt64(100 * servers + index)) { draws in
                let outcome = station.run(&draws)
                return ([Double(outcome.refused) / Double(outcome.arrivals)], outcome.controls)
            }
            samples.expect(0, expected, finds: 0.1, "B of \(servers), \(load), law \(index)")
            samples.expectControls(finds: 0.08, "B of \(servers), \(load), law \(index)")
        }
    }

    /// The share of those who wait, the mean wait, and the queue over time, in one run each.
    @Test(arguments: [(1, 0.5), (3, 2.1), (8, 6.0)])
    func waitsFollowErlangC(servers: Int, load: Double) throws {
        let station = station(servers, load: load, duration: (servers < 8 ? 4000 : 8000) / load)
        let samples = Judgement(seed: UInt64(200 + servers)) { draws in
            let outcome = station.run(&draws)
            return (
                [Double(outcome.delayed) / Double(outcome.arrivals), outcome.wait(), outcome.queue, outcome.busy],
                outcome.controls
            )
        }
        let waiting = try ErlangFormulas.erlangC(servers: servers, offeredLoad: load)
        let wait = try ErlangFormulas.meanWaitMMc(arrivalRate: load, serviceRate: 1, servers: servers)
        let name = "C of \(servers), \(load)"
        samples.expect(0, waiting, finds: 0.05, "share waiting, \(name)")
        samples.expect(1, wait, known: (0, waiting), finds: 0.15, "mean wait, \(name)")
        samples.expect(2, load * wait, known: (0, waiting), finds: 0.15, "queue, \(name)")
        samples.expect(3, load, finds: 0.01, "busy servers, \(name)")
        samples.expectControls(finds: 0.05, name)
    }

    /// Overloaded and not; those who give up count with the time that they waited.
    @Test(arguments: [(2, 1.6, 0.5), (4, 5.0, 1.0), (6, 5.0, 3.0)])
    func abandonmentFollowsErlangA(servers: Int, load: Double, patience: Double) throws {
        var station = station(servers, load: load, duration: 2500 / load)
        station.patience = patience
        station.warmUp = 30
        let samples = Judgement(seed: UInt64(300 + servers)) { draws in
            let outcome = station.run(&draws)
            let arrivals = Double(outcome.arrivals)
            return (
                [
                    Double(outcome.delayed) / arrivals, Double(outcome.abandoned) / arrivals, outcome.wait(),
                    outcome.queue,
                ], outcome.controls
            )
        }
        let exact = try ErlangFormulas.erlangA(
            arrivalRate: load, serviceRate: 1, abandonmentRate: 1 / patience, servers: servers)
        let name = "A of \(servers), \(load), \(patience)"
        samples.expect(0, exact.waiting, finds: 0.05, "share waiting, \(name)")
        samples.expect(1, exact.abandonment, finds: 0.12, "abandonment, \(name)")
        samples.expect(2, exact.meanWait, finds: 0.15, "mean wait, \(name)")
        samples.expect(3, load * exact.meanWait, finds: 0.15, "queue, \(name)")
        samples.expectControls(finds: 0.06, name)
    }

    /// M/M/c/K from its birth and death equations: blocking, and the wait of those who were let in.
    @Test(arguments: [(1, 4, 0.9), (3, 8, 3.5)])
    func finiteRoomsFollowBirthAndDeath(servers: Int, customers: Int, load: Double) {
        var weights = [1.0]
        for number in 1...customers { weights.append(weights[number - 1] * load / Double(min(number, servers))) }
        let total = weights.reduce(0, +)
        let blocking = weights[customers] / total
        let queue = (servers...customers).reduce(0) { $0 + Double($1 - servers) * weights[$1] } / total
        var station = station(servers, load: load, duration: 2500 / load)
        station.waitingPlaces = customers - servers
        station.warmUp = 40
        let samples = Judgement(seed: UInt64(400 + servers)) { draws in
            let outcome = station.run(&draws)
            return (
                [Double(outcome.refused) / Double(outcome.arrivals), outcome.queue, outcome.wait()], outcome.controls
            )
        }
        let name = "M/M/\(servers)/\(customers)"
        samples.expect(0, blocking, finds: 0.06, "blocking, \(name)")
        samples.expect(1, queue, finds: 0.15, "queue, \(name)")
        samples.expect(2, queue / (load * (1 - blocking)), finds: 0.04, "wait, \(name)")
        samples.expectControls(finds: 0.07, name)
    }
}
