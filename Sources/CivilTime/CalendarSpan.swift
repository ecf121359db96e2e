// How long something takes for those who keep hours: by the clock, by working time, or by working days.

/// A length of time that a calendar may have to interpret.
///
/// ```swift
/// let answer = try Quantity.parseCalendarSpan("2 business days")
/// let due = calendar.adding(answer, to: tick)      // calendar: CompiledCalendar
/// ```
public enum CalendarSpan: Sendable, Hashable, CustomStringConvertible {
    /// A time that passes whether anybody works or not.
    case elapsed(TimeSpan)
    /// A time that passes only while the calendar is open, such as three working hours.
    case working(TimeSpan)
    /// A number of working days, 0 or more: to the same time of the local clock, so many working days later.
    case workingDays(Int)

    /// As ``Quantity/parseCalendarSpan(_:)`` reads it: `1 h 30 min`, `3 working h`, `2 working days`.
    public var description: String {
        switch self {
        case .elapsed(let span): return span.description
        case .working(let span):
            // Days of working time would be taken for working days: hours are the largest unit.
            let hours = span.microseconds / TimeSpan.microsecondsPerHour
            let rest = span.microseconds % TimeSpan.microsecondsPerHour
            guard hours != 0 else {
                let parts = TimeSpan(microseconds: rest).description.split(separator: " ", maxSplits: 1)
                return parts.joined(separator: " working ")
            }
            return "\(hours) working h" + (rest == 0 ? "" : " \(TimeSpan(microseconds: abs(rest)))")
        case .workingDays(let days): return days == 1 ? "1 working day" : "\(days) working days"
        }
    }
}

extension Quantity {
    /// Reads a length of time by the clock (`90 min`), by working time (`3 working hours`, `1 business h 30 min`) or by working
    /// days (`2 business days`, `1 working day`). Business and working mean the same.
    ///
    /// Working time comes in hours and less; working days come whole.
    /// - Throws: `CivilTimeError` for another form, a part of a day, and days or weeks of working time.
    public static func parseCalendarSpan(_ text: String) throws(CivilTimeError) -> CalendarSpan {
        let reader = QuantityReader(text, .timeSpan, example: "90 min, 3 working hours or 2 working days")
        var scanner = reader.scanner
        let number = scanner.takeDecimal()
        scanner.skipSpaces()
        let beforeAdjective = scanner.position
        guard let number, ["working", "business"].contains(scanner.takeWord()) else {
            return .elapsed(try parseTimeSpan(text))
        }
        scanner.skipSpaces()
        let afterAdjective = scanner.position
        let unit = scanner.takeWord()
        if unit == "day" || unit == "days" {
            guard scanner.isAtEnd else {
                throw reader.error("has \(CivilTimeError.quoted(scanner.rest)) after working days, which come whole")
            }
            let days = number.value()
            guard days <= 1e6, let whole = Int(exactly: days) else {
                throw reader.error(days > 1e6 ? "is too many days" : "is not a whole number of working days")
            }
            return .workingDays(whole)
        }
        if unit.isEmpty { throw reader.error("has no unit; write e.g. 3 working hours") }
        if ["d", "w", "week", "weeks"].contains(unit) {
            throw reader.error("has working time in \(unit); write working hours, or working days")
        }
        // Without the adjective it is a length of time as any.
        let bytes = Array(reader.scanner.trimmedText.utf8)
        let plain = Array(bytes[..<beforeAdjective]) + Array(bytes[afterAdjective...])
        do {
            return .working(try parseTimeSpan(String(decoding: plain, as: UTF8.self)))
        } catch let fault {
            throw CivilTimeError(.timeSpan, text: text, message: fault.message)
        }
    }
}
