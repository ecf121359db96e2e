// Which metrics a plan has and where each stands in an outcome.

/// A region or a group of customers that metrics are kept for.
struct Scope: Sendable, Equatable {
    var id: String
    /// Indices of the regions in it.
    var regions: [Int] = []
    /// Indices of the cells in it, ascending.
    var cells: [Int] = []
}

/// A metric of the world as a whole.
enum WorldMetric: Int, CaseIterable {
    case fleetEndpoints, fleetCustomers, releasePublished, foundByQualityAssurance
    case endpointsExposed, endpointsFailed, peakFailed, peakFailedTime
    case endpointHoursLost, weightedEndpointHoursLost, endpointsUnrestored
    case endpointsDamaged, endpointsUnrepaired
    case customersHit, customersLong, largestCustomerFailed
    case firstFailure, firstReport, timeToDetect, timeToHalt, timeToMitigate, timeToFix
    case mitigationPublished, fixPublished
    case recovery50, recovery90, recovery95, recovery99
    case customerRecovery50, customerRecovery90, customerRecovery95, customerRecovery99
    case cases, supportWait, unrelatedWait, backlogPeak
    case calls, callsBlocked, callsAbandoned, callsRetried
    case unrelatedCalls, unrelatedBlocked, unrelatedAbandoned
    case touches, technicianHours
    case gateAlarm, stagesStarted
    case gateTrueAlarm, gateFalseAlarms, gateMissed, gateAlarmStage, gateAlarmTime, rolloutHeld
    case protectionLag, weightedProtectionLag
    case deployment50, deployment90, deployment95, deployment99
    case threatEncounters, cost

