// The reference of the scenario language as Markdown: every mapping with its keys, after the forms that values have.

import Rollouts

/// Writes the language as Markdown.
struct ReferenceWriter {
    /// The whole reference.
    static func text() -> String {
        var writer = ReferenceWriter()
        writer.write(ScenarioLanguage.scenario, path: "")
        return writer.opening + ReferenceWriter.values + writer.body
    }

    private var body = ""
    /// What has a part of its own already, or will have one.
    private var told: Set<String> = []
    private var contents: [String] = []

    private var opening: String {
        """
        # The scenario language, key by key

        Written by `daybreak reference` from the description that the tests hold against the decoder; [README.md](README.md) tells the language in one page.
        The same description gives the JSON Schema, [scenario.schema.json](scenario.schema.json) (`daybreak schema`).

        Parts: \(contents.joined(separator: " · "))


        """
    }

    // MARK: Parts

    private mutating func write(_ mapping: LanguageMapping, path: String) {
        guard told.insert(mapping.id).inserted else { return }
        let anchor = Self.anchor(mapping.id)
        contents.append("[\(mapping.id)](#\(anchor))")
        body += "## \(mapping.id)\n\n"
        body += path.isEmpty ? "" : "`\(path)`. "
        body += mapping.summary + "\n\n"
        body += "| key | type | unit | default | meaning |\n|---|---|---|---|---|\n"
        for key in mapping.keys { body += Self.row(key) }
        if let others = mapping.others {
            let unit = Self.unit(of: others.value)
            body +=
                "| \(Self.name(of: others.keys)) | \(Self.type(of: others.value)) | \(unit) | | \(others.meaning) |\n"
        }
        body += "\n" + Self.sentence(mapping.choice)
        for key in mapping.keys { describe(key.value, path: path.isEmpty ? key.name : "\(path).\(key.name)") }
        if let others = mapping.others { describe(others.value, path: path) }
    }

    /// Writes the parts of the mappings that a value may be.
    private mutating func describe(_ value: LanguageValue, path: String) {
        switch value {
        case .mapping(let mapping) where mapping.id != ScenarioLanguage.policy.id: write(mapping, path: path)
        case .mapping(let policy): writePolicy(policy, path: path)
        case .table(let table): describe(table.value, path: "\(path).\(Self.placeholder(table.keys))")
        case .list(let item, _): describe(item, path: "\(path)[]")
        case .either(let values): for value in values { describe(value, path: path) }
        default: break
        }
    }

    /// A policy may change most sections, which have parts of their own.
    private mutating func writePolicy(_ policy: LanguageMapping, path: String) {
        var own = policy
        own.keys.removeAll { key in ScenarioLanguage.sections.contains { $0.name == key.name } }
        own.id = policy.id
        write(own, path: path)
        let changed = policy.keys.filter { key in !own.keys.contains { $0.name == key.name } }
        body += "Besides, in part or whole: " + changed.map { "`\($0.name)`" }.joined(separator: ", ") + ".\n\n"
    }

    private static func anchor(_ id: String) -> String { id.lowercased().replacing(" ", with: "-") }

    private static func row(_ key: LanguageKey) -> String {
        let standard =
            switch key.standard {
            case .required: "required"
            case .written(let text): "`\(text)`"
            case .told(let words): words
            }
        let words = meanings(of: key.value)
        let meaning = key.meaning + (words.isEmpty ? "" : ". " + words.joined(separator: "; "))
        return "| `\(key.name)` | \(type(of: key.value)) | \(unit(of: key.value)) | \(standard) | \(meaning) |\n"
    }

    /// What the words of a choice mean.
    private static func meanings(of value: LanguageValue) -> [String] {
        switch value {
        case .words(let words):
            words.filter { !$0.meaning.isEmpty }.map {
                "`\($0.word)`: \($0.meaning.hasSuffix(".") ? String($0.meaning.dropLast()) : $0.meaning)"
            }
        case .either(let values): values.flatMap { meanings(of: $0) }
        default: []
        }
    }

