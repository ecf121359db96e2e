// The customers of one segment in one region, compiled: everything that they have in common.

import RandomStreams

/// The customers of one segment in one region. Trivial values only, so that reading a field costs a load.
struct Cell: Sendable {
    var region: Int
    var centre: Int
    var customers: Int
    var fleet: Distribution
    var usage: Int
    var staffHours: Int
    var relayPoll: Int64
    var endpointPoll: Int64
    var consoleShare: Double
    var awareAfterFailures: Int
    var notice: Delay
    var report: Delay
    var reportProbability: Double
    var endpointsPerTechnician: Double
    var touch: Delay
    var priority: Int
    var criticality: Double
    /// Where this cell's platforms stand in ``Plan/cellPlatforms``.
    var platforms: Range<Int>
    /// Where this cell's mix stands in ``Plan/mix``.
    var mix: Range<Int>
    /// Where this cell's stages stand in ``Plan/cellStages``.
    var stages: Range<Int>
    var purposes: CellPurposes
}

/// The addresses of what is drawn per customer; the entity is the customer's number within the cell.
struct CellPurposes: Sendable {
    var traits: Purpose
    var servers: Purpose
    var staff: Purpose
    var report: Purpose
    var advisory: Purpose
    var secondIteration: Purpose
    var firstLine: Purpose
    var secondLine: Purpose
    var touch: Purpose
    var localTeam: Purpose

    init(segment: String, region: String, _ registry: inout PurposeRegistry) {
        func purpose(_ name: String) -> Purpose { registry.purpose(name, segment, region) }
        traits = purpose("customer/fleet-and-cohort")
        servers = purpose("customer/server-phase-and-console")
        staff = purpose("customer/notice")
        report = purpose("customer/report")
        advisory = purpose("customer/advisory-and-console")
        secondIteration = purpose("customer/second-iteration")
        firstLine = purpose("case/first-line")
        secondLine = purpose("case/second-line")
        touch = purpose("technician/touch")
        localTeam = purpose("technician/local-team")
    }
}

/// A platform in a cell. Listed are those that can fail and those that only some customers have.
struct CellPlatform: Sendable {
    /// Index into ``Plan/affected``, or nil for a platform that cannot fail.
    var affected: Int?
    /// Share of the fleet: of a customer that has it, where `presence` is below 1; else of the common platforms' part.
    var share: Double
    /// Probability that a customer has it.
    var presence: Double
    var purposes: PlatformPurposes
}

/// The share of one platform in a cell, whether or not it can fail.
struct PlatformShare: Sendable {
    /// Place of the platform in the order of the streams.
    var platform: Int
    /// Index into ``Plan/affected``, or nil for a platform that cannot fail.
    var affected: Int?
    /// Share of the segment's endpoints.
    var share: Double
}

/// The addresses of what is drawn per customer and platform, or per endpoint: the entity is the customer's number within the
/// cell, the position the endpoint's number within the customer's endpoints of that platform.
struct PlatformPurposes: Sendable {
    var presence: Purpose
    var count: Purpose
    var manifestation: Purpose
    var remedies: Purpose
    var update: Purpose
    var trigger: Purpose
    var correction: Purpose
    var recoveryByPoll: Purpose
    var recoveryByConsole: Purpose
    var mitigationByConsole: Purpose

    init(segment: String, region: String, platform: String, _ registry: inout PurposeRegistry) {
        func purpose(_ name: String) -> Purpose { registry.purpose(name, segment, region, platform) }
        presence = purpose("stratum/presence")
        count = purpose("stratum/count")
        manifestation = purpose("stratum/manifestation")
        remedies = purpose("stratum/remedies")
        update = purpose("endpoint/level-and-poll")
        trigger = purpose("endpoint/trigger-and-telemetry")
        correction = purpose("endpoint/corrective-poll")
        recoveryByPoll = purpose("endpoint/recovery-by-poll")
        recoveryByConsole = purpose("endpoint/recovery-by-console")
        mitigationByConsole = purpose("endpoint/mitigation-by-console")
    }
}

/// A stage that can select customers of a cell.
struct CellStage: Sendable {
    /// Index into ``Plan/stages``.
    var stage: Int
    /// Cohort numbers below this belong to the stage or an earlier one.
    var share: Double
}

/// A platform in the defect's predicate.
struct AffectedPlatform: Sendable {
    var platform: Int
    /// Whether the release was tested on it with an outcome that is not known.
    var releaseCovered: Bool
    /// Whether the fix was tested on it.
    var fixCovered: Bool
    /// Whether the mitigation surely applies.
    var mitigated: Bool
    /// Address of the draw whether a test on it finds the defect.
    var detection: Purpose
    /// Address of the draws of its canaries; the entity is the stage.
    var canary: Purpose
}
