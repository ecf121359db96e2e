// What false alarms cost: the healthy endpoints of a release that was held back and resumed.

extension Simulation {
    /// The healthy endpoints of a customer by the times in which they had the release on offer. Nothing else happens to a release
    /// that can harm nobody.
    mutating func tallyInterrupted(_ index: Int, _ number: Double, into totals: inout FleetTotals) {
        let cell = Int(residents[index].cell)
        var healthy = number
        healthyPart = .all
        openServer(of: index)
        let first = watching.openings.first?.first ?? never
        for wave in canaryStarts.indices where first > canaryStarts[wave] {
            let canaries = healthy * canaryShare(wave: wave, cell: cell)
            healthy -= canaries
            openOrigin(from: canaryStarts[wave])
            tallyOpenings(
                canaries, cell: cell, usage: plan.cells[cell].usage, from: canaryStarts[wave], into: &totals)
        }
        openServer(of: index)
        var position = plan.cells[cell].stages.lowerBound
        var covered = 0.0
        var before = 0.0
        while let selecting = nextStage(resident: index, &position, &covered) {
            let start = afterPauses(offerStart(selecting, resident: index))
            tallyRingOpenings(healthy * (covered - before), cell: cell, from: start, into: &totals)
            before = covered
        }
        tallyOpenings(
            healthy * (1 - covered), cell: cell, usage: plan.cells[cell].installUsage, from: never, into: &totals)
    }

    /// Adds endpoints to which their customer's server offers the release from an instant on, ring by ring.
    private mutating func tallyRingOpenings(
        _ number: Double, cell: Int, from start: Int64, into totals: inout FleetTotals
    ) {
        let usage = plan.cells[cell].installUsage
        let rings = plan.cells[cell].rings
        guard !rings.isEmpty, let first = watching.openings.first?.first else {
            return tallyOpenings(number, cell: cell, usage: usage, from: start, into: &totals)
        }
        var covered = 0.0
        for ring in rings where plan.rings[ring].share > covered {
            let begins = over(plan.rings[ring].after, from: max(first, start), in: plan.cells[cell].staffHours)
            tallyOpenings(
                number * (plan.rings[ring].share - covered), cell: cell, usage: usage, from: begins, into: &totals)
            covered = plan.rings[ring].share
        }
    }

    /// Adds endpoints, to which the release is offered from an instant on, that fetch it in the openings; who has missed one has a poll that
    /// falls due anew in the next.
    private mutating func tallyOpenings(
        _ number: Double, cell: Int, usage: Int, from start: Int64, into totals: inout FleetTotals
    ) {
        guard number > 0 else { return }
        let interval = plan.cells[cell].endpointPoll
        let end = plan.horizon
        for machineClass in plan.usages[usage].on.classes.indices {
            let weight = number * plan.usages[usage].on.classes[machineClass].weight
            var without = 1.0
            var missing = 0.0
            var time = min(readyAt, end)
            followWaiting(weight, cell: cell, into: &totals)
            for opening in watching.openings {
                let first = max(opening.first, start)
                let stop = min(opening.stop, end)
                guard first < stop else { continue }
                missing += without * Double(first - time)
                let fetched = plan.usages[usage].on.classes[machineClass].fetched(
                    available: first, interval: interval, by: stop)
                followOpening(
                    weight * without, cell: cell, usage: usage, machineClass: machineClass,
                    Opening(first: first, stop: stop),
                    into: &totals)
                countFetches(
                    weight * without, cell: cell, usage: usage, machineClass: machineClass, from: first, to: stop,
                    whole: fetched.probability)
                if isFaulty { totals.exposed += weight * without * fetched.probability }
                missing += without * (Double(stop - first) - fetched.integral)
                without *= 1 - fetched.probability
                time = stop
            }
            totals.addLag(
                weight * (missing + without * Double(end - time)), criticality: plan.cells[cell].criticality)
        }
    }
}
