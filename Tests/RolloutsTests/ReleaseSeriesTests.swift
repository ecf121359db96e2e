// Several releases in a row: their luck, their customers, their outcome as one, and customers that are a release behind.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct ReleaseSeriesTests {
    private func world(_ count: Int, every days: Int = 30, prior: Double = 1) throws -> Scenario {
        var scenario = try SmallWorld.scenario(customers: 10, fleet: 20)
        scenario.segments[0].fleet = try .lognormal(median: 20, sigma: 0.8)
        scenario.release.defect.trigger = .install
        scenario.release.defect.prior = prior
        scenario.release.series = ReleaseSeries(count: count, everyDays: days)
        return scenario
    }

    @Test func aSeriesOfOneIsTheReleaseItself() throws {
        for seed in RandomWorld.seeds.prefix(8) {
            var scenario = try RandomWorld.scenario(seed)
            scenario.release.series = nil
            for index in scenario.segments.indices { scenario.segments[index].staging?.behind = 0 }
            let alone = try Run(scenario)
            scenario.release.series = ReleaseSeries(count: 1, everyDays: 9)
            let series = try Run(scenario)
            #expect(alone.outcome.map(\.bitPattern) == series.outcome.map(\.bitPattern), "world \(seed)")
            #expect(alone.timeline == series.timeline)
        }
    }

    /// Protects the rules: every value of the series from those of its releases, each simulated by itself.
    @Test func theOutcomeOfASeriesIsMadeOfThoseOfItsReleases() throws {
        let plan = try Plan(try world(6, prior: 0.6))
        let whole = Run(plan)
        let parts = ([try Plan(try world(1, prior: 0.6))] + plan.laterReleases).map { Run($0) }
        for (index, metric) in plan.metrics.enumerated() {
            let values = parts.map { $0.outcome[index] }
            let known = values.enumerated().filter { !$0.element.isNaN }
            guard !known.isEmpty else {
                #expect(whole.outcome[index].isNaN, "\(metric.id)")
                continue
            }
            let sum = known.reduce(0) { $0 + $1.element }
            let expected: Double =
                switch metric.overReleases {
                case .sum: sum
                case .mean: sum / Double(known.count)
                case .largest: known.map(\.element).max() ?? 0
                case .first: known.map { $0.element + Double($0.offset) * 720 }.min() ?? 0
                }
            guard metric.id != "peak_failed_time_h" else { continue }
            #expect(
                whole.outcome[index] == expected || abs(whole.outcome[index] - expected) <= 1e-9 * abs(expected),
                "\(metric.id): \(whole.outcome[index]), not \(expected)")
        }
        let peaks = parts.map { $0["peak_failed"] }
        let worst = try #require(peaks.indices.max { peaks[$0] < peaks[$1] })
        #expect(abs(whole["peak_failed_time_h"] - parts[worst]["peak_failed_time_h"] - Double(worst) * 720) < 1e-6)
        let levels = whole.series(.updated)
        for hour in [0, 20, 200] {
            let mean = parts.reduce(0) { $0 + Double($1.series(.updated)[hour]) } / 6
            #expect(abs(Double(levels[hour]) - mean) < 1e-2)
        }
    }

    /// Each release has its own luck: of 200 releases with a prior of 0.3, a binomial number is faulty, and then exposes all the endpoints
    /// there are. 4.5 standard deviations; a false alarm in 100,000.
    @Test func eachReleaseIsGoodOrBadByItself() throws {
        let plan = try Plan(try world(200, prior: 0.3))
        let run = Run(plan)
        let bad = run["endpoints_exposed"] / run["fleet_endpoints"]
        #expect(abs(bad.rounded() - bad) < 1e-6, "all or none are exposed to a release")
        #expect(abs(bad - 60) < 4.5 * (200.0 * 0.3 * 0.7).squareRoot())
    }

    /// Every release meets the same customers with the same machines.
    @Test func allReleasesMeetTheSameFleet() throws {
        let plan = try Plan(try world(5))
        let fleets = Set(plan.laterReleases.map { Run($0)["fleet_endpoints"] } + [Run(plan)["fleet_endpoints"]])
        #expect(fleets.count == 1)
        let failures = Set(plan.laterReleases.map { Run($0)["endpoint_hours_lost"] })
        #expect(failures.count == 4, "and not the same luck")
    }

    /// Who is a release behind, never gets one that was stopped before the next is due, and pays with a month's lag for each good one.
    @Test func whoIsAReleaseBehindIsSparedTheBadAndWaitsForTheGood() throws {
        for prior in [0.0, 1] {
            var scenario = try world(3, every: 4, prior: prior)
            scenario.segments[0].relayPoll = .minutes(1)
            scenario.segments[0].endpointPoll = .minutes(1)
            scenario.segments.append(scenario.segments[0])
            scenario.segments[1].id = "behind"
            scenario.segments[1].stream = "behind"
            scenario.segments[1].staging = CustomerStaging(behind: 1)
            scenario.release.defect.telemetryShare = 1
            scenario.release.defect.telemetryDelay = .none
            scenario.gate = Gate(failures: 1, decision: SmallWorld.delay(1))
            let run = try Run(scenario)
            scenario.segments[1].staging = nil
            let eager = try Run(scenario)
            if prior > 0 {
                scenario.segments.removeLast()
                #expect(run["endpoints_exposed"] == (try Run(scenario))["endpoints_exposed"])
            } else {
                var alone = scenario
                alone.segments.removeFirst()
                let fleet = try Run(alone)["fleet_endpoints"]
                let lag = run["protection_lag_endpoint_hours"] - eager["protection_lag_endpoint_hours"]
                #expect(abs(lag - 3 * 96 * fleet) < 1e-6 * lag)
            }
        }
    }

    /// A customer that is slow is slow for every release: sound releases, everything on at all times, are installed at the same times after
    /// their publication.
    @Test func aDeferralLastsOverTheSeries() throws {
        var scenario = try world(4, prior: 0)
        scenario.segments[0].staging = CustomerStaging(deferral: Delay(hours: try .exponential(mean: 30)))
        let plan = try Plan(scenario)
        let lags = Set(plan.laterReleases.map { Run($0)["protection_lag_endpoint_hours"] })
        #expect(lags.count == 1)
        scenario.release.series?.count = 1
        #expect(lags == [try Run(scenario)["protection_lag_endpoint_hours"]])
    }

    @Test func theLogTellsOneReleaseAfterTheOther() throws {
        let plan = try Plan(try world(3, prior: 0.5))
        let (events, outcome) = Trace.run(plan, seed: 2022, replication: 0)
        let published = events.filter { $0.event == .published }
        #expect(published.map(\.detail) == ["release 1 of 3", "release 2 of 3", "release 3 of 3"])
        #expect(published.map { ($0.time - plan.scenario.clock.start).inHours } == [1, 721, 1441])
        #expect(outcome.map(\.bitPattern) == Run(plan).outcome.map(\.bitPattern))
    }

    @Test(arguments: [
        (ReleaseSeries(count: 0, everyDays: 3), 0, "a series must have 1 to 200 releases"),
        (ReleaseSeries(count: 2, everyDays: 0), 0, "the releases of a series must be 1 to 400 days apart"),
        (ReleaseSeries(count: 2, everyDays: 3), 11, "segment firm can be 0 to 10 releases behind"),
        (nil, 1, "segment firm takes a release when a later one is due; it needs a series of releases"),
        (
            ReleaseSeries(count: 2, everyDays: 5), 2,
            "segment firm takes a release 10 days after the others; the horizon must be longer"
        ),
    ])
    func seriesThatCannotBeAreRefused(series: ReleaseSeries?, behind: Int, message: String) throws {
        var scenario = try SmallWorld.scenario()
        scenario.release.series = series
        scenario.segments[0].staging = CustomerStaging(behind: behind)
        #expect(throws: PlanError(message)) { try Plan(scenario) }
    }
}
