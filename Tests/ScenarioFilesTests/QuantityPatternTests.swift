// The patterns of the JSON Schema, against the readers of the decoder: the same texts of every quantity.

import CivilTime
import Foundation
import Testing

@testable import ScenarioFiles

/// Protects an editor from marking what the decoder reads, and from passing what it refuses by its form.
@Suite struct QuantityPatternTests {
    /// A quantity: its pattern, its reader, and texts that both accept or both refuse.
    struct Quantities: Sendable, CustomTestStringConvertible {
        var name: String
        var pattern: String
        var read: @Sendable (Decoding, YAMLValue) -> Void
        var accepted: [String]
        var refused: [String]
        var testDescription: String { name }
    }

    private static let times = [
        "90 min", "90min", "1 h 30 min", "1h30min", "2 h", "1.5 d", "45 s", "500 ms", "2 w", "3 weeks", "1 day",
        "2 hours",
        "1 minute", "1_000 s", "1e2 s", "1E+2 s", "1e-1 h", "7 µs", "7 us", "90\u{A0}min", " 90 min ",
        "1 d 2 h 3 min 4 s 5 ms 6 us",
        "1 h 0 min", "0.5 h",
    ]
    private static let noTimes = [
        "", "90", "min", "90 mn", "-5 min", "1 h 30", "30 min 1 h", "1 h 1 h", "1,5 h", ".5 h", "1. h", "1__0 s",
        "_1 s", "90 min x",
        "1 month", "0x10 s", "nan h", "inf s", "90 %", "1 H",
    ]
    private static let workingTimes = [
        "3 working hours", "1 business h 30 min", "2 business days", "1 working day", "3working hours",
        "90 working min", "0 working days",
    ]
    private static let noWorkingTimes = [
        "2 busines days", "2 working d", "1 working week", "2 business days 3 h", "1 h 30 working min", "working hours",
        "2 days working",
        "3 workinghours",
    ]

