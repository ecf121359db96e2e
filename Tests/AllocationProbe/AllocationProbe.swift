// Models on the kernel, each run until it has all the memory it needs and then further: what it takes from the heap and what Swift's
// reference counting does from then on.
//
// A program of its own, because only an optimised build says anything about reference counts, and tests are built without optimisation.

import AllocationCounting
import EventKernel
import RandomStreams

@main
enum AllocationProbe {
    static func main() {
        report("help desk with two priorities and patience", HelpDesk(), first: .arrival)
        report("hold of ten thousand events", Hold(), first: 0)
        report("workshop with interruptions, shifts and patience", Workshop(), first: .arrival)
        report("two tiers with skills, statistics over time and batches", Tiers(), first: .shift)
        // By this it is seen that the counters count.
        var lists: [[Int]] = []
        begin_counting()
        for index in 0..<100 { lists.append([index]) }
        let counts = end_counting()
        print(line("\(lists.count) arrays in an array, for comparison", counts))
    }

    private static func report<Model: EventHandler>(_ name: String, _ model: Model, first: Model.Event) {
        var model = model
        var events = FutureEventList<Model.Event>()
        events.schedule(first, at: 0)
        events.run(&model, until: 200_000_000)
        begin_counting()
        events.run(&model, until: 1_000_000_000)
        let counts = end_counting()
        print(line(name, counts))
    }

    private static func line(_ name: String, _ counts: heap_counts) -> String {
        "\(name): \(counts.allocations) allocations, \(counts.reference_counts) retains and releases"
    }
}

/// Calls of two priorities to three agents; some lose patience, which is called off where they are served in time.
struct HelpDesk: EventHandler {
    enum Event: BitwiseCopyable {
        case arrival, departure
        case patienceEnds(Ticket)
    }

    private var pool = ServerPool(onDuty: 3, priorities: 2, waitingPlaces: 50, capacity: 64)
    private var waits = Tally()
    private var stream = DrawSource(seed: 1, replication: 0).batchedStream(Purpose("probe/desk"), entity: 0)
    private let ziggurat = Ziggurat()
    private var handled = 0

    private mutating func ticks(_ mean: Double) -> Int64 { Int64(ziggurat.exponential(from: &stream) * mean) }

    mutating func handle(_ event: Event, at now: Int64, events: inout FutureEventList<Event>) {
        handled &+= 1
        switch event {
        case .arrival:
            events.schedule(.arrival, at: now &+ ticks(1000))
            switch pool.admit(0, priority: Int(stream.next() & 1), at: now) {
            case .starts: start(waited: 0, at: now, &events)
            case .waits(let ticket):
                let handle = events.scheduleCancellable(.patienceEnds(ticket), at: now &+ ticks(3000))
                if stream.next() & 3 == 0 { events.cancel(handle) }
            case .refused: break
            }
        case .departure:
            if let next = pool.finish(at: now) { start(waited: now &- next.arrival, at: now, &events) }
        case .patienceEnds(let ticket): _ = pool.abandon(ticket, at: now)
        }
    }

    private mutating func start(waited: Int64, at now: Int64, _ events: inout FutureEventList<Event>) {
        waits.record(Double(waited))
        events.schedule(.departure, at: now &+ ticks(2900))
    }
}

/// Events that each come again, far apart, so that all parts of the event list are used.
struct Hold: EventHandler {
    private var started = 1
    private var stream = DrawSource(seed: 2, replication: 0).batchedStream(Purpose("probe/hold"), entity: 0)

    mutating func handle(_ event: UInt32, at now: Int64, events: inout FutureEventList<UInt32>) {
        while started < 10_000 {
            events.schedule(UInt32(truncatingIfNeeded: started), at: Int64(started))
            started &+= 1
        }
        events.schedule(event, at: now &+ Int64(stream.next() % 20_000_000), priority: UInt8(event & 3))
    }
}
