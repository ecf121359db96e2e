// A day at a service station whose arrivals and servers change, simulated and solved.

import EventKernel

/// A day with a piecewise linear rate, shifts and exponential services of mean 1; one unit of time is a million ticks.
struct Day {
    var rates: [(time: Double, rate: Double)]
    var shifts: [(time: Double, servers: Int)]
    /// When to look at the station.
    var looks: [Double]
    /// Whether work in progress is finished at the end of a shift, or interrupted and resumed.
    var finishing: Bool

    var end: Double { rates[rates.count - 1].time }

    private enum Event: BitwiseCopyable {
        case arrival
        case end(Ticket)
        case shift(Int32)
        case look
    }

    /// Means over days: the numbers waiting at each look, those at work, and the mean queue; and the controls.
    func meanOfDays(
        _ days: Int, _ rate: PiecewiseRate, _ draws: inout Draws
    ) -> (values: [Double], controls: [Double]) {
        var sums = [Double](repeating: 0, count: 2 * looks.count + 1)
        let parts = zip(rates, rates.dropFirst())
        var chance = parts.map {
            Chance(rate: ($0.rate + $1.rate) / 2 * Double(days), duration: $1.time - $0.time, law: .exponential(1))
        }
        for _ in 0..<days {
            let day = finishing ? finishingDay(rate, &chance, &draws) : interruptedDay(rate, &chance, &draws)
            for index in sums.indices { sums[index] += day[index] / Double(days) }
        }
        return (sums, chance.flatMap { $0.controls.prefix(2) })
    }

    /// The rate in ticks.
    func profile() throws -> PiecewiseRate {
        let unit = Station.unit
        return try PiecewiseRate(linear: rates.map { (Int64($0.time * unit), $0.rate) }, per: Int64(unit))
    }

    private func schedule(into events: inout FutureEventList<Event>) {
        for look in looks { events.schedule(.look, at: Int64(look * Station.unit)) }
        for (index, shift) in shifts.enumerated() {
            events.schedule(.shift(Int32(index)), at: Int64(shift.time * Station.unit))
        }
    }

    /// Which of the straight parts of the rate an instant belongs to.
    private func part(_ now: Int64) -> Int {
        let time = Double(now) / Station.unit
        return rates.indices.dropFirst().dropLast().reduce(0) { time < rates[$1].time ? $0 : $1 }
    }

    private func finishingDay(_ rate: PiecewiseRate, _ chance: inout [Chance], _ draws: inout Draws) -> [Double] {
        let unit = Station.unit
        var pool = ServerPool(onDuty: 0)
        var events = FutureEventList<Event>()
        var arrivals = InvertedArrivals(rate: rate)
        var (waiting, busy) = ([Double](), [Double]())
        schedule(into: &events)
        events.schedule(.arrival, at: arrivals.next(exponential: draws.exponential()))
        while let (now, event) = events.popFirst(), now < Int64(end * unit) {
            var starts = 0
            switch event {
            case .arrival:
                chance[part(now)].arrive()
                if pool.arrive(0, at: now) { starts = 1 }
                events.schedule(.arrival, at: arrivals.next(exponential: draws.exponential()))
            case .end: if pool.finish(at: now) != nil { starts = 1 }
            case .shift(let index):
                pool.setOnDuty(shifts[Int(index)].servers)
                while pool.startNext(at: now) != nil { starts += 1 }
            case .look:
                waiting.append(Double(pool.waiting))
                busy.append(Double(pool.busy))
            }
            for _ in 0..<starts {
                let work = draws.exponential()
                chance[part(now)].serve(work)
                events.schedule(.end(.void), at: now + Int64(work * unit))
            }
        }
        return waiting + busy + [pool.queueLength.mean(until: Int64(end * unit))]
    }

    private func interruptedDay(_ rate: PiecewiseRate, _ chance: inout [Chance], _ draws: inout Draws) -> [Double] {
        let unit = Station.unit
        var pool = InterruptibleServerPool(onDuty: 0, shiftEnd: .interrupt)
        var events = FutureEventList<Event>()
        var arrivals = InvertedArrivals(rate: rate)
        var (waiting, busy) = ([Double](), [Double]())
        schedule(into: &events)
        events.schedule(.arrival, at: arrivals.next(exponential: draws.exponential()))
        while let (now, event) = events.popFirst(), now < Int64(end * unit) {
            switch event {
            case .arrival:
                let work = draws.exponential()
                chance[part(now)].arrive()
                chance[part(now)].serve(work)
                if case .starts(let service) = pool.arrive(0, work: Int64(work * unit), at: now) {
                    events.schedule(.end(service.ticket), at: now + service.work)
                }
                events.schedule(.arrival, at: arrivals.next(exponential: draws.exponential()))
            case .end(let ticket): guard pool.finish(ticket, at: now) != nil else { continue }
            case .shift(let index):
                pool.setOnDuty(shifts[Int(index)].servers)
                while pool.interruptNext(at: now) != nil {}
            case .look:
                waiting.append(Double(pool.waiting))
                busy.append(Double(pool.busy))
            }
            while let next = pool.startNext(at: now) { events.schedule(.end(next.ticket), at: now + next.work) }
        }
        return waiting + busy + [pool.queueLength.mean(until: Int64(end * unit))]
    }
}

