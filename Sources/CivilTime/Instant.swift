// A moment on the world's clock.

/// A moment in Coordinated Universal Time, as microseconds since 1970-01-01T00:00:00Z without leap seconds.
///
/// ```swift
/// let heard = try Instant(parsing: "2022-06-21T12:00+02:00")
/// heard.iso8601                            // "2022-06-21T10:00:00Z"
/// heard.adding(.minutes(30)) - heard       // 30 min
/// ```
///
/// The range is about 292,000 years either way. Arithmetic stops at its ends and never traps.
@frozen
public struct Instant: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before.
    public var microseconds: Int64

    /// Makes the instant so many microseconds after 1970-01-01T00:00:00Z.
    @inlinable
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The start of 1970 in UTC.
    public static let epoch = Instant(microseconds: 0)

    /// Whether the left instant is the earlier one.
    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    /// This instant moved by `span`, stopped at the ends of the range.
    @inlinable
    public func adding(_ span: TimeSpan) -> Instant {
        Instant(microseconds: microseconds.addingSaturated(span.microseconds))
    }

    /// The time from `right` to `left`, stopped at the ends of the range.
    @inlinable
    public static func - (left: Instant, right: Instant) -> TimeSpan {
        TimeSpan(microseconds: left.microseconds.subtractingSaturated(right.microseconds))
    }

    /// The same as ``iso8601``.
    public var description: String { iso8601 }
}
