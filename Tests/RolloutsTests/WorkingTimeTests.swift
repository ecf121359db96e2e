// Working time and working days: whose hours each delay of the model counts, and the days on which hours are not as usual.

import CivilTime
import RandomStreams
import Testing

@testable import Rollouts

@Suite struct WorkingTimeTests {
    /// Everything takes no time but the local polls of a second; one customer with one machine, which only hands can help.
    ///
    /// The customer's staff work in the mornings, the engineers by day, and those who decide for two hours in the afternoon.
    private static func world(published: String = "2022-06-24T08:00Z") throws -> Scenario {
        var scenario = try SmallWorld.scenario(customers: 1, fleet: 1, affectedShare: 1)
        func calendar(_ id: String, _ hours: String) throws -> NamedCalendar {
            NamedCalendar(
                id: id, hours: WeeklyHours(days: Weekday.mondayToFriday, open: try WeeklyHours.parseHours(hours)))
        }
        scenario.calendars += [
            try calendar("mornings", "08:00-12:00"), try calendar("days", "09:00-17:00"),
            try calendar("afternoons", "13:00-15:00"),
        ]
        scenario.clock.horizon = .days(40)
        scenario.release.published = .at(try Instant(parsing: published))
        scenario.release.defect.trigger = .install
        scenario.release.defect.telemetryShare = 1
        scenario.release.defect.telemetryDelay = .none
        scenario.release.defect.failureMode = FailureMode(id: "mode", pollReach: 0, consoleReach: 0)
        let second = TimeSpan.seconds(1)
        scenario.segments[0].relayPoll = second
        scenario.segments[0].endpointPoll = second
        scenario.segments[0].consoleShare = 1
        scenario.segments[0].staff = CustomerStaff(
            calendar: "mornings", awareAfterFailures: 1, notice: .none, report: .none, reportProbability: 1,
            endpointsPerTechnician: 1, touch: .none)
        scenario.support.firstLine = .none
        scenario.support.secondLine = .none
        scenario.support.matchingCases = 1
        scenario.support.centres[0].unrelatedPerHour = 0
        scenario.response = Response(
            escalation: .none, halt: nil,
            mitigation: Mitigation(found: .none, advisory: .none, appliesTo: .always, appliesElsewhere: 0),
            fix: Fix(
                diagnose: .none, build: .none, qualityAssurance: .none, publish: .none, calendar: "days",
                region: "here", covers: .never, worksUncovered: 0, secondIteration: .none),
            console: ConsolePush(start: .none, round: .hours(1)),
            office: VendorOffice(calendar: "afternoons", region: "here"))
        return scenario
    }

    /// A delay that somebody's hours count for: from which event to which, and in which calendar.
    enum Place: CaseIterable {
        case notice, report, touch, travel, escalation, halt, found, advisory, diagnose, build, fixQA, publish
        case secondIteration, console, gate, mobilisation

        var course: (from: LoggedEventKind, to: LoggedEventKind, calendar: String) {
            switch self {
            case .notice: (.failed, .aware, "mornings")
            case .report: (.aware, .reported, "mornings")
            case .touch: (.mitigating, .mitigated, "mornings")
            case .travel: (.secondLineDone, .localTeam, "mornings")
            case .escalation: (.knownError, .escalated, "afternoons")
            case .halt: (.escalated, .halted, "afternoons")
            case .found: (.escalated, .mitigationPublished, "days")
            case .advisory: (.mitigationPublished, .mitigating, "mornings")
            case .diagnose, .build, .fixQA, .publish: (.escalated, .fixPublished, "days")
            case .secondIteration: (.fixPublished, .secondIteration, "days")
            case .console: (.fixPublished, .consolePush, "mornings")
            case .gate: (.gateAlarm, .halted, "afternoons")
            case .mobilisation: (.reported, .teamMobilised, "afternoons")
            }
        }

