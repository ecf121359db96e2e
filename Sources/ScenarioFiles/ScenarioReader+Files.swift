// From a path to a text: what can be wrong with a file before its first character is understood.

import Foundation

extension ScenarioReader {
    /// Reads a file as UTF-8, never more than ``TextLimits/mostBytes``.
    static func readText(_ path: String) throws(ScenarioFileError) -> String {
        let handle = try opened(path)
        defer { try? handle.close() }
        var bytes = Data()
        do {
            while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
                bytes.append(part)
                if bytes.count > TextLimits.mostBytes {
                    throw trouble(
                        path, .badScenario,
                        "the file is larger than \(TextLimits.mostBytes >> 20) MiB; a scenario is a small text")
                }
            }
        } catch let error as ScenarioFileError {
            throw error
        } catch {
            throw trouble(path, .missing, "the file cannot be read")
        }
        if let zero = bytes.firstIndex(of: 0) {
            let place = position(after: bytes[..<zero])
            throw trouble(path, .badScenario, "the file is not text: it holds a zero byte", at: place)
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            let good = lengthOfText(bytes)
            let byte = String(bytes[bytes.startIndex + good], radix: 16, uppercase: true)
            throw trouble(
                path, .badScenario, "the file is not text in UTF-8: the byte 0x\(byte) cannot stand here",
                at: position(after: bytes.prefix(good)))
        }
        return text
    }

    /// How many bytes from the start are text in UTF-8; fewer than all of them.
    private static func lengthOfText(_ bytes: Data) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var length = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { length += UTF8.width(scalar) }
        return min(length, bytes.count - 1)
    }

    /// The place behind some bytes, which are text in UTF-8.
    private static func position(after bytes: Data) -> TextPosition {
        var position = TextPosition()
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                position = TextPosition(line: position.line + 1)
            } else if byte & 0xC0 != 0x80 {
                position.column += 1
            }
        }
        return position
    }

    /// Opens what holds a text: a file, a device such as a terminal, or a pipe that the process was started with.
    ///
    /// A pipe with a name of its own is refused: to open it is to wait for a writer, who may never come.
    private static func opened(_ path: String) throws(ScenarioFileError) -> FileHandle {
        var status = stat()
        guard stat(path, &status) == 0 else { throw trouble(path, .missing, "there is no such file") }
        switch status.st_mode & S_IFMT {
        case S_IFREG, S_IFCHR: break
        case S_IFDIR: throw trouble(path, .missing, "this is a folder; expected a scenario file")
        case S_IFIFO:
            // Of these the other end is open already, or was.
            if path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { break }
            throw trouble(
                path, .missing,
                "this is a named pipe; expected a scenario file (what another program writes is read as /dev/stdin)")
        default: throw trouble(path, .missing, "this is a device or a socket; expected a scenario file")
        }
        // Without waiting, for standard input may come from a named pipe that its writer has closed; reading does wait.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let number = errno
            let reason = number == EACCES ? "permission denied" : strerror(number).map { String(cString: $0) }
            throw trouble(path, .missing, "the file cannot be read" + (reason.map { ": \($0)" } ?? ""))
        }
        let flags = fcntl(descriptor, F_GETFL)
        if flags >= 0 { _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private static func trouble(
        _ path: String, _ kind: ScenarioFileError.Kind, _ message: String, at position: TextPosition = TextPosition()
    ) -> ScenarioFileError {
        ScenarioFileError(
            kind: kind,
            diagnostics: [
                Diagnostic(
                    place: Place(file: path, line: position.line, column: position.column), severity: .error,
                    message: message)
            ])
    }
}
