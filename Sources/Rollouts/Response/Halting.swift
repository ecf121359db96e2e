// The ways to stop a release, which differ in what goes on after the decision: pause, halt, recall, rollback, kill switch; and the
// advisory, which asks people not to set it off.

/// How far a stop of the release reaches.
public enum HaltKind: String, Sendable, CaseIterable {
    /// No new offers: no further stage starts. Customers that were offered the release still fetch it.
    case pause
    /// The origin and its edges stop serving it. A customer's server that has it goes on serving its cache until the fix.
    case halt
    /// Withdrawn from origin and edges, and from each customer's server at its next poll.
    case recall
}

/// Stopping the release.
public struct Halt: Sendable, Equatable {
    /// How far it reaches.
    public var kind: HaltKind
    /// From escalation to the decision.
    public var decision: Delay
    /// From the decision to the last edge.
    public var propagation: Delay

    /// A recall, unless said otherwise, by its two delays, which pass by the clock unless they are said in working time or working
    /// days, which are those of ``Response/office``.
    public init(kind: HaltKind = .recall, decision: Delay, propagation: Delay) {
        self.kind = kind
        self.decision = decision
        self.propagation = propagation
    }
}

/// Sending the previous version, which withdraws the release everywhere: endpoints fetch it as they would a fix, work again
/// where it reaches them, and are without the release's protection until the fix.
public struct Rollback: Sendable, Equatable {
    /// From escalation to the decision.
    public var decision: Delay
    /// From the decision to the last edge.
    public var propagation: Delay

    /// A rollback by its two delays, which pass as those of a ``Halt``.
    public init(decision: Delay, propagation: Delay) {
        self.decision = decision
        self.propagation = propagation
    }
}

/// Turning the feature off from afar: a flag that endpoints ask the origin for at their own polls, past the customers' servers.
public struct KillSwitch: Sendable, Equatable {
    /// From escalation to the decision.
    public var decision: Delay
    /// From the decision to the last edge.
    public var propagation: Delay
    /// The platforms whose agent knows the flag.
    public var appliesTo: Predicate

    /// A switch that every platform knows, unless said otherwise; its delays pass as those of a ``Halt``.
    public init(decision: Delay, propagation: Delay, appliesTo: Predicate = .always) {
        self.decision = decision
        self.propagation = propagation
        self.appliesTo = appliesTo
    }
}

/// What people are asked not to do until there is a fix: not to restart, not to log on. It keeps failures from being set off
/// where the trigger is one of these.
public struct Advisory: Sendable, Equatable {
    /// From escalation to its publication.
    public var published: Delay
    /// From publication until a customer's people have heard of it.
    public var reach: Delay
    /// Share of endpoints whose users follow it, 0 to 1.
    public var compliance: Double

    /// An advisory; ``Plan/init(_:)`` checks the share.
    public init(published: Delay, reach: Delay, compliance: Double) {
        self.published = published
        self.reach = reach
        self.compliance = compliance
    }
}
