// The arguments that say which scenario is meant, and what is changed in it.

import ArgumentParser
import ScenarioFiles

/// A scenario file and changes to it.
struct ScenarioArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The scenario file.", valueName: "FILE"), completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Replace a value of the scenario; may be given several times.",
            discussion: "For example --set 'response.fix.build=1 h' or --set 'segments.*.relay.poll=30 min'.",
            valueName: "PATH=VALUE"))
    var changes: [String] = []

    @Option(
        help: ArgumentHelp("Master seed of all random numbers, 0 to 18446744073709551615.", valueName: "S"))
    var seed: UInt64?

    /// Reads the scenario.
    ///
    /// - Throws: An error that ``ExitStatus/report(_:)`` knows.
    func load() throws -> LoadedScenario {
        var overrides: [Override] = []
        for change in changes {
            do {
                overrides.append(try Override(argument: change))
            } catch {
                // An argument of another form is wrong usage; a path that does not exist is a bad scenario.
                for diagnostic in error.diagnostics { Output.note(diagnostic.description) }
                throw ExitStatus.usage
            }
        }
        return try ScenarioReader.load(path: file, overrides: overrides)
    }
}
