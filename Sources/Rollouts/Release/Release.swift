// What is rolled out: the content, its defect, how the defect makes endpoints fail, and the tests before publication.

import CivilTime
import RandomStreams

/// A content item that is published to the whole fleet.
public struct Release: Sendable, Equatable {
    /// The products that take it, for people.
    public var products: [String]
    /// Name of the faulty item.
    public var content: String
    /// Name of the corrective item.
    public var corrective: String
    /// When it is published if quality assurance adds no time.
    public var published: PublicationTime
    /// The mistake in the faulty item.
    public var defect: Defect

    /// A release; ``Plan/init(_:)`` refuses one that is published outside the simulated time.
    public init(
        products: [String] = [], content: String, corrective: String, published: PublicationTime, defect: Defect
    ) {
        self.products = products
        self.content = content
        self.corrective = corrective
        self.published = published
        self.defect = defect
    }
}

/// When a release is published: known, or known only within bounds.
public enum PublicationTime: Sendable, Equatable {
    /// A known instant.
    case at(Instant)
    /// Uniform between two instants, drawn once per replication.
    case between(Instant, Instant)

    /// The instant at probability `u`.
    public func instant(_ u: Double) -> Instant {
        switch self {
        case .at(let instant): return instant
        case .between(let early, let late):
            let width = Double((late - early).microseconds)
            return early.adding(TimeSpan(microseconds: Int64((u * width).rounded(.down))))
        }
    }
}

/// A mistake in a release that makes some endpoints fail.
public struct Defect: Sendable, Equatable {
    /// Name, for people.
    public var id: String
    /// Which endpoints can fail.
    public var affects: Predicate
    /// Probability that an endpoint in the predicate shows the failure at all.
    public var manifestation: Double
    /// What makes an endpoint with the faulty content fail.
    public var trigger: DefectTrigger
    /// What an endpoint that failed still answers to.
    public var failureMode: FailureMode
    /// Share of failures that telemetry sees, 0 to 1.
    public var telemetryShare: Double
    /// From a failure to its sight in telemetry.
    public var telemetryDelay: Delay

    /// A defect that shows itself on every endpoint in its predicate and that telemetry does not see, unless said
    /// otherwise. ``Plan/init(_:)`` checks probabilities and the predicate.
    public init(
        id: String, affects: Predicate, manifestation: Double = 1, trigger: DefectTrigger, failureMode: FailureMode,
        telemetryShare: Double = 0, telemetryDelay: Delay = .none
    ) {
        self.id = id
        self.affects = affects
        self.manifestation = manifestation
        self.trigger = trigger
        self.failureMode = failureMode
        self.telemetryShare = telemetryShare
        self.telemetryDelay = telemetryDelay
    }
}

/// What sets the failure off once the faulty content is installed.
public enum DefectTrigger: Sendable, Equatable {
    /// At the installation itself, at once.
    case install
    /// At the next log-on, by the usage profile's rate.
    case logOn
    /// After a delay.
    case after(Delay)
}

/// What a failed endpoint still answers to.
public struct FailureMode: Sendable, Equatable {
    /// Name, for people.
    public var id: String
    /// Chance that one poll of a failed endpoint gets through; 0 where the agent is gone.
    public var pollReach: Double
    /// Chance that one push from a console gets through.
    public var consoleReach: Double
    /// Whether a technician's hands can restore it.
    public var byHand: Bool

    /// A failure mode; ``Plan/init(_:)`` checks that the two chances are 0 to 1.
    public init(id: String, pollReach: Double, consoleReach: Double, byHand: Bool = true) {
        self.id = id
        self.pollReach = pollReach
        self.consoleReach = consoleReach
        self.byHand = byHand
    }
}

/// The vendor's tests before publication.
public struct QualityAssurance: Sendable, Equatable {
    /// The cells of the matrix that are tested.
    public var covers: Predicate
    /// Cells that are known to have been tested and passed: the defect escaped there, whatever the chance was.
    public var passed: Predicate
    /// Chance that a test of a covered, affected platform finds the defect: one draw per platform.
    public var detection: Double
    /// Chance that the validator itself is broken, so that nothing is found anywhere.
    public var commonCauseFailure: Double
    /// Time that this testing adds before publication, against ``Release/published``. Working time and working days are
    /// those of ``Response/office``.
    public var addedTime: CalendarSpan
    /// Time to repair and test again when the defect is found; working time and working days as for ``addedTime``.
    public var rework: Delay

    /// Tests that add no time, repair at once, never all fail together and have not passed anywhere, unless said
    /// otherwise. ``Plan/init(_:)`` checks predicates, chances and the added time.
    public init(
        covers: Predicate, detection: Double, commonCauseFailure: Double = 0,
        addedTime: CalendarSpan = .elapsed(.zero),
        rework: Delay = .none, passed: Predicate = .never
    ) {
        self.covers = covers
        self.detection = detection
        self.commonCauseFailure = commonCauseFailure
        self.addedTime = addedTime
        self.rework = rework
        self.passed = passed
    }
}
