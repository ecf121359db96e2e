// Models of the pools that can do more, with an arrival rate that changes and with the statistics of one long run.

import EventKernel
import RandomStreams

/// Work of three priorities at machines that are fewer at times: it is interrupted, resumed, finished or given up.
struct Workshop: EventHandler {
    enum Event: BitwiseCopyable {
        case arrival
        case end(Ticket)
        case patienceEnds(Ticket)
        case shift(machines: Int32)
    }

    private var pool = InterruptibleServerPool(
        onDuty: 3, priorities: 3, shiftEnd: .interrupt, waitingPlaces: 60, capacity: 64)
    private var times = Tally()
    private var stream = DrawSource(seed: 3, replication: 0).batchedStream(Purpose("probe/workshop"), entity: 0)
    private let ziggurat = Ziggurat()
    private var shifts = 0

    private mutating func ticks(_ mean: Double) -> Int64 { Int64(ziggurat.exponential(from: &stream) * mean) }

    mutating func handle(_ event: Event, at now: Int64, events: inout FutureEventList<Event>) {
        switch event {
        case .arrival:
            if shifts == 0 { changeShift(at: now, &events) }
            events.schedule(.arrival, at: now &+ ticks(1000))
            let priority = Int(stream.next() % 3)
            switch pool.arrive(0, priority: priority, work: ticks(2500), at: now) {
            case .starts(let service): start(service, at: now, &events)
            case .waits(let ticket): events.schedule(.patienceEnds(ticket), at: now &+ ticks(20_000))
            case .refused: break
            }
        case .end(let ticket):
            // A void ticket: the service was interrupted.
            guard let done = pool.finish(ticket, at: now) else { return }
            times.record(Double(now &- done.arrival))
            startAll(at: now, &events)
        case .patienceEnds(let ticket): _ = pool.abandon(ticket, at: now)
        case .shift(let machines):
            pool.setOnDuty(Int(machines))
            while pool.interruptNext(at: now) != nil {}
            startAll(at: now, &events)
            changeShift(at: now, &events)
        }
    }

    private mutating func changeShift(at now: Int64, _ events: inout FutureEventList<Event>) {
        shifts &+= 1
        events.schedule(.shift(machines: shifts & 1 == 0 ? 3 : 1), at: now &+ (shifts & 1 == 0 ? 5000 : 40_000))
    }

    private mutating func startAll(at now: Int64, _ events: inout FutureEventList<Event>) {
        while let service = pool.startNext(at: now) { start(service, at: now, &events) }
    }

    private func start(
        _ service: InterruptibleServerPool.Service, at now: Int64, _ events: inout FutureEventList<Event>
    ) {
        events.schedule(.end(service.ticket), at: now &+ service.work)
    }
}

/// Calls at a rate that rises and falls, to specialists and generalists; who waits long is moved to the second tier, or hangs up.
struct Tiers: EventHandler {
    enum Event: BitwiseCopyable {
        case arrival
        case end(group: Int32)
        case waitsLong(Ticket)
        case patienceEnds(Ticket)
        case shift
    }

    private var pool = SkilledServerPool(
        lines: 2,
        groups: [.init(onDuty: 2, serves: [0]), .init(onDuty: 1, serves: [1]), .init(onDuty: 1, serves: [1, 0])],
        choice: .longestWait, waitingPlaces: 50, capacity: 64)
    private var arrivals: InvertedArrivals?
    private var waits = BatchMeans()
    private var atWork = TimeBatchMeans(stretch: 20_000)
    private var queue = TimeWeightedStatistic()
    private var stream = DrawSource(seed: 4, replication: 0).batchedStream(Purpose("probe/tiers"), entity: 0)
    private let ziggurat = Ziggurat()
    private var generalists = 0

    init() {
        arrivals = (try? PiecewiseRate(linear: [(0, 0.0002), (30_000, 0.0015), (60_000, 0.0002)], repeats: true))
            .map(InvertedArrivals.init(rate:))
    }

    private mutating func ticks(_ mean: Double) -> Int64 { Int64(ziggurat.exponential(from: &stream) * mean) }

    mutating func handle(_ event: Event, at now: Int64, events: inout FutureEventList<Event>) {
        switch event {
        case .arrival:
            scheduleArrival(&events)
            switch pool.arrive(0, line: Int(stream.next() & 1), at: now) {
            case .starts(let group): start(group, waited: 0, at: now, &events)
            case .waits(let ticket): events.schedule(.waitsLong(ticket), at: now &+ 1500)
            case .refused: break
            }
        case .end(let group):
            atWork.change(by: -1, at: now)
            if let next = pool.finish(group: Int(group), at: now) {
                start(Int(group), waited: now &- next.arrival, at: now, &events)
            }
        case .waitsLong(let ticket):
            switch pool.move(ticket, to: 1, at: now) {
            case .starts(let moved, let group): start(group, waited: now &- moved.arrival, at: now, &events)
            case .waits(let ticket): events.schedule(.patienceEnds(ticket), at: now &+ ticks(3000))
            case nil: break
            }
        case .patienceEnds(let ticket): _ = pool.abandon(ticket, at: now)
        case .shift:
            if generalists == 0 { scheduleArrival(&events) }
            generalists = generalists == 1 ? 2 : 1
            pool.setOnDuty(generalists, group: 2)
            while let next = pool.startNext(group: 2, at: now) {
                start(2, waited: now &- next.arrival, at: now, &events)
            }
            events.schedule(.shift, at: now &+ 25_000)
        }
        queue.set(Double(pool.waiting), at: now)
    }

    private mutating func scheduleArrival(_ events: inout FutureEventList<Event>) {
        guard let next = arrivals?.next(exponential: ziggurat.exponential(from: &stream)) else { return }
        events.schedule(.arrival, at: next)
    }

    private mutating func start(
        _ group: Int, waited: Int64, at now: Int64, _ events: inout FutureEventList<Event>
    ) {
        waits.record(Double(waited))
        atWork.change(by: 1, at: now)
        events.schedule(.end(group: Int32(truncatingIfNeeded: group)), at: now &+ ticks(2500))
    }
}
