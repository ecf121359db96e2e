// Exposure while machines poll, through whole scenarios, against its closed forms.

import CivilTime
import RandomStreams
import Rollouts
import Testing

@Suite struct PollingExposureTests {
    /// One hop: W after its publication the release is withdrawn; machines poll every T hours with a phase of their own, so that the share
    /// min(1, W/T) has installed it.
    ///
    /// The withdrawal: one endpoint of a segment of its own installs within a second and fails at once, telemetry sees it, and the gate
    /// decides W later. Every relay polls each second as well, so the window is W with an error below three seconds.
    private func scenario(window: Double, interval: Double, atRisk: Bool) throws -> Scenario {
        let second = TimeSpan.seconds(1)
        var scenario = try PlainWorld.scenario(horizon: .hours(60))
        scenario.gate = Gate(failures: 1, decision: PlainWorld.delay(window))
        scenario.segments = [
            try PlainWorld.segment(
                "signal", platform: "faulty", profile: "busy", customers: 1, fleet: 1, relayPoll: second,
                endpointPoll: second),
            try PlainWorld.segment(
                "fleet", platform: "sound", customers: 20, fleet: 50, relayPoll: second,
                endpointPoll: .hours(interval)),
        ]
        if atRisk {
            // Every machine one by one: in the predicate, but nobody logs on there, so that none fails.
            scenario.release.defect.affects = .always
            scenario.release.defect.trigger = .logOn
            let often = [DailyProfile.Step(minuteOfDay: 0, value: 36_000)]
            scenario.profiles[1].logOnsPerHour = try DailyProfile(workday: often, dayOff: often)
        }
        return scenario
    }

    static let windows = [(0.5, 4.0), (1, 4), (2, 4), (3.9, 4), (4, 4), (6, 4), (5, 24), (23, 24), (30, 24)]

    /// The healthy fleet is counted by the law of its fetch times: no sampling error, only the seconds of the signal.
    @Test(arguments: windows)
    func exposureUnderUniformPollingIsWindowOverInterval(window: Double, interval: Double) throws {
        let plan = try Plan(try scenario(window: window, interval: interval, atRisk: false))
        let share = (PlainWorld.value("endpoints_exposed", plan, replication: 0) - 1) / 1000
        #expect(abs(share - min(1, window / interval)) < 4 / 3600 / interval)
    }

    /// The same with every machine simulated by itself: 8 replications of 1,000 machines. The share has a standard error of at most 0.0056;
    /// 5 of them are exceeded with probability 6·10⁻⁷, 5·10⁻⁶ for all windows. Power: a window wrong by 8 % at W/T = 1/2 moves the
    /// share by 0.04, 7 standard errors, and is seen with probability 0.98.
    @Test(arguments: windows)
    func machinesOneByOneAreExposedWithTheSameProbability(window: Double, interval: Double) throws {
        let plan = try Plan(try scenario(window: window, interval: interval, atRisk: true))
        let replications = 8
        var exposed = 0.0
        for replication in 0..<UInt32(replications) {
            exposed += PlainWorld.value("endpoints_exposed", plan, replication: replication) - 1
        }
        let expected = min(1, window / interval)
        let machines = Double(1000 * replications)
        let error = (expected * (1 - expected) / machines).squareRoot()
        #expect(abs(exposed / machines - expected) < 5 * error + 4 / 3600 / interval, "\(exposed) of \(machines)")
    }

    // MARK: Two hops

    /// Relays poll the origin every R hours with a phase of their own, endpoints their relay every T. A relay that polls at V, uniform on
    /// (0, R), has the item if V < W, and keeps it until its first poll after the withdrawal: for R·⌈(W − V)/R⌉, in which
    /// the share min(1, held/T) of its endpoints fetches it. A cache outlives the withdrawal; a law without that, P(V + U < W), is smaller.
    private func exposedShare(window: Double, relay: Double, interval: Double) -> Double {
        let steps = 100_000
        var sum = 0.0
        for step in 0..<steps {
            let phase = (Double(step) + 0.5) / Double(steps) * relay
            guard phase < window else { break }
            let held = relay * ((window - phase) / relay).rounded(.up)
            sum += min(1, held / interval)
        }
        return sum / Double(steps)
    }

