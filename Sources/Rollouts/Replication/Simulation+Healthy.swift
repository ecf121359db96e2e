// The healthy endpoints, by the law of their fetch times: who was updated when, and how long protection was missing.

/// What healthy machines had on offer, and when: an item from `first` to `stop`, word to do without it from `without` on, the
/// corrective one from `second` on.
struct FetchWindow {
    var first: Int64
    var stop = never
    var without = never
    var second = never
    /// Whether the first item is the release; else it is the corrective one.
    var isRelease = true
    /// Whether its customer holds the release back to the hours in which it is installed.
    var isStaged = false
}

extension Simulation {
    /// The healthy endpoints of a customer are exchangeable within a class of machines, so that their expected number in each state, and
    /// the expected time without protection, follow from the times at which their server had what to offer.
    mutating func tallyHealthy(_ index: Int, into totals: inout FleetTotals) {
        let cell = Int(residents[index].cell)
        var healthy = Double(residents[index].fleet - residents[index].atRisk)
        // What was counted of the customer before is divided by that one's mix.
        if plan.cells[cell].mixConcentration > 0 { closeHealthyGroups() }
        let blocked = min(healthy, blocked(resident: index))
        if blocked > 0 {
            healthy -= blocked
            totals.addLag(
                blocked * Double(plan.horizon - min(readyAt, plan.horizon)), criticality: plan.cells[cell].criticality)
            followBlocked(blocked, cell: cell, into: &totals)
        }
        guard healthy > 0 else { return }
        followHealthy(healthy, cell: cell)
        if !watching.interruptions.isEmpty { return tallyInterrupted(index, healthy, into: &totals) }
        let window = relayWindow(index)
        for wave in canaryStarts.indices {
            let start = canaryStarts[wave]
            // A customer whose server already has the release has no canaries.
            if window.first <= start { continue }
            let canaries = healthy * canaryShare(wave: wave, cell: cell)
            healthy -= canaries
            tallyWithSwitch(
                canaries, cell: cell,
                FetchWindow(
                    first: start, stop: originStopsAt, without: nextPoll(ofResident: index, at: rolledBackAt),
                    second: nextPoll(ofResident: index, at: fixOffered(resident: index))),
                into: &totals)
        }
        guard plan.splitsFleets else { return tallyRings(healthy, resident: index, window, into: &totals) }
        var position = plan.cells[cell].stages.lowerBound
        var covered = 0.0
        while let part = splitByStage(healthy, resident: index, window, &position, &covered) {
            tallyRings(part.number, resident: index, part.window, into: &totals)
        }
    }

    /// What a customer's server had to offer.
    private mutating func relayWindow(_ index: Int) -> FetchWindow {
        let isOffered = residents[index].offeredAt < pausedAt
        let first = isOffered ? nextPoll(ofResident: index, at: residents[index].offeredAt) : never
        let second = nextPoll(ofResident: index, at: fixOffered(resident: index))
        // A server that polls only after the withdrawal never had the item.
        if first >= originStopsAt { return FetchWindow(first: second, isRelease: false) }
        return FetchWindow(
            first: first, stop: nextPoll(ofResident: index, at: serversDropFrom),
            without: nextPoll(ofResident: index, at: rolledBackAt), second: second, isStaged: true)
    }

    /// Splits endpoints by whether their platform knows the kill switch, if it was used.
    mutating func tallyWithSwitch(
        _ number: Double, cell: Int, _ window: FetchWindow, into totals: inout FleetTotals
    ) {
        let share = killedAt < never ? killSwitchShare(ofHealthyIn: cell) : 0
        if share > 0 {
            var switched = window
            // Who gets the corrective item in the release's place has nothing to turn off.
            if window.isRelease { switched.without = min(window.without, killedAt) }
            healthyPart = .switchable
            tally(number * share, cell: cell, switched, into: &totals)
        }
        healthyPart = share > 0 ? .notSwitchable : .all
        tally(number * (1 - share), cell: cell, window, into: &totals)
    }

    /// The share of the healthy endpoints with the content whose agent knows the kill switch: those at risk are not among them, so it is
    /// not the share of the mix.
    mutating func killSwitchShare(ofHealthyIn cell: Int) -> Double {
        var knowing = 0.0
        var healthy = 0.0
        for place in plan.cells[cell].mix where !plan.mix[place].isBlocked {
            let sound = share(place, cell: cell) * (plan.mix[place].affected.map { soundShare(ofAffected: $0) } ?? 1)
            healthy += sound
            if plan.mix[place].knowsKillSwitch { knowing += sound }
        }
        return healthy > 0 ? knowing / healthy : 0
    }

