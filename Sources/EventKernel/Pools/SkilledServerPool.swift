// Groups of servers who can do different things, and lines of customers who need different things.

/// Groups of servers with skills, and a waiting line for each kind of customer (skill-based routing).
///
/// ```swift
/// // Two kinds of callers; specialists for each, and generalists for both who prefer the second kind.
/// var pool = SkilledServerPool(
///     lines: 2, groups: [.init(onDuty: 3, serves: [0]), .init(onDuty: 2, serves: [1]), .init(onDuty: 1, serves: [1, 0])])
/// if case .starts(let group) = pool.arrive(id, line: 0, at: now) { … }
/// // … when a service ends, in its group:
/// if let next = pool.finish(group: group, at: now) { … }
/// ```
///
/// One who arrives is taken by the first group, in the order of the initialiser, that serves their line and has a free server: name the
/// specialists before the generalists. A server who becomes free takes from the group's lines by ``Choice``. Work in progress
/// is finished when the number on duty falls. (Gans, Koole and Mandelbaum, *Manufacturing & Service Operations Management* 5(2), 2003,
/// section 5.1, doi:10.1287/msom.5.2.79.16071, has the usual designs: N, X, W, M.)
///
/// **Tiers.** A service may turn out to need another tier: the model ends it here, and the customer arrives in the line, or in the pool,
/// of the next tier. One who has waited too long is moved to another line by ``move(_:to:at:)``: the wait goes on, and nobody gave up.
public struct SkilledServerPool: Sendable {
    /// A group of servers who can do the same things.
    public struct Group: Sendable, Equatable {
        /// Servers on duty; a negative number counts as 0.
        public var onDuty: Int
        /// The lines that the group serves, by number from 0, the preferred one first; numbers of no line are left out.
        public var serves: [Int]

        /// A group of so many servers who serve these lines.
        public init(onDuty: Int, serves: [Int]) {
            self.onDuty = onDuty
            self.serves = serves
        }
    }

    /// Whom a server takes who becomes free.
    @frozen
    public enum Choice: Sendable {
        /// The first of the first line, in the group's order, in which somebody waits.
        case preferredLine
        /// The one who has waited longest in any of the group's lines; at a tie the preferred line.
        case longestWait
    }

    /// What becomes of someone who arrives.
    @frozen
    public enum Admission: Sendable, Equatable, BitwiseCopyable {
        /// A server of the group with this number takes them at once.
        case starts(group: Int)
        /// They wait, and may give up with this ticket.
        case waits(Ticket)
        /// The waiting room is full, and they are not in the pool.
        case refused
    }

    /// One who waited, in which line, and since when.
    @frozen
    public struct Waiting: Sendable, Equatable, BitwiseCopyable {
        /// The customer's number.
        public var id: UInt32
        /// The line's number.
        public var line: Int
        /// When the wait began, in ticks.
        public var arrival: Int64

        @inlinable
        init(id: UInt32, line: Int, arrival: Int64) {
            self.id = id
            self.line = line
            self.arrival = arrival
        }
    }

    /// A group's servers, and which part of the table of skills is theirs.
    @frozen @usableFromInline
    struct Duty: Sendable {
        @usableFromInline var servers: Int
        @usableFromInline var serving = 0
        @usableFromInline var skills: Range<Int>

        init(servers: Int, skills: Range<Int>) {
            self.servers = servers
            self.skills = skills
        }
    }

    /// Whom a server takes who becomes free.
    public let choice: Choice
    /// How many may wait at the same time, in all lines together.
    public var waitingPlaces: Int
    /// The number waiting now, in all lines.
    @inlinable public var waiting: Int { inLine }
    /// The number waiting over time, in all lines.
    @inlinable public var queueLength: TimeWeightedStatistic { length }
    /// How many were refused because the waiting room was full.
    @inlinable public var refused: Int { turnedAway }
    /// How many gave up waiting.
    @inlinable public var abandoned: Int { gaveUp }
    /// How often somebody who waited was moved to another line.
    @inlinable public var moved: Int { wentOver }

    @usableFromInline var inLine = 0
    @usableFromInline var length = TimeWeightedStatistic()
    @usableFromInline var turnedAway = 0
    @usableFromInline var gaveUp = 0
    @usableFromInline var wentOver = 0
    @usableFromInline var groups: [Duty] = []
    /// The lines of all groups one after the other, those of each in its order.
    @usableFromInline var skills: [Int] = []
    /// The groups of all lines one after the other; those of line l lie in `firstRoute[l] ..< firstRoute[l + 1]`.
    @usableFromInline var routes: [Int] = []
    @usableFromInline var firstRoute = [0]
    @usableFromInline var lines: WaitingRings

