// Daily profiles laid out in ticks: their value against the clock on the wall, their integral against its inverse.

import Testing

@testable import CivilTime

@Suite struct CompiledProfileTests {
    static let hour: Int64 = 3_600_000_000

    static func profile(_ workday: [(String, Double)], _ dayOff: [(String, Double)]) throws -> DailyProfile {
        try DailyProfile(
            workday: try workday.map { try .init(parsing: $0.0, value: $0.1) },
            dayOff: try dayOff.map { try .init(parsing: $0.0, value: $0.1) })
    }

    static func compiled(
        _ profile: DailyProfile, holidays: Set<CivilDate> = [], zone name: String, from start: String, days: Double
    ) throws -> (profile: CompiledProfile, zone: ZoneTable, start: Instant) {
        let start = try Instant(parsing: start)
        let zone = try ZoneTable(identifier: name, from: start, to: start.adding(.days(days)))
        let table = CompiledProfile(profile, holidays: holidays, zone: zone, start: start, horizon: .days(days))
        return (table, zone, start)
    }

    @Test("The value is that of the wall clock's minute on that kind of day, through clock changes and holidays")
    func valueAgreesWithTheWallClock() throws {
        let profile = try Self.profile(
            [("07:30", 0.2), ("09:00", 1), ("12:00", 0.7), ("18:00", 0.3), ("23:15", 0)],
            [("06:00", 0.1), ("10:00", 0.4)])
        let holiday = try CivilDate(parsing: "2022-03-25")
        for (name, start) in [
            ("Europe/Paris", "2022-03-20T11:00Z"), ("America/New_York", "2022-10-30T00:00Z"),
            ("Asia/Kolkata", "2022-03-20T00:00Z"), ("Pacific/Apia", "2011-12-26T00:00Z"),
            ("Australia/Lord_Howe", "2022-09-28T00:00Z"),
        ] {
            let (table, zone, first) = try Self.compiled(profile, holidays: [holiday], zone: name, from: start, days: 9)
            for minute in -2880..<(39 * 1440) {
                let tick = Int64(minute) * 60_000_000
                let local = zone.local(of: first.adding(TimeSpan(microseconds: tick)))
                let isDayOff = local.date.weekday >= .saturday || local.date == holiday
                let steps = isDayOff ? profile.dayOff : profile.workday
                let expected = (steps.last { $0.minuteOfDay <= local.minuteOfDay } ?? steps[steps.count - 1]).value
                guard table.value(at: tick) == expected, table.value(at: tick + 59_999_999) == expected else {
                    Issue.record("\(name) at local \(local): \(table.value(at: tick)), expected \(expected)")
                    break
                }
            }
        }
    }

    @Test("Breakpoints ascend, neighbours differ, and the table reaches two days back and thirty ahead")
    func breakpointsAreMinimal() throws {
        var random = TestRandom(seed: 10)
        for _ in 0..<30 {
            let (table, _, _) = try Self.compiled(
                Self.randomProfile(&random), zone: "Europe/Paris", from: "2022-10-20T05:00Z", days: 14)
            #expect(table.breakpoints.count == table.values.count)
            for index in 1..<max(1, table.breakpoints.count) {
                #expect(table.breakpoints[index - 1] < table.breakpoints[index])
                #expect(table.values[index - 1] != table.values[index])
            }
            #expect(table.breakpoints[0] <= -2 * 24 * Self.hour)
            #expect(table.end >= (14 + 30) * 24 * Self.hour)
        }
    }

    @Test("The integral is the sum of value times hours, and a day of 25 hours counts 25")
    func integralIsTheAreaUnderTheSteps() throws {
        let profile = try Self.profile([("08:00", 1), ("20:00", 0.25)], [("00:00", 0.5)])
        let (table, _, _) = try Self.compiled(profile, zone: "Europe/Paris", from: "2022-10-28T00:00+02:00", days: 5)
        // Friday: 12 h at 1, 12 h at 0.25. Saturday 24 h and Sunday 25 h at 0.5.
        #expect(abs(table.integral(upTo: 24 * Self.hour) - table.integral(upTo: 0) - 15) < 1e-9)
        #expect(abs(table.integral(upTo: 73 * Self.hour) - table.integral(upTo: 24 * Self.hour) - 24.5) < 1e-9)
        #expect(table.integral(upTo: .min) == 0)
        #expect(table.integral(upTo: .max) == table.integral(upTo: table.end))
        var area = 0.0
        for minute in 0..<(10 * 1440) { area += table.value(at: Int64(minute) * 60_000_000) / 60 }
        #expect(abs(table.integral(upTo: 240 * Self.hour) - table.integral(upTo: 0) - area) < 1e-9)
    }

