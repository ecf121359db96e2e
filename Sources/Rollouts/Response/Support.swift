// The vendor's support organisation: centres, shifts, tiers, and how a region comes to know an error.

import CivilTime
import RandomStreams

/// All support centres and what they have in common.
public struct Support: Sendable, Equatable {
    /// The centres; ids and streams unique.
    public var centres: [SupportCentre]
    /// First-line time on a case whose cause is unknown; the case then goes to the second line.
    public var firstLine: Delay
    /// Second-line time on such a case.
    public var secondLine: Delay
    /// First-line time on a case that matches a known error; the case ends there.
    public var knownError: Delay
    /// First-line time on a case that has nothing to do with the release.
    public var unrelated: Delay
    /// Matching cases, through the second line, after which a centre declares a known error; at least 1.
    public var matchingCases: Int
    /// From a centre's known error to every other centre's.
    public var transfer: Delay
    /// Nil where no further team is mobilised.
    public var criticalAccountTeam: CriticalAccountTeam?
    /// Nil where nobody goes to the customers.
    public var localTeams: LocalTeams?
    /// How long a caller waits for the first line before they give up; nil for as long as it takes.
    public var patience: Delay?
    /// Nil where nobody calls again whose call was not taken.
    public var retrial: Retrial?
    /// Nil where every case ends at the second line.
    public var thirdLine: ThirdLine?
    /// Nil where no agents are called in.
    public var surge: Surge?
    /// Failed endpoints of a customer that make its case severe: it queues one place sooner than its contract says. Nil where
    /// contracts alone count.
    public var severeAfter: Int?
    /// Users' calls through the first line after which a centre declares a known error, besides ``matchingCases``; at least 1, nil
    /// where only reports are looked at.
    public var matchingCalls: Int?

    /// The support organisation; ``Plan/init(_:)`` checks the centres and the number of matching cases.
    public init(
        centres: [SupportCentre], firstLine: Delay, secondLine: Delay, knownError: Delay, unrelated: Delay,
        matchingCases: Int, transfer: Delay, criticalAccountTeam: CriticalAccountTeam? = nil,
        localTeams: LocalTeams? = nil, patience: Delay? = nil, retrial: Retrial? = nil, thirdLine: ThirdLine? = nil,
        surge: Surge? = nil, severeAfter: Int? = nil, matchingCalls: Int? = nil
    ) {
        self.centres = centres
        self.firstLine = firstLine
        self.secondLine = secondLine
        self.knownError = knownError
        self.unrelated = unrelated
        self.matchingCases = matchingCases
        self.transfer = transfer
        self.criticalAccountTeam = criticalAccountTeam
        self.localTeams = localTeams
        self.patience = patience
        self.retrial = retrial
        self.thirdLine = thirdLine
        self.surge = surge
        self.severeAfter = severeAfter
        self.matchingCalls = matchingCalls
    }
}

/// One place where reports are taken.
public struct SupportCentre: Sendable, Equatable {
    /// Name by which regions refer to it, and in event logs; unique in a scenario.
    public var id: String
    /// Name under which random numbers are addressed; keep it when renaming and every draw stays the same.
    public var stream: String
    /// The region whose zone and holidays the shifts follow.
    public var region: String
    /// Who is on duty when; nobody where there is none.
    public var shifts: [SupportShift]
    /// Unrelated cases per hour; Poisson.
    public var unrelatedPerHour: Double
    /// Calendar in which unrelated cases come; while the first line is staffed where nil.
    public var unrelatedCalendar: String?
    /// How many callers may wait for the first line; whoever comes to a full room is blocked. Nil where there is no bound.
    public var waitingPlaces: Int?

    /// A centre; its stream is its id where nil, and it has no unrelated cases unless said otherwise. ``Plan/init(_:)``
    /// checks region, calendars and ranges.
    public init(
        id: String, stream: String? = nil, region: String, shifts: [SupportShift], unrelatedPerHour: Double = 0,
        unrelatedCalendar: String? = nil, waitingPlaces: Int? = nil
    ) {
        self.id = id
        self.stream = stream ?? id
        self.region = region
        self.shifts = shifts
        self.unrelatedPerHour = unrelatedPerHour
        self.unrelatedCalendar = unrelatedCalendar
        self.waitingPlaces = waitingPlaces
    }
}

/// Agents on duty while a calendar is open; shifts that overlap add up.
public struct SupportShift: Sendable, Equatable {
    /// Id of the calendar that says when the shift is on duty, in the centre's region.
    public var calendar: String
    /// Agents of the first line; 0 to ``ScenarioLimits/agents``.
    public var firstLine: Int
    /// Agents of the second line; 0 to ``ScenarioLimits/agents``.
    public var secondLine: Int
    /// Agents of the third line; 0 to ``ScenarioLimits/agents``.
    public var thirdLine: Int

    /// A shift; ``Plan/init(_:)`` checks the calendar and the numbers.
    public init(calendar: String, firstLine: Int, secondLine: Int, thirdLine: Int = 0) {
        self.calendar = calendar
        self.firstLine = firstLine
        self.secondLine = secondLine
        self.thirdLine = thirdLine
    }
}
