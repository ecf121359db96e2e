// How long something takes: by the clock, or in the hours and days of those who do it.

import CivilTime
import RandomStreams
import Rollouts

extension Decoding {
    /// A random length of time where nobody's working hours count: a constant or a law over times.
    func delay(_ value: YAMLValue?) -> Delay {
        guard let value else { return .none }
        return Delay(
            hours: law(value, unit: "a delay such as '45 min' or {median: 2 h, p90: 5 h}") { span($0).inHours })
    }

    /// A random length of time that may be said in working time (`3 working hours`) or working days (`2 business days`) of
    /// those whom it depends on.
    func workingDelay(_ value: YAMLValue?) -> Delay {
        guard let value else { return .none }
        var measure: (kind: Delay.Measure, found: YAMLValue)?
        let law = law(value, unit: "a delay such as '45 min', '3 working hours' or {median: 2 h, p90: 5 h}") { part in
            guard let part, let span = valid({ calendarSpan(part) }) else { return 0 }
            let (number, kind) = Self.parts(of: span)
            // Nothing is nothing in every measure.
            guard number > 0 else { return 0 }
            if let first = measure, first.kind != kind {
                error(
                    part.place,
                    "expected the times of a law alike, all by the clock, all in working time or all in working days; found \(part.kind) beside \(first.found.kind)"
                )
            }
            measure = measure ?? (kind, part)
            return number
        }
        return Delay(hours: law, measure: measure?.kind ?? .usual)
    }

    private static func parts(of span: CalendarSpan) -> (Double, Delay.Measure) {
        switch span {
        case .elapsed(let span): (span.inHours, .usual)
        case .working(let span): (span.inHours, .workingTime)
        case .workingDays(let days): (Double(days), .workingDays)
        }
    }

    /// A length of time by the clock, in working time or in working days.
    func calendarSpan(_ value: YAMLValue?) -> CalendarSpan {
        let standIn = CalendarSpan.elapsed(.zero)
        let span = read(value, "a time such as '90 min', '3 working hours' or '2 business days'", default: standIn) {
            (text: String) throws(CivilTimeError) -> CalendarSpan in
            do throws(CivilTimeError) {
                return try Quantity.parseCalendarSpan(text)
            } catch {
                guard let (word, nearest) = Self.misspeltAdjective(text) else { throw error }
                throw CivilTimeError(
                    .timeSpan, text: text, message: "unknown word '\(shortened(word))'; did you mean '\(nearest)'?")
            }
        }
        guard let value else { return span }
        switch span {
        case .elapsed(let length), .working(let length):
            guard length > ScenarioLimits.longestSpan else { return span }
            error(value.place, "expected a time from 0 s to \(ScenarioLimits.longestSpan), found \(value.kind)")
        case .workingDays(let days):
            guard days > ScenarioLimits.longestWorkingDays else { return span }
            error(value.place, "expected 0 to \(ScenarioLimits.longestWorkingDays) working days, found \(value.kind)")
        }
        return standIn
    }

    /// The word after the number, if `working` or `business` was probably meant, and which.
    private static func misspeltAdjective(_ text: String) -> (word: String, nearest: String)? {
        let words = text.split { !$0.isLetter }.map(String.init)
        guard words.count > 1, let nearest = NearestName.nearest(to: words[0], among: ["working", "business"]),
            nearest != words[0]
        else { return nil }
        return (words[0], nearest)
    }

    /// Reads a length of time by the clock, and says so where working time was written.
    func parseClockSpan(_ text: String) throws(CivilTimeError) -> TimeSpan {
        do throws(CivilTimeError) {
            return try Quantity.parseTimeSpan(text)
        } catch {
            guard (try? Quantity.parseCalendarSpan(text)) != nil else { throw error }
            throw CivilTimeError(
                .timeSpan, text: text,
                message: "'\(shortened(text))' is working time, and nobody's working hours count here")
        }
    }
}
