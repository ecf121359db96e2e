// Special openings and closures, and terms in elapsed time, working time and working days.

import Testing

@testable import CivilTime

/// Seen to fail with these mistakes put in: closures not taken away; a closure that leaves its own time open; the time of
/// day kept when the count starts from a day off.
@Suite struct CompiledCalendarTests {
    static let hour: Int64 = 3_600_000_000

    /// A calendar in a zone, and reading and writing its ticks as local times.
    struct Office {
        let calendar: CompiledCalendar
        let zone: ZoneTable
        let start: Instant

        init(_ calendar: WorkingCalendar, _ name: String = "Europe/Paris", from: String, days: Double = 30) throws {
            start = try Instant(parsing: from)
            zone = try ZoneTable(identifier: name, from: start, to: start.adding(.days(days)))
            self.calendar = CompiledCalendar(calendar, zone: zone, start: start, horizon: .days(days))
        }

        func tick(_ local: String) throws -> Int64 {
            (zone.instant(of: try LocalDateTime(parsing: local)) - start).microseconds
        }

        func after(_ span: String, _ local: String) throws -> String? {
            let tick = calendar.adding(try Quantity.parseCalendarSpan(span), to: try tick(local))
            return tick.map { zone.local(of: start.adding(TimeSpan(microseconds: $0))).iso8601 }
        }
    }

    static func office(_ hours: String = "09:00-12:00, 14:00-18:00") throws -> WorkingCalendar {
        WorkingCalendar(
            weekly: WeeklyHours(days: Weekday.mondayToFriday, open: try WeeklyHours.parseHours(hours)),
            holidays: [try CivilDate(parsing: "2022-07-14")])
    }

    @Test(
        "Terms end when a person with a calendar on the desk says that they do",
        arguments: [
            ("3 working hours", "2022-07-13T16:30", "2022-07-15T10:30:00"),  // over the 14th of July
            ("90 business min", "2022-07-13T11:00", "2022-07-13T14:30:00"),  // over lunch
            ("3 h", "2022-07-13T16:30", "2022-07-13T19:30:00"),
            ("7 working h", "2022-07-16T03:00", "2022-07-18T18:00:00"),  // from a Saturday
            ("1 working day", "2022-07-08T15:00", "2022-07-11T15:00:00"),  // Friday to Monday
            ("2 business days", "2022-07-13T20:15", "2022-07-18T20:15:00"),  // the 15th, then Monday the 18th
            ("1 business day", "2022-07-09T10:00", "2022-07-12T00:00:00"),  // the count begins with Monday
            ("0 working days", "2022-07-09T10:00", "2022-07-11T00:00:00"),
            ("0 working days", "2022-07-11T03:00", "2022-07-11T03:00:00"),
            ("0 working h", "2022-07-09T10:00", "2022-07-09T10:00:00"),
        ])
    func termsOfAnOffice(span: String, from: String, expected: String) throws {
        let office = try Office(try Self.office(), from: "2022-07-04T00:00Z")
        #expect(try office.after(span, from) == expected)
    }

