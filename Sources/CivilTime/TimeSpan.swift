// A length of time.

/// A length of time in whole microseconds; it may be negative.
///
/// Additions stop at the ends of the range (about ±292,000 years) rather than trap, so that an absurd number in a
/// scenario file gives an absurd time and not a crash.
@frozen
public struct TimeSpan: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The length in microseconds.
    public var microseconds: Int64

    /// Makes a time span of so many microseconds.
    @inlinable
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// No time at all.
    public static let zero = TimeSpan(microseconds: 0)

    @usableFromInline static let microsecondsPerSecond: Int64 = 1_000_000
    @usableFromInline static let microsecondsPerMinute: Int64 = 60_000_000
    @usableFromInline static let microsecondsPerHour: Int64 = 3_600_000_000
    @usableFromInline static let microsecondsPerDay: Int64 = 86_400_000_000

    /// So many seconds, to the nearest microsecond; clamped to the range, NaN gives zero.
    public static func seconds(_ seconds: Double) -> TimeSpan {
        TimeSpan(microseconds: Int64(saturating: seconds * 1e6))
    }

    /// So many minutes, to the nearest microsecond; clamped to the range, NaN gives zero.
    public static func minutes(_ minutes: Double) -> TimeSpan {
        TimeSpan(microseconds: Int64(saturating: minutes * 6e7))
    }

    /// So many hours, to the nearest microsecond; clamped to the range, NaN gives zero.
    public static func hours(_ hours: Double) -> TimeSpan {
        TimeSpan(microseconds: Int64(saturating: hours * 3.6e9))
    }

    /// So many days of 24 hours, to the nearest microsecond; clamped to the range, NaN gives zero.
    public static func days(_ days: Double) -> TimeSpan {
        TimeSpan(microseconds: Int64(saturating: days * 8.64e10))
    }

    /// The length in seconds.
    @inlinable public var inSeconds: Double { Double(microseconds) / 1e6 }
    /// The length in minutes.
    @inlinable public var inMinutes: Double { Double(microseconds) / 6e7 }
    /// The length in hours.
    @inlinable public var inHours: Double { Double(microseconds) / 3.6e9 }
    /// The length in days of 24 hours.
    @inlinable public var inDays: Double { Double(microseconds) / 8.64e10 }

    /// Whether the left span is the shorter one; a negative span is shorter than none.
    @inlinable
    public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The sum, stopped at the ends of the range.
    @inlinable
    public static func + (left: TimeSpan, right: TimeSpan) -> TimeSpan {
        TimeSpan(microseconds: left.microseconds.addingSaturated(right.microseconds))
    }

    /// The difference, stopped at the ends of the range.
    @inlinable
    public static func - (left: TimeSpan, right: TimeSpan) -> TimeSpan {
        TimeSpan(microseconds: left.microseconds.subtractingSaturated(right.microseconds))
    }

    /// The same length in the other direction, stopped at the ends of the range.
    @inlinable
    public static prefix func - (span: TimeSpan) -> TimeSpan {
        zero - span
    }

    /// The length as ``Quantity/parseTimeSpan(_:)`` reads it, exactly: `1 h 30 min`, `2 d`, `500 ms`, `0 s`; a negative
    /// one has a leading minus sign, for the eye only.
    public var description: String {
        if microseconds == 0 { return "0 s" }
        var rest = microseconds.magnitude
        var parts: [String] = []
        for (unit, size) in Self.shownUnits where rest >= size {
            parts.append("\(rest / size) \(unit)")
            rest %= size
        }
        return (microseconds < 0 ? "-" : "") + parts.joined(separator: " ")
    }

    private static let shownUnits: [(String, UInt64)] = [
        ("d", 86_400_000_000), ("h", 3_600_000_000), ("min", 60_000_000), ("s", 1_000_000), ("ms", 1_000), ("µs", 1),
    ]
}
