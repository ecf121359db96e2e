// How a scenario's names become indices and its calendars tables.

import CivilTime
import RandomStreams

/// The working tables of a compilation; each calendar and profile is compiled once per region.
struct PlanTables {
    let scenario: Scenario
    let regions: [Region]
    let segments: [Segment]
    let centreList: [SupportCentre]
    /// The scenario's platforms in the order of their streams.
    let platformOrder: [Int]
    var registry: PurposeRegistry
    private(set) var usages: [Usage] = []
    private(set) var openHours: [OpenHours] = []
    /// The working days of each calendar in ``openHours``.
    private(set) var workingDays: [WorkingDays] = []
    private var zones: [Int: ZoneTable] = [:]
    private var usageIndex: [String: Int] = [:]
    private var hoursIndex: [String: Int] = [:]

    init(_ scenario: Scenario, release: Int = 0) {
        self.scenario = scenario
        registry = PurposeRegistry(release: release)
        regions = scenario.regions.sorted { $0.stream < $1.stream }
        segments = scenario.segments.sorted { $0.stream < $1.stream }
        centreList = scenario.support.centres.sorted { $0.stream < $1.stream }
        platformOrder = scenario.platforms.indices.sorted {
            scenario.platforms[$0].stream < scenario.platforms[$1].stream
        }
    }

    // MARK: Zones, calendars, profiles

    mutating func zone(of region: Int) throws(PlanError) -> ZoneTable {
        if let known = zones[region] { return known }
        let clock = scenario.clock
        do {
            let table = try ZoneTable(
                identifier: regions[region].zone, from: clock.start.adding(.days(-10)),
                to: clock.start.adding(clock.horizon).adding(.days(40)))
            zones[region] = table
            return table
        } catch {
            throw PlanError("region \(regions[region].id): \(error)")
        }
    }

    /// The index of a calendar compiled for a region, by the region's index.
    mutating func hours(calendar id: String, region: Int) throws(PlanError) -> Int {
        let key = "\(region)\u{1F}\(id)"
        if let known = hoursIndex[key] { return known }
        guard let named = scenario.calendars.first(where: { $0.id == id }) else {
            throw PlanError("unknown calendar '\(id)'")
        }
        let compiled = CompiledCalendar(
            named.workingCalendar(holidays: regions[region].holidays), zone: try zone(of: region),
            start: scenario.clock.start, horizon: scenario.clock.horizon)
        openHours.append(compiled.hours)
        workingDays.append(compiled.days)
        hoursIndex[key] = openHours.count - 1
        return openHours.count - 1
    }

    /// The same by the region's id.
    mutating func hours(calendar id: String, region: String) throws(PlanError) -> Int {
        try hours(calendar: id, region: try index(ofRegion: region))
    }

    /// The machines of a profile in a region, within the hours of a calendar where there is one.
    mutating func usage(profile id: String, region: Int, window: String? = nil) throws(PlanError) -> Int {
        let key = "\(region)\u{1F}\(id)\u{1F}\(window ?? "")"
        if let known = usageIndex[key] { return known }
        guard let profile = scenario.profiles.first(where: { $0.id == id }) else {
            throw PlanError("unknown profile '\(id)'")
        }
        let clock = scenario.clock
        let switchedOn = try compile(profile.switchedOn, region: region)
        var open: OpenHours?
        if let window { open = openHours[try hours(calendar: window, region: region)] }
        usages.append(
            Usage(
                on: OnSchedule(switchedOn, horizon: clock.horizon.microseconds, within: open),
                logOns: try compile(profile.logOnsPerHour, region: region)))
        usageIndex[key] = usages.count - 1
        return usages.count - 1
    }

    /// A daily profile with the region's days off, as a table of the region's time.
    mutating func compile(_ daily: DailyProfile, region: Int) throws(PlanError) -> CompiledProfile {
        do {
            let local = try DailyProfile(workday: daily.workday, dayOff: daily.dayOff, weekend: regions[region].weekend)
            return CompiledProfile(
                local, holidays: regions[region].holidays, zone: try zone(of: region), start: scenario.clock.start,
                horizon: scenario.clock.horizon)
        } catch let error as PlanError {
            throw error
        } catch {
            throw PlanError("region \(regions[region].id): \(error)")
        }
    }

