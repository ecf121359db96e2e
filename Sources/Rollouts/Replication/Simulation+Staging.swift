// How customers hold the release back by themselves: when it may come to their server, and to which of their endpoints.

import RandomStreams

extension Simulation {
    /// When a stage of the rollout counts for a customer: it begins in the cell, and the customer's deferral is over.
    mutating func offerStart(_ position: Int, resident index: Int) -> Int64 {
        let start = cellStageStarts[position]
        let cell = Int(residents[index].cell)
        guard plan.cells[cell].isDeferring, !plan.cellStages[position].isSought else { return start }
        let draw = draws.uniform(plan.cells[cell].purposes.deferral, entity: residents[index].number)
        return over(
            plan.cells[cell].deferral, draw, from: min(never, start + plan.cells[cell].behind),
            in: plan.cells[cell].staffHours)
    }

    // MARK: Rings

    /// The ring of an endpoint among those of its customer.
    mutating func ring(ordinal: UInt32, of number: UInt32, cell: Int, by purpose: Purpose) -> UInt8 {
        guard !plan.cells[cell].rings.isEmpty else { return 0 }
        let draw = draws.uniform(purpose, entity: number, position: ordinal)
        var ring: UInt8 = 0
        for position in plan.cells[cell].rings where draw >= plan.rings[position].share { ring += 1 }
        return ring
    }

    /// When an endpoint's ring gets what its customer's server has had since an instant.
    mutating func ringStart(_ endpoint: Int, cell: Int, from available: Int64) -> Int64 {
        guard !plan.cells[cell].rings.isEmpty else { return available }
        let ring = plan.cells[cell].rings.lowerBound + Int(endpoints[endpoint].ring)
        return over(plan.rings[ring].after, from: available, in: plan.cells[cell].staffHours)
    }

    /// Whether an endpoint's ring began too late: its customer's people were aware, and begin no ring any more.
    mutating func isHeldBack(_ index: Int, customer: Int) -> Bool {
        let cell = cell(of: customer)
        guard !plan.cells[cell].rings.isEmpty, !endpoints[index].isCanary else { return false }
        let available = max(customers[customer].fetchedAt, endpoints[index].offeredAt)
        return ringStart(index, cell: cell, from: available) >= customers[customer].awareAt
    }

    /// Adds healthy endpoints of a customer that had the same on offer from their server, ring by ring.
    mutating func tallyRings(
        _ number: Double, resident index: Int, _ window: FetchWindow, into totals: inout FleetTotals
    ) {
        let cell = Int(residents[index].cell)
        let rings = plan.cells[cell].rings
        guard !rings.isEmpty, window.isRelease, window.first < never else {
            return tallyWithSwitch(number, cell: cell, window, into: &totals)
        }
        let customer = Int(residents[index].customer)
        let awareAt = customer >= 0 ? customers[customer].awareAt : never
        var covered = 0.0
        for ring in rings where plan.rings[ring].share > covered {
            let start = over(plan.rings[ring].after, from: window.first, in: plan.cells[cell].staffHours)
            tallyWithSwitch(
                number * (plan.rings[ring].share - covered), cell: cell,
                window.offered(at: start < awareAt ? start : never), into: &totals)
            covered = plan.rings[ring].share
        }
    }
}
