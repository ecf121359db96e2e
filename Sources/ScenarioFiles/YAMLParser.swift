// From text to tree: YAML syntax with the places of everything, every duplicate key, and aliases that cannot multiply without end.

/// Parses YAML text into a ``YAMLValue``.
///
/// Builds the tree from libyaml's events with a stack of its own, and not from the nodes that Yams composes: those stop at
/// the first duplicate key, and hashing a key that is an alias may take for ever.
struct YAMLParser {
    let file: String
    /// What the text is, for messages: a file, or the value of an override.
    let what: String
    private(set) var diagnostics: [Diagnostic] = []

    private var open: [OpenNode] = []
    private var anchors: [String: Part] = [:]
    private var root: YAMLValue?
    /// How many levels below the deepest allowed one the next event lies.
    private var levelsTooDeep = 0
    private var isTooLarge = false

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
        var events = YAMLEvents(text)
        while true {
            switch events.next() {
            case .failure(let error):
                let position = error.position.within(text)
                report(position, Self.explanation(of: error, character: position.scalar(in: text)))
                return nil
            case .success(.end):
                if root == nil {
                    report(TextPosition(), "\(what) is empty; expected a scenario, which begins with 'daybreak: 1'")
                }
                return root
            case .success(.documentStart(let position)):
                guard root == nil else {
                    report(position, "YAML: a second document begins here; a scenario is one document")
                    return nil
                }
            case .success(.node(let event)):
                guard take(event) else { return nil }
            }
        }
    }

    private func place(_ position: TextPosition) -> Place {
        Place(file: file, line: position.line, column: position.column)
    }

    private mutating func report(_ position: TextPosition, _ message: String) {
        report(place(position), message)
    }

    private mutating func report(_ place: Place, _ message: String) {
        guard diagnostics.count < TextLimits.mostMessages else { return }
        diagnostics.append(Diagnostic(place: place, severity: .error, message: message))
    }

    /// What the library's words mean to the author of a scenario.
    private static func explanation(of error: YAMLEvents.SyntaxError, character: Unicode.Scalar?) -> String {
        switch error.problem {
        case "found character that cannot start any token" where character == "\t":
            return "YAML: a tab cannot indent; use spaces"
        case "found a tab character that violates indentation":
            return "YAML: a tab cannot indent; use spaces"
        case "found character that cannot start any token":
            let shown = character.map { " '\(shortened(String($0)))'" } ?? ""
            return "YAML: a value cannot begin with the character\(shown); put the value between quotes"
        case "mapping values are not allowed in this context":
            return
                "YAML: no key and value can stand here; look for a wrong indentation, or a ': ' in text without quotes"
        case _ where "\(error.problem) \(error.context)".contains("Maximum nesting level"):
            return "nested more than \(TextLimits.deepest) deep"
        default:
            return "YAML: \(shortened(error.problem, 80))\(error.context.isEmpty ? "" : " \(error.context)")"
        }
    }

    // MARK: The tree

    /// A whole node, with the levels and the nodes in it.
    private struct Part {
        var value: YAMLValue
        var height = 0
        var size = 1
    }

    /// A mapping or a list whose end has not come yet.
    private struct OpenNode {
        var isMapping: Bool
        var place: Place
        var anchor: String?
        var items: [YAMLValue] = []
        var entries: [YAMLValue.Entry] = []
        var lines: [String: Int] = [:]
        var key: Key?
        var height = 1
        var size = 1

        enum Key {
            case text(String, Place)
            /// No text, or a duplicate: its value is dropped.
            case dropped
        }
    }

    /// Takes the next event in; false if the rest of the text is not worth reading.
    private mutating func take(_ event: YAMLEvents.Event) -> Bool {
        let place = place(event.position)
        if levelsTooDeep > 0 {
            switch event.kind {
            case .mappingStart, .sequenceStart: levelsTooDeep += 1
            case .collectionEnd:
                levelsTooDeep -= 1
                if levelsTooDeep == 0 { finish(Part(value: standIn(place)), anchor: nil, key: nil) }
            case .scalar, .alias: break
            }
            return true
        }
        switch event.kind {
        case .scalar(let text):
            finish(Part(value: YAMLValue(content: .scalar(text), place: place)), anchor: event.anchor, key: text)
        case .alias(let name):
            guard let part = referred(by: name, at: place) else { return false }
            finish(part, anchor: nil, key: nil)
        case .mappingStart, .sequenceStart:
            if open.count == TextLimits.deepest {
                report(place, "nested more than \(TextLimits.deepest) deep")
                levelsTooDeep = 1
            } else {
                open.append(OpenNode(isMapping: event.kind == .mappingStart, place: place, anchor: event.anchor))
            }
        case .collectionEnd:
            guard let node = open.popLast() else { return true }
            let content: YAMLValue.Content = node.isMapping ? .mapping(node.entries) : .sequence(node.items)
            let value = YAMLValue(content: content, place: node.place)
            finish(Part(value: value, height: node.height, size: node.size), anchor: node.anchor, key: nil)
        }
        return true
    }

    private func standIn(_ place: Place) -> YAMLValue { YAMLValue(content: .scalar(""), place: place) }

    /// What an alias stands for; nil, and reported, if there is no such thing.
    private mutating func referred(by name: String, at place: Place) -> Part? {
        if open.contains(where: { $0.anchor == name }) {
            report(place, "YAML: the alias '*\(shortened(name))' stands inside what it refers to")
            return nil
        }
        guard let part = anchors[name] else {
            let hint = NearestName.nearest(to: name, among: anchors.keys.sorted()).map { "; did you mean '*\($0)'?" }
            report(place, "YAML: the alias '*\(shortened(name))' refers to nothing\(hint ?? "")")
            return nil
        }
        return part
    }

    /// Puts a whole node into what it stands in.
    ///
    /// - Parameter key: the node's text if it may be a key.
    private mutating func finish(_ whole: Part, anchor: String?, key: String?) {
        var part = whole
        if let anchor { anchors[anchor] = part }
        guard let top = open.indices.last else {
            root = part.value
            return
        }
        if open.count + part.height > TextLimits.deepest {
            report(part.value.place, "nested more than \(TextLimits.deepest) deep once aliases are followed")
            part = Part(value: standIn(part.value.place))
        }
        // Both sizes are at most the limit, so that the sum cannot overflow.
        if open[top].size + part.size > TextLimits.mostNodes {
            if !isTooLarge {
                report(
                    part.value.place,
                    "\(what) has more than \(TextLimits.mostNodes) parts once its aliases are followed")
            }
            isTooLarge = true
            part = Part(value: standIn(part.value.place), size: 0)
        }
        open[top].height = max(open[top].height, part.height + 1)
        open[top].size += part.size
        guard open[top].isMapping else { return open[top].items.append(part.value) }
        switch open[top].key {
        case nil: return takeKey(key, at: part.value.place, of: top)
        case .dropped: break
        case .text(let name, let place):
            open[top].entries.append(YAMLValue.Entry(key: name, place: place, value: part.value))
        }
        open[top].key = nil
    }

    private mutating func takeKey(_ key: String?, at place: Place, of top: Int) {
        open[top].key = .dropped
        guard let key else { return report(place, "a key must be text, not a list, a mapping or an alias") }
        if let line = open[top].lines[key] {
            report(place, "duplicate key '\(shortened(key))'; it stands in line \(line) already")
        } else {
            open[top].lines[key] = place.line
            open[top].key = .text(key, place)
        }
    }
}
