// A scenario compiled for simulation: names interned, calendars and profiles turned into tables.

import CivilTime
import RandomStreams

/// A scenario under one policy, compiled once and shared by all threads, read-only.
///
/// Everything is ordered by the names under which random numbers are addressed, never by the order of the file, so that the order of
/// declaration changes no number. A class, because a plan is large, never changes and is shared.
public final class Plan: Sendable {
    /// The scenario that was compiled.
    public let scenario: Scenario
    /// What a replication ends in, in the order of ``Replicator/outcome``.
    public let metrics: [Metric]
    /// What a replication leaves through time, in the order of ``Replicator/timeline``.
    public let timeline: TimelineLayout

    let start: Instant
    let horizon: Int64
    let regions: [Region]
    let scopes: [Scope]
    /// For each scope the support centres that serve it.
    let centresOfScope: [[Int]]
    let metricTable: MetricTable
    let cells: [Cell]
    /// The segment's id of each cell, for people.
    let segmentOfCell: [String]
    let cellPlatforms: [CellPlatform]
    let cellStages: [CellStage]
    let mix: [PlatformShare]
    let stages: [PlannedStage]
    let rings: [PlannedRing]
    let fixCellStages: [FixCellStage]
    /// From each stage of the fix to the next.
    let fixBakes: [CalendarSpan]
    /// Whether some stage selects a part of a customer's endpoints.
    let splitsFleets: Bool
    let gate: PlannedGate?
    /// For each usage the number of classes of machines in the ones before it, and that of all.
    let machineClasses: [Int]
    let defects: [PlannedDefect]
    let affected: [AffectedPlatform]
    let platformDefects: [PlatformDefect]
    let cellDefects: [CellDefect]
    /// For each region and each defect the table of the hours whose opening starts a scan, or -1.
    let scanHours: [Int]
    let platforms: [Platform]
    let usages: [Usage]
    let openHours: [OpenHours]
    /// The working days of each calendar in ``openHours``.
    let workingDays: [WorkingDays]
    let centres: [PlannedCentre]
    let certs: [PlannedCERT]
    /// The hours of those who make the fix, and of those who decide.
    let engineerHours: Int
    let officeHours: Int
    /// For each checkpoint, for each region, when it is, in ticks.
    let checkpoints: [[Int64]]
    let timelineGroups: TimelineGroups
    /// The rate of attacks in each region; empty where the scenario has no threats.
    let threats: [ThreatHazard]
    let timeForPlatforms: Int64
    let consoleRound: Int64
    let longAfter: Int64
    /// The number of the release in its series, from 0.
    let release: Int
    /// The later releases of the series; empty for one that is itself a later one.
    let laterReleases: [Plan]
    let purposes: WorldPurposes
    let gatePurposes: GatePurposes

    /// Compiles a scenario.
    ///
    /// - Throws: ``PlanError`` if a reference leads nowhere, a number is out of range, or a zone is unknown.
    public convenience init(_ scenario: Scenario) throws(PlanError) {
        try scenario.checkNames()
        try scenario.checkRanges()
        var later: [Plan] = []
        if let series = scenario.release.series {
            for number in 1..<series.count {
                later.append(
                    try Plan(scenario.delayed(byDays: number * series.everyDays), release: number, laterReleases: []))
            }
        }
        try self.init(scenario, release: 0, laterReleases: later)
    }

