// What a slow rollout costs: how fast the fleet is deployed, which attacks met it, and what it cost.

import CivilTime
import RandomStreams
import Testing

@testable import Rollouts

@Suite struct LossTests {
    // MARK: Deployment

    /// One customer, one server, machines that are always on: after the server's poll the share that has the release grows evenly over
    /// the interval of the endpoints' polls. The curve is straight, so the quantiles are exact but for the five minutes in which it begins.
    @Test func deploymentUnderUniformPollingIsShareTimesInterval() throws {
        var scenario = try SmallWorld.scenario(customers: 1, fleet: 1000, affectedShare: 0)
        scenario.segments[0].relayPoll = .minutes(1)
        scenario.segments[0].endpointPoll = .hours(20)
        let run = try Run(scenario)
        let first = run["deployment_t50_h"] - 10
        #expect(first >= -1e-9 && first <= 1.0 / 60)
        for (quantile, share) in [("90", 0.9), ("95", 0.95), ("99", 0.99)] {
            #expect(abs(run["deployment_t\(quantile)_h"] - first - 20 * share) < 1e-6, "\(quantile)")
        }
    }

    /// In any world, the share that is not current any more passes each quantile where its metric says, to five minutes; a quantile that
    /// is not reached by the horizon is censored.
    @Test func deploymentQuantilesAreWhereTheNumberOfCurrentEndpointsPassesThem() throws {
        var censored = 0
        for seed in RandomWorld.seeds {
            let run = try Run(try RandomWorld.scenario(seed))
            let fleet = run["fleet_endpoints"]
            let current = run.series(.current)
            let step = run.plan.scenario.clock.timelineStep.inHours
            let ready = run["release_published_h"]
            // Where tests add time, the release is ready before it is published.
            guard run.plan.timeForPlatforms == 0, run["found_by_qa"] == 0,
                run.plan.scenario.qualityAssurance.addedTime == .elapsed(.zero)
            else { continue }
            for (quantile, share) in [("50", 0.5), ("90", 0.9), ("99", 0.99)] {
                let time = run["deployment_t\(quantile)_h"]
                if !time.isFinite {
                    censored += 1
                    #expect(Double(current[current.count - 1]) >= fleet * (1 - share) * (1 - 1e-5), "world \(seed)")
                    continue
                }
                for (position, number) in current.enumerated() {
                    let hour = Double(position) * step - ready
                    if hour < time - 0.09 {
                        #expect(Double(number) >= fleet * (1 - share) * (1 - 1e-5), "world \(seed)")
                    }
                    if hour > time + 0.09 {
                        #expect(Double(number) <= fleet * (1 - share) * (1 + 1e-5), "world \(seed)")
                    }
                }
            }
        }
        #expect(censored > 5)
    }

    // MARK: Threats

    /// A constant rate meets endpoints for as long as they are without protection: while they work without it, and while they have failed.
    @Test func encountersAtAConstantRateAreItTimesTheTimeWithoutProtection() throws {
        for seed in RandomWorld.seeds {
            var scenario = try RandomWorld.scenario(seed)
            scenario.threats = Threats(rate: .constant(0.02))
            scenario.changeDefects { $0.failureMode.severity = 1 }
            let run = try Run(scenario)
            let expected = 0.02 * (run["protection_lag_endpoint_hours"] + run["endpoint_hours_lost"])
            #expect(abs(run["threat_encounters"] - expected) <= 1e-9 * max(1, expected), "world \(seed)")
        }
    }

