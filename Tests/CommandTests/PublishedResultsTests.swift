// The published results: made again from their scenarios, they have the same bytes.

import Foundation
import Testing

@Suite("Published results")
struct PublishedResultsTests {
    private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// Folders of results that are published with a scenario of the same name.
    private static let published: [String] = {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: repository + "/Results")) ?? []
        return folders.sorted().filter { name in
            ["Results/\(name)/manifest.json", "Scenarios/\(name).yaml"].allSatisfy {
                FileManager.default.fileExists(atPath: "\(repository)/\($0)")
            }
        }
    }()

    /// The optimised command is named by `make test`; the other one would take many minutes.
    private static let hasOptimisedCommand = ProcessInfo.processInfo.environment["DAYBREAK_BINARY"]?.isEmpty == false

    @Test(
        "every published file is what the command writes today", .enabled(if: hasOptimisedCommand), arguments: published
    )
    func publishedFilesAreMadeAgain(name: String) throws {
        let bench = try CommandBench()
        let scenario = "\(Self.repository)/Scenarios/\(name).yaml"
        let result = try bench.run("run", scenario, "--quiet", "--output", "again")
        #expect(result.status == 0, "\(result.errors)")
        let folder = "\(Self.repository)/Results/\(name)"
        // Other files may lie there: the large tables, which are not stored, and pictures.
        for file in try bench.names(in: "again") where FileManager.default.fileExists(atPath: "\(folder)/\(file)") {
            let stored = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
            let made = try Data(contentsOf: URL(fileURLWithPath: "\(bench.folder)/again/\(file)"))
            #expect(
                stored == made, "Results/\(name)/\(file) is not what the command writes; make results writes it anew")
        }
    }
}
