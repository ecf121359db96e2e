// Zones: offsets against Foundation and against history, local times that are skipped or come twice.

import Foundation
import Testing

@testable import CivilTime

@Suite struct ZoneTableTests {
    static func zone(_ name: String, _ from: String, _ to: String) throws -> ZoneTable {
        try ZoneTable(identifier: name, from: Instant(parsing: from), to: Instant(parsing: to))
    }

    static func local(_ text: String) throws -> LocalDateTime { try LocalDateTime(parsing: text) }

    /// Foundation has zones of its own, of another version than the system's as a rule. They can be compared where history is
    /// seldom revised, and five zones may have been revised all the same. (On the same files, every zone and year is compared with
    /// Python's reader.)
    @Test("The table gives Foundation's offset at every known zone's transitions and at random instants between")
    func offsetsAgreeWithFoundation() throws {
        let from = try Instant(parsing: "2000-01-01T00:00Z")
        let to = try Instant(parsing: "2021-11-01T00:00Z")
        var random = TestRandom(seed: 5)
        var differing: Set<String> = []
        var compared = 0
        for name in ZoneTable.knownIdentifiers {
            let table = try ZoneTable(identifier: name, from: from, to: to)
            // A zone may be younger than the toolchain.
            guard let zone = TimeZone(identifier: name) else { continue }
            compared += 1
            var instants = (0..<40).map { _ in
                Instant(microseconds: .random(in: from.microseconds...to.microseconds, using: &random))
            }
            for transition in table.transitions {
                instants += [transition.instant, transition.instant.adding(.seconds(-1))]
            }
            for instant in instants {
                let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.microseconds) / 1e6))
                if table.offset(at: instant) != expected { differing.insert(name) }
            }
        }
        #expect(differing.count <= 5, "\(differing.sorted())")
        #expect(compared > 300)
    }

    @Test(
        "Transitions are those of the history books",
        arguments: [
            ("Europe/Paris", "2022", ["2022-03-27T01:00:00Z +3600 +7200", "2022-10-30T01:00:00Z +7200 +3600"]),
            ("America/New_York", "2022", ["2022-03-13T07:00:00Z -18000 -14400", "2022-11-06T06:00:00Z -14400 -18000"]),
            // Half an hour of summer time: +10:30 to +11:00.
            (
                "Australia/Lord_Howe", "2022",
                ["2022-04-02T15:00:00Z +39600 +37800", "2022-10-01T15:30:00Z +37800 +39600"]
            ),
            ("Asia/Kolkata", "2022", []),
            ("Asia/Taipei", "2022", []),
            ("America/Sao_Paulo", "2018", ["2018-02-18T02:00:00Z -7200 -10800", "2018-11-04T03:00:00Z -10800 -7200"]),
            // Brazil gave summer time up in 2019.
            ("America/Sao_Paulo", "2022", []),
            // Rules that changed without a change of the clocks: permanent summer time in Turkey, 2016.
            ("Europe/Istanbul", "2016", ["2016-03-27T01:00:00Z +7200 +10800"]),
        ])
    func transitionsOfKnownYears(name: String, year: String, expected: [String]) throws {
        let table = try Self.zone(name, "\(year)-01-01T00:00Z", "\(year)-12-31T00:00Z")
        let shown = table.transitions.map { transition in
            let signs = [transition.offsetBefore, transition.offsetAfter].map { $0 < 0 ? "\($0)" : "+\($0)" }
            return "\(transition.instant) \(signs[0]) \(signs[1])"
        }
        #expect(shown.filter { $0.hasPrefix(year) } == expected)
        #expect(table.identifier == name)
    }

    @Test("Kolkata is five and a half hours ahead, under its new name and its old one")
    func kolkata() throws {
        for name in ["Asia/Kolkata", "Asia/Calcutta"] {
            let table = try Self.zone(name, "2022-01-01T00:00Z", "2022-12-31T00:00Z")
            #expect(table.local(of: try Instant(parsing: "2022-06-20T22:00Z")).iso8601 == "2022-06-21T03:30:00")
        }
    }

    @Test("In a gap the offset from before it counts, and the first instant not before is the jump")
    func localTimesInAGap() throws {
        let paris = try Self.zone("Europe/Paris", "2022-01-01T00:00Z", "2022-12-31T00:00Z")
        let skipped = try Self.local("2022-03-27T02:30")
        let jump = try Instant(parsing: "2022-03-27T01:00Z")
        #expect(paris.instants(of: skipped) == .gap(transition: jump, offsetBefore: 3600, offsetAfter: 7200))
        #expect(paris.local(of: paris.instant(of: skipped)).iso8601 == "2022-03-27T03:30:00")
        #expect(paris.firstInstant(notBefore: skipped) == jump)
        // The ends: 02:00 is skipped, 03:00 is not.
        #expect(paris.instant(of: try Self.local("2022-03-27T02:00")) == jump)
        #expect(paris.instants(of: try Self.local("2022-03-27T03:00")) == .unique(jump))
        let before = jump.adding(TimeSpan(microseconds: -1))
        #expect(paris.instants(of: try Self.local("2022-03-27T01:59:59.999999")) == .unique(before))
    }

    @Test("In an overlap the first of the two counts")
    func localTimesInAnOverlap() throws {
        let lordHowe = try Self.zone("Australia/Lord_Howe", "2022-01-01T00:00Z", "2022-12-31T00:00Z")
        let twice = try Self.local("2022-04-03T01:45")
        let first = try Instant(parsing: "2022-04-03T01:45+11:00")
        let second = try Instant(parsing: "2022-04-03T01:45+10:30")
        #expect(lordHowe.instants(of: twice) == .overlap(first: first, second: second))
        #expect(lordHowe.instant(of: twice) == first)
        #expect(lordHowe.firstInstant(notBefore: twice) == first)
        // The ends: 01:30 comes twice, 02:00 once.
        #expect(
            lordHowe.instants(of: try Self.local("2022-04-03T01:30"))
                == .overlap(
                    first: try Instant(parsing: "2022-04-03T01:30+11:00"),
                    second: try Instant(parsing: "2022-04-03T01:30+10:30")))
        #expect(
            lordHowe.instants(of: try Self.local("2022-04-03T02:00"))
                == .unique(try Instant(parsing: "2022-04-03T02:00+10:30")))
    }

    @Test("Apia had no 30 December 2011: its clocks went from the 29th to the 31st")
    func apiaCrossesTheDateLine() throws {
        let apia = try Self.zone("Pacific/Apia", "2011-12-01T00:00Z", "2012-01-31T00:00Z")
        let jump = try Instant(parsing: "2011-12-30T10:00Z")
        #expect(apia.local(of: jump.adding(.seconds(-1))).iso8601 == "2011-12-29T23:59:59")
        #expect(apia.local(of: jump).iso8601 == "2011-12-31T00:00:00")
        let skipped = try Self.local("2011-12-30T12:00")
        #expect(apia.instants(of: skipped) == .gap(transition: jump, offsetBefore: -36_000, offsetAfter: 50_400))
        #expect(apia.local(of: apia.instant(of: skipped)).iso8601 == "2011-12-31T12:00:00")
        #expect(apia.firstInstant(notBefore: skipped) == jump)
    }

    @Test("Every instant is among the instants of the local time that the clocks show at it")
    func localTimesComeBack() throws {
        var random = TestRandom(seed: 6)
        for name in ["Europe/Paris", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca"] {
            let table = try Self.zone(name, "2010-01-01T00:00Z", "2020-01-01T00:00Z")
            var instants = (0..<2_000).map { _ in
                Instant(
                    microseconds: .random(
                        in: table.coverage.lowerBound.microseconds...table.coverage.upperBound.microseconds,
                        using: &random))
            }
            for transition in table.transitions {
                for minutes in stride(from: -120.0, through: 120, by: 15) {
                    instants.append(transition.instant.adding(.minutes(minutes)))
                }
            }
            for instant in instants {
                switch table.instants(of: table.local(of: instant)) {
                case .unique(let only): #expect(only == instant)
                case .overlap(let first, let second):
                    #expect(instant == first || instant == second)
                    #expect(first < second)
                case .gap: Issue.record("\(name): the clocks show a time at \(instant) that they skip")
                }
            }
        }
    }

    @Test("Later local times never have an earlier first instant, through every gap and overlap")
    func firstInstantsKeepTheOrderOfTheClock() throws {
        for name in ["Europe/Paris", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo"] {
            let table = try Self.zone(name, "2011-01-01T00:00Z", "2012-12-31T00:00Z")
            for transition in table.transitions {
                let day = table.local(of: transition.instant).date
                var previous = Instant(microseconds: .min)
                for minute in -2880..<2880 {
                    let instant = table.firstInstant(notBefore: LocalDateTime(date: day, minuteOfDay: minute))
                    #expect(instant >= previous)
                    previous = instant
                }
            }
        }
    }

    @Test(
        "What is not an IANA name is refused",
        arguments: [
            "", " ", "GMT+3", "UTC+2", "GMT+0300", "+02:00", "PST", "CEST", "IST", "Paris", "europe/paris",
            "Europe/Pariss",
            "Europe/Paris ", "Etc/Unknown", "SystemV/PST8PDT", "posix/Europe/Paris", "../Europe/Paris", "Europe/../UTC",
            "Europe/", "/", "Factory", "Europe/Paris\u{0}", "🕰️",
        ])
    func otherNamesAreRefused(name: String) {
        let error = #expect(throws: CivilTimeError.self) {
            try Self.zone(name, "2022-01-01T00:00Z", "2022-12-31T00:00Z")
        }
        #expect(error?.subject == .zone)
        #expect(error?.message.contains("is not an IANA time zone; expected a name such as Europe/Paris") == true)
    }

    @Test(
        "Links and names without an area are IANA names", arguments: ["US/Eastern", "UTC", "Etc/UTC", "Japan", "CET"])
    func linksAreAccepted(name: String) throws {
        #expect(throws: Never.self) { try Self.zone(name, "2022-01-01T00:00Z", "2022-12-31T00:00Z") }
    }

    @Test("The names to propose are sorted, accepted and include the current names")
    func knownIdentifiers() {
        let names = ZoneTable.knownIdentifiers
        #expect(names == names.sorted())
        for name in ["Asia/Kolkata", "Asia/Taipei", "Europe/London", "America/Los_Angeles", "Australia/Sydney", "UTC"] {
            #expect(names.contains(name))
        }
    }

    @Test("A range that ends before it starts or is absurdly long is refused; the ends of time do not trap")
    func absurdRanges() throws {
        let start = try Instant(parsing: "2022-01-01T00:00Z")
        let first = Instant(microseconds: .min)
        let last = Instant(microseconds: .max)
        for (from, to) in [(start, start.adding(.days(-1))), (first, last), (start, last)] {
            #expect(throws: CivilTimeError.self) { try ZoneTable(identifier: "Europe/Paris", from: from, to: to) }
        }
        for end in [first, last] {
            let table = try ZoneTable(identifier: "Europe/Paris", from: end, to: end)
            _ = table.instants(of: table.local(of: end))
        }
        // Outside its range the table goes on with its first and last offset.
        let table = try ZoneTable(identifier: "UTC", from: start, to: start)
        #expect(table.offset(at: first) == 0)
        #expect(table.offset(at: last) == 0)
    }

    @Test("Year ends fall on the right local date on both sides of the world")
    func yearEnds() throws {
        let newYear = try Instant(parsing: "2022-12-31T13:00Z")
        let sydney = try Self.zone("Australia/Sydney", "2022-12-01T00:00Z", "2023-01-31T00:00Z")
        let losAngeles = try Self.zone("America/Los_Angeles", "2022-12-01T00:00Z", "2023-01-31T00:00Z")
        #expect(sydney.local(of: newYear).iso8601 == "2023-01-01T00:00:00")
        #expect(losAngeles.local(of: newYear).iso8601 == "2022-12-31T05:00:00")
    }
}
