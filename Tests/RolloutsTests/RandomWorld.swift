// Random small scenarios: worlds that nobody would think of, for properties that must hold in all of them.

import CivilTime
import RandomStreams

@testable import Rollouts

/// Throws of dice for building scenarios; the same seed builds the same scenario.
struct Dice {
    private var stream: AddressedStream

    init(_ seed: Int) {
        stream = DrawSource(seed: 0xD1CE, replication: UInt32(seed)).stream(Purpose("tests/dice"), entity: 0)
    }

    mutating func uniform() -> Double { stream.nextUniform() }
    mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }
    mutating func below(_ bound: Int) -> Int { Int(stream.next(below: UInt32(bound))) }
    mutating func chance(_ probability: Double) -> Bool { uniform() < probability }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var result = elements
        for index in result.indices.dropLast() {
            result.swapAt(index, index + below(result.count - index))
        }
        return result
    }

    mutating func delay(upTo hours: Double) throws -> Delay {
        switch below(4) {
        case 0: return .none
        case 1: return Delay(hours: try .constant(uniform(0, hours)))
        case 2: return Delay(hours: try .exponential(mean: uniform(0.01, hours)))
        default: return Delay(hours: try .lognormal(median: uniform(0.01, hours), sigma: 0.7))
        }
    }
}

/// A random scenario of up to about two thousand endpoints in up to three regions.
enum RandomWorld {
    /// The worlds that properties are checked in.
    static let seeds = 0..<100

    static func scenario(_ seed: Int) throws -> Scenario {
        var dice = Dice(seed)
        let start = try Instant(
            parsing: dice.pick(["2022-06-20T00:00Z", "2022-03-25T12:30Z", "2022-10-28T22:00Z", "2022-12-30T05:00Z"]))
        let regions = try regions(&dice)
        let platforms = platforms(&dice)
        var segments: [Segment] = []
        for index in 0..<1 + dice.below(3) {
            segments.append(try segment(index, regions: regions, platforms: platforms, &dice))
        }
        let horizon = TimeSpan.hours(Double(24 + dice.below(6) * 24))
        var scenario = Scenario(
            clock: ScenarioClock(start: start, horizon: horizon, timelineStep: .hours(dice.pick([1, 2, 6]))),
            attributes: [
                EndpointAttribute(id: "os", values: ["a", "b", "c"]),
                EndpointAttribute(id: "feature", values: ["on", "off"]),
            ],
            platforms: platforms, calendars: try calendars(), profiles: try profiles(), regions: regions,
            groups: [CustomerGroup(id: "everywhere", regions: regions.map(\.id))], segments: segments,
            release: try release(start: start, horizon: horizon, &dice),
            qualityAssurance: QualityAssurance(
                covers: predicate(&dice), detection: dice.pick([0, 0, 0.3]), commonCauseFailure: 0.1,
                addedTime: .elapsed(.hours(dice.pick([0, 0, 2]))),
                addedTimePerPlatform: .minutes(dice.pick([0, 0, 30])), rework: try dice.delay(upTo: 8),
                blocksUncovered: dice.chance(0.1)),
            rollout: rollout(regions, &dice),
            gate: dice.chance(0.4)
                ? Gate(
                    failures: 1 + dice.below(4), decision: try dice.delay(upTo: 3),
                    halt: dice.pick(HaltKind.allCases)) : nil,
            support: try support(regions, &dice), response: try response(regions, &dice),
            checkpoints: [
                Checkpoint(id: "first", date: CivilDate(dayNumber: 0), minuteOfDay: 0),
                Checkpoint(
                    id: "second", date: CivilDate(dayNumber: Int(start.microseconds / 86_400_000_000) + 2),
                    minuteOfDay: 1440),
            ],
            recoveryCriterion: RecoveryCriterion(restoredShare: dice.pick([0.5, 0.9, 1]), longAfter: .hours(20)))
        if dice.chance(0.4) {
            scenario.certs = [
                CERT(
                    id: "cert", regions: [regions[0].id], segments: dice.chance(0.5) ? [segments[0].id] : nil,
                    afterReports: 1 + dice.below(3), broadcast: try dice.delay(upTo: 4))
            ]
        }
        if dice.chance(0.4) {
            scenario.support.criticalAccountTeam = CriticalAccountTeam(
                afterReports: 1 + dice.below(4), mobilisation: try dice.delay(upTo: 2), secondLine: dice.below(4))
        }
        if dice.chance(0.4) {
            scenario.support.localTeams = LocalTeams(travel: try dice.delay(upTo: 6), technicians: dice.below(3))
        }
        try addStageClauses(to: &scenario, seed)
        scenario.groups.append(CustomerGroup(id: "first-segment", regions: [regions[0].id], segments: [segments[0].id]))
        addLosses(to: &scenario, &dice)
        try addCalls(to: &scenario, &dice)
        for index in scenario.segments.indices where scenario.segments[index].presence.isEmpty && dice.chance(0.3) {
            scenario.segments[index].mixConcentration = dice.pick([0.1, 2, 50])
        }
        try addGate(to: &scenario, &dice)
        return scenario
    }

