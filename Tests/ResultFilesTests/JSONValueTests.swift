// JSON text: other parsers read the same content, in the order in which it was given.

import Foundation
import Testing

@testable import ResultFiles

@Suite("JSON")
struct JSONValueTests {
    @Test("Foundation reads back every kind of value, odd strings included")
    func otherParsersReadTheSame() throws {
        let odd = "quote \" backslash \\ newline \n tab \t return \r bell \u{7} delete \u{7F} 日本 🗾"
        let value = JSONValue.object([
            ("text", .string(odd)), ("flag", .bool(true)), ("nothing", .null), ("count", .integer(-3)),
            ("number", .number(0.1)), ("tiny", .number(2.5e-300)),
            ("list", .array([.integer(1), .array([]), .object([])])),
        ])
        let read = try JSONSerialization.jsonObject(with: Data(value.text.utf8)) as? [String: Any]
        #expect(read?["text"] as? String == odd)
        #expect(read?["flag"] as? Bool == true)
        #expect(read?["nothing"] is NSNull)
        #expect(read?["count"] as? Int == -3)
        #expect(read?["number"] as? Double == 0.1)
        #expect(read?["tiny"] as? Double == 2.5e-300)
        #expect((read?["list"] as? [Any])?.count == 3)
    }

    @Test("what is not a finite number is null, members keep their order, and a line feed ends the text")
    func textIsStable() {
        let value = JSONValue.object([
            ("z", .number(.nan)), ("a", .number(.infinity)), ("m", .optional(nil as Double?)),
        ])
        #expect(value.text == "{\n  \"z\": null,\n  \"a\": null,\n  \"m\": null\n}\n")
    }
}
