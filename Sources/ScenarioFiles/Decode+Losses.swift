// What losses are counted by: the attacks that the release would stop, and prices.

import CivilTime
import Rollouts

extension ScenarioDecoder {
    func threats(_ value: YAMLValue?) -> Threats? {
        guard let fields = clause(value, "threats") else { return nil }
        defer { fields.finish() }
        return Threats(rate: threatRate(fields.required("rate")))
    }

    /// A rate is one number, a daily profile, or a list of instants from which rates hold.
    private func threatRate(_ value: YAMLValue?) -> ThreatRate {
        guard let value else { return .constant(0) }
        if let items = value.items { return .steps(threatSteps(items, at: value)) }
        if value.entries != nil {
            return .daily(daily(value) { decoding.rate($0, atMost: ScenarioLimits.threatsPerHour) })
        }
        return .constant(decoding.rate(value, atMost: ScenarioLimits.threatsPerHour))
    }

    private func threatSteps(_ items: [YAMLValue], at value: YAMLValue) -> [ThreatStep] {
        if items.isEmpty { decoding.error(value.place, "expected at least one step of a rate, found \(value.kind)") }
        if items.count > ScenarioLimits.threatSteps {
            decoding.error(
                value.place, "\(items.count) steps of a rate; expected at most \(ScenarioLimits.threatSteps)")
        }
        var last: Instant?
        return items.prefix(ScenarioLimits.threatSteps).map { item in
            let fields = Fields(item, "a step of a rate", decoding)
            defer { fields.finish() }
            let from = decoding.valid { decoding.instant(fields.required("from")) }
            if let from, let before = last, from <= before, let place = item["from"]?.place {
                decoding.error(place, "'\(from)' does not come after the step before it, '\(before)'")
            }
            last = from ?? last
            return ThreatStep(
                from: from ?? Instant(microseconds: 0),
                perHour: decoding.rate(fields.required("rate"), atMost: ScenarioLimits.threatsPerHour))
        }
    }

    func prices(_ value: YAMLValue?) -> Prices? {
        guard let fields = clause(value, "prices") else { return nil }
        defer { fields.finish() }
        func price(_ key: String) -> Double {
            decoding.number(fields.optional(key), 0...ScenarioLimits.price, "a price")
        }
        return Prices(
            currency: fields.optional("currency").map { decoding.text($0, "the name of a currency") } ?? "",
            endpointHourLost: price("endpoint-hour-lost"),
            weightedEndpointHourLost: price("weighted-endpoint-hour-lost"),
            technicianHour: price("technician-hour"), supportCase: price("support-case"),
            supportCall: price("support-call"),
            threatEncounter: price("threat-encounter"), lagEndpointHour: price("lag-endpoint-hour"),
            weightedLagEndpointHour: price("weighted-lag-endpoint-hour"))
    }
}
