// What really happened: observations, each read in the unit of its metric.

import CivilTime
import Rollouts

/// Decodes the observations of a file.
struct ObservationDecoder {
    let decoding: Decoding
    /// Nil where the clock is mistaken, so that no instant can be counted from its start.
    let clock: ScenarioClock?
    /// Every metric of the scenario by its name; nil where the names that they are made of are mistaken.
    private let metrics: [String: Metric]?

    init(decoding: Decoding, root: YAMLValue, clock: ScenarioClock?) {
        self.decoding = decoding
        self.clock = clock
        metrics = Self.metrics(root)
    }

    private static func metrics(_ root: YAMLValue) -> [String: Metric]? {
        guard let regions = root["regions"]?.entries, regions.count <= ScenarioLimits.regions else { return nil }
        var names = [regions.map(\.key)]
        for section in ["groups", "checkpoints"] {
            guard let value = root[section] else {
                names.append([])
                continue
            }
            guard let entries = value.entries, entries.count <= 1000 else { return nil }
            names.append(entries.map(\.key))
        }
        guard (names[0].count + names[1].count) * (names[2].count + 1) <= 100_000 else { return nil }
        let metrics = Metric.all(scopes: names[0] + names[1], checkpoints: names[2])
        return Dictionary(metrics.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func observations(_ items: [YAMLValue]) -> [Observation] {
        var ids: Set<String> = []
        return items.map { item in
            let observation = observation(item)
            if let id = item["id"], !observation.id.isEmpty {
                decoding.checkID(observation.id, at: id.place)
                if !ids.insert(observation.id).inserted {
                    decoding.error(id.place, "the observation '\(shortened(observation.id))' stands there twice")
                }
            }
            return observation
        }
    }

    private func observation(_ value: YAMLValue) -> Observation {
        let fields = Fields(value, "an observation", decoding)
        defer { fields.finish() }
        let metric = metric(fields.required("metric"))
        let minus = fields.optional("minus")
        let subtracted = metric == nil ? nil : self.metric(minus)
        if let metric, let subtracted, metric.unit != subtracted.unit, let minus {
            decoding.error(
                minus.place,
                "'\(subtracted.id)' (\(subtracted.unit.rawValue)) cannot be subtracted from '\(metric.id)' (\(metric.unit.rawValue))"
            )
        }
        return Observation(
            id: decoding.text(fields.required("id"), "a name"),
            statement: fields.optional("statement").map { decoding.text($0, "a statement") } ?? "",
            metric: metric?.id ?? "", minus: minus?.text,
            value: quantity(fields.required("value"), of: metric, isDifference: minus != nil),
            tolerance: fields.optional("tolerance").map { tolerance($0, of: metric) } ?? 0,
            source: source(fields.required("source")),
            fitted: decoding.truth(fields.optional("fitted"), default: false))
    }

    /// The metric that a value names; nil, and reported, if there is none.
    private func metric(_ value: YAMLValue?) -> Metric? {
        guard let value, let metrics else { return nil }
        let name = decoding.text(value, "the name of a metric")
        guard !name.isEmpty else { return nil }
        if metrics[name] == nil {
            let hint = NearestName.hint(for: name, among: metrics.keys.sorted())
            decoding.error(value.place, "unknown metric '\(shortened(name))'; \(hint)")
        }
        return metrics[name]
    }

    private func source(_ value: YAMLValue?) -> String {
        guard let value else { return "" }
        return (value.items ?? [value]).compactMap(\.text).joined(separator: ", ")
    }

    // MARK: Values

    /// How far off a value may be, in the metric's unit.
    private func tolerance(_ value: YAMLValue, of metric: Metric?) -> Double {
        guard var metric else { return 0 }
        metric.isInstant = false
        return quantity(value, of: metric, isDifference: false)
    }

    /// A value in the metric's unit: hours, a share from 0 to 1, or a number. A difference may be negative.
    private func quantity(_ value: YAMLValue?, of metric: Metric?, isDifference: Bool) -> Double {
        guard let value, let metric else { return 0 }
        if metric.isInstant, !isDifference, let text = value.text, text.unicodeScalars.contains(":") {
            let instant = decoding.instant(value)
            return clock.map { (instant - $0.start).inHours } ?? 0
        }
        let isNegative = isDifference && value.text?.unicodeScalars.first == "-"
        var magnitude = value
        if isNegative, let text = value.text {
            magnitude.content = .scalar(String(text.unicodeScalars.dropFirst()))
        }
        let number =
            switch metric.unit {
            case .hours:
                decoding.read(
                    magnitude,
                    metric.isInstant && !isDifference
                        ? "an instant such as '2022-06-21T10:00Z' or a time after the start"
                        : "a time such as '90 min'",
                    default: TimeSpan.zero, Quantity.parseTimeSpan
                ).inHours
            case .share: decoding.share(magnitude)
            case .count, .endpointHours, .money: decoding.read(magnitude, "a number", default: 0, Quantity.parseCount)
            }
        return isNegative ? -number : number
    }
}
