// What the plain engine knows of the model, so that it refuses the rest instead of leaving it out quietly.

/// The parts of a scenario that the plain engine simulates.
enum PlainKnowledge {
    /// The properties of each value of the model that the engine knows, by the value's type.
    static let properties: [String: Set<String>] = [
        "Scenario": [
            "clock", "attributes", "platforms", "calendars", "profiles", "regions", "groups", "segments", "release",
            "qualityAssurance", "rollout", "gate", "telemetry", "support", "certs", "response", "checkpoints",
            "recoveryCriterion",
        ],
        "ScenarioClock": ["start", "horizon", "timelineStep"],
        "Segment": [
            "id", "stream", "sector", "customers", "fleet", "mix", "presence", "profile", "relayPoll", "endpointPoll",
            "consoleShare", "staff", "contract", "criticality", "userCalls", "staging",
            "mixConcentration",
        ],
        "CustomerStaging": ["deferral", "window", "rings"],
        "CustomerRing": ["share", "after"],
        "CustomerStaff": [
            "calendar", "awareAfterFailures", "notice", "report", "reportProbability", "endpointsPerTechnician",
            "touch",
        ],
        "Platform": ["id", "stream", "values"],
        "Region": ["id", "name", "stream", "zone", "holidays", "weekend", "supportCentre"],
        "UsageProfile": ["id", "switchedOn", "logOnsPerHour"],
        "Release": ["products", "content", "corrective", "published", "defects"],
        "Defect": [
            "id", "stream", "prior", "affects", "manifestation", "trigger", "failureMode", "telemetryShare",
            "telemetryDelay",
        ],
        "FailureMode": [
            "id", "pollReach", "pollSlowdown", "consoleReach", "byHand", "restartRace", "damage", "severity",
        ],
        "RestartRace": ["interval", "chance"],
        "QualityAssurance": [
            "covers", "passed", "blocksUncovered", "detection", "commonCauseFailure", "addedTime",
            "addedTimePerPlatform", "rework",
        ],
        "Rollout": ["stages"],
        "RolloutStage": ["id", "regions", "share", "canary", "bake", "approval"],
        "Gate": [
            "test", "watches", "interval", "initialDelay", "decision", "approval", "propagation", "halt",
            "investigation",
        ],
        "Approval": ["takes", "office"],
        "Telemetry": ["reporting", "background"],
        "Support": [
            "centres", "firstLine", "secondLine", "knownError", "unrelated", "matchingCases", "transfer",
            "criticalAccountTeam", "localTeams", "patience", "retrial", "thirdLine", "surge", "severeAfter",
            "matchingCalls",
        ],
        "UserCalls": ["share", "delay"],
        "Retrial": ["chance", "pause"],
        "ThirdLine": ["share", "time"],
        "Surge": ["afterCalls", "delay", "firstLine", "secondLine", "thirdLine"],
        "SupportCentre": [
            "id", "stream", "region", "shifts", "unrelatedPerHour", "unrelatedCalendar", "waitingPlaces",
        ],
        "SupportShift": ["calendar", "firstLine", "secondLine", "thirdLine"],
        "CriticalAccountTeam": ["afterReports", "mobilisation", "secondLine"],
        "LocalTeams": ["travel", "technicians"],
        "CERT": ["id", "stream", "regions", "segments", "afterReports", "broadcast"],
        "Response": [
            "escalation", "halt", "rollback", "killSwitch", "advisory", "mitigation", "fix", "console", "office",
        ],
        "Halt": ["kind", "decision", "propagation"],
        "Rollback": ["decision", "propagation"],
        "KillSwitch": ["decision", "propagation", "appliesTo"],
        "Advisory": ["published", "reach", "compliance"],
        "Mitigation": ["found", "advisory", "appliesTo", "appliesElsewhere"],
        "Fix": [
            "diagnose", "build", "qualityAssurance", "publish", "calendar", "region", "covers", "worksUncovered",
            "secondIteration", "stages", "fastTrack",
        ],
        "FixStage": ["regions", "segments", "share", "bake"],
        "FastTrack": ["qualityAssurance", "works"],
        "ConsolePush": ["start", "round"],
    ]

    /// Refuses a scenario with a part of the model that the engine does not know. An unknown property that is nil, empty, false or 0 is
    /// not used, and does no harm.
    static func check(_ scenario: Scenario) throws(PlanError) {
        if let unknown = unknown(in: scenario) {
            throw PlanError("the plain engine does not know \(unknown)")
        }
    }

    /// The first part of a value that is used and not known.
    static func unknown(in value: Any) -> String? {
        if let test = value as? GateTest, case .missingHeartbeat = test { return "a gate that waits for heartbeats" }
        let mirror = Mirror(reflecting: value)
        let type = "\(type(of: value))"
        if mirror.displayStyle == .struct, let known = properties[type] {
            for child in mirror.children {
                guard let name = child.label else { continue }
                if !known.contains(name) {
                    if isUnused(child.value) { continue }
                    return "'\(name)' of \(type)"
                }
                if let found = unknown(in: child.value) { return found }
            }
        } else if mirror.displayStyle == .optional || mirror.displayStyle == .collection {
            for child in mirror.children {
                if let found = unknown(in: child.value) { return found }
            }
        }
        return nil
    }

    private static func isUnused(_ value: Any) -> Bool {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional, .collection, .set, .dictionary: return mirror.children.isEmpty
        default: return value as? Bool == false || value as? Int == 0 || value as? Double == 0 || value as? String == ""
        }
    }
}
