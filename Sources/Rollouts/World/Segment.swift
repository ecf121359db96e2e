// Who is there: kinds of customers, their fleets, their update servers and the people who look after them.

import CivilTime
import RandomStreams

/// Customers of one kind: how many and where, what they run, how they update, notice, report and repair.
public struct Segment: Sendable, Equatable {
    /// Name in references and in event logs; unique in a scenario.
    public var id: String
    /// Name under which random numbers are addressed; keep it when renaming and every draw stays the same.
    public var stream: String
    /// Economic sector, for people.
    public var sector: String
    /// Number of customers by region id; 0 or more each.
    public var customers: [String: Int]
    /// Endpoints per customer; rounded, at least 1.
    public var fleet: Distribution
    /// Share of each platform in the segment's endpoints, by platform id; sums to 1.
    public var mix: [String: Double]
    /// Share of customers that run a platform at all, by platform id; 1 where not said. The platform's share of the
    /// segment stays as in `mix`: the fewer customers have it, the more of their fleet it is.
    public var presence: [String: Double]
    /// How alike the mixes of these customers are: each customer's shares are drawn from the Dirichlet distribution with this number
    /// times ``mix``, so that a share m varies with variance m(1 − m) / (concentration + 1). Nil where every customer has the mix itself; a
    /// segment with it has no ``presence``.
    public var mixConcentration: Double?
    /// Id of the usage profile of the endpoints.
    public var profile: String
    /// Interval at which the customer's update server asks the vendor; each server has its own phase.
    public var relayPoll: TimeSpan
    /// Interval at which an endpoint asks the customer's server.
    public var endpointPoll: TimeSpan
    /// Share of customers with a management console that can push to their endpoints.
    public var consoleShare: Double
    /// The IT people of each of these customers.
    public var staff: CustomerStaff
    /// What these customers have bought of support; it decides their place in the queue.
    public var contract: SupportContract
    /// Weight of an endpoint-hour lost here; 0 or more.
    public var criticality: Double
    /// Share of these customers that volunteer for stages that ask for volunteers, 0 to 1.
    public var volunteers: Double
    /// Nil where users leave it to their IT people.
    public var userCalls: UserCalls?
    /// How these customers hold a release back by themselves; nil where they do not.
    public var staging: CustomerStaging?

    /// A segment; its stream is its id where nil, every customer has every platform of the mix where ``presence`` says
    /// nothing, and an endpoint-hour weighs 1. ``Plan/init(_:)`` checks references and ranges, and that the mix sums to
    /// 1.
    public init(
        id: String, stream: String? = nil, sector: String = "", customers: [String: Int], fleet: Distribution,
        mix: [String: Double], presence: [String: Double] = [:], profile: String, relayPoll: TimeSpan,
        endpointPoll: TimeSpan, consoleShare: Double, staff: CustomerStaff, contract: SupportContract = .standard,
        criticality: Double = 1, volunteers: Double = 0, userCalls: UserCalls? = nil,
        staging: CustomerStaging? = nil, mixConcentration: Double? = nil
    ) {
        self.id = id
        self.stream = stream ?? id
        self.sector = sector
        self.customers = customers
        self.fleet = fleet
        self.mix = mix
        self.presence = presence
        self.profile = profile
        self.relayPoll = relayPoll
        self.endpointPoll = endpointPoll
        self.consoleShare = consoleShare
        self.staff = staff
        self.contract = contract
        self.criticality = criticality
        self.volunteers = volunteers
        self.userCalls = userCalls
        self.staging = staging
        self.mixConcentration = mixConcentration
    }
}

/// What a customer has bought; the more it has bought, the sooner its case is taken.
public enum SupportContract: String, Sendable, CaseIterable {
    /// The ordinary contract; taken last, with the cases that have nothing to do with the release.
    case standard
    /// Taken before the ordinary ones.
    case premium
    /// Customers with people of their own at the vendor; taken first.
    case criticalAccount = "critical-account"

    /// Place in the queue: lower is served first.
    public var priority: Int {
        switch self {
        case .criticalAccount: 0
        case .premium: 1
        case .standard: 2
        }
    }
}

/// A customer's own IT people: when they work, how they come to know, and how they touch machines.
public struct CustomerStaff: Sendable, Equatable {
    /// Id of the calendar in which they notice, report and repair.
    public var calendar: String
    /// Failures before somebody sees a pattern; at least 1. A customer with fewer endpoints at risk sees it at the last.
    public var awareAfterFailures: Int
    /// From that failure to awareness, in working time of the calendar.
    public var notice: Delay
    /// From awareness to the report, in working time of the calendar.
    public var report: Delay
    /// Probability that an aware customer reports to the vendor at all.
    public var reportProbability: Double
    /// Endpoints per technician; a customer has at least one technician.
    public var endpointsPerTechnician: Double
    /// Time to repair one endpoint by hand, travel included, in working time of the calendar.
    public var touch: Delay

    /// Staff; ``Plan/init(_:)`` checks the calendar and the ranges.
    public init(
        calendar: String, awareAfterFailures: Int, notice: Delay, report: Delay, reportProbability: Double,
        endpointsPerTechnician: Double, touch: Delay
    ) {
        self.calendar = calendar
        self.awareAfterFailures = awareAfterFailures
        self.notice = notice
        self.report = report
        self.reportProbability = reportProbability
        self.endpointsPerTechnician = endpointsPerTechnician
        self.touch = touch
    }
}
