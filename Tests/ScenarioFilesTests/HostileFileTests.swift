// Files that are no scenarios at all: each ends in one clear message, soon, and none in a crash.

import Foundation
import Testing

@testable import ScenarioFiles

@Suite struct HostileFileTests {
    /// A file in a folder of its own that is gone afterwards.
    private func error(reading bytes: Data) throws -> ScenarioFileError? {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("f.yaml")
        try bytes.write(to: file)
        return error(reading: file.path)
    }

    private func error(reading path: String) -> ScenarioFileError? {
        do {
            _ = try ScenarioReader.load(path: path)
            return nil
        } catch {
            return error
        }
    }

    private func only(_ text: String) throws -> String {
        let all = try mistakes(text)
        #expect(all.count == 1, "\(all.prefix(5))")
        return all.first ?? ""
    }

    // MARK: Files

    @Test func missingFileAndFolderAreMissingAndNotBad() {
        let absent = error(reading: "/no/such/file.yaml")
        #expect(absent?.kind == .missing)
        #expect(absent?.description == "/no/such/file.yaml:1:1: error: there is no such file")
        let folder = error(reading: NSTemporaryDirectory())
        #expect(folder?.kind == .missing)
        #expect(folder?.diagnostics.first?.message == "this is a folder; expected a scenario file")
        #expect(error(reading: "")?.kind == .missing)
    }

