// The healthy endpoints, by the law of their fetch times: who was updated when, and how long protection was missing.

/// What healthy machines had on offer, and when: an item from `first` to `stop`, the corrective one from `second` on.
struct FetchWindow {
    var first: Int64
    var stop: Int64
    var second: Int64
    /// Whether the first item is the faulty one.
    var isFaulty: Bool
}

extension Simulation {
    /// The healthy endpoints of a customer are exchangeable within a class of machines, so that their expected number in each state, and
    /// the expected time without protection, follow from the times at which their server had what to offer.
    mutating func tallyHealthy(_ index: Int, into totals: inout FleetTotals) {
        let cell = Int(residents[index].cell)
        var healthy = Double(residents[index].fleet - residents[index].atRisk)
        guard healthy > 0 else { return }
        let window = relayWindow(index)
        let withdrawn = min(haltedAt, fixPublishedAt)
        for wave in canaryStarts.indices {
            let start = canaryStarts[wave]
            // A customer whose server already has the release has no canaries.
            if window.isFaulty && window.first <= start { continue }
            let canaries = healthy * canaryShares[wave * plan.cells.count + cell]
            healthy -= canaries
            tally(
                canaries, cell: cell,
                FetchWindow(
                    first: start, stop: withdrawn, second: nextPoll(ofResident: index, at: fixPublishedAt),
                    isFaulty: true),
                into: &totals)
        }
        tally(healthy, cell: cell, window, into: &totals)
    }

    /// What a customer's server had to offer.
    private func relayWindow(_ index: Int) -> FetchWindow {
        let first = nextPoll(ofResident: index, at: residents[index].offeredAt)
        if foundByQualityAssurance { return FetchWindow(first: first, stop: never, second: never, isFaulty: false) }
        let second = nextPoll(ofResident: index, at: fixPublishedAt)
        let withdrawn = min(haltedAt, fixPublishedAt)
        // A server that polls only after the withdrawal never had the faulty item.
        if first >= withdrawn { return FetchWindow(first: second, stop: never, second: never, isFaulty: false) }
        return FetchWindow(
            first: first, stop: nextPoll(ofResident: index, at: withdrawn), second: second, isFaulty: true)
    }

    /// Adds a number of healthy endpoints of a cell, in expectation, that had the same on offer at the same times.
    private mutating func tally(_ number: Double, cell: Int, _ window: FetchWindow, into totals: inout FleetTotals) {
        guard number > 0 else { return }
        let interval = plan.cells[cell].endpointPoll
        let end = plan.horizon
        let classCount = plan.usages[plan.cells[cell].usage].on.classes.count
        for position in 0..<classCount {
            let weight = number * plan.usages[plan.cells[cell].usage].on.classes[position].weight
            guard weight > 0 else { continue }
            var missing = Double(min(window.first, end) - min(readyAt, end))
            var without = 1.0
            if window.first < min(window.stop, end) {
                let stop = min(window.stop, end)
                let first = plan.usages[plan.cells[cell].usage].on.classes[position].fetched(
                    available: window.first, interval: interval, by: stop)
                missing += Double(stop - window.first) - first.integral
                without = 1 - first.probability
                if window.isFaulty { totals.exposed += weight * first.probability }
                countFetches(
                    weight, cell: cell, machineClass: position, from: window.first, to: stop, whole: first.probability)
            }
            if window.stop < end && without > 0 {
                missing += without * Double(min(window.second, end) - window.stop)
                if window.second < end {
                    let second = plan.usages[plan.cells[cell].usage].on.classes[position].fetched(
                        available: window.second, interval: interval, by: end)
                    missing += without * (Double(end - window.second) - second.integral)
                    countFetches(
                        weight * without, cell: cell, machineClass: position, from: window.second, to: end,
                        whole: second.probability)
                }
            }
            totals.protectionLag += weight * missing
        }
    }

    /// Moves the expected number that fetches between two instants from "current" to "updated"; `whole` is the probability of having
    /// fetched by the end.
    private mutating func countFetches(
        _ weight: Double, cell: Int, machineClass: Int, from: Int64, to end: Int64, whole: Double
    ) {
        // A class that is never on never fetches, and would be looked at until the horizon.
        guard whole > 0 else { return }
        let interval = plan.cells[cell].endpointPoll
        let step = plan.timeline.step
        let length = plan.timeline.instants.count
        var before = 0.0
        var position = timelinePosition(from)
        while position < length && before < whole {
            let instant = Int64(position) * step
            var now = whole
            if instant < end {
                now = plan.usages[plan.cells[cell].usage].on.classes[machineClass].probability(
                    available: from, interval: interval, at: instant)
            }
            if now > before {
                timeline[TimelineState.current.row * length + position] -= weight * (now - before)
                timeline[TimelineState.updated.row * length + position] += weight * (now - before)
                before = now
            }
            if instant >= end { break }
            position += 1
        }
    }
}
