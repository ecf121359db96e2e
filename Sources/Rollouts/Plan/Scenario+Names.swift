// Whether the names of a scenario are unambiguous and lead somewhere.

extension Scenario {
    /// Checks that ids and streams are unique and that segments, platforms and predicates speak of what is declared.
    ///
    /// Streams are the addresses of random numbers and the order in which things are simulated: two of the same name would share
    /// their luck, and the order of declaration would begin to matter. References that become indices are resolved, and checked,
    /// where they are compiled.
    func checkNames() throws(PlanError) {
        try requireUnique(attributes.map(\.id), "attribute")
        try requireUnique(platforms.map(\.id), "platform")
        try requireUnique(platforms.map(\.stream), "stream of a platform")
        try requireUnique(calendars.map(\.id), "calendar")
        try requireUnique(profiles.map(\.id), "profile")
        // Groups of customers have metrics beside those of the regions.
        try requireUnique(regions.map(\.id) + groups.map(\.id), "region or group")
        try requireUnique(regions.map(\.stream), "stream of a region")
        try requireUnique(segments.map(\.id), "segment")
        try requireUnique(segments.map(\.stream), "stream of a segment")
        try requireUnique(support.centres.map(\.id), "support centre")
        try requireUnique(support.centres.map(\.stream), "stream of a support centre")
        try requireUnique(checkpoints.map(\.id), "checkpoint")
        try checkTimelineDimensions()
        try requireUnique(certs.map(\.id), "CERT")
        try requireUnique(certs.map(\.stream), "stream of a CERT")
        for group in groups {
            try checkCommunity(regions: group.regions, segments: group.segments, of: "group \(group.id)")
        }
        for team in certs {
            try checkCommunity(regions: team.regions, segments: team.segments, of: "CERT \(team.id)")
        }
        for segment in segments {
            let name = "segment \(segment.id)"
            try requireKnown(segment.customers.keys, regions.map(\.id), "\(name): unknown region")
            try requireKnown(segment.mix.keys, platforms.map(\.id), "\(name): unknown platform")
            try requireKnown(segment.presence.keys, platforms.map(\.id), "\(name): unknown platform")
        }
        for stage in rollout.stages {
            try requireKnown(stage.segments ?? [], segments.map(\.id), "stage \(stage.id): unknown segment")
        }
        for stage in response.fix.stages {
            try requireKnown(stage.regions ?? [], regions.map(\.id), "a stage of the fix: unknown region")
            try requireKnown(stage.segments ?? [], segments.map(\.id), "a stage of the fix: unknown segment")
        }
        for platform in platforms {
            for attribute in platform.values.keys.sorted() {
                try check(
                    attribute: attribute, value: platform.values[attribute] ?? "", where: "platform \(platform.id)")
            }
        }
        try requireUnique(release.defects.map(\.id), "defect")
        try requireUnique(release.defects.map(\.stream), "stream of a defect")
        for defect in release.defects { try check(defect.affects, where: "the predicate of defect \(defect.id)") }
        try check(qualityAssurance.covers, where: "the predicate of what is tested")
        try check(qualityAssurance.passed, where: "the predicate of what is known to have passed")
        try check(response.fix.covers, where: "the predicate of what the fix covers")
        if let killSwitch = response.killSwitch {
            try check(killSwitch.appliesTo, where: "the predicate of where the kill switch applies")
        }
        if let mitigation = response.mitigation {
            try check(mitigation.appliesTo, where: "the predicate of where the mitigation applies")
        }
    }

    /// Checks the customers that a group or a team speaks of. Unknown regions are found where they are compiled.
    private func checkCommunity(regions: [String], segments: [String]?, of name: String) throws(PlanError) {
        try requireUnique(regions, "region of \(name):")
        guard let segments else { return }
        try requireUnique(segments, "segment of \(name):")
        try requireKnown(segments, self.segments.map(\.id), "\(name): unknown segment")
    }

    private func check(_ predicate: Predicate, where place: String) throws(PlanError) {
        switch predicate {
        case .equals(let attribute, let value): try check(attribute: attribute, value: value, where: place)
        case .all(let parts), .any(let parts): for part in parts { try check(part, where: place) }
        case .not(let part): try check(part, where: place)
        }
    }

    private func check(attribute: String, value: String, where place: String) throws(PlanError) {
        guard let declared = attributes.first(where: { $0.id == attribute }) else {
            throw PlanError("\(place): unknown attribute '\(attribute)'")
        }
        guard declared.values.contains(value) else {
            throw PlanError("\(place): attribute \(attribute) has no value '\(value)'")
        }
    }
}

private func requireUnique(_ names: [String], _ kind: String) throws(PlanError) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted { throw PlanError("there is more than one \(kind) '\(name)'") }
}

private func requireKnown(
    _ names: some Collection<String>, _ known: [String], _ message: String
) throws(PlanError) {
    let known = Set(known)
    for name in names.sorted() where !known.contains(name) { throw PlanError("\(message) '\(name)'") }
}
