// Every reader of text, given what no person would write: it may refuse, it may not crash, and what it accepts is in range.

import Testing

@testable import CivilTime

@Suite struct ParserFuzzTests {
    static let seeds = [
        "2022-06-20T22:00:00.25+05:30", "2022-06-20T22:00Z", "2022-06-20", "2022-06-20T22:00", "mon-fri, sun",
        "every day",
        "08:00-12:00, 13:00-18:00", "22:00-06:00", "closed", "1 h 30 min", "500 ms", "12 %", "0.12", "1.5 M", "1_000",
        "12k",
        "0.4 / h", "12 per h", "1 / 30 min", "23:59", "Europe/Paris", "9223372036854775807 us", "1e308 w",
        "106751991 d 4 h", "2 business days", "3 working h 30 min", "2022-12-24T14:00 to 2022-12-27T08:00",
        "99999999999999999999999999999999999999", "1e99999999999999999999", "0.00000000000000000000000000001 s",
    ]

    static let alphabet: [Unicode.Scalar] =
        Array("0123456789:-+.,_/% eETZhdwminskMGperclo'\"\\\t\n\r".unicodeScalars) + [
            "\0", "\u{7F}", "\u{A0}", "\u{202F}", "\u{2013}", "\u{2212}", "\u{B5}", "\u{663}", "\u{301}", "\u{FFFD}",
            "\u{1F570}",
        ]

    static func mutated(_ text: String, _ random: inout TestRandom) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...scalars.count, using: &random)
            let scalar = alphabet.randomElement(using: &random) ?? "0"
            switch Int.random(in: 0..<5, using: &random) {
            case 0: scalars.insert(scalar, at: place)
            case 1: if place < scalars.count { scalars.remove(at: place) }
            case 2: if place < scalars.count { scalars[place] = scalar }
            case 3: scalars.append(contentsOf: scalars.prefix(place))
            default:
                scalars.append(contentsOf: seeds.randomElement(using: &random)?.unicodeScalars ?? "".unicodeScalars)
            }
        }
        return Self.text(of: scalars)
    }

    static func text(of scalars: [Unicode.Scalar]) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }

    /// Gives a text to every reader and checks what each accepts.
    static func readEverywhere(_ text: String) {
        func check(_ accepted: Bool, _ reader: String) {
            if !accepted { Issue.record("\(reader) accepts \(text.debugDescription) as something out of range") }
        }
        func attempt(_ reader: String, _ read: () throws -> Bool) {
            do {
                check(try read(), reader)
            } catch let error as CivilTimeError {
                check(!error.message.isEmpty && error.message.utf8.count < 700, reader)
                check(!error.message.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }, reader)
            } catch {
                Issue.record("\(reader) throws \(error)")
            }
        }
        attempt("instant") {
            let instant = try Instant(parsing: text)
            return Instant(iso8601: instant.iso8601) == instant || instant.iso8601.count != 20
        }
        attempt("date") { try CivilDate(parsing: text).iso8601 == text }
        attempt("local time") { (0..<86_400_000_000).contains(try LocalDateTime(parsing: text).microsecondOfDay) }
        attempt("weekdays") { !(try Weekday.parseDays(text)).isEmpty }
        attempt("hours") {
            try WeeklyHours.parseHours(text).allSatisfy { (0..<1440).contains($0.startMinute) && $0.minutes > 0 }
        }
        attempt("time span") { try Quantity.parseTimeSpan(text) >= .zero }
        attempt("share") { (0...1).contains(try Quantity.parseShare(text)) }
        attempt("count") { (0...Double.greatestFiniteMagnitude).contains(try Quantity.parseCount(text)) }
        attempt("whole count") { try Quantity.parseWholeCount(text) >= 0 }
        attempt("rate") { (0...Double.greatestFiniteMagnitude).contains(try Quantity.parseRate(text)) }
        attempt("term") {
            let term = try Quantity.parseCalendarSpan(text)
            return try Quantity.parseCalendarSpan(term.description) == term
        }
        attempt("local period") {
            let period = try LocalPeriod(parsing: text)
            return period.start < period.end
        }
        attempt("time of day") { (0..<1440).contains(try Quantity.parseTimeOfDay(text)) }
    }

    @Test("Twenty thousand mutations of valid texts are read or refused, never more")
    func mutationsOfValidTexts() {
        var random = TestRandom(seed: 12)
        for round in 0..<20_000 { Self.readEverywhere(Self.mutated(Self.seeds[round % Self.seeds.count], &random)) }
    }

    @Test("Ten thousand random texts are read or refused, never more")
    func randomTexts() {
        var random = TestRandom(seed: 13)
        for _ in 0..<10_000 {
            let scalars = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                Self.alphabet.randomElement(using: &random) ?? "0"
            }
            Self.readEverywhere(Self.text(of: scalars))
        }
    }

    @Test("Texts of megabytes and binary texts are refused with a short message")
    func hugeTexts() {
        for piece in ["0", "9", " ", "_1", "1 h ", "08:00-09:00,", "-", "\u{0}", "🕰️", "mon,"] {
            Self.readEverywhere(String(repeating: piece, count: 300_000))
        }
        let long = "1 h" + String(repeating: " ", count: 2_000) + "and more"
        #expect(throws: CivilTimeError.self) { try Quantity.parseTimeSpan(long) }
        #expect(throws: CivilTimeError.self) { try Quantity.parseCount(String(repeating: "0", count: 1_000) + "junk") }
    }

    @Test("Zone names at random are refused or are zones")
    func zoneNames() {
        var random = TestRandom(seed: 14)
        for _ in 0..<3_000 {
            let name = Self.mutated(ZoneTable.knownIdentifiers.randomElement(using: &random) ?? "UTC", &random)
            guard let table = try? ZoneTable(identifier: name, from: .epoch, to: .epoch) else { continue }
            #expect(abs(table.offset(at: .epoch)) < 16 * 3600)
        }
    }
}
