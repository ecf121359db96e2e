// The event kernel through its public interface, beside the same models written by hand in C++.

import BenchmarkReference
import EventKernel
import RandomStreams

/// A model by the kernel and by hand: the median processor time of each per step, in seconds, over interleaved rounds.
struct KernelRow {
    var name: String
    var kernel: Double
    var byHand: Double
    /// The median of the rounds' ratios, which is steadier than the ratio of the medians where the machine is busy.
    var ratio: Double
    /// Whether both simulated the same thing to the last bit.
    var agrees: Bool
}

enum KernelBenchmarks {
    static let servers = 8

    /// All rows. The kernel and the reference take turns within every round.
    static func rows(rounds: Int = 9, largestHold: Int = 10_000_000) -> [KernelRow] {
        let gaps = exponentials(mean: 1_000_000, purpose: "benchmark/gap")
        let services = exponentials(mean: 800_000, purpose: "benchmark/service")
        let longServices = services.map { $0 * Int64(servers) }
        let customers = 1_000_000
        var rows = [
            row("M/M/1 at 80 %, a customer", rounds: rounds, steps: customers) {
                var model = QueueModel(
                    servers: 1, priorities: 1, customers: customers,
                    times: TabulatedTimes(gaps: gaps, services: services))
                return model.run()
            } byHand: {
                QueueResult(reference_single_server(Int64(customers), gaps, services))
            },
            row("M/M/8, two priorities, a customer", rounds: rounds, steps: customers) {
                var model = QueueModel(
                    servers: servers, priorities: 2, customers: customers,
                    times: TabulatedTimes(gaps: gaps, services: longServices))
                return model.run()
            } byHand: {
                QueueResult(reference_priority_servers(Int64(customers), Int64(servers), gaps, longServices))
            },
            row("the same, pool with skills", rounds: rounds, steps: customers) {
                var model = SkilledQueueModel(
                    servers: servers, priorities: 2, customers: customers,
                    times: TabulatedTimes(gaps: gaps, services: longServices))
                return model.run()
            } byHand: {
                QueueResult(reference_priority_servers(Int64(customers), Int64(servers), gaps, longServices))
            },
            row("M/M/1 at 80 %, interruptible pool", rounds: rounds, steps: customers) {
                var model = InterruptibleQueueModel(
                    servers: 1, customers: customers, times: TabulatedTimes(gaps: gaps, services: services))
                return model.run()
            } byHand: {
                QueueResult(reference_single_server(Int64(customers), gaps, services))
            },
        ]
        let increments = exponentials(mean: 1_000_000_000, purpose: "benchmark/hold")
        var pending = 100
        while pending <= largestHold {
            rows.append(hold(pending: pending, rounds: rounds, increments: increments))
            pending *= 10
        }
        return rows
    }

    private static func row<Result: Equatable>(
        _ name: String, rounds: Int, steps: Int, kernel: () -> Result, byHand: () -> Result
    ) -> KernelRow {
        var kernelTimes: [Double] = []
        var handTimes: [Double] = []
        var agrees = true
        for round in 0...rounds {
            var ours: Result?
            var theirs: Result?
            let kernelTime = Elapsed.measuring { ours = kernel() }.per(steps).processor
            let handTime = Elapsed.measuring { theirs = byHand() }.per(steps).processor
            agrees = agrees && ours == theirs
            // The first round warms caches and memory.
            guard round > 0 else { continue }
            kernelTimes.append(kernelTime)
            handTimes.append(handTime)
        }
        return KernelRow(
            name: name, kernel: median(kernelTimes), byHand: median(handTimes),
            ratio: median(zip(kernelTimes, handTimes).map { $0 / $1 }), agrees: agrees)
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    // MARK: Hold

    /// The classic hold model: the soonest event is taken and scheduled again an exponential time later, so that the number of pending
    /// events stays the same (Jones, *Communications of the ACM* 29(4), 1986, doi:10.1145/5684.5686).
    private static func hold(pending: Int, rounds: Int, increments: [Int64]) -> KernelRow {
        let holds = 1_000_000
        var events = FutureEventList<UInt32>()
        for index in 0..<pending {
            events.schedule(UInt32(truncatingIfNeeded: index), at: increments[index & 0xFFFF] &+ Int64(index))
        }
        // Away from the order in which the list was filled.
        _ = hold(&events, count: max(2 * pending, 100_000), increments)
        let reference = reference_hold_make(reference_list_front_and_wheel, Int64(pending), increments)
        defer { reference_hold_free(reference) }
        return row("hold, \(pending) pending", rounds: rounds, steps: holds) {
            hold(&events, count: holds, increments)
        } byHand: {
            reference_hold_run(reference, Int64(holds), increments)
        }
    }

    /// The structures that the event list was chosen from, by hand in C++: nanoseconds per hold, front and wheel, heap, radix heap.
    static func structures(pending: Int, rounds: Int = 5) -> [Double] {
        let increments = exponentials(mean: 1_000_000_000, purpose: "benchmark/hold")
        let holds = 1_000_000
        let lists = [reference_list_front_and_wheel, reference_list_heap, reference_list_radix_heap]
            .map { reference_hold_make($0, Int64(pending), increments) }
        defer { for list in lists { reference_hold_free(list) } }
        var times: [[Double]] = lists.map { _ in [] }
        for _ in 0..<rounds {
            for (place, list) in lists.enumerated() {
                let elapsed = Elapsed.measuring { consume(reference_hold_run(list, Int64(holds), increments)) }
                times[place].append(elapsed.per(holds).processor * 1e9)
            }
        }
        return times.map(median)
    }

    private static func hold(_ events: inout FutureEventList<UInt32>, count: Int, _ increments: [Int64]) -> UInt64 {
        var sum: UInt64 = 0
        for index in 0..<count {
            guard let next = events.popFirst() else { break }
            sum &+= UInt64(bitPattern: next.time)
            events.schedule(next.event, at: next.time &+ increments[index & 0xFFFF])
        }
        return sum
    }

    /// A table of exponential times in ticks, so that a measurement does not contain the sampler.
    static func exponentials(mean: Double, purpose: String) -> [Int64] {
        let draws = DrawSource(seed: 1, replication: 0)
        let name = Purpose(purpose)
        return (0..<65_536).map { Int64(-mean * ReproducibleMath.log(draws.uniform(name, entity: $0))) }
    }
}

extension Elapsed {
    /// The share of one of so many equal steps.
    func per(_ steps: Int) -> Elapsed { Elapsed(wall: wall / Double(steps), processor: processor / Double(steps)) }
}