        func set(_ delay: Delay, in scenario: inout Scenario) {
            switch self {
            case .notice: scenario.segments[0].staff.notice = delay
            case .report: scenario.segments[0].staff.report = delay
            case .touch:
                scenario.segments[0].staff.touch = delay
                // Longer than the touch, which would otherwise be one with the fix.
                scenario.response.fix.diagnose = SmallWorld.delay(100)
            case .travel: scenario.support.localTeams = LocalTeams(travel: delay, technicians: 1)
            case .escalation: scenario.response.escalation = delay
            case .halt: scenario.response.halt = Halt(decision: delay, propagation: .none)
            case .found: scenario.response.mitigation?.found = delay
            case .advisory: scenario.response.mitigation?.advisory = delay
            case .diagnose: scenario.response.fix.diagnose = delay
            case .build: scenario.response.fix.build = delay
            case .fixQA: scenario.response.fix.qualityAssurance = delay
            case .publish: scenario.response.fix.publish = delay
            case .secondIteration: scenario.response.fix.secondIteration = delay
            case .console: scenario.response.console.start = delay
            case .gate: scenario.gate = Gate(failures: 1, decision: delay)
            case .mobilisation:
                scenario.support.criticalAccountTeam = CriticalAccountTeam(
                    afterReports: 1, mobilisation: delay, secondLine: 1)
            }
        }
    }

    /// Protects the hours: each delay in working time or working days passes in the calendar of those whom it depends on.
    @Test(arguments: Place.allCases, [CalendarSpan.working(.hours(9)), .workingDays(2)])
    func aDelayCountsTheHoursOfThoseWhoseWorkItIs(place: Place, span: CalendarSpan) throws {
        var scenario = try Self.world()
        switch span {
        case .workingDays(let days):
            place.set(Delay(hours: try .constant(Double(days)), measure: .workingDays), in: &scenario)
        default: place.set(Delay(hours: try .constant(9), measure: .workingTime), in: &scenario)
        }
        let course = place.course
        let events = Trace.run(try Plan(scenario), seed: 3, replication: 0).events
        let begin = try #require(events.first { $0.event == course.from }).time
        let end = try #require(events.first { $0.event == course.to }).time
        let calendar = try #require(scenario.calendars.first { $0.id == course.calendar })
        let zone = try ZoneTable(
            identifier: "Europe/Paris", from: scenario.clock.start, to: scenario.clock.start.adding(.days(80)))
        let compiled = CompiledCalendar(
            calendar.workingCalendar(holidays: []), zone: zone, start: scenario.clock.start, horizon: .days(40))
        let due = try #require(compiled.adding(span, to: (begin - scenario.clock.start).microseconds))
        #expect((end - scenario.clock.start).microseconds == due)
        #expect(end - begin > .hours(20))
    }

    /// The four steps of a fix, each in its own measure: 2 working days from Friday, an hour that spans the night, a plain hour.
    @Test func stepsOfAFixFollowEachOther() throws {
        var scenario = try Self.world(published: "2022-06-24T14:30Z")
        // Paris: Friday 16:30 and a second or two.
        scenario.response.fix.diagnose = Delay(hours: try .constant(2), measure: .workingDays)
        scenario.response.fix.build = Delay(hours: try .constant(1), measure: .workingTime)
        scenario.response.fix.publish = SmallWorld.delay(1)
        let events = Trace.run(try Plan(scenario), seed: 3, replication: 0).events
        let published = try #require(events.first { $0.event == .fixPublished }).time
        // Tuesday 16:30, Wednesday 09:30, Wednesday 10:30, which is 08:30 UTC.
        let expected = try Instant(parsing: "2022-06-29T08:30Z")
        #expect(published >= expected && published - expected < .seconds(3))
    }

    /// Tests and rework before publication, and the bake time of a stage, in the afternoons of those who approve.
    @Test func publicationAndStagesKeepTheHoursOfThoseWhoApprove() throws {
        var scenario = try Self.world()
        scenario.release.defect.affects = .never
        scenario.qualityAssurance.addedTime = .workingDays(2)
        scenario.rollout = Rollout(stages: [
            RolloutStage(id: "half", share: 0.5, bake: .working(.hours(3))),
            RolloutStage(id: "more", share: 0.7, bake: .workingDays(1)), RolloutStage(id: "all"),
        ])
        func times(_ scenario: Scenario) throws -> [String] {
            Trace.run(try Plan(scenario), seed: 3, replication: 0).events.filter { $0.event == .stageStarted }.map {
                $0.time.iso8601
            }
        }
        // Friday 10:00 in Paris: Tuesday 10:00; 13:00 to 15:00 and an hour on Wednesday; Thursday at the same time.
        #expect(try times(scenario) == ["2022-06-28T08:00:00Z", "2022-06-29T12:00:00Z", "2022-06-30T12:00:00Z"])
        // Tests find the defect: 3 hours of rework more, until Wednesday 14:00.
        scenario.release.defect.affects = .equals(attribute: "os", value: "old")
        scenario.qualityAssurance.covers = .always
        scenario.qualityAssurance.detection = 1
        scenario.qualityAssurance.rework = Delay(hours: try .constant(3), measure: .workingTime)
        #expect(try times(scenario).first == "2022-06-29T12:00:00Z")
        // Nobody ever approves: nothing is published.
        scenario.calendars.append(NamedCalendar(id: "never", hours: .closed))
        scenario.response.office = VendorOffice(calendar: "never", region: "here")
        #expect(try times(scenario).isEmpty)
        #expect(try Run(scenario)["release_published_h"] == .infinity)
    }

