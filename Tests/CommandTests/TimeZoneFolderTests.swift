// The command on machines whose tz database is missing, or does not say its version.

import Foundation
import Testing

@Suite("Time zone folder")
struct TimeZoneFolderTests {
    /// The machine's own database.
    private var system: String? {
        let named = ProcessInfo.processInfo.environment["TZDIR"].map { [$0] } ?? []
        return (named + ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"])
            .first { FileManager.default.fileExists(atPath: $0 + "/Europe/Paris") }
    }

    @Test("a database without a version serves as any; the manifest calls the version unknown")
    func databaseWithoutAVersion() throws {
        let bench = try CommandBench()
        let zones = try #require(system)
        for zone in ["UTC", "Asia/Tokyo", "Europe/Paris"] {
            let copy = "\(bench.folder)/zones/\(zone)"
            try FileManager.default.createDirectory(
                atPath: (copy as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            let original = URL(fileURLWithPath: "\(zones)/\(zone)").resolvingSymlinksInPath()
            try Data(contentsOf: original).write(to: URL(fileURLWithPath: copy))
        }
        let plain = try bench.run("run", "scenario.yaml", "--quiet", "--output", "plain")
        let bare = try bench.run(
            "run", "scenario.yaml", "--quiet", "--output", "bare", environment: ["TZDIR": "\(bench.folder)/zones"])
        #expect(plain.status == 0 && bare.status == 0 && bare.errors.isEmpty)
        #expect(try bench.text("bare/manifest.json").contains(#""tzdata_version": "unknown""#))
        #expect(try bench.text("bare/replications.csv") == bench.text("plain/replications.csv"))
    }

    @Test("a folder without a database is said at every zone, with what to do, and nothing is written")
    func folderWithoutADatabase() throws {
        let bench = try CommandBench()
        for arguments in [["validate", "scenario.yaml"], ["run", "scenario.yaml", "--output", "out"]] {
            let result = try bench.finish(
                bench.start([CommandBench.binary] + arguments, environment: ["TZDIR": "/nowhere/zones"]))
            #expect(result.status == 65)
            let message =
                "error: there is no time zone database in '/nowhere/zones', which TZDIR names; unset it or correct it"
            let lines = result.errors.split(separator: "\n").filter { $0.hasSuffix(message) }
            #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("scenario.yaml:") }, "\(result.errors)")
            #expect(!FileManager.default.fileExists(atPath: bench.folder + "/out"))
        }
    }
}