    private init(_ scenario: Scenario, release number: Int, laterReleases: [Plan]) throws(PlanError) {
        var tables = PlanTables(scenario, release: number)
        release = number
        self.laterReleases = laterReleases
        purposes = WorldPurposes(&tables.registry)
        self.scenario = scenario
        start = scenario.clock.start
        horizon = scenario.clock.horizon.microseconds
        regions = tables.regions
        // A zone that does not exist is an error also where nobody lives.
        for region in regions.indices { _ = try tables.zone(of: region) }
        platforms = scenario.platforms
        stages = try tables.stages()
        let release = tables.compileDefects()
        defects = release.defects
        affected = release.affected
        platformDefects = release.platformDefects
        scanHours = try tables.scanHours()
        centres = try tables.compileCentres()
        let compiled = try tables.compileCells(release)
        cells = compiled.cells
        segmentOfCell = compiled.segments
        cellPlatforms = compiled.platforms
        cellDefects = compiled.defects
        cellStages = compiled.stages
        splitsFleets = compiled.stages.contains { $0.endpointShare < 1 || $0.smallFleet > 0 && $0.smallShare < 1 }
        mix = compiled.mix
        rings = compiled.rings
        fixCellStages = compiled.fixStages
        fixBakes = scenario.response.fix.stages.map(\.bake)
        let fix = scenario.response.fix
        let office = scenario.response.office ?? VendorOffice(calendar: fix.calendar, region: fix.region)
        engineerHours = try tables.hours(calendar: fix.calendar, region: fix.region)
        officeHours = try tables.hours(calendar: office.calendar, region: office.region)
        checkpoints = try tables.compileCheckpoints()
        gate = try tables.compileGate()
        usages = tables.usages
        machineClasses = usages.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.on.classes.count) }
        if let gate, gate.silence > 0, (machineClasses.last ?? 0) * gate.looks > ScenarioLimits.heartbeatLooks {
            throw PlanError(
                "the gate waits for missing heartbeats at \(gate.looks) looks; at most "
                    + "\(ScenarioLimits.heartbeatLooks / max(1, machineClasses.last ?? 1)) with these usage profiles")
        }
        openHours = tables.openHours
        workingDays = tables.workingDays
        scopes = try tables.scopes(compiled)
        certs = try tables.certs(compiled)
        let centreOfRegion = try tables.centreOfEachRegion()
        gatePurposes = GatePurposes(&tables.registry)
        centresOfScope = scopes.map { scope in Set(scope.regions.map { centreOfRegion[$0] }).sorted() }
        metricTable = MetricTable(scopes: scopes, checkpoints: scenario.checkpoints.map(\.id).sorted())
        metrics = metricTable.metrics
        timelineGroups = try tables.timelineGroups()
        timeline = TimelineLayout(clock: scenario.clock, regions: regions, groups: timelineGroups)
        threats = try tables.threatHazards()
        let covered = scenario.platforms.filter { scenario.qualityAssurance.covers.holds(for: $0) }.count
        timeForPlatforms = Int64(covered) * scenario.qualityAssurance.addedTimePerPlatform.microseconds
        consoleRound = max(1, scenario.response.console.round.microseconds)
        longAfter = scenario.recoveryCriterion.longAfter.microseconds
    }
}

/// The machines and log-ons of one usage profile in one region.
struct Usage: Sendable {
    var on: OnSchedule
    var logOns: CompiledProfile
}

/// A support centre with its shifts as changes of the number on duty.
struct PlannedCentre: Sendable {
    var id: String
    var region: Int
    /// When unrelated cases come.
    var unrelatedHours: OpenHours
    var unrelatedPerHour: Double
    /// Ascending; the first at or before tick 0.
    var duty: [DutyChange]
    var arrivals: Purpose
    var unrelatedService: Purpose
    /// Address of the delay until the Critical Account Team is at work here.
    var mobilisation: Purpose
    var waitingPlaces: Int
    /// Address of the delay until the agents of a surge are at work here.
    var surge: Purpose
    /// Address of unrelated callers' patience and retrials; the entity is the attempt, the position the caller's number.
    var unrelatedPatience: Purpose
    /// Address of the transfer from this centre; the entity is 0, the qualifier the other centre.
    var transfer: [Purpose]

    struct DutyChange: Sendable, Equatable {
        var tick: Int64
        var firstLine: Int
        var secondLine: Int
        var thirdLine: Int
    }
}

/// The addresses of what is drawn once per replication.
struct WorldPurposes: Sendable {
    let publication: Purpose
    let commonCause: Purpose
    let rework: Purpose
    let gate: Purpose
    let escalation: Purpose
    let haltDecision: Purpose
    let haltPropagation: Purpose
    let mitigation: Purpose
    let diagnose: Purpose
    let build: Purpose
    let fixQualityAssurance: Purpose
    let publish: Purpose
    let canary: Purpose
    let rollbackDecision: Purpose
    let rollbackPropagation: Purpose
    let killSwitchDecision: Purpose
    let killSwitchPropagation: Purpose
    let advisory: Purpose

    init(_ registry: inout PurposeRegistry) {
        publication = registry.purpose("release/published")
        commonCause = registry.purpose("qa/common-cause")
        rework = registry.purpose("qa/rework")
        gate = registry.purpose("gate/decision")
        escalation = registry.purpose("response/escalation")
        haltDecision = registry.purpose("response/halt-decision")
        haltPropagation = registry.purpose("response/halt-propagation")
        mitigation = registry.purpose("response/mitigation")
        diagnose = registry.purpose("response/diagnose")
        build = registry.purpose("response/build")
        fixQualityAssurance = registry.purpose("response/fix-qa")
        publish = registry.purpose("response/fix-publish")
        canary = registry.purpose("rollout/canary")
        rollbackDecision = registry.purpose("response/rollback-decision")
        rollbackPropagation = registry.purpose("response/rollback-propagation")
        killSwitchDecision = registry.purpose("response/kill-switch-decision")
        killSwitchPropagation = registry.purpose("response/kill-switch-propagation")
        advisory = registry.purpose("response/advisory")
    }
}
