// How the command ends when something is wrong: a status that scripts can use, a message, and nothing written.

import Foundation
import Testing

@Suite("Exit status")
struct ExitStatusTests {
    /// The command ends with a status, says something that contains a phrase, and leaves the folder as it was.
    private func expect(
        _ status: Int32, _ phrase: String, from arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let bench = try CommandBench()
        let before = try bench.names()
        let running = try bench.start([CommandBench.binary] + arguments)
        let result = try bench.finish(running)
        #expect(result.status == status && !result.endedBySignal, "\(result.errors)", sourceLocation: sourceLocation)
        #expect(result.errors.contains(phrase), "\(result.errors)", sourceLocation: sourceLocation)
        #expect(result.output.isEmpty, sourceLocation: sourceLocation)
        #expect(try bench.names() == before, sourceLocation: sourceLocation)
    }

    @Test("wrong usage is 64, with the nearest name where there is one")
    func wrongUsageIs64() throws {
        try expect(64, "did you mean 'in-waves'?", from: "run", "scenario.yaml", "--policy", "in-wave")
        try expect(64, "expected one of: at-once, in-waves, NA", from: "run", "scenario.yaml", "--policy", "zzzzzzzz")
        try expect(64, "--replications must be", from: "run", "scenario.yaml", "--replications", "0")
        try expect(64, "--replications", from: "run", "scenario.yaml", "--replications=-3")
        try expect(64, "--replications must be", from: "run", "scenario.yaml", "--replications", "10000001")
        try expect(64, "--replications", from: "run", "scenario.yaml", "--replications", "99999999999999999999")
        try expect(64, "--threads must be", from: "run", "scenario.yaml", "--threads", "0")
        try expect(64, "--seed", from: "run", "scenario.yaml", "--seed", "18446744073709551616")
        try expect(64, "PATH=VALUE", from: "run", "scenario.yaml", "--set", "no-value")
        try expect(64, "--output", from: "run", "scenario.yaml", "--output", "")
        try expect(64, "--unknown", from: "run", "scenario.yaml", "--unknown")
        try expect(64, "FILE", from: "run")
        try expect(64, "--policy", from: "trace", "scenario.yaml", "--replication", "1")
        try expect(64, "--replication must be", from: "trace", "scenario.yaml", "--policy", "NA", "--replication=-1")
        try expect(64, "did you mean 'NA'?", from: "trace", "scenario.yaml", "--policy", "N", "--replication", "1")
    }

    @Test("a scenario that is missing or cannot be read is 66")
    func missingScenarioIs66() throws {
        try expect(66, "absent.yaml", from: "run", "absent.yaml")
        try expect(66, "absent.yaml", from: "validate", "absent.yaml")
        try expect(66, "absent.yaml", from: "trace", "absent.yaml", "--policy", "x", "--replication", "1")
        try expect(66, ".", from: "run", ".")
    }

    @Test("a bad scenario is 65, every error with its place")
    func badScenarioIs65() throws {
        let bench = try CommandBench(
            scenario: ExampleScenario.text.replacingOccurrences(of: "horizon: 4 d", with: "horizont: 4")
                .replacingOccurrences(of: "zone: Asia/Tokyo", with: "zone: Asia/Tokio"))
        for command in [["run", "scenario.yaml"], ["validate", "scenario.yaml"]] {
            let result = try bench.finish(bench.start([CommandBench.binary] + command))
            #expect(result.status == 65)
            let errors = result.errors.split(separator: "\n").filter { $0.contains(": error: ") }
            #expect(errors.count >= 2)
            #expect(errors.allSatisfy { $0.hasPrefix("scenario.yaml:") })
            #expect(result.errors.contains("Asia/Tokyo"))
        }
        #expect(try bench.names() == ["scenario.yaml"])
        try expect(65, "--set", from: "run", "scenario.yaml", "--set", "response.fix.biuld=2 h")
    }

    @Test("validate names every file and ends with 65 if one of them is bad, though another is missing")
    func validateChecksEveryFile() throws {
        let bench = try CommandBench()
        try bench.write("daybreak: 1\n", to: "bad.yaml")
        let result = try bench.run("validate", "absent.yaml", "bad.yaml", "scenario.yaml")
        #expect(result.status == 65)
        #expect(result.output.hasPrefix("scenario.yaml: good"))
        #expect(result.errors.contains("bad.yaml:") && result.errors.contains("absent.yaml"))
    }

