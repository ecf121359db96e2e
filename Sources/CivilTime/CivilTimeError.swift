// The one error of this module: what was being read, the text at fault, and a sentence for a person.

/// Says why a time, a date, a zone, a working pattern or a quantity could not be understood.
///
/// `message` is a whole phrase for the author of a scenario file and quotes the text at fault (shortened, with
/// control characters removed, so that it is safe to print). `subject` tells a program what was expected.
public struct CivilTimeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the text was meant to be.
    public enum Subject: String, Sendable, CaseIterable {
        /// A point in time with its offset from UTC, such as `2022-06-20T22:00Z`.
        case instant
        /// A day of the calendar, such as `2022-06-20`.
        case date
        /// A date and a time of day without a zone, such as `2022-06-20T22:00`.
        case localDateTime
        /// A time on the local clock, such as `08:00`.
        case timeOfDay
        /// A day of the week, or several, such as `mon-fri`.
        case weekday
        /// The hours of one day, or one interval of them, such as `08:00-12:00, 13:00-18:00`.
        case hours
        /// An IANA time zone, such as `Europe/Paris`, or the span of time that its table covers.
        case zone
        /// The steps of a ``DailyProfile``.
        case profile
        /// A length of time with its unit, such as `90 min`.
        case timeSpan
        /// A part of a whole, such as `12 %`.
        case share
        /// How many, such as `12k`.
        case count
        /// How often, such as `0.4 / h`.
        case rate
        /// The tz database of the system, or one of its files.
        case zoneDatabase
    }

    /// What the text was meant to be.
    public let subject: Subject
    /// The offending text as given, unshortened; empty when the fault is not in a text.
    public let text: String
    /// What is wrong and what to write instead; one line, no final full stop.
    public let message: String

    /// An error about `text`; the message is taken as it is, so that whoever quotes the text in it shortens it.
    public init(_ subject: Subject, text: String, message: String) {
        self.subject = subject
        self.text = text
        self.message = message
    }

    /// The same as ``message``.
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
