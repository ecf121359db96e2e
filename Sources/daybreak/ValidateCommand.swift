// `daybreak validate`: read scenarios and say what is wrong with them.

import ArgumentParser
import Experiments
import Rollouts
import ScenarioFiles

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check scenario files without simulating anything.",
        discussion: """
            Prints one line for each good file. Errors and warnings go to standard error as file:line:column, all of a \
            file at once.

            EXAMPLE
              daybreak validate Scenarios/*.yaml
            """)

    @Argument(
        help: ArgumentHelp("The scenario files.", valueName: "FILE"), completion: .file(extensions: ["yaml", "yml"]))
    var files: [String]

    func run() throws {
        var status: ExitCode?
        for file in files {
            do {
                let loaded = try ScenarioReader.load(path: file)
                for warning in loaded.warnings { Output.note(warning.description) }
                try check(loaded.study, of: file)
                try Output.print(Self.line(for: loaded, file: file))
            } catch {
                let own = ExitStatus.report(error)
                // A file that is there and bad says more than one that is missing.
                if status == nil || own == ExitStatus.badScenario { status = own }
            }
        }
        if let status { throw status }
    }

    /// Compiles every policy, so that nothing is left for a run to find.
    private func check(_ study: Study, of file: String) throws {
        do {
            _ = try Experiment(study)
        } catch {
            Output.note("\(file): error: \(error)")
            throw ExitStatus.badScenario
        }
    }

    /// What a good file holds.
    private static func line(for loaded: LoadedScenario, file: String) -> String {
        let base = loaded.study.policies.first?.scenario
        let provenance = loaded.provenance
        let total = provenance.facts + provenance.assumptions + provenance.fitted + provenance.unmarked
        return "\(file): good: \(count(base?.regions.count ?? 0, "region")), "
            + "\(count(base?.segments.count ?? 0, "segment")), \(count(loaded.study.policies.count, "policy", "policies")), "
            + "\(count(loaded.study.observations.count, "observation")); \(count(total, "number")): "
            + "\(provenance.facts) from sources, \(provenance.assumptions) assumed, \(provenance.fitted) fitted, "
            + "\(provenance.unmarked) unmarked\n"
    }

    private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(ReadableNumber.grouped(number)) \(number == 1 ? one : many ?? one + "s")"
    }
}
