// What may stand as a value in a scenario file: the forms of the language, from a single quantity to whole mappings.

/// A form that values may have. Decoding, reference and JSON Schema speak of the same forms.
indirect enum LanguageValue: Sendable {
    /// A text on one line; the words say what it is, such as "a title".
    case text(String)
    /// A text that may have several lines.
    case paragraphs(String)
    /// The name of something that is declared elsewhere, such as a region.
    case reference(to: String)
    /// One of some words.
    case words([LanguageWord])
    /// `yes` or `no`.
    case truth
    /// A number with its unit, an instant, or another short text with a syntax of its own.
    case quantity(LanguageQuantity)
    /// A time or a law over times; `working` where it may be said in working time or working days.
    case delay(working: Bool)
    /// A number of endpoints, or a law over such numbers.
    case countLaw
    /// A predicate over attributes.
    case predicate
    /// Keys of the language.
    case mapping(LanguageMapping)
    /// Keys of the scenario's own, each with a value of the same form.
    case table(LanguageTable)
    /// Values of one form, so many of them.
    case list(LanguageValue, ClosedRange<Int>)
    /// One of several forms.
    case either([LanguageValue])
    /// What the place that a path names asks for.
    case anything
}

/// A word of the language, and what it means.
struct LanguageWord: Sendable {
    var word: String
    /// Empty where the key's own meaning says enough.
    var meaning: String

    init(_ word: String, _ meaning: String = "") {
        self.word = word
        self.meaning = meaning
    }
}

/// Short texts with a syntax.
enum LanguageQuantity: Sendable, Equatable {
    /// A length of time by the clock; `isLonger` where it must be longer than none.
    case time(isLonger: Bool)
    /// A length of time by the clock, in working time or in working days.
    case calendarTime
    /// A part of a whole, 0 to 100 %.
    case share
    /// How often per unit of time.
    case rate
    /// A whole number of something.
    case whole(ClosedRange<Int>, String)
    /// A number of something, whole or not.
    case number(ClosedRange<Double>, String)
    /// A number that fills 64 bits.
    case seed
    /// A moment, with its offset from UTC.
    case instant
    /// A day of the Gregorian calendar.
    case date
    /// A date and a time of day on each region's own clock.
    case localTime
    /// Hours of a day on the local clock.
    case hours
    /// From one local time to another.
    case period
    /// An observed value in the unit of its metric, negative where it is a difference.
    case observed
    /// The version of the language.
    case version
}

extension LanguageValue {
    static let share = LanguageValue.quantity(.share)
    static let time = LanguageValue.quantity(.time(isLonger: false))
    static let timeAboveZero = LanguageValue.quantity(.time(isLonger: true))
    static let calendarTime = LanguageValue.quantity(.calendarTime)
    static let rate = LanguageValue.quantity(.rate)
    static let instant = LanguageValue.quantity(.instant)
    static let delay = LanguageValue.delay(working: false)
    static let workingDelay = LanguageValue.delay(working: true)

    static func whole(_ range: ClosedRange<Int>, _ what: String) -> LanguageValue { .quantity(.whole(range, what)) }

    static func number(_ range: ClosedRange<Double>, _ what: String) -> LanguageValue {
        .quantity(.number(range, what))
    }

    /// The same, or the word `none`.
    static func orNone(_ value: LanguageValue) -> LanguageValue { .either([.words([LanguageWord("none")]), value]) }

    /// A word for each raw value, with what it means.
    static func words(_ words: [String]) -> LanguageValue { .words(words.map { LanguageWord($0) }) }

    static func mapping(
        _ id: String, _ summary: String, _ keys: [LanguageKey], choice: LanguageChoice? = nil
    ) -> LanguageValue {
        .mapping(LanguageMapping(id, summary, keys, choice: choice))
    }

    /// Names that are declared here, each with a value of the same form.
    static func declared(_ kind: String, _ value: LanguageValue, least: Int = 1) -> LanguageValue {
        .table(LanguageTable(keys: .declared(kind), value: value, least: least))
    }
}
