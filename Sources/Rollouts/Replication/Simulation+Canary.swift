// Which endpoints are canaries: those that can fail one by one, the healthy ones in expectation.

import RandomStreams

extension Simulation {
    /// Selects the canaries of a stage and lets those that can fail fetch from the origin.
    ///
    /// Those at risk are drawn by the hypergeometric law out of the whole fleet, or out of each platform. Of the healthy ones only the
    /// expected share of each cell is kept.
    mutating func selectCanaries(_ canary: Canary, stage: Int) {
        let entity = UInt32(truncatingIfNeeded: stage)
        switch canary {
        case .random(let size):
            var stream = draws.stream(plan.purposes.canary, entity: entity)
            let hits = Hypergeometric.sample(
                successes: endpoints.count, failures: max(0, totalFleet - endpoints.count),
                draws: min(max(0, size), totalFleet), from: &stream)
            mark(hits, of: 0..<strata.count, where: nil, from: &stream)
            let share = Self.share(min(max(0, size), totalFleet) - hits, of: totalFleet - endpoints.count)
            canaryStarts.append(now)
            canaryShares.append(contentsOf: repeatElement(share, count: plan.cells.count))
            canaryFractions.append(contentsOf: repeatElement(share, count: plan.platforms.count))
        case .perPlatform(let size):
            var affectedShares: [Double] = []
            for platform in plan.affected.indices {
                // A stream for each platform, so that another platform leaves this one's canaries alone.
                var stream = draws.stream(plan.affected[platform].canary, entity: entity)
                let atRisk = strata.reduce(0) { $0 + ($1.platform == platform ? $1.endpoints.count : 0) }
                // Of the platform's endpoints only those that would show the failure are at risk.
                let whole = platformEndpoints[platform]
                let hits = Hypergeometric.sample(
                    successes: atRisk, failures: whole - atRisk, draws: min(max(0, size), whole), from: &stream)
                mark(hits, of: 0..<strata.count, where: platform, from: &stream)
                affectedShares.append(Self.share(min(max(0, size), whole) - hits, of: whole - atRisk))
            }
            keepSharesPerPlatform(Double(max(0, size)), affected: affectedShares)
        }
    }

    // MARK: Healthy canaries

    private static func share(_ part: Int, of whole: Int) -> Double {
        whole > 0 ? min(1, max(0, Double(part) / Double(whole))) : 0
    }

    /// Keeps the share of each platform's healthy endpoints that are canaries, where so many are taken of each platform: a platform that
    /// cannot fail counts by its expected number in the fleet.
    private mutating func keepSharesPerPlatform(_ size: Double, affected: [Double]) {
        let wave = canaryStarts.count
        canaryStarts.append(now)
        let numbers = expectedNumbers()
        canaryFractions.append(contentsOf: numbers.map { min(1, size / max(1, $0)) })
        for cell in plan.cells.indices {
            for part in plan.mix[plan.cells[cell].mix] {
                guard let index = part.affected else { continue }
                canaryFractions[wave * plan.platforms.count + part.platform] = affected[index]
            }
        }
        for cell in plan.cells.indices {
            let varies = plan.cells[cell].mixConcentration > 0
            canaryShares.append(varies ? 0 : canaryShareByMix(wave: wave, cell: cell))
        }
    }

    /// The number of each platform's endpoints in the fleet, expected by the mixes of the customers.
    private mutating func expectedNumbers() -> [Double] {
        var fleets = Array(repeating: 0.0, count: plan.cells.count)
        for resident in residents { fleets[Int(resident.cell)] += Double(resident.fleet) }
        var numbers = Array(repeating: 0.0, count: plan.platforms.count)
        for cell in plan.cells.indices where plan.cells[cell].mixConcentration <= 0 {
            for part in plan.mix[plan.cells[cell].mix] { numbers[part.platform] += fleets[cell] * part.share }
        }
        for index in residents.indices {
            let cell = Int(residents[index].cell)
            guard plan.cells[cell].mixConcentration > 0 else { continue }
            drawMix(cell: cell, number: residents[index].number)
            for place in plan.cells[cell].mix {
                numbers[plan.mix[place].platform] += Double(residents[index].fleet) * ownShares[place]
            }
        }
        return numbers
    }

    /// The share of the healthy endpoints of a cell that are canaries of a wave: of the customer that was looked at last, where mixes vary.
    mutating func canaryShare(wave: Int, cell: Int) -> Double {
        guard plan.cells[cell].mixConcentration > 0 else { return canaryShares[wave * plan.cells.count + cell] }
        return canaryShareByMix(wave: wave, cell: cell)
    }

    private mutating func canaryShareByMix(wave: Int, cell: Int) -> Double {
        var canaries = 0.0
        var healthy = 0.0
        for place in plan.cells[cell].mix where !plan.mix[place].isBlocked {
            let sound = share(place, cell: cell) * (plan.mix[place].affected.map { soundShare(ofAffected: $0) } ?? 1)
            canaries += sound * canaryFractions[wave * plan.platforms.count + plan.mix[place].platform]
            healthy += sound
        }
        return healthy > 0 ? min(1, canaries / healthy) : 0
    }

    /// The share of a platform's endpoints that no defect of the release shows on.
    mutating func soundShare(ofAffected index: Int) -> Double {
        var share = 1.0
        for pair in plan.platformDefects[plan.affected[index].defects] where hasDefect[pair.defect] {
            share *= 1 - plan.defects[pair.defect].manifestation
        }
        return share
    }

    // MARK: Canaries at risk

    /// Marks so many different endpoints of the given strata, all equally likely, by selection sampling (Fan, Muller and Rezucha 1962;
    /// Knuth, The Art of Computer Programming, volume 2, algorithm S).
    private mutating func mark(
        _ count: Int, of range: Range<Int>, where platform: Int?, from stream: inout AddressedStream
    ) {
        var wanted = count
        var left = 0
        for stratum in range where platform == nil || Int(strata[stratum].platform) == platform {
            left += strata[stratum].endpoints.count
        }
        for stratum in range where platform == nil || Int(strata[stratum].platform) == platform {
            for endpoint in strata[stratum].endpoints where wanted > 0 {
                if stream.nextUniform() * Double(left) < Double(wanted) {
                    wanted -= 1
                    offerDirectly(Int(endpoint))
                }
                left -= 1
            }
        }
    }

    /// A canary is offered the release unless its customer already has it.
    private mutating func offerDirectly(_ index: Int) {
        let customer = Int(strata[Int(endpoints[index].stratum)].customer)
        guard !endpoints[index].isCanary, customers[customer].fetchedAt == never else { return }
        endpoints[index].isCanary = true
        endpoints[index].stage = Int16(truncatingIfNeeded: stagesStarted - 1)
        log.record(.canarySelected, at: now, customer: customer, stratum: Int(endpoints[index].stratum), endpoints: 1)
        install(index, available: now)
    }
}
