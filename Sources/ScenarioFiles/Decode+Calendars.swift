// When people work: calendars of ordinary weeks, with holidays, special dates, openings and closures.

import CivilTime
import Rollouts

extension ScenarioDecoder {
    func calendars(_ entries: [YAMLValue.Entry]) -> [NamedCalendar] {
        let declared = entries.map { entry in
            if entry.key == "always" {
                decoding.error(entry.place, "the calendar 'always' exists already; it is always open")
            }
            return calendar(entry)
        }
        return [NamedCalendar(id: "always", hours: .always, worksOnHolidays: true)] + declared
    }

    /// The keys of a calendar that are no days of the week by name.
    private static let calendarWords = ["every-day", "on-holidays", "on-dates", "openings", "closures"]

    private func calendar(_ entry: YAMLValue.Entry) -> NamedCalendar {
        var calendar = NamedCalendar(id: entry.key, hours: .closed)
        guard let keys = entry.value.entries else {
            decoding.error(
                entry.value.place,
                "expected calendar '\(entry.key)' as days and hours, as in {monday-friday: \"09:00-18:00\"}")
            return calendar
        }
        decoding.note(Set(Self.calendarWords), at: entry.value.place)
        var week: [Weekday: [LocalInterval]] = [:]
        for key in keys {
            switch key.key {
            case "on-holidays":
                switch key.value.text {
                case "open": calendar.worksOnHolidays = true
                case "closed": calendar.worksOnHolidays = false
                default: decoding.error(key.value.place, "expected open or closed, found \(key.value.kind)")
                }
            case "on-dates": calendar.specialDates = specialDates(key)
            case "openings": calendar.openings = periods(key)
            case "closures": calendar.closures = periods(key)
            default: read(key, into: &week, calendar: entry.key)
            }
        }
        calendar.hours = WeeklyHours(week)
        return calendar
    }

    /// The hours of some days of the week.
    private func read(_ days: YAMLValue.Entry, into week: inout [Weekday: [LocalInterval]], calendar: String) {
        do {
            let weekdays = days.key == "every-day" ? Weekday.allCases : try Weekday.parseDays(days.key)
            if let twice = weekdays.first(where: { week[$0] != nil }) {
                decoding.error(days.place, "the hours of \(twice) are given twice")
            }
            let intervals = hours(days.value)
            for weekday in weekdays { week[weekday] = intervals }
        } catch {
            let names = Self.calendarWords + ["monday-friday"] + Weekday.allCases.map(\.description)
            if let nearest = NearestName.nearest(to: days.key, among: names) {
                decoding.error(
                    days.place,
                    "unknown key '\(shortened(days.key))' in calendar '\(calendar)'; did you mean '\(nearest)'?")
            } else {
                decoding.error(
                    days.place,
                    "expected days such as monday-friday, or \(Self.calendarWords.joined(separator: ", ")): \(error.message)"
                )
            }
        }
    }

    private func hours(_ value: YAMLValue) -> [LocalInterval] {
        decoding.read(value, "hours such as '09:00-18:00'", default: [], WeeklyHours.parseHours)
    }

    /// Dates with hours of their own.
    private func specialDates(_ entry: YAMLValue.Entry) -> [CivilDate: [LocalInterval]] {
        guard let dates = entry.value.entries else {
            decoding.error(
                entry.value.place,
                "expected dates and hours, as in {2022-06-24: \"09:00-12:00\"}; found \(entry.value.kind)")
            return [:]
        }
        var result: [CivilDate: [LocalInterval]] = [:]
        for day in limited(dates, entry) {
            let intervals = hours(day.value)
            do {
                result[try CivilDate(parsing: day.key)] = intervals
            } catch {
                decoding.error(day.place, "expected a date such as '2022-06-21': \(error.message)")
            }
        }
        return result
    }

    /// Stretches of particular days.
    private func periods(_ entry: YAMLValue.Entry) -> [LocalPeriod] {
        guard let items = entry.value.items else {
            decoding.error(
                entry.value.place,
                "expected a list of times, as in [\"2022-06-24T18:00 to 2022-06-25T08:00\"], found \(entry.value.kind)")
            return []
        }
        return limited(items, entry).compactMap { item in
            decoding.read(item, "a time such as '2022-06-24T18:00 to 2022-06-25T08:00'", default: nil) {
                (text: String) throws(CivilTimeError) -> LocalPeriod? in try LocalPeriod(parsing: text)
            }
        }
    }

    private func limited<Element>(_ all: [Element], _ entry: YAMLValue.Entry) -> ArraySlice<Element> {
        if all.count > Self.mostPeriods {
            decoding.error(
                entry.value.place, "\(all.count) entries in '\(entry.key)'; expected at most \(Self.mostPeriods)")
        }
        return all.prefix(Self.mostPeriods)
    }

    private static let mostPeriods = 1000
}
