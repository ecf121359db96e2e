// What a replication leaves through time: which series, at which instants.

import CivilTime

/// One quantity through time.
public struct TimelineSeries: Sendable, Equatable {
    /// A state of endpoints.
    public var state: String
    /// Region id, or empty for the whole world.
    public var region: String
    /// Attribute values that the endpoints have, such as `os=windows-7;architecture=x86`, in the order of
    /// ``ScenarioClock/timelineBy``; empty for all endpoints.
    public var attributes: String

    /// The series of a state, of all endpoints unless said otherwise.
    public init(state: String, region: String = "", attributes: String = "") {
        self.state = state
        self.region = region
        self.attributes = attributes
    }
}

/// The instants and series of a timeline.
///
/// The states of the world are exclusive and sum to the fleet at every instant, and those of the groups to the world's.
public struct TimelineLayout: Sendable, Equatable {
    /// Instants, equally spaced from the scenario's start to its horizon.
    public let instants: [Instant]
    /// What is counted at each instant: every state in the whole world, in the order of ``TimelineState``; then the failed
    /// endpoints of each region, in the order of the regions' streams, unless every state is counted by region alone; then every
    /// state of each group of ``ScenarioClock/timelineBy``.
    public let series: [TimelineSeries]

    let step: Int64
    /// Whether the failed endpoints of each region have rows beside those of the groups.
    let hasRegionRows: Bool
    /// The first row of the groups.
    let firstGroupRow: Int

    init(clock: ScenarioClock, regions: [Region], groups: TimelineGroups) {
        step = max(1, clock.timelineStep.microseconds)
        instants = stride(from: 0, through: clock.horizon.microseconds, by: Int64.Stride(step)).map {
            clock.start.adding(TimeSpan(microseconds: $0))
        }
        hasRegionRows = clock.timelineBy != [.region]
        var series = TimelineState.allCases.map { TimelineSeries(state: $0.name) }
        if hasRegionRows {
            series += regions.map { TimelineSeries(state: TimelineState.failed.name, region: $0.id) }
        }
        firstGroupRow = series.count
        for group in 0..<groups.count {
            let region = groups.isByRegion ? regions[group / groups.kinds.count].id : ""
            let attributes = groups.kinds[group % groups.kinds.count]
            series += TimelineState.allCases.map {
                TimelineSeries(state: $0.name, region: region, attributes: attributes)
            }
        }
        self.series = series
    }

    /// The row of a state of a group.
    func row(_ state: TimelineState, group: Int) -> Int {
        firstGroupRow + group * TimelineState.allCases.count + state.row
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

    /// Whether an attack finds the endpoint without protection.
    var isUnprotected: Bool {
        switch self {
        case .current, .failed, .mitigated: true
        case .updated, .armed, .damaged, .restored: false
        }
    }
}
