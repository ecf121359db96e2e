// Customers' own rings and windows, compiled.

import CivilTime

/// A ring of a cell's customers.
struct PlannedRing: Sendable {
    /// Cumulative share of a customer's endpoints.
    var share: Double
    /// From the moment when the customer's server has the release.
    var after: CalendarSpan
}

extension CustomerStaging {
    var plannedRings: [PlannedRing] { rings.map { PlannedRing(share: $0.share, after: $0.after) } }
}

extension Scenario {
    /// Checks what segments say of their own staging.
    func checkStaging() throws(PlanError) {
        for segment in segments {
            guard let staging = segment.staging else { continue }
            let name = "segment \(segment.id)"
            if let window = staging.window {
                try require(calendars.contains { $0.id == window }, "\(name): unknown calendar '\(window)'")
            }
            try require(
                staging.rings.count <= ScenarioLimits.rings, "\(name) has more than \(ScenarioLimits.rings) rings")
            var share = 0.0
            for ring in staging.rings {
                try requireWait(ring.after, "the time of a ring of \(name)")
                try requireProbability(ring.share, "the share of a ring of \(name)")
                try require(ring.share >= share, "\(name): the shares of its rings must not fall")
                share = ring.share
            }
            try require(staging.rings.isEmpty || share == 1, "\(name): its last ring must have all of its endpoints")
        }
    }
}
