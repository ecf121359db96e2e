// One service station with Poisson arrivals, as most closed forms describe it, built from the kernel's public parts.

import EventKernel

/// A law of service times; the unit is a million ticks.
enum ServiceLaw {
    case exponential(Double)
    case constant(Double)
    /// The sum of two exponential phases.
    case erlang2(Double)
    /// Exponential with one of two means, each with probability ½.
    case hyperexponential(Double, Double)

    func draw(_ draws: inout Draws) -> Double {
        switch self {
        case .exponential(let mean): mean * draws.exponential()
        case .constant(let value): value
        case .erlang2(let mean): mean / 2 * (draws.exponential() + draws.exponential())
        case .hyperexponential(let one, let other): (draws.uniform() < 0.5 ? one : other) * draws.exponential()
        }
    }

    var mean: Double {
        switch self {
        case .exponential(let mean), .constant(let mean), .erlang2(let mean): mean
        case .hyperexponential(let one, let other): (one + other) / 2
        }
    }

    var secondMoment: Double {
        switch self {
        case .exponential(let mean): 2 * mean * mean
        case .constant(let mean): mean * mean
        case .erlang2(let mean): 1.5 * mean * mean
        case .hyperexponential(let one, let other): one * one + other * other
        }
    }
}

extension ServiceLaw {
    var thirdMoment: Double {
        switch self {
        case .exponential(let mean): 6 * mean * mean * mean
        case .constant(let mean): mean * mean * mean
        case .erlang2(let mean): 3 * mean * mean * mean
        case .hyperexponential(let one, let other): 3 * (one * one * one + other * other * other)
        }
    }
}

/// A station with classes of customers by priority, a waiting room and patience; one unit of time is a million ticks.
struct Station {
    struct Customers {
        var rate: Double
        var service: ServiceLaw
    }

    var servers = 1
    var classes: [Customers]
    /// The mean of an exponential patience.
    var patience: Double?
    var waitingPlaces = Int.max
    /// Batches have 1 to this many customers, each equally likely.
    var greatestBatch = 1
    /// Whether one who finds n in the station stays with probability 1/(n + 1) only.
    var balks = false
    /// Whom those who are refused call again after, on the mean; nil if they never do.
    var retrial: Double?
    var warmUp = 100.0
    var duration = 1000.0

    static let unit = 1e6

    struct Outcome {
        var arrivals = 0
        var delayed = 0
        var refused = 0
        var abandoned = 0
        var waits: [CohortTally]
        var queue = 0.0
        var busy = 0.0
        var orbit = 0.0
        /// What chance has added to the number of arrivals and to the work of each class, as shares of what is expected.
        var controls: [Double] = []

        func wait(_ priority: Int = 0) -> Double { (waits[priority].tally.mean ?? .nan) / unit }

        /// The mean of the squared waits.
        func squaredWait() -> Double { wait() * wait() + (waits[0].tally.variance ?? .nan) / (unit * unit) }
    }

    private enum Event: BitwiseCopyable {
        case arrival(Int32)
        case end
        case patienceEnds(Ticket)
        case callsAgain(UInt32)
    }