    @Test("output that cannot be created is 73, before anything is simulated")
    func blockedOutputIs73() throws {
        try expect(73, "scenario.yaml", from: "run", "scenario.yaml", "--output", "scenario.yaml")
        try expect(73, "is not a folder", from: "run", "scenario.yaml", "--output", "scenario.yaml/out")
        guard ProcessInfo.processInfo.physicalMemory < 400 << 30 else { return }
        // Results of this size are refused as soon as the simulation begins: the output was looked at before.
        let many = (0..<90).map { "  - {id: p\($0), description: One of many.}\n" }.joined()
        let crowd = try CommandBench(scenario: ExampleScenario.text + many)
        let tooMuch = try crowd.run("run", "scenario.yaml", "--replications", "10000000", "--output", "out")
        #expect(tooMuch.status == 64 && tooMuch.errors.contains("GiB"))
        let blocked = try crowd.run("run", "scenario.yaml", "--replications", "10000000", "--output", "scenario.yaml")
        #expect(blocked.status == 73)
        guard getuid() != 0 else { return }  // To the superuser every folder is open.
        let bench = try CommandBench()
        #expect(chmod(bench.folder, 0o555) == 0)
        defer { chmod(bench.folder, 0o755) }
        #expect(try bench.run("run", "scenario.yaml", "--output", "out").status == 73)
    }

    @Test("a file that cannot be written to its end is 74, and nothing is left")
    func fullDiskIs74() throws {
        let bench = try CommandBench()
        let result = try bench.shell("ulimit -f 8 && exec \"$DAYBREAK\" run scenario.yaml --quiet --output out")
        #expect(result.status == 74 && !result.endedBySignal)
        #expect(result.errors.contains("cannot write out/"))
        #expect(try bench.names() == ["scenario.yaml"])
    }

    @Test("an existing folder keeps files with other names, and all of its files when a run fails")
    func existingFolderKeepsItsFiles() throws {
        let bench = try CommandBench()
        try FileManager.default.createDirectory(atPath: bench.folder + "/out", withIntermediateDirectories: true)
        try bench.write("mine", to: "out/notes.txt")
        try bench.write("old", to: "out/summary.csv")
        let failed = try bench.shell("ulimit -f 8 && exec \"$DAYBREAK\" run scenario.yaml --quiet --output out")
        #expect(failed.status == 74)
        #expect(try bench.names(in: "out") == ["notes.txt", "summary.csv"] && bench.text("out/summary.csv") == "old")
        #expect(try bench.run("run", "scenario.yaml", "--quiet", "--output", "out").status == 0)
        #expect(try bench.names(in: "out") == (ExampleScenario.files + ["notes.txt"]).sorted())
        #expect(try bench.text("out/notes.txt") == "mine" && bench.text("out/summary.csv") != "old")
    }

    @Test("a reader that goes away is no error: head takes one line, and the command ends quietly")
    func brokenPipeIsNoError() throws {
        let bench = try CommandBench()
        for command in ["trace scenario.yaml --policy at-once --replication 3", "run scenario.yaml --output out"] {
            let result = try bench.shell("{ \"$DAYBREAK\" \(command); echo \"status $?\" >&2; } | head -n 1")
            #expect(result.errors == "status 0\n")
            #expect(result.output.split(separator: "\n").count == 1)
        }
        #expect(try bench.names(in: "out") == ExampleScenario.files)
        // The pipe is closed before the first byte, so that even a short output meets it.
        for command in ["trace scenario.yaml --policy NA --replication 3", "run scenario.yaml --json --output out"] {
            let closed = try bench.shell(
                "{ sleep 0.3; \"$DAYBREAK\" \(command); echo \"status $?\" >&2; } | true")
            #expect(closed.errors == "status 0\n")
        }
    }

    @Test("Ctrl-C and SIGTERM are 75, and nothing is written", arguments: [SIGINT, SIGTERM])
    func interruptionIs75(signal: Int32) throws {
        let bench = try CommandBench()
        let running = try bench.start([
            CommandBench.binary, "run", "scenario.yaml", "--replications", "200000", "--output", "deep/out",
        ])
        try waitUntilListening(running.process.processIdentifier)
        kill(running.process.processIdentifier, signal)
        let result = try bench.finish(running)
        #expect(result.status == 75 && !result.endedBySignal)
        #expect(result.errors == "daybreak: interrupted; nothing was written\n" && result.output.isEmpty)
        #expect(try bench.names() == ["scenario.yaml"])
    }

    /// Waits until a process catches SIGTERM, the last of its signals; half a second where the system does not tell.
    private func waitUntilListening(_ process: Int32) throws {
        for _ in 0..<200 {
            usleep(50_000)
            guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else {
                usleep(450_000)
                return
            }
            let line = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
            let mask = line.flatMap { UInt64($0.dropFirst(7).drop { $0 == "\t" || $0 == " " }, radix: 16) } ?? 0
            if mask >> UInt64(SIGTERM - 1) & 1 == 1 { return }
        }
        Issue.record("the command does not listen to signals")
    }
}
