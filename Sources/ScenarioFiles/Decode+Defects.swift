// The mistakes that a release may have: one, several by name, or none.

import CivilTime
import Rollouts

extension ScenarioDecoder {
    /// `defect:` for the only one, `defects:` for several by name; `none` for a release that is surely harmless.
    func defects(_ fields: Fields, _ attributes: [EndpointAttribute], _ calendars: [String]) -> [Defect] {
        if let several = fields.value["defects"] {
            let entries = fields.named("defects", required: false)
            if let one = fields.optional("defect") {
                decoding.error(one.place, "expected either 'defect' or 'defects', not both")
            }
            if several.entries?.isEmpty ?? false {
                decoding.error(several.place, "expected at least one name in 'defects'; none is written 'defect: none'")
            }
            let result = entries.map { entry in
                let defect = Fields(entry.value, "defect '\(entry.key)'", decoding)
                let stream = stream(defect) ?? entry.key
                return self.defect(defect, id: entry.key, stream: stream, attributes, calendars)
            }
            checkStreams(result.map(\.stream), entries)
            return result
        }
        _ = fields.optional("defects")
        guard let value = fields.required("defect"), value.text != "none" else { return [] }
        let one = Fields(value, "'defect'", decoding, orNone: true)
        let id = decoding.text(one.required("id"), "a name")
        return [defect(one, id: id, stream: "", attributes, calendars)]
    }

    private func defect(
        _ fields: Fields, id: String, stream: String, _ attributes: [EndpointAttribute], _ calendars: [String]
    ) -> Defect {
        defer { fields.finish() }
        let telemetry = fields.optional("telemetry").map { Fields($0, "'telemetry'", decoding) }
        defer { telemetry?.finish() }
        return Defect(
            id: id, stream: stream, prior: fields.optional("prior").map { decoding.share($0) } ?? 1,
            affects: fields.predicate(.affects, attributes),
            manifestation: fields.optional("manifestation").map { decoding.share($0) } ?? 1,
            trigger: trigger(fields.required("trigger"), calendars),
            failureMode: failureMode(fields.required("failure-mode")),
            telemetryShare: decoding.share(telemetry?.required("share")),
            telemetryDelay: decoding.delay(telemetry?.required("delay")))
    }

    private func trigger(_ value: YAMLValue?, _ calendars: [String]) -> DefectTrigger {
        guard let value else { return .install }
        if value.entries != nil {
            let fields = Fields(value, "'trigger'", decoding)
            defer { fields.finish() }
            if let calendar = fields.optional("scan") {
                return .scan(calendar: decoding.name(calendar, of: "calendar", among: calendars))
            }
            return .after(decoding.delay(fields.required("after")))
        }
        switch decoding.name(value, of: "trigger", among: ["install", "log-on", "restart"]) {
        case "log-on": return .logOn
        case "restart": return .restart
        default: return .install
        }
    }

    // MARK: Failure modes

    /// A mode of the table by its name, or a mapping: of its own, or `like` a mode of the table with parts of it changed.
    private func failureMode(_ value: YAMLValue?) -> FailureMode {
        let standIn = FailureMode(id: "", pollReach: 0, consoleReach: 0)
        guard let value else { return standIn }
        if value.entries == nil, value.text != nil {
            return modeOfTable(value) ?? standIn
        }
        let fields = Fields(value, "'failure-mode'", decoding)
        defer { fields.finish() }
        let like = fields.optional("like")
        var mode = like.flatMap { modeOfTable($0) } ?? standIn
        func share(_ key: String, required: Bool, _ part: WritableKeyPath<FailureMode, Double>) {
            if let given = required ? fields.required(key) : fields.optional(key) {
                mode[keyPath: part] = decoding.share(given)
            }
        }
        if let id = like == nil ? fields.required("id") : fields.optional("id") {
            mode.id = decoding.text(id, "a name")
        }
        share("poll-reach", required: like == nil, \.pollReach)
        share("console-reach", required: like == nil, \.consoleReach)
        share("damage", required: false, \.damage)
        share("severity", required: false, \.severity)
        if let slowdown = fields.optional("poll-slowdown") {
            mode.pollSlowdown = decoding.number(slowdown, 1...1000, "how many times as long an interval is")
        }
        mode.byHand = decoding.truth(fields.optional("by-hand"), default: mode.byHand)
        if let race = fields.optional("restart-race") { mode.restartRace = restartRace(race) }
        return mode
    }

    private func modeOfTable(_ value: YAMLValue) -> FailureMode? {
        let names = FailureMode.table.map(\.id)
        let name = decoding.name(value, of: "failure mode", among: names)
        return FailureMode.table.first { $0.id == name }
    }

    private func restartRace(_ value: YAMLValue) -> RestartRace? {
        guard value.text != "none" else { return nil }
        let fields = Fields(value, "'restart-race'", decoding, orNone: true)
        defer { fields.finish() }
        return RestartRace(
            interval: decoding.span(fields.required("every"), atLeast: .seconds(1)),
            chance: decoding.share(fields.required("chance")))
    }
}
