// What is seen of the health of endpoints, also of those that the release does not harm.

import CivilTime

/// The health reports of the whole fleet.
///
/// How failures by a defect are seen is the defect's own: ``Defect/telemetryShare`` and ``Defect/telemetryDelay``.
public struct Telemetry: Sendable, Equatable {
    /// Share of endpoints that report their health, 0 to 1: so many of those that have the release count as healthy until they fail.
    public var reporting: Double
    /// Failures that have nothing to do with the release and look as if they had.
    public var background: BackgroundFailures

    /// Reports by every endpoint, and no failure but by the release, unless said otherwise. ``Plan/init(_:)`` checks the numbers.
    public init(reporting: Double = 1, background: BackgroundFailures = .none) {
        self.reporting = reporting
        self.background = background
    }
}

/// How often telemetry sees failures that have nothing to do with the release, on endpoints that have it and report.
///
/// They cost nobody anything: an endpoint's share of its everyday troubles is there with and without the release.
public enum BackgroundFailures: Sendable, Equatable {
    /// None at all.
    case none
    /// With this probability at each installation, 0 to 1.
    case perInstallation(Double)
    /// So many for each endpoint and hour, 0 to 1.
    case perHour(Double)
}
