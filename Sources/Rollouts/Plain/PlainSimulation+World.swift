// How the plain engine's world is made: one customer after another, one machine after another.

import RandomStreams

extension PlainSimulation {
    /// Machines of a customer by platform: a machine whose draw is below the first bound that exceeds it is of that platform.
    private struct Shares {
        var bounds: [Double] = []
        var platforms: [Int16] = []

        mutating func add(_ platform: Int, _ share: Double) {
            bounds.append((bounds.last ?? 0) + share)
            platforms.append(Int16(platform))
        }

        func platform(_ draw: Double) -> Int16 {
            for index in bounds.indices where draw < bounds[index] { return platforms[index] }
            return -1
        }
    }

    mutating func populate() {
        let order = plan.scenario.platforms.indices.sorted {
            plan.scenario.platforms[$0].stream < plan.scenario.platforms[$1].stream
        }
        let assurance = plan.scenario.qualityAssurance
        for index in order {
            let platform = plan.scenario.platforms[index]
            let affected = plan.affected.first { $0.platform == index }
            let pairs = affected.map { Array(plan.platformDefects[$0.defects]) } ?? []
            affectedOfPlatform.append(affected)
            defectsOfPlatform.append(pairs.map(\.defect).filter { hasDefect[$0] })
            isBlocked.append(assurance.blocksUncovered && !assurance.covers.holds(for: platform))
            knowsKillSwitch.append(plan.scenario.response.killSwitch?.appliesTo.holds(for: platform) ?? false)
        }
        for cell in plan.cells.indices {
            guard let segment = plan.scenario.segments.first(where: { $0.id == plan.segmentOfCell[cell] }) else {
                continue
            }
            let mix = order.enumerated().compactMap { place, index -> (place: Int, share: Double, presence: Double)? in
                let id = plan.scenario.platforms[index].id
                guard let share = segment.mix[id], share > 0 else { return nil }
                return (place, share, segment.presence[id] ?? 1)
            }
            for _ in 0..<plan.cells[cell].customers {
                if let concentration = segment.mixConcentration {
                    addCustomer(cell, ownMix(mix, concentration))
                } else {
                    addCustomer(cell, mix)
                }
            }
        }
        population[TimelineState.current.row] = machines.count
        for machine in machines { unprotectedWeight += plan.cells[customers[Int(machine.customer)].cell].criticality }
    }

    /// A customer's own mix: by Dirichlet's distribution around the segment's.
    private mutating func ownMix(
        _ mix: [(place: Int, share: Double, presence: Double)], _ concentration: Double
    ) -> [(place: Int, share: Double, presence: Double)] {
        var weights = mix.map { part in
            Dirichlet.logarithmOfWeight(concentration: max(concentration * part.share, 1e-100), from: &draws)
        }
        Dirichlet.shares(ofLogarithms: &weights, in: weights.indices)
        return zip(mix, weights).map { ($0.place, $1, $0.presence) }
    }

    private mutating func addCustomer(_ cell: Int, _ mix: [(place: Int, share: Double, presence: Double)]) {
        let size = max(1, min(1e7, plan.cells[cell].fleet.quantile(uniform()).rounded()))
        var shares = Shares()
        var left = 1.0
        for part in mix where part.presence < 1 && happens(part.presence) {
            shares.add(part.place, part.share / part.presence)
            left -= part.share / part.presence
        }
        // What is left of the fleet is shared by the platforms that every customer has.
        let common = mix.reduce(0) { $0 + ($1.presence < 1 ? 0 : $1.share) }
        for part in mix where part.presence >= 1 { shares.add(part.place, max(0, left) * part.share / common) }
        if left >= 0, common > 0, !shares.bounds.isEmpty { shares.bounds[shares.bounds.count - 1] = 1 }

        let firstMachine = machines.count
        let firstKind = kinds.count
        let firstTrouble = troubles.count
        let cohort = uniform()
        let phase = part(of: plan.cells[cell].relayPoll)
        let hasConsole = happens(plan.cells[cell].consoleShare)
        let id = customers.count
        let on = plan.usages[plan.cells[cell].usage].on
        for _ in 0..<Int(size) {
            let machineClass = on.classes.count > 1 ? on.classIndex(ofLevel: uniform()) : 0
            addMachine(id, machineClass, shares.platform(uniform()))
        }
        sortTroubles(from: firstTrouble, partial: Set(mix.filter { $0.presence < 1 }.map { Int16($0.place) }))
        let technicians = (size / plan.cells[cell].endpointsPerTechnician).rounded(.down)
        customers.append(
            PlainCustomer(
                cell: cell, cohort: cohort, phase: phase, hasConsole: hasConsole,
                technicians: Int(max(1, min(technicians, size))), machines: firstMachine..<machines.count,
                troubles: firstTrouble..<troubles.count, kinds: firstKind..<kinds.count))
    }

    private mutating func addMachine(_ customer: Int, _ machineClass: Int, _ platform: Int16) {
        var machine = PlainMachine(
            customer: Int32(customer), platform: platform, machineClass: UInt16(machineClass))
        if platform >= 0 {
            // The first defect that shows is the one that shows.
            for defect in defectsOfPlatform[Int(platform)] where happens(plan.defects[defect].manifestation) {
                machine.trouble = Int32(troubles.count)
                troubles.append(
                    PlainTrouble(
                        machine: Int32(machines.count), defect: Int32(defect),
                        kind: Int32(kind(customer, platform, defect))))
                break
            }
        }
        machines.append(machine)
    }

    /// The customer's luck with a platform and a defect, drawn when the first such machine turns up.
    private mutating func kind(_ customer: Int, _ platform: Int16, _ defect: Int) -> Int {
        var index = kinds.count - 1
        while index >= 0, kinds[index].customer == customer {
            if kinds[index].platform == platform && kinds[index].defect == defect { return index }
            index -= 1
        }
        let affected = affectedOfPlatform[Int(platform)]
        let fix = plan.scenario.response.fix
        let elsewhere = plan.scenario.response.mitigation?.appliesElsewhere ?? 0
        let isCovered = affected?.fixCovered ?? false
        let fixLuck = happens(isCovered ? fix.fastTrack?.works ?? 1 : fix.worksUncovered)
        let mitigationLuck = happens(elsewhere)
        kinds.append(
            PlainKind(
                customer: Int32(customer), platform: platform, defect: Int16(defect),
                fixWorks: fixLuck,
                mitigationApplies: affected?.mitigated ?? false || mitigationLuck))
        return kinds.count - 1
    }

    /// Hands take machines platform by platform, those that only some customers have first, then defect by defect.
    private mutating func sortTroubles(from first: Int, partial: Set<Int16>) {
        guard troubles.count - first > 1 else { return }
        let order = troubles[first...].enumerated().sorted { left, right in
            let a = kinds[Int(left.element.kind)]
            let b = kinds[Int(right.element.kind)]
            let aKey = (partial.contains(a.platform) ? 0 : 1, a.platform, a.defect, left.offset)
            let bKey = (partial.contains(b.platform) ? 0 : 1, b.platform, b.defect, right.offset)
            return aKey < bKey
        }
        for (offset, entry) in order.enumerated() {
            troubles[first + offset] = entry.element
            machines[Int(entry.element.machine)].trouble = Int32(first + offset)
        }
    }
}