/// The Kolmogorov forward equations of a ``Day``, by the classical Runge and Kutta method with fixed steps that no change of shift falls into.
struct ForwardEquations {
    var day: Day
    /// Longer queues than that have a probability below 10⁻⁹ in the days of these tests.
    var longestQueue = 60
    var step = 0.005

    /// The mean numbers waiting and at work at each look, and the mean queue of the day.
    func solve() -> (waiting: [Double], busy: [Double], meanQueue: Double) {
        let greatest = day.shifts.reduce(0) { max($0, $1.servers) }
        let width = longestQueue + 1
        // The probability of b at work and w waiting, at b·width + w.
        var state = [Double](repeating: 0, count: (greatest + 1) * width)
        state[0] = 1
        var (waiting, busy, area) = ([Double](), [Double](), 0.0)
        var servers = 0
        for index in 0..<Int((day.end / step).rounded()) {
            let time = Double(index) * step
            for shift in day.shifts where abs(shift.time - time) < step / 2 {
                servers = shift.servers
                change(&state, to: servers, greatest)
            }
            if day.looks.contains(where: { abs($0 - time) < step / 2 }) {
                waiting.append(mean(state) { $1 })
                busy.append(mean(state) { busy, _ in busy })
            }
            let queue = mean(state) { $1 }
            advance(&state, time, servers, greatest)
            area += step * (queue + mean(state) { $1 }) / 2
        }
        return (waiting, busy, area / day.end)
    }

    private func mean(_ state: [Double], _ value: (Double, Double) -> Double) -> Double {
        let width = longestQueue + 1
        return state.indices.reduce(0.0) { $0 + state[$1] * value(Double($1 / width), Double($1 % width)) }
    }

    private func rate(_ time: Double) -> Double {
        for (from, to) in zip(day.rates, day.rates.dropFirst()) where time <= to.time {
            return from.rate + (to.rate - from.rate) * (time - from.time) / (to.time - from.time)
        }
        return 0
    }

    /// A change of shift moves probability at once: those who wait start, and where work is interrupted, those in excess wait again.
    private func change(_ state: inout [Double], to servers: Int, _ greatest: Int) {
        let width = longestQueue + 1
        var next = [Double](repeating: 0, count: state.count)
        for busy in 0...greatest {
            for waiting in 0..<width where state[busy * width + waiting] > 0 {
                var (b, w) = (busy, waiting)
                if b > servers, !day.finishing { (b, w) = (servers, w + b - servers) }
                let starts = max(0, min(w, servers - b))
                next[(b + starts) * width + min(width - 1, w - starts)] += state[busy * width + waiting]
            }
        }
        state = next
    }

    private func advance(_ state: inout [Double], _ time: Double, _ servers: Int, _ greatest: Int) {
        let first = slope(state, rate(time), servers, greatest)
        let second = slope(moved(state, first, step / 2), rate(time + step / 2), servers, greatest)
        let third = slope(moved(state, second, step / 2), rate(time + step / 2), servers, greatest)
        let fourth = slope(moved(state, third, step), rate(time + step), servers, greatest)
        for index in state.indices {
            state[index] += step / 6 * (first[index] + 2 * second[index] + 2 * third[index] + fourth[index])
        }
    }

    private func moved(_ state: [Double], _ slope: [Double], _ length: Double) -> [Double] {
        var result = state
        for index in result.indices { result[index] += length * slope[index] }
        return result
    }

    private func slope(_ state: [Double], _ rate: Double, _ servers: Int, _ greatest: Int) -> [Double] {
        let width = longestQueue + 1
        var slope = [Double](repeating: 0, count: state.count)
        for busy in 0...greatest {
            for waiting in 0..<width {
                let from = busy * width + waiting
                let probability = state[from]
                if probability == 0 { continue }
                if waiting < longestQueue {
                    let to = busy < servers && waiting == 0 ? from + width : from + 1
                    slope[from] -= rate * probability
                    slope[to] += rate * probability
                }
                guard busy > 0 else { continue }
                // A server in excess leaves; another takes the next, if somebody waits.
                let to = busy > servers || waiting == 0 ? from - width : from - 1
                slope[from] -= Double(busy) * probability
                slope[to] += Double(busy) * probability
            }
        }
        return slope
    }
}
