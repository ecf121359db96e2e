// The customers of one segment in one region, compiled: everything that they have in common.

import RandomStreams

/// The customers of one segment in one region. Trivial values only, so that reading a field costs a load.
struct Cell: Sendable {
    var region: Int
    var centre: Int
    var customers: Int
    var fleet: Distribution
    var usage: Int
    /// The same machines within the hours in which they install the release; ``usage`` where they do so at any hour.
    var installUsage: Int
    /// From the vendor's offer to the customer's own.
    var deferral: Delay
    var isDeferring: Bool
    /// How long after the vendor's offer the release is due for which the customer waits first.
    var behind: Int64
    /// Where this cell's rings stand in ``Plan/rings``; empty where all endpoints get the release at once.
    var rings: Range<Int>
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
    /// Share of its customers that volunteer.
    var volunteers: Double
    /// Share of the users of failed endpoints who call, and how soon.
    var userCallShare: Double
    var userCallDelay: Delay
    /// Where this cell's platforms stand in ``Plan/cellPlatforms``.
    var platforms: Range<Int>
    /// Share of its endpoints that are of platforms kept from the content.
    var blockedShare: Double
    /// Where this cell's mix stands in ``Plan/mix``.
    var mix: Range<Int>
    /// How alike its customers' mixes are; 0 where all have the same.
    var mixConcentration: Double
    /// Where this cell's stages stand in ``Plan/cellStages``.
    var stages: Range<Int>
    /// Where the stages of the fix that can select this cell's customers stand in ``Plan/fixCellStages``.
    var fixStages: Range<Int>
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
    var avoidance: Purpose
    var volunteer: Purpose
    var thirdLine: Purpose
    /// The patience of a customer's staff and whether they call again; the position is the attempt.
    var patience: Purpose
    var deferral: Purpose

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
        avoidance = purpose("customer/what-not-to-do")
        volunteer = purpose("customer/volunteer")
        thirdLine = purpose("case/third-line")
        patience = purpose("case/patience")
        deferral = purpose("customer/deferral")
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
    /// Where the defects that can show on it stand in ``Plan/cellDefects``; empty for a platform that cannot fail.
    var defects: Range<Int>
    /// Address of the draw whether a customer has it.
    var presenceDraw: Purpose
    /// Address of the draw how many of a customer's endpoints are of it.
    var count: Purpose
    /// Where it stands in ``Plan/mix``.
    var mix: Int
}

/// The share of one platform in a cell, whether or not it can fail.
struct PlatformShare: Sendable {
    /// Place of the platform in the order of the streams.
    var platform: Int
    /// Index into ``Plan/affected``, or nil for a platform that cannot fail.
    var affected: Int?
    /// Share of the segment's endpoints.
    var share: Double
    /// Whether it is kept from the content.
    var isBlocked: Bool
    /// Whether its agent knows the kill switch.
    var knowsKillSwitch: Bool
    /// Address of its weight in the mix of a customer, where mixes vary from customer to customer.
    var weight: Purpose?
}
