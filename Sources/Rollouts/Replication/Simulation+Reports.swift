// How many watched endpoints have the release at each look of the gate: the healthy in expectation, those at risk one by one.

extension Simulation {
    /// A stage starts: a gate that watches stages forgets the ones before, and a test that had passed begins anew.
    mutating func watch(stage: Int) {
        guard let gate = plan.gate else { return }
        watching.stage = stage
        watching.stageStartedAt = now
        if gate.watches == .stage {
            if gate.countsReports { watching.forgetArrivals(classes: watchedClasses) }
            watching.failed = 0
            watching.missed = 0
            for index in endpoints.indices where gate.silence > 0 { endpoints[index].isMissed = false }
            watching.statistic.restart(reports: 0, failed: 0)
        } else if watching.hasPassed {
            watching.statistic.restart(reports: watching.reports, failed: watching.failed)
        }
        watching.hasPassed = false
    }

    /// Classes of machines that the gate tells apart: those that are off at the same times, where silence is a signal.
    var watchedClasses: Int { plan.gate?.silence ?? 0 > 0 ? max(1, plan.machineClasses.last ?? 1) : 1 }

    /// Whether the gate counts an endpoint's reports.
    mutating func isWatched(_ index: Int) -> Bool {
        switch plan.gate?.watches {
        case .fleet: true
        case .canaries: endpoints[index].isCanary
        case .stage: Int(endpoints[index].stage) == watching.stage
        case nil: false
        }
    }

    /// Counts anew who has the release by now and who will have it, after the offers have changed.
    mutating func expectReportsAnew() {
        guard let gate = plan.gate, gate.countsReports else { return }
        // A true alarm, or somebody else's halt, leaves nothing to watch.
        if canHarm && (alarmAt < never || originStopsAt < never) { return }
        watching.forgetArrivals(classes: watchedClasses)
        var wave = 0
        for stage in 0..<stagesStarted {
            if gate.watches != .stage || stage == watching.stage { expectReports(ofStage: stage, wave: wave) }
            if plan.stages[stage].canary != nil { wave += 1 }
        }
        for index in endpoints.indices where endpoints[index].installAt < never {
            let customer = Int(strata[Int(endpoints[index].stratum)].customer)
            if endpoints[index].isCanary
                || endpoints[index].offeredAt < offersStopAt && !isHeldBack(index, customer: customer)
            {
                expectReport(ofEndpoint: index)
            }
        }
        // Those of whom it has heard already are no new installations.
        watching.reports = watching.level.reduce(0, +) * gate.reporting
    }

    // MARK: At risk

    /// An endpoint at risk will have the release, if the stage that offers it has started.
    mutating func expectReport(ofEndpoint index: Int) {
        guard plan.gate?.countsReports ?? false, isWatched(index), Int(endpoints[index].stage) < stagesStarted
        else { return }
        let customer = Int(strata[Int(endpoints[index].stratum)].customer)
        let watched = watchedClass(
            usage: plan.cells[cell(of: customer)].usage, machineClass: Int(endpoints[index].machineClass))
        watching.add(1, machineClass: watched, at: lookPosition(endpoints[index].installAt))
    }

    private mutating func watchedClass(usage: Int, machineClass: Int) -> Int {
        plan.gate?.silence ?? 0 > 0 ? plan.machineClasses[usage] + machineClass : 0
    }

    /// The first look that is not before an instant.
    private mutating func lookPosition(_ instant: Int64) -> Int {
        let interval = plan.gate?.interval ?? 1
        return Int((max(0, min(instant, plan.horizon) - publishedAt) + interval - 1) / interval)
    }

    /// The endpoints at risk of a stage whose servers had the release before the stage started.
    mutating func expectReports(ofEndpointsAtRiskIn stage: Int) {
        guard plan.splitsFleets, plan.gate?.countsReports ?? false else { return }
        for index in endpoints.indices
        where Int(endpoints[index].stage) == stage && !endpoints[index].isCanary && endpoints[index].installAt < never {
            expectReport(ofEndpoint: index)
        }
    }

    // MARK: Healthy

    /// The healthy endpoints of a stage that has started will have the release, by the law of their fetch times.
    ///
    /// - Parameter wave: the number of the stage's wave of canaries, if it has any.
    mutating func expectReports(ofStage stage: Int, wave: Int) {
        guard let gate = plan.gate, gate.countsReports else { return }
        if plan.stages[stage].canary != nil { expectReports(ofCanaries: wave) }
        guard gate.watches != .canaries else { return }
        for index in residents.indices {
            let cell = Int(residents[index].cell)
            var position = plan.cells[cell].stages.lowerBound
            var covered = 0.0
            var before = 0.0
            while let selecting = nextStage(resident: index, &position, &covered) {
                if plan.cellStages[selecting].stage == stage {
                    let start = afterPauses(offerStart(selecting, resident: index))
                    expectReports(ofResident: index, covered - before, from: start)
                }
                before = covered
            }
        }
    }

