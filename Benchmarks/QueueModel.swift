// The queue of the benchmarks, as a user of the kernel writes it.

import BenchmarkReference
import EventKernel
import RandomStreams

/// Where a queue's times come from, in ticks.
protocol QueueTimes {
    /// From the arrival before to that of a customer of this number.
    mutating func gap(_ customer: Int) -> Int64
    /// Of the service that starts as this in the order of starts.
    mutating func service(_ start: Int) -> Int64
}

/// From tables of 65,536 entries, so that a measurement does not contain the sampler.
struct TabulatedTimes: QueueTimes {
    let gaps: [Int64]
    let services: [Int64]

    func gap(_ customer: Int) -> Int64 { gaps[customer & 0xFFFF] }
    func service(_ start: Int) -> Int64 { services[start & 0xFFFF] }
}

/// Drawn one by one: exponential by the ziggurat, on a batched stream each.
struct DrawnTimes: QueueTimes {
    private let ziggurat = Ziggurat()
    private var gaps: BatchedStream
    private var services: BatchedStream
    private let meanGap: Double
    private let meanService: Double

    init(meanGap: Double, meanService: Double) {
        let draws = DrawSource(seed: 1, replication: 0)
        gaps = draws.batchedStream(Purpose("benchmark/gap"), entity: 0)
        services = draws.batchedStream(Purpose("benchmark/service"), entity: 0)
        self.meanGap = meanGap
        self.meanService = meanService
    }

    mutating func gap(_ customer: Int) -> Int64 { Int64(ziggurat.exponential(from: &gaps) * meanGap) }
    mutating func service(_ start: Int) -> Int64 { Int64(ziggurat.exponential(from: &services) * meanService) }
}

/// What happens in a queue.
enum QueueEvent: UInt8, BitwiseCopyable {
    case arrival, departure
}

/// A queue as a user of the kernel writes it: events of its own type, a server pool, a tally of waits.
struct QueueModel<Times: QueueTimes>: EventHandler {
    private var pool: ServerPool
    private var waits = Tally()
    private let customers: Int
    private let priorities: Int
    private var times: Times
    private var arrived = 0
    private var started = 0

    init(servers: Int, priorities: Int, customers: Int, times: Times) {
        pool = ServerPool(onDuty: servers, priorities: priorities)
        self.customers = customers
        self.priorities = priorities
        self.times = times
    }

    @inline(__always)
    mutating func handle(_ event: QueueEvent, at now: Int64, events: inout FutureEventList<QueueEvent>) {
        switch event {
        case .arrival:
            let priority = priorities > 1 && arrived & 3 != 0 ? 1 : 0
            arrived &+= 1
            if arrived < customers { events.schedule(.arrival, at: now &+ times.gap(arrived)) }
            if pool.arrive(0, priority: priority, at: now) { start(waited: 0, at: now, &events) }
        case .departure:
            if let next = pool.finish(at: now) { start(waited: now &- next.arrival, at: now, &events) }
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

/// What a queue was seen to do, from either side.
struct QueueResult: Equatable {
    var served: Int
    var sum: Double
    var smallest: Double
    var largest: Double
    var peak: Double
    var integral: Double

    init(_ waits: Tally, _ length: TimeWeightedStatistic, until now: Int64) {
        served = waits.count
        sum = waits.sum
        smallest = waits.smallest
        largest = waits.largest
        peak = length.peak
        integral = length.integral(until: now)
    }

    init(_ result: reference_queue_result) {
        served = Int(result.served)
        sum = result.sum
        smallest = result.smallest
        largest = result.largest
        peak = result.queue_peak
        integral = result.queue_integral
    }
}
