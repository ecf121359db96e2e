// Standard output and standard error, byte for byte, with readers that may go away.

import Foundation

/// The two streams that a command writes to.
enum Output {
    /// Why standard output takes no more.
    enum Failure: Error {
        /// The reader has gone away, which is no error.
        case readerGone
        /// What the system said.
        case cannotWrite(String)
    }

    /// Whether standard output is a terminal.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether standard error is a terminal.
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes bytes to standard output.
    static func write(_ bytes: [UInt8]) throws(Failure) {
        var position = 0
        while position < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                Foundation.write(STDOUT_FILENO, buffer.baseAddress.map { $0 + position }, buffer.count - position)
            }
            if written > 0 {
                position += written
            } else if errno == EPIPE {
                throw .readerGone
            } else if errno != EINTR {
                throw .cannotWrite(strerror(errno).map { String(cString: $0) } ?? "error \(errno)")
            }
        }
    }

    /// Writes a text to standard output; a reader that has gone away is no failure.
    ///
    /// - Throws: The status for output that cannot be written.
    static func print(_ text: String) throws {
        do {
            try write(Array(text.utf8))
        } catch .readerGone {
            return
        } catch .cannotWrite(let reason) {
            complain("cannot write to standard output: \(reason)")
            throw ExitStatus.cannotWrite
        }
    }

    /// Writes a line to standard error.
    static func note(_ line: String) { FileHandle.standardError.writeIgnoringErrors(line + "\n") }

    /// Writes a line to standard error that says who complains.
    static func complain(_ message: String) { note("daybreak: \(message)") }
}

extension FileHandle {
    /// Writes a text; there is nowhere to report a failure to.
    func writeIgnoringErrors(_ text: String) { try? write(contentsOf: Data(text.utf8)) }
}
