// What happened and when: kept, kept in part, or not looked at for free.

/// A log that a model tells what happens.
///
/// A model that is generic over its log pays for the log that it has, and nothing for ``NoEventLog``: what would be logged is not even
/// computed.
///
/// ```swift
/// struct Desk<Log: EventLog>: EventHandler where Log.Entry == Note {
///     var log: Log
///     mutating func handle(_ event: …) { log.record(.called(customer), at: now) }
/// }
/// ```
public protocol EventLog<Entry> {
    /// What is logged: a value of the model's own.
    associatedtype Entry

    /// Something happens at a tick.
    ///
    /// The entry is computed only if the log wants it. It must not change the log itself, nor call a method of the model that the log
    /// is a part of, which Swift's rule of exclusive access forbids: name the properties that it is made of.
    mutating func record(_ entry: @autoclosure () -> Entry, at now: Int64)
}

/// The log that keeps nothing and costs nothing.
@frozen
public struct NoEventLog<Entry>: EventLog {
    /// No log.
    @inlinable
    public init() {}

    /// Nothing; the entry is not computed.
    @inline(__always) @inlinable
    public mutating func record(_ entry: @autoclosure () -> Entry, at now: Int64) {}
}

extension NoEventLog: Sendable {}

/// A log that keeps everything, or the last so many.
@frozen
public struct RecordedEvents<Entry>: EventLog {
    /// One line of the log.
    @frozen
    public struct Line {
        /// When it happened, in ticks.
        public var time: Int64
        /// What happened.
        public var entry: Entry

        @inlinable
        init(time: Int64, entry: Entry) {
            self.time = time
            self.entry = entry
        }
    }

    /// How many lines are kept at most.
    public let limit: Int
    @usableFromInline var lines: [Line] = []
    @usableFromInline var oldest = 0

    /// A log without lines.
    ///
    /// - Parameter limit: How many are kept, the last ones; at least 1. All, if it is not given.
    @inlinable
    public init(last limit: Int = .max) { self.limit = max(1, limit) }

    /// Keeps a line. It takes the place of the oldest where the log is full.
    @inlinable
    public mutating func record(_ entry: @autoclosure () -> Entry, at now: Int64) {
        let line = Line(time: now, entry: entry())
        if lines.count < limit {
            lines.append(line)
        } else {
            lines[oldest] = line
            oldest = oldest &+ 1 == limit ? 0 : oldest &+ 1
        }
    }

    /// The lines that are kept, the oldest first.
    public var all: [Line] { Array(lines[oldest...] + lines[..<oldest]) }
}

extension RecordedEvents: Sendable where Entry: Sendable {}
extension RecordedEvents.Line: Sendable where Entry: Sendable {}
extension RecordedEvents.Line: Equatable where Entry: Equatable {}

/// A log that keeps one number, which differs where anything in the run differs: the fingerprint of a trajectory.
///
/// Two runs with the same fingerprint had the same entries at the same times in the same order, but for about one chance in 2⁶⁴. A fingerprint in a test finds
/// any change of behaviour, wanted or not. (OMNeT++ checks its models so; the hash is FNV-1a with 64 bits, by Fowler, Noll and Vo,
/// over the eight bytes of time and code, the least significant first.)
@frozen
public struct TrajectoryFingerprint<Entry: RawRepresentable>: EventLog, Sendable
where Entry.RawValue: FixedWidthInteger {
    @usableFromInline var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The fingerprint of a run in which nothing has happened yet.
    @inlinable
    public init() {}

    /// The fingerprint so far.
    @inlinable public var value: UInt64 { hash }

    /// Adds a line to the fingerprint.
    @inlinable
    public mutating func record(_ entry: @autoclosure () -> Entry, at now: Int64) {
        add(UInt64(bitPattern: now))
        add(UInt64(truncatingIfNeeded: entry().rawValue))
    }

    @inlinable
    mutating func add(_ word: UInt64) {
        for byte in 0..<8 as Range<UInt64> {
            hash = (hash ^ (word &>> (byte &* 8) & 0xFF)) &* 0x100_0000_01B3
        }
    }
}
