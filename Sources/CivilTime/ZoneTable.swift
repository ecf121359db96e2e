// A time zone as a table of offsets, for a range of instants.

/// An IANA time zone compiled to the offsets that hold over a range of instants.
///
/// The tz database of the system is read once, when the table is made; every later question is a binary search over plain
/// integers. How local times that the clocks skip or show twice are understood: ``instant(of:)`` for what a person
/// means, ``firstInstant(notBefore:)`` for hours of work, ``instants(of:)`` for both sides.
///
/// ```swift
/// let paris = try ZoneTable(identifier: "Europe/Paris", from: start, to: end)
/// paris.offset(at: start)          // 7200 in summer
/// paris.local(of: start)           // 2022-06-21T12:00:00
/// ```
///
/// Before and after its range (see ``coverage``) the table goes on with the first and the last offset it knows.
public struct ZoneTable: Sendable, Hashable {
    /// A moment at which the clocks change.
    public struct Transition: Sendable, Hashable {
        /// The first instant of the new offset.
        public let instant: Instant
        /// Seconds ahead of UTC before it.
        public let offsetBefore: Int
        /// Seconds ahead of UTC from it on.
        public let offsetAfter: Int
    }

    /// The name that the table was asked for, such as `Asia/Kolkata`.
    public let identifier: String

    /// The instants for which the offsets are right.
    public let coverage: ClosedRange<Instant>

    /// Microseconds since 1970 at which the offset changes, ascending.
    @usableFromInline let changes: SortedTicks
    /// Seconds ahead of UTC: `offsets[i]` holds before change `i` and from change `i - 1` on.
    @usableFromInline let offsets: [Int]

    /// How much more than the range asked for is covered, so that tables compiled from two days before a start to thirty
    /// days after a horizon (``OpenHours``, ``CompiledProfile``) find their zone covered.
    private static let marginBefore = TimeSpan.days(5)
    private static let marginAfter = TimeSpan.days(40)

    /// The longest range a table may be asked for.
    public static let longestRange = TimeSpan.days(400 * 366)

    /// Compiles the zone called `identifier` for the instants from `from` to `to`, and some weeks either side.
    ///
    /// Every IANA name is accepted, links such as `Asia/Calcutta` and `US/Eastern` included, spelt with its capitals;
    /// abbreviations (`PST`) and made-up offsets (`GMT+3`, which means different things to different systems) are not.
    /// - Throws: `CivilTimeError` if the system has no tz database (the message says what to install), if there is no
    ///   such zone or its file is damaged, if `to` is before `from`, or if the range is longer than ``longestRange``.
    public init(identifier: String, from: Instant, to: Instant) throws(CivilTimeError) {
        try self.init(identifier: identifier, from: from, to: to, in: .system())
    }

    /// The same, from another tz database than the system's.
    /// - Throws: `CivilTimeError` as ``init(identifier:from:to:)``.
    public init(
        identifier: String, from: Instant, to: Instant, in database: TimeZoneDatabase
    ) throws(CivilTimeError) {
        let file = try database.file(of: identifier)
        try self.init(file, identifier: identifier, from: from, to: to)
    }

    /// Compiles what a file says.
    init(_ file: TimeZoneFile, identifier: String, from: Instant, to: Instant) throws(CivilTimeError) {
        guard from <= to else {
            throw CivilTimeError(
                .zone, text: identifier, message: "a zone table cannot end (\(to)) before it starts (\(from))")
        }
        guard to - from <= Self.longestRange else {
            throw CivilTimeError(
                .zone, text: identifier, message: "the time from \(from) to \(to) is longer than 400 years")
        }
        let first = from.adding(-Self.marginBefore)
        let last = to.adding(Self.marginAfter)
        let history = file.history(from: first, to: last)
        self.identifier = identifier
        coverage = first...last
        changes = SortedTicks(history.changes.map(\.0.microseconds))
        offsets = [history.initialOffset] + history.changes.map(\.1)
    }

    /// Names that ``init(identifier:from:to:)`` accepts, sorted, for proposing the nearest one; none where the system has
    /// no tz database.
    public static let knownIdentifiers: [String] = (try? TimeZoneDatabase.system())?.identifiers ?? []

    /// The changes of the clocks within ``coverage``, ascending.
    public var transitions: [Transition] {
        changes.ticks.indices.map { index in
            Transition(
                instant: Instant(microseconds: changes.ticks[index]), offsetBefore: offsets[index],
                offsetAfter: offsets[index + 1])
        }
    }

    /// Seconds ahead of UTC (east of Greenwich is positive) at an instant.
    ///
    /// - Complexity: O(log *n*) in the number of transitions.
    @inlinable
    public func offset(at instant: Instant) -> Int {
        offsets[period(at: instant.microseconds)]
    }

    /// The index into `offsets` that holds at a number of microseconds since 1970.
    @inlinable
    func period(at microseconds: Int64) -> Int {
        changes.countNotAfter(microseconds)
    }

    /// What a clock of this zone shows at an instant.
    public func local(of instant: Instant) -> LocalDateTime {
        LocalDateTime(of: instant, atOffset: offset(at: instant))
    }
}
