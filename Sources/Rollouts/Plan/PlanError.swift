// Why a scenario cannot be simulated.

/// A scenario that cannot be compiled: a reference that leads nowhere or a number out of range.
///
/// A scenario read from a file has been checked before, with line and column; this error speaks of scenarios built in code.
public struct PlanError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong and where, for a person; without a full stop.
    public let message: String

    /// An error with its message.
    public init(_ message: String) { self.message = message }

    /// The same as ``message``.
    public var description: String { message }
}
