// Every public function that takes no text, given numbers from the ends of their types: it answers, and does not trap.

import Testing

@testable import CivilTime

@Suite struct HostileArgumentTests {
    static let wholeNumbers: [Int64] = [
        .min, .min + 1, -(1 << 62), -86_400_000_000, -1, 0, 1, 86_399_999_999, 1 << 53, 1 << 62, .max - 1, .max,
    ]

    @Test("Dates, instants and local times at the ends of their ranges")
    func datesAtTheEnds() {
        for x in Self.wholeNumbers {
            let number = Int(x)
            let date = CivilDate(dayNumber: number)
            #expect(CivilDate.dayNumbers.contains(date.dayNumber))
            #expect(!date.iso8601.isEmpty && (1...12).contains(date.month) && (1...31).contains(date.day))
            _ = (date.weekday, date.year)
            for y in Self.wholeNumbers {
                _ = date.adding(days: Int(y))
                _ = CivilDate(year: number, month: Int(y), day: 1)
                _ = CivilDate(year: 2022, month: number, day: Int(y))
                let local = LocalDateTime(date: date, microsecondOfDay: y)
                #expect((0..<86_400_000_000).contains(local.microsecondOfDay))
                _ = LocalDateTime(date: date, minuteOfDay: Int(y))
                _ = LocalDateTime(date: date, hour: Int(y), minute: 0)
                _ = local.instant(atOffset: number)
                _ = LocalDateTime(of: Instant(microseconds: y), atOffset: number).iso8601
                _ = LocalInterval(startMinute: number, endMinute: Int(y))
                _ = Instant(microseconds: x).adding(TimeSpan(microseconds: y)).iso8601
                _ = Instant(microseconds: x) - Instant(microseconds: y)
                _ = (TimeSpan(microseconds: x) + TimeSpan(microseconds: y)).description
            }
            for span in [
                CalendarSpan.elapsed(TimeSpan(microseconds: x)), .working(TimeSpan(microseconds: x)),
                .workingDays(number),
            ] {
                #expect(!span.description.isEmpty)
            }
        }
    }

    @Test("Tables asked beyond their ends, and compiled for absurd starts and horizons")
    func tablesBeyondTheirEnds() throws {
        let zone = try ZoneTable(
            identifier: "Australia/Lord_Howe", from: Instant(parsing: "2022-01-01T00:00Z"),
            to: Instant(parsing: "2022-12-31T00:00Z"))
        var calendar = WorkingCalendar(
            weekly: WeeklyHours(days: Weekday.mondayToFriday, open: [.wholeDay]),
            holidays: [CivilDate(dayNumber: .max), CivilDate(dayNumber: .min)])
        let ends = [CivilDate(dayNumber: .min), CivilDate(dayNumber: 19_000), CivilDate(dayNumber: .max)].map {
            LocalDateTime(date: $0, microsecondOfDay: 0)
        }
        calendar.openings = [try #require(LocalPeriod(start: ends[0], end: ends[1]))]
        calendar.closures = [try #require(LocalPeriod(start: ends[1], end: ends[2]))]
        let profile = try DailyProfile(
            workday: [.init(minuteOfDay: 0, value: 1e308), .init(minuteOfDay: 600, value: 0)],
            dayOff: [.init(minuteOfDay: 30, value: .leastNonzeroMagnitude)])
        for start in Self.wholeNumbers.map(Instant.init(microseconds:)) {
            for horizon in [Int64.min, -1, 0, 86_400_000_000] {
                let length = TimeSpan(microseconds: horizon)
                let compiled = CompiledCalendar(calendar, zone: zone, start: start, horizon: length)
                let table = CompiledProfile(profile, holidays: [], zone: zone, start: start, horizon: length)
                for tick in Self.wholeNumbers {
                    _ = (compiled.hours.isOpen(at: tick), compiled.hours.nextOpening(atOrAfter: tick))
                    _ = compiled.days.count(from: tick, to: 0)
                    #expect(!table.value(at: tick).isNaN && !table.integral(upTo: tick).isNaN)
                    for amount in Self.wholeNumbers {
                        #expect(compiled.hours.openTime(from: tick, to: amount) >= 0)
                        for span in [
                            CalendarSpan.elapsed(TimeSpan(microseconds: amount)),
                            .working(TimeSpan(microseconds: amount)), .workingDays(Int(amount)),
                        ] {
                            _ = compiled.adding(span, to: tick)
                        }
                    }
                    for target in [0, -1, 1e-300, 1, 1e300, Double.infinity, -.infinity, .nan] {
                        if let reached = table.time(whenIntegralReaches: target, after: tick) {
                            #expect(reached >= tick)
                        }
                    }
                }
            }
        }
    }
}
