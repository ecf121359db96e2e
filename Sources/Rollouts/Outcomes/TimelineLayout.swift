// What a replication leaves through time: which series, at which instants.

import CivilTime

/// One quantity through time.
public struct TimelineSeries: Sendable, Equatable {
    /// A state of endpoints.
    public var state: String
    /// Region id, or empty for the whole world.
    public var region: String
}

/// The instants and series of a timeline.
///
/// The states of the world are exclusive and sum to the fleet at every instant.
public struct TimelineLayout: Sendable, Equatable {
    /// Instants, equally spaced from the scenario's start to its horizon.
    public let instants: [Instant]
    /// What is counted at each instant: every state in the whole world, in the order of ``TimelineState``, and then the
    /// failed endpoints of each region, in the order of the regions' streams.
    public let series: [TimelineSeries]

    let step: Int64

    init(clock: ScenarioClock, regions: [Region]) {
        step = max(1, clock.timelineStep.microseconds)
        instants = stride(from: 0, through: clock.horizon.microseconds, by: Int64.Stride(step)).map {
            clock.start.adding(TimeSpan(microseconds: $0))
        }
        series =
            TimelineState.allCases.map { TimelineSeries(state: $0.name, region: "") }
            + regions.map { TimelineSeries(state: TimelineState.failed.name, region: $0.id) }
    }
}

/// The states of an endpoint that a timeline counts, in the order of its rows.
public enum TimelineState: Int, Sendable, CaseIterable {
    /// Without the release.
    case current
    /// With the faulty or the corrective content, working and not about to fail.
    case updated
    /// With the faulty content, about to fail.
    case armed
    /// Failed and not working again so far.
    case failed
    /// Working with the protection turned off.
    case mitigated
    /// Failed once, works, and waits for hands to repair what a fix does not undo.
    case damaged
    /// Failed once, works and is protected.
    case restored

    /// The state's name in files.
    public var name: String {
        switch self {
        case .current: "current"
        case .updated: "updated"
        case .armed: "armed"
        case .failed: "failed"
        case .mitigated: "mitigated"
        case .damaged: "damaged"
        case .restored: "restored"
        }
    }

    /// Which row of a timeline counts the state in the whole world.
    var row: Int { rawValue }
}
