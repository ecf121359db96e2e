// What the user reads: the report, its JSON, help and version.

import Foundation
import Testing

@Suite("Report")
struct ReportTests {
    @Test("a run prints the answer, the tables, the observations and where the files are")
    func runPrintsItsReport() throws {
        let bench = try CommandBench()
        let result = try bench.run("run", "scenario.yaml")
        #expect(result.status == 0 && result.errors.isEmpty)
        for phrase in [
            "Two towns\n", "3 policies × 20 replications, seed 18446744073709551615",
            "at-once (baseline)  Everybody at the",
            "endpoints failed", "in-waves − at-once", "first-report", "The first report", "2022-06-21 03:00Z ± 30 min",
            "Files in Results/two-towns\n",
        ] {
            #expect(result.output.contains(phrase), "\(phrase)")
        }
        #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
        #expect(!result.output.contains("\u{1B}") && !result.output.lowercased().contains("nan"))
        #expect(try bench.names(in: "Results/two-towns") == ExampleScenario.files)
    }

    /// The answer of a run, on one line: what stands between the scope and the list of policies.
    private func answer(_ bench: CommandBench, _ arguments: String...) throws -> String {
        let run = try bench.start([CommandBench.binary, "run", "scenario.yaml", "--output", "out"] + arguments)
        let result = try bench.finish(run)
        #expect(result.status == 0)
        let paragraphs = result.output.components(separatedBy: "\n\n")
        return try #require(paragraphs.dropFirst().first).replacingOccurrences(of: "\n", with: " ")
    }

    @Test("the answer holds who loses least against every other policy, and names those that cannot be told from it")
    func answerIsHeldAgainstEveryOtherPolicy() throws {
        let bench = try CommandBench()
        let all = try answer(bench)
        #expect(all.hasPrefix("'in-waves' loses least: -"))
        #expect(
            all.contains(" Every other policy loses more (paired, 95 % confidence over 2 comparisons, Bonferroni)."))
        #expect(all.contains("Some differences are skewed for so few replications: this may be said too soon."))
        #expect(all.contains(" The protection lag of 'in-waves' differs from that of 'at-once' by +"))
        #expect(all.contains("; paired, 95 % confidence for a policy named beforehand)."))

