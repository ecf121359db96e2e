// The rule by which a zone changes its clocks every year, in the form of the TZ variable.

/// A yearly rule such as `CET-1CEST,M3.5.0,M10.5.0/3`: the footer of a TZif file.
///
/// POSIX.1-2017, Base Definitions, section 8.3, with the extension of TZif version 3 (RFC 8536, section 3.3.1) that times
/// go from −167 to 167 hours. What the rule calls daylight saving may be behind the other time (`IST-1GMT0,…`, Ireland),
/// may go over the end of the year, and may last the whole year.
struct TimeZoneRule: Sendable, Hashable {
    /// Seconds ahead of UTC outside daylight saving.
    let standardOffset: Int
    /// The other offset of the year; nil if there is none.
    let daylight: Daylight?

    struct Daylight: Sendable, Hashable {
        /// Seconds ahead of UTC.
        let offset: Int
        /// When it begins, on a clock of standard time.
        let start: YearlyMoment
        /// When it ends, on a clock of daylight saving.
        let end: YearlyMoment
    }

    /// A day of every year and a time on it.
    struct YearlyMoment: Sendable, Hashable {
        let day: Day
        /// Seconds since 00:00 of that day; negative and above a day are allowed.
        let second: Int

        enum Day: Sendable, Hashable {
            /// `J1`…`J365`: 29 February is never counted.
            case ofYearWithoutLeapDay(Int)
            /// `0`…`365`: 29 February is counted.
            case ofYearFromZero(Int)
            /// `M10.5.0`: the last (5) Sunday (0) of October.
            case ofMonth(Int, week: Int, weekday: Int)
        }

        /// Seconds since 1970 on the local clock in a year.
        func localSecond(inYear year: Int) -> Int64 {
            let firstOfYear = CivilDate.dayNumber(year: year, month: 1, day: 1)
            let number: Int
            switch day {
            case .ofYearWithoutLeapDay(let day):
                number = firstOfYear + day - 1 + (day >= 60 && CivilDate.isLeap(year: year) ? 1 : 0)
            case .ofYearFromZero(let day): number = firstOfYear + day
            case .ofMonth(let month, let week, let weekday):
                let first = CivilDate.dayNumber(year: year, month: month, day: 1)
                // 1970-01-01 was a Thursday, day 4.
                let daysToWeekday = (weekday - (first + 4)).flooredRemainder(by: 7)
                let length = CivilDate.length(ofMonth: month, year: year)
                var day = daysToWeekday + 7 * (week - 1)
                if day >= length { day -= 7 }
                number = first + day
            }
            return Int64(number) * 86_400 + Int64(second)
        }
    }

    /// The changes in some years, strictly ascending.
    func changes(years: ClosedRange<Int>) -> [TimeZoneFile.Change] {
        guard let daylight else { return [] }
        var events: [(second: Int64, offset: Int, isStart: Bool)] = []
        for year in years {
            let start = daylight.start.localSecond(inYear: year) - Int64(standardOffset)
            let end = daylight.end.localSecond(inYear: year) - Int64(daylight.offset)
            events.append((start, daylight.offset, true))
            events.append((end, standardOffset, false))
        }
        // Daylight saving that ends when it begins again lasts all year: the beginning wins.
        events.sort { ($0.second, $0.isStart ? 1 : 0) < ($1.second, $1.isStart ? 1 : 0) }
        var changes: [TimeZoneFile.Change] = []
        for event in events {
            if changes.last?.second == event.second { changes.removeLast() }
            changes.append(.init(second: event.second, offset: event.offset))
        }
        return changes
    }
}

extension TimeZoneRule {
    /// Reads a rule; nil if it has another form. Daylight saving without its two dates is refused: the tz database always
    /// gives them, and what systems take in their place differs.
    init?(parsing text: String) {
        var scanner = TextScanner(exactly: text)
        guard Self.takeName(&scanner), let west = Self.takeTime(&scanner, hours: 24) else { return nil }
        let standard = -west
        guard !scanner.isAtEnd else {
            self.init(standardOffset: standard, daylight: nil)
            return
        }
        guard Self.takeName(&scanner) else { return nil }
        var offset = standard + 3600
        if scanner.next != UInt8(ascii: ",") {
            guard let west = Self.takeTime(&scanner, hours: 24) else { return nil }
            offset = -west
        }
        guard scanner.take(","), let start = Self.takeMoment(&scanner), scanner.take(","),
            let end = Self.takeMoment(&scanner), scanner.isAtEnd, standard.magnitude < 86_400,
            offset.magnitude < 86_400
        else { return nil }
        self.init(standardOffset: standard, daylight: Daylight(offset: offset, start: start, end: end))
    }

    /// A name of three letters or more, or of letters, digits and signs between `<` and `>`.
    private static func takeName(_ scanner: inout TextScanner) -> Bool {
        if scanner.take("<") {
            var count = 0
            while !scanner.take(">") {
                let isSign = scanner.take("+") || scanner.take("-")
                guard isSign || scanner.takeDigit() != nil || !scanner.takeWord().isEmpty else { return false }
                count += 1
            }
            return count > 0
        }
        return scanner.takeWord().utf8.count >= 3
    }

    /// `[+-]h[h[h]][:mm[:ss]]` in seconds.
    private static func takeTime(_ scanner: inout TextScanner, hours limit: Int) -> Int? {
        let isNegative = scanner.take("-")
        if !isNegative { _ = scanner.take("+") }
        guard let hours = takeNumber(&scanner, 0...limit) else { return nil }
        var seconds = hours * 3600
        if scanner.take(":") {
            guard let minutes = takeNumber(&scanner, 0...59) else { return nil }
            seconds += minutes * 60
            if scanner.take(":") {
                guard let rest = takeNumber(&scanner, 0...59) else { return nil }
                seconds += rest
            }
        }
        return isNegative ? -seconds : seconds
    }

    /// `M3.5.0/3`, `J60/2`, `59/2`; without a time, 02:00.
    private static func takeMoment(_ scanner: inout TextScanner) -> YearlyMoment? {
        let day: YearlyMoment.Day
        if scanner.take("M") {
            guard let month = takeNumber(&scanner, 1...12), scanner.take("."), let week = takeNumber(&scanner, 1...5),
                scanner.take("."), let weekday = takeNumber(&scanner, 0...6)
            else { return nil }
            day = .ofMonth(month, week: week, weekday: weekday)
        } else if scanner.take("J") {
            guard let number = takeNumber(&scanner, 1...365) else { return nil }
            day = .ofYearWithoutLeapDay(number)
        } else {
            guard let number = takeNumber(&scanner, 0...365) else { return nil }
            day = .ofYearFromZero(number)
        }
        guard scanner.take("/") else { return YearlyMoment(day: day, second: 7200) }
        guard let second = takeTime(&scanner, hours: 167) else { return nil }
        return YearlyMoment(day: day, second: second)
    }

    /// One to three digits within a range.
    private static func takeNumber(_ scanner: inout TextScanner, _ range: ClosedRange<Int>) -> Int? {
        guard var value = scanner.takeDigit() else { return nil }
        var count = 1
        while let digit = scanner.takeDigit() {
            count += 1
            guard count <= 3 else { return nil }
            value = value * 10 + digit
        }
        return range.contains(value) ? value : nil
    }
}
