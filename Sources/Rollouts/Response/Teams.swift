// Who else comes to help: the Critical Account Team, local teams at customers, and teams outside the vendor that warn.

import RandomStreams

/// Specialists who join a support centre's second line, round the clock, once it has many reports of one incident.
public struct CriticalAccountTeam: Sendable, Equatable {
    /// Reports of the incident at a centre that mobilise the team there; at least 1.
    public var afterReports: Int
    /// From that report until the team is at work; working time and working days are those of ``Response/office``.
    public var mobilisation: Delay
    /// Agents that it adds to the centre's second line; 0 or more.
    public var secondLine: Int

    /// A team and the rule by which it is mobilised. Ranges are checked when a ``Plan`` is made.
    public init(afterReports: Int, mobilisation: Delay, secondLine: Int) {
        self.afterReports = afterReports
        self.mobilisation = mobilisation
        self.secondLine = secondLine
    }
}

/// The vendor's people who go to each customer whose report support has matched to the incident, and repair machines by hand
/// beside the customer's own technicians.
public struct LocalTeams: Sendable, Equatable {
    /// From the end of the case at support to the team's arrival, in working time of the customer's calendar.
    public var travel: Delay
    /// Technicians in a team; 0 or more.
    public var technicians: Int

    /// Teams of one size. Ranges are checked when a ``Plan`` is made.
    public init(travel: Delay, technicians: Int) {
        self.travel = travel
        self.technicians = technicians
    }
}

/// A computer emergency response team (CERT), such as a country's health sector has: it hears from the customers of its
/// community and warns all of them.
///
/// A warned customer with failed endpoints is aware at its staff's next working instant. One without begins to notice at its
/// first failure, however many it would otherwise have taken to see a pattern, and is aware after its usual delay.
public struct CERT: Sendable, Equatable {
    /// Name for people and files.
    public var id: String
    /// Name under which random numbers are addressed; keep it when renaming and every draw stays the same.
    public var stream: String
    /// Ids of the regions of its community.
    public var regions: [String]
    /// Ids of the segments of its community; every segment where nil.
    public var segments: [String]?
    /// Reports of its community to the vendor after which it knows; at least 1.
    public var afterReports: Int
    /// From that report to the broadcast.
    public var broadcast: Delay

    /// A team and its community; the stream is the id where nil. Names and ranges are checked when a ``Plan`` is made.
    public init(
        id: String, stream: String? = nil, regions: [String], segments: [String]? = nil, afterReports: Int,
        broadcast: Delay
    ) {
        self.id = id
        self.stream = stream ?? id
        self.regions = regions
        self.segments = segments
        self.afterReports = afterReports
        self.broadcast = broadcast
    }
}