    /// Without an office of their own, those who decide keep the engineers' hours.
    @Test func decisionsKeepTheEngineersHoursUnlessSaidOtherwise() throws {
        var scenario = try Self.world()
        scenario.response.escalation = Delay(hours: try .constant(3), measure: .workingTime)
        let afternoons = try Run(scenario)["time_to_fix_h"]
        scenario.response.office = nil
        let days = try Run(scenario)["time_to_fix_h"]
        // Friday 10:00 and 3 hours of work: until 13:00 by day, until Monday 14:00 in the afternoons.
        #expect(abs(days - 3) < 0.01 && abs(afternoons - 76) < 0.01)
    }

    @Test("a date with hours of its own, an opening and a closure change when a machine is touched")
    func specialDaysChangeWhenSomebodyWorks() throws {
        func touched(_ change: (inout Scenario, Int) throws -> Void) throws -> String {
            var scenario = try Self.world(published: "2022-06-21T20:00Z")
            scenario.segments[0].staff.touch = SmallWorld.delay(1)
            scenario.response.fix.diagnose = SmallWorld.delay(100)
            try change(&scenario, try #require(scenario.calendars.firstIndex { $0.id == "mornings" }))
            let events = Trace.run(try Plan(scenario), seed: 3, replication: 0).events
            let time = try #require(events.first { $0.event == .mitigated }).time
            return LocalDateTime(of: time, atOffset: 7200).iso8601
        }
        let wednesday = try CivilDate(parsing: "2022-06-22")
        let afternoon = try WeeklyHours.parseHours("13:00-17:00")
        let hour = try LocalPeriod(parsing: "2022-06-22T11:00 to 2022-06-22T12:00")
        let twoDays = try LocalPeriod(parsing: "2022-06-22T08:30 to 2022-06-24T06:00")
        #expect(try touched { _, _ in } == "2022-06-22T09:00:00")
        #expect(try touched { $0.calendars[$1].specialDates = [wednesday: afternoon] } == "2022-06-22T14:00:00")
        #expect(try touched { $0.calendars[$1].specialDates = [wednesday: []] } == "2022-06-23T09:00:00")
        #expect(try touched { scenario, _ in scenario.regions[0].holidays = [wednesday] } == "2022-06-23T09:00:00")
        let open = try touched {
            $0.regions[0].holidays = [wednesday]
            $0.calendars[$1].specialDates = [wednesday: afternoon]
        }
        #expect(open == "2022-06-22T14:00:00", "a special date is worked also on a holiday")
        let opened = try touched {
            $0.regions[0].holidays = [wednesday]
            $0.calendars[$1].openings = [hour]
        }
        #expect(opened == "2022-06-22T12:00:00")
        #expect(try touched { $0.calendars[$1].closures = [twoDays] } == "2022-06-24T08:30:00")
    }

    @Test("what a technician works in a touch of working days is the open time of those days")
    func aTouchInWorkingDaysIsWorkInOpenHours() throws {
        var scenario = try Self.world()
        scenario.segments[0].staff.touch = Delay(hours: try .constant(2), measure: .workingDays)
        let run = try Run(scenario)
        // From Friday 10:00 to Tuesday 10:00, 08:00 to 12:00 each day.
        #expect(run["touches"] == 1 && abs(run["technician_hours_h"] - 8) < 0.01)
        #expect(abs(run["endpoint_hours_lost"] - 96) < 0.01)
    }

    @Test func aLawOverWorkingDaysGivesWholeDays() throws {
        let delay = Delay(hours: try .triangular(min: 0, mode: 1, max: 4), measure: .workingDays)
        #expect([0.001, 0.3, 0.6, 0.9, 0.999].map(delay.workingDays) == [0, 1, 2, 3, 4])
        #expect(Delay(hours: try .constant(1e300), measure: .workingDays).workingDays(0.5) == 1_000_000)
        #expect(Delay(hours: try .constant(-3), measure: .workingDays).workingDays(0.5) == 0)
    }
}
