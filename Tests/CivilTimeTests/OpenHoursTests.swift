// Working calendars laid out in ticks: against the clock on the wall, and against their own inverse.

import Testing

@testable import CivilTime

@Suite struct OpenHoursTests {
    static let hour: Int64 = 3_600_000_000

    static func compiled(
        _ calendar: WorkingCalendar, zone name: String, from start: String, days: Double
    ) throws -> (hours: OpenHours, zone: ZoneTable, start: Instant) {
        let start = try Instant(parsing: start)
        let zone = try ZoneTable(identifier: name, from: start, to: start.adding(.days(days)))
        return (OpenHours(calendar, zone: zone, start: start, horizon: .days(days)), zone, start)
    }

    static func week(_ hours: String, _ days: String = "every day") throws -> WorkingCalendar {
        WorkingCalendar(
            weekly: WeeklyHours(days: try Weekday.parseDays(days), open: try WeeklyHours.parseHours(hours)))
    }

    @Test("A week with 24-hour opening is 168 hours, less or more one where the clocks change")
    func weekOfADaylightSavingChangeHasItsOwnLength() throws {
        let holiday = try #require(CivilDate(year: 2022, month: 1, day: 1))
        for (name, start, end, expected) in [
            ("Europe/Paris", "2022-03-21T00:00+01:00", "2022-03-28T00:00+02:00", 167.0),
            ("Europe/Paris", "2022-10-24T00:00+02:00", "2022-10-31T00:00+01:00", 169.0),
            ("America/New_York", "2022-03-07T00:00-05:00", "2022-03-14T00:00-04:00", 167.0),
            ("America/New_York", "2022-10-31T00:00-04:00", "2022-11-07T00:00-05:00", 169.0),
            ("Australia/Lord_Howe", "2022-03-28T00:00+11:00", "2022-04-04T00:00+10:30", 168.5),
            ("Asia/Taipei", "2022-03-21T00:00+08:00", "2022-03-28T00:00+08:00", 168.0),
        ] {
            // A holiday elsewhere in the year keeps the calendar from being the endless one.
            var calendar = try Self.week("always")
            calendar.holidays = [holiday]
            let (hours, _, first) = try Self.compiled(calendar, zone: name, from: start, days: 10)
            let length = (try Instant(parsing: end) - first).microseconds
            #expect(hours.openTime(from: 0, to: length) == Int64(expected * 3.6e9), "\(name) \(start)")
        }
    }

    @Test("Each local day of a daylight-saving week counts its own hours")
    func daysOf23And25Hours() throws {
        var calendar = try Self.week("00:00-24:00", "sun")
        calendar.holidays = []
        for (start, expected) in [("2022-03-21T00:00+01:00", 23), ("2022-10-24T00:00+02:00", 25)] {
            let (hours, _, _) = try Self.compiled(calendar, zone: "Europe/Paris", from: start, days: 3)
            let sunday = try #require(hours.nextOpening(atOrAfter: 0))
            let monday = try #require(hours.nextChange(after: sunday))
            #expect(monday - sunday == Int64(expected) * Self.hour)
        }
    }

    @Test("A night shift is an hour shorter when the clocks go forward and an hour longer when they go back")
    func nightShiftsFollowTheClock() throws {
        for (start, expected) in [
            ("2022-03-26T12:00+01:00", 7), ("2022-10-29T12:00+02:00", 9), ("2022-06-18T12:00+02:00", 8),
        ] {
            let (hours, zone, first) = try Self.compiled(
                try Self.week("22:00-06:00"), zone: "Europe/Paris", from: start, days: 1)
            let opening = try #require(hours.nextOpening(atOrAfter: 0))
            let closing = try #require(hours.nextChange(after: opening))
            #expect(closing - opening == Int64(expected) * Self.hour)
            #expect(zone.local(of: first.adding(TimeSpan(microseconds: opening))).hour == 22)
            #expect(zone.local(of: first.adding(TimeSpan(microseconds: closing))).hour == 6)
        }
    }

