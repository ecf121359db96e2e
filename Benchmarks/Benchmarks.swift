// The benchmarks as tables: `make bench`, or `daybreak-bench PART` with one of the parts that it lists when asked for another.

import Foundation

@main
enum Benchmarks {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let part = arguments.first
        if part == "worker-memory" { return reportWorkerMemory(arguments) }
        guard part == nil || ["kernel", "structures", "samplers", "libraries", "runs", "scale", "peers"].contains(part)
        else {
            FileHandle.standardError.write(
                Data(
                    "usage: daybreak-bench [kernel | structures | samplers | libraries | runs [SCENARIO [REPLICATIONS]] | scale [ENDPOINTS AFFECTED] | peers PYTHON]\n"
                        .utf8)
            )
            exit(64)
        }
        print(Machine.description)
        if part == nil || part == "kernel" { reportKernel() }
        if part == nil || part == "samplers" { reportSamplers() }
        if part == nil || part == "libraries" { reportLibraries() }
        if part == "structures" { reportStructures() }
        if part == "peers" { reportPeers(python: arguments.count > 1 ? arguments[1] : "python3") }
        if part == nil || part == "scale" { reportScale(arguments.dropFirst().compactMap { Double($0) }) }
        if part == nil || part == "runs" {
            reportRuns(
                scenario: arguments.count > 1 ? arguments[1] : "Scenarios/trend-micro-2022.yaml",
                replications: arguments.count > 2 ? Int(arguments[2]) ?? 200 : 200)
        }
    }

    /// What the event list was chosen from.
    private static func reportStructures() {
        print("\n" + row("a hold in C++, ns of processor time", ["front, wheel", "4-ary heap", "radix heap"]))
        var pending = 100
        while pending <= 10_000_000 {
            print(row("\(pending) pending", KernelBenchmarks.structures(pending: pending).map(rounded)))
            pending *= 10
        }
    }

    /// The kernel beside simulation libraries of Python.
    private static func reportPeers(python: String) {
        print(
            "\n" + row("a customer, µs of processor time", ["Daybreak", "peer", "ratio", "wait", "peer's wait"]))
        do {
            for result in try PeerBenchmarks.rows(python: python, script: "Benchmarks/Peers/queues.py") {
                let figures = [
                    result.kernel * 1e6, result.peer * 1e6, (result.peer / result.kernel).rounded(), result.kernelWait,
                    result.peerWait,
                ]
                print(row(result.name, figures.map(rounded)))
            }
            try reportRollout(python: python)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(69)
        }
    }

    /// A small rollout beside SimPy.
    private static func reportRollout(python: String) throws {
        for (endpoints, replications) in [(100_000, (400, 8)), (1_000_000, (100, 2))] {
            let result = try RolloutPeer.row(endpoints: endpoints, replications: replications, python: python)
            print("\n" + row("a rollout on \(endpoints) endpoints", ["Daybreak", "±", "SimPy", "±"]))
            for (name, own, peer) in result.means {
                print(row(name, [own.mean, own.error, peer.mean, peer.error].map(rounded)))
            }
            print(
                row("a replication, ms of processor time", [result.daybreak, result.simPy].map { rounded($0 * 1e3) }))
            print(row("ratio", [rounded(result.simPy / result.daybreak)]))
        }
    }

    /// The kernel beside the same models by hand.
    private static func reportKernel() {
        print("\n" + row("the kernel, ns of processor time", ["Swift", "C++", "ratio"]))
        for result in KernelBenchmarks.rows() {
            let note = result.agrees ? "" : "   the two do not agree"
            print(
                row(result.name, [rounded(result.kernel * 1e9), rounded(result.byHand * 1e9), rounded(result.ratio)])
                    + note)
        }
    }

    /// The samplers, and how those on addressed draws stand beside the same on another generator.
    private static func reportSamplers() {
        print("\n" + row("a variate, ns", ["wall", "processor", "ratio"]))
        let rows = SamplerBenchmarks.rows()
        for sampler in rows {
            var cells = [rounded(sampler.elapsed.wall * 1e9), rounded(sampler.elapsed.processor * 1e9)]
            if let reference = rows.first(where: { $0.name == sampler.reference }) {
                cells.append(rounded(sampler.elapsed.processor / reference.elapsed.processor))
            }
            print(row(sampler.name, cells))
        }
    }

    /// Civil time and statistics.
    private static func reportLibraries() {
        print("\n" + row("civil time and statistics, ns", ["wall", "processor"]))
        do {
            for operation in try LibraryBenchmarks.rows() {
                let elapsed = operation.elapsed
                print(row(operation.name, [rounded(elapsed.wall * 1e9), rounded(elapsed.processor * 1e9)]))
            }
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(69)
        }
    }

    /// Replications by the size of the fleet.
    private static func reportScale(_ size: [Double]) {
        let columns = ["can fail", "ms", "events", "ns/event", "ns/can fail", "1 thread /s", "2 threads /s", "MB"]
        print("\n" + row("a replication, by endpoints of the fleet", columns))
        do {
            let sizes = size.count == 2 ? [(endpoints: size[0], affected: size[1])] : ScaleBenchmark.sizes
            for result in try ScaleBenchmark.rows(sizes) {
                let figures = [
                    result.seconds * 1e3, result.eventsPerReplication.rounded(),
                    result.seconds * 1e9 / result.eventsPerReplication, result.seconds * 1e9 / result.affected,
                    result.rate.one, result.rate.two, result.megabytes,
                ]
                print(row("\(Int(result.endpoints))", ["\(Int(result.affected))"] + figures.map(rounded)))
            }
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(70)
        }
    }

    private static func reportWorkerMemory(_ arguments: [String]) {
        let numbers = arguments.dropFirst().compactMap { Double($0) }
        guard numbers.count == 2,
            let megabytes = try? ScaleBenchmark.workerMemory(endpoints: numbers[0], affected: numbers[1])
        else { exit(64) }
        print(megabytes)
    }

    /// Whole replications, and what a second thread gives.
    private static func reportRuns(scenario: String, replications: Int) {
        print("\n" + row("a replication of one policy, ms", ["wall", "processor"]))
        do {
            let run = try RunBenchmark(scenario: scenario, replications: replications)
            let one = try run.perReplication(threads: 1)
            let two = try run.perReplication(threads: 2)
            print(row("1 thread", [rounded(one.wall * 1e3), rounded(one.processor * 1e3)]))
            print(row("2 threads", [rounded(two.wall * 1e3), rounded(two.processor * 1e3)]))
            print(
                "Two threads are \(rounded(one.wall / two.wall)) times as fast as one (\(scenario), \(replications) replications)."
            )
        } catch {
            FileHandle.standardError.write(Data("\(scenario): \(error)\n".utf8))
            exit(65)
        }
    }

    private static func rounded(_ value: Double) -> String {
        let shown = (value * 100).rounded() / 100
        return "\(shown)"
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        func padding(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count))
        }
        return cells.reduce(name + padding(name, 44)) { $0 + padding($1, 12) + $1 }
    }
}
