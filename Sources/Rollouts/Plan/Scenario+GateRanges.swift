// Which numbers a gate and the fleet's telemetry may have.

import CivilTime

extension Scenario {
    func checkGate() throws(PlanError) {
        try requireProbability(telemetry.reporting, "the share of endpoints that report to telemetry")
        switch telemetry.background {
        case .none: break
        case .perInstallation(let share): try requireProbability(share, "the background failures per installation")
        case .perHour(let rate): try requireProbability(rate, "the rate of background failures per hour")
        }
        guard let gate else { return }
        try gate.test.checkRanges()
        try requireSpan(gate.initialDelay, "the gate's initial delay")
        try require(
            gate.interval.microseconds > 0
                && clock.horizon.microseconds / gate.interval.microseconds <= ScenarioLimits.gateLooks,
            "the gate's interval must be longer than 0 and give at most \(ScenarioLimits.gateLooks) looks")
        try require(
            gate.watches != .canaries || rollout.stages.contains { $0.canary != nil },
            "the gate watches canaries, but no stage of the rollout has any")
    }
}

extension GateTest {
    fileprivate func checkRanges() throws(PlanError) {
        switch self {
        case .failures(let count):
            try require(count >= 1, "the gate needs at least 1 failure")
        case .threshold(let share, let minimum):
            try requirePart(share, "the gate's threshold")
            try require(minimum >= 1, "the gate's minimum sample must be at least 1")
        case .missingHeartbeat(let after, let excess, let minimum, let expected):
            try require(
                after.microseconds > 0 && after <= ScenarioLimits.longestSpan,
                "the silence after which an endpoint is missed must be longer than 0 and at most \(ScenarioLimits.longestSpan)"
            )
            try requirePart(excess, "the gate's excess of silent endpoints")
            try require(minimum >= 1, "the gate's minimum sample must be at least 1")
            try requireProbability(expected ?? 0, "the gate's expected share of silent endpoints")
        case .sequential(let p0, let p1, let alpha, let beta):
            try requireOrdered(p0, p1)
            try requireErrorRate(alpha, "alpha")
            try requireErrorRate(beta, "beta")
            try require(alpha + beta < 1, "the gate's alpha and beta must sum to less than 1")
        case .mixture(let p0, let alpha):
            try requireOrdered(p0, 1 - (1 - p0) / 2)
            try requireErrorRate(alpha, "alpha")
        case .cumulativeSum(let p0, let p1, let limit):
            try requireOrdered(p0, p1)
            try require(limit > 0 && limit.isFinite, "the gate's limit must be above 0")
        }
    }

    private func requirePart(_ share: Double, _ name: String) throws(PlanError) {
        try require(
            share > 0 && share <= 1, "\(name) is \(Quantity.text(ofCount: share)); expected more than 0 and at most 1")
    }

    private func requireErrorRate(_ rate: Double, _ name: String) throws(PlanError) {
        try require(
            rate > 0 && rate < 1,
            "the gate's \(name) is \(Quantity.text(ofCount: rate)); expected more than 0 and less than 1")
    }

    private func requireOrdered(_ p0: Double, _ p1: Double) throws(PlanError) {
        try require(
            p0 > 0 && p0 < p1 && p1 < 1,
            "the gate's p0 must be above 0 and below p1, and p1 below 1; found \(Quantity.text(ofCount: p0)) and "
                + Quantity.text(ofCount: p1))
    }
}
