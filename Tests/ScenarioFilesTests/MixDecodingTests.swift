// How mixes are read that are given as independent shares, and what a mistake in them says.

import Foundation
import Testing

@testable import Rollouts
@testable import ScenarioFiles

@Suite struct MixDecodingTests {
    private func scenario(_ text: String) throws -> Scenario {
        try ScenarioReader.load(text: text, name: "small.yaml").study.policies[0].scenario
    }

    private static let joint = "mix: {new-64: 96 %, old-32: 4 %}"
    private static let presence = "    presence: {old-32: 20 %}\n"
    private static let independent =
        "mix: {independent: {support: {supported: 70 %, ended: 30 %}, os: {old: 10 %, new: 90 %}}}"

    private static func text(_ new: String = independent) -> String {
        SmallScenario.replacing(joint, with: new)
    }

    @Test func independentSharesAreMultiplied() throws {
        let scenario = try scenario(Self.text())
        // What the scenario names keeps its name, with the presence that it may have.
        #expect(
            scenario.platforms.map(\.id) == ["old-32", "new-64", "os=new;support=ended", "os=old;support=supported"])
        #expect(
            scenario.platforms[2]
                == Platform(
                    id: "os=new;support=ended", values: ["os": "new", "support": "ended"]))
        let mix = scenario.segments[0].mix
        let expected = [
            "old-32": 0.03, "new-64": 0.63, "os=new;support=ended": 0.27, "os=old;support=supported": 0.07,
        ]
        #expect(mix.count == 4 && expected.allSatisfy { abs((mix[$0.key] ?? 0) - $0.value) < 1e-15 })
        #expect(scenario.segments[0].presence == ["old-32": 0.2])
    }

    @Test func valuesWithoutAShareMakeNoPlatforms() throws {
        let mix = "mix: {independent: {os: {old: 100 %, new: 0 %}, support: {supported: 70 %, ended: 30 %}}}"
        let scenario = try scenario(Self.text(mix).replacing(Self.presence, ""))
        #expect(scenario.segments[0].mix.keys.sorted() == ["old-32", "os=old;support=supported"])
        #expect(scenario.platforms.count == 3)
    }

    /// Another order of the attributes gives other names for people, and the same streams, shares and random numbers.
    @Test func theOrderOfDeclarationChangesNoStream() throws {
        let one = try scenario(Self.text())
        let other = try scenario(
            Self.text().replacing(
                "{os: [old, new], support: [supported, ended]}", "{support: [supported, ended], os: [old, new]}"))
        #expect(one.platforms.map(\.stream).sorted() == other.platforms.map(\.stream).sorted())
        #expect(other.platforms.map(\.id).contains("support=ended;os=new"))
        #expect(one.segments[0].mix.values.sorted() == other.segments[0].mix.values.sorted())
        var left = Replicator()
        var right = Replicator()
        left.run(try Plan(one), seed: 1, replication: 0)
        right.run(try Plan(other), seed: 1, replication: 0)
        #expect(zip(left.outcome, right.outcome).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
    }

    @Test func customersMayHaveMixesOfTheirOwn() throws {
        let text = SmallScenario.replacing(Self.presence, with: "    mix-concentration: 12.5\n")
        #expect(try scenario(text).segments[0].mixConcentration == 12.5)
        #expect(try scenario(SmallScenario.text).segments[0].mixConcentration == nil)
        let none = SmallScenario.replacing("presence: {old-32: 20 %}", with: "mix-concentration: none")
        #expect(try scenario(none).segments[0].mixConcentration == nil)
    }

    @Test(arguments: [
        ("    mix-concentration: 0\n", "expected a concentration from 0.001 to 1000000000, found '0'"),
        ("    mix-concentration: 2e9\n", "expected a concentration from 0.001 to 1000000000, found '2e9'"),
        (
            "    mix-concentration: 5\n    presence: {old-32: 20 %}\n",
            "mixes that vary from customer to customer leave no room for 'presence'"
        ),
    ])
    func mistakesInAConcentrationAreSaid(new: String, message: String) throws {
        #expect(try mistake(Self.presence, new) == message)
    }

    @Test func combinationsAreAtMostSoMany() throws {
        // 13 attributes of two values each: 8192.
        let attributes = (1...13).map { EndpointAttribute(id: "a\($0)", values: ["x", "y"]) }
        var shares: [String: [String: Double]] = [:]
        for attribute in attributes { shares[attribute.id] = ["x": 0.5, "y": 0.5] }
        var platforms: [Platform] = []
        #expect(
            throws: PlanError("the shares make more than 4096 combinations; leave out values or give a joint table")
        ) { try IndependentMix(shares: shares).joint(of: attributes, adding: &platforms) }
        shares["a7"] = ["y": 1]
        let mix = try IndependentMix(shares: shares).joint(of: attributes, adding: &platforms)
        #expect(mix.count == 4096 && platforms.count == 4096)
        #expect(abs(mix.keys.sorted().reduce(0) { $0 + (mix[$1] ?? 0) } - 1) < 1e-9)
    }

    @Test(
        "a mistake is said with what was expected",
        arguments: [
            (
                "mix: {independent: {os: {old: 10 %, new: 90 %}}}", "'independent' needs the key 'support'"
            ),
            (
                "mix: {independent: {os: {old: 10 %, new: 80 %}, support: {ended: 100 %}}}",
                "the shares of 'os' sum to 90 %, not to 100 %"
            ),
            (
                "mix: {independent: {os: {older: 10 %, new: 90 %}, support: {ended: 100 %}}}",
                "unknown value of 'os' 'older'; did you mean 'old'?"
            ),
            (
                "mix: {independent: {os: old, support: {ended: 100 %}}}",
                "expected shares by value of 'os', found 'old'"
            ),
            (
                "mix: {independent: {os: {old: 100 %}, support: {ended: 100 %}, arch: {x86: 100 %}}}",
                "unknown attribute 'arch'; expected one of: os, support"
            ),
            (
                "mix: {independent: {os: {new: 100 %}, support: {supported: 100 %}}, new-64: 4 %}",
                "'new-64' stands beside 'independent', which is a whole mix"
            ),
        ])
    func mistakesAreSaid(new: String, message: String) throws {
        #expect(try mistake(Self.joint, new) == message)
    }
}

extension String {
    fileprivate func replacing(_ old: String, _ new: String) -> String {
        let parts = components(separatedBy: old)
        #expect(parts.count == 2, "'\(old)' stands \(parts.count - 1) times")
        return parts.joined(separator: new)
    }
}
