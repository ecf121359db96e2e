// Zones of the world at their oddest: days of other than 24 hours, rules that were changed, year ends and leap days.

import Testing

@testable import CivilTime

@Suite struct WorldZoneTests {
    /// Whether the system's database is of a later year than this one: governments announce changes late.
    static func knows(year: Int) -> Bool {
        Int(TimeZoneDatabase.systemVersion.prefix(4)).map { $0 > year } ?? true
    }

    @Test(
        "A local day has the hours that its clocks pass through",
        arguments: [
            ("Europe/Paris", "2022-03-27", 23.0), ("Europe/Paris", "2022-10-30", 25),
            ("Europe/Paris", "2022-06-21", 24),
            ("Europe/Paris", "2024-02-29", 24), ("America/New_York", "2022-03-13", 23),
            // Half an hour of daylight saving.
            ("Australia/Lord_Howe", "2022-10-02", 23.5), ("Australia/Lord_Howe", "2022-04-03", 24.5),
            // Zones of half and three quarters of an hour, with daylight saving and without.
            ("Pacific/Chatham", "2022-09-25", 23), ("Pacific/Chatham", "2022-04-03", 25),
            ("Asia/Kathmandu", "2022-03-27", 24),
            // Two hours at once.
            ("Antarctica/Troll", "2022-03-27", 22), ("Antarctica/Troll", "2022-10-30", 26),
            // The clocks changed at midnight: the day began at 01:00, or the hour before midnight came twice.
            ("America/Sao_Paulo", "2018-11-04", 23), ("America/Sao_Paulo", "2018-02-17", 25),
            ("America/Havana", "2022-03-13", 23),
            ("Africa/Cairo", "2023-04-28", 23), ("Africa/Cairo", "2023-10-26", 25),
            // The day that Samoa and Tokelau left out, and the one that Kwajalein did.
            ("Pacific/Apia", "2011-12-30", 0), ("Pacific/Fakaofo", "2011-12-30", 0),
            ("Pacific/Kwajalein", "1993-08-21", 0),
            // Changes of rules: Venezuela gave half an hour back, North Korea took and returned one, Russia left its summer.
            ("America/Caracas", "2016-05-01", 23.5), ("Asia/Pyongyang", "2015-08-14", 24.5),
            ("Asia/Pyongyang", "2018-05-04", 23.5),
            ("Europe/Moscow", "2011-03-27", 23), ("Europe/Moscow", "2014-10-26", 25),
            ("Asia/Yakutsk", "2014-10-26", 25),
        ] as [(String, String, Double)])
    func lengthsOfDays(name: String, date: String, hours: Double) throws {
        let date = try CivilDate(parsing: date)
        guard Self.knows(year: date.year) else { return }
        let midnight = LocalDateTime(date: date, minuteOfDay: 0)
        let noon = midnight.instant(atOffset: 0)
        let zone = try ZoneTable(identifier: name, from: noon.adding(.days(-5)), to: noon.adding(.days(5)))
        let end = zone.firstInstant(notBefore: LocalDateTime(date: date, minuteOfDay: 1440))
        #expect((end - zone.firstInstant(notBefore: midnight)).inHours == hours)
    }

    @Test(
        "Transitions of zones that changed their rule",
        arguments: [
            // Permanent summer time from 2011, permanent winter time from 2014.
            ("Europe/Moscow", 2011...2022, ["2011-03-26T23:00:00Z 14400", "2014-10-25T22:00:00Z 10800"]),
            // Samoa: daylight saving at +14 for ten years after the date line, and then no more.
            (
                "Pacific/Apia", 2020...2023,
                ["2020-04-04T14:00:00Z 46800", "2020-09-26T14:00:00Z 50400", "2021-04-03T14:00:00Z 46800"]
            ),
            // Morocco keeps +01 and goes back for Ramadan: daylight saving that is behind.
            ("Africa/Casablanca", 2022...2022, ["2022-03-27T02:00:00Z 0", "2022-05-08T02:00:00Z 3600"]),
            ("Africa/Casablanca", 2023...2023, ["2023-03-19T02:00:00Z 0", "2023-04-23T02:00:00Z 3600"]),
            // Ireland: standard time in summer.
            ("Europe/Dublin", 2022...2022, ["2022-03-27T01:00:00Z 3600", "2022-10-30T01:00:00Z 0"]),
            ("Antarctica/Troll", 2022...2022, ["2022-03-27T01:00:00Z 7200", "2022-10-30T01:00:00Z 0"]),
            // Brazil gave summer time up.
            ("America/Sao_Paulo", 2019...2023, ["2019-02-17T02:00:00Z -10800"]),
            // Egypt without daylight saving from 2015 to 2022, and with it again.
            ("Africa/Cairo", 2015...2023, ["2023-04-27T22:00:00Z 10800", "2023-10-26T21:00:00Z 7200"]),
            ("Asia/Amman", 2022...2023, ["2022-02-24T22:00:00Z 10800"]),
            // The United States from the last Sunday of October to the first of November, in 2007.
            (
                "America/New_York", 2006...2007,
                [
                    "2006-04-02T07:00:00Z -14400", "2006-10-29T06:00:00Z -18000", "2007-03-11T07:00:00Z -14400",
                    "2007-11-04T06:00:00Z -18000",
                ]
            ),
        ] as [(String, ClosedRange<Int>, [String])])
    func transitionsAcrossChangesOfRules(name: String, years: ClosedRange<Int>, expected: [String]) throws {
        guard Self.knows(year: years.upperBound) else { return }
        let zone = try ZoneTable(
            identifier: name, from: Instant(parsing: "\(years.lowerBound)-01-01T00:00Z"),
            to: Instant(parsing: "\(years.upperBound)-12-31T23:59Z"))
        let shown = zone.transitions.filter { years.contains(zone.local(of: $0.instant).date.year) }
        #expect(shown.map { "\($0.instant) \($0.offsetAfter)" } == expected)
    }