        let few = try answer(bench, "--replications", "3")
        #expect(few.hasPrefix("'in-waves' has the smallest mean loss: -"))
        #expect(
            few.contains(
                " But 'at-once' and 'NA' cannot be told from it by 3 replications (paired, 95 % confidence over 2 "
                    + "comparisons, Bonferroni)."))
        // Two differences have no skewness.
        let two = try answer(
            bench, "--replications", "2", "--seed", "1", "--policy", "at-once", "--policy", "in-waves")
        #expect(two.contains("So few replications do not show how skewed a difference is: this may be said too soon."))
        #expect(two.contains("; paired, 95 % confidence).") && !two.contains("beforehand"))
        let one = try answer(bench, "--replications", "1")
        #expect(one.hasPrefix("'in-waves' has the smallest mean loss: -"))
        #expect(one.contains(" But one replication tells no two policies apart."))
    }

    @Test("the first interval pays for the choice of the leader, and is the one that decides how the baseline stands")
    func firstIntervalIsTheSimultaneousOne() throws {
        let bench = try CommandBench()
        let text = try answer(bench)
        let result = try bench.run("run", "scenario.yaml", "--json", "--output", "out")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let leader = try #require(report["leader"] as? [String: Any])
        let rivals = try #require(leader["rivals"] as? [[String: Any]])
        let baseline = try #require(rivals.first { $0["policy"] as? String == "at-once" })
        let low = try #require(baseline["ci_low"] as? Double)
        let high = try #require(baseline["ci_high"] as? Double)
        func spelt(_ value: Double) -> String {
            let whole = Int(value.magnitude.rounded())
            #expect((1000..<100_000).contains(whole))
            return "-\(whole / 1000)," + String(String(1000 + whole % 1000).dropFirst())
        }
        #expect(
            text.contains(
                "(\(spelt(high)) … \(spelt(low)); paired, 95 % confidence over 2 comparisons, Bonferroni). Every other")
        )
    }

    @Test("where some rivals are out and some are not, the leader stays among those of which one is the best")
    func leaderStaysInTheRace() throws {
        let slow = """
              - id: slow-halt
                description: As in waves, with a late halt.
                rollout:
                  assumption: Made up
                  stages:
                    - {id: east, regions: [east], bake: 10 h}
                    - {id: west, regions: [west]}
                response:
                  halt: {assumption: Made up, decision: {median: 6 h, sigma: 0.5}, propagation: 20 min}

            """
        let bench = try CommandBench(scenario: ExampleScenario.text + slow)
        let method = "Bonferroni)."
        let all = try answer(bench, "--replications", "10")
        #expect(
            all.contains(
                " But 'slow-halt' cannot be told from it by 10 replications; the best is 'in-waves' or 'slow-halt', "
                    + "not one of the other 2 (paired, 95 % confidence over 3 comparisons, \(method)"))
        let three = try answer(
            bench, "--replications", "5", "--policy", "at-once", "--policy", "in-waves", "--policy", "slow-halt")
        #expect(three.contains("; the best is 'in-waves' or 'slow-halt', not the other one (paired"))
        // Leader and runner-up are both found by looking.
        let decided = try answer(bench)
        #expect(decided.contains(" the runner-up 'slow-halt' by +"))
        #expect(
            decided.contains(" for a leader named beforehand; paired, 95 % confidence over 3 comparisons, \(method)"))
    }

    @Test("the answer calls twins equal, has a winner without the baseline, and none for a policy alone")
    func answerOfSubsets() throws {
        let bench = try CommandBench()
        let twins = try answer(bench, "--policy", "at-once", "--policy", "NA")
        #expect(twins.hasPrefix("'at-once' and 'NA' lose exactly the same in every replication."))
        let others = try answer(bench, "--policy", "in-waves", "--policy", "NA")
        #expect(others.hasPrefix("'in-waves' loses least. 'NA' loses more, by +"))
        #expect(others.hasSuffix(" No comparison with the baseline: 'at-once' is not among the policies of this run."))
        #expect(try answer(bench, "--policy", "at-once") == "One policy alone: nothing to compare it with.")
    }

    @Test("JSON has the leader with every rival's paired interval and standing, and a best one only where it is")
    func jsonHasTheLeader() throws {
        let bench = try CommandBench()
        func report(_ replications: String) throws -> [String: Any] {
            let result = try bench.run(
                "run", "scenario.yaml", "--json", "--output", "out", "--replications", replications)
            return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        }
        let clear = try report("20")
        #expect(clear["best"] as? String == "in-waves")
        let leader = try #require(clear["leader"] as? [String: Any])
        #expect(leader["policy"] as? String == "in-waves" && leader["metric"] as? String == "endpoint_hours_lost")
        #expect(leader["confidence"] as? Double == 0.95 && leader["confidence_of_each"] as? Double == 0.975)
        let rivals = try #require(leader["rivals"] as? [[String: Any]])
        #expect(rivals.map { $0["policy"] as? String } == ["at-once", "NA"])
        #expect(rivals.allSatisfy { $0["standing"] as? String == "worse" && ($0["ci_low"] as? Double ?? 0) > 0 })
        let open = try report("3")
        #expect(open["best"] is NSNull && (open["leader"] as? [String: Any])?["policy"] as? String == "in-waves")
    }

    @Test("a long name of a policy does not push the columns of its comparisons out of the window")
    func longNamesDoNotWidenComparisons() throws {
        let name = "in-waves-of-one-region-after-another-region"
        let bench = try CommandBench(
            scenario: ExampleScenario.text.replacingOccurrences(of: "id: in-waves", with: "id: \(name)"))
        let output = try bench.run("run", "scenario.yaml", "--replications", "3", "--output", "out").output
        #expect(output.contains("  \(name) − at-once\n"))
        let row = try #require(output.split(separator: "\n").first { $0.hasPrefix("    endpoints failed  ") })
        #expect(row.count <= 118)
    }

    @Test("--quiet prints nothing and writes the same files")
    func quietPrintsNothing() throws {
        let bench = try CommandBench()
        let result = try bench.run("run", "scenario.yaml", "--quiet", "--output", "out")
        #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty)
        #expect(try bench.names(in: "out") == ExampleScenario.files)
    }

    @Test("--json prints one JSON document and nothing else")
    func jsonIsOneDocument() throws {
        let bench = try CommandBench()
        let result = try bench.run("run", "scenario.yaml", "--json", "--output", "out")
        let report = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect(report?["seed"] as? String == "18446744073709551615")
        #expect((report?["policies"] as? [Any])?.count == 3)
        #expect((report?["summary"] as? [Any])?.count == 24)
        #expect((report?["comparisons"] as? [Any])?.count == 16)
        #expect((report?["observations"] as? [Any])?.count == 1)
        #expect(report?["output"] as? String == "out")
    }

    @Test("the report says beside the observations that the world was changed")
    func changedWorldIsSaidBesideTheObservations() throws {
        let bench = try CommandBench()
        let said = "the world was changed on the command line"
        let change = "segments.*.console-share=100 %"
        #expect(try !bench.run("run", "scenario.yaml").output.contains(said))
        let changed = try bench.run("run", "scenario.yaml", "--set", change).output
        #expect(changed.contains(said) && changed.contains("    \(change)\n"))
    }

    @Test("a what-if says that it replaces the results of a different run, unless it has a folder of its own")
    func replacingADifferentRunIsSaid() throws {
        let bench = try CommandBench()
        func errors(_ arguments: String...) throws -> String {
            let run = try bench.start([CommandBench.binary, "run", "scenario.yaml"] + arguments)
            let result = try bench.finish(run)
            #expect(result.status == 0)
            return result.errors
        }
        func warning(_ had: String) -> String {
            "daybreak: replacing the results of a different run in Results/two-towns (it had \(had)); "
                + "--output DIR keeps both\n"
        }
        // Nothing to replace; the same run again; and a folder that was asked for.
        #expect(try errors("--replications", "20") == "")
        #expect(try errors() == "" && errors("--replications", "20", "--seed", "18446744073709551615") == "")
        #expect(try errors("--replications", "2", "--output", "out") == "")
        #expect(try errors("--replications", "2", "--output", "out") == "")

        #expect(try errors("--replications", "2") == warning("20 replications"))
        #expect(try errors("--replications", "3", "--quiet") == "")
        #expect(
            try errors("--replications", "3", "--policy", "in-waves", "--seed", "7")
                == warning("the policies 'at-once', 'in-waves', 'NA', seed 18446744073709551615"))
        let change = "segments.*.console-share=100 %"
        #expect(
            try errors("--set", change)
                == warning("3 replications, the policy 'in-waves', seed 7, no --set"))
        #expect(try errors("--set", change) == "")
        #expect(try errors("--replications", "20") == warning("--set '\(change)'"))
        // A run of the scenario as it stands owns its folder.
        #expect(try errors("--set", change) == warning("no --set") && errors() == "")
        // A file that is no manifest of ours says nothing of a run.
        try bench.write("[1, 2", to: "Results/two-towns/manifest.json")
        #expect(try errors("--replications", "2") == "")
    }

    @Test("an override changes the numbers, and stands in the manifest and the resolved scenario")
    func overridesAreSeen() throws {
        let bench = try CommandBench()
        #expect(try bench.run("run", "scenario.yaml", "--quiet", "--output", "plain").status == 0)
        let change = "segments.*.console-share=100 %"
        #expect(try bench.run("run", "scenario.yaml", "--quiet", "--output", "changed", "--set", change).status == 0)
        #expect(try bench.text("plain/replications.csv") != bench.text("changed/replications.csv"))
        #expect(try bench.text("changed/manifest.json").contains("\"segments.*.console-share=100 %\""))
        #expect(try bench.text("changed/scenario.yaml") != bench.text("plain/scenario.yaml"))
        // The resolved scenario alone gives the same outcomes again.
        #expect(try bench.run("run", "changed/scenario.yaml", "--quiet", "--output", "again").status == 0)
        #expect(try bench.text("again/replications.csv") == bench.text("changed/replications.csv"))
    }

    @Test("another seed gives other outcomes")
    func seedIsSeen() throws {
        let bench = try CommandBench()
        #expect(try bench.run("run", "scenario.yaml", "--quiet", "--output", "plain").status == 0)
        #expect(try bench.run("run", "scenario.yaml", "--quiet", "--output", "seed", "--seed", "7").status == 0)
        #expect(try bench.text("plain/replications.csv") != bench.text("seed/replications.csv"))
        #expect(try bench.text("seed/manifest.json").contains("\"seed\": \"7\""))
    }

    @Test("help shows examples and exit statuses; the version is one line")
    func helpTeachesByExamples() throws {
        let bench = try CommandBench()
        for arguments in ["--help", "help"] {
            let help = try bench.run(arguments)
            #expect(help.status == 0 && help.output.contains("EXAMPLES") && help.output.contains("75  interrupted"))
        }
        for subcommand in ["run", "validate", "trace", "reference", "schema"] {
            let help = try bench.run(subcommand, "--help")
            #expect(
                help.status == 0 && help.output.contains("EXAMPLE") && help.output.contains("daybreak \(subcommand) "))
        }
        let version = try bench.run("--version")
        #expect(version.status == 0 && version.output.split(separator: "\n").count == 1)
    }

    @Test("validate says what a good file holds")
    func validateCounts() throws {
        let bench = try CommandBench()
        let result = try bench.run("validate", "scenario.yaml")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("scenario.yaml: good: 2 regions, 1 segment, 3 policies, 1 observation; "))
    }
}
