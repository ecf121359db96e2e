// The marks after numbers of the report's tables: doubtful intervals, numbers that speak of some replications only, one form per row.

import Foundation
import Testing

@Suite("Marks in the report")
struct ReportMarksTests {
    @Test("an interval that hangs on few replications is marked in the tables, explained below them, and named in JSON")
    func doubtfulIntervalsAreMarked() throws {
        let bench = try CommandBench()
        let note = "† may be too short: there are only two values"
        let two = try bench.run("run", "scenario.yaml", "--replications", "2", "--output", "out").output
        #expect(two.components(separatedBy: note).count == 4)
        func marks(_ output: String) throws -> Int {
            let row = try #require(output.split(separator: "\n").first { $0.hasPrefix("  NA  ") && $0.contains("±") })
            return row.split(separator: " ").count { $0 == "†" }
        }
        #expect(try marks(two) == 5)
        // Nearly every customer is hit in each of a hundred replications; the other four means have settled.
        let many = try bench.run("run", "scenario.yaml", "--replications", "100", "--policy", "NA", "--output", "out")
        #expect(try marks(many.output) == 1 && many.output.contains("24.0 ±0.0 †"))
        #expect(many.output.contains("† may be too short: the mean hangs on few values (n ≤ 25 × skewness²)\n"))
        let json = try bench.run("run", "scenario.yaml", "--replications", "2", "--json", "--output", "out").output
        #expect(json.contains("\"ci_doubt\": \"few\"") && json.contains("\"ci_doubt\": null"))
    }

    /// The line of a table that begins so.
    private func row(_ start: String, in output: String) throws -> String {
        String(try #require(output.split(separator: "\n").first { $0.hasPrefix(start) && !$0.contains(":") }))
    }

    @Test("a number over some of the replications is marked wherever it stands, and the note says over how many")
    func conditionalNumbersAreMarked() throws {
        // Tests that find the defect in four of five replications: then nobody fails and nothing is detected.
        let tested = """
              - id: tested
                description: Tested on what runs.
                qa: {assumption: Made up, covers: {os: old}, detection: 80 %, rework: 8 h}

            """
        let bench = try CommandBench(scenario: ExampleScenario.text + tested)
        let output = try bench.run("run", "scenario.yaml", "--output", "out").output
        let summary = try bench.text("out/summary.csv").split(separator: "\n")
        let line = try #require(summary.first { $0.hasPrefix("tested,time_to_detect_h,") })
        let n = try #require(Int(line.split(separator: ",", omittingEmptySubsequences: false)[3]))
        #expect((1..<20).contains(n))
        let counts = "'tested', time to detect \(n), time to fix \(n)"
        let text = output.replacingOccurrences(of: "\n  ", with: " ")
        #expect(text.contains("‡ over the replications in which the question arose, of 20: \(counts)"))
        #expect(
            text.contains("‡ over the replications in which the question arose under both policies, of 20: \(counts)"))
        // Two cells and two rows of comparisons, a note below each table.
        #expect(output.filter { $0 == "‡" }.count == 6)
        // The baseline's mean is over other replications: the difference is no share of it.
        let rows = output.components(separatedBy: "tested − at-once").last ?? ""
        #expect(try row("    time to detect, h ", in: rows).contains("‡            - "))
        #expect(try !bench.run("run", "scenario.yaml", "--output", "out", "--policy", "at-once").output.contains("‡"))
    }

    @Test("an observation whose question did not arise everywhere is marked, and counts have one form in a row")
    func observationsHaveMarksAndOneForm() throws {
        let count =
            "  - {id: long, statement: Many, metric: customers_long, value: 8, tolerance: 1, source: diary, fitted: no}\n"
        let scenario = ExampleScenario.text.replacingOccurrences(of: "policies:\n", with: count + "policies:\n")
        let bench = try CommandBench(scenario: scenario)
        for replications in 19...24 {
            let result = try bench.run(
                "run", "scenario.yaml", "--output", "out", "--policy", "at-once", "--replications", "\(replications)")
            let numbers = try row("  long ", in: result.output).split(separator: " ").dropFirst()
                .prefix(6).filter { $0 != "±" }
            #expect(numbers.count == 5)
            #expect(Set(numbers.map { $0.contains(".") }).count == 1, "\(numbers)")
        }
        let change = scenario.replacingOccurrences(
            of: "covers: {os: new}, detection", with: "covers: {os: old}, detection")
        let seldom = try CommandBench(scenario: change).run("run", "scenario.yaml", "--output", "out").output
        #expect(seldom.contains("% ‡  "))
        #expect(seldom.contains("‡ over the replications in which the question arose, of 20: 'first-report', n "))
    }
}
