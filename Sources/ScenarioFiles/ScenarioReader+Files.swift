// From a path to a text: what can be wrong with a file before its first character is understood.

import Foundation

extension ScenarioReader {
    /// Reads a file as UTF-8, never more than ``YAMLParser/mostBytes``.
    static func readText(_ path: String) throws(ScenarioFileError) -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw trouble(path, .missing, "there is no such file")
        }
        if isFolder.boolValue { throw trouble(path, .missing, "this is a folder; expected a scenario file") }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw trouble(path, .missing, "the file cannot be read: permission denied")
        }
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
        if bytes.contains(0) { throw trouble(path, .badScenario, "the file is not text: it holds a zero byte") }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw trouble(path, .badScenario, "the file is not text in UTF-8")
        }
        return text
    }

    private static func trouble(
        _ path: String, _ kind: ScenarioFileError.Kind, _ message: String
    ) -> ScenarioFileError {
        ScenarioFileError(
            kind: kind,
            diagnostics: [
                Diagnostic(place: Place(file: path, line: 1, column: 1), severity: .error, message: message)
            ])
    }
}