    /// Protects the count against another implementation: NumPy's `busday_offset` with `roll="forward"`.
    @Test(
        "Working days are those of NumPy",
        arguments: [
            ("2022-09-03", 9, "2022-09-16"),
            ("2022-07-31", 23, "2022-09-02"),
            ("2022-10-14", 15, "2022-11-07"),
            ("2022-08-13", 2, "2022-08-18"),
            ("2022-07-22", 0, "2022-07-22"),
            ("2022-10-15", 17, "2022-11-10"),
            ("2022-09-17", 25, "2022-10-24"),
            ("2022-07-20", 7, "2022-07-29"),
            ("2022-11-15", 17, "2022-12-08"),
            ("2022-10-05", 8, "2022-10-17"),
            ("2022-08-18", 3, "2022-08-23"),
            ("2022-09-10", 6, "2022-09-20"),
            ("2022-07-11", 20, "2022-08-09"),
            ("2022-09-09", 25, "2022-10-14"),
            ("2022-09-12", 6, "2022-09-20"),
            ("2022-08-16", 9, "2022-08-29"),
            ("2022-09-17", 20, "2022-10-17"),
            ("2022-10-08", 2, "2022-10-12"),
            ("2022-09-29", 21, "2022-10-28"),
            ("2022-10-12", 16, "2022-11-04"),
            ("2022-09-06", 5, "2022-09-13"),
            ("2022-09-06", 15, "2022-09-27"),
            ("2022-09-14", 2, "2022-09-16"),
            ("2022-11-22", 9, "2022-12-05"),
            ("2022-07-06", 9, "2022-07-20"),
            ("2022-11-28", 22, "2022-12-29"),
            ("2022-09-22", 24, "2022-10-26"),
            ("2022-11-12", 6, "2022-11-22"),
            ("2022-10-18", 13, "2022-11-07"),
            ("2022-09-16", 13, "2022-10-05"),
        ])
    func workingDaysAreThoseOfNumPy(from: String, days: Int, expected: String) throws {
        var calendar = try Self.office()
        for day in ["2022-08-15", "2022-11-01", "2022-11-11", "2022-12-26"] {
            calendar.holidays.insert(try CivilDate(parsing: day))
        }
        let office = try Office(calendar, from: "2022-07-04T00:00Z", days: 230)
        let end = try #require(try office.after("\(days) working days", "\(from)T00:00"))
        #expect(end == "\(expected)T00:00:00")
    }

    @Test("A working day keeps the time of the clock when the clocks change")
    func workingDaysKeepTheLocalTime() throws {
        let spring = try Office(try Self.office(), from: "2022-03-20T00:00Z")
        #expect(try spring.after("1 working day", "2022-03-25T15:00") == "2022-03-28T15:00:00")
        let friday = try spring.tick("2022-03-25T15:00")
        #expect(spring.calendar.adding(.workingDays(1), to: friday) == friday + 71 * Self.hour)
        // Friday 30 December 2011 did not exist in Samoa: no working day either.
        let apia = try Office(try Self.office(), "Pacific/Apia", from: "2011-12-20T00:00Z")
        #expect(try apia.after("1 working day", "2011-12-29T15:00") == "2012-01-02T15:00:00")
        #expect(!apia.calendar.days.isWorked(try CivilDate(parsing: "2011-12-30")))
    }

    @Test("A night shift belongs to the day on which it starts")
    func nightsDoNotMakeTheMorningAWorkingDay() throws {
        let nights = try Office(try Self.office("22:00-06:00"), from: "2022-07-04T00:00Z")
        #expect(nights.calendar.hours.isOpen(at: try nights.tick("2022-07-09T05:00")))
        #expect(!nights.calendar.days.isWorked(try CivilDate(parsing: "2022-07-09")))
        #expect(try nights.after("1 working day", "2022-07-08T23:00") == "2022-07-11T23:00:00")
    }

    @Test("Special openings add time, closures take it away and win, and both may cross midnight")
    func specialOpeningsAndClosures() throws {
        var calendar = try Self.office()
        calendar.openings = [
            try LocalPeriod(parsing: "2022-07-16T08:00 to 2022-07-16T12:00"),  // a Saturday
            try LocalPeriod(parsing: "2022-07-18T17:00 to 2022-07-19T02:00"),  // beyond the hours, into the night
        ]
        calendar.closures = [
            try LocalPeriod(parsing: "2022-07-14T00:00 to 2022-07-15T11:00"),  // a holiday and a morning
            try LocalPeriod(parsing: "2022-07-18T20:00 to 2022-07-18T21:00"),
            try LocalPeriod(parsing: "2022-07-20T15:00 to 2022-07-22T00:00"),
        ]
        let office = try Office(calendar, from: "2022-07-04T00:00Z")
        func open(_ from: String, _ to: String) throws -> Double {
            let ticks = try [from, to].map { try office.tick($0) }
            return TimeSpan(microseconds: office.calendar.hours.openTime(from: ticks[0], to: ticks[1])).inHours
        }
        #expect(try open("2022-07-15T00:00", "2022-07-16T00:00") == 5)
        #expect(try open("2022-07-16T00:00", "2022-07-17T00:00") == 4)
        #expect(try open("2022-07-18T00:00", "2022-07-19T00:00") == 12)
        #expect(try open("2022-07-19T00:00", "2022-07-19T09:00") == 2)
        #expect(try open("2022-07-20T00:00", "2022-07-22T00:00") == 4)
        // The Saturday counts as a working day, Thursday the 21st does not.
        #expect(try office.after("1 working day", "2022-07-15T12:00") == "2022-07-16T12:00:00")
        #expect(try office.after("1 working day", "2022-07-20T12:00") == "2022-07-22T12:00:00")
        // Open all year but for a closure, and for ever with an opening besides.
        var always = WorkingCalendar.always
        always.openings = calendar.openings
        #expect(always.isAlwaysOpen)
        always.closures = calendar.closures
        let shop = try Office(always, from: "2022-07-04T00:00Z")
        #expect(!shop.calendar.hours.isOpen(at: try shop.tick("2022-07-21T12:00")))
        #expect(shop.calendar.hours.isOpen(at: try shop.tick("2022-07-22T00:00")))
    }

