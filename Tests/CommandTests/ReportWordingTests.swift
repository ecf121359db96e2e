// What a report says where the horizon cut numbers off, where policies are equal, and where nothing varies.

import Foundation
import Testing

@Suite("Wording of the report")
struct ReportWordingTests {
    /// The report of a run, with the lines of a paragraph joined.
    private func report(_ scenario: String, _ arguments: String...) throws -> String {
        let bench = try CommandBench(scenario: scenario)
        let run = try bench.start([CommandBench.binary, "run", "scenario.yaml", "--output", "out"] + arguments)
        let result = try bench.finish(run)
        #expect(result.status == 0, "\(result.errors)")
        return result.output
    }

    private func replacing(_ old: String, _ new: String, in text: String = ExampleScenario.text) -> String {
        let parts = text.components(separatedBy: old)
        #expect(parts.count == 2, "\(old)")
        return parts.joined(separator: new)
    }

    /// The cells of a row that two or more spaces part.
    private func cells(_ start: String, in output: String) throws -> [String] {
        let row = try #require(output.split(separator: "\n").first { $0.hasPrefix(start) })
        return row.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private func observations(_ list: String) -> String {
        ExampleScenario.text.replacingOccurrences(of: "policies:\n", with: list + "policies:\n")
    }

    @Test("a difference that the horizon cut off says on which side it lies, each quantile for itself")
    func differencesBeyondTheHorizonHaveASide() throws {
        func row(_ id: String, _ metric: String, _ minus: String) -> String {
            "  - {id: \(id), statement: S, metric: \(metric), minus: \(minus), value: 1 h, tolerance: 0 h, source: diary}\n"
        }
        let list =
            row("early", "first_report_h", "fix_published_h") + row("late", "fix_published_h", "first_report_h")
            + row("neither", "fix_published_h", "fix_published_h")
        // A fix that is not out within the four days, in any replication or in about three of four.
        let never = replacing("diagnose: {median: 3 h, sigma: 0.3}", "diagnose: 20 d", in: observations(list))
        let output = try report(never)
        #expect(try cells("  early ", in: output)[2...4] == ["< -horizon", "< -horizon", "< -horizon"])
        #expect(try cells("  late ", in: output)[2...4] == ["> horizon", "> horizon", "> horizon"])
        #expect(try cells("  neither ", in: output)[2...5] == ["-", "-", "-", "-"])
        #expect(try cells("  neither ", in: output)[6] == "no value")
        let seldom = replacing(
            "diagnose: {median: 3 h, sigma: 0.3}", "diagnose: {uniform: [10 h, 300 h]}", in: observations(list))
        let mixed = try report(seldom)
        let early = try cells("  early ", in: mixed)
        #expect(early[2...3] == ["< -horizon", "< -horizon"] && early[4].hasPrefix("-") && early[4].hasSuffix(" h"))
        let late = try cells("  late ", in: mixed)
        #expect(late[2].hasSuffix(" h") && late[3...4] == ["> horizon", "> horizon"])
    }

    @Test("a comparison that the horizon cut says in how many of the pairs in which its question arose")
    func cutComparisonsHaveTheirDenominator() throws {
        // Tests find the defect in about half of the replications; where they do not, the fix is seldom out in time.
        let scenario =
            replacing("diagnose: {median: 3 h, sigma: 0.3}", "diagnose: {uniform: [10 h, 300 h]}")
                + """
                  - id: tested
                    description: Tested on what runs.
                    qa: {assumption: Made up, covers: {os: old}, detection: 50 %, rework: 8 h}

                """
        let bench = try CommandBench(scenario: scenario)
        let output = try bench.run("run", "scenario.yaml", "--output", "out").output
        let rows = try #require(output.components(separatedBy: "tested − at-once").last)
        let row = try cells("    time to fix, h ", in: rows)
        let file = try bench.text("out/comparisons.csv").split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(file.first)
        let line = try #require(file.first { $0.contains("tested") && $0.contains("time_to_fix_h") })
        func number(_ column: String) throws -> Int {
            let index = try #require(header.firstIndex(of: column))
            return try #require(Int(line[index]))
        }
        let pairs = try number("n") + number("censored")
        #expect(try pairs < 20 && number("n") > 0 && number("censored") > 0)
        #expect(row[1...2] == ["-", "\(try number("censored")) of \(pairs) cut by the horizon ‡"])
    }

    @Test("the comparisons begin with what their intervals hold for")
    func comparisonsSayWhatTheirIntervalsHoldFor() throws {
        let output = try report(ExampleScenario.text)
        #expect(
            output.contains(
                "\nAgainst the baseline, replication by replication\n"
                    + "  each interval at 95 % for itself, not for all of them together\n"))
    }

    @Test("where nothing varies, the mark says that all values are equal")
    func equalValuesAreCalledEqual() throws {
        // Every customer has old machines, and they fail at once.
        let scenario = replacing("trigger: log-on", "trigger: install")
        let output = try report(scenario)
        #expect(output.contains("24.0 ±0.0 †"))
        #expect(output.contains("† may be too short: all values are equal"))
    }

    @Test("policies that share the smallest loss are named together, and so is what cannot be told from them")
    func equalsOfTheLeaderAreNamed() throws {
        func waves(_ id: String, _ decision: String) -> String {
            """
              - id: \(id)
                description: As in waves.
                rollout:
                  assumption: Made up
                  stages:
                    - {id: east, regions: [east], bake: 10 h}
                    - {id: west, regions: [west]}
                response:
                  halt: {assumption: Made up, decision: \(decision), propagation: 20 min}

            """
        }
        let early = "{median: 30 min, sigma: 0.5}"
        func answer(_ scenario: String, _ arguments: String...) throws -> String {
            let bench = try CommandBench(scenario: scenario)
            let run = try bench.start([CommandBench.binary, "run", "scenario.yaml", "--output", "out"] + arguments)
            let output = try bench.finish(run).output.components(separatedBy: "\n\n")
            return try #require(output.dropFirst().first).replacingOccurrences(of: "\n", with: " ")
        }
        let twins = ExampleScenario.text + waves("twin", early)
        let decided = try answer(twins)
        #expect(decided.hasPrefix("'in-waves' and 'twin' lose least, the same in every replication: -"))
        #expect(decided.contains(" Every other policy loses more ("))
        let undecided = try answer(twins, "--replications", "3")
        #expect(
            undecided.hasPrefix("'in-waves' and 'twin' have the smallest mean loss, the same in every replication: -"))
        #expect(undecided.contains(" But 'at-once' and 'NA' cannot be told from them by 3 replications ("))
        // Some are out and some are not: the equals are still among those of which one is the best.
        let late = twins + waves("slow-halt", "{median: 6 h, sigma: 0.5}")
        let one = try answer(late, "--replications", "10")
        #expect(
            one.contains(
                " But 'slow-halt' cannot be told from them by 10 replications; the best is 'in-waves', its equal or "
                    + "'slow-halt', not one of the other 2 ("))
        let several = try answer(late + waves("triplet", early), "--replications", "10")
        #expect(several.hasPrefix("'in-waves', 'twin' and 'triplet' have the smallest mean loss"))
        #expect(several.contains("; the best is 'in-waves', its equals or 'slow-halt', not one of the other 2 ("))
    }
}
