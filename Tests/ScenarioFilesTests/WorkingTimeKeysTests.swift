// What the language says of hours that are not as usual, and of delays in working time and working days.

import CivilTime
import RandomStreams
import Rollouts
import Testing

@testable import ScenarioFiles

@Suite struct WorkingTimeKeysTests {
    private func scenario(_ text: String) throws -> Scenario {
        try ScenarioReader.load(text: text, name: "small.yaml").study.policies[0].scenario
    }

    private static let hours = "monday-friday: \"09:00-12:00, 13:00-18:00\""

    // MARK: Calendars

    @Test func calendarHasSpecialDatesOpeningsAndClosures() throws {
        let special = """
            \(Self.hours), on-holidays: closed,
                on-dates: {2022-06-21: "09:00-11:00", 2022-06-22: closed, 2022-06-25: {value: always, source: diary}},
                openings: ["2022-06-26T09:00 to 2022-06-26T13:00"],
                closures: ["2022-06-23T12:00 to 2022-06-24T08:00", {value: "2022-06-27T00:00 to 2022-06-28T00:00", source: letter}]
            """
        let calendar = try scenario(SmallScenario.replacing(Self.hours, with: special)).calendars[1]
        let dates = calendar.specialDates.map { "\($0.key): \($0.value)" }.sorted()
        #expect(dates == ["2022-06-21: [09:00-11:00]", "2022-06-22: []", "2022-06-25: [00:00-24:00]"])
        #expect(calendar.openings.map(\.description) == ["2022-06-26T09:00:00 to 2022-06-26T13:00:00"])
        #expect(calendar.closures.map(\.start.description) == ["2022-06-23T12:00:00", "2022-06-27T00:00:00"])
        #expect(!calendar.worksOnHolidays && calendar.hours[.monday].count == 2)
    }

