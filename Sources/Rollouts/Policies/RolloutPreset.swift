// Rollout schedules of the real world, by name.

import CivilTime

/// A schedule that some vendor publishes, as stages, with the way in which that vendor stops it.
public struct RolloutPreset: Sendable, Equatable {
    /// Name by which a scenario refers to it.
    public var id: String
    /// Where it is read, and what of it is assumed.
    public var source: String
    /// Its stages.
    public var stages: [RolloutStage]
    /// How a stop reaches those that have been offered the release.
    public var halt: HaltKind

    /// A schedule under a name.
    public init(id: String, source: String, stages: [RolloutStage], halt: HaltKind) {
        self.id = id
        self.source = source
        self.stages = stages
        self.halt = halt
    }

    /// The same schedule with shares of customers where it has shares of endpoints, or the other way round.
    ///
    /// Its rules for small fleets, which are about endpoints, fall away where customers are the unit.
    public func counting(_ unit: Unit) -> RolloutPreset {
        var result = self
        for index in stages.indices {
            let share = stages[index].share ?? stages[index].endpointShare
            result.stages[index].share = unit == .customers ? share : nil
            result.stages[index].endpointShare = unit == .endpoints ? share : nil
            if unit == .customers { result.stages[index].smallFleets = nil }
        }
        return result
    }

    /// What the shares of a schedule are shares of.
    public enum Unit: String, Sendable, CaseIterable {
        /// Each stage selects a part of every customer's endpoints.
        case endpoints
        /// Each stage selects whole customers.
        case customers
    }
}

extension RolloutPreset {
    /// The schedules by name.
    public static let table: [RolloutPreset] = [
        ubuntuPhased, applePhased, windowsAutopatch, awsWaves, azureSafeDeployment, microsoftDefender,
    ]

    /// 10 % of the machines at once and 10 % more every 6 hours: complete after 54 hours. A regression sets the share back to 0 %.
    static let ubuntuPhased = RolloutPreset(
        id: "ubuntu-phased", source: "Ubuntu phased updates: every number read.",
        stages: (1...10).map { tenth in
            RolloutStage(
                id: "p\(tenth * 10)", endpointShare: Double(tenth) / 10, bake: .elapsed(tenth < 10 ? .hours(6) : .zero))
        }, halt: .halt)

    /// 1, 2, 5, 10, 20, 50 and 100 % of the devices on days 1 to 7; a pause leaves those that were offered the release alone.
    static let applePhased = RolloutPreset(
        id: "apple-phased", source: "Apple phased release for automatic updates: every number read.",
        stages: zip(1...7, [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]).map { day, share in
            RolloutStage(id: "day-\(day)", endpointShare: share, bake: .elapsed(day < 7 ? .days(1) : .zero))
        }, halt: .pause)

    /// The rings First (1 %), Fast (9 %) and Broad (90 %), of customers with up to 200 devices 5, 15 and 80 %, a day, six days
    /// and nine days after the release; the ring Test has no device unless somebody puts one there.
    static let windowsAutopatch = RolloutPreset(
        id: "windows-autopatch",
        source: "Windows Autopatch: shares read, the Broad ring's nine days read, the first two deferrals assumed.",
        stages: [
            RolloutStage(
                id: "test", endpointShare: 0, smallFleets: SmallFleets(upTo: 200, share: 0), bake: .elapsed(.days(1))),
            RolloutStage(
                id: "first", endpointShare: 0.01, smallFleets: SmallFleets(upTo: 200, share: 0.05),
                bake: .elapsed(.days(5))),
            RolloutStage(
                id: "fast", endpointShare: 0.1, smallFleets: SmallFleets(upTo: 200, share: 0.2),
                bake: .elapsed(.days(3))),
            RolloutStage(id: "broad", endpointShare: 1, smallFleets: SmallFleets(upTo: 200, share: 1)),
        ], halt: .pause)

    /// One machine, an hour of bake, a first wave with twelve hours of bake, later waves with four and two.
    static let awsWaves = RolloutPreset(
        id: "aws-waves",
        source:
            "AWS, automating safe deployments: one box, bake of at least 1 h, at least 12 h after the first wave and 2 to 4 h "
            + "after later ones, read; the shares of the waves assumed.",
        stages: [
            RolloutStage(id: "one-box", canary: .random(1), bake: .elapsed(.hours(1))),
            RolloutStage(id: "wave-1", share: 0.05, bake: .elapsed(.hours(12))),
            RolloutStage(id: "wave-2", share: 0.2, bake: .elapsed(.hours(4))),
            RolloutStage(id: "wave-3", share: 0.5, bake: .elapsed(.hours(2))),
            RolloutStage(id: "wave-4", share: 1),
        ], halt: .recall)

    /// Four stages of a business day each, then one half of the rest and the other: from a Monday to the following Monday.
    static let azureSafeDeployment = RolloutPreset(
        id: "azure-safe-deployment",
        source:
            "Azure safe deployment practices: four stages of at least 24 h on business days and two halves, read; the shares of "
            + "the four stages assumed.",
        stages: zip(
            ["canary", "pilot", "light-load", "heavy-load", "first-half", "second-half"],
            [0.01, 0.04, 0.1, 0.2, 0.6, 1]
        ).map { id, share in
            RolloutStage(id: id, share: share, bake: share < 1 ? .workingDays(1) : .elapsed(.zero))
        }, halt: .halt)

    /// A tenth of the devices first. The critical channel's 48 hours are a deferral of the segment that takes it.
    static let microsoftDefender = RolloutPreset(
        id: "microsoft-defender",
        source: "Microsoft Defender gradual release: staged to about 10 %, read; a day between the stages assumed.",
        stages: [
            RolloutStage(id: "staged", endpointShare: 0.1, bake: .elapsed(.days(1))),
            RolloutStage(id: "broad", endpointShare: 1),
        ], halt: .halt)
}
