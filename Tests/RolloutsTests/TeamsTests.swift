// Who else comes to help: the Critical Account Team, local teams, CERTs; and the groups that part of the customers form.

import CivilTime
import EventKernel
import RandomStreams
import Testing

@testable import Rollouts

struct TeamsTests {
    private func events(_ scenario: Scenario) throws -> [LoggedEvent] {
        Trace.run(try Plan(scenario), seed: 7, replication: 0).events
    }

    private func hours(_ later: Instant, since earlier: Instant) -> Double {
        Double((later - earlier).microseconds) / 3.6e9
    }

    // MARK: Critical Account Team

    /// Protects the rule: the team comes its delay after the report that mobilises it, neither before nor twice.
    @Test func criticalAccountTeamIsMobilisedByTheReportOfItsRule() throws {
        var scenario = try SmallWorld.scenario()
        scenario.support.criticalAccountTeam = CriticalAccountTeam(
            afterReports: 4, mobilisation: SmallWorld.delay(1.5), secondLine: 2)
        let events = try events(scenario)
        let reports = events.filter { $0.event == .reported }.map(\.time)
        let team = events.filter { $0.event == .teamMobilised }
        #expect(reports.count > 4)
        #expect(team.map(\.detail) == ["desk"])
        #expect(abs(hours(try #require(team.first).time, since: reports[3]) - 1.5) < 1e-6)
    }

    /// Protects its effect: the second line works with the agents of both, also after the next change of shift.
    @Test func criticalAccountTeamAddsItsAgentsToTheSecondLine() throws {
        var scenario = try SmallWorld.scenario()
        scenario.support.matchingCases = 1000
        scenario.support.firstLine = SmallWorld.delay(0.01)
        scenario.support.secondLine = SmallWorld.delay(500)
        scenario.calendars.append(
            NamedCalendar(
                id: "mornings",
                hours: WeeklyHours(days: Weekday.allCases, open: try WeeklyHours.parseHours("06:00-12:00"))))
        scenario.support.centres[0].shifts.append(SupportShift(calendar: "mornings", firstLine: 1, secondLine: 0))
        scenario.support.criticalAccountTeam = CriticalAccountTeam(
            afterReports: 1, mobilisation: SmallWorld.delay(0), secondLine: 3)
        // Each agent takes a case of 500 hours, so none is done: as many are at work as there are agents.
        let alone = try Simulation<NoEventLog<LogEntry>>.secondLineAtWork(scenario) {
            $0.support.criticalAccountTeam = nil
        }
        let together = try Simulation<NoEventLog<LogEntry>>.secondLineAtWork(scenario) { _ in }
        #expect(alone == 1)
        #expect(together == 4)
    }

    // MARK: Local teams

    /// Protects the rule: a team reaches a customer its travel time after support has matched the case, and only those that reported.
    @Test func localTeamsGoToCustomersWhoseCaseIsDone() throws {
        var scenario = try SmallWorld.scenario()
        scenario.support.localTeams = LocalTeams(travel: SmallWorld.delay(2), technicians: 3)
        let events = try events(scenario)
        var matched: [String: Instant] = [:]
        var isKnown = false
        var visits = 0
        for event in events {
            switch event.event {
            case .knownError: isKnown = true
            case .firstLineDone: if isKnown { matched[event.customer] = event.time }
            case .secondLineDone: matched[event.customer] = event.time
            case .localTeam:
                visits += 1
                let start = try #require(matched[event.customer])
                #expect(abs(hours(event.time, since: start) - 2) < 1e-6)
            default: break
            }
        }
        #expect(visits > 10)
        #expect(visits == matched.count)
    }

    /// Protects its effect: where only hands help, more hands are sooner done, and they do the same work.
    @Test func localTeamsShortenRepairByHand() throws {
        var scenario = try SmallWorld.scenario()
        scenario.release.defect.failureMode.pollReach = 0
        scenario.segments[0].consoleShare = 0
        scenario.segments[0].staff.touch = SmallWorld.delay(1)
        let alone = try Run(scenario)
        scenario.support.localTeams = LocalTeams(travel: SmallWorld.delay(1), technicians: 4)
        let together = try Run(scenario)
        #expect(together["endpoints_failed"] == alone["endpoints_failed"])
        #expect(together["endpoint_hours_lost"] < 0.95 * alone["endpoint_hours_lost"])
        #expect(together["touches"] == alone["touches"])
    }

