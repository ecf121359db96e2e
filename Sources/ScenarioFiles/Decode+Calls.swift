// How callers behave, and what support does in a surge.

import RandomStreams
import Rollouts

extension ScenarioDecoder {
    func patience(_ value: YAMLValue?) -> Delay? {
        guard let value, value.text != "none" else { return nil }
        return decoding.delay(value)
    }

    func retrial(_ value: YAMLValue?) -> Retrial? {
        guard let fields = clause(value, "retrial") else { return nil }
        defer { fields.finish() }
        return Retrial(
            chance: decoding.share(fields.required("chance")), pause: decoding.delay(fields.required("pause")))
    }

    func thirdLine(_ value: YAMLValue?) -> ThirdLine? {
        guard let fields = clause(value, "third-line") else { return nil }
        defer { fields.finish() }
        return ThirdLine(
            share: decoding.share(fields.required("share")), time: decoding.delay(fields.required("time")))
    }

    func surge(_ value: YAMLValue?) -> Surge? {
        guard let fields = clause(value, "surge") else { return nil }
        defer { fields.finish() }
        return Surge(
            afterCalls: decoding.whole(fields.required("after-calls"), 1...1_000_000, "a number of calls"),
            delay: decoding.workingDelay(fields.required("delay")),
            firstLine: agents(fields.required("first-line")), secondLine: agents(fields.optional("second-line")),
            thirdLine: agents(fields.optional("third-line")))
    }

    func userCalls(_ value: YAMLValue?) -> UserCalls? {
        guard let fields = clause(value, "user-calls") else { return nil }
        defer { fields.finish() }
        return UserCalls(
            share: decoding.share(fields.required("share")), delay: decoding.delay(fields.required("delay")))
    }

    /// A number of agents; 0 where it is not said.
    func agents(_ value: YAMLValue?) -> Int {
        value.map { decoding.whole($0, 0...ScenarioLimits.agents, "a number of agents") } ?? 0
    }
}
