// A gate, compiled: its test as numbers, its looks as a grid, its people's hours.

import CivilTime
import RandomStreams

/// A gate without names; trivial values only.
struct PlannedGate: Sendable {
    var test: GateTest
    var watches: WatchedEndpoints
    var interval: Int64
    var initialDelay: Int64
    var decision: Delay
    var approval: Delay?
    /// The hours of those who approve.
    var approvalHours: Int
    var propagation: Delay
    var halt: HaltKind
    var investigation: Delay
    var reporting: Double
    var background: BackgroundFailures
    /// How often it looks at its reports; 0 where every alarm comes with a failure.
    var looks: Int
    /// Ticks of silence after which an endpoint is missed; 0 where the test is another.
    var silence: Int64

    /// Whether it must know how many endpoints have the release.
    var countsReports: Bool { looks > 0 }
}

extension PlanTables {
    mutating func compileGate() throws(PlanError) -> PlannedGate? {
        guard let gate = scenario.gate else { return nil }
        let office = gate.approval?.office ?? scenario.response.office
        let fix = scenario.response.fix
        let telemetry = scenario.telemetry
        var looks = Int(scenario.clock.horizon.microseconds / max(1, gate.interval.microseconds))
        if case .failures = gate.test, telemetry.background == .none { looks = 0 }
        var silence: Int64 = 0
        if case .missingHeartbeat(let after, _, _, _) = gate.test { silence = max(1, after.microseconds) }
        return PlannedGate(
            test: gate.test, watches: gate.watches, interval: max(1, gate.interval.microseconds),
            initialDelay: gate.initialDelay.microseconds, decision: gate.decision, approval: gate.approval?.takes,
            approvalHours: try hours(
                calendar: office?.calendar ?? fix.calendar, region: office?.region ?? fix.region),
            propagation: gate.propagation, halt: gate.halt, investigation: gate.investigation,
            reporting: telemetry.reporting, background: telemetry.background, looks: looks, silence: silence)
    }
}

/// The addresses of what a gate draws.
struct GatePurposes: Sendable {
    /// The entity is the alarm's number.
    let approval: Purpose
    let investigation: Purpose
    /// The entity is the look's number.
    let background: Purpose
    let silence: Purpose
    /// The entity is the stage.
    let stageApproval: Purpose

    init(_ registry: inout PurposeRegistry) {
        approval = registry.purpose("gate/approval")
        investigation = registry.purpose("gate/investigation")
        background = registry.purpose("gate/background")
        silence = registry.purpose("gate/silence")
        stageApproval = registry.purpose("rollout/approval")
    }
}
