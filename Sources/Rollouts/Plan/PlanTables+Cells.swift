// How segments and regions become cells: shares of platforms, stages of the rollout, tables of hours.

import CivilTime
import RandomStreams

/// The cells of a plan, and the lists that they point into.
struct CompiledCells {
    var cells: [Cell] = []
    var segments: [String] = []
    var platforms: [CellPlatform] = []
    var defects: [CellDefect] = []
    var stages: [CellStage] = []
    var mix: [PlatformShare] = []
    var rings: [PlannedRing] = []
    var fixStages: [FixCellStage] = []
}

extension PlanTables {
    mutating func compileCells(_ defects: CompiledDefects) throws(PlanError) -> CompiledCells {
        var compiled = CompiledCells()
        var affectedOf = [Int?](repeating: nil, count: scenario.platforms.count)
        for (index, affected) in defects.affected.enumerated() { affectedOf[affected.platform] = index }
        for segment in segments {
            for region in regions.indices {
                let customers = segment.customers[regions[region].id] ?? 0
                guard customers > 0 else { continue }
                let firstShare = compiled.mix.count
                addMix(of: segment, region: regions[region], affectedOf, to: &compiled)
                let firstPlatform = compiled.platforms.count
                addPlatforms(segment, region: regions[region], defects, firstShare: firstShare, to: &compiled)
                let firstStage = compiled.stages.count
                compiled.stages += try cellStages(segment: segment, region: region)
                let firstRing = compiled.rings.count
                compiled.rings += segment.staging?.plannedRings ?? []
                let firstFixStage = compiled.fixStages.count
                compiled.fixStages += fixStages(segment: segment, region: region)
                let deferral = segment.staging?.deferral ?? .none
                let behind =
                    Int64(segment.staging?.behind ?? 0) * Int64(scenario.release.series?.everyDays ?? 0)
                    * Int64(24 * ticksPerHour)
                compiled.segments.append(segment.id)
                compiled.cells.append(
                    Cell(
                        region: region, centre: try index(ofCentre: regions[region].supportCentre),
                        customers: customers,
                        fleet: segment.fleet, usage: try usage(profile: segment.profile, region: region),
                        installUsage: try usage(
                            profile: segment.profile, region: region, window: segment.staging?.window),
                        deferral: deferral, isDeferring: deferral != .none || behind > 0, behind: behind,
                        rings: firstRing..<compiled.rings.count,
                        staffHours: try hours(calendar: segment.staff.calendar, region: region),
                        relayPoll: max(1, segment.relayPoll.microseconds),
                        endpointPoll: max(1, segment.endpointPoll.microseconds), consoleShare: segment.consoleShare,
                        awareAfterFailures: segment.staff.awareAfterFailures, notice: segment.staff.notice,
                        report: segment.staff.report, reportProbability: segment.staff.reportProbability,
                        endpointsPerTechnician: segment.staff.endpointsPerTechnician, touch: segment.staff.touch,
                        priority: segment.contract.priority, criticality: segment.criticality,
                        volunteers: segment.volunteers,
                        userCallShare: segment.userCalls?.share ?? 0, userCallDelay: segment.userCalls?.delay ?? .none,
                        platforms: firstPlatform..<compiled.platforms.count,
                        blockedShare: share(of: segment) { isBlocked($0) },
                        mix: firstShare..<compiled.mix.count, mixConcentration: segment.mixConcentration ?? 0,
                        stages: firstStage..<compiled.stages.count,
                        fixStages: firstFixStage..<compiled.fixStages.count,
                        purposes: CellPurposes(
                            segment: segment.stream, region: regions[region].stream, &registry)))
            }
        }
        return compiled
    }

    private mutating func addMix(
        of segment: Segment, region: Region, _ affectedOf: [Int?], to compiled: inout CompiledCells
    ) {
        for (place, number) in platformOrder.enumerated() {
            let platform = scenario.platforms[number]
            guard let share = segment.mix[platform.id], share > 0 else { continue }
            compiled.mix.append(
                PlatformShare(
                    platform: place, affected: affectedOf[number], share: share,
                    isBlocked: isBlocked(platform),
                    knowsKillSwitch: scenario.response.killSwitch?.appliesTo.holds(for: platform) ?? false,
                    weight: segment.mixConcentration.map { _ in
                        registry.purpose("customer/platform-weight", segment.stream, region.stream, platform.stream)
                    }))
        }
    }

    /// The part of the mix on platforms that every customer has.
    private func commonShare(of segment: Segment) -> Double {
        // In the order of the streams, not of the ids: a sum's last bit depends on its order.
        let partial = platformOrder.map { scenario.platforms[$0] }.filter { (segment.presence[$0.id] ?? 1) < 1 }
        return max(0, 1 - partial.reduce(0) { $0 + (segment.mix[$1.id] ?? 0) })
    }

    /// The share of a segment's endpoints that are of such platforms.
    private func share(of segment: Segment, where holds: (Platform) -> Bool) -> Double {
        // In the order of the streams, not of the ids: a sum's last bit depends on its order.
        let chosen = platformOrder.map { scenario.platforms[$0] }.filter(holds)
        return min(1, chosen.reduce(0) { $0 + (segment.mix[$1.id] ?? 0) })
    }

    private mutating func addPlatforms(
        _ segment: Segment, region: Region, _ defects: CompiledDefects, firstShare: Int,
        to compiled: inout CompiledCells
    ) {
        var partial: [CellPlatform] = []
        var common: [CellPlatform] = []
        let shareOfCommon = commonShare(of: segment)
        for place in firstShare..<compiled.mix.count {
            let platform = scenario.platforms[platformOrder[compiled.mix[place].platform]]
            let share = compiled.mix[place].share
            let presence = segment.presence[platform.id] ?? 1
            let index = compiled.mix[place].affected
            guard index != nil || presence < 1, presence > 0 else { continue }
            let address = [segment.stream, region.stream, platform.stream]
            let firstDefect = compiled.defects.count
            for number in index.map({ defects.affected[$0].defects }) ?? 0..<0 {
                let defect = defectList[defects.platformDefects[number].defect]
                compiled.defects.append(
                    CellDefect(
                        platformDefect: number, purposes: DefectPurposes(address + self.address(of: defect), &registry))
                )
            }
            let entry = CellPlatform(
                affected: index,
                share: presence < 1 ? share / presence : (shareOfCommon > 0 ? share / shareOfCommon : 0),
                presence: presence, defects: firstDefect..<compiled.defects.count,
                presenceDraw: registry.purpose("stratum/presence", address),
                count: registry.purpose("stratum/count", address), mix: place)
            if presence < 1 { partial.append(entry) } else { common.append(entry) }
        }
        // Platforms that some customers lack come first: what is left of the fleet is the common platforms'.
        compiled.platforms += partial + common
    }
}
