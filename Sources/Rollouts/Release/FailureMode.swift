// What a failed endpoint still answers to, what it has lost, and what a fix leaves undone.

import CivilTime

/// The ways back from a failure, as numbers.
///
/// A mode is data: a scenario declares its own, or takes one of ``table`` and changes parts of it.
public struct FailureMode: Sendable, Equatable {
    /// Name, for people.
    public var id: String
    /// Chance that one poll of a failed endpoint gets through; 0 where the agent is gone.
    public var pollReach: Double
    /// How many times as long as usual a failed endpoint's poll interval is; at least 1. Above 1 for machines that still update, slowly.
    public var pollSlowdown: Double
    /// Chance that one push from a console gets through.
    public var consoleReach: Double
    /// Whether a technician's hands can restore it.
    public var byHand: Bool
    /// Nil where restarting does not help.
    public var restartRace: RestartRace?
    /// Probability that a failed endpoint is damaged: the fix makes it work again, and hands must repair it afterwards.
    public var damage: Double
    /// Share of its use that a failed endpoint has lost, 0 to 1; hours lost count by it.
    public var severity: Double

    /// A failure mode: polls as often as ever, no race at restarts, no damage and all use lost, unless said otherwise.
    /// ``Plan/init(_:)`` checks the ranges.
    public init(
        id: String, pollReach: Double, pollSlowdown: Double = 1, consoleReach: Double, byHand: Bool = true,
        restartRace: RestartRace? = nil, damage: Double = 0, severity: Double = 1
    ) {
        self.id = id
        self.pollReach = pollReach
        self.pollSlowdown = pollSlowdown
        self.consoleReach = consoleReach
        self.byHand = byHand
        self.restartRace = restartRace
        self.damage = damage
        self.severity = severity
    }
}

/// Repeated restarts of a machine that crashes at boot: in each there is a short time in which the agent may fetch the fix before the
/// crash.
public struct RestartRace: Sendable, Equatable {
    /// Time from one restart to the next, while the machine is on; more than 0.
    public var interval: TimeSpan
    /// Chance that the agent wins one race, 0 to 1.
    public var chance: Double

    /// A race; ``Plan/init(_:)`` checks the ranges.
    public init(interval: TimeSpan, chance: Double) {
        self.interval = interval
        self.chance = chance
    }
}

extension FailureMode {
    /// Modes by name. Which ways are open is the mode's meaning; how likely each attempt succeeds is an assumption that a scenario
    /// is free to replace.
    public static let table: [FailureMode] = [
        FailureMode(id: "loop-after-log-on", pollReach: 0.5, consoleReach: 0.8),
        FailureMode(
            id: "crash-at-boot", pollReach: 0, consoleReach: 0,
            restartRace: RestartRace(interval: .minutes(10), chance: 0.05)),
        FailureMode(id: "network-lost", pollReach: 0, consoleReach: 0),
        FailureMode(id: "updater-broken", pollReach: 0, consoleReach: 0.8),
        FailureMode(id: "resource-exhaustion", pollReach: 0.5, pollSlowdown: 4, consoleReach: 0.2),
        FailureMode(id: "degraded", pollReach: 1, consoleReach: 1, severity: 0.5),
        FailureMode(id: "data-damage", pollReach: 1, consoleReach: 1, damage: 1),
    ]
}
