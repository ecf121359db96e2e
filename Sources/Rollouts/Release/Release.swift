// What is rolled out: the content, when it is published, and the mistakes that may be in it.

import CivilTime

/// A content item that is published to the whole fleet.
public struct Release: Sendable, Equatable {
    /// The products that take it, for people.
    public var products: [String]
    /// Name of the item.
    public var content: String
    /// Name of the corrective item.
    public var corrective: String
    /// When it is published if quality assurance adds no time.
    public var published: PublicationTime
    /// The mistakes that may be in it; none for a release that is surely harmless. Ids and streams unique, at most
    /// ``ScenarioLimits/defects``.
    public var defects: [Defect]
    /// The others like it that follow; nil where it is the only one.
    public var series: ReleaseSeries?

    /// A release, the only one unless said otherwise; ``Plan/init(_:)`` refuses one that is published outside the simulated time.
    public init(
        products: [String] = [], content: String, corrective: String, published: PublicationTime, defects: [Defect],
        series: ReleaseSeries? = nil
    ) {
        self.products = products
        self.content = content
        self.corrective = corrective
        self.published = published
        self.defects = defects
        self.series = series
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
