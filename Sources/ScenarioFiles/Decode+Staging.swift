// How customers hold a release back by themselves: deferral, window, rings.

import CivilTime
import Rollouts

extension ScenarioDecoder {
    func staging(_ value: YAMLValue?, calendars: [String]) -> CustomerStaging? {
        guard let fields = clause(value, "staging") else { return nil }
        defer { fields.finish() }
        var staging = CustomerStaging()
        if let deferral = fields.optional("deferral") { staging.deferral = decoding.workingDelay(deferral) }
        if let behind = fields.optional("behind") {
            staging.behind = decoding.whole(behind, 0...ScenarioLimits.behind, "a number of releases")
        }
        if let window = fields.optional("window") {
            staging.window = decoding.name(window, of: "calendar", among: calendars)
        }
        if fields.value["rings"] != nil { staging.rings = rings(fields) }
        return staging
    }

    /// Who takes a release when a later one is due, needs a series of releases.
    func checkBehind(_ scenario: Scenario, _ root: YAMLValue) {
        guard scenario.release.series == nil else { return }
        for segment in scenario.segments where segment.staging?.behind ?? 0 > 0 {
            guard let value = root["segments"]?[segment.id]?["staging"]?["behind"] else { continue }
            decoding.error(
                value.place, "a later release is never due: expected 'series: {releases: 12, every: 30 d}' in 'release'"
            )
        }
    }

    private func rings(_ fields: Fields) -> [CustomerRing] {
        var share = 0.0
        let items = fields.list("rings", atMost: ScenarioLimits.rings)
        let rings = items.map { item in
            let fields = Fields(item, "a ring", decoding)
            defer { fields.finish() }
            let ring = CustomerRing(
                share: decoding.share(fields.required("share")),
                after: fields.optional("after").map { decoding.calendarSpan($0) } ?? .elapsed(.zero))
            if let given = fields.value["share"], ring.share < share {
                decoding.error(given.place, "shares of rings are cumulative: expected no less than the ring before has")
            }
            share = ring.share
            return ring
        }
        if let value = fields.value["rings"], !rings.isEmpty, share < 1 {
            decoding.error(value.place, "expected a last ring of 100 %, so that every endpoint has one")
        }
        return rings
    }
}
