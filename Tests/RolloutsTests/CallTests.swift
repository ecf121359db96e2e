// Calls of users and of customers' staff: who is blocked, who gives up, who calls again, and who comes to help.

import CivilTime
import RandomStreams
import Testing

@testable import Rollouts

@Suite struct CallTests {
    /// A world whose users call at once, and whose staff never report.
    private func users(share: Double = 1) throws -> Scenario {
        var scenario = try SmallWorld.scenario()
        scenario.segments[0].userCalls = UserCalls(share: share, delay: SmallWorld.delay(0))
        scenario.segments[0].staff.reportProbability = 0
        scenario.support.centres[0].unrelatedPerHour = 0
        scenario.response.mitigation = nil
        return scenario
    }

    private func events(_ scenario: Scenario, _ kind: LoggedEventKind) throws -> [LoggedEvent] {
        Trace.run(try Plan(scenario), seed: 2022, replication: 0).events.filter { $0.event == kind }
    }

    /// Every user whose endpoint fails calls once, and nobody else does.
    @Test func aCallIsOfAFailedEndpoint() throws {
        let all = try Run(try users())
        #expect(all["support_calls"] == all["endpoints_failed"] && all["support_calls"] > 500)
        #expect(all["support_cases"] == 0)
        let some = try Run(try users(share: 0.3))
        let expected = 0.3 * some["endpoints_failed"]
        // Five standard errors of the binomial law.
        #expect(abs(some["support_calls"] - expected) < 5 * (0.7 * expected).squareRoot())
        let none = try Run(try users(share: 0))
        #expect(none["support_calls"] == 0 && none["endpoints_failed"] == all["endpoints_failed"])
    }

    /// Whose endpoint works again before the call does not call.
    @Test func aUserWhoWorksAgainDoesNotCall() throws {
        var scenario = try users()
        scenario.release.defect.failureMode.restartRace = RestartRace(interval: .minutes(10), chance: 1)
        scenario.response.rollback = Rollback(decision: .none, propagation: .none)
        scenario.gate = Gate(failures: 1, decision: .none)
        scenario.segments[0].userCalls = UserCalls(share: 1, delay: SmallWorld.delay(200))
        let run = try Run(scenario)
        #expect(run["support_calls"] < run["endpoints_failed"])
        #expect(run["support_calls"] == run["endpoints_unrestored"])
    }

    /// Nor does one call again who was blocked and works again meanwhile.
    @Test func aUserWhoWorksAgainDoesNotCallAgain() throws {
        var scenario = try users()
        scenario.release.defect.failureMode.restartRace = RestartRace(interval: .minutes(10), chance: 1)
        scenario.response.rollback = Rollback(decision: .none, propagation: .none)
        scenario.gate = Gate(failures: 1, decision: .none)
        scenario.support.centres[0].shifts = []
        scenario.support.centres[0].waitingPlaces = 0
        scenario.support.retrial = Retrial(chance: 1, pause: SmallWorld.delay(200))
        let run = try Run(scenario)
        #expect(run["support_calls"] - run["support_calls_retried"] == run["endpoints_failed"])
        #expect(run["support_calls_retried"] == run["endpoints_unrestored"])
        #expect(run["endpoints_unrestored"] < run["endpoints_failed"])
    }

    /// Hundreds of users wait for the only agent, an hour each; the first report of a premium customer is next all the same.
    @Test func reportsOfABetterContractAreTakenBeforeUsers() throws {
        var scenario = try users()
        scenario.segments[0].staff.reportProbability = 1
        scenario.segments[0].contract = .premium
        scenario.support.centres[0].shifts = [SupportShift(calendar: "always", firstLine: 1, secondLine: 1)]
        scenario.support.firstLine = SmallWorld.delay(1)
        scenario.support.secondLine = SmallWorld.delay(0.1)
        scenario.support.matchingCases = 1
        let run = try Run(scenario)
        #expect(run["support_backlog_peak"] > 100)
        let reported = try #require(try events(scenario, .reported).first)
        let known = try #require(try events(scenario, .knownError).first)
        #expect((known.time - reported.time).inHours < 2.11)
    }

    /// With one agent who is busy for days and no place to wait, one call is taken and every other one blocked; with chance 1 they call
    /// again as long as their endpoint has failed.
    @Test func aFullRoomBlocksAndTheBlockedCallAgain() throws {
        var scenario = try users()
        scenario.support.centres[0].shifts = [SupportShift(calendar: "always", firstLine: 1, secondLine: 0)]
        scenario.support.centres[0].waitingPlaces = 0
        scenario.support.firstLine = SmallWorld.delay(1000)
        let once = try Run(scenario)
        #expect(once["support_calls_blocked"] == once["support_calls"] - 1 && once["support_calls_retried"] == 0)
        scenario.support.retrial = Retrial(chance: 1, pause: SmallWorld.delay(2))
        let again = try Run(scenario)
        #expect(again["support_calls"] > 3 * once["support_calls"])
        #expect(again["support_calls_retried"] == again["support_calls"] - once["support_calls"])
    }

    /// Even who would call again at once and always makes no more than 256 calls.
    @Test func aCallerDoesNotCallWithoutEnd() throws {
        var scenario = try users(share: 0.02)
        scenario.support.centres[0].shifts = []
        scenario.support.centres[0].waitingPlaces = 0
        scenario.support.retrial = Retrial(chance: 1, pause: .none)
        let run = try Run(scenario)
        let callers = run["support_calls"] - run["support_calls_retried"]
        #expect(callers > 5 && run["support_calls"] <= 256 * callers && run["support_calls"] > 100 * callers)
    }

