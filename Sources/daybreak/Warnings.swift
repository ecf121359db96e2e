// What a reader of scenarios finds odd but not wrong.

import ScenarioFiles

/// Warnings about a scenario on standard error.
enum Warnings {
    /// The number of warnings that a run shows; `daybreak validate` shows all.
    private static let mostShown = 3

    /// Prints the first few warnings and says how many more there are.
    static func print(_ warnings: [Diagnostic], of file: String, isQuiet: Bool) {
        guard !isQuiet else { return }
        for warning in warnings.prefix(mostShown) { Output.note(warning.description) }
        let more = warnings.count - mostShown
        if more > 0 { Output.note("\(file): \(more) more warnings; daybreak validate shows them all") }
    }
}
