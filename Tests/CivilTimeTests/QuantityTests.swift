// Quantities with units: what is read, and what is said about what is not.

import Testing

@testable import CivilTime

@Suite struct QuantityTests {
    /// Protects messages: a number is spelt as a person would write it, and reads back as the same number.
    @Test func numbersAreSpeltWithoutAnEmptyFraction() throws {
        for (number, text) in [(96, "96"), (0.5, "0.5"), (2e7, "20000000"), (0, "0"), (1e300, "1e+300")] {
            #expect(Quantity.text(ofCount: number) == text)
            if number < 1e300 { #expect(try Quantity.parseCount(text) == number) }
        }
        #expect(Quantity.text(ofCount: -1e-12) == "-1e-12" && Quantity.text(ofCount: .infinity) == "inf")
    }

    @Test(
        "Lengths of time in every unit and combination",
        arguments: [
            ("90 min", 5400.0), ("1 h 30 min", 5400), ("1h30min", 5400), ("2h", 7200), ("3 d", 259_200), ("45 s", 45),
            ("500 ms", 0.5), ("2 w", 1_209_600), ("1.5 d", 129_600), ("0", 0), ("0 min", 0), ("1e3 s", 1000),
            ("1_000 s", 1000), ("2 hours 5 minutes", 7500), ("1\u{A0}h", 3600), ("7 µs", 7e-6), (" 10 min ", 600),
        ])
    func lengthsOfTime(text: String, seconds: Double) throws {
        #expect(try Quantity.parseTimeSpan(text) == .seconds(seconds))
    }

    @Test(
        "What is not a length of time is refused, and the message says what to write",
        arguments: [
            ("90", "'90' has no unit; write e.g. 90 min"),
            ("1 h 30", "'1 h 30' has no unit; write e.g. 30 min"),
            ("90 mn", "unknown unit 'mn'; expected s, min, h, d or w"),
            ("5 m", "unknown unit 'm'; expected s, min, h, d or w"),
            ("2 H", "unknown unit 'H'; expected s, min, h, d or w"),
            ("-5 min", "'-5 min' is negative; expected e.g. 90 min or 1 h 30 min"),
            ("−5 min", "'−5 min' is negative; expected e.g. 90 min or 1 h 30 min"),
            ("1,5 h", "'1,5 h' has a comma in the number; write a decimal point, and 1_000 for thousands"),
            ("30 min 1 h", "'30 min 1 h' has h after min; write larger units first, each once"),
            ("1 h 1 h", "'1 h 1 h' has h after h; write larger units first, each once"),
            ("5 %", "'5 %' has no unit of time after the number; expected s, min, h, d or w"),
            ("5 min!", "'5 min!' has '!' at its end; expected e.g. 90 min or 1 h 30 min"),
            ("nan h", "'nan h' does not start with a number; expected e.g. 90 min or 1 h 30 min"),
            ("inf", "'inf' does not start with a number; expected e.g. 90 min or 1 h 30 min"),
            ("0x10 s", "unknown unit 'x'; expected s, min, h, d or w"),
            (".5 h", "'.5 h' does not start with a number; expected e.g. 90 min or 1 h 30 min"),
            ("5. h", "'5. h' does not start with a number; expected e.g. 90 min or 1 h 30 min"),
            ("", "nothing given; expected e.g. 90 min or 1 h 30 min"),
            ("  ", "nothing given; expected e.g. 90 min or 1 h 30 min"),
            ("1e400 s", "'1e400 s' is too large a number"),
            ("1e300 w", "'1e300 w' is longer than 292,000 years"),
            ("106751991 d 24 h", "'106751991 d 24 h' is longer than 292,000 years"),
        ])
    func otherLengthsAreRefused(text: String, message: String) {
        let error = #expect(throws: CivilTimeError.self) { try Quantity.parseTimeSpan(text) }
        #expect(error?.message == message)
        #expect(error?.subject == .timeSpan)
    }

    @Test(
        "Shares as percentages and as numbers, to the nearest double",
        arguments: [
            ("12 %", 0.12), ("12%", 0.12), ("0.12", 0.12), ("100%", 1), ("1", 1), ("0", 0), ("0 %", 0),
            ("7.3 %", 0.073),
            ("12\u{202F}%", 0.12), ("1e-3", 0.001),
        ])
    func shares(text: String, share: Double) throws {
        #expect(try Quantity.parseShare(text) == share)
    }

    @Test(
        "What is not a share is refused",
        arguments: [
            ("12", "'12' is more than 1; a share is 0 to 1, or a percentage such as 12 %"),
            ("101 %", "'101 %' is more than the whole; expected 0 % to 100 %"),
            ("-1 %", "'-1 %' is negative; expected e.g. 12 % or 0.12"),
            ("12 pct", "'12 pct' has 'pct' after the number; expected e.g. 12 % or 0.12"),
            ("12 %%", "'12 %%' has '%' after the number; expected e.g. 12 % or 0.12"),
            ("0,12", "'0,12' has a comma in the number; write a decimal point, and 1_000 for thousands"),
            ("half", "'half' does not start with a number; expected e.g. 12 % or 0.12"),
        ])
    func otherSharesAreRefused(text: String, message: String) {
        let error = #expect(throws: CivilTimeError.self) { try Quantity.parseShare(text) }
        #expect(error?.message == message)
    }

    @Test(
        "Counts with multiples, exact in decimal",
        arguments: [
            ("250", 250.0), ("1_000", 1000), ("12k", 12_000), ("1.5 M", 1_500_000), ("2.3 M", 2_300_000), ("2 G", 2e9),
            ("0", 0), ("0.5", 0.5), ("1e6", 1e6), ("1.005k", 1005),
        ])
    func counts(text: String, count: Double) throws {
        #expect(try Quantity.parseCount(text) == count)
        if count != 0.5 { #expect(try Double(Quantity.parseWholeCount(text)) == count) }
    }

    @Test(
        "What is not a count is refused",
        arguments: [
            ("1.5 m", "'1.5 m' has the unknown multiple 'm'; expected k, M or G"),
            ("1 000", "'1 000' has '000' after the number; expected e.g. 250, 12k or 1.5 M"),
            ("1,000", "'1,000' has a comma in the number; write a decimal point, and 1_000 for thousands"),
            ("-3", "'-3' is negative; expected e.g. 250, 12k or 1.5 M"),
            ("1__000", "'1__000' has '__000' after the number; expected e.g. 250, 12k or 1.5 M"),
            ("_1", "'_1' does not start with a number; expected e.g. 250, 12k or 1.5 M"),
            ("1e999", "'1e999' is too large a number"),
            ("1e308 k", "'1e308 k' is too large a number"),
        ])
    func otherCountsAreRefused(text: String, message: String) {
        let error = #expect(throws: CivilTimeError.self) { try Quantity.parseCount(text) }
        #expect(error?.message == message)
        #expect(throws: CivilTimeError.self) { try Quantity.parseWholeCount(text) }
    }

    @Test("A whole count is whole and not beyond what doubles count one by one")
    func wholeCounts() throws {
        #expect(try Quantity.parseWholeCount("9007199254740992") == 9_007_199_254_740_992)
        #expect(throws: CivilTimeError.self) { try Quantity.parseWholeCount("1e17") }
        let error = #expect(throws: CivilTimeError.self) { try Quantity.parseWholeCount("2.5") }
        #expect(error?.message == "'2.5' is not a whole number")
    }

    @Test(
        "Rates per hour in every way of writing them",
        arguments: [
            ("0.4 / h", 0.4), ("12 per h", 12), ("3 / d", 0.125), ("2/min", 120), ("1 / 30 min", 2),
            ("1 per 1 h 30 min", 1 / 1.5),
            ("0", 0), ("0 / d", 0), ("168 / w", 1), ("1/s", 3600), ("2 per day", 2 / 24.0),
        ] as [(String, Double)])
    func rates(text: String, perHour: Double) throws {
        #expect(try Quantity.parseRate(text) == perHour)
    }

    @Test(
        "What is not a rate is refused",
        arguments: [
            ("0.4", "'0.4' has no unit; write e.g. 0.4 / h"),
            ("0.4 h", "'0.4 h' is not a rate; expected e.g. 0.4 / h or 12 per d"),
            ("0.4 / hr", "unknown unit 'hr'; expected s, min, h, d or w"),
            ("0.4 /", "'0.4 /' has no unit of time after the number; expected s, min, h, d or w"),
            ("1 / 0 h", "'1 / 0 h' is a rate per no time at all"),
            ("1 / 5", "'1 / 5' has no unit; write e.g. 5 min"),
            ("1 / h / h", "'1 / h / h' has ' / h' at its end; expected e.g. 0.4 / h or 12 per d"),
            ("-1 / h", "'-1 / h' is negative; expected e.g. 0.4 / h or 12 per d"),
            ("1e308 / us", "'1e308 / us' is too large a number"),
        ])
    func otherRatesAreRefused(text: String, message: String) {
        let error = #expect(throws: CivilTimeError.self) { try Quantity.parseRate(text) }
        #expect(error?.message == message)
    }

    @Test("Times of day are two digits, a colon, two digits, within the day")
    func timesOfDay() throws {
        #expect(try Quantity.parseTimeOfDay("00:00") == 0)
        #expect(try Quantity.parseTimeOfDay("23:59") == 1439)
        for wrong in ["24:00", "12:60", "8:00", "0800", "08:00:00", "", "08h00", "-1:00", "08:0x"] {
            #expect(throws: CivilTimeError.self, "\(wrong)") { try Quantity.parseTimeOfDay(wrong) }
        }
    }
}
