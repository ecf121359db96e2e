// Goes through a scenario with the description of the language in hand, and says which mapping is what.

import Testing

@testable import ScenarioFiles

/// What the description says of the mappings of a tree whose marks have been read.
struct LanguageWalk {
    /// The description of each mapping of the tree, by its place.
    private(set) var mappings: [Place: LanguageMapping] = [:]
    /// The keys that the tree uses, by the mapping's id.
    private(set) var used: [String: Set<String>] = [:]
    /// Keys that the description lacks.
    private(set) var unknown: [String] = []

    init(_ tree: YAMLValue) { walk(tree, as: .mapping(ScenarioLanguage.scenario)) }

    private mutating func walk(_ value: YAMLValue, as form: LanguageValue) {
        switch form {
        case .mapping(let mapping): walk(value, as: mapping)
        case .table(let table): for entry in value.entries ?? [] { walk(entry.value, as: table.value) }
        case .list(let item, _): for part in value.items ?? [] { walk(part, as: item) }
        case .either(let forms): if let form = Self.form(of: value, among: forms) { walk(value, as: form) }
        case .delay(let isWorking):
            walk(value, as: ScenarioLanguage.law(over: isWorking ? .calendarTime : .time(isLonger: false)))
        case .countLaw: walk(value, as: ScenarioLanguage.law(over: .number(0...1, "endpoints")))
        case .text, .paragraphs, .reference, .words, .truth, .quantity, .predicate, .anything: break
        }
    }

    private mutating func walk(_ value: YAMLValue, as mapping: LanguageMapping) {
        guard let entries = value.entries else { return }
        mappings[value.place] = mapping
        if mapping.id == ScenarioLanguage.policy.id {
            for entry in value["set"]?.entries ?? [] {
                let steps = entry.key.split(separator: ".").map(String.init)
                if let form = Self.form(at: steps[...], in: .mapping(ScenarioLanguage.scenario)) {
                    walk(entry.value, as: form)
                }
            }
        }
        for entry in entries {
            if let key = mapping.keys.first(where: { $0.name == entry.key }) {
                used[mapping.id, default: []].insert(key.name)
                walk(entry.value, as: key.value)
            } else if let others = mapping.others {
                walk(entry.value, as: others.value)
            } else {
                unknown.append("\(entry.place.line): '\(entry.key)' in \(mapping.id)")
            }
        }
    }

    /// The form that a value has: by its kind, and among mappings the one that has its keys.
    private static func form(of value: YAMLValue, among forms: [LanguageValue]) -> LanguageValue? {
        let candidates = forms.filter { form in
            switch (form, value.content) {
            case (.mapping, .mapping), (.table, .mapping), (.delay, .mapping), (.list, .sequence): true
            default: false
            }
        }
        let keys = Set(value.entries?.map(\.key) ?? [])
        return candidates.first { form in
            switch form {
            case .mapping(let mapping): keys.isSubset(of: mapping.keys.map(\.name))
            case .delay: keys.isSubset(of: ScenarioLanguage.lawParameters)
            default: true
            }
        } ?? candidates.last
    }

    /// The form that the end of a path has.
    private static func form(at path: ArraySlice<String>, in form: LanguageValue) -> LanguageValue? {
        guard let step = path.first else { return form }
        switch form {
        case .mapping(let mapping):
            let value = mapping.keys.first { $0.name == step }?.value ?? mapping.others?.value
            return value.flatMap { Self.form(at: path.dropFirst(), in: $0) }
        case .table(let table): return Self.form(at: path.dropFirst(), in: table.value)
        case .list(let item, _): return Self.form(at: path.dropFirst(), in: item)
        case .either(let forms): return forms.lazy.compactMap { Self.form(at: path, in: $0) }.first
        default: return nil
        }
    }

    /// Every mapping of the language, each once.
    static var all: [LanguageMapping] {
        var found: [String: LanguageMapping] = [:]
        func visit(_ form: LanguageValue) {
            switch form {
            case .mapping(let mapping):
                guard found.updateValue(mapping, forKey: mapping.id) == nil else { return }
                for key in mapping.keys { visit(key.value) }
            case .table(let table): visit(table.value)
            case .list(let item, _): visit(item)
            case .either(let forms): for form in forms { visit(form) }
            case .delay(let isWorking):
                visit(.mapping(ScenarioLanguage.law(over: isWorking ? .calendarTime : .time(isLonger: false))))
            case .countLaw: visit(.mapping(ScenarioLanguage.law(over: .number(0...1, "endpoints"))))
            case .text, .paragraphs, .reference, .words, .truth, .quantity, .predicate, .anything: break
            }
        }
        visit(.mapping(ScenarioLanguage.scenario))
        return found.values.sorted { $0.id < $1.id }
    }
}
