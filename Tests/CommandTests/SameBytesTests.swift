// What must not be seen in the files: threads, order, selection, locale, folder, processor.

import Foundation
import ResultFiles
import Testing

@Suite("Same bytes")
struct SameBytesTests {
    /// Every file of one folder has the bytes of its namesake in another.
    private func expectSameFiles(_ bench: CommandBench, _ first: String, _ second: String) throws {
        #expect(try bench.names(in: first) == ExampleScenario.files)
        for name in ExampleScenario.files {
            #expect(
                try bench.text("\(first)/\(name)") == bench.text("\(second)/\(name)"),
                "\(name) of \(first) and \(second)")
        }
    }

    private func rows(_ bench: CommandBench, _ name: String) throws -> [[String?]] {
        try CSVDocument(parsing: bench.text(name).utf8).rows
    }

    @Test("one and two threads write the same bytes")
    func threadsAreNotSeen() throws {
        let bench = try CommandBench()
        #expect(try bench.run("run", "scenario.yaml", "--threads", "1", "--output", "one").status == 0)
        #expect(try bench.run("run", "scenario.yaml", "--threads", "2", "--output", "two").status == 0)
        try expectSameFiles(bench, "one", "two")
    }

    @Test("another locale, another folder and a C library without its fast arithmetic write the same bytes")
    func surroundingsAreNotSeen() throws {
        let bench = try CommandBench()
        try FileManager.default.createDirectory(atPath: bench.folder + "/elsewhere", withIntermediateDirectories: true)
        #expect(try bench.run("run", "scenario.yaml", "--output", "plain").status == 0)
        let german = try bench.run(
            "run", "scenario.yaml", "--output", "german",
            environment: ["LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "TZ": "Asia/Tokyo"])
        #expect(german.status == 0)
        try expectSameFiles(bench, "plain", "german")
        let moved = try bench.run(
            "run", "../scenario.yaml", "--output", "../moved", in: bench.folder + "/elsewhere")
        #expect(moved.status == 0)
        try expectSameFiles(bench, "plain", "moved")
        let slow = try bench.run(
            "run", "scenario.yaml", "--output", "slow",
            environment: ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX2_Usable,-FMA_Usable"])
        #expect(slow.status == 0)
        try expectSameFiles(bench, "plain", "slow")
    }

    @Test("the order of policies changes the order of rows and nothing else")
    func orderOfPoliciesIsNotSeen() throws {
        let bench = try CommandBench()
        try bench.write(ExampleScenario.turned, to: "turned.yaml")
        #expect(try bench.run("run", "scenario.yaml", "--output", "plain").status == 0)
        #expect(try bench.run("run", "turned.yaml", "--output", "turned").status == 0)
        for name in ["replications.csv", "summary.csv", "comparisons.csv", "observations.csv", "timeline.csv"] {
            let plain = try bench.text("plain/\(name)").split(separator: "\n").sorted()
            let turned = try bench.text("turned/\(name)").split(separator: "\n").sorted()
            #expect(plain == turned, "\(name)")
        }
    }

    @Test("a subset of the policies has the rows of the full run, and without the baseline no comparison")
    func subsetHasTheRowsOfTheFullRun() throws {
        let bench = try CommandBench()
        #expect(try bench.run("run", "scenario.yaml", "--output", "all").status == 0)
        let subset = try bench.run(
            "run", "scenario.yaml", "--policy", "in-waves", "--policy", "at-once", "--output", "two")
        #expect(subset.status == 0)
        for name in ["replications.csv", "summary.csv", "comparisons.csv", "timeline.csv"] {
            let full = try rows(bench, "all/\(name)")
            #expect(
                try rows(bench, "two/\(name)") == full.filter { $0[0] == "in-waves" || $0[0] == "at-once" }, "\(name)")
        }
        #expect(try rows(bench, "two/observations.csv") == rows(bench, "all/observations.csv"))
        let alone = try bench.run("run", "scenario.yaml", "--policy", "in-waves", "--output", "alone")
        #expect(alone.status == 0)
        #expect(alone.output.contains("the baseline 'at-once' is not among the policies of this run"))
        #expect(try rows(bench, "alone/comparisons.csv").isEmpty && rows(bench, "alone/observations.csv").isEmpty)
        #expect(
            try rows(bench, "alone/replications.csv")
                == rows(bench, "all/replications.csv").filter { $0[0] == "in-waves" })
    }

    @Test("the first 8 replications of 20 are those of a run of 8")
    func shortRunsAreBeginningsOfLongOnes() throws {
        let bench = try CommandBench()
        #expect(try bench.run("run", "scenario.yaml", "--output", "long").status == 0)
        #expect(try bench.run("run", "scenario.yaml", "--replications", "8", "--output", "short").status == 0)
        let long = try rows(bench, "long/replications.csv").filter { Int(($0[1] ?? nil) ?? "") ?? 99 < 8 }
        #expect(try rows(bench, "short/replications.csv") == long)
    }

    @Test("replication 17 traced alone ends in the outcomes of row 17", arguments: ["at-once", "in-waves", "NA"])
    func traceEndsInItsRow(policy: String) throws {
        let bench = try CommandBench()
        #expect(try bench.run("run", "scenario.yaml", "--output", "all").status == 0)
        let trace = try bench.run("trace", "scenario.yaml", "--policy", policy, "--replication", "17")
        #expect(trace.status == 0)
        let events = try CSVDocument(parsing: trace.output.utf8)
        #expect(events.header == ["time", "hours", "event", "region", "customer", "platform", "endpoints", "detail"])
        let traced = events.rows.filter { $0[2] == "outcome" }.map { $0[7] }
        let table = try CSVDocument(parsing: bench.text("all/replications.csv").utf8)
        let row = try #require(table.rows.first { $0[0] == policy && $0[1] == "17" })
        let expected = zip(table.header, row).dropFirst(2).map { Optional("\($0)=\($1 ?? "")") }
        #expect(traced == Array(expected))
        #expect(events.rows.count > expected.count)
    }

    @Test("two identical policies differ by exactly zero, with the interval 0…0")
    func twinsDifferByZero() throws {
        let bench = try CommandBench()
        #expect(try bench.run("run", "scenario.yaml", "--output", "all").status == 0)
        let twins = try rows(bench, "all/comparisons.csv").filter { $0[0] == "NA" }
        #expect(!twins.isEmpty)
        for row in twins where row[5] != nil { #expect(row[5...7] == ["0", "0", "0"]) }
        #expect(twins.contains { $0[5] != nil })
    }
}
