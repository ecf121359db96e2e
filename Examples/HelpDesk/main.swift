// A help desk's day: calls by the hour, shifts, and callers who lose patience and call again.

import EventKernel
import RandomStreams

/// Ticks are seconds. Callers are known by how often they have called.
struct HelpDesk: EventHandler {
    enum Event {
        case call(attempt: UInt32)
        case patienceEnds(Ticket)
        case served
        case shift(agents: Int)
    }

    var desk = ServerPool(onDuty: 0)
    var calls: InvertedArrivals
    var random: BatchedStream
    var waits = Tally()
    var lost = 0
    let ziggurat = Ziggurat()

    mutating func handle(_ event: Event, at now: Int64, events: inout FutureEventList<Event>) {
        switch event {
        case .call(let attempt):
            if attempt == 1 { scheduleCall(&events) }
            switch desk.admit(attempt, at: now) {
            case .starts: serve(since: now, at: now, &events)
            case .waits(let ticket): events.schedule(.patienceEnds(ticket), at: now + time(300))
            case .refused: break
            }
        case .patienceEnds(let ticket):
            // Void, if they have been taken in the meantime.
            guard let attempt = desk.abandon(ticket, at: now)?.id else { return }
            if attempt == 3 { lost += 1 } else { events.schedule(.call(attempt: attempt + 1), at: now + time(1800)) }
        case .served: if let next = desk.finish(at: now) { serve(since: next.arrival, at: now, &events) }
        case .shift(let agents):
            // Calls in progress are finished by those whose shift ends.
            desk.setOnDuty(agents)
            while let next = desk.startNext(at: now) { serve(since: next.arrival, at: now, &events) }
        }
    }

    mutating func scheduleCall(_ events: inout FutureEventList<Event>) {
        events.schedule(.call(attempt: 1), at: calls.next(exponential: ziggurat.exponential(from: &random)))
    }

    mutating func serve(since arrival: Int64, at now: Int64, _ events: inout FutureEventList<Event>) {
        waits.record(Double(now - arrival))
        events.schedule(.served, at: now + time(300))
    }

    /// An exponential time with a mean in seconds.
    mutating func time(_ mean: Double) -> Int64 { Int64((mean * ziggurat.exponential(from: &random)).rounded()) }
}

// From eight to five, calls an hour; lunch is quiet. Shifts change at nine, at one and at five.
let rate = try PiecewiseRate(linear: [(0, 40), (7200, 90), (14_400, 50), (21_600, 80), (32_400, 20)], per: 3600)
let shifts: [(time: Int64, agents: Int)] = [(0, 5), (3600, 8), (18_000, 7), (32_400, 2)]
var (waits, lost) = (Tally(), Tally())
for day in 0..<250 as Range<UInt32> {
    let draws = DrawSource(seed: 2022, replication: day).batchedStream(Purpose("help desk"), entity: 0)
    var desk = HelpDesk(calls: InvertedArrivals(rate: rate), random: draws)
    var events = FutureEventList<HelpDesk.Event>()
    for shift in shifts { events.schedule(.shift(agents: shift.agents), at: shift.time) }
    desk.scheduleCall(&events)
    events.run(&desk, until: 12 * 3600)
    waits.record(desk.waits.mean ?? 0)
    lost.record(Double(desk.lost))
}
for (name, tally) in [("mean wait, s", waits), ("lost a day", lost)] {
    guard let mean = tally.mean, let error = tally.standardError else { continue }
    print("\(name)  \((mean * 10).rounded() / 10) ± \((error * 10).rounded() / 10)")
}
