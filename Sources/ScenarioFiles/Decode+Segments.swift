// Who is there: segments of customers.

import CivilTime
import RandomStreams
import Rollouts

extension ScenarioDecoder {
    /// - Parameter platforms: those that are declared; combinations of independent shares are added.
    func segments(
        _ entries: [YAMLValue.Entry], world: WorldNames, attributes: [EndpointAttribute], platforms: inout [Platform]
    ) -> [Segment] {
        let segments = entries.map { segment($0, world: world, attributes: attributes, platforms: &platforms) }
        checkStreams(segments.map(\.stream), entries)
        return segments
    }

    private func segment(
        _ entry: YAMLValue.Entry, world: WorldNames, attributes: [EndpointAttribute], platforms: inout [Platform]
    ) -> Segment {
        let fields = Fields(entry.value, "segment '\(entry.key)'", decoding)
        defer { fields.finish() }
        let mix = mix(
            fields.required("mix"), attributes: attributes, declared: world.platforms, platforms: &platforms)
        let presence =
            decoding.valid { shares(fields.optional("presence"), platforms: world.platforms + mix.keys.sorted()) }
            ?? [:]
        if !mix.isEmpty { checkMix(mix, presence, fields) }
        let concentration = concentration(fields.optional("mix-concentration"), presence)
        let relayPoll = relayPoll(fields.required("relay"))
        return Segment(
            id: entry.key, stream: stream(fields),
            sector: fields.optional("sector").map { decoding.text($0, "the name of a sector") } ?? "",
            customers: customers(fields.required("customers"), regions: world.regions),
            fleet: decoding.countLaw(fields.required("fleet")), mix: mix, presence: presence,
            profile: decoding.name(fields.required("profile"), of: "profile", among: world.profiles),
            relayPoll: relayPoll,
            endpointPoll: decoding.span(fields.required("endpoint-poll"), atLeast: .seconds(1)),
            consoleShare: decoding.share(fields.required("console-share")),
            staff: staff(fields.section("staff"), calendars: world.calendars),
            contract: contract(fields.optional("contract")),
            criticality: fields.optional("criticality").map {
                decoding.number($0, 0...1_000_000, "a weight")
            } ?? 1,
            volunteers: fields.optional("volunteers").map { decoding.share($0) } ?? 0,
            userCalls: userCalls(fields.optional("user-calls")),
            staging: staging(fields.optional("staging"), calendars: world.calendars),
            mixConcentration: concentration)
    }

    /// How often the customer's server asks the vendor. Endpoints that ask the vendor themselves have one that asks every second, the shortest
    /// interval there is.
    private func relayPoll(_ value: YAMLValue?) -> TimeSpan {
        guard let value, value.text != "direct" else { return .seconds(1) }
        guard value.entries != nil else {
            decoding.error(value.place, "expected direct, or a server as in {poll: 60 min}, found \(value.kind)")
            return .seconds(1)
        }
        let fields = Fields(value, "'relay'", decoding)
        defer { fields.finish() }
        return decoding.span(fields.required("poll"), atLeast: .seconds(1))
    }

    private func customers(_ value: YAMLValue?, regions: [String]) -> [String: Int] {
        var result: [String: Int] = [:]
        guard let value else { return result }
        guard let entries = value.entries else {
            decoding.error(value.place, "expected numbers of customers by region, found \(value.kind)")
            return result
        }
        for entry in entries {
            checkName(entry, of: "region", among: regions)
            result[entry.key] = decoding.whole(
                entry.value, 0...ScenarioLimits.customersPerCell, "a number of customers")
        }
        return result
    }

    private func checkMix(_ mix: [String: Double], _ presence: [String: Double], _ fields: Fields) {
        let total = mix.keys.sorted().reduce(0) { $0 + (mix[$1] ?? 0) }
        if let value = fields.value["mix"], value.entries != nil, abs(total - 1) > 1e-6 {
            decoding.error(value.place, "the shares sum to \(percent(total)), not to 100 %")
        }
        var needed = 0.0
        for (platform, part) in presence {
            let share = mix[platform] ?? 0
            guard share > 0, part < 1 else { continue }
            if part == 0, let value = fields.value["presence"]?[platform] {
                decoding.error(value.place, "'\(platform)' has a share in the mix, but no customer has it")
            } else {
                needed += share / part
            }
        }
        if needed > 1 + 1e-6, let value = fields.value["presence"] {
            decoding.error(
                value.place,
                "a customer with all these platforms would need \(percent(needed)) of its fleet for them; raise a presence or lower a share"
            )
        }
    }

    func percent(_ share: Double) -> String {
        "\(Quantity.text(ofCount: (share * 1_000_000).rounded() / 10_000)) %"
    }

    private func contract(_ value: YAMLValue?) -> SupportContract {
        guard let value else { return .standard }
        let names = SupportContract.allCases.map(\.rawValue)
        return SupportContract(rawValue: decoding.name(value, of: "contract", among: names)) ?? .standard
    }

    private func staff(_ fields: Fields?, calendars: [String]) -> CustomerStaff {
        defer { fields?.finish() }
        return CustomerStaff(
            calendar: decoding.name(fields?.required("calendar"), of: "calendar", among: calendars),
            awareAfterFailures: decoding.whole(fields?.required("aware-after"), 1...1_000_000, "a number of failures"),
            notice: decoding.workingDelay(fields?.required("notice")),
            report: decoding.workingDelay(fields?.required("report")),
            reportProbability: decoding.share(fields?.required("report-probability")),
            endpointsPerTechnician: decoding.number(
                fields?.required("endpoints-per-technician"), 1...10_000_000, "a number of endpoints"),
            touch: decoding.workingDelay(fields?.required("touch")))
    }
}
