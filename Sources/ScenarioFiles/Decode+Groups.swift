// Some of the customers: groups that metrics are kept for, and the communities of CERTs.

import CivilTime
import Rollouts

extension ScenarioDecoder {
    func groups(_ entries: [YAMLValue.Entry], world: WorldNames, segments: [String]) -> [CustomerGroup] {
        entries.map { entry in
            if world.regions.contains(entry.key) {
                decoding.error(entry.place, "a group cannot have the name of a region: '\(entry.key)'")
            }
            if let items = entry.value.items, !items.isEmpty {
                return CustomerGroup(id: entry.key, regions: names(items, of: "region", among: world.regions))
            }
            guard entry.value.entries != nil else {
                decoding.error(
                    entry.value.place,
                    "expected a list of regions, or {regions: […], segments: […]}, found \(entry.value.kind)")
                return CustomerGroup(id: entry.key, regions: [])
            }
            let fields = Fields(entry.value, "group '\(entry.key)'", decoding)
            defer { fields.finish() }
            let community = community(fields, world: world, segments: segments)
            return CustomerGroup(id: entry.key, regions: community.regions, segments: community.segments)
        }
    }

    func certs(_ entries: [YAMLValue.Entry], world: WorldNames, segments: [String]) -> [CERT] {
        let certs = entries.map { entry in
            let fields = Fields(entry.value, "CERT '\(entry.key)'", decoding)
            defer { fields.finish() }
            let community = community(fields, world: world, segments: segments)
            return CERT(
                id: entry.key, stream: stream(fields), regions: community.regions, segments: community.segments,
                afterReports: decoding.whole(fields.required("after-reports"), 1...1_000_000, "a number of reports"),
                broadcast: decoding.delay(fields.required("broadcast")))
        }
        checkStreams(certs.map(\.stream), entries)
        return certs
    }

    /// The customers of some regions, or of some segments in them; each all where it is not said.
    private func community(
        _ fields: Fields, world: WorldNames, segments: [String]
    ) -> (regions: [String], segments: [String]?) {
        func chosen(_ key: String, of kind: String, among known: [String]) -> [String]? {
            guard let list = fields.optional(key) else { return nil }
            guard let items = list.items, !items.isEmpty else {
                decoding.error(list.place, "expected a list of \(key), found \(list.kind)")
                return []
            }
            return names(items, of: kind, among: known)
        }
        return (
            chosen("regions", of: "region", among: world.regions) ?? world.regions,
            chosen("segments", of: "segment", among: segments)
        )
    }

    private func names(_ items: [YAMLValue], of kind: String, among known: [String]) -> [String] {
        checkDistinct(items, kind)
        return items.prefix(1000).map { decoding.name($0, of: kind, among: known) }
    }
}
