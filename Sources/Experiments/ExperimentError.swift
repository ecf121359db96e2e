// Why an experiment could not be set up or did not end.

/// What can go wrong with an experiment, with a message for a person.
public enum ExperimentError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Somebody asked it to stop; nothing of it may be used.
    case interrupted
    /// A policy that the study does not have; with the study's own names, in its order.
    case unknownPolicy(String, known: [String])
    /// A scenario that cannot be simulated, or whose policies cannot be compared.
    case badScenario(String)
    /// More numbers than this machine has memory for.
    case tooLarge(String)
    /// A statistic that could not be computed.
    case statistics(String)

    /// The message for a person, without a full stop.
    public var description: String {
        switch self {
        case .interrupted: "interrupted"
        case .unknownPolicy(let name, let known):
            "there is no policy '\(name)'; the policies are \(known.joined(separator: ", "))"
        case .badScenario(let message), .tooLarge(let message), .statistics(let message): message
        }
    }
}
