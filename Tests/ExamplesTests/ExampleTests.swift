// The programs of the kernel's tour, built and run as a reader would, and held against what the tour shows of them.

import Foundation
import Testing

@Suite struct ExampleTests {
    static let programs = [
        ("example-single-server-queue", "SingleServerQueue"), ("example-help-desk", "HelpDesk"),
    ]

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The blocks of a kind in the tour, without the fences.
    private func blocks(_ kind: String) throws -> [String] {
        let tour = try text("Sources/EventKernel/EventKernel.docc/Tour.md")
        return tour.components(separatedBy: "```\(kind)\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
    }

    /// What a program prints. It lies in the folder of the tests, or on macOS some folders above it.
    private func output(of name: String) throws -> String {
        var place = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
        for _ in 0..<3 where !FileManager.default.isExecutableFile(atPath: place.appendingPathComponent(name).path) {
            place = place.deletingLastPathComponent()
        }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = place.appendingPathComponent(name)
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self)
    }

    /// The numbers in the tour are those that the reader will see.
    @Test(arguments: programs)
    func theTourShowsWhatTheProgramPrints(name: String, folder: String) throws {
        let printed = try output(of: name).trimmingCharacters(in: .newlines)
        #expect(!printed.isEmpty)
        #expect(try blocks("text").contains(printed), "the tour does not show this: \(printed)")
    }

    /// Every piece of code in the tour stands in a program that was built.
    @Test func theTourShowsCodeThatIsBuilt() throws {
        let sources = try Self.programs.map { try text("Examples/\($0.1)/main.swift") }
        let blocks = try blocks("swift").flatMap { $0.components(separatedBy: "\n\n") }
        #expect(blocks.count > 5)
        for block in blocks { #expect(sources.contains { $0.contains(block) }, "in no example: \(block)") }
    }
}
