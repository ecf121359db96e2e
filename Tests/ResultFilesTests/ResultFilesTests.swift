// The files of a run: what is in them, how they are described, and that they read back.

import CivilTime
import Experiments
import Foundation
import Rollouts
import Testing

@testable import ResultFiles

@Suite("Result files")
struct ResultFilesTests {
    private static let metrics = [
        Metric(id: "endpoints_failed", unit: .count, meaning: "Endpoints that failed"),
        Metric(id: "fix_published_h", unit: .hours, meaning: "When the fix was published", isInstant: true),
    ]

    private static let policies = ["null", "with, comma", "say \"NA\"\ntwice"]

    /// Results over a table that was made up: three policies, two metrics, four replications.
    private func results() throws -> ResultFiles {
        var values: [Double] = []
        for replication in 0..<4 {
            for policy in Self.policies.indices {
                values.append(Double(replication * 10 + policy))
                // The last replication is cut off, or without a value.
                let cut = policy == 1 ? MetricValue.none : MetricValue.censored
                values.append(replication == 3 ? cut : Double(replication) / 3)
            }
        }
        let table = try #require(
            ResultTable(policies: Self.policies, metrics: Self.metrics, replications: 4, values: values))
        let observation = Observation(
            id: "fix", statement: "The fix was out, at last.", metric: "fix_published_h", value: 0.5, tolerance: 0.25,
            source: "diary", fitted: true)
        let study = Study(
            id: "Made Up", title: "A made-up study", baseline: "null", replications: 4, seed: .max, policies: [],
            observations: [observation])
        let manifest = Manifest(
            study: study, scenarioText: "daybreak: 1\n", overrides: ["a.b=1 h"], policies: [], metrics: Self.metrics,
            seed: .max, replications: 4, timelineReplications: 4)
        return ResultFiles(
            manifest: manifest, resolvedScenario: "daybreak: 1\n", table: table, summaries: try Summary.all(of: table),
            comparisons: try Comparison.all(of: table, baseline: "null"),
            observations: ObservationCheck.all(of: table, study: study), timeline: [],
            start: try Instant(parsing: "2022-06-20T22:00Z"))
    }

    private func written() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try results().write(to: folder.path + "/out")
        return folder
    }

    private func document(_ name: String, in folder: TemporaryFolder) throws -> CSVDocument {
        try CSVDocument(parsing: folder.text(of: "out/\(name)").utf8)
    }

    private func json(_ name: String, in folder: TemporaryFolder) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(folder.text(of: "out/\(name)").utf8))
        return try #require(object as? [String: Any])
    }

    @Test("a run leaves its eight files and nothing else")
    func allFilesAppear() throws {
        #expect(
            try written().names(in: "out") == [
                "comparisons.csv", "datapackage.json", "manifest.json", "observations.csv", "replications.csv",
                "scenario.yaml", "summary.csv", "timeline.csv",
            ])
    }

    @Test("every outcome reads back under its policy's name; censored and no value are empty fields")
    func outcomesReadBack() throws {
        let document = try document("replications.csv", in: written())
        #expect(document.header == ["policy", "replication", "endpoints_failed", "fix_published_h"])
        #expect(document.column("policy") == Self.policies.flatMap { Array(repeating: Optional($0), count: 4) })
        #expect(document.rows[6] == ["with, comma", "2", "21", "0.6666666666666666"])
        #expect(document.rows[3] == ["null", "3", "30", nil])
        #expect(document.rows[7] == ["with, comma", "3", "31", nil])
    }

    @Test("the columns of summaries and comparisons begin with those that were promised")
    func promisedColumnsComeFirst() throws {
        let folder = try written()
        let summary = try document("summary.csv", in: folder)
        #expect(
            summary.header.prefix(12) == [
                "policy", "metric", "unit", "n", "censored", "mean", "sd", "ci_low", "ci_high", "p05", "p50", "p95",
            ])
        #expect(summary.rows[1][3...5] == ["4", "1", nil])
        let comparisons = try document("comparisons.csv", in: folder)
        #expect(
            comparisons.header.prefix(10) == [
                "policy", "baseline", "metric", "unit", "n", "mean_difference", "ci_low", "ci_high", "correlation",
                "variance_reduction",
            ])
        #expect(comparisons.rows.count == 4)
        #expect(comparisons.rows[0][0...5] == ["with, comma", "null", "endpoints_failed", "1", "4", "1"])
    }

    @Test("an observed point in time stands there as an instant too")
    func observedInstantsAreSpelt() throws {
        let observations = try document("observations.csv", in: written())
        #expect(observations.column("time") == ["2022-06-20T22:30:00Z"])
        #expect(observations.column("inside") == ["true"])
        #expect(observations.column("statement") == ["The fix was out, at last."])
    }

    @Test(
        "the manifest keeps 64 bits of seed as text, the scenario with its digest, and nothing of the machine's state")
    func manifestSaysWhatWasRun() throws {
        let folder = try written()
        let manifest = try json("manifest.json", in: folder)
        #expect(manifest["seed"] as? String == "18446744073709551615")
        #expect(manifest["scenario_text"] as? String == "daybreak: 1\n")
        let scenario = manifest["scenario"] as? [String: Any]
        #expect(scenario?["sha256"] as? String == SHA256.hexadecimalDigest(of: "daybreak: 1\n"))
        #expect((manifest["metrics"] as? [Any])?.count == 2)
        let zones = manifest["time_zones"] as? [String: String]
        #expect(
            zones == ["source": "IANA tz database of the system", "tzdata_version": TimeZoneDatabase.systemVersion])
        #expect(try folder.text(of: "out/scenario.yaml") == "daybreak: 1\n")
        let again = try written()
        #expect(try folder.text(of: "out/manifest.json") == again.text(of: "out/manifest.json"))
    }

    @Test("the data package describes every table: its columns in order, their types, its length and digest")
    func dataPackageDescribesEveryTable() throws {
        let folder = try written()
        let package = try json("datapackage.json", in: folder)
        #expect(package["profile"] as? String == "tabular-data-package")
        #expect(package["name"] as? String == "made-up")
        let resources = try #require(package["resources"] as? [[String: Any]])
        #expect(resources.count == 5)
        for resource in resources {
            let path = try #require(resource["path"] as? String)
            let text = try folder.text(of: "out/\(path)")
            #expect(resource["bytes"] as? Int == text.utf8.count)
            #expect(resource["hash"] as? String == "sha256:" + SHA256.hexadecimalDigest(of: text))
            let schema = try #require(resource["schema"] as? [String: Any])
            #expect(schema["missingValues"] as? [String] == [""])
            let fields = try #require(schema["fields"] as? [[String: Any]])
            let document = try document(path, in: folder)
            #expect(fields.map { $0["name"] as? String } == document.header)
            let key = try #require(schema["primaryKey"] as? [String])
            let keys = document.rows.map { row in key.map { row[document.header.firstIndex(of: $0) ?? 0] } }
            #expect(Set(keys).count == keys.count)
            for (column, field) in fields.enumerated() {
                let type = try #require(field["type"] as? String)
                let required = (field["constraints"] as? [String: Any])?["required"] as? Bool
                for row in document.rows { #expect(isValid(row[column], type: type, required: required == true)) }
            }
        }
    }

    /// Whether a field is a value of a Frictionless type.
    private func isValid(_ field: String?, type: String, required: Bool) -> Bool {
        guard let field else { return !required }
        switch type {
        case "string": return true
        case "number": return Double(field)?.isFinite == true
        case "integer": return Int(field) != nil
        case "boolean": return ["true", "false"].contains(field)
        case "datetime": return (try? Instant(parsing: field)) != nil
        default: return false
        }
    }

    @Test("a cancelled write leaves nothing")
    func cancelledWriteLeavesNothing() throws {
        let folder = try TemporaryFolder()
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: ResultFileError.interrupted) {
            try results().write(to: folder.path + "/out", cancellation: cancellation)
        }
        #expect(try folder.names().isEmpty)
    }
}
