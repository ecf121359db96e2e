// What the timeline counts by: regions, and the combinations of attribute values.

/// The groups of ``ScenarioClock/timelineBy``: each region, if it is one of the dimensions, times each kind of platform.
struct TimelineGroups: Sendable, Equatable {
    /// What is the same of a platform whatever the segment.
    struct PlatformTraits: Sendable, Equatable {
        /// Index into ``TimelineGroups/kinds``.
        var kind: Int
        /// Whether it is kept from the content.
        var isBlocked: Bool
        /// Whether its agent knows the kill switch.
        var knowsKillSwitch: Bool
    }

    var isByRegion = false
    /// The combinations of declared values of the attributes that are dimensions, such as `os=windows-7`; one that is empty where
    /// none is. Also those that no platform has, since under another policy one may.
    var kinds: [String] = []
    /// Platforms in the order of their streams.
    var platforms: [PlatformTraits] = []
    /// For each of the scenario's platforms its place in ``platforms``.
    var placeOfPlatform: [Int] = []
    /// Number of groups; 0 where there is no dimension.
    var count = 0

    var isEmpty: Bool { count == 0 }

    /// The group of a platform's endpoints in a region.
    func group(platform place: Int, region: Int) -> Int {
        (isByRegion ? region * kinds.count : 0) + platforms[place].kind
    }
}

extension PlanTables {
    func timelineGroups() throws(PlanError) -> TimelineGroups {
        let dimensions = scenario.clock.timelineBy
        var groups = TimelineGroups()
        guard !dimensions.isEmpty else { return groups }
        groups.isByRegion = dimensions.contains(.region)
        groups.placeOfPlatform = Array(repeating: 0, count: scenario.platforms.count)
        groups.kinds = [""]
        for case .attribute(let id) in dimensions {
            let values = scenario.attributes.first { $0.id == id }?.values ?? []
            groups.kinds = groups.kinds.flatMap { kind in
                values.map { kind.isEmpty ? "\(id)=\($0)" : "\(kind);\(id)=\($0)" }
            }
            try requireRoom(for: groups)
        }
        let order = scenario.platforms.indices.sorted {
            scenario.platforms[$0].stream < scenario.platforms[$1].stream
        }
        for (place, index) in order.enumerated() {
            let platform = scenario.platforms[index]
            var values: [String] = []
            for case .attribute(let id) in dimensions { values.append("\(id)=\(platform.values[id] ?? "")") }
            let kind = values.joined(separator: ";")
            if !groups.kinds.contains(kind) { groups.kinds.append(kind) }
            groups.placeOfPlatform[index] = place
            groups.platforms.append(
                TimelineGroups.PlatformTraits(
                    kind: groups.kinds.firstIndex(of: kind) ?? 0, isBlocked: isBlocked(platform),
                    knowsKillSwitch: scenario.response.killSwitch?.appliesTo.holds(for: platform) ?? false))
        }
        groups.count = (groups.isByRegion ? regions.count : 1) * groups.kinds.count
        try requireRoom(for: groups)
        return groups
    }

    private func requireRoom(for groups: TimelineGroups) throws(PlanError) {
        let number = (groups.isByRegion ? regions.count : 1) * groups.kinds.count
        let steps = Int(scenario.clock.horizon.microseconds / max(1, scenario.clock.timelineStep.microseconds)) + 1
        guard number <= ScenarioLimits.timelineValues / (TimelineState.allCases.count * steps) else {
            throw PlanError(
                "the timeline has \(number) groups with \(TimelineState.allCases.count) states at \(steps) instants each; "
                    + "expected at most \(ScenarioLimits.timelineValues) values")
        }
    }
}