    // MARK: CERTs

    /// Protects the warning: after it, customers with failures know at once, the others at their first failure.
    @Test func aWarnedCustomerNeedsNoPattern() throws {
        var scenario = try slowlyFailing()
        scenario.segments[0].staff.awareAfterFailures = 20
        scenario.certs = [
            CERT(id: "health", regions: ["here"], afterReports: 2, broadcast: SmallWorld.delay(0.5))
        ]
        let events = try events(scenario)
        let reports = events.filter { $0.event == .reported }.map(\.time)
        let warning = try #require(events.first { $0.event == .warned })
        #expect(warning.detail == "health")
        #expect(abs(hours(warning.time, since: reports[1]) - 0.5) < 1e-6)
        var first: [String: Instant] = [:]
        var aware: [String: Instant] = [:]
        for event in events {
            if event.event == .failed && first[event.customer] == nil { first[event.customer] = event.time }
            if event.event == .aware { aware[event.customer] = event.time }
        }
        var warned = 0
        var failedLater = 0
        for (customer, failure) in first where (aware[customer] ?? warning.time) >= warning.time {
            let known = try #require(aware[customer])
            warned += 1
            if failure > warning.time { failedLater += 1 }
            // Failed before the warning: aware by it. Failed after it: by the usual half hour from the first failure.
            let due = failure <= warning.time ? hours(known, since: warning.time) : hours(known, since: failure) - 0.5
            #expect(abs(due) < 1e-6)
        }
        #expect(warned > 5)
        #expect(failedLater > 1)
    }

    /// Protects the community: customers of other segments are not warned.
    @Test func aWarningStaysInItsCommunity() throws {
        var scenario = try twoSegments()
        for index in scenario.segments.indices { scenario.segments[index].staff.awareAfterFailures = 20 }
        let without = try events(scenario)
        scenario.certs = [
            CERT(
                id: "clinics", regions: ["here"], segments: ["clinic"], afterReports: 1,
                broadcast: SmallWorld.delay(0.1))
        ]
        let with = try events(scenario)
        func aware(_ events: [LoggedEvent], _ segment: String) -> [LoggedEvent] {
            events.filter { $0.event == .aware && $0.customer.hasPrefix(segment) }
        }
        #expect(with.contains { $0.event == .warned })
        #expect(aware(with, "firm") == aware(without, "firm"))
        #expect(aware(with, "clinic") != aware(without, "clinic"))
    }

    /// Few machines at risk and rare log-ons: customers with one know soon, the others only when the last has failed.
    private func slowlyFailing() throws -> Scenario {
        var scenario = try SmallWorld.scenario(affectedShare: 0.08)
        let rare = [try DailyProfile.Step(parsing: "00:00", value: 0.02)]
        scenario.profiles[0].logOnsPerHour = try DailyProfile(workday: rare, dayOff: rare)
        return scenario
    }

    /// Protects working hours: a warning in the night is read in the morning.
    @Test func aWarningInTheNightIsReadInTheMorning() throws {
        var scenario = try slowlyFailing()
        let day = try WeeklyHours.parseHours("09:00-17:00")
        scenario.calendars.append(
            NamedCalendar(
                id: "days",
                hours: WeeklyHours(days: Weekday.allCases, open: day)))
        scenario.segments[0].staff.calendar = "days"
        scenario.segments[0].staff.awareAfterFailures = 25
        scenario.certs = [
            CERT(id: "health", regions: ["here"], afterReports: 1, broadcast: SmallWorld.delay(0))
        ]
        // Reports come by day; ten hours after a report at most at 17:00 it is night in Paris, two hours east of UTC.
        scenario.certs[0].broadcast = SmallWorld.delay(10)
        let events = try events(scenario)
        let warning = try #require(events.first { $0.event == .warned }).time
        let read = try #require(events.first { $0.event == .aware && $0.time > warning }).time
        let secondsOfDay = { (instant: Instant) in (instant.microseconds / 1_000_000 + 7200) % 86_400 }
        #expect(secondsOfDay(warning) >= 17 * 3600 || secondsOfDay(warning) < 9 * 3600)
        #expect(secondsOfDay(read) == 9 * 3600)
    }