    /// A share of a customer's healthy endpoints to which the release is offered from an instant on.
    private mutating func expectReports(ofResident index: Int, _ share: Double, from start: Int64) {
        guard max(start, residents[index].offeredAt) < pausedAt else { return }
        openServer(of: index)
        guard let first = watching.openings.first?.first, first < plan.horizon else { return }
        let number = healthyEndpoints(of: index, first: first) * share
        let cell = Int(residents[index].cell)
        let usage = plan.cells[cell].installUsage
        let rings = plan.cells[cell].rings
        guard !rings.isEmpty else { return expectFetches(number, cell: cell, usage: usage, from: start) }
        let customer = Int(residents[index].customer)
        let awareAt = customer >= 0 ? customers[customer].awareAt : never
        var covered = 0.0
        for ring in rings where plan.rings[ring].share > covered {
            let begins = over(plan.rings[ring].after, from: max(first, start), in: plan.cells[cell].staffHours)
            if begins < awareAt {
                expectFetches(
                    number * (plan.rings[ring].share - covered), cell: cell, usage: usage, from: begins)
            }
            covered = plan.rings[ring].share
        }
    }

    /// The canaries of a wave, cell by cell, since all of them ask the origin from the same instant on.
    private mutating func expectReports(ofCanaries wave: Int) {
        var canaries = Array(repeating: 0.0, count: plan.cells.count)
        for index in residents.indices {
            let cell = Int(residents[index].cell)
            openServer(of: index)
            guard let first = watching.openings.first?.first, first > canaryStarts[wave] else { continue }
            canaries[cell] +=
                healthyEndpoints(of: index, first: first, before: wave)
                * canaryShare(wave: wave, cell: cell)
        }
        openOrigin(from: canaryStarts[wave])
        for cell in plan.cells.indices {
            expectFetches(canaries[cell], cell: cell, usage: plan.cells[cell].usage, from: canaryStarts[wave])
        }
    }

    /// The healthy endpoints of a customer that take the release from its server, which first has it at `first`: those that no wave of
    /// canaries, or none before a wave, has taken.
    private mutating func healthyEndpoints(of index: Int, first: Int64, before wave: Int? = nil) -> Double {
        let cell = Int(residents[index].cell)
        var healthy = Double(residents[index].fleet - residents[index].atRisk)
        healthy -= min(healthy, blocked(resident: index))
        for earlier in 0..<(wave ?? canaryStarts.count) where first > canaryStarts[earlier] {
            healthy *= 1 - canaryShare(wave: earlier, cell: cell)
        }
        return healthy
    }

    /// Adds what endpoints of a cell, to which the release is offered from an instant on, fetch in the openings.
    private mutating func expectFetches(_ number: Double, cell: Int, usage: Int, from start: Int64) {
        guard number > 0 else { return }
        for machineClass in plan.usages[usage].on.classes.indices {
            var left = number * plan.usages[usage].on.classes[machineClass].weight
            for opening in watching.openings where left > 0 {
                let first = max(opening.first, start)
                let stop = min(opening.stop, plan.horizon)
                guard first < stop else { continue }
                let share = plan.usages[usage].on.classes[machineClass].fetched(
                    available: first, interval: plan.cells[cell].endpointPoll, by: stop
                ).probability
                expectFetches(
                    left, whole: share, cell: cell, usage: usage, machineClass: machineClass, from: first, to: stop)
                left *= 1 - share
            }
        }
    }

    private mutating func expectFetches(
        _ number: Double, whole: Double, cell: Int, usage: Int, machineClass: Int, from: Int64, to stop: Int64
    ) {
        guard whole > 0, let gate = plan.gate else { return }
        let watched = watchedClass(usage: plan.cells[cell].usage, machineClass: machineClass)
        var counted = 0.0
        var position = lookPosition(from)
        while position <= gate.looks && counted < whole {
            let instant = publishedAt + Int64(position) * gate.interval
            var share = whole
            if instant < stop {
                share = plan.usages[usage].on.classes[machineClass].probability(
                    available: from, interval: plan.cells[cell].endpointPoll, at: instant)
            }
            if share > counted {
                watching.add(number * (share - counted), machineClass: watched, at: position)
                counted = share
            }
            position += 1
        }
    }

    // MARK: Openings

    /// When an offer is made that falls due at an instant: not while a false alarm has paused the rollout.
    mutating func afterPauses(_ start: Int64) -> Int64 {
        var start = start
        for position in watching.interruptions.indices {
            let pause = watching.interruptions[position]
            if pause.kind == .pause && start >= pause.start { start = max(start, pause.end) }
        }
        return start
    }

    /// The times in which a customer's server offers the release, false alarms considered: one whose poll falls into a halt fetches at its first
    /// poll after it; after a recall it drops the release at its next poll, and fetches it again.
    mutating func openServer(of index: Int) {
        watching.openings.removeAll(keepingCapacity: true)
        var first = nextPoll(ofResident: index, at: afterPauses(residents[index].offeredAt))
        for position in watching.interruptions.indices {
            let interruption = watching.interruptions[position]
            guard interruption.kind != .pause, first < interruption.end else { continue }
            let back = nextPoll(ofResident: index, at: interruption.end)
            if first >= interruption.start {
                first = back
            } else if interruption.kind == .recall {
                let stop = nextPoll(ofResident: index, at: interruption.start)
                guard stop < back else { continue }
                watching.openings.append(Opening(first: first, stop: stop))
                first = back
            }
        }
        watching.openings.append(Opening(first: first, stop: never))
    }

    /// The times in which the origin offers the release to canaries, false alarms considered.
    mutating func openOrigin(from start: Int64) {
        watching.openings.removeAll(keepingCapacity: true)
        var first = start
        for position in watching.interruptions.indices {
            let interruption = watching.interruptions[position]
            guard interruption.kind != .pause, first < interruption.end else { continue }
            if first < interruption.start {
                watching.openings.append(Opening(first: first, stop: interruption.start))
            }
            first = interruption.end
        }
        watching.openings.append(Opening(first: first, stop: never))
    }
}
