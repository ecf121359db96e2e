// The benchmarks as one table: `make bench`.

import Foundation

@main
enum Benchmarks {
    static func main() {
        print(Machine.description)
        print(row("", "wall", "processor"))
        report("uniform, addressed (Philox4x32-10)", .nanoseconds, KernelBenchmarks.addressedUniform())
        report("uniform, both of a block", .nanoseconds, KernelBenchmarks.addressedPair())
        for exponent in [2, 4, 6] {
            let pending = [2: 100, 4: 10_000, 6: 1_000_000][exponent] ?? 100
            report("hold, 10^\(exponent) events pending", .nanoseconds, KernelBenchmarks.hold(pending: pending))
        }
        report("customer of an M/M/1 queue", .nanoseconds, KernelBenchmarks.singleServerQueue())
    }

    private enum Unit {
        case nanoseconds
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
