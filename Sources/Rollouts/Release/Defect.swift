// A mistake in a release: where it can show, what sets it off, and how it is seen.

/// A mistake that a release may have and that makes some endpoints fail.
public struct Defect: Sendable, Equatable {
    /// Name, for people; unique in a release.
    public var id: String
    /// Name under which random numbers are addressed, unique in a release; empty for the only defect of a release, whose draws
    /// then have the addresses of the release's own.
    public var stream: String
    /// Probability that the release has it at all, 0 to 1; drawn once per replication, the same for every policy.
    public var prior: Double
    /// Which endpoints can fail.
    public var affects: Predicate
    /// Probability that an endpoint in the predicate shows the failure at all.
    public var manifestation: Double
    /// What makes an endpoint with the faulty content fail.
    public var trigger: DefectTrigger
    /// What an endpoint that failed still answers to.
    public var failureMode: FailureMode
    /// Share of failures that telemetry sees, 0 to 1.
    public var telemetryShare: Double
    /// From a failure to its sight in telemetry.
    public var telemetryDelay: Delay

    /// A defect that the release surely has, that shows itself on every endpoint in its predicate and that telemetry does not
    /// see, unless said otherwise. ``Plan/init(_:)`` checks probabilities and the predicate.
    ///
    /// Where several defects would show on the same endpoint, the first by ``stream`` does.
    public init(
        id: String, stream: String = "", prior: Double = 1, affects: Predicate, manifestation: Double = 1,
        trigger: DefectTrigger, failureMode: FailureMode, telemetryShare: Double = 0, telemetryDelay: Delay = .none
    ) {
        self.id = id
        self.stream = stream
        self.prior = prior
        self.affects = affects
        self.manifestation = manifestation
        self.trigger = trigger
        self.failureMode = failureMode
        self.telemetryShare = telemetryShare
        self.telemetryDelay = telemetryDelay
    }
}

/// What sets the failure off once the faulty content is installed.
public enum DefectTrigger: Sendable, Equatable {
    /// At the installation itself, at once.
    case install
    /// At the next log-on, by the usage profile's rate.
    case logOn
    /// When the machine is next switched on after it was off, by the usage profile; a machine that is never off stays latent.
    case restart
    /// At a scheduled scan: when the calendar next opens, or when the machine is next on after that.
    ///
    /// - Parameter calendar: id of the calendar, which each region applies in its own zone.
    case scan(calendar: String)
    /// After a delay.
    case after(Delay)
}
