// TZif files: what they say is taken over, and no bytes whatever lead to more than an error.

import Foundation
import Testing

@testable import CivilTime

@Suite struct TimeZoneFileTests {
    static func file(_ parts: TimeZoneFileBytes) throws -> TimeZoneFile {
        try TimeZoneFile(bytes: parts.bytes, name: "Test/Zone")
    }

    /// Protects the reading of the format: 64-bit times before 1901 and after 2038, which the 32-bit part cannot hold.
    @Test func timesOutside32BitsAreRead() throws {
        let changes: [(Int64, UInt8)] = [(-5_000_000_000, 1), (6_000_000_000, 0)]
        let file = try Self.file(TimeZoneFileBytes(changes: changes, offsets: [561, 3600], footer: "<+0009>-0:09:21"))
        #expect(file.initialOffset == 561)
        #expect(
            file.changes == [.init(second: -5_000_000_000, offset: 3600), .init(second: 6_000_000_000, offset: 561)])
        #expect(file.rule == TimeZoneRule(standardOffset: 561, daylight: nil))
    }

    /// Protects old files: of version 1 there are 32-bit times and no footer; the last offset goes on.
    @Test func versionOneHasNoRule() throws {
        let file = try Self.file(TimeZoneFileBytes(version: 0, changes: [(1_000_000, 1)], offsets: [0, 7200]))
        #expect(file.rule == nil)
        let history = file.history(from: .epoch, to: try Instant(parsing: "2100-01-01T00:00Z"))
        #expect(history.initialOffset == 0)
        #expect(history.changes.map(\.1) == [7200])
    }

    /// Protects the seam between the listed changes and the rule: the rule speaks only after the last of them, and a file without
    /// changes is all rule.
    @Test func ruleTakesOverAfterTheLastChange() throws {
        let from = try Instant(parsing: "2022-01-01T00:00Z")
        let to = try Instant(parsing: "2023-12-31T00:00Z")
        let footer = "CET-1CEST,M3.5.0,M10.5.0/3"
        let all = try Self.file(TimeZoneFileBytes(offsets: [3600], footer: footer)).history(from: from, to: to)
        #expect(
            all.changes.map { "\($0.0) \($0.1)" } == [
                "2022-03-27T01:00:00Z 7200", "2022-10-30T01:00:00Z 3600", "2023-03-26T01:00:00Z 7200",
                "2023-10-29T01:00:00Z 3600",
            ])
        // Summer time without end until the file's last change, in January 2023.
        let second = try Instant(parsing: "2023-01-10T00:00Z").microseconds / 1_000_000
        let late = try Self.file(TimeZoneFileBytes(changes: [(second, 1)], offsets: [7200, 3600], footer: footer))
        let history = late.history(from: from, to: to)
        #expect(history.initialOffset == 7200)
        #expect(
            history.changes.map { "\($0.0) \($0.1)" } == [
                "2023-01-10T00:00:00Z 3600", "2023-03-26T01:00:00Z 7200", "2023-10-29T01:00:00Z 3600",
            ])
    }

    /// Protects against tables with changes that change nothing: only a name did (Istanbul, 2016).
    @Test func changesOfNameAloneAreLeftOut() throws {
        let file = try Self.file(
            TimeZoneFileBytes(changes: [(100, 1), (200, 2), (300, 0)], offsets: [0, 3600, 3600], footer: ""))
        let history = file.history(from: .epoch, to: Instant(microseconds: 1_000_000_000))
        #expect(history.changes.map(\.0.microseconds) == [100_000_000, 300_000_000])
        // A change at the very start of the range belongs to what was before it.
        let later = file.history(from: Instant(microseconds: 100_000_000), to: Instant(microseconds: 1_000_000_000))
        #expect(later.initialOffset == 3600)
        #expect(later.changes.map(\.0.microseconds) == [300_000_000])
    }

    @Test(
        "What is no sound TZif file is refused, with a reason",
        arguments: [
            ([], "it is no TZif file"),
            (Array("TZif2".utf8), "it is no TZif file"),
            (Array("# version 2026a, and more than forty-four bytes of it".utf8), "it is no TZif file"),
            (Array(TimeZoneFileBytes().bytes.prefix(60)), "its 64-bit part is missing"),
            (Array(TimeZoneFileBytes().bytes.dropLast(9)), "it ends too early"),
            (Array(TimeZoneFileBytes().bytes.dropLast(1)), "its footer is missing"),
            (TimeZoneFileBytes(footer: "CET-1CEST").bytes, "its rule for later years, 'CET-1CEST', cannot be read"),
            (TimeZoneFileBytes(footer: "nonsense").bytes, "its rule for later years, 'nonsense', cannot be read"),
            (TimeZoneFileBytes(offsets: []).bytes, "it has no offset"),
            (TimeZoneFileBytes(offsets: [90_000]).bytes, "an offset of 90000 s is a day or more"),
            (TimeZoneFileBytes(offsets: [.min]).bytes, "an offset of -2147483648 s is a day or more"),
            (TimeZoneFileBytes(changes: [(5, 1)]).bytes, "a change refers to an offset that is not there"),
            (TimeZoneFileBytes(changes: [(5, 0), (5, 0)]).bytes, "its changes are out of order"),
            (TimeZoneFileBytes(leapSeconds: 1).bytes, "it counts leap seconds"),
        ] as [([UInt8], String)])
    func damagedFilesAreRefused(bytes: [UInt8], fault: String) {
        let error = #expect(throws: CivilTimeError.self) { try TimeZoneFile(bytes: bytes, name: "Test/Zone") }
        #expect(
            error?.message == "the file of 'Test/Zone' in the time zone database is damaged: \(fault)")
        #expect(error?.subject == .zoneDatabase)
    }

    /// Reads bytes, and where they are accepted compiles a table, a calendar and local times from them.
    static func readThrough(_ bytes: [UInt8], _ random: inout TestRandom) {
        guard let file = try? TimeZoneFile(bytes: bytes, name: "Test/Zone") else { return }
        let years: [Double] = [0, 52, -120, 300, -250_000, 250_000]
        let start = Instant.epoch.adding(.days(365.25 * (years.randomElement(using: &random) ?? 0)))
        guard let table = try? ZoneTable(file, identifier: "Test/Zone", from: start, to: start.adding(.days(800)))
        else {
            Issue.record("an accepted file gives no table")
            return
        }
        for transition in table.transitions {
            for microseconds in [-1, 0, 3_600_000_000] as [Int64] {
                let instant = transition.instant.adding(TimeSpan(microseconds: microseconds))
                let local = table.local(of: instant)
                _ = table.instants(of: local)
                _ = table.firstInstant(notBefore: local)
                #expect(table.offset(at: instant).magnitude < 86_400)
            }
        }
        let calendar = WorkingCalendar(
            weekly: WeeklyHours(days: Weekday.mondayToFriday, open: [.wholeDay]))
        let hours = OpenHours(calendar, zone: table, start: start, horizon: .days(20))
        #expect(zip(hours.boundaries, hours.boundaries.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("Two thousand mutated files of real zones are read or refused, never more")
    func mutationsOfRealFiles() throws {
        var random = TestRandom(seed: 31)
        let folder = try TimeZoneDatabase.system().folder
        let originals = try ["Europe/Dublin", "America/New_York", "Africa/Casablanca", "Asia/Kolkata", "Etc/UTC"].map {
            Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")))
        }
        for round in 0..<2_000 {
            var bytes = originals[round % originals.count]
            // The second header and the footer are where a byte matters most.
            let header = bytes.indices.dropFirst(44).first { bytes[$0...].starts(with: "TZif".utf8) } ?? 0
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place: Int
                switch Int.random(in: 0..<4, using: &random) {
                case 0: place = Int.random(in: 0..<44, using: &random)
                case 1: place = header + Int.random(in: 0..<44, using: &random)
                case 2: place = bytes.count - 1 - Int.random(in: 0..<40, using: &random)
                default: place = Int.random(in: bytes.indices, using: &random)
                }
                if bytes.indices.contains(place) { bytes[place] = UInt8.random(in: .min ... .max, using: &random) }
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
            }
            Self.readThrough(bytes, &random)
        }
    }

    @Test("Well-formed files of random changes, offsets and rules are read, and their tables hold together")
    func wellFormedRandomFiles() throws {
        var random = TestRandom(seed: 32)
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        for _ in 0..<2_000 {
            var parts = TimeZoneFileBytes()
            parts.offsets = (0...number(0...5)).map { _ in Int32(number(-86_399...86_399)) }
            let seconds = Set((0..<number(0...30)).map { _ in Int64(number(-3_000_000_000...5_000_000_000)) })
            let last = parts.offsets.count - 1
            parts.changes = seconds.sorted().map { ($0, UInt8(number(0...last))) }
            let moments = (0..<2).map { _ in
                let day = [
                    "M\(number(1...12)).\(number(1...5)).\(number(0...6))", "J\(number(1...365))", "\(number(0...365))",
                ]
                return "\(day[number(0...2)])/\(number(-167...167))"
            }
            parts.footer = "<-0\(number(1...9))>\(number(-23...23))ABC\(number(-23...23)),\(moments[0]),\(moments[1])"
            _ = try Self.file(parts)
            Self.readThrough(parts.bytes, &random)
        }
    }

    @Test("Random bytes after a header are read or refused, never more")
    func randomBytes() {
        var random = TestRandom(seed: 33)
        for _ in 0..<5_000 {
            let small = Bool.random(using: &random)
            var bytes = Array("TZif".utf8) + [[0, 50, 51, 52, 255].randomElement(using: &random) ?? 0]
            bytes += (0..<Int.random(in: 0...300, using: &random)).map { _ in
                small ? UInt8.random(in: 0...1, using: &random) : UInt8.random(in: .min ... .max, using: &random)
            }
            Self.readThrough(bytes, &random)
        }
    }
}
