// The built command as a user starts it: a process with arguments, an environment and a folder.

import Foundation
import Testing

/// What one run of the command left behind.
struct CommandResult {
    var status: Int32
    /// Whether a signal ended the process; ``status`` is then the signal's number.
    var endedBySignal: Bool
    var output: String
    var errors: String
}

/// A folder with a scenario in it, from which the command is started; gone when the test ends.
final class CommandBench {
    let folder: String

    init(scenario: String = ExampleScenario.text) throws {
        folder = NSTemporaryDirectory() + "daybreak-command-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write(scenario, to: "scenario.yaml")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The command: where the environment says it is, else beside the tests.
    static let binary: String = {
        if let named = ProcessInfo.processInfo.environment["DAYBREAK_BINARY"], !named.isEmpty { return named }
        var place = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
        // On macOS the tests sit three folders deeper, inside a bundle.
        for _ in 0..<4 {
            let candidate = place.appendingPathComponent("daybreak").path
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
                return candidate
            }
            place = place.deletingLastPathComponent()
        }
        return "daybreak"
    }()

    /// Runs the command to its end.
    func run(
        _ arguments: String..., environment: [String: String] = [:], in directory: String? = nil
    ) throws -> CommandResult {
        try finish(start([Self.binary] + arguments, environment: environment, in: directory))
    }

    /// Runs a line of shell, in which `$DAYBREAK` is the command.
    func shell(_ line: String) throws -> CommandResult {
        try finish(start(["/bin/sh", "-c", line], environment: ["DAYBREAK": Self.binary], in: nil))
    }

    /// A process that was started, with the files that its output goes to.
    struct Running {
        let process: Process
        let output: String
        let errors: String
    }

    /// Starts a process.
    func start(_ command: [String], environment: [String: String] = [:], in directory: String? = nil) throws -> Running
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: directory ?? folder)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        // Into files, so that no pipe can fill up; outside the folder, so that only the command's own files are there.
        let name = NSTemporaryDirectory() + "daybreak-stream-" + UUID().uuidString
        let running = Running(process: process, output: name + ".out", errors: name + ".err")
        for path in [running.output, running.errors] { try Data().write(to: URL(fileURLWithPath: path)) }
        process.standardOutput = FileHandle(forWritingAtPath: running.output)
        process.standardError = FileHandle(forWritingAtPath: running.errors)
        try process.run()
        return running
    }

    /// Waits for a process and takes what it wrote.
    func finish(_ running: Running) throws -> CommandResult {
        running.process.waitUntilExit()
        defer { for path in [running.output, running.errors] { try? FileManager.default.removeItem(atPath: path) } }
        return CommandResult(
            status: running.process.terminationStatus,
            endedBySignal: running.process.terminationReason == .uncaughtSignal,
            output: try String(contentsOfFile: running.output, encoding: .utf8),
            errors: try String(contentsOfFile: running.errors, encoding: .utf8))
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    /// The bytes of a file as text.
    func text(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }

    /// Names in a folder of the bench, sorted; hidden ones too.
    func names(in name: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)").sorted()
    }
}
