// One step of a rollout: which customers and which of their endpoints it selects, when they may be offered the release.

import CivilTime

/// One step of a rollout: who is offered the release, and how long it bakes before the next step.
///
/// A customer belongs to the first stage that selects it, and each of its endpoints to the first that selects both.
public struct RolloutStage: Sendable, Equatable {
    /// Name in event logs.
    public var id: String
    /// Region ids; all regions where nil.
    public var regions: [String]?
    /// Segment ids; all segments where nil. A segment of the vendor's own people makes an internal stage.
    public var segments: [String]?
    /// Whether it is for those customers alone that volunteered: see ``Segment/volunteers``.
    public var volunteersOnly: Bool
    /// Cumulative share of customers, by a cohort number that each customer keeps; 1 where nil.
    public var share: Double?
    /// Cumulative share of each selected customer's endpoints, by a cohort number that each endpoint keeps; 1 where nil.
    public var endpointShare: Double?
    /// Another share of the endpoints of small customers; nil where they are like the others.
    public var smallFleets: SmallFleets?
    /// A stage of test machines in the field, outside the customers' update servers.
    public var canary: Canary?
    /// Id of the calendar in whose hours the release is offered, on the clocks of each region; at any hour where nil.
    public var offers: String?
    /// Customers that are offered the release per hour at most, in the order of their cohort numbers; all at once where nil.
    public var offersPerHour: Double?
    /// From the stage's start to the next one's; working time and working days are those of ``Response/office``.
    public var bake: CalendarSpan
    /// How long people take, after the bake, to approve the next stage, in the working time of ``Response/office``; nil where nobody is
    /// asked.
    public var approval: Delay?

    /// A stage: every endpoint of every customer at any hour, without a wait or an approval after it, unless said otherwise.
    /// ``Plan/init(_:)`` checks names, shares, rates and bake time, and refuses a canary of no endpoint, one in a stage that
    /// selects customers, and a limited rate together with hours or with shares of endpoints.
    public init(
        id: String, regions: [String]? = nil, segments: [String]? = nil, volunteersOnly: Bool = false,
        share: Double? = nil, endpointShare: Double? = nil, smallFleets: SmallFleets? = nil, canary: Canary? = nil,
        offers: String? = nil, offersPerHour: Double? = nil, bake: CalendarSpan = .elapsed(.zero),
        approval: Delay? = nil
    ) {
        self.id = id
        self.regions = regions
        self.segments = segments
        self.volunteersOnly = volunteersOnly
        self.share = share
        self.endpointShare = endpointShare
        self.smallFleets = smallFleets
        self.canary = canary
        self.offers = offers
        self.offersPerHour = offersPerHour
        self.bake = bake
        self.approval = approval
    }

    /// Whether it says of customers which of them it selects.
    var selectsCustomers: Bool {
        regions != nil || segments != nil || volunteersOnly || share != nil || endpointShare != nil
            || smallFleets != nil || offers != nil || offersPerHour != nil
    }
}

/// A rule for customers with so few endpoints that a small share of them would be none.
public struct SmallFleets: Sendable, Equatable {
    /// The most endpoints of such a customer; at least 1.
    public var endpoints: Int
    /// Cumulative share of its endpoints, 0 to 1.
    public var share: Double

    /// A rule for customers of up to so many endpoints; ``Plan/init(_:)`` checks the ranges.
    public init(upTo endpoints: Int, share: Double) {
        self.endpoints = endpoints
        self.share = share
    }
}