    @Test("The time at which the integral reaches a target is the first tick by which it has, on random profiles")
    func timeInvertsTheIntegral() throws {
        var random = TestRandom(seed: 11)
        var reached = 0
        for round in 0..<60 {
            let name = ["Europe/Paris", "Asia/Tokyo", "Australia/Lord_Howe", "America/New_York"][round % 4]
            let (table, _, _) = try Self.compiled(
                Self.randomProfile(&random), zone: name, from: "2022-10-20T05:03:07Z", days: 20)
            for _ in 0..<300 {
                let tick = Int64.random(in: -4 * 24 * Self.hour...55 * 24 * Self.hour, using: &random)
                let scale = [0.001, 0.1, 5, 300][Int.random(in: 0..<4, using: &random)]
                let target = Double.random(in: 0...scale, using: &random)
                let accrued = table.integral(upTo: table.end) - table.integral(upTo: tick)
                guard let time = table.time(whenIntegralReaches: target, after: tick) else {
                    #expect(accrued < target + 1e-9)
                    continue
                }
                reached += 1
                #expect(time >= tick)
                #expect(time <= table.end)
                // To the rounding of the sums, which is far below what a tick is worth at any sensible value.
                #expect(table.integral(upTo: time) - table.integral(upTo: tick) >= target - 1e-9)
                if time > tick {
                    #expect(table.integral(upTo: time - 1) - table.integral(upTo: tick) <= target + 1e-9)
                }
            }
        }
        #expect(reached > 5_000)
    }

    @Test("Where the value is constant the time is exact, rounded up to the tick")
    func constantValueIsExact() throws {
        let (one, _, _) = try Self.compiled(.one, zone: "UTC", from: "2022-06-20T00:00Z", days: 5)
        #expect(one.values == [1])
        #expect(one.time(whenIntegralReaches: 2.5, after: 7) == 7 + 5 * Self.hour / 2)
        #expect(one.time(whenIntegralReaches: 0, after: 7) == 7)
        #expect(one.time(whenIntegralReaches: 1e-12, after: 7) == 8)
        #expect(one.time(whenIntegralReaches: -1, after: 7) == 7)
        #expect(one.time(whenIntegralReaches: .nan, after: 7) == nil)
        #expect(one.time(whenIntegralReaches: .infinity, after: 7) == nil)
        #expect(one.time(whenIntegralReaches: 1e9, after: 7) == nil)
        #expect(one.time(whenIntegralReaches: 1, after: .max) == nil)
        // Before the table nothing accrues.
        #expect(one.time(whenIntegralReaches: 1, after: .min) == one.breakpoints[0] + Self.hour)
    }