    private static func addCalls(to scenario: inout Scenario, _ dice: inout Dice) throws {
        if dice.chance(0.4) { scenario.support.patience = try dice.delay(upTo: 0.5) }
        if dice.chance(0.4) {
            scenario.support.retrial = Retrial(chance: dice.pick([0.3, 0.9]), pause: try dice.delay(upTo: 1))
        }
        if dice.chance(0.3) {
            scenario.support.thirdLine = ThirdLine(share: dice.uniform(), time: try dice.delay(upTo: 3))
        }
        if dice.chance(0.3) {
            scenario.support.surge = Surge(
                afterCalls: 1 + dice.below(10), delay: try dice.delay(upTo: 3), firstLine: dice.below(4),
                secondLine: dice.below(2), thirdLine: dice.below(2))
        }
        if dice.chance(0.3) { scenario.support.severeAfter = 1 + dice.below(5) }
        if dice.chance(0.3) { scenario.support.matchingCalls = 1 + dice.below(20) }
        for index in scenario.support.centres.indices {
            if dice.chance(0.4) { scenario.support.centres[index].waitingPlaces = dice.pick([0, 1, 5]) }
            for shift in scenario.support.centres[index].shifts.indices where dice.chance(0.5) {
                scenario.support.centres[index].shifts[shift].thirdLine = dice.below(3)
            }
        }
        for index in scenario.segments.indices where dice.chance(0.4) {
            scenario.segments[index].userCalls = UserCalls(share: dice.uniform(), delay: try dice.delay(upTo: 1))
        }
    }

    private static func addLosses(to scenario: inout Scenario, _ dice: inout Dice) {
        scenario.clock.timelineBy = dice.pick([
            [], [.region], [.attribute("os")], [.region, .attribute("feature")],
            [.attribute("feature"), .region, .attribute("os")],
        ])
        let rates: [ThreatRate] = [
            .constant(0.01), .daily(scenario.profiles[1].logOnsPerHour),
            .steps([
                ThreatStep(from: scenario.clock.start.adding(.hours(-2)), perHour: 0.1),
                ThreatStep(from: scenario.clock.start.adding(.hours(7.3)), perHour: 0),
                ThreatStep(from: scenario.clock.start.adding(.hours(11)), perHour: 0.03),
            ]),
        ]
        if dice.chance(0.8) { scenario.threats = Threats(rate: dice.pick(rates)) }
        if dice.chance(0.5) { scenario.prices = Prices(endpointHourLost: 3, technicianHour: 40, threatEncounter: 0.5) }
    }

