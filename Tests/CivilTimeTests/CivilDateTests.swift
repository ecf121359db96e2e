// Dates: which exist, and that numbering them agrees with counting them.

import Foundation
import Testing

@testable import CivilTime

@Suite struct CivilDateTests {
    @Test("Walking 800 years day by day, months have their lengths and day numbers go up by one")
    func dayNumbersCountEveryDayOnce() throws {
        var number = try #require(CivilDate(year: 1599, month: 12, day: 31)).dayNumber
        for year in 1600..<2400 {
            let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            for (index, length) in [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for day in 1...length {
                    number += 1
                    let date = CivilDate(dayNumber: number)
                    guard date.year == year, date.month == index + 1, date.day == day,
                        CivilDate(year: year, month: index + 1, day: day) == date
                    else {
                        Issue.record("day \(number) is \(date), expected \(year)-\(index + 1)-\(day)")
                        return
                    }
                }
                #expect(CivilDate(year: year, month: index + 1, day: length + 1) == nil)
            }
        }
    }

    @Test("Year, month and day survive the way to a day number and back over the whole range")
    func fieldsRoundTripOverTheWholeRange() {
        var random = TestRandom(seed: 1)
        for _ in 0..<20_000 {
            let date = CivilDate(dayNumber: Int.random(in: CivilDate.dayNumbers, using: &random))
            #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
        }
        for end in [CivilDate.dayNumbers.lowerBound, CivilDate.dayNumbers.upperBound] {
            let date = CivilDate(dayNumber: end)
            #expect(CivilDate(year: date.year, month: date.month, day: date.day)?.dayNumber == end)
        }
    }

    @Test("Known days of the week, before and after 1970")
    func weekdaysOfKnownDates() throws {
        #expect(try CivilDate(parsing: "1970-01-01").weekday == .thursday)
        #expect(try CivilDate(parsing: "2022-06-21").weekday == .tuesday)
        #expect(try CivilDate(parsing: "2000-02-29").weekday == .tuesday)
        #expect(try CivilDate(parsing: "1969-07-20").weekday == .sunday)
        #expect(try CivilDate(parsing: "1582-10-15").weekday == .friday)
    }

    @Test("Leap days exist in leap years only: every fourth year, not every hundredth, but every four hundredth")
    func leapDays() {
        for (year, exists) in [(2024, true), (2023, false), (1900, false), (2100, false), (2000, true), (2400, true)] {
            #expect((CivilDate(year: year, month: 2, day: 29) != nil) == exists)
        }
        #expect(CivilDate(year: 2024, month: 2, day: 29)?.adding(days: 1) == CivilDate(year: 2024, month: 3, day: 1))
        #expect(CivilDate(year: 2024, month: 12, day: 31)?.adding(days: 1) == CivilDate(year: 2025, month: 1, day: 1))
    }

    @Test(
        "A date that is malformed or does not exist is refused with a reason",
        arguments: [
            ("2022-02-30", "'2022-02-30' does not exist: that month has the days 01 to 28"),
            ("2022-13-01", "'2022-13-01' has month 13; months go from 01 to 12"),
            ("2022-00-01", "'2022-00-01' has month 0; months go from 01 to 12"),
            ("2022-06-00", "'2022-06-00' does not exist: that month has the days 01 to 30"),
            ("2022-6-20", "'2022-6-20' is not a date of the form 2022-06-20"),
            ("20/06/2022", "'20/06/2022' is not a date of the form 2022-06-20"),
            ("2022-06-20 ", "'2022-06-20 ' is not a date of the form 2022-06-20"),
            ("2022-06-201", "'2022-06-201' is not a date of the form 2022-06-20"),
            ("", "'' is not a date of the form 2022-06-20"),
        ])
    func impossibleDatesAreRefused(text: String, message: String) {
        let error = #expect(throws: CivilTimeError.self) { try CivilDate(parsing: text) }
        #expect(error?.message == message)
        #expect(error?.subject == .date)
        #expect(error?.text == text)
    }

    @Test("Absurd numbers saturate or are refused; none traps")
    func extremesDoNotTrap() {
        #expect(CivilDate(dayNumber: .max).dayNumber == CivilDate.dayNumbers.upperBound)
        #expect(CivilDate(dayNumber: 0).adding(days: .min).dayNumber == CivilDate.dayNumbers.lowerBound)
        #expect(CivilDate(dayNumber: 5).adding(days: .max).dayNumber == CivilDate.dayNumbers.upperBound)
        for extreme in [Int.min, Int.max] {
            #expect(CivilDate(year: extreme, month: 1, day: 1) == nil)
            #expect(CivilDate(year: 2022, month: extreme, day: 1) == nil)
            #expect(CivilDate(year: 2022, month: 1, day: extreme) == nil)
        }
    }

    @Test("Names of weekdays, their abbreviations, ranges and groups")
    func weekdayNames() throws {
        #expect(try Weekday(parsing: "monday") == .monday)
        #expect(try Weekday(parsing: " Sun ") == .sunday)
        #expect(try Weekday.parseDays("mon-fri") == Weekday.mondayToFriday)
        #expect(try Weekday.parseDays("sat-mon, wed") == [.monday, .wednesday, .saturday, .sunday])
        #expect(try Weekday.parseDays("weekend") == Weekday.saturdayAndSunday)
        #expect(try Weekday.parseDays("every day") == Weekday.allCases)
        #expect(try Weekday.parseDays("tue – thu") == [.tuesday, .wednesday, .thursday])
        for wrong in ["", "mo", "lundi", "mon-", "-fri", "mon,,tue", "mon-tue-wed", "monday1"] {
            #expect(throws: CivilTimeError.self, "\(wrong)") { try Weekday.parseDays(wrong) }
        }
    }
}