    // MARK: References

    func index(ofRegion id: String) throws(PlanError) -> Int {
        guard let index = regions.firstIndex(where: { $0.id == id }) else { throw PlanError("unknown region '\(id)'") }
        return index
    }

    func index(ofCentre id: String) throws(PlanError) -> Int {
        guard let index = centreList.firstIndex(where: { $0.id == id }) else {
            throw PlanError("unknown support centre '\(id)'")
        }
        return index
    }

    func centreOfEachRegion() throws(PlanError) -> [Int] {
        var result: [Int] = []
        for region in regions { result.append(try index(ofCentre: region.supportCentre)) }
        return result
    }

    // MARK: Support, checkpoints

    mutating func compileCentres() throws(PlanError) -> [PlannedCentre] {
        var result: [PlannedCentre] = []
        for centre in centreList {
            let region = try index(ofRegion: centre.region)
            var shifts: [(hours: OpenHours, agents: SupportShift)] = []
            for shift in centre.shifts {
                let table = try hours(calendar: shift.calendar, region: region)
                shifts.append((openHours[table], shift))
            }
            var unrelatedHours = OpenHours(union: shifts.filter { $0.agents.firstLine > 0 }.map(\.hours))
            if let calendar = centre.unrelatedCalendar {
                let table = try hours(calendar: calendar, region: region)
                unrelatedHours = openHours[table]
            }
            result.append(
                PlannedCentre(
                    id: centre.id, region: region, unrelatedHours: unrelatedHours,
                    unrelatedPerHour: centre.unrelatedPerHour, duty: dutyChanges(shifts),
                    arrivals: registry.purpose("support/unrelated-arrivals", centre.stream),
                    unrelatedService: registry.purpose("support/unrelated-service", centre.stream),
                    mobilisation: registry.purpose("support/critical-account-team", centre.stream),
                    waitingPlaces: centre.waitingPlaces ?? .max,
                    surge: registry.purpose("support/surge", centre.stream),
                    unrelatedPatience: registry.purpose("support/unrelated-patience", centre.stream),
                    transfer: centreList.map { registry.purpose("support/transfer", centre.stream, $0.stream) }))
        }
        return result
    }

    /// Sums the shifts that are open at each boundary.
    private func dutyChanges(_ shifts: [(hours: OpenHours, agents: SupportShift)]) -> [PlannedCentre.DutyChange] {
        var ticks: Set<Int64> = [0]
        for shift in shifts {
            var tick: Int64 = 0
            while let change = shift.hours.nextChange(after: tick), change <= scenario.clock.horizon.microseconds {
                ticks.insert(change)
                tick = change
            }
        }
        var result: [PlannedCentre.DutyChange] = []
        for tick in ticks.sorted() {
            let open = shifts.filter { $0.hours.isOpen(at: tick) }.map(\.agents)
            let change = PlannedCentre.DutyChange(
                tick: tick, firstLine: open.reduce(0) { $0 + $1.firstLine },
                secondLine: open.reduce(0) { $0 + $1.secondLine }, thirdLine: open.reduce(0) { $0 + $1.thirdLine })
            if let last = result.last, last.firstLine == change.firstLine, last.secondLine == change.secondLine,
                last.thirdLine == change.thirdLine
            {
                continue
            }
            result.append(change)
        }
        return result
    }

    mutating func compileCheckpoints() throws(PlanError) -> [[Int64]] {
        var result: [[Int64]] = []
        for checkpoint in scenario.checkpoints.sorted(by: { $0.id < $1.id }) {
            var ticks: [Int64] = []
            for region in regions.indices {
                let days = checkpoint.minuteOfDay / 1440
                let minute = checkpoint.minuteOfDay % 1440
                let local = LocalDateTime(date: checkpoint.date.adding(days: days), minuteOfDay: minute)
                ticks.append((try zone(of: region).instant(of: local) - scenario.clock.start).microseconds)
            }
            result.append(ticks)
        }
        return result
    }
}
