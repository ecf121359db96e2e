// What a slow rollout costs: attacks that the release would stop, and the prices of what is lost.

import CivilTime

/// Attacks that meet endpoints which are without the protection of the release.
///
/// They are counted in expectation: an endpoint that is without protection from one instant to another meets the integral of the
/// rate over that time. Nothing is drawn, and an encounter has no consequence in the model but its price.
public struct Threats: Sendable, Equatable {
    /// How often an unprotected endpoint meets an attack.
    public var rate: ThreatRate

    /// Threats of this rate; ``Plan/init(_:)`` checks it.
    public init(rate: ThreatRate) {
        self.rate = rate
    }
}

/// Attacks per unprotected endpoint and hour, 0 to ``ScenarioLimits/threatsPerHour``.
public enum ThreatRate: Sendable, Equatable {
    /// The same at all times.
    case constant(Double)
    /// By the local time of day, with the days off of the region.
    case daily(DailyProfile)
    /// By instants: each rate holds from its instant to the next one's; before the first there is no attack.
    case steps([ThreatStep])
}

/// A rate of attacks that holds from an instant on.
public struct ThreatStep: Sendable, Equatable {
    /// From when it holds.
    public var from: Instant
    /// Attacks per unprotected endpoint and hour.
    public var perHour: Double

    /// A step of a rate; ``Plan/init(_:)`` checks order and range.
    public init(from: Instant, perHour: Double) {
        self.from = from
        self.perHour = perHour
    }
}

/// What one unit of each kind of loss costs, in a currency of the scenario's own; 0 to ``ScenarioLimits/price`` each.
public struct Prices: Sendable, Equatable {
    /// Name of the currency, for people.
    public var currency: String
    /// An endpoint failed for an hour.
    public var endpointHourLost: Double
    /// The same, on top, for each unit of the segment's criticality.
    public var weightedEndpointHourLost: Double
    /// An hour of a technician at an endpoint.
    public var technicianHour: Double
    /// A report of this incident that a support centre took.
    public var supportCase: Double
    /// A call of this incident to a first line, taken or not.
    public var supportCall: Double
    /// An attack that met an unprotected endpoint.
    public var threatEncounter: Double
    /// A working endpoint without protection for an hour.
    public var lagEndpointHour: Double
    /// The same, on top, for each unit of the segment's criticality.
    public var weightedLagEndpointHour: Double

    /// Prices; what is not said costs nothing. ``Plan/init(_:)`` checks the ranges.
    public init(
        currency: String = "", endpointHourLost: Double = 0, weightedEndpointHourLost: Double = 0,
        technicianHour: Double = 0,
        supportCase: Double = 0, supportCall: Double = 0, threatEncounter: Double = 0, lagEndpointHour: Double = 0,
        weightedLagEndpointHour: Double = 0
    ) {
        self.currency = currency
        self.endpointHourLost = endpointHourLost
        self.weightedEndpointHourLost = weightedEndpointHourLost
        self.technicianHour = technicianHour
        self.supportCase = supportCase
        self.supportCall = supportCall
        self.threatEncounter = threatEncounter
        self.lagEndpointHour = lagEndpointHour
        self.weightedLagEndpointHour = weightedLagEndpointHour
    }
}
