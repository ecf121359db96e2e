// The arithmetic of the Gregorian calendar: day numbers to year, month and day, and back.
//
// Years are counted from 1 March, so that the leap day is the last day of a year and the lengths of months follow one
// linear formula (the idea of Zeller's congruence; see also Richards, "Calendars", in the Explanatory Supplement to the
// Astronomical Almanac, 3rd edition, 2013, chapter 15, and Hinnant, "chrono-Compatible Low-Level Date Algorithms").

extension CivilDate {
    private static let daysPer4Years = 1461
    private static let daysPer100Years = 36_524
    private static let daysPer400Years = 146_097
    /// Days from 0000-03-01, where the March years begin, to 1970-01-01.
    private static let epochFromMarchOfYearZero = 719_468

    /// Whether the year has a 29 February.
    public static func isLeap(year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The number of days of a month (1…12) of a year.
    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year: year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 of a date already known to exist.
    static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let monthsSinceMarch = (month + 9) % 12
        let cycle = marchYear.flooredQuotient(by: 400)
        let yearOfCycle = marchYear.flooredRemainder(by: 400)
        let dayOfYear = daysBefore(monthsSinceMarch: monthsSinceMarch) + day - 1
        let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
        return cycle * daysPer400Years + dayOfCycle - epochFromMarchOfYearZero
    }

    /// Year, month and day of this date, worked out once for all three.
    var fields: (year: Int, month: Int, day: Int) {
        let sinceMarchOfYearZero = dayNumber + Self.epochFromMarchOfYearZero
        let cycle = sinceMarchOfYearZero.flooredQuotient(by: Self.daysPer400Years)
        var rest = sinceMarchOfYearZero.flooredRemainder(by: Self.daysPer400Years)
        // The last day of 400 years, and that of 4, is a leap day: it belongs to the century, or the year, before.
        let century = min(rest / Self.daysPer100Years, 3)
        rest -= century * Self.daysPer100Years
        let quadrennium = rest / Self.daysPer4Years
        rest -= quadrennium * Self.daysPer4Years
        let yearOfFour = min(rest / 365, 3)
        rest -= yearOfFour * 365

        let monthsSinceMarch = (5 * rest + 2) / 153
        let month = monthsSinceMarch < 10 ? monthsSinceMarch + 3 : monthsSinceMarch - 9
        let marchYear = cycle * 400 + century * 100 + quadrennium * 4 + yearOfFour
        let day = rest - Self.daysBefore(monthsSinceMarch: monthsSinceMarch) + 1
        return (month > 2 ? marchYear : marchYear + 1, month, day)
    }

    /// Days from 1 March to the first of the month so many months later: 0, 31, 61, 92, … (five months have 153 days).
    private static func daysBefore(monthsSinceMarch: Int) -> Int {
        (153 * monthsSinceMarch + 2) / 5
    }
}