    /// A policy may open a date, and every date has a path.
    @Test func specialDatesAreMergedByDate() throws {
        let text = SmallScenario.text
            .replacing(Self.hours, with: Self.hours + ", on-dates: {2022-06-21: closed}")
            .replacing(
                "    description: |\n      Japan first.",
                with: "    calendars: {office: {on-dates: {2022-06-25: always}, assumption: A guess.}}\n"
                    + "    description: |\n      Japan first.")
        let override = try Override(argument: "calendars.office.on-dates.2022-06-21=09:00-10:00")
        let policies = try ScenarioReader.load(text: text, name: "small.yaml", overrides: [override]).study.policies
        #expect(
            policies.map { $0.scenario.calendars[1].specialDates.map(\.key.iso8601).sorted() } == [
                ["2022-06-21"], ["2022-06-21", "2022-06-25"],
            ])
        #expect(policies[1].scenario.calendars[1].specialDates.values.map(\.count) == [1, 1])
    }

    @Test(
        "what is wrong with a calendar is said at its place, with what was probably meant",
        arguments: [
            ("on-date: {2022-06-21: closed}", "unknown key 'on-date' in calendar 'office'; did you mean 'on-dates'?"),
            ("closure: []", "unknown key 'closure' in calendar 'office'; did you mean 'closures'?"),
            (
                "on-dates: closed",
                "expected dates and hours, as in {2022-06-24: \"09:00-12:00\"}; found 'closed'"
            ),
            (
                "on-dates: {2022-06-31: closed}",
                "expected a date such as '2022-06-21': '2022-06-31' does not exist: that month has the days 01 to 30"
            ),
            (
                "on-dates: {friday: closed}",
                "expected a date such as '2022-06-21': 'friday' is not a date of the form 2022-06-20"
            ),
            (
                "on-dates: {2022-06-21: \"9-12\"}",
                "expected hours such as '09:00-18:00': '9-12' is not of the form 08:00-12:00: '9' is not a time of day from 00:00 to 23:59"
            ),
            ("on-dates: {2022-06-21: [closed]}", "expected hours such as '09:00-18:00', found a list"),
            (
                "openings: \"2022-06-26T09:00 to 2022-06-26T13:00\"",
                "expected a list of times, as in [\"2022-06-24T18:00 to 2022-06-25T08:00\"], found '2022-06-26T09:00 to 2022-06-26T13:00'"
            ),
            (
                "closures: [2022-06-26]",
                "expected a time such as '2022-06-24T18:00 to 2022-06-25T08:00': '2022-06-26' is not of the form 2022-12-24T14:00 to 2022-12-27T08:00"
            ),
            (
                "closures: [2022-06-26T09:00 to 2022-06-26T09:00]",
                "expected a time such as '2022-06-24T18:00 to 2022-06-25T08:00': '2022-06-26T09:00 to 2022-06-26T09:00' does not end after its start"
            ),
            ("sumday: closed", "unknown key 'sumday' in calendar 'office'; did you mean 'sunday'?"),
            (
                "easter: closed",
                "expected days such as monday-friday, or every-day, on-holidays, on-dates, openings, closures: 'easter' is not a day of the week; expected mon, tue, wed, thu, fri, sat, sun or a full name"
            ),
        ])
    func calendarIsChecked(written: String, message: String) throws {
        #expect(try mistake(Self.hours, "\(Self.hours), \(written)") == message)
    }

    @Test func mistakeInASpecialDateHasItsLineAndColumn() throws {
        let text = SmallScenario.replacing(
            "night: {every-day", with: "night:\n      {on-dates: {2022-06-21: 26:00}, every-day")
        let line = SmallScenario.line(of: "{on-dates", in: text)
        #expect(try mistakes(text).map { $0.prefix { $0 != " " } } == ["\(line):31:"])
    }

    @Test func aDateThatStandsThereTwiceIsAMistake() throws {
        let message = try mistake(Self.hours, "\(Self.hours), on-dates: {2022-06-21: closed, 2022-06-21: always}")
        #expect(message.contains("2022-06-21"))
    }

    // MARK: Delays

    /// Every place of the language where somebody's hours count, with the delay that it becomes.
    private static let places: [(old: String, key: String, read: @Sendable (Scenario) -> Delay?)] = [
        ("notice: {median: 45 min, p90: 2 h}", "notice", { $0.segments[0].staff.notice }),
        ("report: {mean: 1 h, cv: 0.7}", "report", { $0.segments[0].staff.report }),
        ("touch: {min: 8 min, mode: 12 min, max: 25 min}", "touch", { $0.segments[0].staff.touch }),
        ("escalation: 1 h", "escalation", { $0.response.escalation }),
        ("found: 3 h", "found", { $0.response.mitigation?.found }),
        ("advisory: 1 h", "advisory", { $0.response.mitigation?.advisory }),
        ("diagnose: 2 h", "diagnose", { $0.response.fix.diagnose }),
        ("build: 1 h", "build", { $0.response.fix.build }),
        ("qa: 3 h", "qa", { $0.response.fix.qualityAssurance }),
        ("publish: 30 min", "publish", { $0.response.fix.publish }),
        ("second-iteration: 20 h", "second-iteration", { $0.response.fix.secondIteration }),
        ("start: 30 min", "start", { $0.response.console.start }),
        ("rework: {uniform: [4 h, 12 h]}", "rework", { $0.qualityAssurance.rework }),
    ]

    @Test(
        arguments: places.indices,
        [
            ("2 business days", 2, Delay.Measure.workingDays), ("1 working day", 1, .workingDays),
            ("3 working hours", 3, .workingTime), ("1 business h 30 min", 1.5, .workingTime), ("90 min", 1.5, .usual),
        ])
    func delayMayBeInWorkingTime(place: Int, written: (text: String, hours: Double, measure: Delay.Measure)) throws {
        let place = Self.places[place]
        let text = SmallScenario.replacing(place.old, with: "\(place.key): \(written.text)")
        let expected = Delay(hours: try .constant(written.hours), measure: written.measure)
        #expect(place.read(try scenario(text)) == expected)
    }

    @Test func delaysOfPartsThatTheSmallScenarioLacksMayBeInWorkingTime() throws {
        let text = SmallScenario.text
            .replacing("gate: none", with: "gate: {failures: 3, decision: 2 working h, assumption: A guess.}")
            .replacing("halt: none", with: "halt: {decision: 1 working day, propagation: 10 min}")
            .replacing(
                "  transfer: 2 h\n",
                with: "  transfer: 2 h\n  critical-account-team: {after-reports: 5, mobilisation: 2 working days, "
                    + "second-line: 4}\n  local-teams: {travel: 4 working hours, technicians: 2}\n"
            )
            .replacing("added-time: 0 h", with: "added-time: 2 business days")
            .replacing("[{id: all}]", with: "[{id: few, share: 10 %, bake: 5 business days}, {id: all}]")
            .replacing("response:\n", with: "response:\n  office: {calendar: office, region: france}\n")
        let scenario = try scenario(text)
        func delay(_ hours: Double, _ measure: Delay.Measure) throws -> Delay {
            Delay(hours: try .constant(hours), measure: measure)
        }
        #expect(scenario.gate?.decision == (try delay(2, .workingTime)))
        #expect(scenario.response.halt?.decision == (try delay(1, .workingDays)))
        #expect(scenario.support.criticalAccountTeam?.mobilisation == (try delay(2, .workingDays)))
        #expect(scenario.support.localTeams?.travel == (try delay(4, .workingTime)))
        #expect(scenario.qualityAssurance.addedTime == .workingDays(2))
        #expect(scenario.rollout.stages[0].bake == .workingDays(5))
        #expect(scenario.response.office == VendorOffice(calendar: "office", region: "france"))
    }

    @Test func lawsMayBeInWorkingTime() throws {
        func notice(_ law: String) throws -> Delay {
            try scenario(SmallScenario.replacing("notice: {median: 45 min, p90: 2 h}", with: "notice: \(law)"))
                .segments[0].staff.notice
        }
        #expect(
            try notice("{min: 0, mode: 1 business day, max: 5 working days}")
                == Delay(hours: .triangular(min: 0, mode: 1, max: 5), measure: .workingDays))
        #expect(
            try notice("{median: 2 working h, sigma: 0.5}")
                == Delay(hours: .lognormal(median: 2, sigma: 0.5), measure: .workingTime))
        #expect(try notice("0") == .none)
    }

    @Test(
        "what is wrong with a delay is said once, with what was probably meant",
        arguments: [
            (
                "{uniform: [2 h, 2 business days]}",
                "expected the times of a law alike, all by the clock, all in working time or all in working days; found '2 business days' beside '2 h'"
            ),
            (
                "{median: 2 working days, p90: 1 h}",
                "expected the times of a law alike, all by the clock, all in working time or all in working days; found '1 h' beside '2 working days'"
            ),
            ("{median: 2 working days, p90: 1 working day}", "no such law: the p90 lies below the median"),
            (
                "2 busines days",
                "expected a time such as '90 min', '3 working hours' or '2 business days': unknown word 'busines'; did you mean 'business'?"
            ),
            (
                "3 workign hours",
                "expected a time such as '90 min', '3 working hours' or '2 business days': unknown word 'workign'; did you mean 'working'?"
            ),
            (
                "1.5 business days",
                "expected a time such as '90 min', '3 working hours' or '2 business days': '1.5 business days' is not a whole number of working days"
            ),
            (
                "2 working d",
                "expected a time such as '90 min', '3 working hours' or '2 business days': '2 working d' has working time in d; write working hours, or working days"
            ),
            ("401 business days", "expected 0 to 400 working days, found '401 business days'"),
            ("9601 working hours", "expected a time from 0 s to 400 d, found '9601 working hours'"),
        ])
    func workingDelayIsChecked(written: String, message: String) throws {
        #expect(try mistake("{mean: 1 h, cv: 0.7}", written) == message)
        if !written.hasPrefix("{") { #expect(try mistake("added-time: 0 h", "added-time: \(written)") == message) }
    }

    @Test(
        "where nobody's hours count, working time is refused by name",
        arguments: [
            ("transfer: 2 h", "transfer"), ("first-line: 20 min", "first-line"),
            ("endpoint-poll: 30 min", "endpoint-poll"),
            ("round: 30 min", "round"), ("telemetry: {share: 60 %, delay: 10 min}", "telemetry: {share: 60 %, delay"),
            ("horizon: 3 d", "horizon"),
        ])
    func workingTimeIsRefusedWhereNobodyWorks(old: String, key: String) throws {
        let end = old.hasSuffix("}") ? "}" : ""
        #expect(
            try mistake(old, "\(key): 2 business days\(end)")
                == "expected a time such as '90 min': '2 business days' is working time, and nobody's working hours count here"
        )
    }

    @Test func officeIsCheckedAsEveryMapping() throws {
        let old = "response:\n"
        #expect(
            try mistake(old, "response:\n  office: {calendar: ofice, region: france}\n")
                == "unknown calendar 'ofice'; did you mean 'office'?")
        #expect(
            try mistake(old, "response:\n  office: {calendar: office, regoin: france}\n")
                == "unknown key 'regoin' in 'office'; did you mean 'region'?")
        #expect(try mistake(old, "response:\n  office: paris\n") == "expected 'office' as a mapping, found 'paris'")
    }
}
