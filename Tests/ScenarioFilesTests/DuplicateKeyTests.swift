// Every duplicate key of a file is found, and nothing that only looks like one.

import Testing

@testable import ScenarioFiles

@Suite struct DuplicateKeyTests {
    private func parse(_ text: String) -> (tree: YAMLValue?, messages: [String]) {
        var parser = YAMLParser(file: "f")
        let tree = parser.parse(text)
        return (tree, parser.diagnostics.map { "\($0.place.line):\($0.place.column): \($0.message)" })
    }

    @Test func everyDuplicateIsFoundAtItsPlaceAndTheFirstHolds() {
        let (tree, messages) = parse(
            """
            a: 1
            b: {x: 1, y: 2, x: 3}
            a: 2
            c:
              - {p: 1, "p": 2}
              - 'q': 1
                q: 2
                q: 3
            a: 3
            """)
        #expect(
            messages.sorted() == [
                "2:17: duplicate key 'x'; it stands in line 2 already",
                "3:1: duplicate key 'a'; it stands in line 1 already",
                "5:12: duplicate key 'p'; it stands in line 5 already",
                "7:5: duplicate key 'q'; it stands in line 6 already",
                "8:5: duplicate key 'q'; it stands in line 6 already",
                "9:1: duplicate key 'a'; it stands in line 1 already",
            ])
        #expect(tree?["a"]?.text == "1")
        #expect(tree?["b"]?["x"]?.text == "1")
        #expect(tree?.entries?.map(\.key) == ["a", "b", "c"])
    }

    // The same key on another level, or in a text, is none.
    @Test func sameKeyOnAnotherLevelIsNoDuplicate() {
        let (tree, messages) = parse("a: 1\nb:\n  a: 2\n  c: {a: 3}\na: 4\nd: \"a: 5, a: 6\"\n")
        #expect(messages == ["5:1: duplicate key 'a'; it stands in line 1 already"])
        #expect(tree?["b"]?["a"]?.text == "2")
        #expect(tree?["b"]?["c"]?["a"]?.text == "3")
        #expect(tree?["d"]?.text == "a: 5, a: 6")
    }

    @Test func keysWithEscapesAndLineEndingsOfAllKindsAreFound() {
        #expect(parse("é: 1\r\né: 2\r\n").messages == ["2:1: duplicate key 'é'; it stands in line 1 already"])
        #expect(parse("a: \"x\u{2028}\"\nb: 1\nb: 2\n").messages.count == 1)
        // Neither an escape nor an anchor hides that the names are the same.
        #expect(parse("\"\\x61\": 1\na: 2\n").messages.count == 1)
        #expect(parse("&k a: 1\na: 2\n").messages.count == 1)
        #expect(parse("\"\": 1\n\"\": 2\n").messages == ["2:1: duplicate key ''; it stands in line 1 already"])
    }

    @Test func duplicatesWithoutEndAreAThousandMessagesAndFewSeconds() {
        let text = (0..<5000).map { "k\($0 % 50): \($0)\n" }.joined()
        #expect(parse(text).messages.count == TextLimits.mostMessages)
    }

    // Text in quotes or in a block may look like a key that is a list or an alias; it is none.
    @Test func textThatLooksLikeAStructuredKeyIsRead() {
        let text = "a: \"see [1]: there\"\nb: &x [1]\nc: *x\nd: |\n  ? really\n  *this: that\n  {a}: b\n"
        let (tree, messages) = parse(text)
        #expect(messages == [])
        #expect(tree?["d"]?.text == "? really\n*this: that\n{a}: b\n")
        #expect(tree?["c"]?.items?.count == 1)
    }
}
