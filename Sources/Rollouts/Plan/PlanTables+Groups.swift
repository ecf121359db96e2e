// How groups of customers become lists of cells.

import RandomStreams

extension PlanTables {
    /// Every region, then every group, each by id, with the cells in it.
    func scopes(_ compiled: CompiledCells) throws(PlanError) -> [Scope] {
        var result = regions.indices.map { region in
            Scope(
                id: regions[region].id, regions: [region],
                cells: compiled.cells.indices.filter { compiled.cells[$0].region == region })
        }
        result.sort { $0.id < $1.id }
        for group in scenario.groups.sorted(by: { $0.id < $1.id }) {
            let members = try indices(ofRegions: group.regions)
            result.append(
                Scope(
                    id: group.id, regions: members,
                    cells: cells(of: compiled, regions: members, segments: group.segments)))
        }
        return result
    }

    mutating func certs(_ compiled: CompiledCells) throws(PlanError) -> [PlannedCERT] {
        var result: [PlannedCERT] = []
        for team in scenario.certs.sorted(by: { $0.stream < $1.stream }) {
            let cells = cells(
                of: compiled, regions: try indices(ofRegions: team.regions), segments: team.segments)
            result.append(
                PlannedCERT(
                    id: team.id, cells: cells, afterReports: team.afterReports, delay: team.broadcast,
                    broadcast: registry.purpose("cert/broadcast", team.stream)))
        }
        return result
    }

    private func indices(ofRegions ids: [String]) throws(PlanError) -> [Int] {
        var result: [Int] = []
        for id in ids { result.append(try index(ofRegion: id)) }
        return result
    }

    private func cells(of compiled: CompiledCells, regions: [Int], segments: [String]?) -> [Int] {
        compiled.cells.indices.filter { cell in
            regions.contains(compiled.cells[cell].region) && (segments?.contains(compiled.segments[cell]) ?? true)
        }
    }
}

/// A team outside the vendor, with the cells of its community.
struct PlannedCERT: Sendable {
    var id: String
    var cells: [Int]
    var afterReports: Int
    var delay: Delay
    /// Address of the delay of its broadcast.
    var broadcast: Purpose
}
