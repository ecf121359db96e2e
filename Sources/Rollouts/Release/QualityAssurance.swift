// The vendor's tests before publication: what they cover, what they find, and what they cost in time.

import CivilTime

/// The vendor's tests before publication.
public struct QualityAssurance: Sendable, Equatable {
    /// The cells of the matrix that are tested.
    public var covers: Predicate
    /// Cells that are known to have been tested and passed: every defect escaped there, whatever the chance was.
    public var passed: Predicate
    /// Whether platforms that are not covered are kept from the content: they are safe from it and go without its protection.
    public var blocksUncovered: Bool
    /// Chance that a test of a covered, affected platform finds a defect: one draw per platform and defect.
    public var detection: Double
    /// Chance that the validator itself is broken, so that nothing is found anywhere.
    public var commonCauseFailure: Double
    /// Time that this testing adds before publication, against ``Release/published``. Working time and working days are
    /// those of ``Response/office``.
    public var addedTime: CalendarSpan
    /// Time that testing adds for each platform that is covered.
    public var addedTimePerPlatform: TimeSpan
    /// Time to repair and test again when a defect is found; working time and working days as for ``addedTime``.
    public var rework: Delay

    /// Tests that add no time, repair at once, never all fail together, have not passed anywhere and block nothing, unless said
    /// otherwise. ``Plan/init(_:)`` checks predicates, chances and the added time.
    public init(
        covers: Predicate, detection: Double, commonCauseFailure: Double = 0,
        addedTime: CalendarSpan = .elapsed(.zero), addedTimePerPlatform: TimeSpan = .zero, rework: Delay = .none,
        passed: Predicate = .never, blocksUncovered: Bool = false
    ) {
        self.covers = covers
        self.detection = detection
        self.commonCauseFailure = commonCauseFailure
        self.addedTime = addedTime
        self.addedTimePerPlatform = addedTimePerPlatform
        self.rework = rework
        self.passed = passed
        self.blocksUncovered = blocksUncovered
    }
}
