// The same queues by simulation libraries of Python, each in a process of its own, taking turns with the kernel.

import Foundation

/// A queue by the kernel and by a peer: median processor time per customer in seconds, draws included, and the mean wait in mean
/// services, by which it is seen that both simulate the same.
struct PeerRow {
    var name: String
    var kernel: Double
    var peer: Double
    var kernelWait: Double
    var peerWait: Double
}

enum PeerBenchmarks {
    enum Failure: Error, CustomStringConvertible {
        case peer(String)

        var description: String {
            switch self {
            case .peer(let name): "\(name) did not answer with two numbers; `make bench-peers` installs what it needs"
            }
        }
    }

    /// - Parameters:
    ///   - python: An interpreter that has the libraries.
    ///   - script: The file with the peers' models.
    static func rows(python: String, script: String, rounds: Int = 5) throws -> [PeerRow] {
        var rows: [PeerRow] = []
        for (model, servers, priorities) in [("M/M/1", 1, 1), ("M/M/8, two priorities", 8, 2)] {
            for (library, customers) in [("simpy", 20_000), ("ciw", 20_000), ("salabim", 2_000)] {
                var kernel: [Double] = []
                var peer: [Double] = []
                var waits: [Double] = []
                var kernelWait = 0.0
                for _ in 0..<rounds {
                    let own = run(servers: servers, priorities: priorities, customers: 1_000_000)
                    kernel.append(own.seconds)
                    kernelWait = own.wait
                    let answer = try ask(python, script, library, servers, priorities, customers)
                    peer.append(answer.seconds / Double(customers))
                    waits.append(answer.wait)
                }
                rows.append(
                    PeerRow(
                        name: "\(model), \(library)", kernel: KernelBenchmarks.median(kernel),
                        peer: KernelBenchmarks.median(peer), kernelWait: kernelWait,
                        peerWait: waits.reduce(0, +) / Double(waits.count)))
            }
        }
        return rows
    }

    private static func run(servers: Int, priorities: Int, customers: Int) -> (seconds: Double, wait: Double) {
        let service = 1e6
        var result: QueueResult?
        let elapsed = Elapsed.measuring {
            var model = QueueModel(
                servers: servers, priorities: priorities, customers: customers,
                times: DrawnTimes(meanGap: service / (0.8 * Double(servers)), meanService: service))
            result = model.run()
        }
        return (elapsed.per(customers).processor, (result?.sum ?? .nan) / Double(customers) / service)
    }

    private static func ask(
        _ python: String, _ script: String, _ library: String, _ servers: Int, _ priorities: Int, _ customers: Int
    ) throws -> (seconds: Double, wait: Double) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [script, library, "\(servers)", "\(priorities)", "\(customers)"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let numbers = answer.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        guard process.terminationStatus == 0, numbers.count == 2 else { throw Failure.peer(library) }
        return (numbers[0], numbers[1])
    }
}
