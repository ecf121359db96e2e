// Scenarios told in other words or in another order: the same world for a simulation.

@testable import Rollouts

extension Scenario {
    /// The same scenario with every name changed by `rename`, and the streams kept.
    func renamed(_ rename: (String) -> String) -> Scenario {
        var result = self
        for index in attributes.indices {
            result.attributes[index].id = rename(attributes[index].id)
            result.attributes[index].values = attributes[index].values.map(rename)
        }
        result.clock.timelineBy = clock.timelineBy.map { dimension in
            if case .attribute(let id) = dimension { .attribute(rename(id)) } else { dimension }
        }
        for index in platforms.indices {
            result.platforms[index].id = rename(platforms[index].id)
            result.platforms[index].values = Dictionary(
                platforms[index].values.map { (rename($0.key), rename($0.value)) },
                uniquingKeysWith: { first, _ in first })
        }
        for index in calendars.indices { result.calendars[index].id = rename(calendars[index].id) }
        for index in profiles.indices { result.profiles[index].id = rename(profiles[index].id) }
        for index in regions.indices {
            result.regions[index].id = rename(regions[index].id)
            result.regions[index].name = rename(regions[index].name)
            result.regions[index].supportCentre = rename(regions[index].supportCentre)
        }
        for index in groups.indices {
            result.groups[index].id = rename(groups[index].id)
            result.groups[index].regions = groups[index].regions.map(rename)
            result.groups[index].segments = groups[index].segments?.map(rename)
        }
        for index in segments.indices { result.segments[index] = segments[index].renamed(rename) }
        result.release.content = rename(release.content)
        result.release.corrective = rename(release.corrective)
        for index in release.defects.indices {
            result.release.defects[index].id = rename(release.defects[index].id)
            result.release.defects[index].failureMode.id = rename(release.defects[index].failureMode.id)
            result.release.defects[index].affects = release.defects[index].affects.renamed(rename)
            if case .scan(let calendar) = release.defects[index].trigger {
                result.release.defects[index].trigger = .scan(calendar: rename(calendar))
            }
        }
        result.qualityAssurance.covers = qualityAssurance.covers.renamed(rename)
        for index in rollout.stages.indices {
            result.rollout.stages[index].id = rename(rollout.stages[index].id)
            result.rollout.stages[index].regions = rollout.stages[index].regions?.map(rename)
            result.rollout.stages[index].segments = rollout.stages[index].segments?.map(rename)
            result.rollout.stages[index].offers = rollout.stages[index].offers.map(rename)
        }
        for index in response.fix.stages.indices {
            result.response.fix.stages[index].regions = response.fix.stages[index].regions?.map(rename)
            result.response.fix.stages[index].segments = response.fix.stages[index].segments?.map(rename)
        }
        if let office = gate?.approval?.office {
            result.gate?.approval?.office = VendorOffice(
                calendar: rename(office.calendar), region: rename(office.region))
        }
        for index in certs.indices {
            result.certs[index].id = rename(certs[index].id)
            result.certs[index].regions = certs[index].regions.map(rename)
            result.certs[index].segments = certs[index].segments?.map(rename)
        }
        for index in support.centres.indices {
            result.support.centres[index].id = rename(support.centres[index].id)
            result.support.centres[index].region = rename(support.centres[index].region)
            result.support.centres[index].unrelatedCalendar = support.centres[index].unrelatedCalendar.map(rename)
            for shift in support.centres[index].shifts.indices {
                let calendar = support.centres[index].shifts[shift].calendar
                result.support.centres[index].shifts[shift].calendar = rename(calendar)
            }
        }
        if let killSwitch = response.killSwitch {
            result.response.killSwitch?.appliesTo = killSwitch.appliesTo.renamed(rename)
        }
        if let mitigation = response.mitigation {
            result.response.mitigation?.appliesTo = mitigation.appliesTo.renamed(rename)
        }
        result.response.fix.calendar = rename(response.fix.calendar)
        result.response.fix.region = rename(response.fix.region)
        result.response.fix.covers = response.fix.covers.renamed(rename)
        for index in checkpoints.indices { result.checkpoints[index].id = rename(checkpoints[index].id) }
        return result
    }

    /// The same scenario with everything that has a name declared in another order.
    func shuffled(_ dice: inout Dice) -> Scenario {
        var result = self
        result.attributes = dice.shuffled(attributes)
        result.platforms = dice.shuffled(platforms)
        result.calendars = dice.shuffled(calendars)
        result.profiles = dice.shuffled(profiles)
        result.regions = dice.shuffled(regions)
        result.groups = dice.shuffled(groups)
        result.segments = dice.shuffled(segments)
        result.certs = dice.shuffled(certs)
        result.release.defects = dice.shuffled(release.defects)
        result.support.centres = dice.shuffled(support.centres)
        for index in result.support.centres.indices {
            result.support.centres[index].shifts = dice.shuffled(result.support.centres[index].shifts)
        }
        result.checkpoints = dice.shuffled(checkpoints)
        return result
    }
}

extension Segment {
    fileprivate func renamed(_ rename: (String) -> String) -> Segment {
        var result = self
        result.id = rename(id)
        result.sector = rename(sector)
        result.customers = Dictionary(
            customers.map { (rename($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        result.mix = Dictionary(mix.map { (rename($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        result.presence = Dictionary(
            presence.map { (rename($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        result.profile = rename(profile)
        result.staff.calendar = rename(staff.calendar)
        result.staging?.window = staging?.window.map(rename)
        return result
    }
}

extension Predicate {
    fileprivate func renamed(_ rename: (String) -> String) -> Predicate {
        switch self {
        case .equals(let attribute, let value): .equals(attribute: rename(attribute), value: rename(value))
        case .all(let parts): .all(parts.map { $0.renamed(rename) })
        case .any(let parts): .any(parts.map { $0.renamed(rename) })
        case .not(let part): .not(part.renamed(rename))
        }
    }
}
