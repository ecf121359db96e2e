// Who goes from one line to another, and for whom there is room.

extension SkilledServerPool {
    /// What becomes of one who is moved to another line.
    @frozen
    public enum Move: Sendable, Equatable, BitwiseCopyable {
        /// A server of the group with this number takes them at once; the wait that ends began when they came.
        case starts(Waiting, group: Int)
        /// They wait on, behind those who are in the line, and may give up with this ticket; the old one is void.
        case waits(Ticket)
    }

    /// One who waits goes on to another line, wherever they stand: to the next tier after a time, say. O(groups that serve the line).
    ///
    /// They are a customer of the same wait: ``Waiting/arrival`` stays what it was, ``queueLength`` counts them without a break, the size of
    /// the waiting room does not matter, and nobody gave up; ``moved`` counts them. Of those who wait in the new line they are the last.
    ///
    /// - Parameters:
    ///   - ticket: The ticket of the wait.
    ///   - line: Where they go; a line outside the pool's range counts as the nearest one in it, and their own sends them to its end.
    ///   - now: When, in ticks.
    /// - Returns: nil, and nothing has changed, where they do not wait with this ticket any more.
    @inlinable
    public mutating func move(_ ticket: Ticket, to line: Int, at now: Int64) -> Move? {
        guard let entry = lines.leave(with: ticket) else { return nil }
        let line = min(max(0, line), lines.count &- 1)
        wentOver &+= 1
        guard let group = freeGroup(line) else { return .waits(lines.join(line, id: entry.id, time: entry.time)) }
        groups[group].serving &+= 1
        inLine &-= 1
        length.change(by: -1, at: now)
        return .starts(Waiting(id: entry.id, line: line, arrival: entry.time), group: group)
    }

    /// How many could arrive in a line now without one being refused: free servers who serve it, and places to wait.
    ///
    /// A line outside the pool's range counts as the nearest one in it. `Int.max` where the waiting room has no bound.
    public func vacancies(line: Int) -> Int {
        let line = min(max(0, line), lines.count - 1)
        var sum = max(0, max(0, waitingPlaces) - inLine)
        guard lines.isEmpty(line) else { return sum }
        for route in firstRoute[line]..<firstRoute[line + 1] {
            let group = groups[routes[route]]
            let (more, isBeyond) = sum.addingReportingOverflow(max(0, group.servers - group.serving))
            sum = isBeyond ? .max : more
        }
        return sum
    }

    /// The first group with a free server for someone new in a line; nil if there is none, or somebody waits in the line who, not called
    /// yet after a change of shift, is not overtaken.
    @inlinable @inline(__always)
    func freeGroup(_ line: Int) -> Int? {
        guard lines.isEmpty(line) else { return nil }
        for route in firstRoute[line]..<firstRoute[line &+ 1] {
            let group = routes[route]
            if groups[group].serving < groups[group].servers { return group }
        }
        return nil
    }
}
