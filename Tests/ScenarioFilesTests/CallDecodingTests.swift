// How the habits of callers, the third line and the surge are read, and what a mistake in them says.

import Testing

@testable import Rollouts
@testable import ScenarioFiles

@Suite struct CallDecodingTests {
    private func scenario(_ old: String, _ new: String) throws -> Scenario {
        try ScenarioReader.load(text: SmallScenario.replacing(old, with: new), name: "small.yaml").study.policies[0]
            .scenario
    }

    @Test func callersWaitGiveUpAndCallAgain() throws {
        let support = try scenario(
            "  matching-cases:",
            """
              patience: 10 min
              retrial: {chance: 80 %, pause: 15 min}
              third-line: {share: 20 %, time: 4 h}
              surge: {after-calls: 50, delay: 3 working hours, first-line: 40}
              severe-after: 100
              matching-calls: 200
              matching-cases:
            """
        ).support
        #expect(support.patience == .exactly(.minutes(10)))
        #expect(support.retrial == Retrial(chance: 0.8, pause: .exactly(.minutes(15))))
        #expect(support.thirdLine == ThirdLine(share: 0.2, time: .exactly(.hours(4))))
        #expect(support.surge?.afterCalls == 50 && support.surge?.firstLine == 40 && support.surge?.secondLine == 0)
        #expect(support.surge?.delay.measure == .workingTime)
        #expect(support.severeAfter == 100 && support.matchingCalls == 200)
        let plain = try scenario("gate: none", "gate: none").support
        #expect(
            plain.patience == nil && plain.retrial == nil && plain.surge == nil && plain.centres[0].waitingPlaces == nil
        )
    }

    @Test func aCentreHasPlacesAndShiftsAThirdLine() throws {
        let centre = try scenario(
            "{region: japan, unrelated: 12 / h, shifts: [{calendar: always, first-line: 6, second-line: 2}]}",
            "{region: japan, waiting-places: 30, shifts: [{calendar: always, first-line: 6, second-line: 2, third-line: 1}]}"
        ).support.centres[0]
        #expect(centre.waitingPlaces == 30 && centre.shifts[0].thirdLine == 1)
    }

    @Test func usersOfASegmentMayCall() throws {
        let segment = try scenario(
            "contract: premium", "contract: premium\n    user-calls: {share: 30 %, delay: 20 min}"
        )
        .segments[0]
        #expect(segment.userCalls == UserCalls(share: 0.3, delay: .exactly(.minutes(20))))
    }

    @Test(
        "a mistake is said with what was expected",
        arguments: [
            (
                "transfer: 2 h", "transfer: 2 h\n  retrial: {chance: 80 %}", "'retrial' needs the key 'pause'"
            ),
            (
                "transfer: 2 h", "transfer: 2 h\n  surge: soon",
                "expected 'surge' as a mapping, or none, found 'soon'"
            ),
            (
                "transfer: 2 h", "transfer: 2 h\n  severe-after: 0",
                "expected a number of endpoints from 1 to 1000000, found '0'"
            ),
            (
                "contract: premium", "contract: premium\n    user-call: {share: 30 %, delay: 20 min}",
                "unknown key 'user-call' in segment 'hospital'; did you mean 'user-calls'?"
            ),
        ])
    func mistakesAreSaid(old: String, new: String, message: String) throws {
        #expect(try mistake(old, new) == message)
    }
}
