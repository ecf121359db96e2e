// What the vendor does once it knows: escalate, halt, mitigate, fix.

import CivilTime
import RandomStreams

/// The vendor's way from the first known error to the end of the trouble.
public struct Response: Sendable, Equatable {
    /// From the first known error anywhere to the people who decide; working time and working days are those of ``office``.
    public var escalation: Delay
    /// Nil where the vendor does not stop the release.
    public var halt: Halt?
    /// Nil where the vendor does not send the previous version.
    public var rollback: Rollback?
    /// Nil where the feature cannot be turned off from afar.
    public var killSwitch: KillSwitch?
    /// Nil where nobody is told what not to do.
    public var advisory: Advisory?
    /// Nil where there is no workaround.
    public var mitigation: Mitigation?
    /// The corrective item, which the vendor always makes.
    public var fix: Fix
    /// Customers' work at the management console.
    public var console: ConsolePush
    /// When those who decide are at work, for what is said in working time or working days; the fix's engineers' hours
    /// where nil.
    public var office: VendorOffice?

    /// A response; ``Plan/init(_:)`` checks its parts.
    public init(
        escalation: Delay, halt: Halt?, rollback: Rollback? = nil, killSwitch: KillSwitch? = nil,
        advisory: Advisory? = nil, mitigation: Mitigation?, fix: Fix, console: ConsolePush,
        office: VendorOffice? = nil
    ) {
        self.escalation = escalation
        self.halt = halt
        self.rollback = rollback
        self.killSwitch = killSwitch
        self.advisory = advisory
        self.mitigation = mitigation
        self.fix = fix
        self.console = console
        self.office = office
    }
}

/// The vendor's people who test, approve and decide: when and where.
public struct VendorOffice: Sendable, Equatable {
    /// Id of their calendar.
    public var calendar: String
    /// Id of the region whose zone and holidays the calendar is read with.
    public var region: String

    /// An office; ``Plan/init(_:)`` checks calendar and region.
    public init(calendar: String, region: String) {
        self.calendar = calendar
        self.region = region
    }
}

/// A workaround that makes endpoints work again without the protection.
public struct Mitigation: Sendable, Equatable {
    /// From escalation to its publication; working time and working days are those of the fix's engineers.
    public var found: Delay
    /// From publication (or a customer's awareness, if later) to the customer's use of it; working time and working days are
    /// those of the customer's staff.
    public var advisory: Delay
    /// Where it surely applies.
    public var appliesTo: Predicate
    /// Chance, per customer, platform and defect, that it applies elsewhere.
    public var appliesElsewhere: Double

    /// A mitigation, whose delays pass by the clock on the wall unless ``Delay/measure`` says otherwise; ``Plan/init(_:)``
    /// checks the predicate and that the chance is 0 to 1.
    public init(found: Delay, advisory: Delay, appliesTo: Predicate, appliesElsewhere: Double) {
        self.found = found
        self.advisory = advisory
        self.appliesTo = appliesTo
        self.appliesElsewhere = appliesElsewhere
    }
}

/// The corrective item: four steps in the engineers' hours, and a second iteration where the first does not work.
public struct Fix: Sendable, Equatable {
    /// From escalation to the cause, in the engineers' hours, as are the steps below.
    public var diagnose: Delay
    /// From the cause to a corrective item.
    public var build: Delay
    /// Testing of the corrective item. It never fails: ``covers``, ``worksUncovered`` and ``fastTrack`` say where the item works.
    public var qualityAssurance: Delay
    /// From the tested item to its place at the origin.
    public var publish: Delay
    /// Id of the engineers' calendar.
    public var calendar: String
    /// Id of the region whose zone and holidays the calendar is read with.
    public var region: String
    /// Platforms on which the fix was tested, and works.
    public var covers: Predicate
    /// Chance, per customer, platform and defect, that it works on the others.
    public var worksUncovered: Double
    /// From the fix to vendor-assisted repair where it does not work, in the engineers' hours.
    public var secondIteration: Delay
    /// The fix's own rollout; for everybody at once where empty.
    public var stages: [FixStage]
    /// A short test in place of ``qualityAssurance``; nil where the whole one is made.
    public var fastTrack: FastTrack?

    /// A fix, wholly tested and for everybody at once unless said otherwise; ``Plan/init(_:)`` checks calendar, region, predicate, stages,
    /// and that the chance is 0 to 1.
    public init(
        diagnose: Delay, build: Delay, qualityAssurance: Delay, publish: Delay, calendar: String, region: String,
        covers: Predicate, worksUncovered: Double, secondIteration: Delay, stages: [FixStage] = [],
        fastTrack: FastTrack? = nil
    ) {
        self.diagnose = diagnose
        self.build = build
        self.qualityAssurance = qualityAssurance
        self.publish = publish
        self.calendar = calendar
        self.region = region
        self.covers = covers
        self.worksUncovered = worksUncovered
        self.secondIteration = secondIteration
        self.stages = stages
        self.fastTrack = fastTrack
    }
}

/// How customers with a management console push a remedy.
public struct ConsolePush: Sendable, Equatable {
    /// From the fix's publication to the first push at an aware customer; working time and working days are those of the
    /// customer's staff.
    public var start: Delay
    /// Time between rounds, until every endpoint has answered.
    public var round: TimeSpan

    /// The work at the console; ``Plan/init(_:)`` refuses a round of no length.
    public init(start: Delay, round: TimeSpan) {
        self.start = start
        self.round = round
    }
}
