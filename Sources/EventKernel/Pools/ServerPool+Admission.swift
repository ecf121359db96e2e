// Those who are refused, who balk, and who lose their patience.

extension ServerPool {
    /// What becomes of someone who arrives.
    @frozen
    public enum Admission: Sendable, Equatable, BitwiseCopyable {
        /// A server takes them at once.
        case starts
        /// They wait, and may give up with this ticket.
        case waits(Ticket)
        /// The waiting room is full, and they are not in the pool.
        case refused
    }

    /// Someone arrives, and may be refused or lose their patience.
    ///
    /// ```swift
    /// switch pool.admit(id, at: now) {
    /// case .starts: events.schedule(.end, at: now + serviceTime())
    /// case .waits(let ticket): events.schedule(.patienceEnds(ticket), at: now + patience())
    /// case .refused: events.schedule(.callsAgain(id), at: now + pause())
    /// }
    /// ```
    ///
    /// Whoever balks decides by ``waiting``, ``busy`` and ``onDuty`` before this call, and does not make it. Whoever was refused or gave
    /// up and tries again arrives again. A batch is admitted one by one; where it comes as a whole or not at all,
    /// ask ``vacancies`` first.
    ///
    /// A priority outside the pool's range counts as the nearest one in it.
    @inlinable
    public mutating func admit(_ id: UInt32, priority: Int = 0, at now: Int64) -> Admission {
        if serving < servers && inLine == 0 {
            serving &+= 1
            return .starts
        }
        guard let ticket = join(id, priority: priority, at: now) else { return .refused }
        return .waits(ticket)
    }

    /// Someone gives up waiting, in O(1) wherever they stand in line. Returns who it was and since when they waited.
    ///
    /// - Returns: nil, and nothing has changed, where they do not wait any more: a server has taken them, at the latest at this very
    ///   instant.
    @inlinable
    public mutating func abandon(_ ticket: Ticket, at now: Int64) -> Waiting? {
        guard let entry = lines.leave(with: ticket) else { return nil }
        gaveUp &+= 1
        inLine &-= 1
        length.change(by: -1, at: now)
        return Waiting(id: entry.id, arrival: entry.time)
    }

    /// How many could arrive now without one being refused: servers that are free and places to wait.
    ///
    /// `Int.max` where the waiting room has no bound.
    public var vacancies: Int {
        let seats = max(0, max(0, waitingPlaces) &- inLine)
        let (sum, isBeyond) = seats.addingReportingOverflow(inLine == 0 ? max(0, servers &- serving) : 0)
        return isBeyond ? .max : sum
    }
}
