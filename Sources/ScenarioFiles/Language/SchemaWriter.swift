// The JSON Schema of scenario files, by which editors complete keys, explain them and mark mistakes while one types.

import CivilTime
import Rollouts

/// Writes the language as a JSON Schema of draft 07, the one that editors know best.
///
/// The schema sees forms: keys, required keys, words, units, lengths of lists. What takes more than one look (names that nobody declared,
/// shares that do not sum, instants outside the simulated time) is left to `daybreak validate`. Everything that the decoder reads the schema
/// lets pass, but for a mapping of the language wrapped as `{value: …}`, which nobody writes.
struct SchemaWriter {
    private typealias Members = [(key: String, value: JSONText)]

    /// The schema of a whole file, as text.
    static func text() -> String {
        var writer = SchemaWriter()
        let root = writer.object(ScenarioLanguage.scenario, isPart: false)
        var members: Members = [
            ("$schema", .string("http://json-schema.org/draft-07/schema#")),
            ("title", .string("Daybreak scenario, language version 1")),
        ]
        members += root
        members.append(("definitions", .object(writer.definitions.sorted { $0.key < $1.key })))
        return JSONText.object(members).text() + "\n"
    }

    /// Those written so far; a mapping stands there once as a whole, and once as a part that a policy lays over it.
    private var definitions: Members = []
    private var named: Set<String> = []

    private mutating func reference(_ name: String, _ write: (inout SchemaWriter) -> Members) -> JSONText {
        let key = Self.key(name)
        if named.insert(key).inserted { definitions.append((key, .object(write(&self)))) }
        return .object([("$ref", .string("#/definitions/\(key)"))])
    }

    private static func key(_ name: String) -> String { name.replacing(" ", with: "-") }

    // MARK: Mappings

    private mutating func object(_ mapping: LanguageMapping, isPart: Bool) -> Members {
        var result: Members = [("description", .string(mapping.summary)), ("type", .string("object"))]
        let required = isPart ? [] : mapping.keys.filter(\.isRequired).map { JSONText.string($0.name) }
        if !required.isEmpty { result.append(("required", .array(required))) }
        let isPolicy = mapping.id == ScenarioLanguage.policy.id
        var properties: Members = []
        for key in mapping.keys {
            let isSection = isPolicy && ScenarioLanguage.sections.contains { $0.name == key.name }
            properties.append((key.name, property(key, isPart: isPart || isSection)))
        }
        properties += marks(mapping.marks)
        result.append(("properties", .object(properties)))
        switch mapping.others {
        case nil: result.append(("additionalProperties", .boolean(false)))
        case let others? where others.keys == .days:
            let value = schema(of: others.value, isPart: isPart)
            result.append(("patternProperties", .object([(QuantityPattern.days, value)])))
            result.append(("additionalProperties", .boolean(false)))
        case let others?: result.append(("additionalProperties", schema(of: others.value, isPart: isPart)))
        }
        if let choice = mapping.choice, !isPart { result.append(("anyOf", options(of: choice))) }
        return result
    }

    private func options(of choice: LanguageChoice) -> JSONText {
        .array(
            choice.options.map { option in
                let others = choice.keys.filter { !(option.needs + option.allows).contains($0) }
                var members: Members = [("required", .array(option.needs.map { .string($0) }))]
                if !others.isEmpty {
                    members.append(("properties", .object(others.map { ($0, .boolean(false)) })))
                }
                return .object(members)
            })
    }

    private mutating func property(_ key: LanguageKey, isPart: Bool) -> JSONText {
        var told = key.meaning + "."
        switch key.standard {
        case .required: break
        case .written(let text): told += " Default: \(text)."
        case .told(let words): told += " If left out: \(words)."
        }
        let value = schema(of: key.value, isPart: isPart)
        // In draft 07 nothing beside a reference counts, so that the reference goes one level down.
        guard case .object(let members) = value, members.first?.key != "$ref" else {
            return .object([("description", .string(told)), ("allOf", .array([value]))])
        }
        return .object([("description", .string(told))] + members.filter { $0.key != "description" })
    }

    private mutating func table(_ table: LanguageTable, isPart: Bool) -> Members {
        var result: Members = [("type", .string("object"))]
        if let pattern = Self.pattern(of: table.keys) {
            result.append(("propertyNames", .object([("pattern", .string(pattern))])))
        }
        if table.least > 0, !isPart { result.append(("minProperties", .number("\(table.least)"))) }
        // Sources carry no marks: they are where marks lead.
        if table.keys != .declared("source") {
            result.append(("properties", .object(marks(ScenarioLanguage.marks))))
        }
        result.append(("additionalProperties", schema(of: table.value, isPart: isPart)))
        return result
    }

