// Servers whose work can be interrupted: by someone more urgent, or by the end of a shift.

/// Several servers on duty whose work in progress gives way to higher priorities and, if so wished, to the end of a shift.
///
/// The pool knows each customer's work, in ticks of service, and what is left of it. The model schedules the end of a service with the
/// ticket that comes with its start; an end that comes after an interruption holds a void ticket and is nothing:
///
/// ```swift
/// if case .starts(let service) = pool.arrive(id, priority: 0, work: serviceTime(), at: now) { start(service) }
/// // … when a service ends:
/// guard let done = pool.finish(ticket, at: now) else { return }   // it was interrupted in the meantime
/// while let service = pool.startNext(at: now) { start(service) }
/// // … where start(_:) is
/// events.schedule(.end(service.ticket), at: now + service.work)
/// ```
///
/// Where many services are interrupted, cancel the void end instead (``Interruption/service`` says whose it is), so that it does not
/// stay in the future event list.
///
/// **Who gives way.** One who arrives and finds a server free starts there and interrupts nobody. Otherwise the service of the lowest priority
/// gives way, if that is lower than the arrival's, and among those the one that was started last. It returns to the front of its own line, so that
/// work that was begun together is resumed in the order in which it was begun. A service that ends at this very instant
/// does not give way: it is as good as done, and its server will be free before time passes.
///
/// **When the number on duty falls,** ``ShiftEnd`` says whether work in progress is finished by servers in excess or goes back to
/// the front of its line. Servers in excess are those who are left when those on duty have the most urgent work: nobody waits while
/// a server on duty has less urgent work.
public struct InterruptibleServerPool: Sendable {
    /// What is left of a service that was interrupted.
    @frozen
    public enum Resumption: Sendable {
        /// The work is continued where it was interrupted (preemptive-resume).
        case resume
        /// All of the work is done anew, with the same length (preemptive-repeat identical).
        case startOver
    }

    /// What happens to work in progress when the number on duty falls.
    @frozen
    public enum ShiftEnd: Sendable {
        /// It is finished; servers in excess leave as they become free.
        case finish
        /// It is interrupted: call ``InterruptibleServerPool/interruptNext(at:)`` until it returns nil.
        case interrupt
    }

    /// A service that goes back to the line.
    @frozen
    public struct Interruption: Sendable, Equatable, BitwiseCopyable {
        /// The customer's number.
        public var id: UInt32
        /// The ticket of the service, void from now on.
        public var service: Ticket
        /// The ticket with which the customer waits now.
        public var waiting: Ticket
        /// The work that is left to do, in ticks.
        public var workLeft: Int64

        @inlinable
        init(id: UInt32, service: Ticket, waiting: Ticket, workLeft: Int64) {
            self.id = id
            self.service = service
            self.waiting = waiting
            self.workLeft = workLeft
        }
    }

    /// A service that starts or is resumed now.
    @frozen
    public struct Service: Sendable, Equatable, BitwiseCopyable {
        /// The customer's number.
        public var id: UInt32
        /// With this the end of the service is told to ``InterruptibleServerPool/finish(_:at:)``.
        public var ticket: Ticket
        /// The work that is left: the service ends so many ticks from now if nothing interrupts it.
        public var work: Int64
        /// When the customer came, in ticks.
        public var arrival: Int64
        /// Whether this service was interrupted before.
        public var isResumed: Bool
        /// Whose service gave way for it, if one did.
        public var interruption: Interruption?

        @inlinable
        init(
            id: UInt32, ticket: Ticket, work: Int64, arrival: Int64, isResumed: Bool, interruption: Interruption?
        ) {
            self.id = id
            self.ticket = ticket
            self.work = work
            self.arrival = arrival
            self.isResumed = isResumed
            self.interruption = interruption
        }
    }

    /// What becomes of someone who arrives.
    @frozen
    public enum Admission: Sendable, Equatable, BitwiseCopyable {
        /// A server takes them at once.
        case starts(Service)
        /// They wait, and may give up with this ticket.
        case waits(Ticket)
        /// The waiting room is full, and they are not in the pool.
        case refused
    }

    /// One who is done, or gave up.
    @frozen
    public struct Customer: Sendable, Equatable, BitwiseCopyable {
        /// The customer's number.
        public var id: UInt32
        /// The customer's priority.
        public var priority: Int
        /// When the customer came, in ticks.
        public var arrival: Int64

        @inlinable
        init(id: UInt32, priority: Int, arrival: Int64) {
            self.id = id
            self.priority = priority
            self.arrival = arrival
        }
    }

    /// What a place of the lines knows besides.
    @frozen @usableFromInline
    struct Work: Sendable, BitwiseCopyable {
        @usableFromInline var whole: Int64
        @usableFromInline var left: Int64
        @usableFromInline var startedAt: Int64 = 0
        @usableFromInline var wasInterrupted = false

        @inlinable
        init(_ work: Int64) {
            whole = max(0, work)
            left = whole
        }
    }

    /// What is left of a service that was interrupted.
    public let resumption: Resumption
    /// What happens to work in progress when the number on duty falls.
    public let shiftEnd: ShiftEnd
    /// How many may wait at the same time; those who come to a full room are refused, those who were interrupted never are.
    public var waitingPlaces: Int

