// Why a distribution was refused.

/// Why the parameters of a distribution were refused.
public struct DistributionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the family, such as "lognormal".
    public let family: String

    /// The parameter at fault, as the factory function calls it, such as "mean"; empty where it is all of them together.
    public let parameter: String

    /// What is expected of the parameter and what was found, for a person.
    public let message: String

    /// The family and the message in one line.
    public var description: String {
        parameter.isEmpty ? "\(family): \(message)" : "\(family), \(parameter): \(message)"
    }

    init(_ family: String, _ parameter: String, _ message: String) {
        self.family = family
        self.parameter = parameter
        self.message = message
    }
}
