// What a replication costs by the size of the fleet: with the same number of endpoints that can fail, and with one in a hundred.

import Dispatch
import Foundation
import Rollouts

/// One size of the fleet.
struct ScaleRow {
    var endpoints: Double
    var affected: Double
    /// Processor seconds of a replication on one thread.
    var seconds: Double
    var eventsPerReplication: Double
    /// Replications a second of wall time, on one thread and on two.
    var rate: (one: Double, two: Double)
    /// Megabytes that one worker's memory grew to.
    var megabytes: Double
}

enum ScaleBenchmark {
    static let sizes: [(endpoints: Double, affected: Double)] = [
        (1e6, 1e4), (1e7, 1e4), (1e8, 1e4), (1e4, 1e2), (1e5, 1e3), (1e6, 1e4), (1e7, 1e5), (1e8, 1e6),
    ]

    static func rows(_ sizes: [(endpoints: Double, affected: Double)]) throws -> [ScaleRow] {
        try sizes.map { try row(endpoints: $0.endpoints, affected: $0.affected) }
    }

    private static func row(endpoints: Double, affected: Double) throws -> ScaleRow {
        let plan = try Plan(try ScaleWorld.scenario(endpoints: endpoints, affected: affected))
        // About a tenth of a second each at a microsecond an affected endpoint, and at least a few.
        let replications = max(4, min(400, Int(2e5 / affected)))
        var events = 0
        let one = Elapsed.best(of: 3) {
            events = 0
            var replicator = Replicator()
            for index in 0..<replications {
                replicator.run(plan, seed: 1, replication: UInt32(index))
                events += replicator.eventCount
            }
        }
        let two = Elapsed.best(of: 3) {
            DispatchQueue.concurrentPerform(iterations: 2) { lane in
                var replicator = Replicator()
                for index in stride(from: lane, to: replications, by: 2) {
                    replicator.run(plan, seed: 1, replication: UInt32(index))
                }
            }
        }
        return ScaleRow(
            endpoints: endpoints, affected: affected, seconds: one.per(replications).processor,
            eventsPerReplication: Double(events) / Double(replications),
            rate: (Double(replications) / one.wall, Double(replications) / two.wall),
            megabytes: try memory(endpoints: endpoints, affected: affected))
    }

    // MARK: Memory

    /// A process of its own says what it needed, since memory that was freed here would be used again.
    private static func memory(endpoints: Double, affected: Double) throws -> Double {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments = ["worker-memory", "\(endpoints)", "\(affected)"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Double(answer.trimmingCharacters(in: .whitespacesAndNewlines)) ?? .nan
    }

    /// Megabytes by which a worker's replications raise this process's largest resident memory.
    static func workerMemory(endpoints: Double, affected: Double) throws -> Double {
        let plan = try Plan(try ScaleWorld.scenario(endpoints: endpoints, affected: affected))
        let before = peakKilobytes()
        var replicator = Replicator()
        for index in 0..<5 as Range<UInt32> { replicator.run(plan, seed: 1, replication: index) }
        return Double(peakKilobytes() - before) / 1024
    }

    /// The largest resident memory of this process so far; 0 where the system does not say.
    private static func peakKilobytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.first ?? 0
    }
}