    @Test("It is open exactly when the clock on the wall shows open hours, minute by minute through clock changes")
    func agreesWithTheWallClock() throws {
        let shifts = try Self.week("08:00-12:00, 13:00-18:30, 22:00-05:00", "mon-thu, sat")
        for (name, start) in [
            ("Europe/Paris", "2022-03-24T00:00Z"), ("Europe/Paris", "2022-10-27T00:00Z"),
            ("America/New_York", "2022-03-10T00:00Z"), ("America/New_York", "2022-11-03T00:00Z"),
            ("Asia/Kolkata", "2024-02-27T00:00Z"), ("America/Sao_Paulo", "2022-12-29T00:00Z"),
            ("Pacific/Apia", "2011-12-27T00:00Z"), ("Australia/Lord_Howe", "2022-09-30T00:00Z"),
        ] {
            let (hours, zone, first) = try Self.compiled(shifts, zone: name, from: start, days: 7)
            for minute in -2880..<(37 * 1440) {
                let tick = Int64(minute) * 60_000_000
                let local = zone.local(of: first.adding(TimeSpan(microseconds: tick)))
                let now = local.minuteOfDay
                let today = shifts.hours(on: local.date)
                let yesterday = shifts.hours(on: local.date.adding(days: -1))
                let expected =
                    today.contains { $0.startMinute <= now && now < $0.endMinute }
                    || yesterday.contains { now + 1440 < $0.endMinute }
                guard hours.isOpen(at: tick) == expected else {
                    Issue.record("\(name) at local \(local): open is \(!expected)")
                    break
                }
            }
        }
    }

