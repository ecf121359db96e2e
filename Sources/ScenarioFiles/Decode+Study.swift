// What a file asks: names, sources, observations, and the policies laid over the base.

import CivilTime
import Rollouts

/// Decodes a whole file.
struct StudyDecoder {
    let decoding: Decoding

    static let keys = ScenarioLanguage.scenario.keys.map(\.name)

    /// - Parameter root: the tree with its marks read.
    /// - Returns: the study, and the scenario without any policy's clauses.
    func study(_ root: YAMLValue) -> (study: Study, base: Scenario) {
        let fields = Fields(root, "the scenario", decoding)
        defer { fields.finish(alsoKnown: Self.keys) }
        checkVersion(fields)
        let id = decoding.text(fields.required("id"), "the scenario's name")
        if let value = root["id"], !id.isEmpty { decoding.checkID(id, at: value.place) }
        let title = decoding.text(fields.required("title"), "a title")
        _ = fields.optional("description").map { decoding.text($0, "a description", severalLines: true) }
        // Sources have been read with the marks.
        _ = fields.optional("sources")
        // The base is decoded for itself, so that its mistakes are found even where every policy replaces them.
        var clock: ScenarioClock?
        let base = ScenarioDecoder(decoding).scenario(Fields(root, "the scenario", decoding), clock: &clock)
        let policies = policies(fields, root: root)
        let baseline = decoding.name(fields.required("baseline"), of: "policy", among: policies.map(\.id))
        let study = Study(
            id: id, title: title, baseline: baseline,
            replications: fields.optional("replications").map {
                decoding.whole($0, 1...10_000_000, "a number of replications", counted: false)
            } ?? 1000,
            seed: seed(fields.optional("seed")), policies: policies,
            observations: ObservationDecoder(decoding: decoding, root: root, clock: clock)
                .observations(fields.list("observations", required: false)))
        return (study, base)
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
        let items = fields.list("policies", atMost: 100)
        if let list = root["policies"], list.items?.isEmpty ?? false {
            decoding.error(list.place, "a scenario needs at least one policy")
        }
        var ids: [String] = []
        return items.map { item in
            let policy = policy(item, among: items, root: root)
            if !policy.id.isEmpty, ids.contains(policy.id) {
                decoding.error(
                    item["id"]?.place ?? item.place, "the policy '\(shortened(policy.id))' stands there twice")
            }
            ids.append(policy.id)
            return policy
        }
    }

    private func policy(_ value: YAMLValue, among items: [YAMLValue], root: YAMLValue) -> Policy {
        let fields = Fields(value, "a policy", decoding)
        let id = decoding.text(fields.required("id"), "the name of a policy")
        if id.unicodeScalars.count > 64 {
            decoding.error(value["id"]?.place ?? value.place, "a policy's name has at most 64 characters")
        }
        let summary = decoding.text(fields.required("description"), "the idea in words", severalLines: true)
        var tree = root
        _ = fields.optional("extends")
        let ancestors = PolicyAncestry(items: items, decoding: decoding).ancestors(of: value)
        for ancestor in ancestors ?? [] { tree = laying(Fields(ancestor, "a policy", decoding), over: tree) }
        tree = laying(fields, over: tree)
        fields.finish()
        // Without what it extends a policy may lack anything: what it lacks says nothing more.
        if ancestors == nil { tree = root }
        var clock: ScenarioClock?
        let scenario = ScenarioDecoder(decoding).scenario(Fields(tree, "the scenario", decoding), clock: &clock)
        return Policy(id: id, summary: summary, scenario: scenario)
    }

    /// Lays the clauses of a policy over a tree, then sets its paths.
    private func laying(_ fields: Fields, over base: YAMLValue) -> YAMLValue {
        var tree = base
        for section in ScenarioDecoder.sections {
            guard var clause = fields.optional(section) else { continue }
            if let place = fields.value.entries?.first(where: { $0.key == section })?.place,
                !mayChange(section, at: place)
            {
                continue
            }
            if isMissing(section, in: base) { continue }
            clause = known(clause, of: section, in: base[section])
            let below =
                section == "rollout" ? RolloutShape.removing(from: base[section], under: clause) : base[section]
            let overlaid = TreeChange.overlay(clause, on: below)
            if case .success(let changed) = TreeChange.set(overlaid, at: [section], in: tree) { tree = changed }
        }
        if let set = fields.optional("set") {
            if set.entries == nil {
                decoding.error(set.place, "expected 'set' as a mapping from paths to values, found \(set.kind)")
            }
            for entry in set.entries ?? [] {
                tree = changing(tree, path: entry.key, to: entry.value, at: entry.place)
            }
        }
        return tree
    }

    /// Whether the base lacks a section that it must have: that is reported, and what a policy changes in it says nothing more.
    private func isMissing(_ section: String, in base: YAMLValue) -> Bool {
        base[section] == nil && ScenarioLanguage.sections.contains { $0.name == section && $0.isRequired }
    }

    /// A policy changes the world that is there: a name that the base does not have would be a slip of the finger.
    ///
    /// - Returns: the clause without such names.
    private func known(_ clause: YAMLValue, of section: String, in base: YAMLValue?) -> YAMLValue {
        guard ["attributes", "platforms", "regions", "segments"].contains(section), let base = base?.entries,
            let entries = clause.entries
        else { return clause }
        let names = base.map(\.key)
        var result = clause
        result.content = .mapping(
            entries.filter { entry in
                if names.contains(entry.key) { return true }
                let hint = NearestName.hint(for: entry.key, among: names)
                decoding.error(entry.place, "the base has no '\(shortened(entry.key))' in '\(section)'; \(hint)")
                return false
            })
        return result
    }

    /// Reports a section that must be the same for all policies, for what they are compared by is made of it.
    private func mayChange(_ section: String, at place: Place) -> Bool {
        guard ScenarioLanguage.fixedSections.contains(section) else { return true }
        decoding.error(place, "a policy cannot change '\(section)', by which policies are compared")
        return false
    }

    /// Sets a path of the base's sections.
    func changing(_ tree: YAMLValue, path: String, to value: YAMLValue, at place: Place) -> YAMLValue {
        guard let steps = TreeChange.steps(of: path) else {
            decoding.error(place, "'\(shortened(path))' is no path; expected keys with dots between them")
            return tree
        }
        if let first = steps.first, !ScenarioDecoder.sections.contains(first) {
            let hint = NearestName.hint(for: first, among: ScenarioDecoder.sections)
            decoding.error(
                place, "the path '\(shortened(path))' leads nowhere: unknown key '\(shortened(first))'; \(hint)")
            return tree
        }
        guard mayChange(steps[0], at: place), !isMissing(steps[0], in: tree) else { return tree }
        switch TreeChange.set(value, at: steps, in: tree) {
        case .success(let changed):
            let regions = { (tree: YAMLValue) in Set(tree["regions"]?.entries?.map(\.key) ?? []) }
            guard regions(changed) == regions(tree) else {
                decoding.error(place, "a policy cannot add a region")
                return tree
            }
            return changed
        case .failure(let error):
            decoding.error(place, "the path '\(shortened(path))' leads nowhere: \(error.message)")
            return tree
        }
    }
}
