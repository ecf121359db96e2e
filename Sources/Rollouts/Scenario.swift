// The world of one policy as plain values: what a scenario file says once names are resolved and units are read.

import CivilTime

/// Everything that is true of the simulated world under one policy.
///
/// Things refer to each other by id. A reader of files guarantees that every reference resolves; ``Plan/init(_:)``
/// checks again and throws ``PlanError`` otherwise, so that a scenario built in code cannot trap either.
public struct Scenario: Sendable, Equatable {
    /// When the simulation starts and ends, and how finely its course is kept.
    public var clock: ScenarioClock
    /// What may be said of an endpoint; ids unique.
    public var attributes: [EndpointAttribute]
    /// The combinations of attribute values that occur; ids and streams unique.
    public var platforms: [Platform]
    /// Working hours by name, for staff, support shifts and engineers; ids unique.
    public var calendars: [NamedCalendar]
    /// Daily habits of endpoints by name; ids unique.
    public var profiles: [UsageProfile]
    /// The parts of the world; 1 to ``ScenarioLimits/regions``, ids and streams unique.
    public var regions: [Region]
    /// Customers that have metrics together beside the regions; ids unique among groups and regions.
    public var groups: [CustomerGroup]
    /// The kinds of customers; ids and streams unique.
    public var segments: [Segment]
    /// What is rolled out, with its defect.
    public var release: Release
    /// The tests before publication.
    public var qualityAssurance: QualityAssurance
    /// In which order the fleet is offered the release.
    public var rollout: Rollout
    /// The rule over telemetry that stops the rollout; nil where none watches.
    public var gate: Gate?
    /// What is seen of all endpoints' health, whether or not the release has anything to do with it.
    public var telemetry: Telemetry
    /// Who takes reports, and how long a case takes.
    public var support: Support
    /// Teams outside the vendor that warn customers; ids and streams unique.
    public var certs: [CERT]
    /// What the vendor does once it knows of the error.
    public var response: Response
    /// Local times at which recovery is looked at; ids unique. Each adds metrics of its own.
    public var checkpoints: [Checkpoint]
    /// When a customer counts as recovered, and when its trouble as long.
    public var recoveryCriterion: RecoveryCriterion
    /// The attacks that the release would stop; nil where they are not counted.
    public var threats: Threats?
    /// What losses cost; nil where no cost is computed.
    public var prices: Prices?

    /// A scenario of these parts. Nothing is checked here: ``Plan/init(_:)`` refuses names that are not unique or lead
    /// nowhere and numbers out of range.
    public init(
        clock: ScenarioClock, attributes: [EndpointAttribute], platforms: [Platform], calendars: [NamedCalendar],
        profiles: [UsageProfile], regions: [Region], groups: [CustomerGroup] = [], segments: [Segment],
        release: Release, qualityAssurance: QualityAssurance, rollout: Rollout, gate: Gate? = nil,
        telemetry: Telemetry = Telemetry(), support: Support,
        certs: [CERT] = [], response: Response, checkpoints: [Checkpoint] = [],
        recoveryCriterion: RecoveryCriterion = RecoveryCriterion(), threats: Threats? = nil, prices: Prices? = nil
    ) {
        self.clock = clock
        self.attributes = attributes
        self.platforms = platforms
        self.calendars = calendars
        self.profiles = profiles
        self.regions = regions
        self.groups = groups
        self.segments = segments
        self.release = release
        self.qualityAssurance = qualityAssurance
        self.rollout = rollout
        self.gate = gate
        self.telemetry = telemetry
        self.support = support
        self.certs = certs
        self.response = response
        self.checkpoints = checkpoints
        self.recoveryCriterion = recoveryCriterion
        self.threats = threats
        self.prices = prices
    }
}

/// When the simulation starts and how long it lasts.
public struct ScenarioClock: Sendable, Equatable {
    /// The instant of time zero; metrics that are points in time count hours from here.
    public var start: Instant
    /// Length of the simulation; what has not ended by then is censored. More than 0, at most 400 days.
    public var horizon: TimeSpan
    /// Distance between the rows of the timeline; divides the horizon into at most 10,000 steps.
    public var timelineStep: TimeSpan
    /// What the states are counted by, besides the whole world: every combination of regions and declared values has rows of its
    /// own. Each dimension once.
    public var timelineBy: [TimelineDimension]

    /// A clock; ``Plan/init(_:)`` checks the ranges.
    public init(
        start: Instant, horizon: TimeSpan, timelineStep: TimeSpan, timelineBy: [TimelineDimension] = []
    ) {
        self.start = start
        self.horizon = horizon
        self.timelineStep = timelineStep
        self.timelineBy = timelineBy
    }
}

/// Something that the states of endpoints are counted by through time.
public enum TimelineDimension: Sendable, Hashable {
    /// The region of the customer.
    case region
    /// The value of an attribute of the endpoint's platform, by the attribute's id.
    case attribute(String)
}

/// A local instant at which a region's recovery is looked at, such as the end of the first day.
public struct Checkpoint: Sendable, Equatable {
    /// Name, the last part of the names of its metrics.
    public var id: String
    /// The local date, in each region's own zone.
    public var date: CivilDate
    /// Minutes since 00:00 on the local clock, 0 to 1440; 1440 is the midnight that ends the date. A value outside
    /// moves the date.
    public var minuteOfDay: Int

    /// A checkpoint. Neither date nor minute is checked: one before the first failure leaves its metrics without a
    /// value, one beyond the horizon censors them.
    public init(id: String, date: CivilDate, minuteOfDay: Int) {
        self.id = id
        self.date = date
        self.minuteOfDay = minuteOfDay
    }
}

/// When a customer counts as recovered, and when its trouble counts as long.
public struct RecoveryCriterion: Sendable, Equatable {
    /// A customer has recovered when this share of the endpoints that failed there is restored; in (0, 1].
    public var restoredShare: Double
    /// Trouble that lasts longer than this, from the customer's first failure to its recovery, is long.
    public var longAfter: TimeSpan

    /// A criterion: nine of ten endpoints, and a day, unless said otherwise. ``Plan/init(_:)`` refuses a share outside
    /// 0 to 1 and a time that is negative or longer than ``ScenarioLimits/longestSpan``.
    public init(restoredShare: Double = 0.9, longAfter: TimeSpan = .hours(24)) {
        self.restoredShare = restoredShare
        self.longAfter = longAfter
    }
}
