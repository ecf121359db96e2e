// What the command says of the scenario language: the reference, the schema, and every word about malformed scenarios.

import Foundation
import Testing

@Suite("Language of scenarios")
struct LanguageCommandTests {
    private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test(
        "reference and schema are printed as they stand in Scenarios",
        arguments: [("reference", "REFERENCE.md"), ("schema", "scenario.schema.json")])
    func languageIsPrinted(subcommand: String, name: String) throws {
        let bench = try CommandBench()
        let result = try bench.run(subcommand)
        let committed = Self.repository.appendingPathComponent("Scenarios/\(name)")
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(try result.output == String(contentsOf: committed, encoding: .utf8))
        #expect(try bench.names() == ["scenario.yaml"])
    }

    @Test("one part of the reference is printed by its name, and a name that is none is met with the nearest")
    func partOfTheReferenceIsPrinted() throws {
        let bench = try CommandBench()
        let staff = try bench.run("reference", "staff")
        #expect(staff.status == 0 && staff.output.hasPrefix("## staff\n") && staff.output.contains("`aware-after`"))
        #expect(!staff.output.dropFirst().contains("## ") && staff.output.hasSuffix("|\n"))
        let none = try bench.run("reference", "staf")
        #expect(none.status == 64 && none.output.isEmpty)
        #expect(none.errors == "daybreak: the reference has no part 'staf'; did you mean 'staff'?\n")
    }

    @Test(
        "a malformed scenario ends with 65 and the messages beside it, and nothing is written",
        arguments: ["unknown-key", "impossible-laws", "invalid-utf8", "circle-of-policies"])
    func malformedScenarioIs65(name: String) throws {
        let folder = Self.repository.appendingPathComponent("Tests/ScenarioFilesTests/Malformed")
        let expected = try String(contentsOf: folder.appendingPathComponent("\(name).expected"), encoding: .utf8)
        let bench = try CommandBench()
        try FileManager.default.copyItem(
            atPath: folder.appendingPathComponent("\(name).yaml").path, toPath: "\(bench.folder)/\(name).yaml")
        let before = try bench.names()
        for command in [["run"], ["validate"], ["trace", "--policy", "at-once", "--replication", "0"]] {
            let result = try bench.finish(bench.start([CommandBench.binary] + command + ["\(name).yaml"]))
            #expect(result.status == 65 && !result.endedBySignal, "\(command)")
            #expect(result.errors == expected && result.output.isEmpty, "\(command)")
        }
        #expect(try bench.names() == before)
    }
}