    func run(_ draws: inout Draws) -> Outcome {
        let unit = Self.unit
        let start = Int64(warmUp * unit)
        let horizon = Int64((warmUp + duration) * unit)
        var pool = ServerPool(onDuty: servers, priorities: classes.count, waitingPlaces: waitingPlaces)
        var events = FutureEventList<Event>()
        var arrivals = classes.map { PoissonArrivals(meanGap: unit / $0.rate) }
        var busy = TimeWeightedStatistic()
        var orbit = TimeWeightedStatistic()
        let cohort = CohortTally(from: start, until: horizon)
        var outcome = Outcome(waits: classes.map { _ in cohort })
        var (isMeasuring, isMeasured) = (false, false)
        var chance = classes.map { Chance(rate: $0.rate, duration: duration, law: $0.service) }

        func serve(_ id: UInt32, since arrival: Int64, at now: Int64, _ draws: inout Draws) {
            outcome.waits[Int(id)].record(Double(now - arrival), arrival: arrival)
            busy.change(by: 1, at: now)
            let work = classes[Int(id)].service.draw(&draws)
            if arrival >= start && arrival < horizon { chance[Int(id)].serve(work) }
            events.schedule(.end, at: now + Int64(work * unit))
        }
        func admit(_ id: UInt32, at now: Int64, _ draws: inout Draws) {
            outcome.waits[Int(id)].enter(at: now)
            let isCounted = now >= start && now < horizon
            if isCounted { outcome.arrivals += 1 }
            switch pool.admit(id, priority: Int(id), at: now) {
            case .starts: serve(id, since: now, at: now, &draws)
            case .waits(let ticket):
                if isCounted { outcome.delayed += 1 }
                if let patience {
                    events.schedule(.patienceEnds(ticket), at: now + Int64(patience * draws.exponential() * unit))
                }
            case .refused:
                outcome.waits[Int(id)].withdraw(arrival: now)
                if let retrial {
                    orbit.change(by: 1, at: now)
                    events.schedule(.callsAgain(id), at: now + Int64(retrial * draws.exponential() * unit))
                }
            }
        }

        for index in classes.indices {
            events.schedule(.arrival(Int32(index)), at: arrivals[index].next(exponential: draws.exponential()))
        }
        while let (now, event) = events.popFirst() {
            if !isMeasuring, now >= start {
                isMeasuring = true
                pool.startMeasuring(at: start)
                busy.startMeasuring(at: start)
                orbit.startMeasuring(at: start)
            }
            if !isMeasured, now >= horizon {
                // The first event at the horizon or after it: what lasts until then is known.
                isMeasured = true
                outcome.queue = pool.queueLength.mean(until: horizon)
                outcome.busy = busy.mean(until: horizon)
                outcome.orbit = orbit.mean(until: horizon)
                outcome.refused = pool.refused
                outcome.abandoned = pool.abandoned
            }
            // Others go on arriving until everyone of the cohort has been served; a broken pool may forget someone for ever.
            if isMeasured, outcome.waits.allSatisfy({ $0.isComplete(at: now) }) || now > 2 * horizon { break }
            switch event {
            case .arrival(let index):
                let id = UInt32(index)
                events.schedule(.arrival(index), at: arrivals[Int(index)].next(exponential: draws.exponential()))
                if now >= start && now < horizon { chance[Int(index)].arrive() }
                let size = greatestBatch > 1 ? 1 + draws.below(greatestBatch) : 1
                let finds = Double(pool.busy + pool.waiting)
                if balks, draws.uniform() * (finds + 1) > 1 { continue }
                for _ in 0..<size { admit(id, at: now, &draws) }
            case .end:
                busy.change(by: -1, at: now)
                if let next = pool.finish(at: now) { serve(next.id, since: next.arrival, at: now, &draws) }
            case .patienceEnds(let ticket):
                if let gone = pool.abandon(ticket, at: now) {
                    outcome.waits[Int(gone.id)].record(Double(now - gone.arrival), arrival: gone.arrival)
                }
            case .callsAgain(let id):
                orbit.change(by: -1, at: now)
                admit(id, at: now, &draws)
            }
        }
        outcome.controls = chance.flatMap(\.controls)
        return outcome
    }
}

/// What a run has drawn for one class of customers, against what is to be expected.
struct Chance {
    private var arrivals = 0.0
    private var work = 0.0
    private var squares = 0.0
    private let expected: Double
    private let law: ServiceLaw

    init(rate: Double, duration: Double, law: ServiceLaw) {
        expected = rate * duration
        self.law = law
    }

    mutating func arrive() { arrivals += 1 }

    mutating func serve(_ time: Double) {
        work += time - law.mean
        squares += time * time - law.secondMoment
    }

    /// The numbers of arrivals, the mean service and its square, but for constants.
    var controls: [Double] {
        let number = arrivals / expected - 1
        if case .constant = law { return [number] }
        return [number, work / (expected * law.mean), squares / (expected * law.secondMoment)]
    }
}
