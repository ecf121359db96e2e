// How work in progress gives way, to the end of a shift and to the more urgent.

extension InterruptibleServerPool {
    /// Sets the number on duty; a negative number counts as 0.
    ///
    /// Afterwards call ``interruptNext(at:)`` until it returns nil, then ``startNext(at:)`` until it returns nil.
    public mutating func setOnDuty(_ servers: Int) {
        self.servers = max(0, servers)
    }

    /// The next service that gives way because its server is no longer on duty: it goes back to the front of its line. O(``busy``).
    ///
    /// Nil where work in progress is finished (``ShiftEnd/finish``), and where no more servers are at work than on duty, those
    /// left out whose services end at this very instant.
    @inlinable
    public mutating func interruptNext(at now: Int64) -> Interruption? {
        guard shiftEnd == .interrupt, serving > servers else { return nil }
        var goingOn = 0
        var last: UInt32?
        for line in priorities..<2 * priorities {
            var place = lines.places[line].next
            while place != UInt32(truncatingIfNeeded: line) {
                if !endsNow(place, at: now) {
                    goingOn += 1
                    last = place
                }
                place = lines.places[Int(place)].next
            }
        }
        guard goingOn > servers, let last else { return nil }
        return interrupt(last, at: now)
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
        gaveWay = 0
        lines.removeAll()
        work.removeSubrange(lines.count...)
    }

    /// Forgets what was seen until now, at the end of the warm-up; the customers stay where they are.
    public mutating func startMeasuring(at now: Int64) {
        length.startMeasuring(at: now)
        turnedAway = 0
        gaveUp = 0
        gaveWay = 0
    }

    /// How many could arrive now without one being refused, whatever their priorities: servers that are free and places to wait.
    ///
    /// More may find room who are urgent enough to interrupt somebody. `Int.max` where the waiting room has no bound.
    public var vacancies: Int {
        let seats = max(0, max(0, waitingPlaces) - inLine)
        let (sum, isBeyond) = seats.addingReportingOverflow(inLine == 0 ? max(0, servers - serving) : 0)
        return isBeyond ? .max : sum
    }

    // MARK: Giving way

    /// Whether nobody waits who is at least as urgent.
    @inlinable
    func isNext(_ priority: Int) -> Bool {
        inLine == 0 || !(0...priority).contains { lines.first(in: $0) != nil }
    }

    /// Whether a service has to give way for someone of a priority who finds no server free.
    @inlinable
    func mayInterrupt(for priority: Int, at now: Int64) -> Bool {
        guard serving >= servers, let last = lastLessUrgent(than: priority), !endsNow(last, at: now) else {
            return false
        }
        // Servers in excess take no new work, so a server on duty must be among those with less urgent work.
        return serving <= servers || servicesAsUrgent(as: priority) < servers
    }

    /// The service of the lowest priority that was started last, if its priority is lower than the one given.
    @inlinable
    func lastLessUrgent(than priority: Int) -> UInt32? {
        for lower in (priority + 1..<max(priority + 1, priorities)).reversed() {
            if let last = lines.last(in: priorities + lower) { return last }
        }
        return nil
    }

    /// How many services have this priority or a higher one; counted only after the end of a shift, up to the number on duty.
    @inlinable
    func servicesAsUrgent(as priority: Int) -> Int {
        var services = 0
        for line in priorities...(priorities + priority) {
            var place = lines.places[line].next
            while place != UInt32(truncatingIfNeeded: line), services < servers {
                services += 1
                place = lines.places[Int(place)].next
            }
        }
        return services
    }

    /// Interrupts the service of the lowest priority that was started last.
    @inlinable
    mutating func interruptLast(at now: Int64) -> Interruption? {
        for line in (priorities..<2 * priorities).reversed() {
            if let last = lines.last(in: line) { return interrupt(last, at: now) }
        }
        return nil
    }

    @inlinable
    mutating func interrupt(_ place: UInt32, at now: Int64) -> Interruption {
        let service = lines.ticket(of: place)
        let priority = Int(lines.places[Int(place)].line) - priorities
        lines.unlink(place)
        lines.prepend(place, to: priority)
        switch resumption {
        case .resume:
            let left = work[Int(place)].left
            // Within what there was, whatever the clock does.
            work[Int(place)].left = min(left, max(0, left &- (now &- work[Int(place)].startedAt)))
        case .startOver: work[Int(place)].left = work[Int(place)].whole
        }
        work[Int(place)].wasInterrupted = true
        serving -= 1
        gaveWay &+= 1
        changeWaiting(by: 1, at: now)
        return Interruption(
            id: lines.places[Int(place)].id, service: service, waiting: lines.ticket(of: place),
            workLeft: work[Int(place)].left)
    }

    @inlinable
    mutating func start(
        _ place: UInt32, priority: Int, at now: Int64, interruption: Interruption?
    ) -> Service {
        lines.append(place, to: priorities + priority)
        serving += 1
        work[Int(place)].startedAt = now
        return Service(
            id: lines.places[Int(place)].id, ticket: lines.ticket(of: place), work: work[Int(place)].left,
            arrival: lines.places[Int(place)].time, isResumed: work[Int(place)].wasInterrupted,
            interruption: interruption)
    }

    /// Whether a service has no work left, so that its end is due at this instant.
    @inlinable
    func endsNow(_ place: UInt32, at now: Int64) -> Bool {
        now &- work[Int(place)].startedAt >= work[Int(place)].left
    }

    @inlinable
    func isServed(_ place: UInt32) -> Bool { Int(lines.places[Int(place)].line) >= priorities }

    @inlinable
    func customer(at place: UInt32) -> Customer {
        let line = Int(lines.places[Int(place)].line)
        return Customer(
            id: lines.places[Int(place)].id, priority: line >= priorities ? line - priorities : line,
            arrival: lines.places[Int(place)].time)
    }

    @inlinable
    mutating func changeWaiting(by difference: Int, at now: Int64) {
        inLine += difference
        length.change(by: Double(difference), at: now)
    }
}
