// The mixes of customers: the same for all of a cell, or each customer's own, drawn around it.

import RandomStreams

extension Simulation {
    /// The share of a platform, by its place in the plan's mixes, at the customer of the cell that was looked at last.
    @inline(__always)
    mutating func share(_ place: Int, cell: Int) -> Double {
        plan.cells[cell].mixConcentration > 0 ? ownShares[place] : plan.mix[place].share
    }

    /// Looks at a customer of a cell in which mixes vary: its shares are those of gamma variates with a stream for each platform, the same
    /// ones whenever it is looked at. Nothing of them is kept, so that memory does not grow with the customers.
    mutating func drawMix(cell: Int, number: UInt32) {
        if ownShares.count != plan.mix.count { Self.fill(&ownShares, count: plan.mix.count, with: 0) }
        for place in plan.cells[cell].mix {
            guard let weight = plan.mix[place].weight else { continue }
            var stream = draws.stream(weight, entity: number)
            ownShares[place] = Dirichlet.logarithmOfWeight(
                concentration: max(plan.cells[cell].mixConcentration * plan.mix[place].share, Self.leastConcentration),
                from: &stream)
        }
        Dirichlet.shares(ofLogarithms: &ownShares, in: plan.cells[cell].mix)
    }

    /// A share with so small a concentration is 0 in every replication.
    private static var leastConcentration: Double { 1e-100 }

    /// Endpoints of a customer that are kept from the content, in expectation. The customer is the one that was looked at last from here on.
    mutating func blocked(resident index: Int) -> Double {
        let cell = Int(residents[index].cell)
        guard plan.cells[cell].mixConcentration > 0 else {
            return Double(residents[index].fleet) * plan.cells[cell].blockedShare
        }
        drawMix(cell: cell, number: residents[index].number)
        return blockedByOwnMix(index)
    }

    /// Endpoints of the customer looked at last that are kept from the content, in expectation: those of the platforms that nothing affects
    /// are so many as are left, and are divided by the mix.
    private mutating func blockedByOwnMix(_ resident: Int) -> Double {
        let cell = Int(residents[resident].cell)
        var blocked = 0.0
        var others = 0.0
        for place in plan.cells[cell].mix where plan.mix[place].affected == nil {
            if plan.mix[place].isBlocked { blocked += ownShares[place] } else { others += ownShares[place] }
        }
        guard blocked > 0 else { return 0 }
        return Double(residents[resident].fleet - residents[resident].affected) * (blocked / (blocked + others))
    }
}
