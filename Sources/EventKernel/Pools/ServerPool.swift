// Servers that share waiting lines: who is served at once, who waits, and who is next.

/// Several servers on duty, waiting lines by priority, and what was seen of them.
///
/// The pool decides who starts; the model draws service times and schedules the ends:
///
/// ```swift
/// if pool.arrive(id, priority: 0, at: now) { events.schedule(end(id), at: now + serviceTime()) }
/// // … when a service ends:
/// if let next = pool.finish(at: now) { events.schedule(end(next.id), at: now + serviceTime()) }
/// ```
///
/// Within a priority the order is first come, first served; service is never interrupted (``InterruptibleServerPool`` does
/// that). When the number on duty falls, work in progress is finished and the servers in excess leave as they become free. When it
/// rises, call ``startNext(at:)`` until it returns nil.
///
/// A waiting room may be finite, and those who wait may give up: see ``admit(_:priority:at:)`` and ``abandon(_:at:)``.
///
/// Every call takes constant time, but for one step per priority that nobody waits in. Nothing is allocated once the lines have had
/// their greatest length, or up to `capacity`.
public struct ServerPool: Sendable {
    /// One who waits, and since when (ticks).
    @frozen
    public struct Waiting: Sendable, Equatable, BitwiseCopyable {
        /// The number that was given to ``ServerPool/arrive(_:priority:at:)``; it means something to the model alone.
        public var id: UInt32
        /// When the wait began, in ticks.
        public var arrival: Int64

        @inlinable
        init(id: UInt32, arrival: Int64) {
            self.id = id
            self.arrival = arrival
        }
    }

    @usableFromInline var servers: Int
    @usableFromInline var serving = 0
    @usableFromInline var inLine = 0
    @usableFromInline var length = TimeWeightedStatistic()
    @usableFromInline var lines: WaitingRings
    @usableFromInline var turnedAway = 0
    @usableFromInline var gaveUp = 0

    /// How many may wait at the same time; those who come to a full room are refused. Not bounded unless set.
    ///
    /// Lowering it sends nobody away who waits already. A negative number counts as 0.
    public var waitingPlaces: Int

    /// Servers on duty now.
    @inlinable public var onDuty: Int { servers }
    /// Servers at work now; more than ``onDuty`` for a while after a shift has ended.
    @inlinable public var busy: Int { serving }
    /// The number waiting now.
    @inlinable public var waiting: Int { inLine }
    /// The number waiting, over time.
    @inlinable public var queueLength: TimeWeightedStatistic { length }
    /// How many were refused because the waiting room was full.
    @inlinable public var refused: Int { turnedAway }
    /// How many gave up waiting.
    @inlinable public var abandoned: Int { gaveUp }

    /// A pool with so many servers on duty and so many priorities, 0 the highest.
    ///
    /// Negative numbers count as 0, and priorities out of range as the nearest number in it.
    ///
    /// - Parameters:
    ///   - onDuty: Servers on duty at first.
    ///   - priorities: Waiting lines; from 1 to 65,536.
    ///   - waitingPlaces: How many may wait at the same time.
    ///   - capacity: How many may wait in each line before memory is allocated; more than 2²² in all are not provided for.
    public init(onDuty: Int, priorities: Int = 1, waitingPlaces: Int = .max, capacity: Int = 0) {
        servers = max(0, onDuty)
        self.waitingPlaces = waitingPlaces
        lines = WaitingRings(count: priorities, capacity: capacity)
    }

    /// Someone arrives. True: a server takes them at once; false: they wait, or are refused where the waiting room is full.
    ///
    /// Where the difference between waiting and refusal matters, or those who wait may give up, ``admit(_:priority:at:)`` says
    /// more.
    ///
    /// A priority outside the pool's range counts as the nearest one in it.
    @inlinable @inline(__always)
    public mutating func arrive(_ id: UInt32, priority: Int = 0, at now: Int64) -> Bool {
        if serving < servers && inLine == 0 {
            serving &+= 1
            return true
        }
        _ = join(id, priority: priority, at: now)
        return false
    }

    /// A service ends. Returns the one who starts now on the server that became free, if any.
    @inlinable @inline(__always)
    public mutating func finish(at now: Int64) -> Waiting? {
        serving = max(0, serving &- 1)
        return startNext(at: now)
    }

    /// The next of those who wait, if a server is free for them: they start now.
    @inlinable @inline(__always)
    public mutating func startNext(at now: Int64) -> Waiting? {
        guard inLine > 0, serving < servers else { return nil }
        for line in 0..<lines.count {
            if let first = lines.leave(from: line) {
                serving &+= 1
                inLine &-= 1
                length.change(by: -1, at: now)
                return Waiting(id: first.id, arrival: first.time)
            }
        }
        return nil
    }

    /// Sets the number on duty. Call ``startNext(at:)`` until it returns nil afterwards.
    public mutating func setOnDuty(_ servers: Int) {
        self.servers = max(0, servers)
    }

    /// Empties the pool for a new run that starts at time 0, and keeps the memory and the size of the waiting room.
    ///
    /// Tickets from before are to be dropped, as by ``FutureEventList/removeAll()``: the same arrivals get the same tickets again.
    public mutating func reset(onDuty servers: Int) {
        self.servers = max(0, servers)
        serving = 0
        inLine = 0
        length = TimeWeightedStatistic()
        turnedAway = 0
        gaveUp = 0
        lines.removeAll()
    }

    /// Forgets what was seen until now, at the end of the warm-up; the customers stay where they are.
    public mutating func startMeasuring(at now: Int64) {
        length.startMeasuring(at: now)
        turnedAway = 0
        gaveUp = 0
    }

    /// Joins a line, or returns nil where the waiting room is full.
    @inlinable @inline(__always)
    mutating func join(_ id: UInt32, priority: Int, at now: Int64) -> Ticket? {
        guard inLine < waitingPlaces else {
            turnedAway &+= 1
            return nil
        }
        inLine &+= 1
        length.change(by: 1, at: now)
        return lines.join(min(max(0, priority), lines.count &- 1), id: id, time: now)
    }
}
