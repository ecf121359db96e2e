// `daybreak run`: simulate the policies of a scenario, compare them, write the results.

import ArgumentParser
import Experiments
import Foundation
import ResultFiles
import Rollouts
import ScenarioFiles

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Simulate the policies of a scenario and compare them.",
        discussion: """
            Writes manifest.json, scenario.yaml, datapackage.json, replications.csv, summary.csv, comparisons.csv, \
            observations.csv and timeline.csv; all of them appear, or none does. The files are the same, byte for byte, \
            for any number of threads. Replications are numbered from 0. Give a what-if an --output of its own: without one \
            it takes the place of the scenario's results, and says so.

            EXAMPLES
              daybreak run Scenarios/trend-micro-2022.yaml
              daybreak run scenario.yaml --policy canary --policy all-at-once
              daybreak run scenario.yaml --replications 5000 --threads 8 --quiet
              daybreak run scenario.yaml --set 'response.fix.build=1 h' --json
            """)

    @OptionGroup var scenario: ScenarioArguments

    @Option(
        name: .customLong("policy"),
        help: ArgumentHelp("Simulate only this policy; may be given several times.", valueName: "ID"))
    var policies: [String] = []

    @Option(help: ArgumentHelp("Replications per policy, 1 to 10000000 (default: the scenario's).", valueName: "N"))
    var replications: Int?

    @Option(help: ArgumentHelp("Threads, 1 to 1024 (default: one per processor).", valueName: "N"))
    var threads: Int?

    @Option(
        help: ArgumentHelp("Folder for the results (default: Results/<scenario id>).", valueName: "DIR"),
        completion: .directory)
    var output: String?

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @Flag(help: "Print the report as JSON.")
    var json = false

    func validate() throws {
        if let replications, !(1...Experiment.mostReplications).contains(replications) {
            throw ValidationError("--replications must be 1 to \(Experiment.mostReplications); found \(replications)")
        }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads must be 1 to 1024; found \(threads)")
        }
        if output?.isEmpty == true { throw ValidationError("--output must name a folder") }
    }

    func run() throws {
        do {
            try simulate()
        } catch {
            throw ExitStatus.report(error)
        }
    }

    private func simulate() throws {
        let clock = ContinuousClock.now
        let interruption = Interruption()
        let loaded = try scenario.load()
        Warnings.print(loaded.warnings, of: scenario.file, isQuiet: quiet)
        let study = loaded.study
        let experiment = try Experiment(
            study, policies: policies.isEmpty ? nil : policies, replications: replications, seed: scenario.seed)
        let folder = output ?? "Results/\(study.id)"
        try OutputFolder.check(folder)
        warnBeforeReplacing(folder, by: experiment)

        let results = try run(experiment, cancellation: interruption.cancellation)
        let summaries = try Summary.all(of: results.table)
        let comparisons = try Comparison.all(of: results.table, baseline: study.baseline)
        let observations = ObservationCheck.all(of: results.table, study: study)
        let manifest = Manifest(
            study: study, scenarioText: loaded.sourceText, overrides: scenario.changes, policies: experiment.policies,
            metrics: experiment.metrics, seed: experiment.seed, replications: experiment.replications,
            timelineReplications: results.timelineReplications)
        var report = RunReport(
            study: study, policies: experiment.policies, replications: experiment.replications, seed: experiment.seed,
            summaries: summaries, comparisons: comparisons, observations: observations,
            leader: try Leader(of: results.table, metric: RunReport.lossMetric), changes: scenario.changes,
            output: folder, elapsed: 0,
            processorTime: 0)
        try ResultFiles(
            manifest: manifest, resolvedScenario: loaded.resolvedText, table: results.table, summaries: summaries,
            comparisons: comparisons, observations: observations, timeline: results.timeline, start: report.start
        ).write(to: folder, cancellation: interruption.cancellation)

        report.elapsed = ReadableNumber.seconds(ContinuousClock.now - clock)
        report.processorTime = Double(Foundation.clock()) / Double(CLOCKS_PER_SEC)
        if json {
            try Output.print(report.json.text)
        } else if !quiet {
            try Output.print(report.text(isTerminal: Output.isTerminal))
        }
    }

    /// Says that a what-if is about to take the place of another run's results, where nobody named a folder for it.
    private func warnBeforeReplacing(_ folder: String, by experiment: Experiment) {
        let isChanged =
            !scenario.changes.isEmpty || scenario.seed != nil || replications != nil || !policies.isEmpty
        guard output == nil, isChanged, !quiet, let earlier = RunDescription(ofFolder: folder) else { return }
        let own = RunDescription(
            overrides: scenario.changes, seed: experiment.seed, replications: experiment.replications,
            policies: experiment.policies.map(\.id))
        let differences = earlier.differences(from: own)
        guard !differences.isEmpty else { return }
        Output.complain(
            "replacing the results of a different run in \(folder) (it had \(differences.joined(separator: ", "))); "
                + "--output DIR keeps both")
    }

    /// Simulates, with a progress line where somebody can see it.
    private func run(_ experiment: Experiment, cancellation: Cancellation) throws -> ExperimentResults {
        let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        guard !quiet, Output.errorIsTerminal else {
            return try experiment.run(threads: threads, cancellation: cancellation)
        }
        let line = ProgressLine()
        defer { line.clear() }
        return try experiment.run(threads: threads, cancellation: cancellation) { completed, total in
            line.update(completed: completed, total: total)
        }
    }
}
