// Stations whose services are interrupted by the more urgent, built from the kernel's public parts.

import EventKernel

/// Poisson arrivals of several priorities; one unit of time is a million ticks.
struct InterruptibleStation {
    var servers: Int
    var classes: [Station.Customers]
    var warmUp = 100.0
    var duration: Double

    private enum Event: BitwiseCopyable {
        case arrival(Int32)
        case end(Ticket)
    }

    /// The times from arrival to end by priority, in units, of those who arrive after the warm-up and before the horizon, and the controls.
    func run(_ draws: inout Draws) -> (times: [Tally], controls: [Double]) {
        let unit = Station.unit
        let horizon = Int64((warmUp + duration) * unit)
        var pool = InterruptibleServerPool(onDuty: servers, priorities: classes.count)
        var events = FutureEventList<Event>()
        var arrivals = classes.map { PoissonArrivals(meanGap: unit / $0.rate) }
        let cohort = CohortTally(from: Int64(warmUp * unit), until: horizon)
        var times = classes.map { _ in cohort }
        var chance = classes.map { Chance(rate: $0.rate, duration: duration, law: $0.service) }
        for index in classes.indices {
            events.schedule(.arrival(Int32(index)), at: arrivals[index].next(exponential: draws.exponential()))
        }
        while let (now, event) = events.popFirst() {
            switch event {
            case .arrival(let index):
                let priority = Int(index)
                events.schedule(event, at: arrivals[priority].next(exponential: draws.exponential()))
                times[priority].enter(at: now)
                let length = classes[priority].service.draw(&draws)
                if cohort.contains(now) {
                    chance[priority].arrive()
                    chance[priority].serve(length)
                }
                let work = Int64(length * unit)
                if case .starts(let service) = pool.arrive(0, priority: priority, work: work, at: now) {
                    events.schedule(.end(service.ticket), at: now + service.work)
                }
            case .end(let ticket):
                // A void ticket: the service was interrupted.
                guard let done = pool.finish(ticket, at: now) else { continue }
                times[done.priority].record(Double(now - done.arrival) / unit, arrival: done.arrival)
                while let next = pool.startNext(at: now) {
                    events.schedule(.end(next.ticket), at: now + next.work)
                }
            }
            // A broken pool may forget someone for ever.
            if now >= horizon, times.allSatisfy({ $0.isComplete(at: now) }) || now > 2 * horizon { break }
        }
        return (times.map(\.tally), chance.flatMap(\.controls))
    }
}

/// One server; urgent customers in a Poisson stream; others with constant work that starts over, each coming long after the last.
struct RepeatedWork {
    var rate: Double
    var service: Double
    var work: Double
    var customers: Int

    private enum Event: BitwiseCopyable {
        case urgent
        case other
        case end(Ticket)
    }

    /// The mean time from the first start to the end, in units.
    func run(_ draws: inout Draws) -> Double {
        let unit = Station.unit
        var pool = InterruptibleServerPool(onDuty: 1, priorities: 2, resumption: .startOver)
        var events = FutureEventList<Event>()
        var urgent = PoissonArrivals(meanGap: unit / rate)
        var times = Tally()
        var started: Int64 = 0
        // Many times what it takes; a broken pool may forget someone for ever.
        let latest = Int64(100 * Double(customers) * work * unit)
        events.schedule(.urgent, at: urgent.next(exponential: draws.exponential()))
        events.schedule(.other, at: 1)
        while times.count < customers, let (now, event) = events.popFirst(), now < latest {
            switch event {
            case .urgent:
                events.schedule(.urgent, at: urgent.next(exponential: draws.exponential()))
                let length = Int64(service * draws.exponential() * unit)
                if case .starts(let service) = pool.arrive(0, priority: 0, work: length, at: now) {
                    events.schedule(.end(service.ticket), at: now + service.work)
                }
            case .other:
                if case .starts(let service) = pool.arrive(1, priority: 1, work: Int64(work * unit), at: now) {
                    started = now
                    events.schedule(.end(service.ticket), at: now + service.work)
                }
            case .end(let ticket):
                guard let done = pool.finish(ticket, at: now) else { continue }
                if done.priority == 1 {
                    times.record(Double(now - started) / unit)
                    events.schedule(.other, at: now + Int64(unit * draws.exponential()))
                }
                while let next = pool.startNext(at: now) {
                    if next.id == 1, !next.isResumed { started = now }
                    events.schedule(.end(next.ticket), at: now + next.work)
                }
            }
        }
        return times.mean ?? .nan
    }
}
