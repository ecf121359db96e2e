// The timeline by groups: endpoints at risk one by one, the healthy ones of a cell by their shares.

/// Healthy endpoints of a cell that have the same on offer, and differ from the others by their platform.
enum HealthyPart: Int, CaseIterable {
    /// Of any platform that is not kept from the content.
    case all
    /// Of those, the ones whose agent knows the kill switch, and the others.
    case switchable, notSwitchable
    /// Kept from the content.
    case blocked
}

extension Simulation {
    // MARK: At risk

    /// What is counted from here on happens to an endpoint of a stratum.
    mutating func followAtRisk(stratum: Int, cell: Int) {
        regionAtRisk = plan.cells[cell].region
        if !plan.threats.isEmpty {
            encountersAtRisk += plan.threats[regionAtRisk].encounters(
                from: min(readyAt, plan.horizon), to: plan.horizon)
        }
        guard !plan.timelineGroups.isEmpty else { return }
        let platform = plan.affected[Int(strata[stratum].platform)].platform
        groupAtRisk = plan.timelineGroups.group(
            platform: plan.timelineGroups.placeOfPlatform[platform], region: regionAtRisk)
        add(1, row: plan.timeline.row(.current, group: groupAtRisk), from: 0)
    }

    /// An endpoint at risk goes from one state to another, before the horizon.
    mutating func followMove(_ number: Double, from: TimelineState, to: TimelineState, at instant: Int64) {
        if !plan.threats.isEmpty && from.isUnprotected != to.isUnprotected {
            let met = plan.threats[regionAtRisk].encounters(from: max(instant, readyAt), to: plan.horizon)
            encountersAtRisk += to.isUnprotected ? number * met : -number * met
        }
        guard !plan.timelineGroups.isEmpty else { return }
        add(-number, row: plan.timeline.row(from, group: groupAtRisk), from: instant)
        add(number, row: plan.timeline.row(to, group: groupAtRisk), from: instant)
    }

    // MARK: Healthy

    mutating func openHealthyGroups() {
        encountersAtRisk = 0
        healthyCell = -1
        guard !plan.timelineGroups.isEmpty else { return }
        Self.fill(
            &healthyMoves,
            count: HealthyPart.allCases.count * Self.healthyStates * plan.timeline.instants.count, with: 0)
    }

    /// Healthy endpoints are current, updated or without protection; the other states are of those at risk.
    private static var healthyStates: Int { 3 }

    private static func place(of state: TimelineState) -> Int {
        switch state {
        case .current: 0
        case .updated: 1
        default: 2
        }
    }

    /// Healthy endpoints of a customer that are not kept from the content.
    mutating func followHealthy(_ number: Double, cell: Int) {
        guard !plan.timelineGroups.isEmpty else { return }
        enter(cell)
        // Which of them know a kill switch matters from its use on, if it is used at all.
        let share = killedAt < never ? killSwitchShare(ofHealthyIn: cell) : 0
        if share > 0 {
            addHealthy(number * share, .switchable)
            addHealthy(number * (1 - share), .notSwitchable)
        } else {
            addHealthy(number, .all)
        }
    }

    /// Healthy endpoints of a customer that are kept from the content.
    mutating func followBlocked(_ number: Double, cell: Int, into totals: inout FleetTotals) {
        if !plan.threats.isEmpty {
            totals.encounters +=
                number
                * plan.threats[plan.cells[cell].region].encounters(
                    from: min(readyAt, plan.horizon), to: plan.horizon)
        }
        guard !plan.timelineGroups.isEmpty else { return }
        enter(cell)
        addHealthy(number, .blocked)
    }

    private mutating func addHealthy(_ number: Double, _ part: HealthyPart) {
        healthyMoves[part.rawValue * Self.healthyStates * plan.timeline.instants.count] += number
    }

    mutating func moveHealthy(_ number: Double, from: TimelineState, to: TimelineState, position: Int) {
        let length = plan.timeline.instants.count
        let first = healthyPart.rawValue * Self.healthyStates
        healthyMoves[(first + Self.place(of: from)) * length + position] -= number
        healthyMoves[(first + Self.place(of: to)) * length + position] += number
    }

    /// Customers come cell by cell: what was counted of one cell goes to its groups when the next one begins.
    private mutating func enter(_ cell: Int) {
        guard cell != healthyCell else { return }
        closeHealthyGroups()
        healthyCell = cell
    }

    /// Divides what was counted of a cell among the groups of its platforms.
    mutating func closeHealthyGroups() {
        guard healthyCell >= 0 else { return }
        let length = plan.timeline.instants.count
        let states: [_ of _] = [TimelineState.current, .updated, .mitigated]
        for part in HealthyPart.allCases {
            let first = part.rawValue * Self.healthyStates
            let whole = shareHealthy(part, cell: healthyCell)
            for share in plan.cells[healthyCell].mix where whole > 0 && groupShares[share] > 0 {
                let group = plan.timelineGroups.group(
                    platform: plan.mix[share].platform, region: plan.cells[healthyCell].region)
                for state in 0..<Self.healthyStates {
                    let row = plan.timeline.row(states[state], group: group) * length
                    for position in 0..<length {
                        timeline[row + position] +=
                            healthyMoves[(first + state) * length + position] * (groupShares[share] / whole)
                    }
                }
            }
        }
        for index in healthyMoves.indices { healthyMoves[index] = 0 }
        healthyCell = -1
    }

    /// Finds, for each platform of a cell's mix, its share of the endpoints that are healthy, in expectation.
    ///
    /// - Returns: the sum of the shares.
    private mutating func shareHealthy(_ part: HealthyPart, cell: Int) -> Double {
        if groupShares.count != plan.mix.count { Self.fill(&groupShares, count: plan.mix.count, with: 0) }
        var whole = 0.0
        for share in plan.cells[cell].mix {
            let traits = plan.timelineGroups.platforms[plan.mix[share].platform]
            let isMember =
                switch part {
                case .all: !traits.isBlocked
                case .switchable: !traits.isBlocked && traits.knowsKillSwitch
                case .notSwitchable: !traits.isBlocked && !traits.knowsKillSwitch
                case .blocked: traits.isBlocked
                }
            groupShares[share] =
                isMember
                ? self.share(share, cell: cell) * (plan.mix[share].affected.map { soundShare(ofAffected: $0) } ?? 1) : 0
            whole += groupShares[share]
        }
        guard whole <= 0 else { return whole }
        // All of the part's platforms are at risk, and yet an endpoint is counted as healthy: whatever the platform.
        for share in plan.cells[cell].mix {
            groupShares[share] = self.share(share, cell: cell)
            whole += groupShares[share]
        }
        return whole
    }
}
