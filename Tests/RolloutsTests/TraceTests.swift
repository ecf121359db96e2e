// The event log of a replication against its outcome: two accounts of the same events.

import CivilTime
import Testing

@testable import Rollouts

@Suite struct TraceTests {
    private func forEachTrace(_ body: (Int, Plan, [LoggedEvent], [Double]) throws -> Void) throws {
        for seed in RandomWorld.seeds {
            var scenario = try RandomWorld.scenario(seed)
            // The log counts endpoints, not what each has lost.
            scenario.changeDefects { $0.failureMode.severity = 1 }
            let plan = try Plan(scenario)
            let (events, outcome) = Trace.run(plan, seed: 5, replication: 3)
            try body(seed, plan, events, outcome)
        }
    }

    @Test func theOutcomeOfATraceIsThatOfTheReplicator() throws {
        try forEachTrace { seed, plan, _, outcome in
            #expect(sameNumbers(outcome, Run(plan, seed: 5, replication: 3).outcome), "world \(seed)")
        }
    }

    @Test func theClockNeverRunsBackAndStopsAtTheHorizon() throws {
        try forEachTrace { seed, plan, events, _ in
            let times = events.map(\.time)
            #expect(times == times.sorted(), "world \(seed)")
            let end = plan.scenario.clock.start.adding(plan.scenario.clock.horizon)
            #expect(times.allSatisfy { $0 >= plan.scenario.clock.start && $0 < end }, "world \(seed)")
        }
    }

    /// The endpoint-hours lost are the integral of the number failed, which the log gives step by step.
    @Test func hoursLostAreTheIntegralOfTheFailedCountOfTheLog() throws {
        try forEachTrace { seed, plan, events, outcome in
            var failed: Int64 = 0
            var peak: Int64 = 0
            var area: Int64 = 0
            var since = plan.scenario.clock.start
            for event in events {
                area += failed * (event.time - since).microseconds
                since = event.time
                switch event.event {
                case .failed: failed += 1
                case .restored, .mitigated: failed -= 1
                default: break
                }
                peak = max(peak, failed)
            }
            area += failed * (plan.scenario.clock.start.adding(plan.scenario.clock.horizon) - since).microseconds
            let table = plan.metricTable
            let lost = outcome[table.index(WorldMetric.endpointHoursLost)] * ticksPerHour
            #expect(abs(lost - Double(area)) <= 1e-9 * Double(area) + 1, "world \(seed)")
            #expect(outcome[table.index(WorldMetric.endpointsUnrestored)] == Double(failed), "world \(seed)")
            #expect(outcome[table.index(WorldMetric.peakFailed)] == Double(peak), "world \(seed)")
        }
    }

    @Test func countsAndFirstTimesAreThoseOfTheLog() throws {
        try forEachTrace { seed, plan, events, outcome in
            func value(_ metric: WorldMetric) -> Double { outcome[plan.metricTable.index(metric)] }
            func count(_ kind: LoggedEventKind) -> Double { Double(events.count { $0.event == kind }) }
            func hours(_ event: LoggedEvent?) -> Double? { event.map { ($0.time - plan.scenario.clock.start).inHours } }
            let world = "world \(seed)"
            #expect(value(.endpointsFailed) == count(.failed), "\(world)")
            #expect(value(.cases) == count(.reported), "\(world)")
            #expect(value(.stagesStarted) == count(.stageStarted), "\(world)")
            let failures = events.filter { $0.event == .failed }
            #expect(value(.customersHit) == Double(Set(failures.map(\.customer)).count), "\(world)")
            guard let first = failures.first else { return }
            #expect(value(.firstFailure) == hours(first), "\(world)")
            let fix = hours(events.first { $0.event == .fixPublished })
            #expect(value(.fixPublished) == fix ?? .infinity, "\(world)")
            let report = hours(events.first { $0.event == .reported })
            #expect(value(.firstReport) == report ?? .infinity, "\(world)")
        }
    }

    /// An effect never precedes its cause: nobody is aware before a failure, reports before being aware, and so on.
    @Test func causesPrecedeEffects() throws {
        let causes: [([LoggedEventKind], LoggedEventKind)] = [
            ([.published], .stageStarted), ([.stageStarted], .relayFetched), ([.stageStarted], .canarySelected),
            ([.failed], .aware), ([.aware], .reported), ([.failed], .userCalled),
            ([.reported, .userCalled], .firstLineDone), ([.reported], .secondLineDone),
            ([.firstLineDone], .secondLineDone), ([.secondLineDone], .thirdLineDone),
            ([.reported, .userCalled], .surge), ([.secondLineDone, .userCalled], .knownError),
            ([.firstLineDone], .knownError), ([.escalated], .mitigationPublished),
            ([.mitigationPublished], .mitigating), ([.escalated], .fixPublished), ([.fixPublished], .relayCorrected),
            ([.fixPublished], .consolePush), ([.fixPublished], .secondIteration), ([.failed], .restored),
            ([.failed], .mitigated), ([.published], .gateAlarm), ([.gateAlarm], .gateDecided),
            ([.gateDecided], .resumed), ([.stageStarted], .stageApproved), ([.stageStarted], .gatePassed),
        ]
        try forEachTrace { seed, plan, events, _ in
            // Only a failure can be seen where nothing else fails.
            if plan.gate?.background == BackgroundFailures.none, plan.gate?.silence == 0,
                let alarm = events.firstIndex(where: { $0.event == .gateAlarm })
            {
                #expect(events[..<alarm].contains { $0.event == .failed }, "world \(seed)")
            }
            for (any, effect) in causes {
                guard let place = events.firstIndex(where: { $0.event == effect }) else { continue }
                #expect(events[..<place].contains { any.contains($0.event) }, "world \(seed): \(effect) without \(any)")
            }
            let halted = events.firstIndex { $0.event == .halted } ?? events.endIndex
            guard !events.contains(where: { $0.event == .resumed }) else { return }
            #expect(
                !events[halted...].contains { $0.event == .relayFetched || $0.event == .stageStarted }, "world \(seed)")
        }
    }
}