    private static func pattern(of keys: LanguageTable.Keys) -> String? {
        switch keys {
        case .declared: QuantityPattern.name
        // A mark may stand among them.
        case .dates: "\(QuantityPattern.date)|^(?:source|assumption|fitted|note)$"
        case .timesOfDay: "\(QuantityPattern.timeOfDay)|^(?:source|assumption|fitted|note)$"
        case .references, .days, .paths: nil
        }
    }

    // MARK: Values

    private mutating func schema(of value: LanguageValue, isPart: Bool) -> JSONText {
        let suffix = isPart ? " part" : ""
        switch value {
        case .mapping(let mapping):
            return reference(mapping.id + suffix) { $0.object(mapping, isPart: isPart) }
        case .table(let table): return markable(.object(self.table(table, isPart: isPart)))
        case .either(let values): return .object([("anyOf", .array(values.map { schema(of: $0, isPart: isPart) }))])
        case .anything: return .object([])
        case .delay(let isWorking):
            let quantity = isWorking ? LanguageQuantity.calendarTime : .time(isLonger: false)
            return constantOrLaw((isWorking ? "working delay" : "delay") + suffix, quantity, isPart: isPart)
        case .countLaw:
            let quantity = LanguageQuantity.number(0...10_000_000, "endpoints")
            return constantOrLaw("number or law" + suffix, quantity, isPart: isPart)
        case .predicate: return markable("predicate") { $0.predicate() }
        case .words(let words) where words.count == 1: return .object([("const", .string(words[0].word))])
        case .list(let item, let counts):
            var members: Members = [("type", .string("array")), ("items", schema(of: item, isPart: false))]
            if counts.lowerBound > 0 { members.append(("minItems", .number("\(counts.lowerBound)"))) }
            members.append(("maxItems", .number("\(counts.upperBound)")))
            return markable(.object(members))
        case .text, .paragraphs: return markable("text") { _ in .object(Self.anyScalar) }
        case .reference(let kind):
            if kind == "source" { return .object(Self.anyScalar) }
            return markable("name") { _ in .object(Self.anyScalar) }
        case .words(let words): return markable(.object([("enum", .array(words.map { .string($0.word) }))]))
        case .truth:
            let words = [JSONText.string("yes"), .string("no"), .boolean(true), .boolean(false)]
            return markable("yes or no") { _ in .object([("enum", .array(words))]) }
        case .quantity(let quantity): return self.quantity(quantity)
        }
    }

    private static let anyScalar: Members = [
        ("type", .array([.string("string"), .string("number"), .string("boolean")]))
    ]

    /// A constant, or a law; an overlay of a law may be any of its parameters.
    private mutating func constantOrLaw(_ name: String, _ quantity: LanguageQuantity, isPart: Bool) -> JSONText {
        markable(name) {
            let law = $0.schema(of: .mapping(ScenarioLanguage.law(over: quantity)), isPart: isPart)
            return .object([("anyOf", .array([$0.quantity(quantity), law]))])
        }
    }

    private mutating func predicate() -> JSONText {
        let own = JSONText.object([("$ref", .string("#/definitions/predicate"))])
        func list(_ item: JSONText) -> JSONText {
            .object([("type", .string("array")), ("items", item), ("minItems", .number("1"))])
        }
        let scalar = JSONText.object(Self.anyScalar)
        let attribute = markable("values of an attribute") { _ in .object([("anyOf", .array([scalar, list(scalar)]))]) }
        let words: Members = [("all", list(own)), ("any", list(own)), ("not", own)]
        let mapping: Members = [
            ("type", .string("object")), ("minProperties", .number("1")),
            ("properties", .object(words + marks(ScenarioLanguage.marks))), ("additionalProperties", attribute),
        ]
        let constant = JSONText.object([("enum", .array([.string("always"), .string("never")]))])
        return .object([("anyOf", .array([constant, .object(mapping)]))])
    }

    /// A value, or the same with marks: `{value: 60 %, source: diary}`.
    private mutating func markable(_ value: JSONText) -> JSONText { .object(marked(value, within: value)) }

