// The benchmarks as one table: `make bench`, or `daybreak-bench [samplers | SCENARIO [REPLICATIONS]]`.

import Foundation

@main
enum Benchmarks {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        let scenario = arguments.first ?? "Scenarios/trend-micro-2022.yaml"
        let replications = arguments.dropFirst().first.flatMap { Int($0) } ?? 200

        print(Machine.description)
        print(row("", "wall", "processor"))
        if arguments.first == "samplers" {
            reportSamplers()
            return
        }
        report("uniform, addressed (Philox4x32-10)", .nanoseconds, KernelBenchmarks.addressedUniform())
        report("uniform, both of a block", .nanoseconds, KernelBenchmarks.addressedPair())
        for exponent in [2, 4, 6] {
            let pending = [2: 100, 4: 10_000, 6: 1_000_000][exponent] ?? 100
            report("hold, 10^\(exponent) events pending", .nanoseconds, KernelBenchmarks.hold(pending: pending))
        }
        report("customer of an M/M/1 queue", .nanoseconds, KernelBenchmarks.singleServerQueue())
        reportSamplers()
        do {
            let run = try RunBenchmark(scenario: scenario, replications: replications)
            let one = try run.perReplication(threads: 1)
            let two = try run.perReplication(threads: 2)
            report("replication of one policy, 1 thread", .milliseconds, one)
            report("replication of one policy, 2 threads", .milliseconds, two)
            let ratio = (two.wall / one.wall * 100).rounded() / 100
            print("Two threads take \(ratio) of the wall time of one (\(scenario), \(replications) replications).")
        } catch {
            FileHandle.standardError.write(Data("\(scenario): \(error)\n".utf8))
            exit(65)
        }
    }

    /// The samplers, and how those on addressed draws stand beside the same on another generator.
    private static func reportSamplers() {
        let rows = SamplerBenchmarks.rows()
        for sampler in rows { report(sampler.name, .nanoseconds, sampler.elapsed) }
        for sampler in rows {
            guard let reference = rows.first(where: { $0.name == sampler.reference }) else { continue }
            let ratio = (sampler.elapsed.processor / reference.elapsed.processor * 100).rounded() / 100
            print("\(sampler.name): \(ratio) times \(reference.name)")
        }
    }

    private enum Unit {
        case nanoseconds, milliseconds
    }

    private static func report(_ name: String, _ unit: Unit, _ elapsed: Elapsed) {
        print(row(name, text(elapsed.wall, unit), text(elapsed.processor, unit)))
    }

    private static func text(_ seconds: Double, _ unit: Unit) -> String {
        let value = seconds * (unit == .nanoseconds ? 1e9 : 1e3)
        let shown = (value * 100).rounded() / 100
        return "\(shown) \(unit == .nanoseconds ? "ns" : "ms")"
    }

    private static func row(_ name: String, _ wall: String, _ processor: String) -> String {
        func left(_ text: String, _ width: Int) -> String { text + padding(text, width) }
        func right(_ text: String, _ width: Int) -> String { padding(text, width) + text }
        func padding(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count))
        }
        return left(name, 40) + right(wall, 14) + right(processor, 14)
    }
}
