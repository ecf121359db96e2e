// The fix: its steps, its fast track, its own rollout.

import CivilTime
import Rollouts

extension ScenarioDecoder {
    func fix(_ fields: Fields?, world: WorldNames, attributes: [EndpointAttribute]) -> Fix {
        defer { fields?.finish() }
        return Fix(
            diagnose: decoding.workingDelay(fields?.required("diagnose")),
            build: decoding.workingDelay(fields?.required("build")),
            qualityAssurance: decoding.workingDelay(fields?.required("qa")),
            publish: decoding.workingDelay(fields?.required("publish")),
            calendar: decoding.name(fields?.required("calendar"), of: "calendar", among: world.calendars),
            region: decoding.name(fields?.required("region"), of: "region", among: world.regions),
            covers: fields?.predicate(.covers, attributes) ?? .never,
            worksUncovered: decoding.share(fields?.required("works-uncovered")),
            secondIteration: decoding.workingDelay(fields?.required("second-iteration")),
            stages: fields.map { fixStages($0, world: world) } ?? [],
            fastTrack: fastTrack(fields?.optional("fast-track")))
    }

    private func fastTrack(_ value: YAMLValue?) -> FastTrack? {
        guard let fields = clause(value, "fast-track") else { return nil }
        defer { fields.finish() }
        return FastTrack(
            qualityAssurance: decoding.workingDelay(fields.required("qa")),
            works: decoding.share(fields.required("works")))
    }

    private func fixStages(_ fix: Fields, world: WorldNames) -> [FixStage] {
        let items = fix.list("stages", required: false, atMost: ScenarioLimits.stages)
        let stages = items.map { item in
            let fields = Fields(item, "a stage of the fix", decoding)
            defer { fields.finish() }
            return FixStage(
                regions: chosen(fields, "regions", of: "region", among: world.regions),
                segments: chosen(fields, "segments", of: "segment", among: world.segments),
                share: fields.optional("share").map { decoding.share($0) },
                bake: fields.optional("bake").map { decoding.calendarSpan($0) } ?? .elapsed(.zero))
        }
        if let last = stages.last, last.regions != nil || last.segments != nil || last.share ?? 1 < 1,
            let item = items.last
        {
            decoding.error(item.place, "the last stage of the fix must be for all customers, such as {share: 100 %}")
        }
        return stages
    }
}
