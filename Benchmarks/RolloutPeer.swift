// A small rollout by Daybreak and by SimPy: the same world, its means side by side, and what a replication costs.

import CivilTime
import Foundation
import RandomStreams
import Rollouts

/// One size of the fleet.
struct RolloutPeerRow {
    var endpoints: Int
    /// Processor seconds of a replication.
    var daybreak: Double
    var simPy: Double
    /// What both count: name, and mean with standard error of each.
    var means: [(name: String, daybreak: (mean: Double, error: Double), simPy: (mean: Double, error: Double))]
}

enum RolloutPeer {
    private static let metrics = ["endpoints_failed", "endpoint_hours_lost", "time_to_fix_h"]

    static func row(endpoints: Int, replications: (daybreak: Int, simPy: Int), python: String) throws -> RolloutPeerRow
    {
        let plan = try Plan(try scenario(endpoints: Double(endpoints)))
        let columns = metrics.compactMap { name in plan.metrics.firstIndex { $0.id == name } }
        var values = columns.map { _ in [Double]() }
        let elapsed = Elapsed.measuring {
            var replicator = Replicator()
            for index in 0..<replications.daybreak {
                replicator.run(plan, seed: 1, replication: UInt32(index))
                for (place, column) in columns.enumerated() { values[place].append(replicator.outcome[column]) }
            }
        }
        let answer = try ask(python, [endpoints, replications.simPy])
        guard answer.count == 1 + 2 * metrics.count else { throw PeerBenchmarks.Failure.peer("SimPy's rollout") }
        let means = metrics.indices.map { place in
            (metrics[place], meanAndError(values[place]), (answer[1 + 2 * place], answer[2 + 2 * place]))
        }
        return RolloutPeerRow(
            endpoints: endpoints, daybreak: elapsed.per(replications.daybreak).processor, simPy: answer[0],
            means: means)
    }

    /// The world of `Peers/rollout.py`.
    private static func scenario(endpoints: Double) throws -> Scenario {
        var scenario = try ScaleWorld.scenario(endpoints: endpoints, affected: endpoints / 100)
        func exactly(_ hours: Double) -> Delay { .exactly(.hours(hours)) }
        func exponential(_ hours: Double) throws -> Delay { Delay(hours: try .exponential(mean: hours)) }
        scenario.profiles[0].switchedOn = .one
        scenario.regions = [Region(id: "here", zone: "UTC", supportCentre: "desk")]
        scenario.segments[0].customers = ["here": 1000]
        scenario.segments[0].consoleShare = 0
        scenario.segments[0].staff.calendar = "always"
        scenario.segments[0].staff.notice = exactly(1)
        scenario.segments[0].staff.report = exactly(1)
        scenario.release.defects[0].trigger = .after(try exponential(2))
        scenario.release.defects[0].failureMode = FailureMode(id: "x", pollReach: 0.5, consoleReach: 0, byHand: false)
        scenario.support.centres = [
            SupportCentre(
                id: "desk", region: "here", shifts: [SupportShift(calendar: "always", firstLine: 5, secondLine: 3)])
        ]
        scenario.support.firstLine = try exponential(0.5)
        scenario.support.secondLine = try exponential(0.75)
        scenario.support.knownError = try exponential(0.2)
        scenario.response.escalation = exactly(1)
        scenario.response.halt = Halt(decision: exactly(0.5), propagation: exactly(0.3))
        scenario.response.fix.region = "here"
        scenario.response.fix.diagnose = exactly(3)
        scenario.response.fix.build = exactly(1)
        scenario.response.fix.qualityAssurance = exactly(3)
        scenario.response.fix.publish = exactly(0.5)
        return scenario
    }

    private static func ask(_ python: String, _ arguments: [Int]) throws -> [Double] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["Benchmarks/Peers/rollout.py"] + arguments.map(String.init)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return answer.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    }

    private static func meanAndError(_ values: [Double]) -> (mean: Double, error: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
        return (mean, (variance / count).squareRoot())
    }
}
