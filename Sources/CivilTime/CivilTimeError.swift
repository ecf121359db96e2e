// The one error of this module: what was being read, the text at fault, and a sentence for a person.

/// Says why a time, a date, a zone, a working pattern or a quantity could not be understood.
///
/// `message` is a whole phrase for the author of a scenario file and quotes the text at fault (shortened, with
/// control characters removed, so that it is safe to print). `subject` tells a program what was expected.
public struct CivilTimeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the text was meant to be.
    public enum Subject: String, Sendable, CaseIterable {
        case instant, date, localDateTime, timeOfDay, weekday, hours, zone, profile
        case timeSpan, share, count, rate
    }

    /// What the text was meant to be.
    public let subject: Subject
    /// The offending text as given, unshortened; empty when the fault is not in a text.
    public let text: String
    /// What is wrong and what to write instead; one line, no final full stop.
    public let message: String

    /// Makes an error whose message may quote `text` by way of ``quoted(_:)``.
    public init(_ subject: Subject, text: String, message: String) {
        self.subject = subject
        self.text = text
        self.message = message
    }

    public var description: String { message }

    /// `text` between single quotes, at most 40 characters of it, with control characters shown as `?`.
    ///
    /// Input may be a binary file or megabytes on one line: an error message must stay a line that a terminal can show.
    static func quoted(_ text: String) -> String {
        let limit = 40
        var shown = "'"
        var count = 0
        for scalar in text.unicodeScalars {
            if count == limit {
                shown += "…"
                break
            }
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
                shown += "?"
            default:
                shown.unicodeScalars.append(scalar)
            }
            count += 1
        }
        return shown + "'"
    }
}