    /// Adds a number of healthy endpoints of a cell, in expectation, that had the same on offer at the same times.
    private mutating func tally(_ number: Double, cell: Int, _ window: FetchWindow, into totals: inout FleetTotals) {
        guard number > 0 else { return }
        let interval = plan.cells[cell].endpointPoll
        let end = plan.horizon
        let usage = window.isStaged ? plan.cells[cell].installUsage : plan.cells[cell].usage
        let classCount = plan.usages[plan.cells[cell].usage].on.classes.count
        for position in 0..<classCount {
            let weight = number * plan.usages[plan.cells[cell].usage].on.classes[position].weight
            guard weight > 0 else { continue }
            followFetches(weight, cell: cell, machineClass: position, window, into: &totals)
            var missing = Double(min(window.first, end) - min(readyAt, end))
            var without = 1.0
            if window.first < min(window.stop, end) {
                let stop = min(window.stop, end)
                let first = plan.usages[usage].on.classes[position].fetched(
                    available: window.first, interval: interval, by: stop)
                missing += Double(stop - window.first) - first.integral
                without = 1 - first.probability
                if isFaulty && window.isRelease { totals.exposed += weight * first.probability }
                countFetches(
                    weight, cell: cell, usage: usage, machineClass: position, from: window.first, to: stop,
                    whole: first.probability)
                if min(window.without, window.second) < end && window.without < window.second {
                    missing += timeWithout(weight, installed: first, cell: cell, position, window)
                }
            }
            if window.stop < end && without > 0 {
                missing += without * Double(min(window.second, end) - window.stop)
                if window.second < end {
                    let second = plan.usages[plan.cells[cell].usage].on.classes[position].fetched(
                        available: window.second, interval: interval, by: end)
                    missing += without * (Double(end - window.second) - second.integral)
                    countFetches(
                        weight * without, cell: cell, usage: plan.cells[cell].usage, machineClass: position,
                        from: window.second, to: end, whole: second.probability)
                }
            }
            totals.addLag(weight * missing, criticality: plan.cells[cell].criticality)
        }
    }

    /// How long, in expectation and in ticks, an endpoint installs the item and is without it all the same.
    ///
    /// What was installed before the word goes out is used until the endpoint's poll for it; what is installed later is never used,
    /// since the same poll brings the word. Both last until the poll for the corrective item, which falls due at the same fraction of
    /// the interval as the one for the word.
    private mutating func timeWithout(
        _ weight: Double, installed: (probability: Double, integral: Double), cell: Int, _ position: Int,
        _ window: FetchWindow
    ) -> Double {
        let interval = plan.cells[cell].endpointPoll
        let end = plan.horizon
        let stop = min(window.stop, end)
        let word = min(max(window.without, window.first), stop)
        let usage = plan.cells[cell].usage
        let installUsage = window.isStaged ? plan.cells[cell].installUsage : usage
        let machines = plan.usages[usage].on.classes[position]
        let early = plan.usages[installUsage].on.classes[position].fetched(
            available: window.first, interval: interval, by: word)
        let late = installed.probability - early.probability
        var result =
            installed.integral - early.integral - early.probability * Double(stop - word) + late * Double(end - stop)
        countFetches(
            weight, cell: cell, usage: installUsage, machineClass: position, from: window.first, to: stop,
            whole: installed.probability, .updated, .mitigated, after: word, counted: early.probability)
        if early.probability > 0 {
            let gone = machines.fetched(available: window.without, interval: interval, by: end)
            result += early.probability * gone.integral
            countFetches(
                weight * early.probability, cell: cell, usage: usage, machineClass: position, from: window.without,
                to: end, whole: gone.probability, .updated, .mitigated)
        }
        guard window.second < end else { return result }
        let back = machines.fetched(available: window.second, interval: interval, by: end)
        countFetches(
            weight * installed.probability, cell: cell, usage: usage, machineClass: position, from: window.second,
            to: end, whole: back.probability, .mitigated, .updated)
        return result - installed.probability * back.integral
    }

    /// Moves the expected number that fetches between two instants from one state to another; `whole` is the probability of having
    /// fetched by the end. Those who did so up to an instant, `counted` of them, may be left out.
    mutating func countFetches(
        _ weight: Double, cell: Int, usage: Int, machineClass: Int, from: Int64, to end: Int64, whole: Double,
        _ before: TimelineState = .current, _ after: TimelineState = .updated, after instant: Int64 = 0,
        counted left: Double = 0
    ) {
        // A class that is never on never fetches, and would be looked at until the horizon.
        guard whole > 0 else { return }
        let interval = plan.cells[cell].endpointPoll
        let step = plan.timeline.step
        let length = plan.timeline.instants.count
        var counted = left
        var position = timelinePosition(max(from, instant))
        while position < length && counted < whole {
            let instant = Int64(position) * step
            var now = whole
            if instant < end {
                now = plan.usages[usage].on.classes[machineClass].probability(
                    available: from, interval: interval, at: instant)
            }
            if now > counted {
                timeline[before.row * length + position] -= weight * (now - counted)
                timeline[after.row * length + position] += weight * (now - counted)
                if !plan.timelineGroups.isEmpty {
                    moveHealthy(weight * (now - counted), from: before, to: after, position: position)
                }
                counted = now
            }
            if instant >= end { break }
            position += 1
        }
    }
}
