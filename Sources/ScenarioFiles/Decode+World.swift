// Endpoints, places and times: the clock, attributes, platforms, profiles, regions, checkpoints.

import CivilTime
import Rollouts

extension ScenarioDecoder {
    /// - Parameter attributes: ids of the declared attributes, by which the timeline may count; empty if they are not known.
    func clock(_ value: YAMLValue?, attributes: [String]) -> ScenarioClock {
        let fields = Fields(value ?? nothing, "'clock'", decoding)
        defer { fields.finish() }
        let clock = ScenarioClock(
            start: decoding.instant(fields.required("start")),
            horizon: decoding.span(fields.required("horizon"), atLeast: .seconds(1)),
            timelineStep: decoding.span(fields.required("timeline-step"), atLeast: .seconds(1)),
            timelineBy: timelineBy(fields.list("timeline-by", required: false), attributes))
        let steps = clock.horizon.microseconds / max(1, clock.timelineStep.microseconds)
        if steps > Int64(ScenarioLimits.timelineSteps), let step = value?["timeline-step"] {
            decoding.error(
                step.place, "\(steps) steps until the horizon; expected at most \(ScenarioLimits.timelineSteps)")
        }
        return clock
    }

    private func timelineBy(_ items: [YAMLValue], _ attributes: [String]) -> [TimelineDimension] {
        checkDistinct(items, "dimension")
        return items.map { item in
            let name = decoding.name(item, of: "dimension of the timeline", among: ["region"] + attributes)
            return name == "region" ? .region : .attribute(name)
        }
    }

    func attributes(_ entries: [YAMLValue.Entry]) -> [EndpointAttribute] {
        entries.map { entry in
            guard let items = entry.value.items, !items.isEmpty else {
                decoding.error(
                    entry.value.place, "expected a list of the values of '\(entry.key)', found \(entry.value.kind)")
                return EndpointAttribute(id: entry.key, values: [])
            }
            if ["all", "any", "not", "stream"].contains(entry.key) {
                decoding.error(
                    entry.place, "an attribute cannot be called '\(entry.key)', which is a word of the language")
            }
            if items.count > 1000 {
                decoding.error(entry.value.place, "\(items.count) values; expected at most 1000")
            }
            checkDistinct(items, "value")
            // Without all of its values it is not known which ones are wrong.
            let values = decoding.valid { items.prefix(1000).map { decoding.text($0, "a value of '\(entry.key)'") } }
            return EndpointAttribute(id: entry.key, values: values ?? [])
        }
    }

    func platforms(_ entries: [YAMLValue.Entry], _ attributes: [EndpointAttribute]) -> [Platform] {
        let platforms = entries.map { entry in
            let fields = Fields(entry.value, "platform '\(entry.key)'", decoding)
            defer { fields.finish() }
            var values: [String: String] = [:]
            if attributes.isEmpty {
                for value in entry.value.entries ?? [] { _ = fields.optional(value.key) }
            }
            for attribute in attributes {
                let value = fields.required(attribute.id)
                values[attribute.id] = decoding.name(value, of: "value of '\(attribute.id)'", among: attribute.values)
            }
            return Platform(id: entry.key, stream: stream(fields), values: values)
        }
        checkStreams(platforms.map(\.stream), entries)
        return platforms
    }

    func profiles(_ entries: [YAMLValue.Entry]) -> [UsageProfile] {
        entries.map { entry in
            let fields = Fields(entry.value, "profile '\(entry.key)'", decoding)
            defer { fields.finish() }
            let switchedOn = daily(fields.required("switched-on")) { decoding.share($0) }
            let logOns = daily(fields.required("log-ons")) { decoding.rate($0, atMost: 3600) }
            return UsageProfile(id: entry.key, switchedOn: switchedOn, logOnsPerHour: logOns)
        }
    }

    func daily(_ value: YAMLValue?, _ read: (YAMLValue?) -> Double) -> DailyProfile {
        guard let value else { return .one }
        let fields = Fields(value, "a daily profile", decoding)
        defer { fields.finish() }
        let workday = steps(fields.required("workday"), read)
        let dayOff = steps(fields.required("day-off"), read)
        guard !workday.isEmpty, !dayOff.isEmpty else { return .one }
        do {
            return try DailyProfile(workday: workday, dayOff: dayOff)
        } catch {
            decoding.error(value.place, error.message)
            return .one
        }
    }

