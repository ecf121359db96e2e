// How the command ends: statuses (sysexits.h) and the message that goes with each.

import ArgumentParser
import Experiments
import ResultFiles
import ScenarioFiles

/// The statuses that `daybreak` ends with.
enum ExitStatus {
    static let usage = ExitCode(64)
    static let badScenario = ExitCode(65)
    static let inputMissing = ExitCode(66)
    static let fault = ExitCode(70)
    static let cannotCreate = ExitCode(73)
    static let cannotWrite = ExitCode(74)
    static let interrupted = ExitCode(75)

    /// Says on standard error what went wrong.
    ///
    /// - Returns: The status to end with.
    static func report(_ error: any Error) -> ExitCode {
        switch error {
        case let error as ScenarioFileError: return report(error)
        case let error as ExperimentError: return report(error)
        case let error as ResultFileError: return report(error)
        case let error as ExitCode: return error
        default:
            Output.complain("\(error)")
            return fault
        }
    }

    private static func report(_ error: ScenarioFileError) -> ExitCode {
        for diagnostic in error.diagnostics { Output.note(diagnostic.description) }
        return error.kind == .missing ? inputMissing : badScenario
    }

    private static func report(_ error: ExperimentError) -> ExitCode {
        switch error {
        case .interrupted:
            Output.complain("interrupted; nothing was written")
            return interrupted
        case .unknownPolicy(let name, let known):
            Output.complain("there is no policy '\(name)'; \(NearestName.hint(for: name, among: known))")
            return usage
        case .badScenario:
            Output.complain(error.description)
            return badScenario
        case .tooLarge:
            Output.complain(error.description)
            return usage
        case .statistics:
            Output.complain(error.description)
            return fault
        }
    }

    private static func report(_ error: ResultFileError) -> ExitCode {
        switch error {
        case .interrupted:
            Output.complain("interrupted; nothing was written")
            return interrupted
        case .cannotCreate:
            Output.complain(error.description)
            return cannotCreate
        case .writeFailed:
            Output.complain(error.description)
            return cannotWrite
        case .malformed:
            Output.complain(error.description)
            return fault
        }
    }
}
