// The gate of a rollout: which telemetry it watches, by which test, and what its alarm leads to.

import CivilTime

/// A rule over telemetry that stops a rollout, rightly or wrongly.
///
/// A gate looks at its reports at regular times, except for ``GateTest/failures(_:)`` where nothing fails but by the release: that
/// alarm comes with the failure itself.
public struct Gate: Sendable, Equatable {
    /// What raises the alarm.
    public var test: GateTest
    /// Whose reports count.
    public var watches: WatchedEndpoints
    /// Time between two looks at the reports, from the publication on; more than 0.
    public var interval: TimeSpan
    /// How long a stage must have run before the gate judges it; reports count from its start.
    public var initialDelay: TimeSpan
    /// From the alarm to the halt decision; working time and working days are those of ``Response/office``.
    public var decision: Delay
    /// People who must confirm the decision; nil where it is carried out by itself.
    public var approval: Approval?
    /// From the decision to the last edge.
    public var propagation: Delay
    /// How far its stop reaches.
    public var halt: HaltKind
    /// From the decision until a false alarm is known to be one, and the rollout resumes; working time and working days are those
    /// of ``Response/office``.
    public var investigation: Delay

    /// A gate that looks at the whole fleet every quarter of an hour and whose decision recalls the release at once, a false one for no time,
    /// unless said otherwise; ``Plan/init(_:)`` checks the numbers.
    public init(
        test: GateTest, watches: WatchedEndpoints = .fleet, interval: TimeSpan = .minutes(15),
        initialDelay: TimeSpan = .zero, decision: Delay, approval: Approval? = nil, propagation: Delay = .none,
        halt: HaltKind = .recall, investigation: Delay = .none
    ) {
        self.test = test
        self.watches = watches
        self.interval = interval
        self.initialDelay = initialDelay
        self.decision = decision
        self.approval = approval
        self.propagation = propagation
        self.halt = halt
        self.investigation = investigation
    }

    /// A gate that counts failures, all else as for ``init(test:watches:interval:initialDelay:decision:approval:propagation:halt:investigation:)``.
    public init(failures: Int, decision: Delay, propagation: Delay = .none, halt: HaltKind = .recall) {
        self.init(test: .failures(failures), decision: decision, propagation: propagation, halt: halt)
    }
}

/// Whose reports a gate counts.
public enum WatchedEndpoints: String, Sendable, CaseIterable {
    /// Every endpoint that has the release.
    case fleet
    /// The canaries of all stages.
    case canaries
    /// The endpoints of the stage that started last; the test begins anew with each stage.
    case stage
}

/// People who confirm what a machine has decided, in their working hours.
public struct Approval: Sendable, Equatable {
    /// How long they take, in their working time unless it is said in working days.
    public var takes: Delay
    /// When they are at work; ``Response/office`` where nil.
    public var office: VendorOffice?

    /// An approval; ``Plan/init(_:)`` checks calendar and region.
    public init(takes: Delay, office: VendorOffice? = nil) {
        self.takes = takes
        self.office = office
    }
}

/// What raises a gate's alarm.
///
/// Endpoints that have the release and report are healthy reports until a failure of theirs is seen. Shares below are shares of reports that
/// are failures. The sequential tests look at batches of reports, those between two looks.
public enum GateTest: Sendable, Equatable {
    /// So many failures seen; at least 1.
    case failures(Int)
    /// A share of failures, in (0, 1], once there are so many reports; at least 1.
    case threshold(share: Double, minimum: Int)
    /// Silence: endpoints not heard of for a while. The alarm is raised where the share of silent endpoints is higher by `excess`, in
    /// (0, 1], than expected, once there are `minimum` endpoints.
    ///
    /// A failed endpoint is silent with the chance that its failure mode's polls do not get through; one that is switched off is
    /// silent too. `expected` is the share of silent endpoints that the gate allows for; the share of machines that are off by the scenario's
    /// usage profiles where nil.
    case missingHeartbeat(after: TimeSpan, excess: Double, minimum: Int, expected: Double? = nil)
    /// Wald's sequential probability ratio test of a share of failures p₀ against a larger p₁: the alarm is raised where the
    /// likelihood ratio reaches (1 − β)/α, and the release passes where it falls to β/(1 − α). After a pass the test rests until the next
    /// stage starts.
    ///
    /// A. Wald, "Sequential tests of statistical hypotheses", Annals of Mathematical Statistics 16, 1945,
    /// https://doi.org/10.1214/aoms/1177731118.
    case sequential(p0: Double, p1: Double, alpha: Double, beta: Double)
    /// The mixture sequential probability ratio test of a share of failures p₀ against all larger ones: the alarm is raised where the mean
    /// of the likelihood ratios against ten alternatives, with 2, 4, …, 1024 times the odds of p₀, reaches 1/α. Whoever looks however often
    /// meets a false alarm with probability α at most (Ville's inequality). It never passes.
    ///
    /// R. Johari, P. Koomen, L. Pekelis and D. Walsh, "Always valid inference: continuous monitoring of A/B tests", Operations Research 70,
    /// 2022, https://doi.org/10.1287/opre.2021.2135, with another mixture.
    case mixture(p0: Double, alpha: Double)
    /// The cumulative sum of log-likelihood ratios of p₁ against p₀, kept at 0 or above: the alarm is raised where it reaches `limit`. It never
    /// passes.
    ///
    /// E. S. Page, "Continuous inspection schemes", Biometrika 41, 1954, https://doi.org/10.1093/biomet/41.1-2.100.
    case cumulativeSum(p0: Double, p1: Double, limit: Double)
}