    // MARK: Groups

    private func twoSegments() throws -> Scenario {
        var scenario = try SmallWorld.scenario()
        scenario.segments.append(scenario.segments[0])
        scenario.segments[1].id = "clinic"
        scenario.segments[1].stream = "clinic"
        return scenario
    }

    /// Protects the sums: two groups of one segment each make up the region, and the largest customer is one of theirs.
    @Test func groupsOfSegmentsMakeUpTheirRegion() throws {
        var scenario = try twoSegments()
        scenario.groups = [
            CustomerGroup(id: "firms", regions: ["here"], segments: ["firm"]),
            CustomerGroup(id: "clinics", regions: ["here"], segments: ["clinic"]),
        ]
        let run = try Run(scenario)
        for metric in ["endpoints_failed", "endpoint_hours_lost", "customers_hit", "support_cases"] {
            let parts = run["firms.\(metric)"] + run["clinics.\(metric)"]
            #expect(abs(parts - run["here.\(metric)"]) < 1e-9 * parts, "\(metric)")
            #expect(run["firms.\(metric)"] > 0 && run["clinics.\(metric)"] > 0)
        }
        for metric in ["first_failure_h", "first_report_h"] {
            #expect(min(run["firms.\(metric)"], run["clinics.\(metric)"]) == run["here.\(metric)"], "\(metric)")
            #expect(run["firms.\(metric)"] != run["clinics.\(metric)"])
        }
        let largest = "largest_customer_endpoints_failed"
        #expect(max(run["firms.\(largest)"], run["clinics.\(largest)"]) == run[largest])
    }

    /// Protects the way: what a console restored is told from what came by poll or by hand, and nothing comes by a console that nobody has.
    @Test func recoveriesThroughConsolesAreTheirOwn() throws {
        var scenario = try SmallWorld.scenario()
        // What a mitigation brought back would not wait for the fix.
        scenario.response.mitigation = nil
        let plan = try Plan(scenario)
        let events = Trace.run(plan, seed: 2022, replication: 0).events
        let fix = try #require(events.first { $0.event == .fixPublished }).time
        let first = try #require(events.first { $0.event == .restored && $0.detail == "console" }).time
        let metric = "here.first_console_recovery_after_fix_h"
        #expect(abs(Run(plan)[metric] - hours(first, since: fix)) < 1e-9)
        #expect(Run(plan)[metric] >= Run(plan)["here.first_recovery_after_fix_h"])
        scenario.segments[0].consoleShare = 0
        #expect(try Run(scenario)[metric] == MetricValue.censored)
    }

    /// Protects the meaning: the largest customer is counted by its failed endpoints in the log.
    @Test func largestCustomerIsTheOneWithMostFailures() throws {
        let plan = try Plan(try SmallWorld.scenario())
        let events = Trace.run(plan, seed: 2022, replication: 0).events
        var failures: [String: Int] = [:]
        for event in events where event.event == .failed { failures[event.customer, default: 0] += 1 }
        let run = Run(plan)
        #expect(run["largest_customer_endpoints_failed"] == Double(try #require(failures.values.max())))
        let published = try #require(events.first { $0.event == .mitigationPublished }).time
        #expect(abs(run["mitigation_published_h"] - hours(published, since: plan.scenario.clock.start)) < 1e-9)
    }
}

extension Simulation where Log == NoEventLog<LogEntry> {
    /// Agents of the first centre's second line on duty and at work at the end of a replication.
    fileprivate static func secondLineAtWork(_ scenario: Scenario, _ change: (inout Scenario) -> Void) throws -> Int {
        var changed = scenario
        change(&changed)
        let plan = try Plan(changed)
        var simulation = Simulation(plan, log: NoEventLog())
        simulation.run(plan, seed: 7, replication: 0)
        return min(simulation.secondLines[0].busy, simulation.secondLines[0].onDuty)
    }
}