    private func steps(_ value: YAMLValue?, _ read: (YAMLValue?) -> Double) -> [DailyProfile.Step] {
        guard let value else { return [] }
        guard let entries = value.entries, !entries.isEmpty else {
            decoding.error(
                value.place, "expected times of day and values, as in {\"08:00\": 80 %}; found \(value.kind)")
            return []
        }
        var steps: [DailyProfile.Step] = []
        for entry in entries {
            let value = read(entry.value)
            do {
                steps.append(try DailyProfile.Step(parsing: entry.key, value: value))
            } catch {
                decoding.error(entry.place, "expected a time of day such as '08:00': \(error.message)")
            }
        }
        return steps.sorted { $0.minuteOfDay < $1.minuteOfDay }
    }

    func regions(_ entries: [YAMLValue.Entry], centres: [String]) -> [Region] {
        let regions = entries.map { entry in
            let fields = Fields(entry.value, "region '\(entry.key)'", decoding)
            defer { fields.finish() }
            let zone = zoneName(fields.required("zone"))
            let holidays = fields.list("holidays", required: false).compactMap { decoding.date($0) }
            var weekend: Set<Weekday> = [.saturday, .sunday]
            if fields.value["weekend"] != nil {
                weekend = Set(fields.list("weekend").compactMap { weekday($0) })
            } else {
                _ = fields.optional("weekend")
            }
            return Region(
                id: entry.key, name: fields.optional("name").map { decoding.text($0, "a label") },
                stream: stream(fields),
                zone: zone, holidays: Set(holidays), weekend: weekend,
                supportCentre: decoding.name(fields.required("support-centre"), of: "support centre", among: centres))
        }
        checkStreams(regions.map(\.stream), entries)
        return regions
    }

    private func zoneName(_ value: YAMLValue?) -> String {
        guard let value else { return "UTC" }
        let name = decoding.text(value, "an IANA time zone such as 'Europe/Paris'")
        if !name.isEmpty, let fault = decoding.fault(ofZone: name) {
            if fault.subject == .zoneDatabase {
                // Not the author's mistake: the machine has no zones, or the file of this one is damaged.
                decoding.error(value.place, fault.message)
                return name
            }
            let nearest = NearestName.nearest(to: name, among: ZoneTable.knownIdentifiers)
            let hint = nearest.map { "did you mean '\($0)'?" } ?? "expected an IANA name such as 'Europe/Paris'"
            decoding.error(value.place, "unknown time zone '\(shortened(name))'; \(hint)")
        }
        return name
    }

    private func weekday(_ value: YAMLValue) -> Weekday? {
        let text = decoding.text(value, "a day of the week")
        guard !text.isEmpty else { return nil }
        do {
            return try Weekday(parsing: text)
        } catch {
            decoding.error(value.place, error.message)
            return nil
        }
    }

    func checkpoints(_ entries: [YAMLValue.Entry], clock: ScenarioClock?) -> [Checkpoint] {
        entries.map { entry in
            let standIn = Checkpoint(id: entry.key, date: epoch, minuteOfDay: 0)
            let text = decoding.valid { decoding.text(entry.value, "a local time such as '2022-06-21T24:00'") }
            guard let parts = text?.split(separator: "T", omittingEmptySubsequences: false) else { return standIn }
            do {
                guard parts.count == 2 else {
                    throw CivilTimeError(.localDateTime, text: "", message: "it has no T between date and time")
                }
                let time = parts[1] == "24:00" ? 1440 : try Quantity.parseTimeOfDay(String(parts[1]))
                let date = try CivilDate(parsing: String(parts[0]))
                if let clock, !clock.mayShow(date) {
                    decoding.error(entry.value.place, "'\(date)' lies outside the simulated time")
                }
                return Checkpoint(id: entry.key, date: date, minuteOfDay: time)
            } catch {
                let message = (error as? CivilTimeError)?.message ?? ""
                decoding.error(entry.value.place, "expected a local time such as '2022-06-21T24:00': \(message)")
                return standIn
            }
        }
    }

    private var epoch: CivilDate { CivilDate(dayNumber: 0) }
}

extension ScenarioClock {
    /// Whether a calendar on some wall may show a date while the simulation runs; local time is at most a day off.
    fileprivate func mayShow(_ date: CivilDate) -> Bool {
        let first = LocalDateTime(of: start, atOffset: 0).date.adding(days: -1)
        let last = LocalDateTime(of: start.adding(horizon), atOffset: 0).date.adding(days: 1)
        return first <= date && date <= last
    }
}
