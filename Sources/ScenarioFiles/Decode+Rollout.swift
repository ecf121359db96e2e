// In which order the fleet is offered the release: stages one by one, a schedule by its name, or waves by a rule.

import CivilTime
import Rollouts

extension ScenarioDecoder {
    /// What the stages of a rollout refer to.
    struct RolloutWorld {
        var names: WorldNames
        var regions: [Region]
        var segments: [Segment]
        /// Nil where the clock has a mistake.
        var clock: ScenarioClock?
    }

    /// - Returns: the rollout, and the kind of halt that its preset brings along.
    func rollout(_ value: YAMLValue?, world: RolloutWorld) -> (Rollout, halt: HaltKind?) {
        let fields = Fields(value ?? nothing, "'rollout'", decoding)
        defer { fields.finish() }
        var rollout = Rollout(stages: [])
        var halt: HaltKind?
        let shapes = RolloutShape.allCases.filter { fields.value[$0.rawValue] != nil }
        if shapes.count > 1, let second = fields.value[shapes[1].rawValue] {
            decoding.error(second.place, "expected one of 'stages', 'preset' and 'waves', not several")
        }
        for shape in shapes { _ = fields.optional(shape.rawValue) }
        switch shapes.first {
        case .preset:
            let preset = preset(fields, world: world)
            rollout.stages = preset?.stages ?? []
            halt = preset?.halt
        case .waves: rollout.stages = waves(fields, world: world)
        case .stages, nil: rollout.stages = stages(fields, world: world)
        }
        if let seekers = fields.optional("seekers") { rollout.seekers = decoding.share(seekers) }
        return (rollout, halt)
    }

    // MARK: Stages one by one

    private func stages(_ fields: Fields, world: RolloutWorld) -> [RolloutStage] {
        let items = fields.list("stages", atMost: ScenarioLimits.stages)
        if let stages = fields.value["stages"], stages.items?.isEmpty ?? false {
            decoding.error(stages.place, "a rollout needs at least one stage")
        }
        var ids: [String] = []
        var before: [RolloutStage] = []
        return items.map { item in
            let fields = Fields(item, "a stage", decoding)
            defer { fields.finish() }
            var stage = RolloutStage(id: decoding.text(fields.required("id"), "the name of a stage"))
            let isRead = decoding.valid { read(fields, into: &stage, world: world) } != nil
            if let id = item["id"], !stage.id.isEmpty {
                decoding.checkID(stage.id, at: id.place)
                if ids.contains(stage.id) {
                    decoding.error(id.place, "the stage '\(shortened(stage.id))' stands there twice")
                }
            }
            ids.append(stage.id)
            if isRead {
                checkGrowth(of: stage, after: before, fields)
                before.append(stage)
            }
            return stage
        }
    }

    /// Shares count what earlier stages selected: a smaller one after a larger of the same customers would select nobody.
    private func checkGrowth(of stage: RolloutStage, after earlier: [RolloutStage], _ fields: Fields) {
        guard stage.canary == nil, stage.smallFleets == nil else { return }
        for other in earlier where other.canary == nil && other.smallFleets == nil {
            guard other.regions == stage.regions, other.segments == stage.segments,
                other.volunteersOnly == stage.volunteersOnly
            else { continue }
            let customers = (before: other.share ?? 1, now: stage.share ?? 1)
            let endpoints = (before: other.endpointShare ?? 1, now: stage.endpointShare ?? 1)
            guard customers.now <= customers.before, endpoints.now <= endpoints.before else { continue }
            for (key, share) in [("share", customers), ("endpoint-share", endpoints)] where share.now < share.before {
                guard let value = fields.value[key] else { continue }
                decoding.error(
                    value.place,
                    "the stage selects nobody new: expected a share of at least the \(percent(share.before)) of stage '\(shortened(other.id))', found \(value.kind)"
                )
                return
            }
        }
    }

    /// Reads what is said of a stage over what holds without it.
    private func read(_ fields: Fields, into stage: inout RolloutStage, world: RolloutWorld) {
        if let regions = chosen(fields, "regions", of: "region", among: world.names.regions) { stage.regions = regions }
        if let segments = chosen(fields, "segments", of: "segment", among: world.segments.map(\.id)) {
            stage.segments = segments
        }
        if let volunteers = fields.optional("volunteers") {
            stage.volunteersOnly = decoding.truth(volunteers, default: false)
        }
        if let share = fields.optional("share") { stage.share = decoding.share(share) }
        if let share = fields.optional("endpoint-share") { stage.endpointShare = decoding.share(share) }
        if let small = fields.optional("small-fleets") { stage.smallFleets = smallFleets(small) }
        if let hours = fields.optional("offers") {
            stage.offers = decoding.name(hours, of: "calendar", among: world.names.calendars)
        }
        if let limit = fields.optional("rate-limit") { stage.offersPerHour = rateLimit(limit) }
        if let canary = fields.optional("canary") { stage.canary = self.canary(canary) }
        if let bake = fields.optional("bake") { stage.bake = decoding.calendarSpan(bake) }
        if let approval = fields.optional("approval") { stage.approval = decoding.workingDelay(approval) }
        let ofCustomers = [
            "regions", "segments", "volunteers", "share", "endpoint-share", "small-fleets", "offers", "rate-limit",
        ]
        if stage.canary != nil, let extra = ofCustomers.lazy.compactMap({ fields.value[$0] }).first {
            decoding.error(
                extra.place,
                "a canary stage has no regions and no share; its machines come from the whole fleet at any hour")
        }
        if let offers = fields.value["offers"], fields.value["rate-limit"] != nil {
            decoding.error(offers.place, "expected either 'offers' or 'rate-limit', not both")
        }
    }

