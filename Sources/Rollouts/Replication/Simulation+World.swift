// How a replication is populated: fleets, platforms, and the endpoints that can fail.

import RandomStreams

extension Simulation {
    /// Draws all customers. The draws are keyed by customer, so that a policy that changes nothing here meets the same world.
    mutating func populate() {
        for index in plan.cells.indices {
            for number in 0..<plan.cells[index].customers {
                addCustomer(cell: index, number: UInt32(truncatingIfNeeded: number))
            }
        }
    }

    private mutating func addCustomer(cell index: Int, number: UInt32) {
        let purposes = plan.cells[index].purposes
        let (fleetDraw, cohort) = draws.uniformPair(purposes.traits, entity: number)
        let (phaseDraw, consoleDraw) = draws.uniformPair(purposes.servers, entity: number)
        let size = plan.cells[index].fleet.quantile(fleetDraw).rounded()
        let fleet = size >= 1 ? Int(min(size, Self.largestFleet)) : 1
        totalFleet += fleet
        residents.append(
            Resident(
                cell: Int32(index), number: number, customer: -1, fleet: Int32(fleet), atRisk: 0,
                phase: Int64((phaseDraw * Double(plan.cells[index].relayPoll)).rounded(.down)),
                offeredAt: never, cohort: cohort, isVolunteer: volunteers(cell: index, number: number)))
        settleOffer(resident: residents.count - 1)
        let firstStratum = strata.count
        let firstEndpoint = endpoints.count
        addStrata(cell: index, number: number, fleet: fleet)
        guard strata.count > firstStratum else { return }
        residents[residents.count - 1].atRisk = Int32(endpoints.count - firstEndpoint)
        residents[residents.count - 1].customer = Int32(customers.count)
        let technicians = (Double(fleet) / plan.cells[index].endpointsPerTechnician).rounded(.down)
        customers.append(
            Customer(
                resident: Int32(residents.count - 1), number: number,
                strata: Int32(firstStratum)..<Int32(strata.count),
                endpoints: Int32(firstEndpoint)..<Int32(endpoints.count),
                hasConsole: consoleDraw < plan.cells[index].consoleShare,
                technicians: Int32(max(1, min(technicians, Double(fleet)))), cursor: Int32(firstEndpoint)))
    }

    /// Splits a fleet over platforms: first those that only some customers have, then the common ones, each by a binomial
    /// draw out of what is left, which together is the multinomial law.
    private mutating func addStrata(cell index: Int, number: UInt32, fleet: Int) {
        var endpointsLeft = fleet
        var shareLeft = 1.0
        var shareOfCommon = 1.0
        let varies = plan.cells[index].mixConcentration > 0
        if varies { drawMix(cell: index, number: number) }
        for position in plan.cells[index].platforms {
            let presence = plan.cellPlatforms[position].presence
            var share = plan.cellPlatforms[position].share
            if varies {
                share = ownShares[plan.cellPlatforms[position].mix]
            } else if presence < 1 {
                let purpose = plan.cellPlatforms[position].presenceDraw
                if draws.uniform(purpose, entity: number) >= presence { continue }
                shareOfCommon -= share
            } else {
                share *= max(0, shareOfCommon)
            }
            guard endpointsLeft > 0, shareLeft > 0 else { return }
            var stream = draws.stream(plan.cellPlatforms[position].count, entity: number)
            let count = Binomial.sample(trials: endpointsLeft, probability: min(1, share / shareLeft), from: &stream)
            endpointsLeft -= count
            shareLeft -= share
            if let affected = plan.cellPlatforms[position].affected, count > 0 {
                platformEndpoints[affected] += count
                residents[residents.count - 1].affected += Int32(count)
                addStrata(cell: index, defects: plan.cellPlatforms[position].defects, number: number, count: count)
            }
        }
    }

    /// The endpoints of one platform at one customer by the defect that each shows: of those that do not show the ones before it, a defect
    /// shows on its share.
    private mutating func addStrata(cell index: Int, defects: Range<Int>, number: UInt32, count: Int) {
        var sound = count
        for position in defects where sound > 0 {
            let pair = plan.platformDefects[plan.cellDefects[position].platformDefect]
            guard hasDefect[pair.defect] else { continue }
            var shown = sound
            if plan.defects[pair.defect].manifestation < 1 {
                var stream = draws.stream(plan.cellDefects[position].purposes.manifestation, entity: number)
                shown = Binomial.sample(
                    trials: sound, probability: plan.defects[pair.defect].manifestation, from: &stream)
            }
            sound -= shown
            addStratum(cell: index, position: position, pair: pair, number: number, count: shown)
        }
    }

    private mutating func addStratum(
        cell index: Int, position: Int, pair: PlatformDefect, number: UInt32, count: Int
    ) {
        let purposes = plan.cellDefects[position].purposes
        // Far beyond the expected number that a plan admits: only a fleet law with an extreme tail could get here.
        let atRisk = min(count, Int(EventKind.indexMask) - endpoints.count)
        guard atRisk > 0 else { return }
        let (fixDraw, mitigationDraw) = draws.uniformPair(purposes.remedies, entity: number)
        let first = Int32(endpoints.count)
        let usage = plan.cells[index].usage
        let cellStage = residents.last.map { Int($0.cellStage) } ?? -1
        for ordinal in 0..<atRisk {
            let ordinal = UInt32(truncatingIfNeeded: ordinal)
            let selecting = plan.splitsFleets ? stage(ordinal: ordinal, of: number, by: purposes.cohort) : cellStage
            let (level, poll) = draws.uniformPair(purposes.update, entity: number, position: ordinal)
            endpoints.append(
                Endpoint(
                    stratum: Int32(strata.count),
                    machineClass: UInt16(truncatingIfNeeded: plan.usages[usage].on.classIndex(ofLevel: level)),
                    stage: Int16(truncatingIfNeeded: selecting < 0 ? -1 : plan.cellStages[selecting].stage),
                    ring: ring(ordinal: ordinal, of: number, cell: index, by: purposes.ring),
                    poll: poll, offeredAt: offer(bySelecting: selecting)))
        }
        strata.append(
            Stratum(
                customer: Int32(customers.count), platform: Int32(pair.affected), defect: Int32(pair.defect),
                cellDefect: Int32(position),
                endpoints: first..<Int32(endpoints.count),
                fixWorks: fixDraw < chanceOfFix(affected: pair.affected),
                mitigationApplies: plan.affected[pair.affected].mitigated
                    || mitigationDraw < (plan.scenario.response.mitigation?.appliesElsewhere ?? 0)))
    }

    /// Ten million endpoints at one customer.
    private static var largestFleet: Double { 1e7 }
}
