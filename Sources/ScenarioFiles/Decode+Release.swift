// What is rolled out and how: release, quality assurance, rollout, gate.

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
            defects: defects(fields, attributes, calendars))
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

    func rollout(_ value: YAMLValue?, regions: [String]) -> Rollout {
        let fields = Fields(value ?? nothing, "'rollout'", decoding)
        defer { fields.finish() }
        let items = fields.list("stages", atMost: ScenarioLimits.stages)
        if let stages = fields.value["stages"], stages.items?.isEmpty ?? false {
            decoding.error(stages.place, "a rollout needs at least one stage")
        }
        var ids: [String] = []
        let stages = items.map { item in
            let stage = readStage(item, regions: regions)
            if let id = item["id"], !stage.id.isEmpty {
                decoding.checkID(stage.id, at: id.place)
                if ids.contains(stage.id) {
                    decoding.error(id.place, "the stage '\(shortened(stage.id))' stands there twice")
                }
            }
            ids.append(stage.id)
            return stage
        }
        return Rollout(stages: stages)
    }

    private func readStage(_ value: YAMLValue, regions: [String]) -> RolloutStage {
        let fields = Fields(value, "a stage", decoding)
        defer { fields.finish() }
        let id = decoding.text(fields.required("id"), "the name of a stage")
        var selected: [String]?
        if fields.value["regions"] != nil {
            let list = fields.list("regions")
            selected = list.map { decoding.name($0, of: "region", among: regions) }
            checkDistinct(list, "region")
            if list.isEmpty, let value = fields.value["regions"], value.items != nil {
                decoding.error(value.place, "expected at least one region; without the key, a stage is for all of them")
            }
        } else {
            _ = fields.optional("regions")
        }
        let canary = fields.optional("canary").flatMap { readCanary($0) }
        let share = fields.optional("share").map { decoding.share($0) }
        if canary != nil, let extra = fields.value["regions"] ?? fields.value["share"] {
            decoding.error(
                extra.place, "a canary stage has no regions and no share; its machines come from the whole fleet")
        }
        return RolloutStage(
            id: id, regions: selected, share: share, canary: canary,
            bake: fields.optional("bake").map { decoding.calendarSpan($0) } ?? .elapsed(.zero))
    }

    private func readCanary(_ value: YAMLValue) -> Canary? {
        let fields = Fields(value, "'canary'", decoding)
        defer { fields.finish() }
        let each = fields.optional("per-platform")
        let random = fields.optional("random")
        switch (each, random) {
        case (let each?, nil): return .perPlatform(decoding.whole(each, 1...1_000_000, "a number of endpoints"))
        case (nil, let random?): return .random(decoding.whole(random, 1...1_000_000, "a number of endpoints"))
        default:
            decoding.error(value.place, "expected either per-platform or random, as in {per-platform: 50}")
            return nil
        }
    }

    func gate(_ value: YAMLValue?) -> Gate? {
        guard let fields = clause(value, "gate") else { return nil }
        defer { fields.finish() }
        return Gate(
            failures: decoding.whole(fields.required("failures"), 1...1_000_000_000, "a number of failures"),
            decision: decoding.workingDelay(fields.required("decision")),
            propagation: decoding.delay(fields.optional("propagation")), halt: haltKind(fields.optional("halt")))
    }
}
