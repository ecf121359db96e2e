// From text to tree: YAML syntax with the places of everything, through a library that may not be trusted with any text.

import Foundation
import Yams

/// Parses YAML text into a ``YAMLValue``.
struct YAMLParser {
    let file: String
    /// What the text is, for messages: a file, or the value of an override.
    let what: String
    private(set) var diagnostics: [Diagnostic] = []
    private var visited = 0
    /// Keys whose first character was replaced so that parsing could go on, by where they stand.
    private var renamed: [TextPosition: Unicode.Scalar] = [:]

    init(file: String, what: String = "the file") {
        self.file = file
        self.what = what
    }

    /// Parses a text. Nil if there is no tree at all; ``diagnostics`` then say why.
    mutating func parse(_ text: String) -> YAMLValue? {
        if let trouble = TextLimits.trouble(in: text, what) {
            report(trouble.position, trouble.message)
            return nil
        }
        // A thread of its own, because the YAML library descends once per level of nesting, of which it allows a thousand.
        let box = Box(parser: self)
        let thread = Thread { box.run(text) }
        thread.stackSize = 64 << 20
        let done = box.done
        thread.start()
        done.wait()
        self = box.parser
        return box.value
    }

    private mutating func report(_ position: TextPosition, _ message: String) {
        diagnostics.append(
            Diagnostic(
                place: Place(file: file, line: position.line, column: position.column), severity: .error,
                message: message))
    }

    // MARK: Syntax

    fileprivate mutating func compose(_ text: String) -> YAMLValue? {
        // The library stops at the first mapping with duplicate keys. One of them is set apart and the text parsed again, so
        // that all mistakes of the file are found; a large file may not ask for that too often.
        let repairs = text.utf8.count > 1 << 20 ? 3 : 50
        var scalars: [Unicode.Scalar] = []
        var repaired = text
        for attempt in 0...repairs {
            do {
                guard let node = try compose(repaired: repaired) else {
                    report(TextPosition(), "\(what) is empty; expected a scenario, which begins with 'daybreak: 1'")
                    return nil
                }
                return convert(node, depth: 0)
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                if scalars.isEmpty { scalars = Array(text.unicodeScalars) }
                let position = TextPosition(line: context.mark.line, column: context.mark.column)
                guard attempt < repairs,
                    let original = DuplicateKeys.rename(keys.first ?? "", at: position, in: &scalars, attempt: attempt)
                else {
                    report(position, "duplicate key \(keys.map { "'\(shortened($0))'" }.joined(separator: ", "))")
                    return nil
                }
                renamed[position] = renamed[position] ?? original
                repaired = String(String.UnicodeScalarView(scalars))
            } catch let error as YamlError {
                report(error, in: text)
                return nil
            } catch {
                report(TextPosition(), "\(what) cannot be parsed: \(shortened(String(describing: error)))")
                return nil
            }
        }
        return nil
    }

    private func compose(repaired text: String) throws -> Node? {
        // The library keeps a pointer into the string's bytes; those of a very short string lie within the value itself and
        // do not stay where they are, so no string here is very short.
        let steady = text + String(repeating: "\n", count: 16)
        // All scalars are text (the basic resolver). The encoding is said, lest an environment variable choose it.
        return try Parser(yaml: steady, resolver: .basic, encoding: .utf8).singleRoot()
    }

    private mutating func report(_ error: YamlError, in text: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let position = TextPosition(line: mark.line, column: mark.column)
            report(position, Self.explanation(of: problem, character: position.scalar(in: text)))
        case .memory:
            report(TextPosition(), "\(what) is nested too deep to be read")
        default:
            report(TextPosition(), "\(what) is not valid YAML text in UTF-8")
        }
    }

    /// What the library's words mean to the author of a scenario.
    private static func explanation(of problem: String, character: Unicode.Scalar?) -> String {
        switch problem {
        case "found character that cannot start any token" where character == "\t":
            return "YAML: a tab cannot indent; use spaces"
        case "found character that cannot start any token":
            let shown = character.map { " '\(shortened(String($0)))'" } ?? ""
            return "YAML: a value cannot begin with the character\(shown); put the value between quotes"
        case "but found another document":
            return "YAML: a second document begins here; a scenario is one document"
        case "mapping values are not allowed in this context":
            return
                "YAML: no key and value can stand here; look for a wrong indentation, or a ': ' in text without quotes"
        case _ where problem.hasPrefix("Maximum nesting level"):
            return "nested more than \(TextLimits.deepest) deep"
        default:
            return "YAML: \(shortened(problem))"
        }
    }

    // MARK: The tree

    private mutating func convert(_ node: Node, depth: Int) -> YAMLValue {
        let position = TextPosition(node.mark)
        let place = Place(file: file, line: position.line, column: position.column)
        visited += 1
        if visited == TextLimits.mostNodes {
            report(position, "\(what) has more than \(TextLimits.mostNodes) parts once its aliases are followed")
        }
        if depth == TextLimits.deepest { report(position, "nested more than \(TextLimits.deepest) deep") }
        guard visited < TextLimits.mostNodes, depth < TextLimits.deepest else {
            return YAMLValue(content: .scalar(""), place: place)
        }
        switch node {
        case .scalar(let scalar):
            return YAMLValue(content: .scalar(scalar.string), place: place)
        case .sequence(let sequence):
            var items: [YAMLValue] = []
            for item in sequence { items.append(convert(item, depth: depth + 1)) }
            return YAMLValue(content: .sequence(items), place: place)
        case .mapping(let mapping):
            return YAMLValue(content: .mapping(entries(of: mapping, at: position, depth: depth)), place: place)
        case .alias:
            report(position, "an alias that refers to nothing")
            return YAMLValue(content: .scalar(""), place: place)
        }
    }

    private mutating func entries(
        of mapping: Node.Mapping, at mappingPosition: TextPosition, depth: Int
    ) -> [YAMLValue.Entry] {
        var entries: [YAMLValue.Entry] = []
        var lines: [String: Int] = [:]
        for (key, value) in mapping {
            let position = key.mark.map { TextPosition($0) } ?? mappingPosition
            guard var name = key.scalar?.string else {
                report(position, "a key must be text")
                continue
            }
            if let original = renamed[position] {
                var scalars = String.UnicodeScalarView([original])
                scalars.append(contentsOf: name.unicodeScalars.dropFirst())
                name = String(scalars)
            }
            if let line = lines[name] {
                report(position, "duplicate key '\(shortened(name))'; it stands in line \(line) already")
                continue
            }
            lines[name] = position.line
            entries.append(
                YAMLValue.Entry(
                    key: name, place: Place(file: file, line: position.line, column: position.column),
                    value: convert(value, depth: depth + 1)))
        }
        return entries
    }
}

/// Carries a parse to its thread and back; the semaphore orders the two.
private final class Box: @unchecked Sendable {
    var parser: YAMLParser
    var value: YAMLValue?
    let done = DispatchSemaphore(value: 0)

    init(parser: YAMLParser) { self.parser = parser }

    func run(_ text: String) {
        value = parser.compose(text)
        done.signal()
    }
}
