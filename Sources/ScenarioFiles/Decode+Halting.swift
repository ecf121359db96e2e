// The ways to stop a release: halt in its kinds, rollback, kill switch, and the advisory.

import Rollouts

extension ScenarioDecoder {
    func haltKind(_ value: YAMLValue?) -> HaltKind {
        guard let value else { return .recall }
        let kinds = HaltKind.allCases.map(\.rawValue)
        return HaltKind(rawValue: decoding.name(value, of: "kind of halt", among: kinds)) ?? .recall
    }

    func halt(_ value: YAMLValue?) -> Halt? {
        guard let fields = clause(value, "halt") else { return nil }
        defer { fields.finish() }
        return Halt(
            kind: haltKind(fields.optional("kind")), decision: decoding.workingDelay(fields.required("decision")),
            propagation: decoding.delay(fields.required("propagation")))
    }

    func rollback(_ value: YAMLValue?) -> Rollback? {
        guard let fields = clause(value, "rollback") else { return nil }
        defer { fields.finish() }
        return Rollback(
            decision: decoding.workingDelay(fields.required("decision")),
            propagation: decoding.delay(fields.required("propagation")))
    }

    func killSwitch(_ value: YAMLValue?, _ attributes: [EndpointAttribute]) -> KillSwitch? {
        guard let fields = clause(value, "kill-switch") else { return nil }
        defer { fields.finish() }
        let isSaid = fields.value["applies-to"] != nil
        let platforms = fields.predicate(.appliesTo, required: false, attributes)
        return KillSwitch(
            decision: decoding.workingDelay(fields.required("decision")),
            propagation: decoding.delay(fields.required("propagation")),
            appliesTo: isSaid ? platforms : .always)
    }

    func advisory(_ value: YAMLValue?) -> Advisory? {
        guard let fields = clause(value, "advisory") else { return nil }
        defer { fields.finish() }
        return Advisory(
            published: decoding.workingDelay(fields.required("published")),
            reach: decoding.delay(fields.required("reach")),
            compliance: decoding.share(fields.required("compliance")))
    }

    /// The keys of a clause that may be left out or said to be none.
    func clause(_ value: YAMLValue?, _ key: String) -> Fields? {
        guard let value, value.text != "none" else { return nil }
        return Fields(value, "'\(key)'", decoding, orNone: true)
    }
}
