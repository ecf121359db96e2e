// The mappings of the language: their keys, with form, default and meaning.

/// A key of a mapping.
struct LanguageKey: Sendable {
    var name: String
    var value: LanguageValue
    var standard: LanguageDefault
    /// One or two sentences, without a full stop at the end of the last.
    var meaning: String

    var isRequired: Bool { if case .required = standard { true } else { false } }

    /// A key that must be there.
    static func required(_ name: String, _ value: LanguageValue, _ meaning: String) -> LanguageKey {
        LanguageKey(name: name, value: value, standard: .required, meaning: meaning)
    }

    /// A key that may be left out, which means the same as the text `standard` in its place.
    static func optional(
        _ name: String, _ value: LanguageValue, default standard: String, _ meaning: String
    ) -> LanguageKey {
        LanguageKey(name: name, value: value, standard: .written(standard), meaning: meaning)
    }

    /// A key that may be left out; `without` says in words what holds then.
    static func optional(
        _ name: String, _ value: LanguageValue, without: String, _ meaning: String
    ) -> LanguageKey {
        LanguageKey(name: name, value: value, standard: .told(without), meaning: meaning)
    }
}

/// What holds where a key is left out.
enum LanguageDefault: Sendable {
    /// It must not be left out.
    case required
    /// The same as this text of the language; a test holds every one of them against the decoder.
    case written(String)
    /// What no text of the language says, in words.
    case told(String)
}

/// A mapping of the language.
struct LanguageMapping: Sendable {
    /// The name of its part of the reference and of its definition in the schema.
    var id: String
    /// What it describes, in a sentence.
    var summary: String
    var keys: [LanguageKey]
    /// Keys of the scenario's own beside those of the language.
    var others: LanguageTable?
    /// Keys of which some must be there.
    var choice: LanguageChoice?
    /// The marks that it may carry, which say where its numbers come from.
    var marks = ScenarioLanguage.marks

    init(
        _ id: String, _ summary: String, _ keys: [LanguageKey], others: LanguageTable? = nil,
        choice: LanguageChoice? = nil
    ) {
        self.id = id
        self.summary = summary
        self.keys = keys
        self.others = others
        self.choice = choice
    }
}

/// Ways to fill a mapping, of which each has keys that it needs and keys that it allows.
struct LanguageChoice: Sendable {
    struct Option: Sendable {
        var needs: [String]
        var allows: [String] = []
    }

    var options: [Option]

    init(_ options: [Option]) { self.options = options }

    /// One of some keys.
    static func one(of keys: String...) -> LanguageChoice { LanguageChoice(keys.map { Option(needs: [$0]) }) }

    /// The keys of which this decides.
    var keys: [String] {
        var seen: Set<String> = []
        return options.flatMap { $0.needs + $0.allows }.filter { seen.insert($0).inserted }
    }
}

/// Keys that are the scenario's own, each with a value of the same form.
struct LanguageTable: Sendable {
    /// What the keys are.
    enum Keys: Sendable, Equatable {
        /// Names that are declared here, such as those of regions.
        case declared(String)
        /// Names that are declared elsewhere.
        case references(String)
        /// Days of the week.
        case days
        case dates
        case timesOfDay
        /// Keys with dots between them that lead to a value.
        case paths
    }

    var keys: Keys
    var value: LanguageValue
    var least = 0
    /// What the keys mean, where no key of the language says it.
    var meaning = ""
}