    /// Gates of every kind, failures in the background, and approvals.
    private static func addGate(to scenario: inout Scenario, _ dice: inout Dice) throws {
        if dice.chance(0.3) { scenario.rollout.stages[0].approval = try dice.delay(upTo: 3) }
        guard dice.chance(0.5) else { return }
        let hasCanaries = scenario.rollout.stages.contains { $0.canary != nil }
        let tests: [GateTest] = [
            .failures(1 + dice.below(5)), .threshold(share: 0.02, minimum: 1 + dice.below(50)),
            .missingHeartbeat(after: .hours(1), excess: 0.05, minimum: 20, expected: dice.pick([nil, 0.2])),
            .sequential(p0: 0.002, p1: 0.02, alpha: 0.05, beta: 0.05), .mixture(p0: 0.002, alpha: 0.05),
            .cumulativeSum(p0: 0.002, p1: 0.02, limit: 3),
        ]
        scenario.gate = Gate(
            test: dice.pick(tests), watches: dice.pick(hasCanaries ? WatchedEndpoints.allCases : [.fleet, .stage]),
            interval: .minutes(dice.pick([10, 60])), initialDelay: .hours(dice.pick([0, 0, 2])),
            decision: try dice.delay(upTo: 2),
            approval: dice.chance(0.3)
                ? Approval(
                    takes: try dice.delay(upTo: 2),
                    office: VendorOffice(calendar: "office", region: scenario.regions[0].id)) : nil,
            propagation: try dice.delay(upTo: 0.5), halt: dice.pick(HaltKind.allCases),
            investigation: try dice.delay(upTo: 6))
        scenario.telemetry = Telemetry(
            reporting: dice.pick([0.5, 1]),
            background: dice.pick([.none, .perHour(0.0005), .perInstallation(0.02)]))
    }

    private static func regions(_ dice: inout Dice) throws -> [Region] {
        let zones = dice.shuffled([
            "Asia/Tokyo", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
            "America/Sao_Paulo",
        ])
        let count = 1 + dice.below(3)
        let centres = 1 + dice.below(count)
        return try (0..<count).map { index in
            Region(
                id: "region\(index)", zone: zones[index],
                holidays: dice.chance(0.3) ? [try CivilDate(parsing: "2022-06-21")] : [],
                weekend: dice.chance(0.2) ? [.friday, .saturday] : [.saturday, .sunday],
                supportCentre: "centre\(dice.below(centres))")
        }
    }

    private static func calendars() throws -> [NamedCalendar] {
        [
            NamedCalendar(id: "always", hours: .always, worksOnHolidays: true),
            NamedCalendar(
                id: "office",
                hours: WeeklyHours(
                    days: Weekday.mondayToFriday, open: try WeeklyHours.parseHours("08:00-12:00, 13:00-18:00"))),
            NamedCalendar(
                id: "night",
                hours: WeeklyHours(days: Weekday.allCases, open: try WeeklyHours.parseHours("22:00-06:00")),
                worksOnHolidays: true),
            NamedCalendar(id: "closed", hours: .closed),
        ]
    }

    private static func profiles() throws -> [UsageProfile] {
        func steps(_ values: [(String, Double)]) throws -> [DailyProfile.Step] {
            try values.map { try DailyProfile.Step(parsing: $0.0, value: $0.1) }
        }
        let office = try DailyProfile(
            workday: steps([("00:00", 0.1), ("07:30", 0.6), ("09:00", 0.95), ("18:00", 0.3)]),
            dayOff: steps([("00:00", 0.05)]))
        let daytime = try DailyProfile(
            workday: steps([("00:00", 0), ("08:00", 1), ("19:00", 0)]), dayOff: steps([("00:00", 0)]))
        let logOns = try DailyProfile(
            workday: steps([("00:00", 0.01), ("08:00", 1.5), ("10:00", 0.2), ("18:00", 0.02)]),
            dayOff: steps([("00:00", 0.01)]))
        return [
            UsageProfile(id: "always-on", switchedOn: .one, logOnsPerHour: logOns),
            UsageProfile(id: "office", switchedOn: office, logOnsPerHour: logOns),
            UsageProfile(id: "daytime", switchedOn: daytime, logOnsPerHour: .one),
        ]
    }

    private static func platforms(_ dice: inout Dice) -> [Platform] {
        let all = ["a", "b", "c"].flatMap { os in
            ["on", "off"].map { Platform(id: "\(os)-\($0)", values: ["os": os, "feature": $0]) }
        }
        return Array(dice.shuffled(all).prefix(2 + dice.below(4)))
    }

