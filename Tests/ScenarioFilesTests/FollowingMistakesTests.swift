// One mistake is one message: what it makes of the rest of the file is not held against the author.

import Testing

@testable import ScenarioFiles

@Suite struct FollowingMistakesTests {
    /// The small scenario without one of its sections.
    private func without(_ section: String) -> String {
        var isWithin = false
        let lines = SmallScenario.text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            if line.first != " " { isWithin = line.hasPrefix("\(section):") }
            return !isWithin
        }
        return lines.joined(separator: "\n")
    }

    @Test(
        "a missing section is one mistake, whatever refers to what it would have declared",
        arguments: [
            "clock", "attributes", "platforms", "profiles", "regions", "segments", "release", "qa", "rollout",
            "support",
            "response", "policies",
        ])
    func missingSectionIsOneMistake(section: String) throws {
        #expect(try mistakes(without(section)) == ["1:1: the scenario needs the key '\(section)'"])
    }

    // A policy that changes a part of what is missing does not make it a section with holes.
    @Test func clauseOverAMissingSectionSaysNothingMore() throws {
        let text = without("response").replacing(
            "set: {segments.*.relay.poll: 2 h}",
            with: "response: {console: {round: 5 min}}\n    set: {response.fix.build: 2 h}")
        #expect(try mistakes(text) == ["1:1: the scenario needs the key 'response'"])
    }

    @Test func sectionOfTheWrongKindIsOneMistake() throws {
        #expect(
            try mistakes(
                SmallScenario.replacing(
                    "attributes: {os: [old, new], support: [supported, ended]}", with: "attributes: 3"))
                == ["14:13: expected 'attributes' as a mapping from names, found '3'"])
        #expect(
            try mistakes(without("platforms") + "platforms: {}\n").map { $0.split(separator: " ", maxSplits: 1)[1] }
                == ["expected at least one name in 'platforms'"])
    }

    // What only a whole scenario shows stands where it can be changed, and once though every policy has it.
    @Test func fleetTooLargeIsSaidOnceAtTheSegments() throws {
        let text = SmallScenario.replacing("fleet: {median: 400, sigma: 0.9}", with: "fleet: 9 M")
            .replacing("old-32: 4 %}", with: "old-32: 50 %}").replacing("new-64: 96 %", with: "new-64: 50 %")
            .replacing("old-32: 20 %}", with: "old-32: 100 %}")
        let line = SmallScenario.line(of: "segments:\n")
        let found = try mistakes(text)
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("\(line):1: the scenario cannot be simulated: 72000000"))
    }

    @Test func nameThatIsPartOfOneIsNear() throws {
        #expect(try mistake("Asia/Tokyo", "Tokyo") == "unknown time zone 'Tokyo'; did you mean 'Asia/Tokyo'?")
        #expect(
            try mistake("Asia/Tokyo", "../../etc/passwd")
                == "unknown time zone '../../etc/passwd'; expected an IANA name such as 'Europe/Paris'")
        #expect(NearestName.nearest(to: "poll", among: ["endpoint-poll", "relay"]) == "endpoint-poll")
        #expect(NearestName.nearest(to: "poll", among: ["endpoint-poll", "relay-poll"]) == nil)
        #expect(NearestName.nearest(to: "hopsital", among: ["hospital", "public"]) == "hospital")
        #expect(NearestName.nearest(to: "x", among: []) == nil)
    }

    @Test func pathThroughNoneThatLacksSomethingPointsToTheArgument() throws {
        #expect(
            try mistakes(SmallScenario.text, set: ["response.halt.decision=2 h"])
                == ["1:24: 'halt' needs the key 'propagation'"])
    }

    // The base is decoded for itself and below each policy; what it lacks is said once, where it stands.
    @Test func whatTheBaseLacksIsNotSaidAgainBelowAPolicyThatChangesIt() throws {
        let text = SmallScenario.replacing("  escalation: 1 h\n", with: "").replacing(
            "set: {segments.*.relay.poll: 2 h}", with: "response: {console: {round: 5 min}}")
        #expect(
            try mistakes(text).map { $0.split(separator: " ", maxSplits: 1)[1] } == [
                "'response' needs the key 'escalation'"
            ])
    }

    @Test func entryOfAListOrOfDaysIsOneMistake() throws {
        #expect(
            try mistake("weekend: [saturday, sunday]", "weekend: [saturday, []]")
                == "expected a day of the week, found an empty list")
        #expect(
            try mistake("{every-day: \"22:00-06:00\"", "{monday-friday: \"22:00-06:00\", every-day: \"22:00-06:00\"")
                == "the hours of monday are given twice")
    }
}
