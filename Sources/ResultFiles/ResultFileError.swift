// Why results could not be written or read.

/// What can go wrong with result files, with a message for a person.
public enum ResultFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A folder or a file could not be made: the path, and what the system said.
    case cannotCreate(path: String, reason: String)
    /// A file could not be written to its end, or could not be put in its place.
    case writeFailed(path: String, reason: String)
    /// Somebody asked to stop; nothing was left behind.
    case interrupted
    /// Text that is not a table; `line` counts from 1.
    case malformed(line: Int, message: String)

    /// The message for a person, without a full stop.
    public var description: String {
        switch self {
        case .cannotCreate(let path, let reason): "cannot create \(path): \(reason)"
        case .writeFailed(let path, let reason): "cannot write \(path): \(reason)"
        case .interrupted: "interrupted"
        case .malformed(let line, let message): "line \(line): \(message)"
        }
    }
}
