// What the endpoints of a segment are: joint tables of platforms, and shares of independent attributes.

import CivilTime
import Rollouts

extension ScenarioDecoder {
    /// The share of each platform in a segment; combinations that no platform has yet are added to the platforms.
    func mix(
        _ value: YAMLValue?, attributes: [EndpointAttribute], declared: [String], platforms: inout [Platform]
    ) -> [String: Double] {
        guard let independent = value?["independent"], independent.entries != nil, let entries = value?.entries else {
            return decoding.valid { shares(value, platforms: declared) } ?? [:]
        }
        decoding.note(["independent"], at: value?.place ?? independent.place)
        for entry in entries where entry.key != "independent" {
            decoding.error(entry.place, "'\(shortened(entry.key))' stands beside 'independent', which is a whole mix")
        }
        var mix = IndependentMix(shares: [:])
        let read: Void? = decoding.valid {
            for entry in independent.entries ?? [] {
                checkName(entry, of: "attribute", among: attributes.map(\.id))
            }
            for attribute in attributes {
                if let value = independent[attribute.id] {
                    mix.shares[attribute.id] = valueShares(value, of: attribute)
                } else {
                    decoding.error(independent.place, "'independent' needs the key '\(attribute.id)'")
                }
            }
        }
        guard read != nil, !attributes.isEmpty else { return [:] }
        do {
            return try mix.joint(of: attributes, adding: &platforms)
        } catch {
            decoding.error(independent.place, error.message)
            return [:]
        }
    }

    /// How alike customers' mixes are; nil where all have the same.
    func concentration(_ value: YAMLValue?, _ presence: [String: Double]) -> Double? {
        guard let value, value.text != "none" else { return nil }
        if presence.values.contains(where: { $0 < 1 }) {
            decoding.error(value.place, "mixes that vary from customer to customer leave no room for 'presence'")
        }
        return decoding.number(value, ScenarioLimits.mixConcentrations, "a concentration")
    }

    private func valueShares(_ value: YAMLValue?, of attribute: EndpointAttribute) -> [String: Double] {
        var result: [String: Double] = [:]
        guard let value else { return result }
        guard let entries = value.entries, !entries.isEmpty else {
            decoding.error(value.place, "expected shares by value of '\(attribute.id)', found \(value.kind)")
            return result
        }
        for entry in entries {
            checkName(entry, of: "value of '\(attribute.id)'", among: attribute.values)
            result[entry.key] = decoding.share(entry.value)
        }
        return result
    }

    func shares(_ value: YAMLValue?, platforms: [String]) -> [String: Double] {
        var result: [String: Double] = [:]
        guard let value else { return result }
        guard let entries = value.entries, !entries.isEmpty else {
            decoding.error(value.place, "expected shares by platform, found \(value.kind)")
            return result
        }
        for entry in entries {
            checkName(entry, of: "platform", among: platforms)
            result[entry.key] = decoding.share(entry.value)
        }
        return result
    }
}