    static func predicate(_ dice: inout Dice, depth: Int = 0) -> Predicate {
        switch dice.below(depth < 2 ? 6 : 2) {
        case 0: return .equals(attribute: "os", value: dice.pick(["a", "b", "c"]))
        case 1: return .equals(attribute: "feature", value: dice.pick(["on", "off"]))
        case 2: return .all((0..<dice.below(3)).map { _ in predicate(&dice, depth: depth + 1) })
        case 3, 4: return .any((0..<1 + dice.below(3)).map { _ in predicate(&dice, depth: depth + 1) })
        default: return .not(predicate(&dice, depth: depth + 1))
        }
    }

    private static func segment(
        _ index: Int, regions: [Region], platforms: [Platform], _ dice: inout Dice
    ) throws -> Segment {
        var customers: [String: Int] = [:]
        for region in regions { customers[region.id] = dice.pick([0, 1, 5, 12]) }
        let weights = platforms.map { _ in dice.chance(0.15) ? 0 : dice.uniform(0.1, 1) }
        let total = max(weights.reduce(0, +), 1e-9)
        var mix: [String: Double] = [:]
        for (platform, weight) in zip(platforms, weights) { mix[platform.id] = weight / total }
        if weights.allSatisfy({ $0 == 0 }) { mix[platforms[0].id] = 1 }
        var presence: [String: Double] = [:]
        if dice.chance(0.4), let share = mix[platforms[0].id], share < 0.5 { presence[platforms[0].id] = 0.6 }
        return Segment(
            id: "segment\(index)", customers: customers,
            fleet: dice.chance(0.3)
                ? try .constant(dice.pick([1, 7, 40])) : try .lognormal(median: 15, sigma: 0.9),
            mix: mix, presence: presence, profile: dice.pick(["always-on", "office", "daytime"]),
            relayPoll: .minutes(dice.pick([1, 30, 60, 400])), endpointPoll: .minutes(dice.pick([10, 60, 240, 720])),
            consoleShare: dice.pick([0, 0.5, 1]),
            staff: CustomerStaff(
                calendar: dice.pick(["always", "office", "night"]), awareAfterFailures: 1 + dice.below(3),
                notice: try dice.delay(upTo: 2), report: try dice.delay(upTo: 2),
                reportProbability: dice.pick([0.3, 1]), endpointsPerTechnician: dice.pick([5, 100]),
                touch: try dice.delay(upTo: 0.5)),
            contract: dice.pick(SupportContract.allCases), criticality: dice.pick([0, 1, 2.5]))
    }

    private static func release(start: Instant, horizon: TimeSpan, _ dice: inout Dice) throws -> Release {
        let early = start.adding(.hours(dice.uniform(0, 6)))
        return Release(
            content: "faulty", corrective: "good",
            published: dice.chance(0.5) ? .at(early) : .between(early, early.adding(.hours(5))),
            defects: dice.chance(0.3)
                ? [try defect("first", &dice), try defect("second", &dice)] : [try defect("", &dice)])
    }

    private static func defect(_ stream: String, _ dice: inout Dice) throws -> Defect {
        let triggers: [DefectTrigger] = [
            .install, .logOn, .logOn, .restart, .scan(calendar: "office"), .after(try dice.delay(upTo: 6)),
        ]
        return Defect(
            id: "defect" + stream, stream: stream, prior: dice.pick([1, 1, 1, 0.5]), affects: predicate(&dice),
            manifestation: dice.pick([0.2, 1, 1]), trigger: dice.pick(triggers),
            failureMode: FailureMode(
                id: "mode", pollReach: dice.pick([0, 0.05, 0.5, 1]), pollSlowdown: dice.pick([1, 1, 4]),
                consoleReach: dice.pick([0, 0.5, 1]), byHand: dice.chance(0.8),
                restartRace: dice.chance(0.3) ? RestartRace(interval: .minutes(15), chance: 0.1) : nil,
                damage: dice.pick([0, 0, 0.5]), severity: dice.pick([1, 1, 0.3])),
            telemetryShare: dice.pick([0, 0.5, 1]), telemetryDelay: try dice.delay(upTo: 1))
    }

