// How people call support, and what becomes of calls that are not taken: patience, retrials, and help in a surge.

import RandomStreams

/// What a caller does who met a full room or gave up waiting: at most 255 times, and not within a second.
public struct Retrial: Sendable, Equatable {
    /// Probability that they call again, each time anew; 0 to 1.
    public var chance: Double
    /// From the lost call to the next one.
    public var pause: Delay

    /// A habit of calling again. Ranges are checked when a ``Plan`` is made.
    public init(chance: Double, pause: Delay) {
        self.chance = chance
        self.pause = pause
    }

    /// Calls that a caller makes after the first, at most.
    static let most: UInt32 = 255
    /// The shortest pause, ticks: a second.
    static let leastPause: Int64 = 1_000_000
}

/// The tier behind the second line, such as developers: it takes what the second line could not settle.
public struct ThirdLine: Sendable, Equatable {
    /// Probability that a case goes on from the second line; 0 to 1. Such a case counts as a match once the third line is done.
    public var share: Double
    /// Third-line time on a case.
    public var time: Delay

    /// A third line. Ranges are checked when a ``Plan`` is made.
    public init(share: Double, time: Delay) {
        self.share = share
        self.time = time
    }
}

/// Agents who come to a support centre, round the clock, once it has had many calls of one incident.
public struct Surge: Sendable, Equatable {
    /// Calls of the incident at a centre, each caller counted once, that call for the surge there; at least 1.
    public var afterCalls: Int
    /// From that call until the agents are at work; working time and working days are those of ``Response/office``.
    public var delay: Delay
    /// Agents added to the first line; 0 or more.
    public var firstLine: Int
    /// Agents added to the second line; 0 or more.
    public var secondLine: Int
    /// Agents added to the third line; 0 or more.
    public var thirdLine: Int

    /// A surge and the rule by which it comes. Ranges are checked when a ``Plan`` is made.
    public init(afterCalls: Int, delay: Delay, firstLine: Int, secondLine: Int = 0, thirdLine: Int = 0) {
        self.afterCalls = afterCalls
        self.delay = delay
        self.firstLine = firstLine
        self.secondLine = secondLine
        self.thirdLine = thirdLine
    }
}

/// People who call the vendor themselves when their endpoint fails, beside or in place of an IT staff that reports.
///
/// A user's call ends at the first line. Who works again in the meantime does not call, and does not call again.
public struct UserCalls: Sendable, Equatable {
    /// Probability that the user of a failed endpoint calls; 0 to 1.
    public var share: Double
    /// From the failure to the call.
    public var delay: Delay

    /// A habit of calling. Ranges are checked when a ``Plan`` is made.
    public init(share: Double, delay: Delay) {
        self.share = share
        self.delay = delay
    }
}

extension Scenario {
    /// Checks the numbers of what callers and centres do.
    func checkCalls() throws(PlanError) {
        try requireProbability(support.retrial?.chance ?? 0, "the chance that a caller calls again")
        try requireByClock(support.patience ?? .none, "the patience of callers")
        try requireByClock(support.retrial?.pause ?? .none, "the pause before a caller calls again")
        try requireProbability(support.thirdLine?.share ?? 0, "the share of cases for the third line")
        try requireByClock(support.thirdLine?.time ?? .none, "the third line's time on a case")
        try require(support.severeAfter ?? 1 >= 1, "a severe case needs at least 1 failed endpoint")
        try require(support.matchingCalls ?? 1 >= 1, "recognition needs at least 1 matching call")
        for segment in segments {
            guard let calls = segment.userCalls else { continue }
            try requireProbability(calls.share, "segment \(segment.id): the share of users who call")
            try requireByClock(calls.delay, "segment \(segment.id): the delay of users' calls")
        }
        for centre in support.centres {
            try require(centre.waitingPlaces ?? 0 >= 0, "support centre \(centre.id): waiting places must be 0 or more")
            for shift in centre.shifts {
                try require(
                    (0...ScenarioLimits.agents).contains(shift.thirdLine),
                    "support centre \(centre.id): agents must be 0 to \(ScenarioLimits.agents)")
            }
        }
        guard let surge = support.surge else { return }
        try require(surge.afterCalls >= 1, "the surge needs at least 1 call")
        for agents in [surge.firstLine, surge.secondLine, surge.thirdLine] {
            try require(
                (0...ScenarioLimits.agents).contains(agents), "the surge must add 0 to \(ScenarioLimits.agents) agents")
        }
    }
}