    @Test("Nothing happens while the value is zero, and an event that is due waits for none of it")
    func zeroHoursAreSkipped() throws {
        let profile = try Self.profile([("09:00", 2), ("17:00", 0)], [("00:00", 0)])
        let (table, _, _) = try Self.compiled(profile, zone: "UTC", from: "2022-06-20T00:00Z", days: 10)
        // Monday 00:00: one unit takes half an hour, from nine o'clock.
        #expect(table.time(whenIntegralReaches: 1, after: 0) == 9 * Self.hour + Self.hour / 2)
        // Exactly the day's sixteen are reached when the day's hours end, not when the next day's begin.
        #expect(table.time(whenIntegralReaches: 16, after: 0) == 17 * Self.hour)
        // Friday evening waits for Monday.
        #expect(
            table.time(whenIntegralReaches: 0.5, after: (4 * 24 + 18) * Self.hour) == (7 * 24 + 9) * Self.hour + Self
                .hour / 4)
        let (none, _, _) = try Self.compiled(
            try Self.profile([("00:00", 0)], [("00:00", 0)]), zone: "UTC", from: "2022-06-20T00:00Z", days: 10)
        #expect(none.time(whenIntegralReaches: 1e-300, after: 0) == nil)
    }

    @Test("Values from the smallest to the largest double, and absurd starts and horizons, do not trap")
    func extremesDoNotTrap() throws {
        let zone = try ZoneTable(identifier: "Europe/Paris", from: .epoch, to: .epoch)
        for value in [Double.leastNonzeroMagnitude, 1e-300, 1e300, Double.greatestFiniteMagnitude] {
            let profile = try DailyProfile(
                workday: [.init(minuteOfDay: 0, value: value)], dayOff: [.init(minuteOfDay: 0, value: 0)])
            for start in [Instant(microseconds: .min), .epoch, Instant(microseconds: .max)] {
                for horizon in [TimeSpan(microseconds: .min), .days(3)] {
                    let table = CompiledProfile(profile, holidays: [], zone: zone, start: start, horizon: horizon)
                    for tick in [Int64.min, -1, 0, 1, .max] {
                        _ = table.value(at: tick)
                        _ = table.integral(upTo: tick)
                        for target in [0, Double.leastNonzeroMagnitude, 1, 1e300, .infinity, .nan] {
                            if let time = table.time(whenIntegralReaches: target, after: tick) { #expect(time >= tick) }
                        }
                    }
                }
            }
        }
    }

    @Test("A profile needs steps in order, within the day, with finite values that are not negative")
    func profilesAreChecked() {
        typealias Step = DailyProfile.Step
        let good = [Step(minuteOfDay: 0, value: 1)]
        for (bad, message) in [
            ([], "the profile of a workday has no values"),
            ([Step(minuteOfDay: 1440, value: 1)], "the profile of a workday has a time outside 00:00 to 23:59"),
            ([Step(minuteOfDay: .min, value: 1)], "the profile of a workday has a time outside 00:00 to 23:59"),
            (
                [Step(minuteOfDay: 60, value: -1)],
                "the profile of a workday has -1.0 at 01:00; expected a number of 0 or more"
            ),
            (
                [Step(minuteOfDay: 60, value: .nan)],
                "the profile of a workday has nan at 01:00; expected a number of 0 or more"
            ),
            (
                [Step(minuteOfDay: 60, value: 1), Step(minuteOfDay: 60, value: 2)],
                "the profile of a workday has 01:00 twice"
            ),
            (
                [Step(minuteOfDay: 60, value: 1), Step(minuteOfDay: 0, value: 2)],
                "the profile of a workday is not in order at 00:00"
            ),
        ] {
            let error = #expect(throws: CivilTimeError.self) { try DailyProfile(workday: bad, dayOff: good) }
            #expect(error?.message == message)
            #expect(throws: CivilTimeError.self) { try DailyProfile(workday: good, dayOff: bad) }
        }
        #expect(throws: CivilTimeError.self) { try Step(parsing: "24:00", value: 1) }
    }

    @Test("Before a day's first step its own kind's last value holds")
    func lastValueHoldsBeforeTheFirstStep() throws {
        let profile = try Self.profile([("08:00", 1), ("18:00", 0.5)], [("10:00", 0.2)])
        #expect(profile.value(atMinute: 0, dayOff: false) == 0.5)
        #expect(profile.value(atMinute: 0, dayOff: true) == 0.2)
        #expect(profile.value(atMinute: 8 * 60, dayOff: false) == 1)
        #expect(profile.maximum == 1)
    }

    /// One to eight steps a day, about a third of them zero.
    static func randomProfile(_ random: inout TestRandom) -> DailyProfile {
        func steps() -> [DailyProfile.Step] {
            let minutes = Set(
                (0..<Int.random(in: 1...8, using: &random)).map { _ in Int.random(in: 0..<1440, using: &random) })
            return minutes.sorted().map { minute in
                let value = Int.random(in: 0..<3, using: &random) == 0 ? 0 : Double.random(in: 0.01...3, using: &random)
                return DailyProfile.Step(minuteOfDay: minute, value: value)
            }
        }
        return (try? DailyProfile(workday: steps(), dayOff: steps())) ?? .one
    }
}
