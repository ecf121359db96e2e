// What the vendor does: support, escalation, halt, mitigation, fix; and when a customer counts as recovered.

import CivilTime
import RandomStreams
import Rollouts

extension ScenarioDecoder {
    func support(_ fields: Fields, regions: [String], calendars: [String]) -> Support {
        defer { fields.finish() }
        let entries = fields.named("centres")
        let centres = entries.map { centre($0, regions: regions, calendars: calendars) }
        checkStreams(centres.map(\.stream), entries)
        return Support(
            centres: centres, firstLine: decoding.delay(fields.required("first-line")),
            secondLine: decoding.delay(fields.required("second-line")),
            knownError: decoding.delay(fields.required("known-error")),
            unrelated: decoding.delay(fields.required("unrelated")),
            matchingCases: decoding.whole(fields.required("matching-cases"), 1...1_000_000, "a number of cases"),
            transfer: decoding.delay(fields.required("transfer")),
            criticalAccountTeam: criticalAccountTeam(fields.optional("critical-account-team")),
            localTeams: localTeams(fields.optional("local-teams")), patience: patience(fields.optional("patience")),
            retrial: retrial(fields.optional("retrial")), thirdLine: thirdLine(fields.optional("third-line")),
            surge: surge(fields.optional("surge")),
            severeAfter: fields.optional("severe-after").map {
                decoding.whole($0, 1...1_000_000, "a number of endpoints")
            },
            matchingCalls: fields.optional("matching-calls").map {
                decoding.whole($0, 1...1_000_000, "a number of calls")
            })
    }

    private func criticalAccountTeam(_ value: YAMLValue?) -> CriticalAccountTeam? {
        guard let fields = clause(value, "critical-account-team") else { return nil }
        defer { fields.finish() }
        return CriticalAccountTeam(
            afterReports: decoding.whole(fields.required("after-reports"), 1...1_000_000, "a number of reports"),
            mobilisation: decoding.workingDelay(fields.required("mobilisation")),
            secondLine: decoding.whole(fields.required("second-line"), 0...ScenarioLimits.agents, "a number of agents"))
    }

    private func localTeams(_ value: YAMLValue?) -> LocalTeams? {
        guard let fields = clause(value, "local-teams") else { return nil }
        defer { fields.finish() }
        return LocalTeams(
            travel: decoding.workingDelay(fields.required("travel")),
            technicians: decoding.whole(
                fields.required("technicians"), 0...ScenarioLimits.agents, "a number of technicians"))
    }

    private func centre(_ entry: YAMLValue.Entry, regions: [String], calendars: [String]) -> SupportCentre {
        let fields = Fields(entry.value, "support centre '\(entry.key)'", decoding)
        defer { fields.finish() }
        let shifts = fields.list("shifts").map { item in
            let shift = Fields(item, "a shift", decoding)
            defer { shift.finish() }
            return SupportShift(
                calendar: decoding.name(shift.required("calendar"), of: "calendar", among: calendars),
                firstLine: decoding.whole(
                    shift.required("first-line"), 0...ScenarioLimits.agents, "a number of agents"),
                secondLine: decoding.whole(
                    shift.required("second-line"), 0...ScenarioLimits.agents, "a number of agents"),
                thirdLine: agents(shift.optional("third-line")))
        }
        return SupportCentre(
            id: entry.key, stream: stream(fields),
            region: decoding.name(fields.required("region"), of: "region", among: regions), shifts: shifts,
            unrelatedPerHour: fields.optional("unrelated").map {
                decoding.rate($0, atMost: ScenarioLimits.unrelatedPerHour)
            } ?? 0,
            unrelatedCalendar: fields.optional("unrelated-during").map {
                decoding.name($0, of: "calendar", among: calendars)
            },
            waitingPlaces: fields.optional("waiting-places").map {
                decoding.whole($0, 0...ScenarioLimits.waitingPlaces, "a number of places")
            })
    }

    func response(_ value: YAMLValue?, world: WorldNames, attributes: [EndpointAttribute]) -> Response {
        let fields = Fields(value ?? nothing, "'response'", decoding)
        defer { fields.finish() }
        let console = fields.section("console")
        defer { console?.finish() }
        return Response(
            escalation: decoding.workingDelay(fields.required("escalation")), halt: halt(fields.optional("halt")),
            rollback: rollback(fields.optional("rollback")),
            killSwitch: killSwitch(fields.optional("kill-switch"), attributes),
            advisory: advisory(fields.optional("advisory")),
            mitigation: mitigation(fields.optional("mitigation"), attributes),
            fix: fix(fields.section("fix"), world: world, attributes: attributes),
            console: ConsolePush(
                start: decoding.workingDelay(console?.required("start")),
                round: decoding.span(console?.required("round"), atLeast: .seconds(1))),
            office: office(fields.optional("office"), world))
    }

    func office(_ value: YAMLValue?, _ world: WorldNames) -> VendorOffice? {
        guard let value else { return nil }
        let fields = Fields(value, "'office'", decoding)
        defer { fields.finish() }
        return VendorOffice(
            calendar: decoding.name(fields.required("calendar"), of: "calendar", among: world.calendars),
            region: decoding.name(fields.required("region"), of: "region", among: world.regions))
    }

    private func mitigation(_ value: YAMLValue?, _ attributes: [EndpointAttribute]) -> Mitigation? {
        guard let fields = clause(value, "mitigation") else { return nil }
        defer { fields.finish() }
        return Mitigation(
            found: decoding.workingDelay(fields.required("found")),
            advisory: decoding.workingDelay(fields.required("advisory")),
            appliesTo: fields.predicate(.appliesTo, attributes),
            appliesElsewhere: decoding.share(fields.required("applies-elsewhere")))
    }

    func recovery(_ value: YAMLValue?) -> RecoveryCriterion {
        guard let value else { return RecoveryCriterion() }
        let fields = Fields(value, "'recovery'", decoding)
        defer { fields.finish() }
        var criterion = RecoveryCriterion()
        if let value = fields.optional("restored-share"), let share = decoding.valid({ decoding.share(value) }) {
            criterion.restoredShare = share
            if share <= 0 { decoding.error(value.place, "expected a share above 0 %, found \(value.kind)") }
        }
        if let after = fields.optional("long-after") { criterion.longAfter = decoding.span(after) }
        return criterion
    }
}
