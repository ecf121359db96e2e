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
/// of the next tier. One who has waited too long is moved likewise, by ``abandon(_:at:)`` and another arrival.
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
    }

    /// Whom a server takes who becomes free.
    public let choice: Choice
    /// How many may wait at the same time, in all lines together.
    public var waitingPlaces: Int
    /// The number waiting now, in all lines.
    public private(set) var waiting = 0
    /// The number waiting over time, in all lines.
    public private(set) var queueLength = TimeWeightedStatistic()
    /// How many were refused because the waiting room was full.
    public private(set) var refused = 0
    /// How many gave up waiting.
    public private(set) var abandoned = 0

    private var onDutyByGroup: [Int]
    private var busyByGroup: [Int]
    /// The lines of all groups one after the other; those of group g lie in `firstSkill[g] ..< firstSkill[g + 1]`.
    private var skills: [Int] = []
    private var firstSkill = [0]
    /// The groups of all lines one after the other, likewise.
    private var routes: [Int] = []
    private var firstRoute = [0]
    private var lines: WaitingLines

    /// A pool of these groups.
    ///
    /// - Parameters:
    ///   - lines: Kinds of customers, from 1 to 65,536.
    ///   - groups: Groups in the order in which an arrival is offered to them.
    ///   - choice: Whom a server takes who becomes free.
    ///   - waitingPlaces: How many may wait at the same time, in all lines together.
    ///   - capacity: How many may wait before memory is allocated.
    public init(
        lines: Int, groups: [Group], choice: Choice = .preferredLine, waitingPlaces: Int = .max, capacity: Int = 0
    ) {
        self.lines = WaitingLines(count: lines, capacity: capacity)
        self.choice = choice
        self.waitingPlaces = waitingPlaces
        onDutyByGroup = groups.map { max(0, $0.onDuty) }
        busyByGroup = groups.map { _ in 0 }
        for group in groups {
            skills += group.serves.filter { (0..<self.lines.count).contains($0) }
            firstSkill.append(skills.count)
        }
        for line in 0..<self.lines.count {
            routes += groups.indices.filter { skills[firstSkill[$0]..<firstSkill[$0 + 1]].contains(line) }
            firstRoute.append(routes.count)
        }
    }

    /// Servers of a group on duty now; 0 for a number of no group.
    public func onDuty(group: Int) -> Int { onDutyByGroup.indices.contains(group) ? onDutyByGroup[group] : 0 }

    /// Servers of a group at work now; 0 for a number of no group.
    public func busy(group: Int) -> Int { busyByGroup.indices.contains(group) ? busyByGroup[group] : 0 }

    /// Someone arrives. A line outside the pool's range counts as the nearest one in it. O(groups that serve the line).
    public mutating func arrive(_ id: UInt32, line: Int, at now: Int64) -> Admission {
        let line = min(max(0, line), lines.count - 1)
        // Whoever waits in the line, not called yet after a change of shift, is not overtaken.
        if lines.first(in: line) == nil {
            for route in firstRoute[line]..<firstRoute[line + 1] {
                let group = routes[route]
                if busyByGroup[group] < onDutyByGroup[group] {
                    busyByGroup[group] += 1
                    return .starts(group: group)
                }
            }
        }
        guard waiting < waitingPlaces else {
            refused &+= 1
            return .refused
        }
        let place = lines.join(line, id: id, time: now)
        waiting += 1
        queueLength.change(by: 1, at: now)
        return .waits(lines.ticket(of: place))
    }

    /// A service of a group ends. Returns the one who starts now on the server that became free, if any. O(lines of the group).
    public mutating func finish(group: Int, at now: Int64) -> Waiting? {
        guard busyByGroup.indices.contains(group) else { return nil }
        busyByGroup[group] = max(0, busyByGroup[group] - 1)
        return startNext(group: group, at: now)
    }

    /// The next of those who wait for a group, if one of its servers is free: they start now.
    public mutating func startNext(group: Int, at now: Int64) -> Waiting? {
        guard waiting > 0, busyByGroup.indices.contains(group), busyByGroup[group] < onDutyByGroup[group] else {
            return nil
        }
        var chosen: UInt32?
        for skill in firstSkill[group]..<firstSkill[group + 1] {
            guard let first = lines.first(in: skills[skill]) else { continue }
            if let best = chosen, lines.places[Int(best)].time <= lines.places[Int(first)].time { continue }
            chosen = first
            if choice == .preferredLine { break }
        }
        guard let place = chosen else { return nil }
        busyByGroup[group] += 1
        return leave(place, at: now)
    }

    /// Someone gives up waiting, in O(1) wherever they stand in line. Returns who it was, or nil where they do not wait any more.
    public mutating func abandon(_ ticket: Ticket, at now: Int64) -> Waiting? {
        guard let place = lines.place(of: ticket) else { return nil }
        abandoned &+= 1
        return leave(place, at: now)
    }

    /// Sets a group's number on duty. Call ``startNext(group:at:)`` until it returns nil afterwards.
    public mutating func setOnDuty(_ servers: Int, group: Int) {
        if onDutyByGroup.indices.contains(group) { onDutyByGroup[group] = max(0, servers) }
    }

    /// Empties the pool for a new run that starts at time 0, and keeps the memory and the numbers on duty.
    public mutating func reset() {
        for group in busyByGroup.indices { busyByGroup[group] = 0 }
        waiting = 0
        queueLength = TimeWeightedStatistic()
        refused = 0
        abandoned = 0
        lines.removeAll()
    }

    /// Forgets what was seen until now, at the end of the warm-up; the customers stay where they are.
    public mutating func startMeasuring(at now: Int64) {
        queueLength.startMeasuring(at: now)
        refused = 0
        abandoned = 0
    }

    private mutating func leave(_ place: UInt32, at now: Int64) -> Waiting {
        let entry = lines.leave(place)
        waiting -= 1
        queueLength.change(by: -1, at: now)
        return Waiting(id: entry.id, line: entry.line, arrival: entry.time)
    }
}
