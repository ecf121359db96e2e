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

    /// The support organisation; ``Plan/init(_:)`` checks the centres and the number of matching cases.
    public init(
        centres: [SupportCentre], firstLine: Delay, secondLine: Delay, knownError: Delay, unrelated: Delay,
        matchingCases: Int, transfer: Delay, criticalAccountTeam: CriticalAccountTeam? = nil,
        localTeams: LocalTeams? = nil
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

    /// A centre; its stream is its id where nil, and it has no unrelated cases unless said otherwise. ``Plan/init(_:)``
    /// checks region, calendars and ranges.
    public init(
        id: String, stream: String? = nil, region: String, shifts: [SupportShift], unrelatedPerHour: Double = 0,
        unrelatedCalendar: String? = nil
    ) {
        self.id = id
        self.stream = stream ?? id
        self.region = region
        self.shifts = shifts
        self.unrelatedPerHour = unrelatedPerHour
        self.unrelatedCalendar = unrelatedCalendar
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

    /// A shift; ``Plan/init(_:)`` checks the calendar and the numbers.
    public init(calendar: String, firstLine: Int, secondLine: Int) {
        self.calendar = calendar
        self.firstLine = firstLine
        self.secondLine = secondLine
    }
}
