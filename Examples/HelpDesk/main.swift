// A help desk's day: calls by the hour, shifts, a second tier, and callers who lose patience and call again.

import EventKernel
import RandomStreams

/// Ticks are seconds. Callers are known by how often they have called.
struct HelpDesk: EventHandler {
    enum Event {
        case call
        case callsAgain(UInt32)
        case patienceEnds(Ticket)
        case served(tier: Int)
        case shift(agents: Int)
    }

    /// The first tier takes calls, the second what the first cannot solve.
    var desk = SkilledServerPool(lines: 2, groups: [.init(onDuty: 0, serves: [0]), .init(onDuty: 2, serves: [1])])
    var calls: InvertedArrivals
    var waits = Tally()
    var solved = 0
    var lost = 0
    let ziggurat = Ziggurat()
    var random: BatchedStream

    mutating func handle(_ event: Event, at now: Int64, events: inout FutureEventList<Event>) {
        switch event {
        case .call:
            events.schedule(.call, at: calls.next(exponential: ziggurat.exponential(from: &random)))
            join(1, tier: 0, at: now, &events)
        case .callsAgain(let attempt): join(attempt, tier: 0, at: now, &events)
        case .patienceEnds(let ticket):
            // Void, if they have been taken in the meantime.
            guard let attempt = desk.abandon(ticket, at: now)?.id else { return }
            if attempt == 3 {
                lost += 1
                return
            }
            events.schedule(.callsAgain(attempt + 1), at: now + time(1800))
        case .served(let tier):
            if let next = desk.finish(group: tier, at: now) { serve(tier, since: next.arrival, at: now, &events) }
            if tier == 0, random.nextUniform() < 0.2 { join(1, tier: 1, at: now, &events) } else { solved += 1 }
        case .shift(let agents):
            // Calls in progress are finished by those whose shift ends.
            desk.setOnDuty(agents, group: 0)
            while let next = desk.startNext(group: 0, at: now) { serve(0, since: next.arrival, at: now, &events) }
        }
    }

    mutating func join(_ attempt: UInt32, tier: Int, at now: Int64, _ events: inout FutureEventList<Event>) {
        switch desk.arrive(attempt, line: tier, at: now) {
        case .starts: serve(tier, since: now, at: now, &events)
        case .waits(let ticket): if tier == 0 { events.schedule(.patienceEnds(ticket), at: now + time(300)) }
        case .refused: break
        }
    }

    mutating func serve(_ tier: Int, since arrival: Int64, at now: Int64, _ events: inout FutureEventList<Event>) {
        if tier == 0 { waits.record(Double(now - arrival)) }
        events.schedule(.served(tier: tier), at: now + time(tier == 0 ? 240 : 600))
    }

    /// An exponential time with a mean in seconds.
    mutating func time(_ mean: Double) -> Int64 { Int64((mean * ziggurat.exponential(from: &random)).rounded()) }
}

// From eight to five, calls an hour; lunch is quiet. Shifts change at nine, at one and at five.
let rate = try PiecewiseRate(linear: [(0, 40), (7200, 90), (14_400, 50), (21_600, 80), (32_400, 20)], per: 3600)
let shifts: [(time: Int64, agents: Int)] = [(0, 4), (3600, 7), (18_000, 6), (32_400, 2)]

var (waits, solved, lost) = (Tally(), Tally(), Tally())
for day in 0..<250 as Range<UInt32> {
    let draws = DrawSource(seed: 2022, replication: day).batchedStream(Purpose("help desk"), entity: 0)
    var desk = HelpDesk(calls: InvertedArrivals(rate: rate), random: draws)
    var events = FutureEventList<HelpDesk.Event>()
    for shift in shifts { events.schedule(.shift(agents: shift.agents), at: shift.time) }
    events.schedule(.call, at: desk.calls.next(exponential: desk.ziggurat.exponential(from: &desk.random)))
    events.run(&desk, until: 12 * 3600)
    waits.record(desk.waits.mean ?? 0)
    solved.record(Double(desk.solved))
    lost.record(Double(desk.lost))
}
for (name, tally) in [("mean wait, s", waits), ("solved a day", solved), ("lost a day", lost)] {
    guard let mean = tally.mean, let error = tally.standardError else { continue }
    print("\(name)  \((mean * 10).rounded() / 10) ± \((error * 10).rounded() / 10)")
}
