// The gate of a rollout and what telemetry sees: tests, whom they watch, approvals, failures in the background.

import CivilTime
import Rollouts

extension ScenarioDecoder {
    func gate(_ value: YAMLValue?, _ world: WorldNames) -> Gate? {
        guard let fields = clause(value, "gate") else { return nil }
        defer { fields.finish() }
        let watches = WatchedEndpoints.allCases.map(\.rawValue)
        return Gate(
            test: gateTest(fields),
            watches: fields.optional("watches").flatMap {
                WatchedEndpoints(rawValue: decoding.name($0, of: "kind of watched endpoints", among: watches))
            } ?? .fleet,
            interval: fields.optional("interval").map { decoding.span($0, atLeast: .seconds(1)) } ?? .minutes(15),
            initialDelay: fields.optional("initial-delay").map { decoding.span($0) } ?? .zero,
            decision: decoding.workingDelay(fields.required("decision")),
            approval: approval(fields.optional("approval"), world),
            propagation: decoding.delay(fields.optional("propagation")), halt: haltKind(fields.optional("halt")),
            investigation: fields.optional("investigation").map { decoding.workingDelay($0) } ?? .none)
    }

    /// A delay, or who takes it: `{takes: 30 min, office: {calendar: …, region: …}}`.
    private func approval(_ value: YAMLValue?, _ world: WorldNames) -> Approval? {
        guard let value, value.text != "none" else { return nil }
        guard value["takes"] != nil else { return Approval(takes: decoding.workingDelay(value)) }
        let fields = Fields(value, "'approval'", decoding)
        defer { fields.finish() }
        return Approval(
            takes: decoding.workingDelay(fields.required("takes")), office: office(fields.optional("office"), world))
    }

    // MARK: Tests

    /// The words for tests.
    static let gateTests = ["threshold", "sprt", "mixture-sprt", "cusum", "missing-heartbeat"]

    /// `failures: N`, or `test:` with one of the tests.
    private func gateTest(_ fields: Fields) -> GateTest {
        let standIn = GateTest.failures(1)
        guard let value = fields.optional("test") else {
            return .failures(
                decoding.whole(fields.required("failures"), 1...1_000_000_000, "a number of failures"))
        }
        if let failures = fields.optional("failures") {
            decoding.error(failures.place, "expected either 'failures' or 'test', not both")
            return standIn
        }
        let test = Fields(value, "'test'", decoding)
        defer { test.finish() }
        let chosen = Self.gateTests.filter { test.optional($0) != nil }
        guard chosen.count == 1, let parameters = test.value[chosen[0]] else {
            let isEmpty = value.entries?.isEmpty ?? false
            if chosen.count > 1 || isEmpty {
                decoding.error(value.place, "expected one test, as in {threshold: 1 %, minimum: 200}")
            }
            return standIn
        }
        if chosen[0] == "threshold" {
            return .threshold(share: above(parameters), minimum: minimum(test))
        }
        let inner = Fields(parameters, "'\(chosen[0])'", decoding)
        defer { inner.finish() }
        switch chosen[0] {
        case "sprt": return wald(inner)
        case "mixture-sprt":
            return .mixture(p0: between(inner.required("p0")), alpha: between(inner.required("alpha")))
        case "cusum":
            let (p0, p1) = shares(inner)
            return .cumulativeSum(
                p0: p0, p1: p1, limit: decoding.number(inner.required("limit"), 0.01...1000, "a limit"))
        default:
            return .missingHeartbeat(
                after: decoding.span(inner.required("after"), atLeast: .seconds(1)),
                excess: above(inner.required("excess")), minimum: minimum(inner),
                expected: inner.optional("expected").map { decoding.share($0) })
        }
    }

    private func wald(_ fields: Fields) -> GateTest {
        let (p0, p1) = shares(fields)
        let (alphaValue, betaValue) = (fields.required("alpha"), fields.required("beta"))
        let alpha = between(alphaValue)
        let beta = between(betaValue)
        if let betaValue, alphaValue != nil, alpha + beta >= 1 {
            decoding.error(betaValue.place, "expected alpha and beta that sum to less than 100 %")
            return .sequential(p0: p0, p1: p1, alpha: 0.05, beta: 0.05)
        }
        return .sequential(p0: p0, p1: p1, alpha: alpha, beta: beta)
    }

    private func shares(_ fields: Fields) -> (p0: Double, p1: Double) {
        let (low, high) = (fields.required("p0"), fields.required("p1"))
        let p0 = between(low)
        let p1 = between(high)
        if let high, low != nil, p1 <= p0 {
            decoding.error(high.place, "expected a p1 above p0, found \(high.kind)")
            return (p0, (1 + p0) / 2)
        }
        return (p0, p1)
    }

    private func minimum(_ fields: Fields) -> Int {
        fields.optional("minimum").map { decoding.whole($0, 1...1_000_000_000, "a number of reports") } ?? 1
    }

    /// A share above 0 %.
    private func above(_ value: YAMLValue?) -> Double {
        guard let value, let share = decoding.valid({ decoding.share(value) }) else { return 1 }
        if share > 0 { return share }
        decoding.error(value.place, "expected a share above 0 %, found \(value.kind)")
        return 1
    }

    /// A share above 0 % and below 100 %; a stand-in, and reported, if it is none.
    private func between(_ value: YAMLValue?) -> Double {
        guard let value, let share = decoding.valid({ decoding.share(value) }) else { return 0.01 }
        if share > 0 && share < 1 { return share }
        decoding.error(value.place, "expected a share above 0 % and below 100 %, found \(value.kind)")
        return 0.01
    }

    // MARK: Telemetry

    func telemetry(_ value: YAMLValue?) -> Telemetry {
        guard let value else { return Telemetry() }
        let fields = Fields(value, "'telemetry'", decoding)
        defer { fields.finish() }
        return Telemetry(
            reporting: fields.optional("reporting").map { decoding.share($0) } ?? 1,
            background: background(fields.optional("background")))
    }

    /// `0.1 % / d` or `0.1 % / installation`.
    private func background(_ value: YAMLValue?) -> BackgroundFailures {
        guard let value, value.text != "none" else { return .none }
        let parts = value.text?.split(separator: "/", omittingEmptySubsequences: false) ?? []
        guard parts.count == 2 else {
            decoding.error(
                value.place,
                "expected background failures such as '0.1 % / d' or '0.1 % / installation', found \(value.kind)")
            return .none
        }
        let share = decoding.read(value, "a share of endpoints", default: 0) { _ throws(CivilTimeError) -> Double in
            try Quantity.parseShare(String(parts[0]))
        }
        if parts[1].trimmingPrefix(" ") == "installation" { return .perInstallation(share) }
        let times = decoding.read(value, "background failures such as '0.1 % / d'", default: 0, counted: false) {
            _ throws(CivilTimeError) -> Double in try Quantity.parseRate("1 /" + parts[1])
        }
        guard share * times <= 1 else {
            decoding.error(value.place, "expected at most 100 % / h, found \(value.kind)")
            return .none
        }
        return .perHour(share * times)
    }
}