    static let all: [Quantities] = [
        Quantities(
            name: "time", pattern: QuantityPattern.time, read: { _ = $0.span($1) },
            accepted: times + ["0", "0.0", "0 min"],
            refused: noTimes + workingTimes + noWorkingTimes),
        Quantities(
            name: "time above zero", pattern: QuantityPattern.timeAboveZero,
            read: { _ = $0.span($1, atLeast: .seconds(0)) },
            accepted: times, refused: noTimes + workingTimes),
        Quantities(
            name: "calendar time", pattern: QuantityPattern.calendarTime, read: { _ = $0.calendarSpan($1) },
            accepted: times + workingTimes + ["0"], refused: noTimes + noWorkingTimes),
        Quantities(
            name: "share", pattern: QuantityPattern.share, read: { _ = $0.share($1) },
            accepted: ["12 %", "12%", "0", "1", "0.5", "100 %", "0.1 %", "1e-3", "1_0 %", "12\u{202F}%", "1e1 %"],
            refused: ["", "%", "-1 %", "12 percent", "12 % %", "1,5 %", "half", "12 h", ".5", "0x1"]),
        Quantities(
            name: "number", pattern: QuantityPattern.count, read: { _ = $0.number($1, 0...1e12, "a number") },
            accepted: ["250", "0", "1_000", "12k", "1.5 M", "2 G", "1e3", "2.5", "1\u{A0}k"],
            refused: ["", "k", "-3", "1.000,5", "12 K", "1 km", "ten", "0x10", "inf", "nan", "1 2", "+3"]),
        Quantities(
            name: "rate", pattern: QuantityPattern.rate, read: { _ = $0.rate($1, atMost: 1e9) },
            accepted: [
                "0", "0.4 / h", "12 per d", "3/d", "2/min", "1 / 30 min", "5 per hour", "5 per 2 h", "1 / 1 h 30 min",
                "0 / h", "7per h",
            ],
            refused: ["", "12", "12 h", "/ h", "12 /", "12 perh", "-1 / h", "3 / month", "1 / h / h", "12 per"]),
        Quantities(
            name: "instant", pattern: QuantityPattern.instant, read: { _ = $0.instant($1) },
            accepted: [
                "2022-06-20T22:00Z", "2022-06-20T22:00:00Z", "2022-06-20T22:00:00.25Z", "2022-06-20T22:00+02:00",
                "2022-06-20T22:00:59-05:30",
            ],
            refused: [
                "", "2022-06-20", "2022-06-20T22:00", "2022-06-20 22:00Z", "2022-06-20T22Z", "2022-06-20T24:00Z",
                "2022-13-20T22:00Z",
                "2022-06-32T22:00Z", "2022-06-20T22:00:60Z", "2022-06-20T22:00z", "22-06-20T22:00Z",
                "2022-06-20T22:00+2:00",
                "2022-06-20T22:00:00.1234567Z", "2022-06-20T22:00+16:00",
            ]),
        Quantities(
            name: "date", pattern: QuantityPattern.date, read: { _ = $0.date($1) },
            accepted: ["2022-06-21", "0000-01-31"],
            refused: ["", "21.6.2022", "2022-6-21", "2022-06-21T00:00", "2022-00-21", "2022-06-00", "2022-06-32"]),
        Quantities(
            name: "hours", pattern: QuantityPattern.hours,
            read: { _ = $0.read($1, "hours", default: [], WeeklyHours.parseHours) },
            accepted: [
                "09:00-18:00", "09:00-12:00, 13:00-18:00", "22:00-06:00", "closed", "always", "00:00-24:00",
                "09:00 – 12:00,13:00-14:00",
            ],
            refused: [
                "", "9-18", "09:00", "22:00-26:00", "09:00-12:00 13:00-18:00", "open", "09:60-10:00", "24:00-06:00",
                "09:00-12:00,",
            ]),
        Quantities(
            name: "period", pattern: QuantityPattern.period,
            read: {
                _ = $0.read($1, "a period", default: nil) {
                    (text: String) throws(CivilTimeError) -> LocalPeriod? in try LocalPeriod(parsing: text)
                }
            },
            accepted: ["2022-12-24T14:00 to 2022-12-27T08:00", "2022-12-24T14:00:30 to 2022-12-27T08:00"],
            refused: ["", "2022-12-24T14:00", "2022-12-24 to 2022-12-27", "2022-12-24T14:00 - 2022-12-27T08:00"]),
        Quantities(
            name: "time of day", pattern: QuantityPattern.timeOfDay,
            read: { _ = $0.read($1, "a time of day", default: 0, Quantity.parseTimeOfDay) },
            accepted: ["00:00", "08:30", "23:59"], refused: ["", "24:00", "8:30", "08:60", "0830", "08:30:00"]),
        Quantities(
            name: "days", pattern: QuantityPattern.days,
            read: { _ = $0.read($1, "days", default: [], Weekday.parseDays) },
            accepted: [
                "monday", "mon", "Mon", "monday-friday", "sun-thu", "sat, sun", "every day", "workdays", "weekend",
                "mon – wed, friday",
            ],
            refused: ["", "easter", "mo", "monday to friday", "mon-", "mon fri", "every-day"]),
    ]

    @Test(arguments: all)
    func patternAndReaderAgree(quantity: Quantities) throws {
        let validator = try SchemaValidator("{}")
        func isRead(_ text: String) -> Bool {
            let decoding = Decoding()
            quantity.read(decoding, YAMLValue(content: .scalar(text), place: Place(file: "file", line: 1, column: 1)))
            return !decoding.hasErrors
        }
        for text in quantity.accepted {
            #expect(isRead(text), "the decoder refuses '\(text)'")
            #expect(try validator.matches(quantity.pattern, text), "the pattern refuses '\(text)'")
        }
        for text in quantity.refused {
            #expect(!isRead(text), "the decoder reads '\(text)'")
            #expect(try !validator.matches(quantity.pattern, text), "the pattern passes '\(text)'")
        }
    }
}