    /// A definition of a value that may carry marks.
    private mutating func markable(_ name: String, _ value: (inout SchemaWriter) -> JSONText) -> JSONText {
        let own = JSONText.object([("$ref", .string("#/definitions/\(Self.key(name))"))])
        return reference(name) { $0.marked(value(&$0), within: own) }
    }

    private mutating func marked(_ plain: JSONText, within wrapped: JSONText) -> Members {
        let wrapper = JSONText.object([
            ("type", .string("object")), ("required", .array([.string("value")])),
            ("properties", .object([("value", wrapped)] + marks(ScenarioLanguage.marks))),
            ("additionalProperties", .boolean(false)),
        ])
        guard case .object(let members) = plain, members.count == 1, members[0].key == "anyOf",
            case .array(let values) = members[0].value
        else { return [("anyOf", .array([plain, wrapper]))] }
        return [("anyOf", .array(values + [wrapper]))]
    }

    /// The keys of marks, whose own values carry no marks.
    private mutating func marks(_ marks: [LanguageKey]) -> Members {
        marks.map { mark in
            let value = reference("mark \(mark.name)") { _ in
                let described: Members = [("description", .string(mark.meaning + "."))]
                guard mark.name == "source" else { return described + Self.anyScalar }
                let one = JSONText.object(Self.anyScalar)
                return described + [("anyOf", .array([one, .object([("type", .string("array")), ("items", one)])]))]
            }
            return (mark.name, value)
        }
    }

    // MARK: Quantities

    private mutating func quantity(_ quantity: LanguageQuantity) -> JSONText {
        guard let name = Self.name(of: quantity) else { return markable(.object(Self.plain(quantity))) }
        return markable(name) { _ in .object(Self.plain(quantity)) }
    }

    /// The definition that all quantities of a form share; nil where bounds differ from key to key.
    private static func name(of quantity: LanguageQuantity) -> String? {
        switch quantity {
        case .time(let isLonger): isLonger ? "time above zero" : "time"
        case .calendarTime: "calendar time"
        case .share: "share"
        case .rate: "rate"
        case .instant: "instant"
        case .date: "date"
        case .localTime: "local time"
        case .hours: "hours"
        case .period: "period"
        case .observed: "observed value"
        case .whole(let range, _): "whole number \(range.lowerBound) to \(range.upperBound)"
        case .number(let range, _):
            "number \(Quantity.text(ofCount: range.lowerBound)) to \(Quantity.text(ofCount: range.upperBound))"
        case .seed, .version: nil
        }
    }

    /// The quantity without marks. YAML makes a number of a text that looks like one; bounds hold for those, patterns for texts.
    private static func plain(_ quantity: LanguageQuantity) -> Members {
        let numberOrText = JSONText.array([.string("number"), .string("string")])
        func text(_ pattern: String) -> Members { [("type", .string("string")), ("pattern", .string(pattern))] }
        func numeric(_ pattern: String, _ least: String, _ most: String) -> Members {
            [
                ("type", numberOrText), ("pattern", .string(pattern)), ("minimum", .number(least)),
                ("maximum", .number(most)),
            ]
        }
        switch quantity {
        case .time(let isLonger):
            return isLonger ? text(QuantityPattern.timeAboveZero) : numeric(QuantityPattern.time, "0", "0")
        case .calendarTime: return numeric(QuantityPattern.calendarTime, "0", "0")
        case .share: return numeric(QuantityPattern.share, "0", "1")
        case .rate: return numeric(QuantityPattern.rate, "0", "0")
        case .whole(let range, _):
            return numeric(QuantityPattern.count, "\(range.lowerBound)", "\(range.upperBound)") + [
                ("multipleOf", .number("1"))
            ]
        case .number(let range, _):
            return numeric(
                QuantityPattern.count, Quantity.text(ofCount: range.lowerBound),
                Quantity.text(ofCount: range.upperBound))
        case .seed: return numeric(QuantityPattern.seed, "0", "\(UInt64.max)") + [("multipleOf", .number("1"))]
        case .instant: return text(QuantityPattern.instant)
        case .date: return text(QuantityPattern.date)
        case .localTime: return text(QuantityPattern.localTime)
        case .hours: return text(QuantityPattern.hours)
        case .period: return text(QuantityPattern.period)
        case .observed: return [("type", numberOrText), ("pattern", .string(QuantityPattern.observed))]
        case .version: return [("enum", .array([.number("1"), .string("1")]))]
        }
    }
}
