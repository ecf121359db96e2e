// Delays, distributions of counts, and predicates over attributes.

import CivilTime
import RandomStreams
import Rollouts

extension Decoding {
    /// A random length of time: a constant or a law over times.
    func delay(_ value: YAMLValue?) -> Delay {
        guard let value else { return .none }
        return Delay(
            hours: law(value, unit: "a delay such as '45 min' or {median: 2 h, p90: 5 h}") { span($0).inHours })
    }

    /// A random number of endpoints.
    func countLaw(_ value: YAMLValue?) -> Distribution {
        guard let value else { return .zero }
        let law = law(value, unit: "a number such as '250' or {median: 250, sigma: 1.1}") {
            read($0, "a number", default: 1, Quantity.parseCount)
        }
        if law.mean > 10_000_000 || law.mean < 0 {
            error(value.place, "expected a mean from 0 to 10,000,000, found \(law.mean)")
        }
        return law
    }

    private func law(_ value: YAMLValue, unit what: String, _ quantity: (YAMLValue?) -> Double) -> Distribution {
        guard value.entries != nil else {
            guard value.text != nil else {
                error(value.place, "expected \(what), found \(value.kind)")
                return .zero
            }
            return (try? .constant(quantity(value))) ?? .zero
        }
        let fields = Fields(value, "a law", self)
        defer { fields.finish() }
        let forms = ["median", "mean", "exponential", "uniform", "min", "mode", "max", "sigma", "p90", "cv"]
        let given = Set(forms.filter { fields.optional($0) != nil })
        do {
            switch given {
            case ["median", "sigma"]:
                return try .lognormal(
                    median: quantity(value["median"]), sigma: number(value["sigma"], 0...10, "a sigma"))
            case ["median", "p90"]:
                return try .lognormal(median: quantity(value["median"]), p90: quantity(value["p90"]))
            case ["mean", "cv"]:
                return try .lognormal(
                    mean: quantity(value["mean"]), cv: number(value["cv"], 0...100, "a coefficient of variation"))
            case ["exponential"]:
                return try .exponential(mean: quantity(value["exponential"]))
            case ["uniform"]:
                guard let bounds = value["uniform"]?.items, bounds.count == 2 else {
                    error(value["uniform"]?.place ?? value.place, "expected two bounds, as in {uniform: [1 h, 3 h]}")
                    return .zero
                }
                return try .uniform(low: quantity(bounds[0]), high: quantity(bounds[1]))
            case ["min", "mode", "max"]:
                return try .triangular(
                    min: quantity(value["min"]), mode: quantity(value["mode"]), max: quantity(value["max"]))
            default:
                error(
                    value.place,
                    "expected \(what); laws are {median, sigma}, {median, p90}, {mean, cv}, {exponential}, {uniform: [low, high]} and {min, mode, max}"
                )
                return .zero
            }
        } catch {
            self.error(value.place, "no such law: \(error)")
            return .zero
        }
    }

    /// A predicate over attributes.
    func predicate(_ value: YAMLValue?, _ attributes: [EndpointAttribute]) -> Predicate {
        guard let value else { return .never }
        if let word = value.text {
            switch word {
            case "always": return .always
            case "never": return .never
            default:
                error(
                    value.place,
                    "expected always, never, or attributes and their values, as in {os: windows-7}; found \(value.kind)"
                )
                return .never
            }
        }
        guard let entries = value.entries else {
            error(value.place, "expected a predicate, as in {os: windows-7}; found \(value.kind)")
            return .never
        }
        return .all(entries.map { part($0, attributes) })
    }

    private func part(_ entry: YAMLValue.Entry, _ attributes: [EndpointAttribute]) -> Predicate {
        switch entry.key {
        case "all", "any":
            guard let items = entry.value.items else {
                error(
                    entry.value.place, "expected a list of predicates after '\(entry.key)', found \(entry.value.kind)")
                return .never
            }
            let parts = items.map { predicate($0, attributes) }
            return entry.key == "all" ? .all(parts) : .any(parts)
        case "not":
            return .not(predicate(entry.value, attributes))
        default:
            guard let attribute = attributes.first(where: { $0.id == entry.key }) else {
                let hint = NearestName.hint(for: entry.key, among: attributes.map(\.id) + ["all", "any", "not"])
                error(entry.place, "unknown attribute '\(shortened(entry.key))'; \(hint)")
                return .never
            }
            let values = entry.value.items ?? [entry.value]
            return .any(
                values.map {
                    .equals(
                        attribute: attribute.id,
                        value: name($0, of: "value of '\(attribute.id)'", among: attribute.values))
                })
        }
    }
}
