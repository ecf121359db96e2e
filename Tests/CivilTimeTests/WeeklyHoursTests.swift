// Hours of a day and of a week, as people write them.

import Testing

@testable import CivilTime

@Suite struct WeeklyHoursTests {
    @Test("Hours are read in order, past midnight and up to 24:00")
    func formsOfHours() throws {
        func minutes(_ text: String) throws -> [[Int]] {
            try WeeklyHours.parseHours(text).map { [$0.startMinute, $0.endMinute] }
        }
        #expect(try minutes("08:00-12:00, 13:00-18:00") == [[480, 720], [780, 1080]])
        #expect(try minutes("13:00-18:00,08:00-12:00") == [[480, 720], [780, 1080]])
        #expect(try minutes("22:00-06:00") == [[1320, 1800]])
        #expect(try minutes("00:00-24:00") == [[0, 1440]])
        #expect(try minutes("18:00-00:00") == [[1080, 1440]])
        #expect(try minutes(" 08:00 – 12:00 ") == [[480, 720]])
        #expect(try minutes("closed") == [])
        #expect(try minutes("always") == [[0, 1440]])
    }

    @Test(
        "Other forms are refused",
        arguments: [
            "", "open", "8-12", "08:00", "08:00-", "-12:00", "08:00-12:00-14:00", "08:00-25:00", "24:00-06:00",
            "08:60-12:00",
            "08:00-08:00", "08:00-12:00,", "08:00-12:00, 11:00-14:00", "22:00-06:00, 23:00-23:30", "08:00:00-12:00",
        ])
    func otherFormsAreRefused(text: String) {
        let error = #expect(throws: CivilTimeError.self) { try WeeklyHours.parseHours(text) }
        #expect(error?.subject == .hours)
    }

    @Test("Messages name the fault")
    func messages() {
        let overlap = #expect(throws: CivilTimeError.self) {
            try WeeklyHours.parseHours("08:00-12:00, 11:00-14:00")
        }
        #expect(overlap?.message == "the hours 08:00-12:00 and 11:00-14:00 overlap")
        let late = #expect(throws: CivilTimeError.self) { try WeeklyHours.parseHours("08:00-25:00") }
        #expect(
            late?.message
                == "'08:00-25:00' is not of the form 08:00-12:00: '25:00' is not a time of day from 00:00 to 23:59")
    }

    @Test("An interval is within a day's start and a day's length, and writes as it reads")
    func intervals() throws {
        #expect(LocalInterval(startMinute: 1440, endMinute: 1500) == nil)
        #expect(LocalInterval(startMinute: -1, endMinute: 60) == nil)
        #expect(LocalInterval(startMinute: 60, endMinute: 60) == nil)
        #expect(LocalInterval(startMinute: 60, endMinute: 1501) == nil)
        #expect(LocalInterval(startMinute: 0, endMinute: .max) == nil)
        for text in ["22:00-06:00", "00:00-24:00", "08:15-12:45"] {
            #expect(try LocalInterval(parsing: text).description == text)
        }
    }

    @Test("Two weeks are equal when they open on the same days, however they were given")
    func weeksAreValues() throws {
        let morning = try WeeklyHours.parseHours("08:00-12:00")
        var week = WeeklyHours(days: [.monday, .friday], open: morning)
        #expect(week == WeeklyHours([.friday: morning + morning, .monday: morning]))
        week[.sunday] = morning
        #expect(week[.sunday] == morning)
        #expect(week != WeeklyHours(days: [.monday, .friday], open: morning))
        #expect(WeeklyHours.always.isAlwaysOpen)
        #expect(!WeeklyHours.closed.isAlwaysOpen)
    }
}
