// What all sections share while a tree becomes values: the list of mistakes, the count of numbers, and the readers of single values.

import CivilTime
import RandomStreams
import Rollouts

/// The state of one decoding. A mistake is noted and decoding goes on with a stand-in, so that all mistakes of a file are found at once; a
/// scenario is only used if there was none.
final class Decoding {
    private(set) var diagnostics: Set<Diagnostic> = []
    /// Every number by its place, so that a base that several policies share is counted once.
    private var numbers: [Place: Origin?] = [:]
    private var zones: [String: CivilTimeError?] = [:]

    /// How many mistakes were met, the same one in each policy counted again: whoever sees that it did not grow while a value
    /// was read knows that the value is no stand-in.
    private(set) var mistakes = 0

    var hasErrors: Bool { !diagnostics.isEmpty }

    /// The keys that mappings were asked for, by place; nil unless somebody wants to hold them against ``ScenarioLanguage``.
    var askedKeys: [Place: Set<String>]?

    /// Notes the keys that a mapping may have.
    func note(_ keys: Set<String>, at place: Place) { askedKeys?[place, default: []].formUnion(keys) }

    func error(_ place: Place, _ message: String) {
        mistakes += 1
        diagnostics.insert(Diagnostic(place: place, severity: .error, message: message))
    }

    func add(_ more: [Diagnostic]) {
        mistakes += more.count
        diagnostics.formUnion(more)
    }

    /// Counts a key that is missing, before it is clear how to say so.
    func noteMissing() { mistakes += 1 }

    /// What `read` makes of its part of the tree; nil if it met a mistake there.
    func valid<Value>(_ read: () -> Value) -> Value? {
        let before = mistakes
        let value = read()
        return mistakes == before ? value : nil
    }

    /// What is wrong with a time zone, looked up once for all policies; nil if nothing is.
    func fault(ofZone name: String) -> CivilTimeError? {
        if let known = zones[name] { return known }
        var fault: CivilTimeError?
        do {
            _ = try ZoneTable(identifier: name, from: .epoch, to: .epoch)
        } catch {
            fault = error
        }
        zones[name] = .some(fault)
        return fault
    }

    // MARK: Provenance

    private func countNumber(_ value: YAMLValue) { numbers[value.place] = .some(value.origin) }

    var provenance: ProvenanceCount {
        var count = ProvenanceCount()
        for origin in numbers.values {
            switch origin {
            case .fact: count.facts += 1
            case .assumption: count.assumptions += 1
            case .fitted: count.fitted += 1
            case nil: count.unmarked += 1
            }
        }
        return count
    }

    /// A warning for every number of the file itself without a mark.
    func warnings(file: String) -> [Diagnostic] {
        numbers.filter { $0.value == nil && $0.key.file == file }.keys.sorted().map {
            Diagnostic(
                place: $0, severity: .warning,
                message: "number without source, assumption or fitted; say where it comes from")
        }
    }

    // MARK: Text and names

    /// A text; line breaks are for texts of several lines.
    func text(_ value: YAMLValue?, _ what: String, severalLines: Bool = false) -> String {
        guard let value else { return "" }
        guard let text = value.text, !text.isEmpty else {
            error(value.place, "expected \(what), found \(value.kind)")
            return ""
        }
        let unprintable = text.unicodeScalars.first { scalar in
            switch scalar.properties.generalCategory {
            case .control: !(severalLines && (scalar == "\n" || scalar == "\t"))
            case .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
        if let unprintable {
            let found = unprintable == "\n" ? "a line break" : "a control character"
            error(value.place, "expected \(what) that can be printed on a line, found \(found) in \(value.kind)")
            return ""
        }
        return text
    }

    /// An id: letters, digits, `-` and `_`, at most 64; a dot would break paths.
    func checkID(_ id: String, at place: Place) {
        let isValid = id.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
            default: false
            }
        }
        if !isValid || id.isEmpty || id.utf8.count > 64 {
            error(place, "'\(shortened(id))' is no name; expected up to 64 letters, digits, '-' and '_'")
        } else if id == "value" {
            error(place, "'value' is a word of the language; choose another name")
        }
    }