    var metric: Metric {
        func count(_ id: String, _ meaning: String) -> Metric { Metric(id: id, unit: .count, meaning: meaning) }
        func most(_ id: String, _ meaning: String) -> Metric {
            Metric(id: id, unit: .count, meaning: meaning, overReleases: .largest)
        }
        func hours(_ id: String, _ meaning: String) -> Metric { Metric(id: id, unit: .hours, meaning: meaning) }
        func instant(_ id: String, _ meaning: String) -> Metric {
            Metric(id: id, unit: .hours, meaning: meaning + ", counted from the scenario's start", isInstant: true)
        }
        func share(_ id: String, _ meaning: String) -> Metric { Metric(id: id, unit: .share, meaning: meaning) }
        func endpointHours(_ id: String, _ meaning: String) -> Metric {
            Metric(id: id, unit: .endpointHours, meaning: meaning)
        }
        return switch self {
        case .fleetEndpoints: most("fleet_endpoints", "Endpoints in the simulated fleet")
        case .fleetCustomers: most("fleet_customers", "Customers in the simulated fleet")
        case .releasePublished: instant("release_published_h", "When the release was published")
        case .foundByQualityAssurance:
            share("found_by_qa", "Whether tests before publication found the defect, so that nobody was exposed")
        case .endpointsExposed:
            count("endpoints_exposed", "Endpoints that installed the faulty content; the healthy ones in expectation")
        case .endpointsFailed: count("endpoints_failed", "Endpoints that failed at least once")
        case .peakFailed: most("peak_failed", "Largest number of endpoints failed at one time")
        case .peakFailedTime: instant("peak_failed_time_h", "When that number was first reached")
        case .endpointHoursLost:
            endpointHours(
                "endpoint_hours_lost",
                "Time that endpoints spent failed, within the horizon, each by the share of its use that it had lost")
        case .weightedEndpointHoursLost:
            endpointHours("weighted_endpoint_hours_lost", "The same, each endpoint by its segment's criticality")
        case .endpointsUnrestored: count("endpoints_unrestored", "Endpoints still failed at the horizon")
        case .endpointsDamaged:
            count("endpoints_damaged", "Endpoints with damage that a fix does not undo")
        case .endpointsUnrepaired:
            count("endpoints_unrepaired", "Endpoints whose damage was not repaired by the horizon")
        case .customersHit: count("customers_hit", "Customers with at least one failed endpoint")
        case .customersLong: count("customers_long", "Customers hit whose recovery took longer than the criterion")
        case .largestCustomerFailed:
            most("largest_customer_endpoints_failed", "Endpoints that failed at the customer with most of them")
        case .firstFailure: instant("first_failure_h", "When the first endpoint failed")
        case .firstReport: instant("first_report_h", "When the first report reached support")
        case .timeToDetect:
            hours("time_to_detect_h", "From the first failure to the first known error or alarm anywhere")
        case .timeToHalt:
            hours("time_to_halt_h", "From the first failure until the release was stopped at the last edge")
        case .timeToMitigate: hours("time_to_mitigate_h", "From the first failure to the published mitigation")
        case .timeToFix: hours("time_to_fix_h", "From the first failure to the published fix")
        case .mitigationPublished: instant("mitigation_published_h", "When the mitigation was published")
        case .fixPublished: instant("fix_published_h", "When the fix was published")
        case .recovery50: hours("recovery_t50_h", "From the first failure until half of all that failed were restored")
        case .recovery90: hours("recovery_t90_h", "From the first failure until 90 % of all that failed were restored")
        case .recovery95: hours("recovery_t95_h", "From the first failure until 95 % of all that failed were restored")
        case .recovery99: hours("recovery_t99_h", "From the first failure until 99 % of all that failed were restored")
        case .customerRecovery50:
            hours("customer_recovery_t50_h", "From the first failure until half of the customers hit had recovered")
        case .customerRecovery90:
            hours("customer_recovery_t90_h", "From the first failure until 90 % of the customers hit had recovered")
        case .customerRecovery95:
            hours("customer_recovery_t95_h", "From the first failure until 95 % of the customers hit had recovered")
        case .customerRecovery99:
            hours("customer_recovery_t99_h", "From the first failure until 99 % of the customers hit had recovered")
        case .cases: count("support_cases", "Reports of this incident taken by support centres")
        case .supportWait:
            hours("support_wait_h", "Mean wait for the first line, over the incident's cases that started")
        case .unrelatedWait:
            hours("unrelated_wait_h", "Mean wait for the first line, over unrelated cases that started")
        case .backlogPeak: most("support_backlog_peak", "Most cases waiting for a first line at one centre")
        case .calls: count("support_calls", "Calls of this incident to first lines, users' calls and retrials included")
        case .callsBlocked: count("support_calls_blocked", "Those of them that met a full waiting room")
        case .callsAbandoned: count("support_calls_abandoned", "Those of them that were given up while they waited")
        case .callsRetried:
            count("support_calls_retried", "Those of them by callers who had been blocked or had given up")
        case .unrelatedCalls: count("unrelated_calls", "Unrelated calls to first lines, retrials included")
        case .unrelatedBlocked: count("unrelated_calls_blocked", "Those of them that met a full waiting room")
        case .unrelatedAbandoned:
            count("unrelated_calls_abandoned", "Those of them that were given up while they waited")
        case .touches: count("touches", "Endpoints that a technician's hands worked on")
        case .technicianHours:
            Metric(
                id: "technician_hours_h", unit: .hours, meaning: "Working time of technicians at endpoints",
                overReleases: .sum)
        case .gateAlarm: share("gate_alarm", "Whether the gate raised an alarm")
        case .gateTrueAlarm:
            share(
                "gate_true_alarm",
                "Whether the gate raised an alarm over a release by which endpoints of the fleet can fail")
        case .gateFalseAlarms:
            count("gate_false_alarms", "Alarms of the gate over a release by which no endpoint of the fleet can fail")
        case .gateMissed:
            share("gate_missed", "Whether endpoints failed by the release and the gate raised no alarm")
        case .gateAlarmStage:
            Metric(
                id: "gate_alarm_stage", unit: .count,
                meaning: "Stages of the rollout that had begun when the gate raised its first alarm",
                overReleases: .mean)
        case .gateAlarmTime:
            hours(
                "gate_alarm_after_h",
                "From the publication to the gate's first alarm; without a value where there is none and the release can harm nobody"
            )
        case .rolloutHeld:
            Metric(
                id: "rollout_held_h", unit: .hours, meaning: "Time for which false alarms held the rollout back",
                overReleases: .sum)
        case .stagesStarted: count("stages_started", "Stages of the rollout that began")
        case .protectionLag:
            endpointHours(
                "protection_lag_endpoint_hours",
                "Time that working endpoints were without the release's protection, from the moment it could have been out"
            )
        case .weightedProtectionLag:
            endpointHours(
                "weighted_protection_lag_endpoint_hours", "The same, each endpoint by its segment's criticality")
        case .deployment50: hours("deployment_t50_h", Self.deployment("half"))
        case .deployment90: hours("deployment_t90_h", Self.deployment("90 %"))
        case .deployment95: hours("deployment_t95_h", Self.deployment("95 %"))
        case .deployment99: hours("deployment_t99_h", Self.deployment("99 %"))
        case .threatEncounters:
            count(
                "threat_encounters",
                "Attacks, in expectation, that met endpoints without protection, failed ones included, within the horizon"
            )
        case .cost:
            Metric(
                id: "cost", unit: .money,
                meaning: "What was lost within the horizon at the scenario's prices, in their currency")
        }
    }

    private static func deployment(_ share: String) -> String {
        "From the moment the release could have been out until \(share) of the fleet had first installed it or its correction"
    }
}

