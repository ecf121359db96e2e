// How customers hold a release back by themselves: deferral, rings of their own, windows and freezes.

import CivilTime

/// What customers of a segment do with a release that the vendor offers them, before all of their endpoints may install it.
///
/// It holds for the release; a corrective item, a previous version and word to turn a feature off pass at once.
public struct CustomerStaging: Sendable, Equatable {
    /// From the vendor's offer to the customer's own, drawn once per customer; working time and working days are those of its
    /// staff. A vendor that stops the release meanwhile stops it for the customer.
    public var deferral: Delay
    /// How many releases of the series these customers are behind: with 1 they take a release when the next one is due ("N−1"), unless it has
    /// been stopped by then, and their deferral begins there. 0 to ``ScenarioLimits/behind``.
    public var behind: Int
    /// Id of the calendar in whose hours endpoints install the release, on the local clock; at any hour where nil. Its closures are
    /// change freezes.
    public var window: String?
    /// Which endpoints get the release when, from the moment when the customer's server has it; all at once where empty. An aware
    /// customer begins no further ring.
    public var rings: [CustomerRing]

    /// Staging; nothing is held back unless said otherwise. ``Plan/init(_:)`` checks the calendar, and that the rings' shares rise to 1
    /// and their times do not fall.
    public init(deferral: Delay = .none, behind: Int = 0, window: String? = nil, rings: [CustomerRing] = []) {
        self.deferral = deferral
        self.behind = behind
        self.window = window
        self.rings = rings
    }
}

/// Endpoints of one customer that get the release at the same time.
public struct CustomerRing: Sendable, Equatable {
    /// Cumulative share of the customer's endpoints, up to this ring.
    public var share: Double
    /// From the moment when the customer's server has the release; working time and working days are those of its staff.
    public var after: CalendarSpan

    /// A ring; ``Plan/init(_:)`` checks it among the others.
    public init(share: Double, after: CalendarSpan) {
        self.share = share
        self.after = after
    }
}
