// Quantities printed: as a person writes them, and read back as exactly the same number.

import Testing

@testable import CivilTime

@Suite struct QuantityTextTests {
    @Test("Numbers that people write come out as people write them")
    func familiarNumbers() {
        for (share, text) in [
            (0.12, "12 %"), (0, "0 %"), (1, "100 %"), (0.073, "7.3 %"), (0.005, "0.5 %"), (1e-12, "1e-10 %"),
        ] {
            #expect(Quantity.text(ofShare: share) == text)
        }
        for (count, text) in [
            (1_500_000.0, "1.5 M"), (250, "250"), (12_000, "12 k"), (2e9, "2 G"), (0, "0"), (0.5, "0.5"),
            (1_234_567, "1234567"),
            (1_400_000, "1.4 M"), (1005, "1005"), (3e30, "3e30"), (1e-7, "1e-7"),
        ] {
            #expect(Quantity.shortText(ofCount: count) == text)
        }
        for (rate, text) in [
            (0.4, "0.4 / h"), (12, "12 / h"), (0.125, "3 / d"), (120, "120 / h"), (3600, "1 / s"), (1 / 168.0, "1 / w"),
            (0, "0 / h"),
        ] {
            #expect(Quantity.text(ofRate: rate) == text)
        }
        #expect(Quantity.text(ofTimeOfDay: 510) == "08:30")
    }

    @Test("What no reader accepts has no text")
    func whatIsNoQuantityHasNoText() {
        for number in [-1, -.infinity, .infinity, .nan, -0x1p-1074] {
            #expect(Quantity.text(ofShare: number) == nil)
            #expect(Quantity.shortText(ofCount: number) == nil)
            #expect(Quantity.text(ofRate: number) == nil)
        }
        #expect(Quantity.text(ofShare: 1.0.nextUp) == nil)
        #expect(Quantity.text(ofTimeOfDay: 1440) == nil && Quantity.text(ofTimeOfDay: -1) == nil)
    }

    @Test("Every number reads back as itself, from the least to the greatest")
    func numbersReadBackAsThemselves() throws {
        var random = TestRandom(seed: 44)
        var numbers: [Double] = [
            .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 0x1p53, 1.0.nextDown, 0.1 + 0.2,
        ]
        for _ in 0..<3_000 {
            // All exponents, and the short decimals of every day.
            numbers.append(abs(Double(bitPattern: random.next())))
            numbers.append(
                Double(Int.random(in: 0...99_999, using: &random))
                    / [1, 10, 100, 1e3, 1e-3, 1e-6][Int.random(in: 0..<6, using: &random)])
        }
        for number in numbers where number.isFinite {
            #expect(try Quantity.parseCount(try #require(Quantity.shortText(ofCount: number))) == number)
            #expect(try Quantity.parseRate(try #require(Quantity.text(ofRate: number))) == number)
            let share = number <= 1 ? number : 1 / number
            #expect(try Quantity.parseShare(try #require(Quantity.text(ofShare: share))) == share)
        }
        for minute in 0..<1440 {
            #expect(try Quantity.parseTimeOfDay(try #require(Quantity.text(ofTimeOfDay: minute))) == minute)
        }
    }

    @Test(
        "Terms of elapsed time, working time and working days are read, and print as what reads back",
        arguments: [
            ("90 min", .elapsed(.minutes(90)), "1 h 30 min"), ("0", .elapsed(.zero), "0 s"),
            ("2 business days", .workingDays(2), "2 working days"), ("1 working day", .workingDays(1), "1 working day"),
            ("3 working hours", .working(.hours(3)), "3 working h"),
            ("45 business min", .working(.minutes(45)), "45 working min"),
            ("1 business h 30 min", .working(.minutes(90)), "1 working h 30 min"),
            ("1.5working h", .working(.minutes(90)), "1 working h 30 min"),
            ("2 d", .elapsed(.days(2)), "2 d"), ("30 working hours", .working(.hours(30)), "30 working h"),
        ] as [(String, CalendarSpan, String)])
    func terms(text: String, expected: CalendarSpan, printed: String) throws {
        #expect(try Quantity.parseCalendarSpan(text) == expected)
        #expect(expected.description == printed)
        #expect(try Quantity.parseCalendarSpan(printed) == expected)
    }

    @Test(
        "What is not a term is refused",
        arguments: [
            ("", "nothing given; expected e.g. 90 min or 1 h 30 min"),
            ("1.5 working days", "'1.5 working days' is not a whole number of working days"),
            ("1e9 working days", "'1e9 working days' is too many days"),
            ("2 working days 3 h", "'2 working days 3 h' has ' 3 h' after working days, which come whole"),
            ("2 working d", "'2 working d' has working time in d; write working hours, or working days"),
            ("3 working", "'3 working' has no unit; write e.g. 3 working hours"),
            ("3 working parsecs", "unknown unit 'parsecs'; expected s, min, h, d or w"),
            ("-2 working days", "'-2 working days' is negative; expected e.g. 90 min or 1 h 30 min"),
            (
                "two business days",
                "'two business days' does not start with a number; expected e.g. 90 min or 1 h 30 min"
            ),
        ])
    func otherTermsAreRefused(text: String, message: String) {
        let error = #expect(throws: CivilTimeError.self) { try Quantity.parseCalendarSpan(text) }
        #expect(error?.message == message)
        #expect(error?.text == text)
    }

    @Test("Random terms read back as themselves")
    func termsReadBackAsThemselves() throws {
        var random = TestRandom(seed: 45)
        for _ in 0..<5_000 {
            let span = TimeSpan(
                microseconds: Int64.random(in: 0...(.max), using: &random) >> Int64.random(in: 0..<60, using: &random))
            let days = Int.random(in: 0...1_000_000, using: &random)
            for term in [CalendarSpan.elapsed(span), .working(span), .workingDays(days)] {
                #expect(try Quantity.parseCalendarSpan(term.description) == term, "\(term)")
            }
        }
    }
}