    // To open a pipe is to wait for its writer, who may never come.
    @Test func namedPipeIsRefusedAndNotWaitedFor() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try #require(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        // Frees a reader that does wait, so that this test fails and does not hang.
        Thread.detachNewThread {
            sleep(5)
            let writer = open(path, O_WRONLY | O_NONBLOCK)
            if writer >= 0 { close(writer) }
        }
        let refused = error(reading: path)
        #expect(refused?.kind == .missing)
        #expect(
            refused?.diagnostics.map(\.message) == [
                "this is a named pipe; expected a scenario file (what another program writes is read as /dev/stdin)"
            ])
    }

    @Test func pipeOfTheProcessItselfIsReadToItsEnd() throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(SmallScenario.text.utf8))
        try pipe.fileHandleForWriting.close()
        let read = try ScenarioReader.load(path: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
        #expect(read.study == (try ScenarioReader.load(text: SmallScenario.text, name: "u")).study)
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything")) func fileWithoutPermissionIsMissing() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data("daybreak: 1".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
        #expect(error(reading: file.path)?.kind == .missing)
    }

    @Test func largeFileIsRefusedWithoutBeingReadToItsEnd() throws {
        let message = "the file is larger than 8 MiB; a scenario is a small text"
        #expect(try error(reading: Data(repeating: 0x20, count: 9 << 20))?.diagnostics.first?.message == message)
        // Without an end there is nothing but the limit that stops the reading.
        #expect(error(reading: "/dev/zero")?.diagnostics.first?.message == message)
    }

    @Test func binaryFileIsNoText() throws {
        let zero = try error(reading: Data([0x7F, 0x45, 0x4C, 0x46, 0, 1]))
        #expect(zero?.diagnostics.map(\.message) == ["the file is not text: it holds a zero byte"])
        #expect(zero?.diagnostics.map(\.place.column) == [5])
        let invalid = try error(reading: Data([0x61, 0x0A, 0xC3, 0xA9, 0xFF, 0xFE, 0x0A]))
        #expect(
            invalid?.diagnostics.map(\.message) == ["the file is not text in UTF-8: the byte 0xFF cannot stand here"])
        #expect(invalid?.diagnostics.map { [$0.place.line, $0.place.column] } == [[2, 2]])
        let cut = try error(reading: Data([0x61, 0xE2, 0x82]))
        #expect(
            cut?.diagnostics.map(\.message) == ["the file is not text in UTF-8: the byte 0xE2 cannot stand here"])
        #expect(cut?.diagnostics.map(\.place.column) == [2])
        #expect(try only("a: 1\nb: \u{1B}[2J") == "2:4: the file is not text: it holds the control character U+001B")
        #expect(try only("a: \u{9B}2J") == "1:4: the file is not text: it holds the control character U+009B")
    }

    @Test func byteOrderMarkAndLineEndingsOfOtherSystemsAreRead() throws {
        let windows = "\u{FEFF}" + SmallScenario.text.replacing("\n", with: "\r\n")
        let read = try ScenarioReader.load(text: windows, name: "w")
        #expect(read.study == (try ScenarioReader.load(text: SmallScenario.text, name: "u")).study)
    }

    // MARK: Texts

    @Test(
        "a text that is no mapping says what a scenario begins with",
        arguments: [
            ("", "the file is empty; expected a scenario, which begins with 'daybreak: 1'"),
            ("# only\n# comments\n", "the file is empty; expected a scenario, which begins with 'daybreak: 1'"),
            ("---\n", "expected a scenario, a mapping that begins with 'daybreak: 1'; found nothing"),
            ("just words", "expected a scenario, a mapping that begins with 'daybreak: 1'; found 'just words'"),
            ("- a\n- b\n", "expected a scenario, a mapping that begins with 'daybreak: 1'; found a list"),
        ])
    func textWithoutMapping(text: String, message: String) throws {
        #expect(try only(text).hasSuffix(message))
    }

    @Test func syntaxErrorsHaveTheirPlaceAndPlainWords() throws {
        #expect(try only("a:\n\tb: 2\n") == "2:1: YAML: a tab cannot indent; use spaces")
        #expect(
            try only("a: @b\n")
                == "1:4: YAML: a value cannot begin with the character '@'; put the value between quotes")
        #expect(
            try only("a: b: c\n")
                == "1:5: YAML: no key and value can stand here; look for a wrong indentation, or a ': ' in text without quotes"
        )
        #expect(try only("a: 1\n---\nb: 2\n") == "2:1: YAML: a second document begins here; a scenario is one document")
        #expect(try only("a: [1, 2\n").hasPrefix("2:1: YAML: "))
        #expect(try only("a: *nobody\n") == "1:4: YAML: the alias '*nobody' refers to nothing")
        #expect(try only("a: \"open\n").contains("YAML: "))
    }

    // A place behind the end of the text would send the author to a line that is not there.
    @Test func placeOfAnErrorLiesWithinTheText() throws {
        for text in ["[", "{a: ", "'", "\"", "a: [", "- {", "a: |\n  b\n c", "a:\n  - b\n c: d"] {
            for found in try mistakes(text) {
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                #expect((Int(found.prefix { $0 != ":" }) ?? 0) <= lines.count, "\(text): \(found)")
            }
        }
    }

    // MARK: Traps

    @Test func aliasesThatMultiplyAreCutOff() throws {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 {
            let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(items)]\n"
        }
        let found = try mistakes(bomb)
        #expect(found.contains { $0.contains("has more than 250000 parts once its aliases are followed") })
    }

    @Test(
        "aliases that multiply within a key are refused before anything is made of them",
        arguments: [
            "? *a30\n: x\n", "*a30 : x\n", "{*a30 : x}\n", "[*a30]: x\n", "- {[*a30] : x}\n", "b: {? [*a30] : x}\n",
            "? [*a30, *a30]\n",
        ])
    func aliasesInKeysAreRefused(end: String) throws {
        var bomb = "- &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 {
            let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "- &a\(level) [\(items)]\n"
        }
        bomb += "- " + end.replacing("\n", with: "\n  ")
        #expect(try mistakes(bomb).contains { $0.hasSuffix("a key must be text, not a list, a mapping or an alias") })
    }

    @Test func aliasThatContainsItselfIsRefused() throws {
        #expect(try only("a: &a [*a]\n") == "1:8: YAML: the alias '*a' stands inside what it refers to")
        #expect(try only("a: &a {b: *a}\n") == "1:11: YAML: the alias '*a' stands inside what it refers to")
    }

    @Test(
        "nesting without end neither overflows nor takes long",
        arguments: ["[", "{a: ", "- ", "? ", "[[", "{? ", "!!a [", "&a [", "\"a\": {"])
    func deepNestingIsRefused(opening: String) throws {
        #expect(!(try mistakes("a:\n  " + String(repeating: opening, count: 30_000)).isEmpty))
        #expect(!(try mistakes(String(repeating: opening, count: 900)).isEmpty))
        #expect(!(try mistakes("a: " + String(repeating: opening + "\n", count: 99_000)).isEmpty))
    }

    @Test func nestingDeeperThanAnySectionIsReportedOnce() throws {
        let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        let text = SmallScenario.replacing("gate: none", with: "gate: \(deep)")
        #expect(try mistakes(text).filter { $0.contains("nested more than 64 deep") }.count == 1)
    }

    @Test func longLinesAndEndlessPathsAreRefused() throws {
        #expect(try only("a: " + String(repeating: "x", count: 200_000)).contains("the line is longer than"))
        let path = String(repeating: "a.", count: 400) + "a"
        let text = SmallScenario.replacing("{segments.*.relay.poll: 2 h}", with: "{response.\(path): 2 h}")
        #expect(try only(text).contains("is no path; expected keys with dots between them"))
        #expect(try mistakes(SmallScenario.text, set: ["response.\(path)=2 h"]).count == 1)
    }

    // Every unknown name is compared with every known one: with 100,000 of each that would take days.
    @Test func thousandsOfNamesAreRefusedInReasonableTime() throws {
        let regions = (0..<20_000).map { "  r\($0): {zone: Asia/Tokyo, support-centre: c\($0)}\n" }.joined()
        let text = SmallScenario.replacing("regions:\n", with: "regions:\n" + regions)
        #expect(try mistakes(text).contains { $0.contains("20002 entries in 'regions'; expected at most 1000") })
    }
}