    @Test("On random calendars it is open exactly by day of the week, opening and closure, minute by minute")
    func randomSpecialPeriodsAgreeWithTheWallClock() throws {
        var random = TestRandom(seed: 42)
        let start = try Instant(parsing: "2022-10-20T00:00Z")
        for _ in 0..<20 {
            var calendar = OpenHoursTests.randomCalendar(&random)
            func periods() -> [LocalPeriod] {
                (0..<Int.random(in: 0...4, using: &random)).compactMap { _ in
                    let minute = Int.random(in: 0..<(25 * 1440), using: &random)
                    let length = Int.random(in: 1...4000, using: &random)
                    let first = CivilDate(dayNumber: 19_285)  // 2022-10-20
                    return LocalPeriod(
                        start: LocalDateTime(date: first, minuteOfDay: minute),
                        end: LocalDateTime(date: first, minuteOfDay: minute + length))
                }
            }
            calendar.openings = periods()
            calendar.closures = periods()
            let zone = try ZoneTable(identifier: "Asia/Tokyo", from: start, to: start.adding(.days(20)))
            let hours = OpenHours(calendar, zone: zone, start: start, horizon: .days(20))
            for minute in stride(from: 0, to: 30 * 1440, by: 7) {
                let tick = Int64(minute) * 60_000_000
                let local = zone.local(of: start.adding(TimeSpan(microseconds: tick)))
                func within(_ periods: [LocalPeriod]) -> Bool {
                    periods.contains { $0.start <= local && local < $0.end }
                }
                let now = local.minuteOfDay
                let weekly =
                    calendar.hours(on: local.date).contains { $0.startMinute <= now && now < $0.endMinute }
                    || calendar.hours(on: local.date.adding(days: -1)).contains { now + 1440 < $0.endMinute }
                let expected = (weekly || within(calendar.openings)) && !within(calendar.closures)
                guard hours.isOpen(at: tick) == expected else {
                    Issue.record("at local \(local): open is \(!expected)")
                    break
                }
            }
            #expect(zip(hours.boundaries, hours.boundaries.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test("Adding working days and counting them are inverse")
    func addingAndCountingWorkingDaysAreInverse() throws {
        var random = TestRandom(seed: 43)
        for name in ["Europe/Paris", "Pacific/Apia", "America/Sao_Paulo"] {
            let office = try Office(try Self.office(), name, from: "2011-12-01T00:00Z", days: 60)
            let days = office.calendar.days
            for _ in 0..<2_000 {
                let tick = Int64.random(in: 0...60 * 24 * Self.hour, using: &random)
                let number = Int.random(in: 0...15, using: &random)
                guard let end = days.adding(number, to: tick), let base = days.adding(0, to: tick) else { continue }
                #expect(end >= tick)
                #expect(days.count(from: base, to: end) == number)
                #expect(days.isWorked(office.zone.local(of: office.start.adding(TimeSpan(microseconds: end))).date))
            }
            #expect(days.adding(.max, to: 0) == nil)
            #expect(days.adding(1, to: .max) == nil)
            #expect(days.adding(1, to: .min) == nil)
            #expect(days.count(from: .max, to: .min) == 0)
            #expect(days.count(from: .min, to: .max) > 60)
        }
    }

    @Test("Local periods are read and printed, and end after they start")
    func localPeriods() throws {
        let period = try LocalPeriod(parsing: " 2022-12-24T14:00  to 2022-12-27T08:00:30 ")
        #expect(period.description == "2022-12-24T14:00:00 to 2022-12-27T08:00:30")
        #expect(try LocalPeriod(parsing: period.description) == period)
        for text in ["", "2022-12-24T14:00", "2022-12-24 to 2022-12-25", "2022-12-24T14:00 - 2022-12-27T08:00"] {
            #expect(throws: CivilTimeError.self) { try LocalPeriod(parsing: text) }
        }
        let error = #expect(throws: CivilTimeError.self) {
            try LocalPeriod(parsing: "2022-12-27T08:00 to 2022-12-27T08:00")
        }
        #expect(error?.message == "'2022-12-27T08:00 to 2022-12-27T08:00' does not end after its start")
    }

    @Test("Tables say where they end: inside, a longer table agrees; outside, nothing is open or worked")
    func coverageIsWhereALongerTableAgrees() throws {
        let zone = try ZoneTable(
            identifier: "Europe/Paris", from: try Instant(parsing: "2022-01-01T00:00Z"),
            to: try Instant(parsing: "2023-06-01T00:00Z"))
        // Night shifts reach over both ends; the closure ends the last day early.
        let calendar = try Self.office("20:00-06:00")
        let start = try Instant(parsing: "2022-06-20T22:00Z")
        let short = CompiledCalendar(calendar, zone: zone, start: start, horizon: .days(14))
        let long = CompiledCalendar(calendar, zone: zone, start: start.adding(.days(-60)), horizon: .days(200))
        let coverage = short.hours.coverage
        #expect(coverage.lowerBound <= -2 * 24 * Self.hour && coverage.upperBound >= 44 * 24 * Self.hour)
        let shift = TimeSpan.days(60).microseconds
        for tick in stride(from: coverage.lowerBound, to: coverage.upperBound, by: Int(Self.hour / 2)) {
            #expect(short.hours.isOpen(at: tick) == long.hours.isOpen(at: tick + shift))
        }
        #expect(
            short.hours.isOpen(at: coverage.upperBound - 1) == long.hours.isOpen(at: coverage.upperBound - 1 + shift))
        let later = coverage.upperBound + 24 * Self.hour
        #expect(!short.hours.isOpen(at: later) && short.hours.nextOpening(atOrAfter: later) == nil)

        let dates = short.days.coverage
        #expect(dates.lowerBound <= (try CivilDate(parsing: "2022-06-18")))
        #expect(dates.upperBound >= (try CivilDate(parsing: "2022-08-04")))
        for number in dates.lowerBound.dayNumber...dates.upperBound.dayNumber {
            let date = CivilDate(dayNumber: number)
            #expect(short.days.isWorked(date) == long.days.isWorked(date))
        }
        let last = try #require((0..<7).map { dates.upperBound.adding(days: -$0) }.first { short.days.isWorked($0) })
        #expect(dates.contains(last))
        for days in 1...9 {
            #expect(!short.days.isWorked(dates.upperBound.adding(days: days)))
            #expect(!short.days.isWorked(dates.lowerBound.adding(days: -days)))
        }
    }

    @Test("A union covers what all its parts cover, and hours without an end cover all time")
    func unionsCoverWhatTheirPartsCover() throws {
        let early = try Office(try Self.office(), from: "2022-06-01T00:00Z", days: 10).calendar.hours
        let late = try Office(try Self.office(), from: "2022-06-01T00:00Z", days: 90).calendar.hours
        #expect(early.coverage.upperBound < late.coverage.upperBound)
        #expect(OpenHours(union: [late, early]).coverage == early.coverage)
        #expect(OpenHours(union: [.always, late]).coverage == late.coverage)
        #expect(OpenHours(union: []).coverage == OpenHours.always.coverage)
        #expect(OpenHours.never.coverage == OpenHours.always.coverage)
    }
}
