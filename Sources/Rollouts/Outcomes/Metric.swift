// The numbers that a replication ends in: their names, units and meanings.

/// The unit of a metric, as it stands in column names and tables.
public enum MetricUnit: String, Sendable, CaseIterable {
    /// A number of things.
    case count = "1"
    /// A share between 0 and 1, or an event that happened (1) or not (0).
    case share = "share"
    /// Hours: a length of time, or a point in time counted from the scenario's start.
    case hours = "h"
    /// Endpoints times hours.
    case endpointHours = "endpoint-hours"
    /// An amount in the currency of the scenario's prices.
    case money = "money"
}

/// How the values of a metric for several releases make one.
public enum SeriesRule: Sendable, Equatable {
    /// Their sum.
    case sum
    /// The largest.
    case largest
    /// That of the first release that has one, counted from the start of the whole.
    case first
    /// The mean over the releases that have one; censored if one of them is.
    case mean
}

/// One number of an outcome.
public struct Metric: Sendable, Equatable {
    /// Name in files, with the unit at the end where it has one, such as `france.first_report_h`.
    public var id: String
    /// What a value counts or measures, and therefore how it is written.
    public var unit: MetricUnit
    /// What it says, in one sentence.
    public var meaning: String
    /// Whether the metric is a point in time, in hours since the scenario's start.
    public var isInstant: Bool
    /// What its value is for several releases one after another.
    public var overReleases: SeriesRule

    /// A metric; a length or an amount, not a point in time, unless said otherwise. Over several releases, counts and amounts are summed
    /// up, points in time are the first, and other values are means, unless said otherwise.
    public init(
        id: String, unit: MetricUnit, meaning: String, isInstant: Bool = false, overReleases: SeriesRule? = nil
    ) {
        self.id = id
        self.unit = unit
        self.meaning = meaning
        self.isInstant = isInstant
        self.overReleases =
            overReleases
            ?? {
                switch unit {
                case .count, .endpointHours, .money: .sum
                case .hours: isInstant ? .first : .mean
                case .share: .mean
                }
            }()
    }
}

/// The value of a metric in one replication.
///
/// In tables of numbers the two cases without a value are stored as special floating-point values, so that a table is one
/// contiguous block: ``none`` is a NaN and ``censored`` is +∞. Neither is ever written to a file.
public enum MetricValue {
    /// The question did not arise: no halt, so no time to halt.
    public static let none = Double.nan
    /// The horizon came first.
    public static let censored = Double.infinity
}
