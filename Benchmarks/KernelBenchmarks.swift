// The parts that every replication leans on: the generator, the future event list, a queue.

import EventKernel
import RandomStreams

enum KernelBenchmarks {
    /// Nanoseconds per uniform of 53 bits, each computed from its address.
    static func addressedUniform() -> Elapsed {
        let draws = DrawSource(seed: 1, replication: 0)
        let purpose = Purpose("benchmark/uniform")
        let count = 20_000_000
        var sum = 0.0
        let elapsed = Elapsed.best(of: 3) {
            for entity in 0..<UInt32(count) { sum += draws.uniform(purpose, entity: entity) }
        }
        consume(sum)
        return elapsed.per(count)
    }

    /// Nanoseconds per uniform where both of a block are used.
    static func addressedPair() -> Elapsed {
        let draws = DrawSource(seed: 1, replication: 0)
        let purpose = Purpose("benchmark/pair")
        let count = 20_000_000
        var sum = 0.0
        let elapsed = Elapsed.best(of: 3) {
            for entity in 0..<UInt32(count / 2) {
                let pair = draws.uniformPair(purpose, entity: entity)
                sum += pair.0 + pair.1
            }
        }
        consume(sum)
        return elapsed.per(count)
    }

    /// Nanoseconds per hold: the soonest event is taken and scheduled again an exponential time later, the number of
    /// pending events stays the same (Jones, *Communications of the ACM* 29(4), 1986, doi:10.1145/5684.5686).
    static func hold(pending: Int) -> Elapsed {
        let increments = exponentials(count: 1 << 16, mean: 1_000_000_000, purpose: "benchmark/hold")
        let holds = 4_000_000
        var events = FutureEventList<UInt32>()
        for index in 0..<pending { events.schedule(UInt32(index), at: increments[index & 0xFFFF] &+ Int64(index)) }
        func run(_ count: Int) {
            for index in 0..<count {
                guard let next = events.popFirst() else { return }
                events.schedule(next.event, at: next.time &+ increments[index & 0xFFFF])
            }
        }
        run(max(pending, 100_000))  // away from the order in which the list was filled
        let elapsed = Elapsed.best(of: 3) { run(holds) }
        consume(events.count)
        return elapsed.per(holds)
    }

    /// Nanoseconds per customer of an M/M/1 queue at 80 % load, by events through a server pool.
    static func singleServerQueue() -> Elapsed {
        let gaps = exponentials(count: 1 << 16, mean: 1_000_000, purpose: "benchmark/gap")
        let services = exponentials(count: 1 << 16, mean: 800_000, purpose: "benchmark/service")
        let customers: UInt32 = 5_000_000
        let departure = UInt32.max
        var waits = 0.0
        let elapsed = Elapsed.best(of: 3) {
            var events = FutureEventList<UInt32>()
            var pool = ServerPool(onDuty: 1)
            var arrived: UInt32 = 0
            var served = 0
            events.schedule(0, at: gaps[0])
            while let event = events.popFirst() {
                if event.event == departure {
                    if let next = pool.finish(at: event.time) {
                        waits += Double(event.time &- next.arrival)
                        events.schedule(departure, at: event.time &+ services[served & 0xFFFF])
                        served &+= 1
                    }
                } else {
                    arrived &+= 1
                    if arrived < customers { events.schedule(0, at: event.time &+ gaps[Int(arrived) & 0xFFFF]) }
                    if pool.arrive(arrived, at: event.time) {
                        events.schedule(departure, at: event.time &+ services[served & 0xFFFF])
                        served &+= 1
                    }
                }
            }
        }
        consume(waits)
        return elapsed.per(Int(customers))
    }

    /// A table of exponential times in ticks, so that a measurement does not contain the sampler.
    private static func exponentials(count: Int, mean: Double, purpose: String) -> [Int64] {
        let draws = DrawSource(seed: 1, replication: 0)
        let name = Purpose(purpose)
        return (0..<UInt32(count)).map { Int64(-mean * ReproducibleMath.log(draws.uniform(name, entity: $0))) }
    }
}

extension Elapsed {
    /// The share of one of so many equal steps.
    func per(_ steps: Int) -> Elapsed { Elapsed(wall: wall / Double(steps), processor: processor / Double(steps)) }
}
