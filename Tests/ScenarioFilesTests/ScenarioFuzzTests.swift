// Damaged files by the thousand: whatever is done to a scenario, it is read or its mistakes are said; it never crashes.

import Foundation
import Testing

@testable import ScenarioFiles

@Suite struct ScenarioFuzzTests {
    /// A small generator of its own (SplitMix64; Steele, Lea, Flood, OOPSLA 2014), so that a failure can be repeated.
    private struct Generator {
        var state: UInt64

        mutating func next(below bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((z ^ (z >> 31)) % UInt64(max(1, bound)))
        }
    }

    /// Reads a text, and looks at what comes out: mistakes with places inside the text, or a study that can be written out.
    private func read(_ text: String, _ name: String, set arguments: [String] = []) throws -> Bool {
        do {
            let overrides = try arguments.map { try Override(argument: $0) }
            let loaded = try ScenarioReader.load(text: text, name: "fuzz", overrides: overrides)
            let again = try ScenarioReader.load(text: loaded.resolvedText, name: "again")
            #expect(again.study == loaded.study, "\(name)")
            return true
        } catch let error as ScenarioFileError {
            #expect(!error.diagnostics.isEmpty, "\(name)")
            #expect(error.diagnostics.first?.place.file != "again", "\(name): \(error)")
            for diagnostic in error.diagnostics {
                #expect(diagnostic.place.line >= 1 && diagnostic.place.column >= 1, "\(name): \(diagnostic)")
                #expect(!diagnostic.message.unicodeScalars.contains { $0.value < 0x20 }, "\(name): \(diagnostic)")
            }
            return false
        }
    }

    private static let tokens = [
        "[", "]", "{", "}", ":", ": ", ",", "- ", "? ", "&a ", "*a", "!!int ", "|\n", ">-\n", "#", "\"", "'", "\n",
        "\t", "  ", "0", "-",
        "1e309", "nan", "inf", "99999999999999999999", " %", " h", " d", "none", "always", "value: ", "source: ",
        "\u{2028}", "é",
        "\u{301}", "---\n", "...\n", "<<: ", "null", "2022-02-30", "24:00", "T", "Z", "\u{FEFF}", "\\x00", "999 w",
        "1e-300", "all",
    ]

    @Test(arguments: 0..<8) func damagedScenarioIsReadOrItsMistakesAreSaid(shard: Int) throws {
        var generator = Generator(state: UInt64(shard) &* 1_000_003)
        let original = Array(SmallScenario.text.unicodeScalars)
        var read = 0
        for round in 0..<100 {
            var scalars = original
            for _ in 0...generator.next(below: 3) {
                let at = generator.next(below: scalars.count)
                let to = min(scalars.count, at + generator.next(below: 12))
                switch generator.next(below: 5) {
                case 0: scalars.removeSubrange(at..<to)
                case 1: scalars.insert(contentsOf: scalars[at..<to], at: generator.next(below: scalars.count))
                case 2: scalars[at] = Unicode.Scalar(UInt8(0x20 + generator.next(below: 95)))
                default:
                    let token = Self.tokens[generator.next(below: Self.tokens.count)]
                    scalars.replaceSubrange(at..<(generator.next(below: 2) == 0 ? at : to), with: token.unicodeScalars)
                }
            }
            if try self.read(String(String.UnicodeScalarView(scalars)), "shard \(shard), round \(round)") { read += 1 }
        }
        // Damage in a comment or a title harms nothing: a reader that refused everything would pass otherwise.
        #expect(read > 0 && read < 95, "\(read)")
    }

    /// Every value of the scenario in turn is replaced by something else.
    @Test func anyValueMayBeAnything() throws {
        let text = SmallScenario.text
        let values = [
            "", "[]", "{}", "[[]]", "{a: {b: c}}", "none", "-1", "1e308", "0", "0 %", "9999 w",
            "{median: 1e308 h, sigma: 10}", "0000-01-01T00:00Z",
            "{value: {value: {value: 3}}}", "9999-12-31T23:59Z", "always", "\"\\0\"", "{value: 5}", "0.0000001 s",
            "400 d", "10000000",
        ]
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (number, line) in lines.enumerated() {
            guard let colon = line.range(of: ": ") ?? line.range(of: ":") else { continue }
            for (index, value) in values.enumerated() where (number + index) % 4 == 0 {
                var changed = lines
                changed[number] = line[..<colon.lowerBound] + ": " + value
                _ = try read(changed.joined(separator: "\n"), "line \(number + 1), value \(value)")
            }
        }
    }

    @Test func anyOverrideIsAppliedOrItsMistakesAreSaid() throws {
        var generator = Generator(state: 99)
        let steps = [
            "segments", "*", "hospital", "staff", "response", "fix", "build", "policies", "waves", "0", "-1", "set",
            "rollout", "stages", "", "value", "seed", "observations", "99999999999999999999", "é", "note", "source",
            "clock",
        ]
        let values = [
            "2 h", "[", "", "{}", "[]", "{a: b}", "{value: 3}", "none", "*a", "&a 3", "\u{0}", "\"", "1 %", "{id: x}",
            "- 3", "a: b: c",
        ]
        for round in 0..<300 {
            let path = (0...generator.next(below: 5)).map { _ in steps[generator.next(below: steps.count)] }.joined(
                separator: ".")
            let argument = "\(path)=\(values[generator.next(below: values.count)])"
            _ = try read(SmallScenario.text, "round \(round): \(argument)", set: [argument])
        }
    }
}