    /// A rate that follows the clock meets as many as are without protection just then: the integral over the timeline's minutes.
    @Test func encountersFollowTheRateThroughTime() throws {
        var compared = 0
        for seed in RandomWorld.seeds where seed % 4 == 0 {
            var scenario = try RandomWorld.scenario(seed)
            guard scenario.clock.horizon <= .days(3), scenario.qualityAssurance.detection == 0 else { continue }
            scenario.clock.timelineStep = .minutes(2)
            scenario.clock.timelineBy = []
            scenario.qualityAssurance.addedTime = .elapsed(.zero)
            scenario.qualityAssurance.addedTimePerPlatform = .zero
            let start = scenario.clock.start
            let steps = [(3.0, 0.5), (9, 2), (20, 0), (22, 1)]
            scenario.threats = Threats(
                rate: .steps(steps.map { ThreatStep(from: start.adding(.hours($0.0)), perHour: $0.1) }))
            let run = try Run(scenario)
            let rows = [TimelineState.current, .failed, .mitigated].map { run.series($0).map(Double.init) }
            var expected = 0.0
            for position in run.plan.timeline.instants.indices.dropLast() {
                let hour = (Double(position) + 0.5) / 30
                let rate = steps.last { $0.0 <= hour }?.1 ?? 0
                let unprotected = rows.reduce(0) { $0 + ($1[position] + $1[position + 1]) / 2 }
                if hour > run["release_published_h"] { expected += rate * unprotected / 30 }
            }
            #expect(abs(run["threat_encounters"] - expected) <= 0.003 * expected + 1, "world \(seed)")
            compared += 1
        }
        #expect(compared > 5)
    }

    // MARK: Weights and cost

    @Test func protectionLagIsWeightedByCriticality() throws {
        for seed in 0..<20 {
            var scenario = try RandomWorld.scenario(seed)
            for index in scenario.segments.indices { scenario.segments[index].criticality = 2.5 }
            let run = try Run(scenario)
            let lag = run["protection_lag_endpoint_hours"]
            #expect(abs(run["weighted_protection_lag_endpoint_hours"] - 2.5 * lag) <= 1e-9 * max(1, lag))
        }
    }

