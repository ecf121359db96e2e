// What only a whole scenario shows: whether each policy can be simulated.

import Rollouts

/// Compiles each policy of a study that was read without mistakes: what the decoder let through and a plan refuses.
struct PlanCheck {
    let decoding: Decoding
    /// The tree that the study was read from, for places.
    let tree: YAMLValue

    /// - Parameter base: the scenario without any policy's clauses; what is wrong with it is said there and only once.
    func check(_ study: Study, base: Scenario) {
        let baseTrouble = trouble(of: base)
        if let baseTrouble {
            decoding.error(place(of: baseTrouble), "the scenario cannot be simulated: \(shortened(baseTrouble, 200))")
        }
        for (policy, item) in zip(study.policies, tree["policies"]?.items ?? []) {
            guard let trouble = trouble(of: policy.scenario), trouble != baseTrouble else { continue }
            decoding.error(
                item.place, "policy '\(shortened(policy.id))' cannot be simulated: \(shortened(trouble, 200))")
        }
    }

    private func trouble(of scenario: Scenario) -> String? {
        do {
            _ = try Plan(scenario)
            return nil
        } catch {
            return error.message
        }
    }

    /// The section that a message of ``PlanError`` speaks of; the whole scenario where none can be told.
    ///
    /// A message begins with what it is about; the words that follow may name something else or, as an id, look as if they did.
    private func place(of message: String) -> Place {
        let sections = [
            ("segment", "segments"), ("customer", "segments"), ("endpoint", "segments"), ("group", "groups"),
            ("support centre", "support"), ("unrelated case", "support"), ("region", "regions"), ("stage", "rollout"),
            ("release", "release"), ("gate", "gate"),
            ("timeline", "clock"), ("horizon", "clock"),
        ]
        let named = sections.compactMap { word, section in
            message.firstRange(of: word).map { (at: $0.lowerBound, section: section) }
        }
        let section = named.min { $0.at < $1.at }?.section
        return tree.entries?.first { $0.key == section }?.place ?? tree.place
    }
}
