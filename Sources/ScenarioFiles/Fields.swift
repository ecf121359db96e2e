// A mapping of the language: which keys it has, which are missing, and which nobody knows.

/// Reads the keys of one mapping and notes which were asked for: a key that nobody asked for is unknown.
final class Fields {
    let decoding: Decoding
    let value: YAMLValue
    private let what: String
    private var asked: [String] = []
    private var missing: [String] = []

    /// - Parameter what: what the mapping describes, for messages, such as "segment 'hospital'".
    /// - Parameter orNone: whether the word `none` may stand in place of the mapping, for messages.
    init(_ value: YAMLValue, _ what: String, _ decoding: Decoding, orNone: Bool = false) {
        self.value = value
        self.what = what
        self.decoding = decoding
        if value.entries == nil && !isMissing {
            decoding.error(
                value.place, "expected \(what) as a mapping\(orNone ? ", or none" : ""), found \(value.kind)")
        }
    }

    /// Whether this stands in for a mapping whose absence has been reported already.
    private var isMissing: Bool { value.place.line == 0 }

    /// The value of a key that may be left out.
    func optional(_ key: String) -> YAMLValue? {
        asked.append(key)
        return value[key]
    }

    /// The value of a key that must be there; ``finish(alsoKnown:)`` reports it if it is not.
    func required(_ key: String) -> YAMLValue? {
        let found = optional(key)
        if found == nil && value.entries != nil {
            missing.append(key)
            decoding.noteMissing()
        }
        return found
    }

    /// A mapping that must be there.
    func section(_ key: String) -> Fields? {
        required(key).map { Fields($0, "'\(key)'", decoding) }
    }

    /// A mapping whose keys are names of the scenario's own: its entries in their order.
    func named(_ key: String, required isRequired: Bool = true) -> [YAMLValue.Entry] {
        guard let found = isRequired ? required(key) : optional(key) else { return [] }
        guard let entries = found.entries else {
            decoding.error(found.place, "expected '\(key)' as a mapping from names, found \(found.kind)")
            return []
        }
        if entries.isEmpty && isRequired { decoding.error(found.place, "expected at least one name in '\(key)'") }
        for entry in entries.prefix(Self.most) { decoding.checkID(entry.key, at: entry.place) }
        return limited(entries, Self.most, key, at: found.place)
    }

    /// The most names of one kind, so that looking each up among the others stays a matter of seconds.
    private static let most = 1000

    private func limited<Element>(_ all: [Element], _ most: Int, _ key: String, at place: Place) -> [Element] {
        if all.count > most {
            decoding.error(place, "\(all.count) entries in '\(key)'; expected at most \(most)")
        }
        return Array(all.prefix(most))
    }

    /// A list.
    func list(_ key: String, required isRequired: Bool = true, atMost most: Int = 1000) -> [YAMLValue] {
        guard let found = isRequired ? required(key) : optional(key) else { return [] }
        guard let items = found.items else {
            decoding.error(found.place, "expected '\(key)' as a list, found \(found.kind)")
            return []
        }
        return limited(items, most, key, at: found.place)
    }

    /// Call when all keys have been asked for: reports the unknown ones and those that are missing. A missing key of which there
    /// is a misspelt one is one mistake and not two.
    ///
    /// - Parameter others: keys that are somebody else's to read.
    func finish(alsoKnown others: [String] = []) {
        let known = Set(asked + others)
        decoding.note(Set(asked), at: value.place)
        var misspelt: Set<String> = []
        for entry in (value.entries ?? []).filter({ !known.contains($0.key) }).prefix(Self.most) {
            let names = known.sorted()
            if let nearest = NearestName.nearest(to: entry.key, among: names) { misspelt.insert(nearest) }
            let hint = NearestName.hint(for: entry.key, among: names)
            decoding.error(entry.place, "unknown key '\(shortened(entry.key))' in \(what); \(hint)")
        }
        for key in missing where !misspelt.contains(key) {
            decoding.error(value.place, "\(what) needs the key '\(key)'")
        }
    }
}
