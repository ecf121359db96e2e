// What civil time and statistics cost: one look-up of a compiled table, one value of a sample.

import CivilTime
import EventKernel
import RandomStreams
import Statistics

/// One operation's cost: the median over interleaved rounds, in seconds of processor and wall time.
struct LibraryRow {
    var name: String
    var elapsed: Elapsed
}

enum LibraryBenchmarks {
    private static let count = 1 << 16

    /// All rows, each measured once in every round.
    ///
    /// - Throws: Where the system has no time zones.
    static func rows(rounds: Int = 9) throws -> [LibraryRow] {
        let runs = try civilTime() + statistics()
        var measured = [[Elapsed]](repeating: [], count: runs.count)
        for _ in 0..<max(rounds, 1) {
            for (index, run) in runs.enumerated() { measured[index].append(Elapsed.measuring(run.work).per(count)) }
        }
        return zip(runs, measured).map { run, times in
            LibraryRow(name: run.name, elapsed: times.sorted { $0.processor < $1.processor }[times.count / 2])
        }
    }

    private typealias Run = (name: String, work: () -> Void)

    // MARK: Civil time

    /// Five years of a zone and of office hours with a lunch break, asked at instants in random order and in order of time.
    private static func civilTime() throws -> [Run] {
        let start = try Instant(parsing: "2022-06-20T22:00Z")
        let horizon = TimeSpan.days(5 * 365)
        let zone = try ZoneTable(identifier: "Europe/Paris", from: start, to: start.adding(horizon))
        let office = WorkingCalendar(
            weekly: WeeklyHours(
                days: Weekday.mondayToFriday, open: try WeeklyHours.parseHours("08:00-12:00, 13:00-18:00")))
        let calendar = CompiledCalendar(office, zone: zone, start: start, horizon: horizon)
        let hours = calendar.hours

        let source = DrawSource(seed: 1, replication: 0)
        let purpose = Purpose("benchmark/civil time")
        let random = (0..<count).map {
            Int64(source.uniform(purpose, entity: UInt32($0)) * Double(horizon.microseconds))
        }
        let ascending = random.sorted()
        let threeHours = TimeSpan.hours(3).microseconds

        var runs: [Run] = []
        for (order, ticks) in [("in order", ascending), ("at random", random)] {
            let instants = ticks.map { start.adding(TimeSpan(microseconds: $0)) }
            let locals = instants.map { zone.local(of: $0) }
            runs += [
                ("UTC offset of an instant, \(order)", { sum(instants) { Int64(zone.offset(at: $0)) } }),
                ("local time of an instant, \(order)", { sum(instants) { zone.local(of: $0).microsecondOfDay } }),
                ("instant of a local time, \(order)", { sum(locals) { zone.instant(of: $0).microseconds } }),
                ("next working instant, \(order)", { sum(ticks) { hours.nextOpening(atOrAfter: $0) ?? 0 } }),
                ("add 3 working hours, \(order)", { sum(ticks) { hours.adding(working: threeHours, to: $0) ?? 0 } }),
                (
                    "working time of 10 days, \(order)",
                    { sum(ticks) { hours.openTime(from: $0, to: $0 &+ 864_000_000_000) } }
                ),
            ]
        }
        return runs
    }

    private static func sum<Element>(_ elements: [Element], _ value: (Element) -> Int64) {
        var total: Int64 = 0
        for element in elements { total &+= value(element) }
        consume(total)
    }

    // MARK: Statistics

    /// Exponential values, as skewed as the outcomes of a simulation.
    private static func statistics() -> [Run] {
        let ziggurat = Ziggurat()
        var stream = DrawSource(seed: 1, replication: 0).batchedStream(Purpose("benchmark/statistics"), entity: 0)
        let values = (0..<count).map { _ in ziggurat.exponential(from: &stream) }
        let isEvent = values.indices.map { $0 % 4 != 0 }
        let sorted = OrderedSample(values)
        let small = Array(values.prefix(256))
        var generator = stream
        return [
            ("streaming moments, a value", { consume(SampleMoments(values).variance) }),
            ("moments in any order (exact), a value", { consume(ExactMoments(values).variance) }),
            ("batch means with diagnostics, a value", { consume(BatchMeans(values).correlationProbability) }),
            ("sorting 65,536 for quantiles, a value", { consume(OrderedSample(values).quantile(0.9)) }),
            (
                "quantile of a sorted sample",
                {
                    for index in 0..<count { consume(sorted.quantile(Double(index) / Double(count))) }
                }
            ),
            ("Kaplan–Meier of 65,536, a value", { consume(try? KaplanMeier(times: values, isEvent: isEvent)) }),
            (
                "bootstrap of a mean of 256, a value drawn",
                {
                    let bootstrap = try? Bootstrap(
                        of: small, resamples: count / small.count, confidence: 0.95, using: &generator
                    ) { SampleMoments($0).mean }
                    consume(bootstrap)
                }
            ),
        ]
    }
}