    private static func rollout(_ regions: [Region], _ dice: inout Dice) -> Rollout {
        switch dice.below(5) {
        case 0:
            return .allAtOnce
        case 1:
            return Rollout(
                stages: dice.shuffled(regions).map {
                    RolloutStage(id: "to-\($0.id)", regions: [$0.id], bake: .elapsed(.hours(dice.pick([0, 3, 12]))))
                })
        case 2:
            return Rollout(
                stages: ([0.05, 0.3, 1] as [Double]).map {
                    RolloutStage(id: "share\($0)", share: $0, bake: .elapsed(.hours(dice.pick([1, 6]))))
                })
        case 3:
            return Rollout(stages: [
                RolloutStage(id: "canary", canary: .random(dice.pick([1, 30])), bake: .elapsed(.hours(6))),
                RolloutStage(id: "rest"),
            ])
        default:
            return Rollout(stages: [
                RolloutStage(id: "canary", canary: .perPlatform(dice.pick([1, 5])), bake: .elapsed(.hours(12))),
                RolloutStage(id: "half", share: 0.5, bake: .elapsed(.hours(3))),
                RolloutStage(id: "one", regions: [regions[0].id]),
            ])
        }
    }

    private static func support(_ regions: [Region], _ dice: inout Dice) throws -> Support {
        let ids = Set(regions.map(\.supportCentre)).sorted()
        return Support(
            centres: ids.map { id in
                SupportCentre(
                    id: id, region: dice.pick(regions).id,
                    shifts: (0..<dice.below(4)).map { _ in
                        SupportShift(
                            calendar: dice.pick(["always", "office", "night", "closed"]), firstLine: dice.below(4),
                            secondLine: dice.below(3))
                    },
                    unrelatedPerHour: dice.pick([0, 1, 8]))
            },
            firstLine: try dice.delay(upTo: 1), secondLine: try dice.delay(upTo: 2),
            knownError: try dice.delay(upTo: 0.2), unrelated: try dice.delay(upTo: 0.5),
            matchingCases: 1 + dice.below(3), transfer: try dice.delay(upTo: 2))
    }

    private static func response(_ regions: [Region], _ dice: inout Dice) throws -> Response {
        Response(
            escalation: try dice.delay(upTo: 1),
            halt: dice.chance(0.6)
                ? Halt(
                    kind: dice.pick(HaltKind.allCases), decision: try dice.delay(upTo: 4),
                    propagation: try dice.delay(upTo: 0.5)) : nil,
            rollback: dice.chance(0.25)
                ? Rollback(decision: try dice.delay(upTo: 4), propagation: try dice.delay(upTo: 0.5)) : nil,
            killSwitch: dice.chance(0.25)
                ? KillSwitch(
                    decision: try dice.delay(upTo: 4), propagation: try dice.delay(upTo: 0.5),
                    appliesTo: predicate(&dice)) : nil,
            advisory: dice.chance(0.25)
                ? Advisory(
                    published: try dice.delay(upTo: 2), reach: try dice.delay(upTo: 2), compliance: dice.uniform())
                : nil,
            mitigation: dice.chance(0.6)
                ? Mitigation(
                    found: try dice.delay(upTo: 5), advisory: try dice.delay(upTo: 2), appliesTo: predicate(&dice),
                    appliesElsewhere: dice.pick([0, 0.5])) : nil,
            fix: Fix(
                diagnose: try dice.delay(upTo: 4), build: try dice.delay(upTo: 2),
                qualityAssurance: try dice.delay(upTo: 3), publish: try dice.delay(upTo: 1),
                calendar: dice.pick(["always", "office"]), region: dice.pick(regions).id, covers: predicate(&dice),
                worksUncovered: dice.pick([0, 0.5, 1]), secondIteration: try dice.delay(upTo: 30)),
            console: ConsolePush(start: try dice.delay(upTo: 2), round: .minutes(dice.pick([10, 60]))))
    }
}
