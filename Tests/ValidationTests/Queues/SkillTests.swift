// Servers with skills: tiers as Jackson's network, generalists as Cobham's or Erlang's queue.

import EventKernel
import Statistics
import Testing

/// Judged as ``Judgement`` says. Seen to fail with these bugs, put in one at a time:
///
/// - groups who take whoever has waited longest whatever they prefer, or the one who has waited least (generalists)
/// - arrivals taken by groups without the skill (tiers)
/// - an arrival that is served although all of its group are busy (both)
@Suite struct SkillTests {
    /// Two tiers: what leaves the first is Poisson (Burke, *Operations Research* 4(6), 1956), so the share that is escalated finds
    /// an M/M/c of its own at the second (Jackson, *Operations Research* 5(4), 1957).
    @Test func tiersAreErlangsQueuesOneAfterTheOther() throws {
        let pool = SkilledServerPool(lines: 2, groups: [.init(onDuty: 3, serves: [0]), .init(onDuty: 2, serves: [1])])
        let desk = Desk(pool: pool, rates: [2.1, 0], services: [1, 1.6], escalation: 0.4, duration: 5000)
        let samples = Judgement(seed: 800) { draws in desk.run(&draws) }
        samples.expectControls(finds: 0.06, "tiers and generalists")
        let first = try ErlangFormulas.meanWaitMMc(arrivalRate: 2.1, serviceRate: 1, servers: 3)
        let second = try ErlangFormulas.meanWaitMMc(arrivalRate: 0.84, serviceRate: 1 / 1.6, servers: 2)
        samples.expect(0, first, finds: 0.13, "first tier")
        samples.expect(1, second, finds: 0.14, "second tier")
    }

    /// Generalists in two groups who prefer line 0 are Cobham's M/M/3; those who take whoever has waited longest are Erlang's.
    @Test(arguments: [SkilledServerPool.Choice.preferredLine, .longestWait])
    func generalistsAreOneQueue(choice: SkilledServerPool.Choice) throws {
        let pool = SkilledServerPool(
            lines: 2, groups: [.init(onDuty: 1, serves: [1, 0]), .init(onDuty: 2, serves: [1, 0])], choice: choice)
        let desk = Desk(pool: pool, rates: [1.0, 1.2], services: [1, 1], escalation: 0, duration: 4000)
        let samples = Judgement(seed: 801) { draws in desk.run(&draws) }
        samples.expectControls(finds: 0.06, "tiers and generalists")
        let all = try ErlangFormulas.meanWaitMMc(arrivalRate: 2.2, serviceRate: 1, servers: 3)
        let base = try ErlangFormulas.erlangC(servers: 3, offeredLoad: 2.2) / 3
        let preferred = choice == .longestWait ? all : base / (1 - 0.4)
        let other = choice == .longestWait ? all : base / ((1 - 0.4) * (1 - 2.2 / 3))
        samples.expect(1, preferred, finds: 0.14, "preferred line, \(choice)")
        samples.expect(0, other, finds: 0.15, "other line, \(choice)")
    }
}

/// Poisson arrivals in several lines of a pool with skills; some of those of line 0 go on to line 1.
private struct Desk {
    var pool: SkilledServerPool
    var rates: [Double]
    var services: [Double]
    var escalation: Double
    var warmUp = 100.0
    var duration: Double

    private enum Event: BitwiseCopyable {
        case arrival(Int32)
        case end(group: Int32, line: Int32)
    }

    /// The mean wait in each line, in mean services of one unit, and the controls.
    func run(_ draws: inout Draws) -> (values: [Double], controls: [Double]) {
        let unit = Station.unit
        let horizon = Int64((warmUp + duration) * unit)
        var pool = pool
        var events = FutureEventList<Event>()
        var arrivals = rates.map { PoissonArrivals(meanGap: $0 > 0 ? unit / $0 : .infinity) }
        var waits = rates.map { _ in CohortTally(from: Int64(warmUp * unit), until: horizon) }
        var chance = rates.indices.map {
            Chance(rate: max(rates[$0], rates[0] * escalation), duration: duration, law: .exponential(services[$0]))
        }
        func start(_ line: Int, group: Int, since arrival: Int64, at now: Int64, _ draws: inout Draws) {
            waits[line].record(Double(now - arrival) / unit, arrival: arrival)
            let work = services[line] * draws.exponential()
            if waits[line].contains(arrival) { chance[line].serve(work) }
            let end = now + Int64(work * unit)
            events.schedule(.end(group: Int32(group), line: Int32(line)), at: end)
        }
        func arrive(_ line: Int, at now: Int64, _ draws: inout Draws) {
            waits[line].enter(at: now)
            if waits[line].contains(now) { chance[line].arrive() }
            if case .starts(let group) = pool.arrive(UInt32(line), line: line, at: now) {
                start(line, group: group, since: now, at: now, &draws)
            }
        }
        for line in rates.indices where rates[line] > 0 {
            events.schedule(.arrival(Int32(line)), at: arrivals[line].next(exponential: draws.exponential()))
        }
        while let (now, event) = events.popFirst() {
            switch event {
            case .arrival(let line):
                events.schedule(event, at: arrivals[Int(line)].next(exponential: draws.exponential()))
                arrive(Int(line), at: now, &draws)
            case .end(let group, let line):
                if let next = pool.finish(group: Int(group), at: now) {
                    start(next.line, group: Int(group), since: next.arrival, at: now, &draws)
                }
                if line == 0, draws.uniform() < escalation { arrive(1, at: now, &draws) }
            }
            // A broken pool may forget someone for ever.
            if now >= horizon, waits.allSatisfy({ $0.isComplete(at: now) }) || now > 2 * horizon { break }
        }
        return (waits.map { $0.tally.mean ?? .nan }, chance.flatMap(\.controls))
    }
}
