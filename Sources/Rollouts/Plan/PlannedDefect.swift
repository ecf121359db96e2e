// The defects of a release, compiled, and the platforms and cells in which they can show.

import RandomStreams

/// A platform in the predicate of a defect at least.
struct AffectedPlatform: Sendable {
    var platform: Int
    /// Where its defects stand in ``Plan/platformDefects``.
    var defects: Range<Int>
    /// Whether the fix was tested on it.
    var fixCovered: Bool
    /// Whether the mitigation surely applies.
    var mitigated: Bool
    /// Whether its agent knows the kill switch.
    var knowsKillSwitch: Bool
    /// Address of the draws of its canaries; the entity is the stage.
    var canary: Purpose
}

/// A platform in the predicate of one defect.
struct PlatformDefect: Sendable {
    /// Index into ``Plan/affected``.
    var affected: Int
    /// Index into ``Plan/defects``.
    var defect: Int
    /// Whether the release was tested on it with an outcome that is not known.
    var releaseCovered: Bool
    /// Address of the draw whether a test on it finds the defect.
    var detection: Purpose
}

/// A defect of the release, compiled.
struct PlannedDefect: Sendable {
    var prior: Double
    var manifestation: Double
    var trigger: PlannedTrigger
    var pollReach: Double
    var pollSlowdown: Double
    var consoleReach: Double
    var byHand: Bool
    /// Ticks between restarts, or 0 where restarting does not help.
    var restartInterval: Int64
    var restartChance: Double
    var damage: Double
    var severity: Double
    var telemetryShare: Double
    var telemetryDelay: Delay
    /// Address of the draw whether the release has it.
    var presence: Purpose
}

/// ``DefectTrigger`` without names: trivial, so that reading it costs a load.
enum PlannedTrigger: Sendable {
    case install, logOn, restart, scan
    case after(Delay)

    init(_ trigger: DefectTrigger) {
        self =
            switch trigger {
            case .install: .install
            case .logOn: .logOn
            case .restart: .restart
            case .scan: .scan
            case .after(let delay): .after(delay)
            }
    }

    /// Whether people who are asked not to can keep it from happening.
    var isAvoidable: Bool {
        switch self {
        case .logOn, .restart: true
        case .install, .scan, .after: false
        }
    }
}

/// A defect that can show on a platform of a cell.
struct CellDefect: Sendable {
    /// Index into ``Plan/platformDefects``.
    var platformDefect: Int
    var purposes: DefectPurposes
}

/// The addresses of what is drawn per customer, platform and defect, or per endpoint: the entity is the customer's number within
/// the cell, the position the endpoint's number within the customer's endpoints of that platform that show that defect.
struct DefectPurposes: Sendable {
    var manifestation: Purpose
    var remedies: Purpose
    var update: Purpose
    var trigger: Purpose
    var correction: Purpose
    var recoveryByPoll: Purpose
    var recoveryByConsole: Purpose
    var recoveryByRestart: Purpose
    var mitigationByConsole: Purpose
    var compliance: Purpose
    var damage: Purpose
    var cohort: Purpose
    /// Whether the endpoint's user calls, and when.
    var userCall: Purpose
    /// The first line's time on the user's call.
    var userService: Purpose
    /// The user's patience and retrials; the attempt stands in the upper bits of the position.
    var userPatience: Purpose
    var ring: Purpose
    var heartbeat: Purpose

    /// - Parameter place: segment, region, platform, and the defect where it has a stream of its own.
    init(_ place: [String], _ registry: inout PurposeRegistry) {
        func purpose(_ name: String) -> Purpose { registry.purpose(name, place) }
        manifestation = purpose("stratum/manifestation")
        remedies = purpose("stratum/remedies")
        update = purpose("endpoint/level-and-poll")
        trigger = purpose("endpoint/trigger-and-telemetry")
        correction = purpose("endpoint/corrective-poll")
        recoveryByPoll = purpose("endpoint/recovery-by-poll")
        recoveryByConsole = purpose("endpoint/recovery-by-console")
        recoveryByRestart = purpose("endpoint/recovery-by-restart")
        mitigationByConsole = purpose("endpoint/mitigation-by-console")
        compliance = purpose("endpoint/compliance")
        damage = purpose("endpoint/damage")
        cohort = purpose("endpoint/cohort")
        userCall = purpose("endpoint/user-call")
        userService = purpose("endpoint/user-service")
        userPatience = purpose("endpoint/user-patience")
        ring = purpose("endpoint/ring")
        heartbeat = purpose("endpoint/heartbeat")
    }
}