    /// Protects the far future, with a zone of the rule that Europe has had since 1996, whatever becomes of that.
    @Test("The rule goes on where the file ends: the last Sundays of March and October of 2060 and 2199")
    func rulesGoOnForCenturies() throws {
        let file = try TimeZoneFileTests.file(
            TimeZoneFileBytes(changes: [(846_378_000, 1)], offsets: [7200, 3600], footer: "CET-1CEST,M3.5.0,M10.5.0/3"))
        let zone = try ZoneTable(
            file, identifier: "Test/Zone", from: Instant(parsing: "2050-01-01T00:00Z"),
            to: Instant(parsing: "2200-01-01T00:00Z"))
        for (year, expected) in [
            (2060, ["2060-03-28T01:00:00Z", "2060-10-31T01:00:00Z"]),
            (2199, ["2199-03-31T01:00:00Z", "2199-10-27T01:00:00Z"]),
        ] {
            #expect(zone.transitions.map(\.instant.iso8601).filter { $0.hasPrefix("\(year)") } == expected)
        }
    }

    @Test("Year ends and leap days come at their own instants in every zone, and each date once")
    func yearEndsAndLeapDays() throws {
        for (name, offset) in [("Pacific/Kiritimati", 14.0), ("Pacific/Pago_Pago", -11), ("Asia/Kathmandu", 5.75)] {
            for (text, date) in [
                ("2023-12-31T23:59:59.999999", "2023-12-31"), ("2024-02-29T00:00", "2024-02-29"),
                ("2024-03-01T00:00", "2024-03-01"),
            ] {
                let zone = try ZoneTable(
                    identifier: name, from: Instant(parsing: "2023-12-01T00:00Z"),
                    to: Instant(parsing: "2024-04-01T00:00Z"))
                let local = try LocalDateTime(parsing: text)
                let instant = zone.instant(of: local)
                #expect(instant == local.instant(atOffset: 0).adding(.hours(-offset)))
                #expect(zone.local(of: instant).date == (try CivilDate(parsing: date)))
            }
        }
        #expect(CivilDate(year: 2023, month: 2, day: 29) == nil)
        #expect(CivilDate(year: 2100, month: 2, day: 29) == nil)
    }

    /// Protects local to UTC in every zone of the system and at every change of its clocks: the instants of a local time are
    /// all those at which the clocks show it, found by trying every minute around; a gap has none, and its two rules
    /// give the time after the jump and the jump. Seen to fail with the second of two instants chosen, and with the
    /// offset after the jump used in a gap.
    @Test func gapsAndOverlapsAreThoseOfAMinuteByMinuteSearch() throws {
        let from = try Instant(parsing: "2005-01-01T00:00Z")
        let to = try Instant(parsing: "2024-12-31T00:00Z")
        var random = TestRandom(seed: 41)
        var gaps = 0
        var overlaps = 0
        for name in ZoneTable.knownIdentifiers where name.contains("/") {
            let zone = try ZoneTable(identifier: name, from: from, to: to)
            guard let transition = zone.transitions.randomElement(using: &random) else { continue }
            let shift = Int64(abs(transition.offsetAfter - transition.offsetBefore)) * 1_000_000
            // Local times from before to after the jump, in steps that hit its ends.
            let span = TimeSpan(microseconds: shift)
            let first = LocalDateTime(of: transition.instant.adding(-span), atOffset: transition.offsetBefore)
            for quarter in 0...12 {
                let local = LocalDateTime(
                    date: first.date, microsecondOfDay: first.microsecondOfDay + shift / 4 * Int64(quarter))
                // Every instant at which the clocks could show it: at one of the offsets of the days around.
                let offsets = Set(zone.transitions.flatMap { [$0.offsetBefore, $0.offsetAfter] })
                let candidates = Set(offsets.map { local.instant(atOffset: $0) }).sorted()
                let found = candidates.filter { zone.local(of: $0) == local }
                switch zone.instants(of: local) {
                case .unique(let instant):
                    #expect(found == [instant], "\(name) \(local)")
                    #expect(zone.instant(of: local) == instant && zone.firstInstant(notBefore: local) == instant)
                case .overlap(let earlier, let later):
                    overlaps += 1
                    #expect(found == [earlier, later], "\(name) \(local)")
                    #expect(zone.instant(of: local) == earlier && zone.firstInstant(notBefore: local) == earlier)
                case .gap(let jump, let before, let after):
                    gaps += 1
                    #expect(found.isEmpty && jump == transition.instant, "\(name) \(local)")
                    let shown = zone.local(of: zone.instant(of: local))
                    let moved = LocalDateTime(
                        date: local.date, microsecondOfDay: local.microsecondOfDay + Int64(after - before) * 1_000_000)
                    #expect(shown == moved, "\(name) \(local)")
                    #expect(zone.firstInstant(notBefore: local) == jump)
                }
            }
        }
        #expect(gaps > 100 && overlaps > 100)
    }
}
