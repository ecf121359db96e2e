// M/M/1: one server, Poisson arrivals, exponential services. How long do customers wait?

import EventKernel
import RandomStreams

/// Two things happen: somebody comes, somebody is done. Times are in ticks of a microsecond.
struct SingleServerQueue: EventHandler {
    enum Event { case arrival, departure }
    var pool = ServerPool(onDuty: 1)
    var arrivals = PoissonArrivals(meanGap: 10e6)
    var waits = Tally()
    let ziggurat = Ziggurat()
    var random = DrawSource(seed: 2022, replication: 0).batchedStream(Purpose("queue"), entity: 0)

    mutating func handle(_ event: Event, at now: Int64, events: inout FutureEventList<Event>) {
        var since: Int64?  // when the one came whose service starts now
        switch event {
        case .arrival:
            events.schedule(.arrival, at: arrivals.next(exponential: ziggurat.exponential(from: &random)))
            if pool.arrive(0, at: now) { since = now }
        case .departure: since = pool.finish(at: now)?.arrival
        }
        guard let since else { return }
        waits.record(Double(now - since) / 1e6)
        events.schedule(.departure, at: now + Int64(8e6 * ziggurat.exponential(from: &random)))
    }
}

var events = FutureEventList<SingleServerQueue.Event>()
var queue = SingleServerQueue()
let horizon: Int64 = 10_000_000 * 1_000_000
events.schedule(.arrival, at: 0)
events.run(&queue, until: horizon)

print("customers    \(queue.waits.count)")
print("mean wait    \(((queue.waits.mean ?? 0) * 100).rounded() / 100) s (in theory 32 s)")
print("mean queue   \((queue.pool.queueLength.mean(until: horizon) * 1000).rounded() / 1000) (in theory 3.2)")
