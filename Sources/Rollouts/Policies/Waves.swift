// Waves of regions by a rule, in place of a list of stages.

import CivilTime

/// In which order regions get a release.
public enum WaveOrder: String, Sendable, CaseIterable {
    /// With the sun: whose morning comes first, gets it first.
    case eastFirst = "east-first"
    /// Against the sun.
    case westFirst = "west-first"
    /// The region with the fewest endpoints in expectation first, one region a wave.
    case smallestFirst = "smallest-first"
}

extension Rollout {
    /// A wave after another. By east and west, a region belongs to the wave of the one before it if their clocks lie near each other.
    ///
    /// - Parameters:
    ///   - order: the rule.
    ///   - regions: the regions, in any order.
    ///   - segments: their customers, by which regions are small or large.
    ///   - instant: when clocks are compared; daylight saving counts.
    ///   - within: how far the clocks of a wave may lie from that of its first region, 0 or more.
    ///   - bake: time from a wave's start to the next one's.
    /// - Returns: stages `wave-1`, `wave-2`, …
    /// - Throws: ``PlanError`` if a zone is unknown.
    public static func waves(
        _ order: WaveOrder, of regions: [Region], with segments: [Segment], at instant: Instant,
        within: TimeSpan = .zero, bake: CalendarSpan
    ) throws(PlanError) -> Rollout {
        var places: [(key: Double, region: Region)] = []
        for region in regions {
            switch order {
            case .eastFirst: places.append((-Double(try offset(of: region, at: instant)), region))
            case .westFirst: places.append((Double(try offset(of: region, at: instant)), region))
            case .smallestFirst:
                // In the order of the streams: a sum's last bit depends on its order.
                let endpoints = segments.sorted { $0.stream < $1.stream }
                    .reduce(0) { $0 + Double($1.customers[region.id] ?? 0) * $1.fleet.mean }
                places.append((endpoints, region))
            }
        }
        places.sort { ($0.key, $0.region.stream) < ($1.key, $1.region.stream) }
        var waves: [(key: Double, regions: [String])] = []
        let reach = Double(within.microseconds) / 1e6
        for place in places {
            if order != .smallestFirst, let first = waves.last, place.key - first.key <= reach {
                waves[waves.count - 1].regions.append(place.region.id)
            } else {
                waves.append((place.key, [place.region.id]))
            }
        }
        return Rollout(
            stages: waves.enumerated().map { index, wave in
                RolloutStage(
                    id: "wave-\(index + 1)", regions: wave.regions,
                    bake: index + 1 < waves.count ? bake : .elapsed(.zero))
            })
    }

    /// Seconds that a region's clocks are ahead of UTC.
    private static func offset(of region: Region, at instant: Instant) throws(PlanError) -> Int {
        do {
            let table = try ZoneTable(identifier: region.zone, from: instant, to: instant.adding(.days(1)))
            return table.offset(at: instant)
        } catch {
            throw PlanError("region \(region.id): \(error)")
        }
    }
}
