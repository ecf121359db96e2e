// From text to tree: YAML syntax, duplicate keys, and limits that keep a hostile file from eating the machine.

import Foundation
import Yams

/// Parses YAML text into a ``YAMLValue``.
struct YAMLParser {
    let file: String
    private(set) var diagnostics: [Diagnostic] = []
    private var visited = 0

    /// The most bytes of a scenario file.
    static let mostBytes = 8 << 20
    /// The most nodes of a tree once its aliases are followed, and the deepest nesting.
    private static let mostNodes = 500_000
    private static let deepest = 64
    /// More brackets, or longer lines, are no scenario: they are how a file nests without end.
    private static let mostBrackets = 100_000
    private static let longestLine = 100_000
    /// A duplicate key is set apart by a first character of the private use area, so that parsing can go on.
    private static let firstPrivate: UInt32 = 0xE000
    private static let lastPrivate: UInt32 = 0xE7FF

    init(file: String) { self.file = file }

    /// Parses a text. Nil if there is no tree at all; ``diagnostics`` then say why.
    mutating func parse(_ text: String) -> YAMLValue? {
        if let trouble = Self.shapeTrouble(of: text) {
            report(trouble.line, trouble.column, trouble.message)
            return nil
        }
        // A thread of its own, because the YAML library descends once per level of nesting.
        let box = Box(parser: self)
        let thread = Thread { box.run(text) }
        thread.stackSize = 512 << 20
        let done = box.done
        thread.start()
        done.wait()
        self = box.parser
        return box.value
    }

    private mutating func report(_ line: Int, _ column: Int, _ message: String) {
        diagnostics.append(
            Diagnostic(place: Place(file: file, line: line, column: column), severity: .error, message: message))
    }

    // MARK: Limits on the text

    private static func shapeTrouble(of text: String) -> (line: Int, column: Int, message: String)? {
        var line = 1
        var column = 1
        var brackets = 0
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                line += 1
                column = 1
                continue
            }
            if scalar == "[" || scalar == "{" {
                brackets += 1
                if brackets > mostBrackets {
                    return (line, column, "too many brackets; a scenario has far fewer than \(mostBrackets)")
                }
            }
            if scalar.value < 0x20 && scalar != "\t" && scalar != "\r"
                || (firstPrivate...lastPrivate).contains(scalar.value)
            {
                return (line, column, "the file is not text: it holds a control character")
            }
            column += 1
            if column > longestLine { return (line, column, "the line is longer than \(longestLine) characters") }
        }
        return nil
    }

    // MARK: Syntax

    fileprivate mutating func compose(_ text: String) -> YAMLValue? {
        var text = text
        for attempt in 0..<200 {
            do {
                guard let node = try Yams.compose(yaml: text, .basic) else {
                    report(1, 1, "the file is empty; expected a scenario, which begins with 'daybreak: 1'")
                    return nil
                }
                return convert(node, depth: 0)
            } catch let error as YamlError {
                if case .duplicatedKeysInMapping(let duplicates, let context) = error,
                    let repaired = Self.settingApart(duplicates, in: text, mapping: context.mark, attempt: attempt)
                {
                    text = repaired
                    continue
                }
                report(error)
                return nil
            } catch {
                report(1, 1, "the file cannot be parsed: \(shortened(String(describing: error)))")
                return nil
            }
        }
        report(1, 1, "there are too many duplicate keys")
        return nil
    }

    private mutating func report(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            report(mark.line, mark.column, "YAML: \(shortened(problem))")
        case .duplicatedKeysInMapping(let duplicates, let context):
            report(
                context.mark.line, context.mark.column,
                "duplicate key \(duplicates.map { "'\(shortened($0))'" }.joined(separator: ", "))")
        default:
            report(1, 1, "the file is not valid YAML text in UTF-8")
        }
    }

    /// Replaces the first character of the second occurrence of each duplicate key, so that parsing goes on and the place is known.
    private static func settingApart(_ keys: [String], in text: String, mapping mark: Mark, attempt: Int) -> String? {
        var lines = text.components(separatedBy: "\n").map { Array($0.unicodeScalars) }
        guard mark.line >= 1, mark.line <= lines.count, let replacement = Unicode.Scalar(firstPrivate + UInt32(attempt))
        else { return nil }
        var changed = false
        for key in keys {
            let wanted = Array(key.unicodeScalars)
            guard !wanted.isEmpty else { continue }
            let first = lines[mark.line - 1]
            let isFlow = mark.column - 1 < first.count && first[mark.column - 1] == "{"
            var found = 0
            search: for row in (mark.line - 1)..<lines.count {
                let line = lines[row]
                let indent = line.prefix { $0 == " " }.count
                if !isFlow && row > mark.line - 1 && indent < mark.column - 1 && indent < line.count { break }
                let columns =
                    isFlow
                    ? Array((row == mark.line - 1 ? mark.column : 0)..<max(line.count, mark.column)) : [mark.column - 1]
                for column in columns where matches(wanted, in: line, at: column) {
                    found += 1
                    guard found > 1 else { continue }
                    let quoted = line[column] == "\"" || line[column] == "'"
                    lines[row][column + (quoted ? 1 : 0)] = replacement
                    changed = true
                    break search
                }
            }
        }
        guard changed else { return nil }
        return lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
    }

    private static func matches(_ key: [Unicode.Scalar], in line: [Unicode.Scalar], at column: Int) -> Bool {
        for form in [key, ["\""] + key + ["\""], ["'"] + key + ["'"]] {
            let end = column + form.count
            guard end < line.count, Array(line[column..<end]) == form, line[end] == ":" else { continue }
            if column > 0, !" ,{".unicodeScalars.contains(line[column - 1]) { continue }
            return true
        }
        return false
    }

    // MARK: The tree

    private func place(_ mark: Mark?) -> Place { Place(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1) }

    private mutating func convert(_ node: Node, depth: Int) -> YAMLValue {
        let place = self.place(node.mark)
        visited += 1
        if visited == Self.mostNodes {
            report(place.line, place.column, "the file is too large once its aliases are followed")
        }
        if depth == Self.deepest { report(place.line, place.column, "nested more than \(Self.deepest) deep") }
        guard visited < Self.mostNodes, depth < Self.deepest else {
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
            var entries: [YAMLValue.Entry] = []
            for (key, value) in mapping {
                let keyPlace = self.place(key.mark ?? node.mark)
                guard let name = key.scalar?.string else {
                    report(keyPlace.line, keyPlace.column, "a key must be text")
                    continue
                }
                if let first = name.unicodeScalars.first, (Self.firstPrivate...Self.lastPrivate).contains(first.value) {
                    let rest = String(name.unicodeScalars.dropFirst())
                    let original = entries.last { String($0.key.unicodeScalars.dropFirst()) == rest }
                    report(
                        keyPlace.line, keyPlace.column,
                        "duplicate key '\(shortened(original?.key ?? rest))'"
                            + (original.map { "; it stands in line \($0.place.line) already" } ?? ""))
                    continue
                }
                entries.append(
                    YAMLValue.Entry(
                        key: name, place: keyPlace,
                        value: convert(value, depth: depth + 1)))
            }
            return YAMLValue(content: .mapping(entries), place: place)
        case .alias:
            report(place.line, place.column, "an alias that refers to nothing")
            return YAMLValue(content: .scalar(""), place: place)
        }
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