    /// A reference to something declared elsewhere.
    func name(_ value: YAMLValue?, of kind: String, among known: [String]) -> String {
        guard let value else { return "" }
        let name = text(value, "the name of a \(kind)")
        // Where nothing is known, what should have declared it has been reported.
        if !name.isEmpty && !known.isEmpty && !known.contains(name) {
            error(value.place, "unknown \(kind) '\(shortened(name))'; \(NearestName.hint(for: name, among: known))")
        }
        return name
    }

    func truth(_ value: YAMLValue?, default standard: Bool) -> Bool {
        guard let value else { return standard }
        switch value.text {
        case "yes", "true": return true
        case "no", "false": return false
        default:
            error(value.place, "expected yes or no, found \(value.kind)")
            return standard
        }
    }

    // MARK: Numbers

    /// Reads a scalar with a parser of civil time or of quantities.
    ///
    /// - Parameter counted: whether the number says something of the world, and so should say where it comes from.
    func read<Value>(
        _ value: YAMLValue?, _ what: String, default standard: Value, counted: Bool = true,
        _ parse: (String) throws(CivilTimeError) -> Value
    ) -> Value {
        guard let value else { return standard }
        guard let text = value.text, !text.isEmpty else {
            error(value.place, "expected \(what), found \(value.kind)")
            return standard
        }
        // A quantity is a short text; what is longer is not worth a parser's time.
        guard text.utf8.count <= 1000 else {
            error(value.place, "expected \(what), found \(text.utf8.count) bytes of text: \(value.kind)")
            return standard
        }
        if counted { countNumber(value) }
        do {
            return try parse(text)
        } catch {
            self.error(value.place, "expected \(what): \(error.message)")
            return standard
        }
    }

    func span(_ value: YAMLValue?, atLeast least: TimeSpan = .zero) -> TimeSpan {
        let span = read(value, "a time such as '90 min'", default: least, parseClockSpan)
        if let value, span < least || span > ScenarioLimits.longestSpan {
            error(
                value.place,
                least > .zero && span <= .zero
                    ? "expected a time longer than 0, found \(value.kind)"
                    : "expected a time from \(least) to \(ScenarioLimits.longestSpan), found \(value.kind)")
            return least
        }
        return span
    }

    func share(_ value: YAMLValue?) -> Double {
        read(value, "a share such as '12 %'", default: 0, Quantity.parseShare)
    }

    func rate(_ value: YAMLValue?, atMost most: Double) -> Double {
        let rate = read(value, "a rate such as '8 / h'", default: 0, Quantity.parseRate)
        if let value, rate > most {
            error(value.place, "expected at most \(Quantity.text(ofCount: most)) / h, found \(value.kind)")
        }
        return rate
    }

    func whole(
        _ value: YAMLValue?, _ range: ClosedRange<Int>, _ what: String = "a whole number", counted: Bool = true
    ) -> Int {
        let number = read(value, what, default: range.lowerBound, counted: counted, Quantity.parseWholeCount)
        if let value, !range.contains(number) {
            error(value.place, "expected \(what) from \(range.lowerBound) to \(range.upperBound), found \(value.kind)")
            return range.lowerBound
        }
        return number
    }

    /// A plain number within bounds; `what` says what it is.
    func number(_ value: YAMLValue?, _ range: ClosedRange<Double>, _ what: String) -> Double {
        guard let value else { return range.lowerBound }
        let number = read(value, what, default: range.lowerBound, Quantity.parseCount)
        if !range.contains(number) {
            let least = Quantity.text(ofCount: range.lowerBound)
            let most = Quantity.text(ofCount: range.upperBound)
            error(value.place, "expected \(what) from \(least) to \(most), found \(value.kind)")
            return range.lowerBound
        }
        return number
    }

    func instant(_ value: YAMLValue?) -> Instant {
        read(value, "an instant such as '2022-06-21T10:00Z'", default: Instant(microseconds: 0)) {
            (text: String) throws(CivilTimeError) -> Instant in try Instant(parsing: text)
        }
    }

    func date(_ value: YAMLValue, counted: Bool = true) -> CivilDate? {
        read(value, "a date such as '2022-06-21'", default: nil, counted: counted) {
            (text: String) throws(CivilTimeError) -> CivilDate? in try CivilDate(parsing: text)
        }
    }
}