/// A metric that is kept for each region and group.
enum ScopeMetric: Int, CaseIterable {
    case endpointsFailed, endpointHoursLost, customersHit, customersLong, largestCustomerFailed
    case cases, firstFailure, firstReport, knownError, timeToDetect, firstRecoveryAfterFix, firstConsoleRecoveryAfterFix

    func metric(in scope: String) -> Metric {
        switch self {
        case .endpointsFailed:
            Metric(id: "\(scope).endpoints_failed", unit: .count, meaning: "Endpoints that failed in \(scope)")
        case .endpointHoursLost:
            Metric(id: "\(scope).endpoint_hours_lost", unit: .endpointHours, meaning: "Time spent failed in \(scope)")
        case .customersHit:
            Metric(id: "\(scope).customers_hit", unit: .count, meaning: "Customers with a failed endpoint in \(scope)")
        case .customersLong:
            Metric(id: "\(scope).customers_long", unit: .count, meaning: "Customers with long trouble in \(scope)")
        case .largestCustomerFailed:
            Metric(
                id: "\(scope).largest_customer_endpoints_failed", unit: .count,
                meaning: "Endpoints that failed at the customer with most of them in \(scope)", overReleases: .largest)
        case .cases:
            Metric(
                id: "\(scope).support_cases", unit: .count,
                meaning: "Reports of this incident by customers in \(scope)")
        case .firstFailure:
            Metric(
                id: "\(scope).first_failure_h", unit: .hours,
                meaning: "When the first endpoint failed in \(scope), counted from the scenario's start",
                isInstant: true)
        case .firstReport:
            Metric(
                id: "\(scope).first_report_h", unit: .hours,
                meaning: "When a customer in \(scope) first reported, counted from the scenario's start",
                isInstant: true)
        case .knownError:
            Metric(
                id: "\(scope).known_error_h", unit: .hours,
                meaning: "When support for \(scope) knew the error, counted from the scenario's start", isInstant: true)
        case .timeToDetect:
            Metric(
                id: "\(scope).time_to_detect_h", unit: .hours,
                meaning: "From the first failure in \(scope) until support for it knew the error")
        case .firstRecoveryAfterFix:
            Metric(
                id: "\(scope).first_recovery_after_fix_h", unit: .hours,
                meaning: "From the published fix to the first endpoint restored by it in \(scope)")
        case .firstConsoleRecoveryAfterFix:
            Metric(
                id: "\(scope).first_console_recovery_after_fix_h", unit: .hours,
                meaning: "From the published fix to the first endpoint restored by it through a console in \(scope)")
        }
    }
}

/// A metric that is kept for each region or group and each checkpoint.
enum CheckpointMetric: Int, CaseIterable {
    case customersRecovered, endpointsRestored

    func metric(in scope: String, at checkpoint: String) -> Metric {
        switch self {
        case .customersRecovered:
            Metric(
                id: "\(scope).customers_recovered_by.\(checkpoint)", unit: .share,
                meaning: "Share of the customers hit in \(scope) before the checkpoint that had recovered by then")
        case .endpointsRestored:
            Metric(
                id: "\(scope).endpoints_restored_by.\(checkpoint)", unit: .share,
                meaning: "Share of the endpoints failed in \(scope) before the checkpoint that were restored by then")
        }
    }
}

extension Metric {
    /// The metrics of every plan whose regions and groups have these names, and its checkpoints those.
    ///
    /// What may be observed is known from names alone, before the rest of a scenario is found to be sound.
    public static func all(scopes: [String], checkpoints: [String]) -> [Metric] {
        MetricTable(scopes: scopes.map { Scope(id: $0) }, checkpoints: checkpoints).metrics
    }
}

/// The layout of an outcome.
struct MetricTable: Sendable {
    let metrics: [Metric]
    private let checkpointCount: Int
    private let scopeBase: Int
    private let checkpointBase: Int

    init(scopes: [Scope], checkpoints: [String]) {
        var metrics = WorldMetric.allCases.map(\.metric)
        scopeBase = metrics.count
        for scope in scopes { metrics += ScopeMetric.allCases.map { $0.metric(in: scope.id) } }
        checkpointBase = metrics.count
        for scope in scopes {
            for checkpoint in checkpoints {
                metrics += CheckpointMetric.allCases.map { $0.metric(in: scope.id, at: checkpoint) }
            }
        }
        checkpointCount = checkpoints.count
        self.metrics = metrics
    }

    func index(_ metric: WorldMetric) -> Int { metric.rawValue }

    func index(_ metric: ScopeMetric, scope: Int) -> Int {
        scopeBase + scope * ScopeMetric.allCases.count + metric.rawValue
    }

    func index(_ metric: CheckpointMetric, scope: Int, checkpoint: Int) -> Int {
        checkpointBase + (scope * checkpointCount + checkpoint) * CheckpointMetric.allCases.count + metric.rawValue
    }
}
