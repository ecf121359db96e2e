// The vendor's support organisation: centres, shifts, tiers, and how a region comes to know an error.

import CivilTime
import RandomStreams

/// All support centres and what they have in common.
public struct Support: Sendable, Equatable {
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

    public init(
        centres: [SupportCentre], firstLine: Delay, secondLine: Delay, knownError: Delay, unrelated: Delay,
        matchingCases: Int, transfer: Delay
    ) {
        self.centres = centres
        self.firstLine = firstLine
        self.secondLine = secondLine
        self.knownError = knownError
        self.unrelated = unrelated
        self.matchingCases = matchingCases
        self.transfer = transfer
    }
}

/// One place where reports are taken.
public struct SupportCentre: Sendable, Equatable {
    public var id: String
    /// Name under which random numbers are addressed; keep it when renaming and every draw stays the same.
    public var stream: String
    /// The region whose zone and holidays the shifts follow.
    public var region: String
    public var shifts: [SupportShift]
    /// Unrelated cases per hour; Poisson.
    public var unrelatedPerHour: Double
    /// Calendar in which unrelated cases come; while the first line is staffed where nil.
    public var unrelatedCalendar: String?

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
    public var calendar: String
    public var firstLine: Int
    public var secondLine: Int

    public init(calendar: String, firstLine: Int, secondLine: Int) {
        self.calendar = calendar
        self.firstLine = firstLine
        self.secondLine = secondLine
    }
}