    private static func sentence(_ choice: LanguageChoice?) -> String {
        guard let choice else { return "" }
        let options = choice.options.map { option in
            let needed = option.needs.map { "`\($0)`" }.joined(separator: ", ")
            let allowed = option.allows.map { "`\($0)`" }.joined(separator: ", ")
            return needed + (allowed.isEmpty ? "" : " (and, if wanted, \(allowed))")
        }
        let isShort = choice.options.allSatisfy { $0.needs.count == 1 && $0.allows.isEmpty }
        return "Either " + options.joined(separator: isShort ? " or " : "; or ") + ".\n\n"
    }

    // MARK: Types and units

    private static func type(of value: LanguageValue) -> String {
        switch value {
        case .text: "text"
        case .paragraphs: "text, also of several lines"
        case .reference(let kind): "name of \(article(kind)) \(kind)"
        case .words(let words): words.map { "`\($0.word)`" }.joined(separator: ", ")
        case .truth: "`yes`, `no`"
        case .quantity(let quantity): type(of: quantity)
        case .delay(let isWorking): isWorking ? "[working delay](#delays)" : "[delay](#delays)"
        case .countLaw: "number or [law](#laws)"
        case .predicate: "[predicate](#predicates)"
        case .mapping(let mapping): "[\(mapping.id)](#\(anchor(mapping.id)))"
        case .table(let table): "by \(name(of: table.keys)): \(type(of: table.value))"
        case .list(.reference(let kind), _): "list of names of \(kind)s"
        case .list(.text, _): "list of texts"
        case .list(let item, let counts):
            "list of \(counts.lowerBound == counts.upperBound ? "\(counts.upperBound) × " : "")\(type(of: item))"
        case .either(let values): values.map { type(of: $0) }.joined(separator: ", or ")
        case .anything: "what the path asks for"
        }
    }

    private static func type(of quantity: LanguageQuantity) -> String {
        switch quantity {
        case .time(let isLonger): isLonger ? "[time](#times), more than 0" : "[time](#times)"
        case .calendarTime: "[time, working time or working days](#times)"
        case .share: "[share](#shares)"
        case .rate: "[rate](#rates)"
        case .whole(let range, _): "whole [number](#numbers), \(bounds(range))"
        case .number(let range, _): "[number](#numbers), \(bounds(range))"
        case .seed: "whole number, 0 to \(UInt64.max)"
        case .instant: "[instant](#instants)"
        case .date: "[date](#instants)"
        case .localTime: "[local time](#instants)"
        case .hours: "[hours](#hours)"
        case .period: "[period](#hours)"
        case .observed: "what the metric's unit asks for"
        case .version: "`1`"
        }
    }

    private static func article(_ noun: String) -> String { "aeiou".contains(noun.prefix(1)) ? "an" : "a" }

    private static func bounds(_ range: ClosedRange<Int>) -> String {
        "\(grouped(range.lowerBound)) to \(grouped(range.upperBound))"
    }

    private static func bounds(_ range: ClosedRange<Double>) -> String {
        bounds((Int(exactly: range.lowerBound) ?? 0)...(Int(exactly: range.upperBound) ?? .max))
    }

    /// A whole number with commas between its thousands.
    private static func grouped(_ number: Int) -> String {
        var digits = Array(String(number))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return String(digits)
    }

    private static func unit(of value: LanguageValue) -> String {
        switch value {
        case .quantity(.time): "s, min, h, d, w"
        case .delay(working: false): "s, min, h, d, w"
        case .quantity(.calendarTime), .delay(working: true): "s, min, h, d, w, working hours, working days"
        case .quantity(.share): "%"
        case .quantity(.rate): "/ h, / d, …"
        case .quantity(.whole(_, let noun)), .quantity(.number(_, let noun)): noun
        case .countLaw: "endpoints"
        case .table(let table): unit(of: table.value)
        case .either(let values): values.lazy.map { unit(of: $0) }.first { !$0.isEmpty } ?? ""
        default: ""
        }
    }

    private static func name(of keys: LanguageTable.Keys) -> String {
        switch keys {
        case .declared: "name"
        case .references(let kind): kind
        case .days: "day or days of the week"
        case .dates: "date"
        case .timesOfDay: "time of day"
        case .paths: "path"
        }
    }

    private static func placeholder(_ keys: LanguageTable.Keys) -> String {
        switch keys {
        case .declared(let kind), .references(let kind): kind.uppercased().replacing(" ", with: "-")
        case .days: "DAYS"
        case .dates: "DATE"
        case .timesOfDay: "TIME"
        case .paths: "PATH"
        }
    }
}
