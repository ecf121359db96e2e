// Names, order of declaration, and what nobody has: none of it changes a number.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct RelabellingTests {
    /// A name that sorts the other way round and has other characters.
    private static func renamed(_ name: String) -> String {
        "é"
            + String(
                String.UnicodeScalarView(
                    name.unicodeScalars.map { scalar in
                        (97...122).contains(scalar.value) ? Unicode.Scalar(UInt8(219 - scalar.value)) : scalar
                    }))
    }

    private func expectSame(_ left: Run, _ right: Run, _ world: String, rename: (String) -> String) {
        let values = right.values
        #expect(left.outcome.count == right.outcome.count)
        for (metric, value) in zip(left.plan.metrics, left.outcome) {
            // `scope.metric` and `scope.metric_by.checkpoint`; world metrics have no dot.
            var parts = metric.id.split(separator: ".").map(String.init)
            if parts.count > 1 { parts[0] = rename(parts[0]) }
            if parts.count > 2 { parts[2] = rename(parts[2]) }
            let other = values[parts.joined(separator: ".")] ?? -1
            #expect(value == other || value.isNaN && other.isNaN, "\(world): \(metric.id) \(value) became \(other)")
        }
        for (row, series) in left.plan.timeline.series.enumerated() {
            let region = series.region.isEmpty ? "" : rename(series.region)
            guard let state = TimelineState.allCases.first(where: { $0.name == series.state }) else { continue }
            let length = left.plan.timeline.instants.count
            let here = Array(left.timeline[row * length..<(row + 1) * length])
            let attributes = series.attributes.split(separator: ";").map { part in
                part.split(separator: "=").map { rename(String($0)) }.joined(separator: "=")
            }
            let there = right.series(state, region: region, attributes: attributes.joined(separator: ";"))
            #expect(here == there, "\(world): \(series)")
        }
    }

    @Test func renamingChangesLabelsOnly() throws {
        for seed in RandomWorld.seeds {
            let scenario = try RandomWorld.scenario(seed)
            let left = try Run(scenario)
            let right = try Run(scenario.renamed(Self.renamed))
            expectSame(left, right, "world \(seed)", rename: Self.renamed)
        }
    }

    /// Three platforms that only some customers have: their shares are summed, and the last bit of a sum depends on its order.
    @Test func renamingDoesNotChangeTheOrderOfASum() throws {
        for step in 1...40 {
            var scenario = try SmallWorld.scenario(customers: 10)
            scenario.platforms = ["a", "b", "c", "d"].map { Platform(id: $0, values: ["os": "old"]) }
            let share = 0.1 + 0.001 * Double(step) / 3
            scenario.segments[0].mix = ["a": share, "b": 0.27 - share, "c": 0.31, "d": 0.42]
            scenario.segments[0].presence = ["a": 0.7, "b": 0.8, "c": 0.9]
            let plan = try Plan(scenario)
            let renamed = try Plan(scenario.renamed(Self.renamed))
            #expect(plan.cellPlatforms.map(\.share) == renamed.cellPlatforms.map(\.share))
        }
    }

    @Test func theOrderOfDeclarationChangesNoNumber() throws {
        var dice = Dice(77)
        for seed in RandomWorld.seeds {
            let scenario = try RandomWorld.scenario(seed)
            expectSame(try Run(scenario), try Run(scenario.shuffled(&dice)), "world \(seed)", rename: { $0 })
        }
    }

    /// What nobody has, nobody asks for and nobody is served by leaves every draw alone.
    @Test func whatNobodyHasChangesNoNumber() throws {
        for seed in RandomWorld.seeds {
            var scenario = try RandomWorld.scenario(seed)
            // Tests of what nobody runs cost their time all the same.
            scenario.qualityAssurance.addedTimePerPlatform = .zero
            var larger = scenario
            larger.attributes.append(EndpointAttribute(id: "a-driver", values: ["x", "y"]))
            // Affected in many worlds, and tested in none: the tests' matrix may well name what nobody runs.
            larger.platforms.insert(
                Platform(id: "0-none", values: ["os": "a", "feature": "on", "a-driver": "x"]), at: 0)
            larger.platforms.append(Platform(id: "z-none", values: ["os": "b", "feature": "off"]))
            larger.qualityAssurance.covers = .all([
                larger.qualityAssurance.covers, .not(.equals(attribute: "a-driver", value: "x")),
                .any(
                    scenario.platforms.map { platform in
                        .all(
                            platform.values.sorted { $0.key < $1.key }.map {
                                .equals(attribute: $0.key, value: $0.value)
                            })
                    }),
            ])
            for index in larger.segments.indices { larger.segments[index].mix["0-none"] = 0 }
            larger.calendars.append(NamedCalendar(id: "0-unused", hours: .closed))
            larger.profiles.append(UsageProfile(id: "0-unused", switchedOn: .one, logOnsPerHour: .one))
            var empty = try #require(scenario.segments.first)
            empty.id = "0-empty"
            empty.stream = "0-empty"
            empty.customers = [:]
            larger.segments.insert(empty, at: 0)
            expectSame(try Run(scenario), try Run(larger), "world \(seed)", rename: { $0 })
        }
    }

    /// A region without customers adds metrics of its own and changes no other.
    @Test func aRegionWithoutCustomersChangesNoOtherNumber() throws {
        for seed in RandomWorld.seeds {
            var scenario = try RandomWorld.scenario(seed)
            let before = try Run(scenario)
            scenario.regions.insert(
                Region(id: "0-desert", zone: "Pacific/Apia", supportCentre: scenario.support.centres[0].id), at: 0)
            let after = try Run(scenario).values
            for (metric, value) in zip(before.plan.metrics, before.outcome) {
                let other = after[metric.id] ?? -1
                #expect(value == other || value.isNaN && other.isNaN, "world \(seed): \(metric.id)")
            }
        }
    }

    @Test func aReplicatorKeepsNothingFromOnePlanToTheNext() throws {
        let plans = try RandomWorld.seeds.prefix(60).map { try Plan(try RandomWorld.scenario($0)) }
        var replicator = Replicator()
        var dice = Dice(5)
        for _ in 0..<150 {
            let plan = dice.pick(Array(plans))
            let replication = UInt32(dice.below(4))
            replicator.run(plan, seed: 9, replication: replication)
            let fresh = Run(plan, seed: 9, replication: replication)
            let (outcome, timeline) = (replicator.outcome, replicator.timeline)
            #expect(sameNumbers(outcome, fresh.outcome) && timeline == fresh.timeline)
        }
    }
}
