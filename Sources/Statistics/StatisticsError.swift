// Why a statistic was refused.

/// Why a statistic could not be computed.
public struct StatisticsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The argument at fault, such as "confidence"; "result" where the computation itself failed.
    public let argument: String

    /// What is expected and what was found, for a person.
    public let message: String

    /// The argument and the message in one line.
    public var description: String {
        "\(argument): \(message)"
    }

    init(_ argument: String, _ message: String) {
        self.argument = argument
        self.message = message
    }

    /// Throws unless a confidence level lies strictly between 0 and 1.
    static func requireConfidence(_ confidence: Double) throws(StatisticsError) {
        guard confidence > 0, confidence < 1 else {
            throw StatisticsError("confidence", "must lie between 0 and 1, such as 0.95; found \(confidence)")
        }
    }
}