    @Test("Adding working time and measuring open time are inverse, on random calendars, ticks and amounts")
    func addingAndOpenTimeAreInverse() throws {
        var random = TestRandom(seed: 7)
        for round in 0..<60 {
            let calendar = Self.randomCalendar(&random)
            let name = ["Europe/Paris", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Apia"][round % 4]
            let start = round % 4 == 3 ? "2011-12-20T03:00Z" : "2022-03-20T17:20:33Z"
            let (hours, _, _) = try Self.compiled(calendar, zone: name, from: start, days: 20)
            for _ in 0..<200 {
                let tick = Int64.random(in: -3 * 24 * Self.hour...50 * 24 * Self.hour, using: &random)
                let amount = Int64.random(in: 1...200 * Self.hour, using: &random)
                guard let end = hours.adding(working: amount, to: tick) else {
                    // Nil only when the whole rest of the table holds less than was asked for.
                    #expect(hours.openTime(from: tick, to: .max) < amount)
                    continue
                }
                #expect(end > tick)
                #expect(hours.openTime(from: tick, to: end) == amount)
                // It is the first such tick: one tick earlier the amount had not passed.
                #expect(hours.openTime(from: tick, to: end - 1) == amount - 1)
                #expect(hours.isOpen(at: end - 1))
            }
        }
    }

    @Test("Work that fills the hours to the end is done at closing time, not when the next day opens")
    func workEndsAtClosingTime() throws {
        let (hours, _, _) = try Self.compiled(
            try Self.week("09:00-17:00"), zone: "UTC", from: "2022-06-20T00:00Z", days: 5)
        #expect(hours.adding(working: 8 * Self.hour, to: 0) == 17 * Self.hour)
        #expect(hours.adding(working: 8 * Self.hour + 1, to: 0) == (24 + 9) * Self.hour + 1)
        #expect(hours.adding(working: 8 * Self.hour, to: 12 * Self.hour) == (24 + 12) * Self.hour)
        // The whole table is done at its last closing, and one tick more is never done.
        let all = hours.openTime(from: .min, to: .max)
        #expect(hours.adding(working: all, to: .min) == hours.boundaries.last)
        #expect(hours.adding(working: all + 1, to: .min) == nil)
    }

    @Test("Open time adds up over any split, and never exceeds the time")
    func openTimeIsAdditive() throws {
        var random = TestRandom(seed: 8)
        for _ in 0..<30 {
            let (hours, _, _) = try Self.compiled(
                Self.randomCalendar(&random), zone: "Europe/Paris", from: "2022-10-20T00:00Z", days: 20)
            for _ in 0..<100 {
                let ticks = (0..<3).map { _ in
                    Int64.random(in: -4 * 24 * Self.hour...60 * 24 * Self.hour, using: &random)
                }
                .sorted()
                let whole = hours.openTime(from: ticks[0], to: ticks[2])
                let parts = hours.openTime(from: ticks[0], to: ticks[1]) + hours.openTime(from: ticks[1], to: ticks[2])
                #expect(whole == parts)
                #expect(whole >= 0 && whole <= ticks[2] - ticks[0])
                #expect(hours.openTime(from: ticks[2], to: ticks[0]) == 0)
            }
        }
    }

    @Test("Boundaries ascend strictly, state flips at each, and next opening and change are found from anywhere")
    func boundariesAreWhereTheStateFlips() throws {
        var random = TestRandom(seed: 9)
        for _ in 0..<30 {
            let (hours, _, _) = try Self.compiled(
                Self.randomCalendar(&random), zone: "America/New_York", from: "2022-11-01T00:00Z", days: 9)
            #expect(hours.boundaries.count % 2 == 0)
            for (index, boundary) in hours.boundaries.enumerated() {
                if index > 0 { #expect(hours.boundaries[index - 1] < boundary) }
                #expect(hours.isOpen(at: boundary) == (index % 2 == 0))
                #expect(hours.isOpen(at: boundary - 1) == (index % 2 == 1))
                #expect(hours.nextChange(after: boundary - 1) == boundary)
                let opening = index % 2 == 0 ? boundary : hours.boundaries.dropFirst(index + 1).first
                #expect(hours.nextOpening(atOrAfter: boundary) == opening)
            }
        }
    }

    @Test("Holidays are closed, replacement hours win, and a night that began the day before still ends")
    func holidaysAndReplacementHours() throws {
        let holiday = try CivilDate(parsing: "2022-07-14")
        let shortDay = try CivilDate(parsing: "2022-07-15")
        var calendar = try Self.week("09:00-17:00, 22:00-02:00")
        calendar.holidays = [holiday]
        calendar.replacementHours = [shortDay: try WeeklyHours.parseHours("09:00-12:00")]
        func opened(_ calendar: WorkingCalendar, _ from: String, _ to: String) throws -> Double {
            let (hours, _, start) = try Self.compiled(
                calendar, zone: "Europe/Paris", from: "2022-07-10T00:00Z", days: 9)
            let ends = try [from, to].map { (try Instant(parsing: $0) - start).microseconds }
            return TimeSpan(microseconds: hours.openTime(from: ends[0], to: ends[1])).inHours
        }
        #expect(try opened(calendar, "2022-07-13T00:00+02:00", "2022-07-14T00:00+02:00") == 12)
        #expect(try opened(calendar, "2022-07-14T00:00+02:00", "2022-07-15T00:00+02:00") == 2)
        #expect(try opened(calendar, "2022-07-15T00:00+02:00", "2022-07-16T00:00+02:00") == 3)
        calendar.worksOnHolidays = true
        #expect(try opened(calendar, "2022-07-14T00:00+02:00", "2022-07-15T00:00+02:00") == 12)
    }

    @Test("A day that the calendar skips has no working hours and lends none to the next")
    func skippedDayHasNoHours() throws {
        // Friday 30 December 2011 did not exist in Apia; Saturday is not worked.
        let (hours, zone, start) = try Self.compiled(
            try Self.week("09:00-17:00", "mon-fri"), zone: "Pacific/Apia", from: "2011-12-26T00:00Z", days: 9)
        let thursday = (zone.instant(of: try LocalDateTime(parsing: "2011-12-29T12:00")) - start).microseconds
        let end = try #require(hours.nextChange(after: thursday))
        let next = try #require(hours.nextOpening(atOrAfter: end))
        #expect(zone.local(of: start.adding(TimeSpan(microseconds: next))).iso8601 == "2012-01-02T09:00:00")
    }

    @Test("A union is open while any of its parts is, and touching hours become one")
    func unionIsOpenWhileAnyPartIs() throws {
        var random = TestRandom(seed: 17)
        for _ in 0..<20 {
            let parts = try (0..<3).map { _ in
                try Self.compiled(
                    Self.randomCalendar(&random), zone: "Asia/Tokyo", from: "2022-06-20T00:00Z", days: 5
                ).hours
            }
            let union = OpenHours(union: parts)
            for tick in parts.flatMap(\.boundaries) {
                for near in [tick - 1, tick] {
                    #expect(union.isOpen(at: near) == parts.contains { $0.isOpen(at: near) })
                }
            }
            #expect(zip(union.boundaries, union.boundaries.dropFirst()).allSatisfy { $0 < $1 })
        }
        let halves = try ["00:00-12:00", "12:00-24:00"].map {
            try Self.compiled(try Self.week($0), zone: "UTC", from: "2022-06-20T00:00Z", days: 5).hours
        }
        #expect(OpenHours(union: halves).boundaries.count == 2)
        #expect(OpenHours(union: []) == .never)
        #expect(OpenHours(union: [.never, .always]) == .always)
    }

    @Test("Always and never open, with answers at the ends of time")
    func alwaysAndNever() throws {
        let (always, _, _) = try Self.compiled(.always, zone: "Asia/Tokyo", from: "2022-01-01T00:00Z", days: 1)
        #expect(always == .always)
        #expect(always.isOpen(at: 0))
        #expect(always.nextOpening(atOrAfter: 5) == 5)
        #expect(always.adding(working: 70, to: 5) == 75)
        #expect(always.openTime(from: -5, to: 5) == 10)
        #expect(try Self.week("00:00-12:00, 12:00-24:00").isAlwaysOpen)
        #expect(try Self.week("06:00-18:00, 18:00-06:00").isAlwaysOpen)
        #expect(try !Self.week("00:01-24:00").isAlwaysOpen)
        #expect(try !Self.week("always", "mon-sat").isAlwaysOpen)
        #expect(try !Self.week("always", "tue-sun").isAlwaysOpen)
        let never = OpenHours.never
        #expect(!never.isOpen(at: 0))
        #expect(never.nextOpening(atOrAfter: 0) == nil)
        #expect(never.nextChange(after: 0) == nil)
        #expect(never.adding(working: 1, to: 0) == nil)
        #expect(never.adding(working: 0, to: 3) == 3)
        for hours in [always, never] {
            for tick in [Int64.min, .max] {
                _ = hours.isOpen(at: tick)
                _ = hours.nextOpening(atOrAfter: tick)
                _ = hours.nextChange(after: tick)
                _ = hours.adding(working: .max, to: tick)
                _ = hours.adding(working: .min, to: tick)
                #expect(hours.openTime(from: .min, to: .max) >= 0)
            }
        }
    }

    @Test("Absurd starts and horizons give a table, not a trap")
    func absurdHorizons() throws {
        let calendar = try Self.week("09:00-17:00", "mon")
        let zone = try ZoneTable(identifier: "Europe/Paris", from: .epoch, to: .epoch)
        for start in [Instant(microseconds: .min), .epoch, Instant(microseconds: .max)] {
            for horizon in [TimeSpan(microseconds: .min), .zero, TimeSpan(microseconds: .max)] {
                let hours = OpenHours(calendar, zone: zone, start: start, horizon: horizon)
                #expect(hours.openTime(from: .min, to: .max) >= 0)
            }
        }
        // A negative horizon counts as none: thirty days are there all the same.
        let hours = OpenHours(calendar, zone: zone, start: .epoch, horizon: .days(-5))
        #expect(hours.nextOpening(atOrAfter: TimeSpan.days(21).microseconds) != nil)
    }

    /// One to three random intervals, perhaps overlapping, on each of some days.
    static func randomCalendar(_ random: inout TestRandom) -> WorkingCalendar {
        var week: [Weekday: [LocalInterval]] = [:]
        for day in Weekday.allCases where day == .tuesday || Bool.random(using: &random) {
            week[day] = (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in
                let start = Int.random(in: 0..<1440, using: &random)
                return LocalInterval(startMinute: start, endMinute: start + Int.random(in: 1...1440, using: &random))
            }
        }
        return WorkingCalendar(weekly: WeeklyHours(week))
    }
}
