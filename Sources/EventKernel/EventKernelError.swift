// What the module refuses.

/// Data from which no arrival process can be made.
public struct EventKernelError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Which argument it is about.
    public let argument: String
    /// What is wrong with it, in words for a person.
    public let problem: String

    init(_ argument: String, _ problem: String) {
        self.argument = argument
        self.problem = problem
    }

    /// Argument and problem in one sentence.
    public var description: String { "\(argument) \(problem)" }
}
