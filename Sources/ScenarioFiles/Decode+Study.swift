// What a file asks: names, sources, observations, and the policies laid over the base.

import CivilTime
import Rollouts

/// Decodes a whole file.
struct StudyDecoder {
    let decoding: Decoding

    private static let keys =
        [
            "daybreak", "id", "title", "description", "baseline", "replications", "seed", "sources", "observations",
            "policies",
        ] + ScenarioDecoder.sections

    /// - Parameter root: the tree with its marks read.
    func study(_ root: YAMLValue) -> Study {
        let fields = Fields(root, "the scenario", decoding)
        for key in Self.keys { _ = fields.optional(key) }
        fields.finish()
        checkVersion(fields)
        let id = decoding.text(fields.required("id"), "the scenario's name")
        if let value = root["id"], !id.isEmpty { decoding.checkID(id, at: value.place) }
        let title = decoding.text(fields.required("title"), "a title")
        _ = root["description"].map { decoding.text($0, "a description") }
        // The base is decoded for itself, so that its mistakes are found even where every policy replaces them.
        let base = ScenarioDecoder(decoding).scenario(Fields(root, "the scenario", decoding))
        let policies = policies(fields, root: root)
        let baseline = decoding.name(fields.required("baseline"), of: "policy", among: policies.map(\.id))
        return Study(
            id: id, title: title, baseline: baseline,
            replications: fields.optional("replications").map {
                decoding.whole($0, 1...10_000_000, "a number of replications", counted: false)
            } ?? 1000,
            seed: seed(fields.optional("seed")), policies: policies,
            observations: fields.list("observations", required: false).map { observation($0, clock: base.clock) })
    }

    private func checkVersion(_ fields: Fields) {
        guard let version = fields.required("daybreak") else { return }
        if version.text != "1" {
            decoding.error(version.place, "unknown language version \(version.kind); this program reads version 1")
        }
    }

    private func seed(_ value: YAMLValue?) -> UInt64 {
        guard let value else { return 1 }
        guard let text = value.text, let seed = UInt64(text) else {
            decoding.error(value.place, "expected a seed from 0 to \(UInt64.max), found \(value.kind)")
            return 1
        }
        return seed
    }

    // MARK: Policies

    private func policies(_ fields: Fields, root: YAMLValue) -> [Policy] {
        let items = fields.list("policies")
        if let list = root["policies"], list.items?.isEmpty ?? false {
            decoding.error(list.place, "a scenario needs at least one policy")
        }
        var ids: [String] = []
        return items.map { item in
            let policy = policy(item, root: root)
            if ids.contains(policy.id) {
                decoding.error(
                    item["id"]?.place ?? item.place, "the policy '\(shortened(policy.id))' stands there twice")
            }
            ids.append(policy.id)
            return policy
        }
    }

    private func policy(_ value: YAMLValue, root: YAMLValue) -> Policy {
        let fields = Fields(value, "a policy", decoding)
        let id = decoding.text(fields.required("id"), "the name of a policy")
        if id.unicodeScalars.count > 64 || id.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            decoding.error(
                value["id"]?.place ?? value.place, "a policy's name has at most 64 characters and no line break")
        }
        let summary = decoding.text(fields.required("description"), "the idea in words")
        var tree = root
        for section in ScenarioDecoder.sections {
            guard let clause = fields.optional(section) else { continue }
            let overlaid = TreeChange.overlay(clause, on: root[section])
            if case .success(let changed) = TreeChange.set(overlaid, at: [section], in: tree) { tree = changed }
        }
        for entry in fields.optional("set")?.entries ?? [] {
            tree = changing(tree, path: entry.key, to: entry.value, at: entry.place)
        }
        fields.finish()
        let scenario = ScenarioDecoder(decoding).scenario(Fields(tree, "the scenario", decoding))
        return Policy(id: id, summary: summary, scenario: scenario)
    }

    /// Sets a path of the base's sections.
    func changing(_ tree: YAMLValue, path: String, to value: YAMLValue, at place: Place) -> YAMLValue {
        let steps = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if let first = steps.first, !ScenarioDecoder.sections.contains(first) {
            let hint = NearestName.hint(for: first, among: ScenarioDecoder.sections)
            decoding.error(
                place, "the path '\(shortened(path))' leads nowhere: unknown key '\(shortened(first))'; \(hint)")
            return tree
        }
        switch TreeChange.set(value, at: steps, in: tree) {
        case .success(let changed): return changed
        case .failure(let error):
            decoding.error(place, "the path '\(shortened(path))' leads nowhere: \(error.message)")
            return tree
        }
    }

    // MARK: Observations

    private func observation(_ value: YAMLValue, clock: ScenarioClock) -> Observation {
        let fields = Fields(value, "an observation", decoding)
        defer { fields.finish() }
        let metric = decoding.text(fields.required("metric"), "the name of a metric")
        return Observation(
            id: decoding.text(fields.required("id"), "a name"),
            statement: fields.optional("statement").map { decoding.text($0, "a statement") } ?? "",
            metric: metric, minus: fields.optional("minus").map { decoding.text($0, "the name of a metric") },
            value: quantity(fields.required("value"), clock: clock),
            tolerance: fields.optional("tolerance").map { quantity($0, clock: clock) } ?? 0,
            source: source(fields.required("source")),
            fitted: decoding.truth(fields.optional("fitted"), default: false))
    }

    private func source(_ value: YAMLValue?) -> String {
        guard let value else { return "" }
        return (value.items ?? [value]).compactMap(\.text).joined(separator: ", ")
    }

    /// An instant in hours since the start, a time in hours, a share, or a number.
    private func quantity(_ value: YAMLValue?, clock: ScenarioClock) -> Double {
        decoding.read(
            value, "an instant, a time, a share or a number", default: 0,
            { (text: String) throws(CivilTimeError) -> Double in
                if text.unicodeScalars.dropFirst(4).first == "-" {
                    return (try Instant(parsing: text) - clock.start).inHours
                }
                if text.unicodeScalars.contains("%") { return try Quantity.parseShare(text) }
                if let number = Double(text), number.isFinite { return number }
                if let span = try? Quantity.parseTimeSpan(text) { return span.inHours }
                return try Quantity.parseCount(text)
            })
    }
}
