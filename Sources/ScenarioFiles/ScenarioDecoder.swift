// From a tree to the scenario of one policy: sections in the order of what refers to what.

import CivilTime
import Rollouts

/// The names that sections refer to.
struct WorldNames {
    /// Those that are declared; combinations of independent shares are not among them.
    var platforms: [String]
    var calendars: [String]
    var profiles: [String]
    var regions: [String]
    /// Ids of the segments; empty while these are being read.
    var segments: [String] = []
}

/// Decodes the model's sections of a tree.
struct ScenarioDecoder {
    let decoding: Decoding
    /// Stands in for a section that is missing, which has been reported.
    let nothing: YAMLValue

    init(_ decoding: Decoding) {
        self.decoding = decoding
        nothing = YAMLValue(content: .scalar(""), place: Place(file: "", line: 0, column: 0))
    }

    /// The sections that describe the world and the base policy; a policy may overlay most of them.
    static let sections = ScenarioLanguage.sections.map(\.name)

    /// - Parameter validClock: the clock, if there is no mistake in it.
    func scenario(_ root: Fields, clock validClock: inout ScenarioClock?) -> Scenario {
        let declared = root.value["attributes"]?.entries?.map(\.key) ?? []
        var clock = ScenarioClock(start: .epoch, horizon: .hours(1), timelineStep: .hours(1))
        validClock = decoding.valid { clock = self.clock(root.required("clock"), attributes: declared) }.map { clock }
        let attributes = attributes(root.named("attributes"))
        var platforms = platforms(root.named("platforms"), attributes)
        let calendars = calendars(root.named("calendars", required: false))
        let profiles = profiles(root.named("profiles"))
        let supportFields = Fields(root.required("support") ?? nothing, "'support'", decoding)
        let regions = regions(root.named("regions"), centres: supportFields.value["centres"]?.entries?.map(\.key) ?? [])
        var names = WorldNames(
            platforms: platforms.map(\.id), calendars: calendars.map(\.id), profiles: profiles.map(\.id),
            regions: regions.map(\.id))
        let segments = segments(
            root.named("segments"), world: names, attributes: attributes, platforms: &platforms)
        let segmentNames = segments.map(\.id)
        names.segments = segmentNames
        let (rollout, halt) = rollout(
            root.required("rollout"),
            world: RolloutWorld(names: names, regions: regions, segments: segments, clock: validClock))
        var scenario = Scenario(
            clock: clock, attributes: attributes, platforms: platforms, calendars: calendars, profiles: profiles,
            regions: regions,
            groups: groups(root.named("groups", required: false), world: names, segments: segmentNames),
            segments: segments,
            release: release(
                root.required("release"), clock: validClock, attributes: attributes, calendars: names.calendars),
            qualityAssurance: qualityAssurance(root.required("qa"), attributes),
            rollout: rollout,
            gate: gate(root.optional("gate"), names), telemetry: telemetry(root.optional("telemetry")),
            support: support(supportFields, regions: names.regions, calendars: names.calendars),
            certs: certs(root.named("certs", required: false), world: names, segments: segmentNames),
            response: response(root.required("response"), world: names, attributes: attributes),
            checkpoints: checkpoints(root.named("checkpoints", required: false), clock: validClock),
            recoveryCriterion: recovery(root.optional("recovery")), threats: threats(root.optional("threats")),
            prices: prices(root.optional("prices")))
        if let halt {
            // A schedule by its name is stopped as its vendor stops it, unless the scenario says how.
            if root.value["gate"]?["halt"] == nil { scenario.gate?.halt = halt }
            if root.value["response"]?["halt"]?["kind"] == nil { scenario.response.halt?.kind = halt }
        }
        checkBehind(scenario, root.value)
        root.finish(alsoKnown: StudyDecoder.keys)
        return scenario
    }

    // MARK: Names

    /// The name under which random numbers are addressed, if it is not the id.
    func stream(_ fields: Fields) -> String? {
        fields.optional("stream").map { decoding.text($0, "the name of a stream") }
    }

    /// Two things with one stream would share their random numbers.
    func checkStreams(_ streams: [String], _ entries: [YAMLValue.Entry]) {
        for (index, stream) in streams.enumerated() where streams.firstIndex(of: stream) != index {
            decoding.error(
                entries[index].value["stream"]?.place ?? entries[index].place,
                "the stream '\(shortened(stream))' is another's already; every one needs its own")
        }
    }

    /// Reports what stands in a list a second time.
    func checkDistinct(_ items: [YAMLValue], _ kind: String) {
        var seen: Set<String> = []
        for item in items {
            guard let text = item.text, !seen.insert(text).inserted else { continue }
            decoding.error(item.place, "the \(kind) '\(shortened(text))' stands there twice")
        }
    }

    func checkName(_ entry: YAMLValue.Entry, of kind: String, among known: [String]) {
        if !known.isEmpty && !known.contains(entry.key) {
            let hint = NearestName.hint(for: entry.key, among: known)
            decoding.error(entry.place, "unknown \(kind) '\(shortened(entry.key))'; \(hint)")
        }
    }
}