    @Test func theLawOfTwoHopsHasItsSpecialCases() {
        #expect(abs(exposedShare(window: 2, relay: 8, interval: 16) - 2.0 / 8 * 8 / 16) < 1e-4)
        #expect(abs(exposedShare(window: 5, relay: 8, interval: 4) - 5.0 / 8) < 1e-4)
        #expect(abs(exposedShare(window: 2, relay: 0.001, interval: 8) - 2.0 / 8) < 1e-3)
    }

    /// 2,000 customers in each of 4 replications, each with a phase of its own; the endpoints of a customer are counted in expectation. The
    /// share at one customer lies between 0 and 1, so that its variance is at most p(1 − p): 5 standard errors are exceeded
    /// with a probability below 6·10⁻⁷. Seen to fail with relays that drop the item at the moment of the withdrawal.
    @Test(arguments: [(2.0, 8.0, 16.0), (5, 8, 4), (10, 4, 24), (3, 2, 2), (7, 3, 12)])
    func twoPollingHopsExposeAsTheirPhasesSay(window: Double, relay: Double, interval: Double) throws {
        var scenario = try scenario(window: window, interval: interval, atRisk: false)
        scenario.segments[1].customers = ["here": 2000]
        scenario.segments[1].fleet = try .constant(3)
        scenario.segments[1].relayPoll = .hours(relay)
        let plan = try Plan(scenario)
        let shares = (0..<4 as Range<UInt32>).map {
            (PlainWorld.value("endpoints_exposed", plan, replication: $0) - 1) / 6000
        }
        let share = shares.reduce(0, +) / 4
        let expected = exposedShare(window: window, relay: relay, interval: interval)
        let error = (expected * (1 - expected) / 8000).squareRoot()
        #expect(abs(share - expected) < 5 * error + 0.002, "\(share), expected \(expected)")
    }

    /// P(V + U ≤ t) for V uniform on (0, R) and U on (0, T): the convolution of two uniforms, a trapezoidal density.
    private func convolution(_ time: Double, relay: Double, interval: Double) -> Double {
        func ramp(_ x: Double) -> Double { x > 0 ? x * x / 2 : 0 }
        return (ramp(time) - ramp(time - relay) - ramp(time - interval) + ramp(time - relay - interval))
            / (relay * interval)
    }

    /// Without a withdrawal a machine has the release after the sum of the two hops. Machines that fail at the install show when:
    /// 20 replications of 400 customers with one machine each, cut off at t. Standard error at most 0.0056, false alarm 6·10⁻⁷ at
    /// 5 of them. Seen to fail with machines that share their relay's phase.
    @Test(arguments: [1.0, 3, 5, 8, 11])
    func theTimeOfTwoHopsIsTheConvolutionOfTheirUniforms(time: Double) throws {
        var scenario = try PlainWorld.scenario(horizon: .hours(time))
        scenario.segments = [
            try PlainWorld.segment(
                "fleet", platform: "faulty", customers: 400, fleet: 1, relayPoll: .hours(8), endpointPoll: .hours(4))
        ]
        let plan = try Plan(scenario)
        let counts = (0..<20 as Range<UInt32>).map { PlainWorld.value("endpoints_failed", plan, replication: $0) }
        let expected = convolution(time, relay: 8, interval: 4)
        let error = (expected * (1 - expected) / 8000).squareRoot()
        #expect(abs(counts.reduce(0, +) / 8000 - expected) < 5 * error)
    }

    /// The mean of that sum is (R + T)/2, which is the protection lag per endpoint. Its variance is that of the customers' phases, R²/12:
    /// a standard error of 0.026 h, false alarm 6·10⁻⁷ at 5 of them; a bias of 3 % (0.18 h) is seen surely.
    @Test func protectionLagOfTwoHopsIsHalfOfBothIntervals() throws {
        var scenario = try PlainWorld.scenario(horizon: .hours(48))
        scenario.segments = [
            try PlainWorld.segment(
                "fleet", platform: "sound", customers: 2000, fleet: 3, relayPoll: .hours(8), endpointPoll: .hours(4))
        ]
        let plan = try Plan(scenario)
        let lags = (0..<4 as Range<UInt32>).map {
            PlainWorld.value("protection_lag_endpoint_hours", plan, replication: $0) / 6000
        }
        let error = 8 / (12.0 * 8000).squareRoot()
        #expect(abs(lags.reduce(0, +) / 4 - 6) < 5 * error)
    }
}
