// What is rolled out and how it was tested: release, quality assurance.

import CivilTime
import Rollouts

extension ScenarioDecoder {
    func release(
        _ value: YAMLValue?, clock: ScenarioClock?, attributes: [EndpointAttribute], calendars: [String]
    ) -> Release {
        let fields = Fields(value ?? nothing, "'release'", decoding)
        defer { fields.finish() }
        return Release(
            products: fields.list("products", required: false).map { decoding.text($0, "the name of a product") },
            content: decoding.text(fields.required("content"), "the name of an item"),
            corrective: decoding.text(fields.required("corrective"), "the name of an item"),
            published: publication(fields.required("published"), clock: clock),
            defects: defects(fields, attributes, calendars), series: series(fields.optional("series")))
    }

    private func series(_ value: YAMLValue?) -> ReleaseSeries? {
        guard let fields = clause(value, "series") else { return nil }
        defer { fields.finish() }
        let count = decoding.whole(fields.required("releases"), 1...ScenarioLimits.releases, "a number of releases")
        let every = decoding.span(fields.required("every"), atLeast: .days(1))
        let day = TimeSpan.days(1).microseconds
        if let value = fields.value["every"], every.microseconds % day != 0 {
            decoding.error(value.place, "expected whole days, such as '30 d', found \(value.kind)")
        }
        return ReleaseSeries(count: count, everyDays: Int(every.microseconds / day))
    }

    private func publication(_ value: YAMLValue?, clock: ScenarioClock?) -> PublicationTime {
        let standIn = PublicationTime.at(clock?.start ?? .epoch)
        guard let value else { return standIn }
        guard value.entries != nil else { return withinClock(value, clock).map { .at($0) } ?? standIn }
        let fields = Fields(value, "'published'", decoding)
        defer { fields.finish() }
        guard let bounds = fields.required("between")?.items, bounds.count == 2 else {
            decoding.error(value["between"]?.place ?? value.place, "expected {between: [EARLIEST, LATEST]}")
            return standIn
        }
        let early = withinClock(bounds[0], clock)
        let late = withinClock(bounds[1], clock)
        guard let early, let late else { return standIn }
        if late < early { decoding.error(bounds[1].place, "the latest instant lies before the earliest") }
        return .between(early, late)
    }

    /// An instant of the simulated time; nil, and reported, if it is none.
    private func withinClock(_ value: YAMLValue, _ clock: ScenarioClock?) -> Instant? {
        guard let instant = decoding.valid({ decoding.instant(value) }), let clock else { return nil }
        let end = clock.start.adding(clock.horizon)
        if instant < clock.start || instant >= end {
            decoding.error(
                value.place,
                "the release must be published within the simulated time, \(clock.start.iso8601) to \(end.iso8601)")
            return nil
        }
        return instant
    }

    func qualityAssurance(_ value: YAMLValue?, _ attributes: [EndpointAttribute]) -> QualityAssurance {
        let fields = Fields(value ?? nothing, "'qa'", decoding)
        defer { fields.finish() }
        return QualityAssurance(
            covers: fields.predicate(.covers, attributes),
            detection: decoding.share(fields.required("detection")),
            commonCauseFailure: fields.optional("common-cause-failure").map { decoding.share($0) } ?? 0,
            addedTime: fields.optional("added-time").map { decoding.calendarSpan($0) } ?? .elapsed(.zero),
            addedTimePerPlatform: fields.optional("added-time-per-platform").map { decoding.span($0) } ?? .zero,
            rework: decoding.workingDelay(fields.required("rework")),
            passed: fields.predicate(.passed, required: false, attributes),
            blocksUncovered: decoding.truth(fields.optional("blocks-uncovered"), default: false))
    }
}
