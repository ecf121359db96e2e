// What is wrong with a scenario file, and where.

/// A place in a text.
public struct Place: Sendable, Hashable, Comparable {
    /// The file's name as the user gave it, or `--set` for an override.
    public var file: String
    /// Counted from 1.
    public var line: Int
    /// Counted from 1 in Unicode scalars.
    public var column: Int

    /// By file, in it by line, in it by column.
    public static func < (left: Place, right: Place) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

/// One mistake, or one doubt, with its place.
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
    /// Whether the scenario can be used nevertheless.
    public enum Severity: String, Sendable {
        /// It cannot be used: something in it is missing, unknown or out of range, or it is no YAML.
        case error
        /// It can be used, but something in it is doubtful, such as a number without a source.
        case warning
    }

    /// Where to look.
    public var place: Place
    /// Whether the scenario can be used nevertheless.
    public var severity: Severity
    /// What is wrong, what was expected, and the nearest valid name where there is one; one line.
    public var message: String

    /// `file:line:column: error: message`, as compilers write it.
    public var description: String {
        "\(place.file):\(place.line):\(place.column): \(severity.rawValue): \(message)"
    }
}

/// A scenario file that cannot be used, with everything that is wrong with it.
public struct ScenarioFileError: Error, Sendable, CustomStringConvertible {
    /// Whose fault it is, which decides how a command ends.
    public enum Kind: Sendable {
        /// There is no such file, or it cannot be read.
        case missing
        /// The file was read and is no valid scenario.
        case badScenario
    }

    /// Whose fault it is.
    public var kind: Kind
    /// All mistakes by place.
    public var diagnostics: [Diagnostic]

    /// A line for each diagnostic.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
