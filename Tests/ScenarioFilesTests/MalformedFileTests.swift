// Malformed scenarios of many kinds, a file each, and beside it all that a person reads about it.

import Foundation
import Testing

@testable import ScenarioFiles

/// Protects the whole text of the messages: file, line, column, what was expected, and the nearest valid name.
@Suite struct MalformedFileTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Malformed")

    private static func names(_ ending: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
    }

    @Test func everyMalformedScenarioHasItsMessagesBesideIt() {
        #expect(Self.names(".yaml").count >= 40)
        #expect(Self.names(".yaml") == Self.names(".expected"))
    }

    @Test(arguments: names(".yaml"))
    func messagesAreThoseBesideTheFile(name: String) throws {
        let path = Self.folder.appendingPathComponent("\(name).yaml").path
        let expected = try String(
            contentsOf: Self.folder.appendingPathComponent("\(name).expected"), encoding: .utf8)
        let error = try #require(throws: ScenarioFileError.self) { try ScenarioReader.load(path: path) }
        #expect(error.kind == .badScenario)
        // Places name the file as it was given; the folder is the machine's.
        let text = error.description.replacingOccurrences(of: path, with: "\(name).yaml") + "\n"
        #expect(text == expected)
    }

    @Test(arguments: names(".expected"))
    func messagesHavePlacesAndStandInTheirOrder(name: String) throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent("\(name).expected"), encoding: .utf8)
        #expect(text.hasSuffix("\n"))
        var last = (0, 0)
        for line in text.split(separator: "\n") {
            let parts = try #require(line.wholeMatch(of: /([a-z0-9-]+\.yaml):([0-9]+):([0-9]+): error: .{10,}/)).output
            #expect(parts.1 == "\(name).yaml")
            let place = (Int(parts.2) ?? 0, Int(parts.3) ?? 0)
            #expect(last <= place && place.1 > 0, "\(line)")
            last = place
        }
        #expect(last > (0, 0), "no message")
    }

    // What a form shows, an editor marks: of the files that are YAML, the schema refuses these too.
    @Test(arguments: [
        "unknown-key", "unknown-section", "missing-keys", "unknown-failure-mode", "unknown-preset", "wrong-types",
        "missing-units",
        "wrong-units", "shares", "instants", "empty-law", "impossible-laws", "empty-predicate", "fixed-section",
        "no-policy", "two-shapes",
        "hours", "names", "too-deep", "not-a-scenario", "language-version",
    ])
    func schemaRefuses(name: String) throws {
        let text = try ScenarioReader.readText(Self.folder.appendingPathComponent("\(name).yaml").path)
        #expect(try SchemaValidator(Self.schema).faults(in: text) != [])
    }

    private static let schema = ScenarioLanguage.jsonSchema
}
