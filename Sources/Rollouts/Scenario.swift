// The world of one policy as plain values: what a scenario file says once names are resolved and units are read.

import CivilTime

/// Everything that is true of the simulated world under one policy.
///
/// Things refer to each other by id. A reader of files guarantees that every reference resolves; ``Plan/init(_:)``
/// checks again and throws ``PlanError`` otherwise, so that a scenario built in code cannot trap either.
public struct Scenario: Sendable, Equatable {
    public var clock: ScenarioClock
    public var attributes: [EndpointAttribute]
    public var platforms: [Platform]
    public var calendars: [NamedCalendar]
    public var profiles: [UsageProfile]
    public var regions: [Region]
    public var groups: [RegionGroup]
    public var segments: [Segment]
    public var release: Release
    public var qualityAssurance: QualityAssurance
    public var rollout: Rollout
    public var gate: Gate?
    public var support: Support
    public var response: Response
    public var checkpoints: [Checkpoint]
    public var recoveryCriterion: RecoveryCriterion

    public init(
        clock: ScenarioClock, attributes: [EndpointAttribute], platforms: [Platform], calendars: [NamedCalendar],
        profiles: [UsageProfile], regions: [Region], groups: [RegionGroup] = [], segments: [Segment],
        release: Release, qualityAssurance: QualityAssurance, rollout: Rollout, gate: Gate? = nil, support: Support,
        response: Response, checkpoints: [Checkpoint] = [], recoveryCriterion: RecoveryCriterion = RecoveryCriterion()
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
        self.support = support
        self.response = response
        self.checkpoints = checkpoints
        self.recoveryCriterion = recoveryCriterion
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

    public init(start: Instant, horizon: TimeSpan, timelineStep: TimeSpan) {
        self.start = start
        self.horizon = horizon
        self.timelineStep = timelineStep
    }
}

/// A local instant at which a region's recovery is looked at, such as the end of the first day.
public struct Checkpoint: Sendable, Equatable {
    public var id: String
    /// Local date and minute of the day (0 to 1440; 1440 is the midnight that ends the date).
    public var date: CivilDate
    public var minuteOfDay: Int

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

    public init(restoredShare: Double = 0.9, longAfter: TimeSpan = .hours(24)) {
        self.restoredShare = restoredShare
        self.longAfter = longAfter
    }
}
