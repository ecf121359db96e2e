// Laws of random numbers, and predicates over attributes.

import CivilTime
import RandomStreams
import Rollouts

/// The keys whose values are predicates. A predicate is read by one of them only, so that all who treat a predicate as one value know
/// them all.
enum PredicateKey: String, CaseIterable {
    case affects
    case covers
    case appliesTo = "applies-to"
    case passed = "known-to-have-passed"
}

extension Fields {
    /// A predicate over attributes; ``Predicate/never`` if it is left out.
    func predicate(_ key: PredicateKey, required isRequired: Bool = true, _ attributes: [EndpointAttribute])
        -> Predicate
    {
        decoding.predicate(isRequired ? required(key.rawValue) : optional(key.rawValue), attributes)
    }
}

extension Decoding {
    /// A random number of endpoints.
    func countLaw(_ value: YAMLValue?) -> Distribution {
        guard let value else { return .zero }
        let law = valid {
            self.law(value, unit: "a number such as '250' or {median: 250, sigma: 1.1}") {
                read($0, "a number", default: 1, Quantity.parseCount)
            }
        }
        guard let law else { return .zero }
        if law.mean > 10_000_000 || law.mean < 1 {
            error(value.place, "expected a mean from 1 to 10,000,000, found \(Quantity.text(ofCount: law.mean))")
        }
        return law
    }

    func law(_ value: YAMLValue, unit what: String, _ quantity: (YAMLValue?) -> Double) -> Distribution {
        guard value.entries != nil else {
            guard value.text != nil else {
                error(value.place, "expected \(what), found \(value.kind)")
                return .zero
            }
            return (try? .constant(quantity(value))) ?? .zero
        }
        let fields = Fields(value, "a law", self)
        let given = ScenarioLanguage.lawParameters.filter { fields.optional($0) != nil }
        guard valid({ fields.finish() }) != nil else { return .zero }
        // The parameters are read before the law is made of them, so that a mistake in one is not reported as two.
        let parameters = valid {
            given.flatMap { key -> [Double] in
                switch key {
                case "sigma": [number(value[key], 0...10, "a sigma")]
                case "cv": [number(value[key], 0...100, "a coefficient of variation")]
                case "uniform": bounds(value[key]).map(quantity)
                default: [quantity(value[key])]
                }
            }
        }
        guard let parameters else { return .zero }
        do {
            switch given {
            case ["median", "sigma"]: return try .lognormal(median: parameters[0], sigma: parameters[1])
            case ["median", "p90"]: return try .lognormal(median: parameters[0], p90: parameters[1])
            case ["mean", "cv"]: return try .lognormal(mean: parameters[0], cv: parameters[1])
            case ["exponential"]: return try .exponential(mean: parameters[0])
            case ["uniform"]: return try .uniform(low: parameters[0], high: parameters[1])
            case ["min", "mode", "max"]:
                return try .triangular(min: parameters[0], mode: parameters[1], max: parameters[2])
            default:
                let keys = value.entries?.map(\.key) ?? []
                let found = keys.isEmpty ? value.kind : "{\(keys.joined(separator: ", "))}"
                error(
                    value.place,
                    "expected \(what), found \(found); laws are {median, sigma}, {median, p90}, {mean, cv}, {exponential}, {uniform: [low, high]} and {min, mode, max}"
                )
                return .zero
            }
        } catch {
            self.error(value.place, "no such law: \(Self.reason(error))")
            return .zero
        }
    }

    /// Why there is no law with such parameters, in the words of the file, whose units are not the law's.
    private static func reason(_ error: DistributionError) -> String {
        switch error.parameter {
        case "high": "the second bound lies below the first"
        case "p90": "the p90 lies below the median"
        case "mode", "max": "min, mode and max must stand in this order"
        case "": error.message
        default: "the \(error.parameter) must be greater than 0"
        }
    }

    private func bounds(_ value: YAMLValue?) -> [YAMLValue] {
        guard let value else { return [] }
        guard let bounds = value.items, bounds.count == 2 else {
            error(value.place, "expected two bounds, as in {uniform: [1 h, 3 h]}, found \(value.kind)")
            return []
        }
        return bounds
    }

    /// A predicate over attributes.
    fileprivate func predicate(_ value: YAMLValue?, _ attributes: [EndpointAttribute]) -> Predicate {
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
        // Read as "all of nothing", an empty mapping would hold for every endpoint.
        guard !entries.isEmpty else {
            error(
                value.place,
                "expected at least one attribute, or always or never, as in {os: windows-7}; found \(value.kind)")
            return .never
        }
        return .all(entries.map { part($0, attributes) })
    }

    private func part(_ entry: YAMLValue.Entry, _ attributes: [EndpointAttribute]) -> Predicate {
        switch entry.key {
        case "all", "any":
            guard let items = entry.value.items, !items.isEmpty else {
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
                if attributes.isEmpty { return .never }
                let hint = NearestName.hint(for: entry.key, among: attributes.map(\.id) + ["all", "any", "not"])
                error(entry.place, "unknown attribute '\(shortened(entry.key))'; \(hint)")
                return .never
            }
            let values = entry.value.items ?? [entry.value]
            if values.isEmpty { error(entry.value.place, "expected at least one value of '\(attribute.id)'") }
            return .any(
                values.map {
                    .equals(
                        attribute: attribute.id,
                        value: name($0, of: "value of '\(attribute.id)'", among: attribute.values))
                })
        }
    }
}
