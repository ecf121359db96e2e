// Instants: reading and writing ISO 8601, and arithmetic that stops at the ends.

import Foundation
import Testing

@testable import CivilTime

@Suite struct InstantTests {
    @Test(
        "Every accepted form means the instant it says",
        arguments: [
            ("1970-01-01T00:00Z", 0),
            ("2022-06-20T22:00Z", 1_655_762_400_000_000),
            ("2022-06-20T22:00:00Z", 1_655_762_400_000_000),
            ("2022-06-21T00:00+02:00", 1_655_762_400_000_000),
            ("2022-06-21T03:30:00+05:30", 1_655_762_400_000_000),
            ("2022-06-20T18:00:00-04:00", 1_655_762_400_000_000),
            ("2022-06-20T22:00:00.25Z", 1_655_762_400_250_000),
            ("2022-06-20T22:00:00.000001Z", 1_655_762_400_000_001),
            ("1969-12-31T23:59:59.999999Z", -1),
            ("2000-02-29T12:00:00-00:00", 951_825_600_000_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
            ("9999-12-31T23:59:59Z", 253_402_300_799_000_000),
        ])
    func formsOfISO8601(text: String, microseconds: Int64) throws {
        #expect(try Instant(parsing: text).microseconds == microseconds)
        #expect(Instant(iso8601: text)?.microseconds == microseconds)
    }

    @Test(
        "Anything else is refused, with the reason",
        arguments: [
            ("2022-06-20T22:00", "has no time zone; end it with Z (UTC) or an offset such as +02:00"),
            ("2022-06-20T22:00z", "should end with Z (UTC) or an offset such as +02:00"),
            ("2022-06-20 22:00Z", "needs a T between date and time, as in 2022-06-20T22:00"),
            ("2022-06-20", "needs a T between date and time, as in 2022-06-20T22:00"),
            ("2022-06-31T22:00Z", "does not exist: that month has the days 01 to 30"),
            ("2023-02-29T22:00Z", "does not exist: that month has the days 01 to 28"),
            ("2022-06-20T24:00Z", "has a time outside 00:00:00 to 23:59:59"),
            ("2022-06-20T22:60Z", "has a time outside 00:00:00 to 23:59:59"),
            ("2022-06-20T23:59:60Z", "has a leap second, which this clock does not count; write 59"),
            ("2022-06-20T22:000Z", "has a time that is not of the form 22:00 or 22:00:00"),
            ("2022-06-20T22Z", "has a time that is not of the form 22:00 or 22:00:00"),
            ("2022-06-20T22:00:0Z", "has seconds that are not two digits"),
            ("2022-06-20T22:00:00.Z", "should have one to six decimals of a second"),
            ("2022-06-20T22:00:00.1234567Z", "should have one to six decimals of a second"),
            ("2022-06-20T22:00+0200", "has an offset that is not of the form +02:00"),
            ("2022-06-20T22:00+02", "has an offset that is not of the form +02:00"),
            ("2022-06-20T22:00+24:00", "has an offset outside -15:59 to +15:59"),
            ("2022-06-20T22:00+02:60", "has an offset outside -15:59 to +15:59"),
            ("2022-06-20T22:00Z ", "has something after the time zone; expected e.g. 2022-06-20T22:00:00Z"),
            ("soon", "should start with e.g. 2022-06-20T"),
            ("", "should start with e.g. 2022-06-20T"),
            ("+02022-06-20T22:00Z", "should start with e.g. 2022-06-20T"),
        ])
    func otherFormsAreRefused(text: String, fault: String) {
        let error = #expect(throws: CivilTimeError.self) { try Instant(parsing: text) }
        #expect(error?.message == "'\(text)' \(fault)")
        #expect(Instant(iso8601: text) == nil)
    }

    @Test("What is written is read back as the same instant, to the microsecond")
    func writingAndReadingAreInverse() throws {
        var random = TestRandom(seed: 2)
        let years1to9999 = Int64(-62_135_596_800_000_000)...253_402_300_799_999_999
        for round in 0..<20_000 {
            var instant = Instant(microseconds: .random(in: years1to9999, using: &random))
            // Whole seconds and milliseconds too, so that fractions of every length are met.
            if round % 3 == 0 { instant.microseconds -= instant.microseconds % 1_000_000 }
            if round % 3 == 1 { instant.microseconds -= instant.microseconds % 1_000 }
            #expect(Instant(iso8601: instant.iso8601) == instant, "\(instant)")
        }
    }

    @Test("Text is UTC, with the shortest fraction, and agrees with Foundation's formatter")
    func canonicalText() throws {
        #expect(try Instant(parsing: "2022-06-21T12:00+02:00").iso8601 == "2022-06-21T10:00:00Z")
        #expect(try Instant(parsing: "2022-06-21T12:00:00.500Z").iso8601 == "2022-06-21T12:00:00.5Z")
        #expect(Instant(microseconds: 1).iso8601 == "1970-01-01T00:00:00.000001Z")
        var random = TestRandom(seed: 3)
        for _ in 0..<300 {
            let second = Int64.random(in: -12_000_000_000...60_000_000_000, using: &random)
            let expected = Date(timeIntervalSince1970: Double(second)).formatted(.iso8601)
            #expect(Instant(microseconds: second * 1_000_000).iso8601 == expected)
        }
    }

    @Test("The ends of the range can be written, and arithmetic stops there")
    func extremesDoNotTrap() {
        let first = Instant(microseconds: .min)
        let last = Instant(microseconds: .max)
        #expect(last.iso8601 == "+294247-01-10T04:00:54.775807Z")
        #expect(first.iso8601 == "-290308-12-21T19:59:05.224192Z")
        #expect(last.adding(TimeSpan(microseconds: 1)) == last)
        #expect(first.adding(TimeSpan(microseconds: -1)) == first)
        #expect((last - first).microseconds == .max)
        #expect((first - last).microseconds == .min)
        for instant in [first, last] {
            for offset in [0, 3600, -3600] {
                let local = LocalDateTime(of: instant, atOffset: offset)
                #expect(local.instant(atOffset: offset) == instant)
            }
            _ = LocalDateTime(of: instant, atOffset: .max)
            _ = LocalDateTime(of: instant, atOffset: .min)
        }
    }

    @Test("Local times read without a zone, and refuse one")
    func localTimes() throws {
        let local = try LocalDateTime(parsing: "2022-06-21T18:05:09")
        #expect((local.hour, local.minute, local.second) == (18, 5, 9))
        #expect(local.iso8601 == "2022-06-21T18:05:09")
        #expect(throws: CivilTimeError.self) { try LocalDateTime(parsing: "2022-06-21T18:05Z") }
        let midnight = LocalDateTime(date: local.date, minuteOfDay: 1440)
        #expect(midnight.iso8601 == "2022-06-22T00:00:00")
        #expect(local < midnight)
    }
}