    /// Who waits at a closed centre gives up when their patience ends, and not before.
    @Test func patienceEndsWhenItIsOver() throws {
        var scenario = try users()
        scenario.support.centres[0].shifts = []
        scenario.support.patience = SmallWorld.delay(2)
        let run = try Run(scenario)
        #expect(run["support_calls_abandoned"] == run["support_calls"])
        // Nobody has waited longer than two hours, so those who wait are those who failed in the last two.
        #expect(run["support_backlog_peak"] <= run["peak_failed"])
        scenario.support.patience = SmallWorld.delay(400)
        #expect(try Run(scenario)["support_calls_abandoned"] == 0)
    }

    /// The surge comes its delay after the call that calls for it, and its agents take calls from then on.
    @Test func aSurgeAddsAgentsAfterItsDelay() throws {
        var scenario = try users()
        scenario.support.centres[0].shifts = []
        scenario.support.surge = Surge(afterCalls: 10, delay: SmallWorld.delay(3), firstLine: 5)
        let failed = try events(scenario, .failed)
        let surge = try #require(try events(scenario, .surge).first)
        let done = try events(scenario, .firstLineDone)
        #expect(abs((surge.time - failed[9].time).inHours - 3) < 1e-6 && surge.detail == "desk")
        #expect(done.count > 50 && done.allSatisfy { $0.time > surge.time })
        scenario.support.surge = nil
        #expect(try events(scenario, .firstLineDone).isEmpty)
    }

    /// A centre that looks at users' calls knows the error after as many as it needs, without any report.
    @Test func usersCallsMakeAnErrorKnown() throws {
        var scenario = try users()
        scenario.support.matchingCalls = 25
        let done = try events(scenario, .firstLineDone)
        let known = try #require(try events(scenario, .knownError).first)
        #expect(known.time == done[24].time)
        scenario.support.matchingCalls = nil
        #expect(try events(scenario, .knownError).isEmpty)
    }

    /// A case for the third line counts as a match once that is done, a share of all cases goes there, and without agents none comes back.
    @Test func theThirdLineTakesItsShare() throws {
        var scenario = try SmallWorld.scenario(customers: 200)
        scenario.support.matchingCases = 10_000
        scenario.support.firstLine = SmallWorld.delay(0.01)
        scenario.support.secondLine = SmallWorld.delay(0.01)
        scenario.support.thirdLine = ThirdLine(share: 0.4, time: SmallWorld.delay(1.5))
        scenario.support.centres[0].shifts[0].thirdLine = 1000
        let second = try events(scenario, .secondLineDone)
        let third = try events(scenario, .thirdLineDone)
        let all = Double(second.count)
        let off = abs(Double(third.count) - 0.4 * all)
        // Five standard errors of the binomial law.
        #expect(off < 5 * (0.24 * all).squareRoot())
        for event in third {
            let before = try #require(second.first { $0.customer == event.customer })
            #expect(abs((event.time - before.time).inHours - 1.5) < 1e-6)
        }
        scenario.support.matchingCases = 3
        scenario.support.thirdLine?.share = 1
        let known = try #require(try events(scenario, .knownError).first)
        #expect(known.time == (try events(scenario, .thirdLineDone))[2].time)
        scenario.support.centres[0].shifts[0].thirdLine = 0
        #expect(try events(scenario, .thirdLineDone).isEmpty && events(scenario, .knownError).isEmpty)
    }

    /// Of customers with the same contract those with many failed endpoints are taken first.
    @Test func severeCasesAreTakenSooner() throws {
        var scenario = try SmallWorld.scenario()
        scenario.segments[0].staff.reportProbability = 1
        var large = scenario.segments[0]
        large.id = "large"
        large.stream = "large"
        large.fleet = try .constant(400)
        scenario.segments.append(large)
        scenario.support.centres[0].unrelatedPerHour = 0
        scenario.support.centres[0].shifts = [SupportShift(calendar: "always", firstLine: 1, secondLine: 0)]
        scenario.support.firstLine = SmallWorld.delay(1)
        func placeOfLarge() throws -> Double {
            let places = try events(scenario, .firstLineDone).enumerated().filter {
                $0.element.customer.hasPrefix("large")
            }
            return Double(places.reduce(0) { $0 + $1.offset }) / Double(places.count)
        }
        let without = try placeOfLarge()
        scenario.support.severeAfter = 40
        #expect(try placeOfLarge() < without - 5)
    }

    @Test(arguments: [
        ("chance", "the chance that a caller calls again is 1.5; expected 0 to 1"),
        ("users", "segment firm: the share of users who call is -1; expected 0 to 1"),
        ("places", "support centre desk: waiting places must be 0 or more"),
        ("surge", "the surge must add 0 to 100000 agents"),
        ("third", "support centre desk: agents must be 0 to 100000"),
    ])
    func mistakesAreRefused(what: String, message: String) throws {
        var scenario = try SmallWorld.scenario()
        switch what {
        case "chance": scenario.support.retrial = Retrial(chance: 1.5, pause: .none)
        case "users": scenario.segments[0].userCalls = UserCalls(share: -1, delay: .none)
        case "places": scenario.support.centres[0].waitingPlaces = -1
        case "surge": scenario.support.surge = Surge(afterCalls: 1, delay: .none, firstLine: -1)
        default: scenario.support.centres[0].shifts[0].thirdLine = -1
        }
        #expect(throws: PlanError(message)) { try Plan(scenario) }
    }
}