    /// A pool of these groups.
    ///
    /// - Parameters:
    ///   - lines: Kinds of customers, from 1 to 65,536.
    ///   - groups: Groups in the order in which an arrival is offered to them.
    ///   - choice: Whom a server takes who becomes free.
    ///   - waitingPlaces: How many may wait at the same time, in all lines together.
    ///   - capacity: How many may wait in each line before memory is allocated; more than 2²² in all are not provided for.
    public init(
        lines: Int, groups: [Group], choice: Choice = .preferredLine, waitingPlaces: Int = .max, capacity: Int = 0
    ) {
        self.lines = WaitingRings(count: lines, capacity: capacity)
        self.choice = choice
        self.waitingPlaces = waitingPlaces
        for group in groups {
            let first = skills.count
            skills += group.serves.filter { (0..<self.lines.count).contains($0) }
            self.groups.append(Duty(servers: max(0, group.onDuty), skills: first..<skills.count))
        }
        var groupsOfLine = [[Int]](repeating: [], count: self.lines.count)
        for group in groups.indices {
            // A line that is named twice is served once.
            for line in skills[self.groups[group].skills] where groupsOfLine[line].last != group {
                groupsOfLine[line].append(group)
            }
        }
        for groups in groupsOfLine {
            routes += groups
            firstRoute.append(routes.count)
        }
    }

    /// Servers of a group on duty now; 0 for a number of no group.
    @inlinable
    public func onDuty(group: Int) -> Int { groups.indices.contains(group) ? groups[group].servers : 0 }

    /// Servers of a group at work now; 0 for a number of no group.
    @inlinable
    public func busy(group: Int) -> Int { groups.indices.contains(group) ? groups[group].serving : 0 }

    /// Someone arrives. A line outside the pool's range counts as the nearest one in it. O(groups that serve the line).
    @inlinable
    public mutating func arrive(_ id: UInt32, line: Int, at now: Int64) -> Admission {
        let line = min(max(0, line), lines.count &- 1)
        if let group = freeGroup(line) {
            groups[group].serving &+= 1
            return .starts(group: group)
        }
        guard inLine < waitingPlaces else {
            turnedAway &+= 1
            return .refused
        }
        inLine &+= 1
        length.change(by: 1, at: now)
        return .waits(lines.join(line, id: id, time: now))
    }

    /// A service of a group ends. Returns the one who starts now on the server that became free, if any. O(lines of the group).
    @inlinable
    public mutating func finish(group: Int, at now: Int64) -> Waiting? {
        guard groups.indices.contains(group) else { return nil }
        groups[group].serving = max(0, groups[group].serving &- 1)
        return startNext(group: group, at: now)
    }

    /// The next of those who wait for a group, if one of its servers is free: they start now.
    @inlinable
    public mutating func startNext(group: Int, at now: Int64) -> Waiting? {
        guard inLine > 0, groups.indices.contains(group), groups[group].serving < groups[group].servers else {
            return nil
        }
        var chosen: (line: Int, time: Int64)?
        for skill in groups[group].skills {
            let line = skills[skill]
            guard let first = lines.first(in: line) else { continue }
            if let best = chosen, best.time <= first.time { continue }
            chosen = (line, first.time)
            if choice == .preferredLine { break }
        }
        guard let line = chosen?.line, let next = lines.leave(from: line) else { return nil }
        groups[group].serving &+= 1
        inLine &-= 1
        length.change(by: -1, at: now)
        return Waiting(id: next.id, line: line, arrival: next.time)
    }

    /// Someone gives up waiting, wherever they stand in line. Returns who it was, or nil where they do not wait any more.
    @inlinable
    public mutating func abandon(_ ticket: Ticket, at now: Int64) -> Waiting? {
        guard let gone = lines.leave(with: ticket) else { return nil }
        gaveUp &+= 1
        inLine &-= 1
        length.change(by: -1, at: now)
        return Waiting(id: gone.id, line: gone.line, arrival: gone.time)
    }

    /// Sets a group's number on duty. Call ``startNext(group:at:)`` until it returns nil afterwards.
    public mutating func setOnDuty(_ servers: Int, group: Int) {
        if groups.indices.contains(group) { groups[group].servers = max(0, servers) }
    }

    /// Empties the pool for a new run that starts at time 0, and keeps the memory and the numbers on duty.
    ///
    /// Tickets from before are to be dropped, as by ``FutureEventList/removeAll()``: the same arrivals get the same tickets again.
    public mutating func reset() {
        for group in groups.indices { groups[group].serving = 0 }
        inLine = 0
        length = TimeWeightedStatistic()
        turnedAway = 0
        gaveUp = 0
        wentOver = 0
        lines.removeAll()
    }

    /// Forgets what was seen until now, at the end of the warm-up; the customers stay where they are.
    public mutating func startMeasuring(at now: Int64) {
        length.startMeasuring(at: now)
        turnedAway = 0
        gaveUp = 0
        wentOver = 0
    }
}