    /// Each price is that of its own metric, and the cost is their sum.
    @Test func theCostIsEachPriceTimesItsQuantity() throws {
        var scenario = try SmallWorld.scenario()
        scenario.segments[0].criticality = 2
        scenario.threats = Threats(rate: .constant(0.5))
        scenario.prices = nil
        #expect(try Run(scenario)["cost"].isNaN)
        scenario.prices = Prices(
            endpointHourLost: 1, weightedEndpointHourLost: 2, technicianHour: 3, supportCase: 5, threatEncounter: 7,
            lagEndpointHour: 11, weightedLagEndpointHour: 13)
        let run = try Run(scenario)
        let quantities = [
            "endpoint_hours_lost", "weighted_endpoint_hours_lost", "technician_hours_h", "support_cases",
            "threat_encounters", "protection_lag_endpoint_hours", "weighted_protection_lag_endpoint_hours",
        ].map { run[$0] }
        #expect(quantities.allSatisfy { $0 > 0 }, "\(quantities)")
        let expected = zip([1.0, 2, 3, 5, 7, 11, 13], quantities).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(run["cost"] - expected) <= 1e-12 * expected)
    }

    // MARK: Detection

    /// A region's time to detect is from its own first failure to its own knowledge, and 0 where the others' came first.
    @Test func aRegionDetectsFromItsOwnFirstFailureOn() throws {
        var early = 0
        for seed in RandomWorld.seeds {
            let run = try Run(try RandomWorld.scenario(seed))
            for region in run.plan.scenario.regions.map(\.id) {
                let known = run["\(region).known_error_h"]
                let first = run["\(region).first_failure_h"]
                let time = run["\(region).time_to_detect_h"]
                if first.isNaN {
                    #expect(time.isNaN)
                } else if !known.isFinite {
                    #expect(time == MetricValue.censored)
                } else {
                    #expect(abs(time - max(0, known - first)) < 1e-9)
                    if known < first { early += 1 }
                }
            }
        }
        #expect(early > 0)
    }

    // MARK: Groups of the timeline

    /// The groups of a timeline are parts of the world: at every instant their states sum to the world's, by region and altogether.
    @Test func theGroupsOfATimelineSumToTheWorld() throws {
        var counted = 0
        for seed in RandomWorld.seeds {
            let run = try Run(try RandomWorld.scenario(seed))
            let length = run.plan.timeline.instants.count
            let first = run.plan.timeline.firstGroupRow
            guard run.plan.timelineGroups.count > 0 else { continue }
            counted += 1
            for state in TimelineState.allCases {
                let rows = (0..<run.plan.timelineGroups.count).map { run.plan.timeline.row(state, group: $0) }
                #expect(rows.allSatisfy { $0 >= first && run.plan.timeline.series[$0].state == state.name })
                for position in 0..<length {
                    let values = rows.map { Double(run.timeline[$0 * length + position]) }
                    let world = Double(run.timeline[state.row * length + position])
                    let sum = values.reduce(0, +)
                    #expect(values.allSatisfy { $0 >= 0 }, "world \(seed): \(state) \(values)")
                    #expect(abs(sum - world) <= 1e-5 * max(1, world), "world \(seed): \(state) \(sum) of \(world)")
                }
            }
            guard run.plan.timelineGroups.isByRegion, run.plan.timeline.hasRegionRows else { continue }
            for region in run.plan.scenario.regions.map(\.id) {
                let parts = run.plan.timelineGroups.kinds.map { run.series(.failed, region: region, attributes: $0) }
                let whole = run.series(.failed, region: region)
                for position in 0..<length {
                    #expect(parts.reduce(0) { $0 + $1[position] } == whole[position], "world \(seed): \(region)")
                }
            }
        }
        #expect(counted > 50)
    }

    /// Where all of a platform's endpoints are at risk, its group is exactly they, and the other group the healthy.
    @Test func aGroupIsTheEndpointsOfItsPlatforms() throws {
        var scenario = try SmallWorld.scenario()
        scenario.clock.timelineBy = [.attribute("os")]
        let run = try Run(scenario)
        let length = run.plan.timeline.instants.count
        func total(_ attributes: String, _ position: Int) -> Double {
            TimelineState.allCases.reduce(0) { $0 + Double(run.series($1, attributes: attributes)[position]) }
        }
        let old = total("os=old", 0)
        #expect(old > 900 && old < 1100 && old == old.rounded())
        for position in stride(from: 0, to: length, by: 20) {
            #expect(total("os=old", position) == old)
            #expect(abs(total("os=new", position) - (2000 - old)) < 1e-3)
            #expect(run.series(.failed, attributes: "os=new")[position] == 0)
            #expect(run.series(.failed, attributes: "os=old")[position] == run.series(.failed)[position])
        }
        // Both groups are deployed at the same pace, because their machines are alike.
        let half = (0..<length).first { run.series(.current, attributes: "os=new")[$0] < Float(2000 - old) / 2 } ?? 0
        let share = Double(run.series(.current, attributes: "os=old")[half]) / old
        #expect(half > 0 && share < 0.75 && share > 0.1)
    }

    // MARK: What a plan refuses

    @Test(arguments: [
        ("rate", "the rate of attacks is -1.0 per hour; expected 0 to 1000000"),
        ("order", "the steps of the rate of attacks must be in the order of their instants"),
        ("none", "the rate of attacks has no step"),
        ("price", "the price of a technician-hour is -1.0; expected 0 to 1000000000000"),
        ("twice", "the timeline counts by 'os' twice"),
        ("unknown", "the timeline counts by an unknown attribute 'colour'"),
        (
            "large",
            "the timeline has 4 groups with 7 states at 9601 instants each; expected at most 200000 values"
        ),
    ])
    func mistakesAreRefused(what: String, message: String) throws {
        var scenario = try SmallWorld.scenario()
        let start = scenario.clock.start
        switch what {
        case "rate": scenario.threats = Threats(rate: .constant(-1))
        case "order":
            scenario.threats = Threats(
                rate: .steps([ThreatStep(from: start, perHour: 1), ThreatStep(from: start, perHour: 2)]))
        case "none": scenario.threats = Threats(rate: .steps([]))
        case "price": scenario.prices = Prices(technicianHour: -1)
        case "twice": scenario.clock.timelineBy = [.attribute("os"), .attribute("os")]
        case "unknown": scenario.clock.timelineBy = [.attribute("colour")]
        default:
            scenario.clock.horizon = .days(400)
            scenario.clock.timelineBy = [.attribute("os"), .region, .attribute("feature")]
            scenario.attributes.append(EndpointAttribute(id: "feature", values: ["on", "off"]))
        }
        #expect(throws: PlanError(message)) { try Plan(scenario) }
    }
}
