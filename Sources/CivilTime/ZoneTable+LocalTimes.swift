// From the clock on the wall back to instants: times that the clocks skip and times that they show twice.

extension ZoneTable {
    /// The instants at which the clocks of a zone show a local time.
    public enum Resolution: Sendable, Hashable {
        /// They show it once.
        case unique(Instant)
        /// They never show it: they jump from before it to after it at `transition`.
        case gap(transition: Instant, offsetBefore: Int, offsetAfter: Int)
        /// They show it twice, because they were put back.
        case overlap(first: Instant, second: Instant)
    }

    /// The instants at which the clocks show `local`.
    public func instants(of local: LocalDateTime) -> Resolution {
        // No offset has ever been further than a day from UTC, so the periods to try are those within a day of it.
        let clock = local.microsecondsOnClock
        let firstPeriod = period(at: clock.subtractingSaturated(TimeSpan.microsecondsPerDay))
        let lastPeriod = period(at: clock.addingSaturated(TimeSpan.microsecondsPerDay))
        var first: Instant?
        for index in firstPeriod...lastPeriod {
            let candidate = local.instant(atOffset: offsets[index])
            guard period(at: candidate.microseconds) == index else { continue }
            if let first { return .overlap(first: first, second: candidate) }
            first = candidate
        }
        if let first { return .unique(first) }
        for index in firstPeriod..<lastPeriod where local.instant(atOffset: offsets[index + 1]) < transition(index) {
            return .gap(
                transition: transition(index), offsetBefore: offsets[index], offsetAfter: offsets[index + 1])
        }
        return .unique(local.instant(atOffset: offsets[lastPeriod]))
    }

    /// The instant that a person means by `local`.
    ///
    /// In a gap it is the time after the jump by the same elapsed amount, that is, the offset from before the jump is
    /// used: 02:30 on the day that Paris goes from 02:00 to 03:00 is 03:30. In an overlap it is the first of the two.
    /// RFC 5545, section 3.3.5, has the same rule.
    public func instant(of local: LocalDateTime) -> Instant {
        switch instants(of: local) {
        case .unique(let instant): instant
        case .gap(_, let offsetBefore, _): local.instant(atOffset: offsetBefore)
        case .overlap(let first, _): first
        }
    }

    /// The first instant at which the clocks show `local` or have jumped past it: in a gap, the jump itself.
    ///
    /// This is the rule for hours of work and daily profiles. It never puts a later local time before an earlier one,
    /// so that shifts keep their order, and a day that the calendar skips (Apia, 30 December 2011) has no length.
    public func firstInstant(notBefore local: LocalDateTime) -> Instant {
        switch instants(of: local) {
        case .unique(let instant): instant
        case .gap(let transition, _, _): transition
        case .overlap(let first, _): first
        }
    }

    private func transition(_ index: Int) -> Instant {
        Instant(microseconds: changes.ticks[index])
    }
}
