// When what takes somebody a while is over: by the clock, in working time, in working days.

import CivilTime

extension Simulation {
    /// When work that begins at `tick` (now where nil) is done, in the open time or the working days of a calendar.
    ///
    /// - Returns: A tick; nil if it lies beyond what the calendar was compiled for, long after the horizon.
    mutating func done(_ work: Delay, _ draw: Double, from tick: Int64? = nil, in hours: Int) -> Int64? {
        switch work.measure {
        case .usual, .workingTime: plan.openHours[hours].adding(working: work.ticks(draw), to: tick ?? now)
        case .workingDays: plan.workingDays[hours].adding(work.workingDays(draw), to: tick ?? now)
        }
    }

    /// When a wait that begins at `tick` (now where nil) is over: by the clock, unless it is said in working time or working
    /// days of a calendar; ``never`` as ``done(_:_:from:in:)`` gives nil.
    mutating func over(_ wait: Delay, _ draw: Double, from tick: Int64? = nil, in hours: Int) -> Int64 {
        let start = tick ?? now
        guard start < never else { return never }
        return wait.measure == .usual
            ? start + wait.ticks(draw) : done(wait, draw, from: start, in: hours) ?? never
    }

    /// The same for a wait that is always the same.
    mutating func over(_ wait: CalendarSpan, from tick: Int64, in hours: Int) -> Int64 {
        guard tick < never else { return never }
        return switch wait {
        case .elapsed(let span): min(never, tick + span.microseconds)
        case .working(let span): plan.openHours[hours].adding(working: span.microseconds, to: tick) ?? never
        case .workingDays(let days): plan.workingDays[hours].adding(days, to: tick) ?? never
        }
    }
}