    func chosen(_ fields: Fields, _ key: String, of kind: String, among known: [String]) -> [String]? {
        guard fields.optional(key) != nil else { return nil }
        let list = fields.list(key)
        let names = list.map { decoding.name($0, of: kind, among: known) }
        checkDistinct(list, kind)
        if list.isEmpty, let value = fields.value[key], value.items != nil {
            decoding.error(value.place, "expected at least one \(kind); without the key, a stage is for all of them")
        }
        return names
    }

    /// Customers per hour; nil for none, which stands for no limit.
    private func rateLimit(_ value: YAMLValue) -> Double? {
        guard value.text != "none" else { return nil }
        let limits = ScenarioLimits.offersPerHour
        let rate = decoding.valid { decoding.rate(value, atMost: limits.upperBound) }
        guard let rate else { return nil }
        if rate < limits.lowerBound {
            decoding.error(value.place, "expected a rate of at least one customer in 10,000 hours, found \(value.kind)")
        }
        return rate
    }

    private func smallFleets(_ value: YAMLValue) -> SmallFleets? {
        guard value.text != "none" else { return nil }
        let fields = Fields(value, "'small-fleets'", decoding, orNone: true)
        defer { fields.finish() }
        return SmallFleets(
            upTo: decoding.whole(fields.required("up-to"), 1...10_000_000, "a number of endpoints"),
            share: decoding.share(fields.required("endpoint-share")))
    }

    private func canary(_ value: YAMLValue) -> Canary? {
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

    // MARK: A schedule by its name

    private func preset(_ fields: Fields, world: RolloutWorld) -> RolloutPreset? {
        let name = decoding.name(fields.optional("preset"), of: "preset", among: RolloutPreset.table.map(\.id))
        var preset = RolloutPreset.table.first { $0.id == name }
        if let unit = fields.optional("unit") {
            let units = RolloutPreset.Unit.allCases.map(\.rawValue)
            let word = decoding.name(unit, of: "unit", among: units)
            if let unit = RolloutPreset.Unit(rawValue: word) { preset = preset?.counting(unit) }
        }
        let ids = preset?.stages.map(\.id) ?? []
        for entry in fields.named("change", required: false) {
            checkName(entry, of: "stage", among: ids)
            let changes = Fields(entry.value, "stage '\(shortened(entry.key))'", decoding)
            var stage = preset?.stages.first { $0.id == entry.key } ?? RolloutStage(id: entry.key)
            read(changes, into: &stage, world: world)
            changes.finish()
            if let index = ids.firstIndex(of: entry.key) { preset?.stages[index] = stage }
        }
        return preset
    }

    // MARK: Waves by a rule

    private func waves(_ fields: Fields, world: RolloutWorld) -> [RolloutStage] {
        let word = decoding.name(fields.optional("waves"), of: "order", among: WaveOrder.allCases.map(\.rawValue))
        let within = fields.optional("within").map { decoding.span($0) } ?? .zero
        let bake = fields.required("bake").map { decoding.calendarSpan($0) } ?? .elapsed(.zero)
        guard let order = WaveOrder(rawValue: word), let clock = world.clock, !world.regions.isEmpty else { return [] }
        // An unknown zone has been reported where it stands.
        let rollout = try? Rollout.waves(
            order, of: world.regions, with: world.segments, at: clock.start, within: within, bake: bake)
        return rollout?.stages ?? []
    }
}

/// The ways to say the stages of a rollout, of which a scenario takes one.
enum RolloutShape: String, CaseIterable {
    case stages, preset, waves

    /// A rollout without its stages, if what is laid over it says others in another way.
    static func removing(from lower: YAMLValue?, under upper: YAMLValue) -> YAMLValue? {
        let shapes = allCases.map(\.rawValue)
        guard var result = lower, let entries = result.entries, let above = upper.entries,
            above.contains(where: { shapes.contains($0.key) })
        else { return lower }
        let parts = shapes + ["unit", "change", "within", "bake"]
        result.content = .mapping(entries.filter { !parts.contains($0.key) })
        return result
    }
}
