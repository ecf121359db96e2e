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
/// Within a priority the order is first come, first served; service is never interrupted. When the number on duty falls, work in
/// progress is finished and the servers in excess leave as they become free. When it rises, call ``startNext(at:)`` until it
/// returns nil.
public struct ServerPool: Sendable {
    /// One who waits, and since when (ticks).
    public struct Waiting: Sendable, Equatable {
        /// The number that was given to ``ServerPool/arrive(_:priority:at:)``; it means something to the model alone.
        public var id: UInt32
        /// When the wait began, in ticks.
        public var arrival: Int64
    }

    /// Servers on duty now.
    public private(set) var onDuty: Int
    /// Servers at work now; more than ``onDuty`` for a while after a shift has ended.
    public private(set) var busy = 0
    /// The number waiting now.
    public private(set) var waiting = 0
    /// The number waiting, over time.
    public private(set) var queueLength = TimeWeightedStatistic()

    private var lines: [WaitingLine]

    /// A pool with so many servers on duty and so many priorities, 0 the highest.
    public init(onDuty: Int, priorities: Int = 1) {
        self.onDuty = max(0, onDuty)
        lines = Array(repeating: WaitingLine(), count: max(1, priorities))
    }

    /// Someone arrives. True: a server takes them at once; false: they wait.
    ///
    /// A priority outside the pool's range counts as the nearest one in it.
    public mutating func arrive(_ id: UInt32, priority: Int = 0, at now: Int64) -> Bool {
        if busy < onDuty && waiting == 0 {
            busy += 1
            return true
        }
        lines[min(max(0, priority), lines.count - 1)].append(Waiting(id: id, arrival: now))
        waiting += 1
        queueLength.change(by: 1, at: now)
        return false
    }

    /// A service ends. Returns the one who starts now on the server that became free, if any.
    public mutating func finish(at now: Int64) -> Waiting? {
        busy = max(0, busy - 1)
        return startNext(at: now)
    }

    /// The next of those who wait, if a server is free for them: they start now.
    public mutating func startNext(at now: Int64) -> Waiting? {
        guard busy < onDuty else { return nil }
        for priority in lines.indices {
            if let next = lines[priority].popFirst() {
                busy += 1
                waiting -= 1
                queueLength.change(by: -1, at: now)
                return next
            }
        }
        return nil
    }

    /// Sets the number on duty. Call ``startNext(at:)`` until it returns nil afterwards.
    public mutating func setOnDuty(_ servers: Int) {
        onDuty = max(0, servers)
    }

    /// Empties the pool for a new run that starts at time 0, and keeps the memory.
    public mutating func reset(onDuty servers: Int) {
        onDuty = max(0, servers)
        busy = 0
        waiting = 0
        queueLength = TimeWeightedStatistic()
        for priority in lines.indices { lines[priority].removeAll() }
    }
}

/// A first-in-first-out line in one array that is compacted as its front empties.
private struct WaitingLine: Sendable {
    private var entries: [ServerPool.Waiting] = []
    private var front = 0

    mutating func append(_ entry: ServerPool.Waiting) { entries.append(entry) }

    mutating func popFirst() -> ServerPool.Waiting? {
        guard front < entries.count else { return nil }
        let first = entries[front]
        front += 1
        // Moving the rest once the front half is empty keeps the cost per entry constant.
        if front * 2 > entries.count {
            entries.removeSubrange(0..<front)
            front = 0
        }
        return first
    }

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        front = 0
    }
}
