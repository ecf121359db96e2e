// As much of JSON Schema as the schema of scenario files uses, to hold scenarios against it without another program.

import Foundation

@testable import ScenarioFiles

/// Validates trees in which every single value is a text, as the decoder reads them.
///
/// The same was seen with an independent validator (`jsonschema` for Python), also with single values read as numbers.
final class SchemaValidator {
    private let schema: [String: Any]
    private var expressions: [String: NSRegularExpression] = [:]

    init(_ text: String) throws {
        schema = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    }

    /// Whether a pattern of the schema is found in a text.
    func matches(_ pattern: String, _ text: String) throws -> Bool {
        let expression = try expressions[pattern] ?? NSRegularExpression(pattern: pattern)
        expressions[pattern] = expression
        return expression.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
    }

    /// The first places at which a text of YAML differs from the schema, as paths with the word of the schema that it breaks.
    func faults(in text: String) throws -> [String] {
        var parser = YAMLParser(file: "file")
        guard let tree = parser.parse(text) else { return ["no YAML"] }
        return try faults(tree, schema, "")
    }

    private func faults(_ value: YAMLValue, _ rule: Any, _ path: String) throws -> [String] {
        if let rule = rule as? Bool { return rule ? [] : ["\(path): not allowed"] }
        guard var rule = rule as? [String: Any] else { return ["\(path): no schema"] }
        if let reference = rule["$ref"] as? String {
            let name = String(reference.dropFirst("#/definitions/".count))
            guard let found = (schema["definitions"] as? [String: Any])?[name] as? [String: Any] else {
                return ["\(path): no definition \(name)"]
            }
            rule = found
        }
        var result: [String] = []
        for part in rule["allOf"] as? [Any] ?? [] { result += try faults(value, part, path) }
        if let options = rule["anyOf"] as? [Any] {
            let all = try options.map { try faults(value, $0, path) }
            // Of several forms, the one that was meant is the one that the value comes nearest to.
            if !all.contains([]) { result += all.max { depth($0) < depth($1) } ?? [] }
        }
        switch value.content {
        case .scalar(let text): result += try faults(text, rule, path)
        case .sequence(let items): result += try faults(items, rule, path)
        case .mapping(let entries): result += try faults(entries, rule, path)
        }
        return result
    }

    private func depth(_ faults: [String]) -> Int { faults.map { $0.split(separator: ".").count }.max() ?? 0 }

    private func isType(_ name: String, _ rule: [String: Any]) -> Bool {
        if let type = rule["type"] as? String { return type == name }
        if let types = rule["type"] as? [String] { return types.contains(name) }
        return true
    }

    private func faults(_ text: String, _ rule: [String: Any], _ path: String) throws -> [String] {
        guard isType("string", rule) else { return ["\(path): type"] }
        if let words = rule["enum"] as? [Any], !words.contains(where: { $0 as? String == text }) {
            return ["\(path): enum"]
        }
        if let word = rule["const"] as? String, word != text { return ["\(path): const"] }
        if let pattern = rule["pattern"] as? String, try !matches(pattern, text) { return ["\(path): pattern"] }
        return []
    }

    private func faults(_ items: [YAMLValue], _ rule: [String: Any], _ path: String) throws -> [String] {
        guard isType("array", rule), rule["enum"] == nil, rule["const"] == nil else { return ["\(path): type"] }
        var result: [String] = []
        if let least = rule["minItems"] as? Int, items.count < least { result.append("\(path): minItems") }
        if let most = rule["maxItems"] as? Int, items.count > most { result.append("\(path): maxItems") }
        if let item = rule["items"] {
            for (index, value) in items.enumerated() { result += try faults(value, item, "\(path).\(index)") }
        }
        return result
    }

    private func faults(_ entries: [YAMLValue.Entry], _ rule: [String: Any], _ path: String) throws -> [String] {
        guard isType("object", rule), rule["enum"] == nil, rule["const"] == nil else { return ["\(path): type"] }
        var result: [String] = []
        let keys = entries.map(\.key)
        for key in rule["required"] as? [String] ?? [] where !keys.contains(key) { result.append("\(path): no \(key)") }
        if let least = rule["minProperties"] as? Int, entries.count < least { result.append("\(path): minProperties") }
        let properties = rule["properties"] as? [String: Any] ?? [:]
        let patterns = rule["patternProperties"] as? [String: Any] ?? [:]
        for entry in entries {
            let path = "\(path).\(entry.key)"
            if let names = rule["propertyNames"] as? [String: Any], let pattern = names["pattern"] as? String,
                try !matches(pattern, entry.key)
            {
                result.append("\(path): name")
            }
            var rules = try patterns.filter { try matches($0.key, entry.key) }.map(\.value)
            if let property = properties[entry.key] { rules.append(property) }
            if rules.isEmpty, let others = rule["additionalProperties"] { rules = [others] }
            for rule in rules { result += try faults(entry.value, rule, path) }
        }
        return result
    }
}
