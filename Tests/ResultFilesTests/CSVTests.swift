// Tables as text: what is written reads back, whatever a policy is called, and odd text is refused.

import CivilTime
import Testing

@testable import ResultFiles

@Suite("CSV")
struct CSVTests {
    private func parse(_ text: String) throws -> CSVDocument { try CSVDocument(parsing: text.utf8) }

    @Test("names that mean something elsewhere are read back as they were")
    func awkwardNamesReadBack() throws {
        let names = [
            "null", "NA", "NaN", "", " lead", "trail ", "a,b", "say \"no\"", "two\nlines", "cr\rhere", "\"", "日本 🗾",
            "-1", "=1+1",
            "# no comment",
        ]
        var writer = CSVWriter()
        writer.field("policy")
        writer.field("n")
        writer.endRow()
        for (index, name) in names.enumerated() {
            writer.field(name)
            writer.field(index)
            writer.endRow()
        }
        let document = try CSVDocument(parsing: writer.bytes)
        #expect(document.column("policy") == names.map(Optional.some))
        #expect(document.column("n") == names.indices.map { Optional.some(String($0)) })
    }

    @Test("no value is an empty field, whatever its type, and an empty text is not")
    func noValueIsAnEmptyField() {
        var writer = CSVWriter()
        writer.field(nil as String?)
        writer.field(Double.nan)
        writer.field(Double.infinity)
        writer.field(nil as Double?)
        writer.field(nil as Int?)
        writer.field(nil as Bool?)
        writer.field(nil as Instant?)
        writer.field(-Float.infinity)
        writer.field("")
        writer.endRow()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == ",,,,,,,,\"\"\n")
    }

    @Test("instants are ISO 8601 in UTC, numbers shortest decimals, flags words")
    func valuesHaveOneSpelling() throws {
        var writer = CSVWriter()
        writer.field(try Instant(parsing: "2022-06-21T12:00:00+02:00"))
        writer.field(0.25)
        writer.field(1e6)
        writer.field(true)
        writer.endRow()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "2022-06-21T10:00:00Z,0.25,1000000,true\n")
    }

    @Test(
        "text that is no strict table is refused, with its line",
        arguments: [
            ("", 1), ("a,b", 1), ("a,b\n1\n", 2), ("a,b\n1,2,3\n", 2), ("a,a\n", 1), ("a,\n", 1), ("a\n\"x\"y\n", 2),
            ("a\n\"x\n", 3), ("a\nx\"y\n", 2), ("a\r\nx\r\n", 1), ("a\n1\n2", 3), ("a,b\n1,2\n\"3\n4\",5\n6\n", 5),
        ])
    func malformedTextIsRefused(text: String, line: Int) {
        #expect {
            try parse(text)
        } throws: { error in
            guard case .malformed(let found, _)? = error as? ResultFileError else { return false }
            return found == line
        }
    }

    @Test("bytes that are not UTF-8 are refused")
    func otherEncodingsAreRefused() {
        #expect(throws: ResultFileError.self) { try CSVDocument(parsing: Array("a\n".utf8) + [0xFF, 0x0A]) }
    }
}
