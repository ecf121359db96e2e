// The published results: made again from their scenarios, they have the same bytes.

import Foundation
import Testing

/// Protects the promise that anybody who runs a bundled scenario gets the files that are in the repository.
@Suite("Published results")
struct PublishedResultsTests {
    private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The files of a run that are stored; `replications.csv` and `scenario.yaml` are large or derivable.
    private static let files = [
        "comparisons.csv", "datapackage.json", "manifest.json", "observations.csv", "summary.csv", "timeline.csv",
    ]

    /// Folders of results that are published with a scenario of the same name, and the founding one in any case.
    private static let published: [String] = {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: repository + "/Results")) ?? []
        let named = folders.filter { name in
            ["Results/\(name)/manifest.json", "Scenarios/\(name).yaml"].allSatisfy {
                FileManager.default.fileExists(atPath: "\(repository)/\($0)")
            }
        }
        return Set(named).union(["trend-micro-2022"]).sorted()
    }()

    /// Circumstances that must not matter: where the C library's mathematics takes other code, and so other last bits;
    /// another language; another zone.
    private static let circumstances = [
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA", "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo",
    ]

    /// The optimised command is named by `make test`; the other one would take many minutes.
    private static let hasOptimisedCommand = ProcessInfo.processInfo.environment["DAYBREAK_BINARY"]?.isEmpty == false

    @Test(
        "every published file is what the command writes today, also without FMA, in German and in Tokyo",
        .enabled(if: hasOptimisedCommand, "needs the optimised command: run `make test`"), arguments: published)
    func publishedFilesAreMadeAgain(name: String) throws {
        let bench = try CommandBench()
        let scenario = "\(Self.repository)/Scenarios/\(name).yaml"
        let result = try bench.run(
            "run", scenario, "--quiet", "--output", "again", environment: Self.circumstances)
        try #require(result.status == 0, "\(result.errors)")
        for file in Self.files {
            let stored = try Data(contentsOf: URL(fileURLWithPath: "\(Self.repository)/Results/\(name)/\(file)"))
            let made = try Data(contentsOf: URL(fileURLWithPath: "\(bench.folder)/again/\(file)"))
            // Not inside the expectation, which would print every byte.
            let same = Self.promised(stored) == Self.promised(made)
            #expect(
                same,
                "Results/\(name)/\(file), \(Self.firstDifference(stored, made)); `make results` writes it anew")
        }
    }

    @Test("what is published of a scenario is small enough for a repository", arguments: published)
    func publishedFilesAreSmall(name: String) throws {
        let sizes = try Self.files.map {
            try Data(contentsOf: URL(fileURLWithPath: "\(Self.repository)/Results/\(name)/\($0)")).count
        }
        #expect(sizes.reduce(0, +) < 4_000_000)
    }

    /// What is the same on every machine: all but the line of the manifest that names the version of the tz database.
    private static func promised(_ file: Data) -> [Data] {
        file.split(separator: 10, omittingEmptySubsequences: false).filter { line in
            !line.drop { $0 == UInt8(ascii: " ") }.starts(with: #""tzdata_version": "#.utf8)
        }
    }

    /// Where two files part, for a person.
    private static func firstDifference(_ stored: Data, _ made: Data) -> String {
        let pairs = zip(promised(stored), promised(made)).enumerated()
        guard let (line, (old, new)) = pairs.first(where: { $1.0 != $1.1 }) else { return "the lengths differ" }
        let shown = { (line: Data) in String(decoding: line.prefix(160), as: UTF8.self) }
        return "line \(line + 1) or so is published as '\(shown(old))' and comes out as '\(shown(new))'"
    }
}