    /// Servers on duty now.
    @inlinable public var onDuty: Int { servers }
    /// Servers at work now; more than ``onDuty`` for a while after a shift has ended.
    @inlinable public var busy: Int { serving }
    /// The number waiting now; those who were interrupted are among them.
    @inlinable public var waiting: Int { inLine }
    /// The number waiting, over time.
    @inlinable public var queueLength: TimeWeightedStatistic { length }
    /// How many were refused because the waiting room was full.
    @inlinable public var refused: Int { turnedAway }
    /// How many gave up waiting.
    @inlinable public var abandoned: Int { gaveUp }
    /// How many services were interrupted.
    @inlinable public var interrupted: Int { gaveWay }

    @usableFromInline var servers: Int
    @usableFromInline var serving = 0
    @usableFromInline var inLine = 0
    @usableFromInline var length = TimeWeightedStatistic()
    @usableFromInline var turnedAway = 0
    @usableFromInline var gaveUp = 0
    @usableFromInline var gaveWay = 0

    /// Waiting lines by priority, then the services in progress by priority, each in the order of their starts.
    @usableFromInline var lines: WaitingLines
    @usableFromInline var work: [Work]
    @usableFromInline let priorities: Int

    /// A pool with so many servers on duty and so many priorities, 0 the highest.
    ///
    /// Negative numbers count as 0, and priorities out of range as the nearest number in it.
    ///
    /// - Parameters:
    ///   - onDuty: Servers on duty at first.
    ///   - priorities: From 1 to 32,768.
    ///   - resumption: What is left of a service that was interrupted.
    ///   - shiftEnd: What happens to work in progress when the number on duty falls.
    ///   - waitingPlaces: How many may wait at the same time.
    ///   - capacity: How many customers there may be, in service and waiting, before memory is allocated; more
    ///     than 2²² are not provided for.
    public init(
        onDuty: Int, priorities: Int = 1, resumption: Resumption = .resume, shiftEnd: ShiftEnd = .finish,
        waitingPlaces: Int = .max, capacity: Int = 0
    ) {
        servers = max(0, onDuty)
        self.resumption = resumption
        self.shiftEnd = shiftEnd
        self.waitingPlaces = waitingPlaces
        self.priorities = min(LineLimits.count(priorities), LineLimits.greatestCount / 2)
        lines = WaitingLines(count: 2 * self.priorities, capacity: capacity)
        work = Array(repeating: Work(0), count: lines.count)
        work.reserveCapacity(lines.count + LineLimits.capacity(capacity))
    }

    /// Someone arrives with so much work, in ticks of service; a negative number counts as 0.
    ///
    /// A priority outside the pool's range counts as the nearest one in it.
    @inlinable
    public mutating func arrive(_ id: UInt32, priority: Int = 0, work: Int64, at now: Int64) -> Admission {
        let priority = min(max(0, priority), priorities - 1)
        let isFree = serving < servers && inLine == 0
        // Whoever waits and is at least as urgent, not called yet after a change of shift, is not overtaken.
        let mayStart = isFree || (isNext(priority) && mayInterrupt(for: priority, at: now))
        guard mayStart || inLine < waitingPlaces else {
            turnedAway &+= 1
            return .refused
        }
        let place = lines.take(id: id, time: now)
        let own = Work(work)
        if Int(place) < self.work.count { self.work[Int(place)] = own } else { self.work.append(own) }
        guard mayStart else {
            lines.append(place, to: priority)
            changeWaiting(by: 1, at: now)
            return .waits(lines.ticket(of: place))
        }
        let interruption = isFree ? nil : interruptLast(at: now)
        return .starts(start(place, priority: priority, at: now, interruption: interruption))
    }

    /// A service ends. Call ``startNext(at:)`` until it returns nil afterwards.
    ///
    /// - Returns: nil, and nothing has changed, where the service was interrupted before its end.
    @inlinable
    public mutating func finish(_ ticket: Ticket, at now: Int64) -> Customer? {
        guard let place = lines.place(of: ticket), isServed(place) else { return nil }
        let customer = customer(at: place)
        _ = lines.leave(place)
        serving -= 1
        return customer
    }

    /// The next of those who wait, if a server is free for them or has less urgent work: they start now.
    @inlinable
    public mutating func startNext(at now: Int64) -> Service? {
        guard inLine > 0 else { return nil }
        for priority in 0..<priorities {
            guard let place = lines.first(in: priority) else { continue }
            var interruption: Interruption?
            if serving >= servers {
                guard mayInterrupt(for: priority, at: now) else { return nil }
                interruption = interruptLast(at: now)
            }
            lines.unlink(place)
            changeWaiting(by: -1, at: now)
            return start(place, priority: priority, at: now, interruption: interruption)
        }
        return nil
    }

    /// Someone gives up waiting, in O(1) wherever they stand in line. Returns who it was.
    ///
    /// - Returns: nil, and nothing has changed, where they do not wait with this ticket any more.
    @inlinable
    public mutating func abandon(_ ticket: Ticket, at now: Int64) -> Customer? {
        guard let place = lines.place(of: ticket), !isServed(place) else { return nil }
        let customer = customer(at: place)
        _ = lines.leave(place)
        changeWaiting(by: -1, at: now)
        gaveUp &+= 1
        return customer
    }
}
