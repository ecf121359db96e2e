// When machines are on, and the law of their fetch times, against counting by hand.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct OnScheduleTests {
    private typealias MachineClass = OnSchedule.MachineClass

    /// A random class over about a week, with times on of minutes to half a day.
    private func randomClass(_ dice: inout Dice) -> MachineClass {
        var starts: [Int64] = []
        var ends: [Int64] = []
        var tick = Int64(dice.below(7200)) * 1_000_000 - 3_600_000_000
        for _ in 0..<dice.below(12) {
            tick += Int64(1 + dice.below(40_000)) * 1_000_000
            starts.append(tick)
            tick += Int64(1 + dice.below(dice.chance(0.5) ? 2000 : 40_000)) * 1_000_000
            ends.append(tick)
        }
        var firstAtHour: [Int32] = []
        for hour in 0..<400 as Range<Int64> {
            firstAtHour.append(Int32(ends.firstIndex { $0 > hour * 3_600_000_000 } ?? ends.count))
        }
        return MachineClass(weight: 1, lowestLevel: 0, starts: starts, ends: ends, firstAtHour: firstAtHour)
    }

    /// The first instant on or after `tick` at which the class is on, in the most obvious way.
    private func nextOn(_ machines: MachineClass, _ tick: Int64) -> Int64? {
        for (start, end) in zip(machines.starts, machines.ends) where end > tick { return max(start, tick) }
        return nil
    }

    /// A machine whose poll falls due at a fraction of the interval, for 2,000 fractions: the share that has fetched by the end
    /// and the mean time since. A piece of the schedule moves by at most one fraction.
    @Test func theLawOfFetchTimesIsThatOfMachinesOneByOne() {
        var dice = Dice(21)
        let fractions = 2000
        for round in 0..<150 {
            let machines = randomClass(&dice)
            let available = Int64(dice.below(300_000)) * 1_000_000
            let interval = Int64(1 + dice.below(dice.chance(0.5) ? 3000 : 200_000)) * 1_000_000
            let end = available + Int64(dice.below(400_000)) * 1_000_000
            var fetched = 0.0
            var since = 0.0
            for k in 0..<fractions {
                let due = available + Int64((Double(k) + 0.5) / Double(fractions) * Double(interval))
                if let time = nextOn(machines, due), time < end {
                    fetched += 1 / Double(fractions)
                    since += Double(end - time) / Double(fractions)
                }
            }
            let law = machines.fetched(available: available, interval: interval, by: end)
            let tolerance = 1.01 / Double(fractions)
            #expect(abs(law.probability - fetched) <= tolerance, "round \(round)")
            #expect(abs(law.integral - since) <= tolerance * Double(end - available) + 1, "round \(round)")
            let point = machines.probability(available: available, interval: interval, at: max(available, end - 1))
            #expect(abs(point - fetched) <= tolerance, "round \(round)")
        }
    }

    /// Two windows one after another are one window: probability is additive, and so is the integral.
    @Test func theLawOfALongWindowContinuesThatOfAShortOne() {
        var dice = Dice(22)
        for _ in 0..<300 {
            let machines = randomClass(&dice)
            let available = Int64(dice.below(100_000)) * 1_000_000
            let interval = Int64(1 + dice.below(100_000)) * 1_000_000
            let middle = available + Int64(dice.below(200_000)) * 1_000_000
            let end = middle + Int64(dice.below(200_000)) * 1_000_000
            let short = machines.fetched(available: available, interval: interval, by: middle)
            let long = machines.fetched(available: available, interval: interval, by: end)
            #expect(short.probability <= long.probability && long.probability <= 1)
            let least = short.integral + short.probability * Double(end - middle)
            let most = short.integral + long.probability * Double(end - middle)
            #expect(long.integral >= least - 1e-3 && long.integral <= most + 1e-3)
        }
    }

    /// Attempts one by one, as the definition says them: what the closed form must give to the tick, for results are compared
    /// byte by byte.
    @Test func theTimeOfAnAttemptIsThatOfAttemptsOneByOne() {
        var dice = Dice(23)
        for round in 0..<3000 {
            let machines = randomClass(&dice)
            let first = Int64(dice.below(100_000)) * 1_000_000
            // Short ones, long ones, and whole seconds, which meet starts, ends and the horizon exactly.
            let interval =
                Int64(1 + dice.below([20, 3000, 100_000][dice.below(3)])) * (dice.chance(0.5) ? 1_000_000 : 999_983)
            let horizon = Int64(1 + dice.below(400_000)) * 1_000_000
            let number = Double(1 + dice.below(dice.chance(0.5) ? 5 : 20_000))
            var time = nextOn(machines, first) ?? never
            var attempt = 1.0
            while attempt < number && time < horizon {
                time = nextOn(machines, time + interval) ?? never
                attempt += 1
            }
            #expect(
                machines.time(ofAttempt: number, due: first, every: interval, until: horizon) == time, "round \(round)")
        }
    }

    /// One by one, these attempts would take years.
    @Test func anAttemptBeyondAllCountingIsFoundAtOnce() throws {
        let machines = try always().classes[0]
        let day = TimeSpan.days(1).microseconds
        #expect(machines.time(ofAttempt: 1e12, due: 0, every: 1, until: 10 * day) == 10 * day)
        #expect(machines.time(ofAttempt: .infinity, due: 5, every: 2, until: day) == day + 1)
        #expect(machines.time(ofAttempt: Double(day), due: 0, every: 1, until: 10 * day) == day - 1)
        #expect(machines.time(ofAttempt: 2, due: 100 * day, every: 1, until: 200 * day) == never)
    }

    @Test func machinesThatAreAlwaysOnFetchUniformlyWithinTheInterval() throws {
        let schedule = try always()
        #expect(schedule.classes.count == 1 && schedule.classes[0].weight == 1)
        let hour: Int64 = 3_600_000_000
        for window in [1, 2, 3, 4, 5, 8] as [Int64] {
            let law = schedule.classes[0].fetched(available: 7 * hour, interval: 4 * hour, by: (7 + window) * hour)
            #expect(law.probability == min(1, Double(window) / 4))
            let integral = window <= 4 ? Double(window * window) / 8 : Double(window) - 2
            #expect(abs(law.integral - integral * Double(hour)) < 1)
        }
        let nothing = schedule.classes[0].fetched(available: 5, interval: hour, by: 5)
        #expect(nothing == (0, 0))
    }

    private func always() throws -> OnSchedule {
        try #require(try Plan(try SmallWorld.scenario()).usages.first).on
    }

    /// A machine with level u is on exactly while α(t) > u.
    @Test func classesAreOnWhileTheirShareIsOn() throws {
        for seed in RandomWorld.seeds.prefix(12) {
            let scenario = try RandomWorld.scenario(seed)
            let zone = try ZoneTable(
                identifier: scenario.regions[0].zone, from: scenario.clock.start.adding(.days(-10)),
                to: scenario.clock.start.adding(.days(60)))
            for profile in scenario.profiles {
                let compiled = CompiledProfile(
                    profile.switchedOn, holidays: scenario.regions[0].holidays, zone: zone, start: scenario.clock.start,
                    horizon: scenario.clock.horizon)
                let schedule = OnSchedule(compiled, horizon: scenario.clock.horizon.microseconds)
                #expect(abs(schedule.classes.reduce(0) { $0 + $1.weight } - 1) < 1e-12)
                var dice = Dice(seed)
                for _ in 0..<300 {
                    let level = dice.uniform()
                    let tick = Int64(dice.below(Int(scenario.clock.horizon.inSeconds))) * 1_000_000
                    let isOn = compiled.value(at: tick) > level
                    let machines = schedule.classIndex(ofLevel: level)
                    #expect((schedule.nextOn(machines, at: tick) == tick) == isOn)
                    if let next = schedule.nextOn(machines, at: tick), next > tick {
                        #expect(compiled.value(at: next) > level && !(compiled.value(at: next - 1) > level))
                    }
                }
            }
        }
    }

    @Test func beyondTheTableNothingIsOn() throws {
        let schedule = try always()
        #expect(schedule.nextOn(0, at: never) == nil)
        #expect(schedule.nextOn(0, at: TimeSpan.days(39).microseconds) == TimeSpan.days(39).microseconds)
        #expect(schedule.nextOn(0, at: TimeSpan.days(41).microseconds) == nil)
    }
}
