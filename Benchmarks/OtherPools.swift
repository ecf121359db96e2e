// The same queues on the pools that can do more, so that it is seen what their abilities cost a model that has no use for them.

import EventKernel

/// The queue with priorities on a pool with skills: one group that serves one line before the other.
struct SkilledQueueModel: EventHandler {
    private var pool: SkilledServerPool
    private var waits = Tally()
    private let customers: Int
    private let times: TabulatedTimes
    private var arrived = 0
    private var started = 0

    init(servers: Int, priorities: Int, customers: Int, times: TabulatedTimes) {
        pool = SkilledServerPool(
            lines: priorities, groups: [.init(onDuty: servers, serves: Array(0..<priorities))])
        self.customers = customers
        self.times = times
    }

    @inline(__always)
    mutating func handle(_ event: QueueEvent, at now: Int64, events: inout FutureEventList<QueueEvent>) {
        switch event {
        case .arrival:
            let line = arrived & 3 == 0 ? 0 : 1
            arrived &+= 1
            if arrived < customers { events.schedule(.arrival, at: now &+ times.gap(arrived)) }
            if case .starts = pool.arrive(0, line: line, at: now) { start(waited: 0, at: now, &events) }
        case .departure:
            if let next = pool.finish(group: 0, at: now) { start(waited: now &- next.arrival, at: now, &events) }
        }
    }

    private mutating func start(waited: Int64, at now: Int64, _ events: inout FutureEventList<QueueEvent>) {
        waits.record(Double(waited))
        events.schedule(.departure, at: now &+ times.service(started))
        started &+= 1
    }

    mutating func run() -> QueueResult {
        var events = FutureEventList<QueueEvent>()
        events.schedule(.arrival, at: times.gap(0))
        events.run(&self, until: .max)
        return QueueResult(waits, pool.queueLength, until: events.now)
    }
}

/// The queue of one server on a pool whose services can be interrupted, where nobody is more urgent than another.
struct InterruptibleQueueModel: EventHandler {
    enum Event: BitwiseCopyable {
        case arrival
        case departure(Ticket)
    }

    private var pool: InterruptibleServerPool
    private var waits = Tally()
    private let customers: Int
    private let times: TabulatedTimes
    private var arrived = 0

    init(servers: Int, customers: Int, times: TabulatedTimes) {
        pool = InterruptibleServerPool(onDuty: servers)
        self.customers = customers
        self.times = times
    }

    @inline(__always)
    mutating func handle(_ event: Event, at now: Int64, events: inout FutureEventList<Event>) {
        switch event {
        case .arrival:
            let work = times.service(arrived)
            arrived &+= 1
            if arrived < customers { events.schedule(.arrival, at: now &+ times.gap(arrived)) }
            if case .starts(let service) = pool.arrive(0, work: work, at: now) { start(service, at: now, &events) }
        case .departure(let ticket):
            guard pool.finish(ticket, at: now) != nil else { return }
            if let service = pool.startNext(at: now) { start(service, at: now, &events) }
        }
    }

    private mutating func start(
        _ service: InterruptibleServerPool.Service, at now: Int64, _ events: inout FutureEventList<Event>
    ) {
        waits.record(Double(now &- service.arrival))
        events.schedule(.departure(service.ticket), at: now &+ service.work)
    }

    mutating func run() -> QueueResult {
        var events = FutureEventList<Event>()
        events.schedule(.arrival, at: times.gap(0))
        events.run(&self, until: .max)
        return QueueResult(waits, pool.queueLength, until: events.now)
    }
}
