// Yearly rules in the form of the TZ variable: their dates, and the odd zones of the world.

import Testing

@testable import CivilTime

@Suite struct TimeZoneRuleTests {
    static func changes(_ rule: String, _ years: ClosedRange<Int>) throws -> [String] {
        try #require(TimeZoneRule(parsing: rule)).changes(years: years).map {
            "\(Instant(microseconds: $0.second * 1_000_000)) \($0.offset)"
        }
    }

    @Test(
        "Rules give the dates of the years they are known from",
        arguments: [
            ("CET-1CEST,M3.5.0,M10.5.0/3", 2022, ["2022-03-27T01:00:00Z 7200", "2022-10-30T01:00:00Z 3600"]),
            ("EST5EDT,M3.2.0,M11.1.0", 2022, ["2022-03-13T07:00:00Z -14400", "2022-11-06T06:00:00Z -18000"]),
            // South of the equator the year begins in daylight saving.
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", 2022, ["2022-04-02T16:00:00Z 36000", "2022-10-01T16:00:00Z 39600"]),
            // Half an hour of daylight saving (Lord Howe).
            (
                "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2022,
                ["2022-04-02T15:00:00Z 37800", "2022-10-01T15:30:00Z 39600"]
            ),
            // Ireland's standard time is that of summer: what the rule calls daylight saving is behind it.
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 2022, ["2022-03-27T01:00:00Z 3600", "2022-10-30T01:00:00Z 0"]),
            // Two hours of daylight saving (Troll station, Antarctica).
            ("<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", 2022, ["2022-03-27T01:00:00Z 7200", "2022-10-30T01:00:00Z 0"]),
            // Times beyond the day: Godthab's change of 2023, the evening before a last Sunday.
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2024, ["2024-03-31T01:00:00Z -3600", "2024-10-27T01:00:00Z -7200"]),
            // The Thursday, or Friday, before the last Thursday of the month (Israel: "Friday before the last Sunday").
            ("IST-2IDT,M3.4.4/26,M10.5.0", 2022, ["2022-03-25T00:00:00Z 10800", "2022-10-29T23:00:00Z 7200"]),
            // Days of the year, with 29 February and without.
            ("AAA0BBB,J60/0,300/0", 2024, ["2024-03-01T00:00:00Z 3600", "2024-10-26T23:00:00Z 0"]),
            ("AAA0BBB,59/0,J300/0", 2024, ["2024-02-29T00:00:00Z 3600", "2024-10-26T23:00:00Z 0"]),
            ("AAA0BBB,59/0,J300/0", 2023, ["2023-03-01T00:00:00Z 3600", "2023-10-26T23:00:00Z 0"]),
            ("UTC0", 2022, []), ("<-03>3", 2022, []), ("<+1245>-12:45", 2022, []),
        ] as [(String, Int, [String])])
    func datesOfKnownRules(rule: String, year: Int, expected: [String]) throws {
        #expect(try Self.changes(rule, year...year) == expected)
    }

    /// Protects the rule that RFC 8536 gives for daylight saving all year: the end that falls on the next beginning is none.
    /// Seen to fail with the end winning.
    @Test func daylightSavingMayLastAllYear() throws {
        for rule in ["XXX3EDT4,0/0,J365/23", "EST5EDT,0/0,J365/25"] {
            let changes = try #require(TimeZoneRule(parsing: rule)).changes(years: 2020...2025)
            #expect(Set(changes.dropLast().map(\.offset)) == [-14_400], "\(rule)")
        }
    }

    /// Protects month rules at their ends, against the calendar asked day by day.
    @Test func weekdaysOfMonthsAreThoseOfTheCalendar() throws {
        for year in [1999, 2000, 2022, 2024, 2100] {
            for month in 1...12 {
                for week in 1...5 {
                    for weekday in 0...6 {
                        let moment = TimeZoneRule.YearlyMoment(
                            day: .ofMonth(month, week: week, weekday: weekday), second: 0)
                        let day = CivilDate(ofSecond: moment.localSecond(inYear: year))
                        #expect(day.year == year && day.month == month)
                        #expect(day.weekday.rawValue % 7 == weekday)
                        let length = CivilDate.length(ofMonth: month, year: year)
                        if week < 5 { #expect((7 * week - 6...7 * week).contains(day.day)) }
                        if week == 5 { #expect(day.day > length - 7) }
                    }
                }
            }
        }
    }

    @Test(
        "Other texts are no rules",
        arguments: [
            "", "UTC", "UT0", "0", ":Europe/Paris", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,", "CET-25",
            "CET-24:60", "CET-1CEST,M13.1.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0",
            "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J1", "CET-1CEST,366,1", "CET-1CEST,M3.5.0/168,M10.5.0",
            "CET-1CEST,M3.5.0,M10.5.0/3 ", "CET-1CEST,M3.5.0,M10.5.0/3,", "<>0", "<+00", "CET--1", "CET- 1", "CET0000",
            "CET-1CEST,M3.5.0,M10.5.0/3\u{0}", "CET-99999999999999999999",
        ])
    func otherTextsAreNoRules(text: String) {
        #expect(TimeZoneRule(parsing: text) == nil)
    }

    @Test("Thirty thousand mutations of rules are read or refused, and what is read has ordered changes")
    func mutationsOfRules() {
        var random = TestRandom(seed: 34)
        let seeds = [
            "CET-1CEST,M3.5.0,M10.5.0/3", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "IST-1GMT0,M10.5.0,M3.5.0/1",
            "XXX3EDT4,0/0,J365/23", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
        ]
        let alphabet = Array("0123456789-+,./:<>MJABCz \u{0}é".unicodeScalars)
        for round in 0..<30_000 {
            var scalars = Array(seeds[round % seeds.count].unicodeScalars)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: scalars.indices, using: &random)
                let scalar = alphabet.randomElement(using: &random) ?? "0"
                switch Int.random(in: 0..<3, using: &random) {
                case 0: scalars[place] = scalar
                case 1: scalars.insert(scalar, at: place)
                default: if scalars.count > 1 { scalars.remove(at: place) }
                }
            }
            guard let rule = TimeZoneRule(parsing: ParserFuzzTests.text(of: scalars)) else { continue }
            let changes = rule.changes(years: 1999...2005)
            #expect(zip(changes, changes.dropFirst()).allSatisfy { $0.second < $1.second })
            #expect(changes.allSatisfy { $0.offset.magnitude < 86_400 })
        }
    }
}
