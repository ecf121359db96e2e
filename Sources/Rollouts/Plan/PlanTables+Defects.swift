// Which platforms a release can harm: its defects in the order of their streams, and where each can show.

import RandomStreams

/// The defects of a plan, and the lists that they point into.
struct CompiledDefects {
    var defects: [PlannedDefect] = []
    var affected: [AffectedPlatform] = []
    var platformDefects: [PlatformDefect] = []
}

extension PlanTables {
    /// The release's defects in the order in which they are simulated.
    var defectList: [Defect] { scenario.release.defects.sorted { $0.stream < $1.stream } }

    /// A platform that is kept from the content cannot fail by it.
    func isBlocked(_ platform: Platform) -> Bool {
        scenario.qualityAssurance.blocksUncovered && !scenario.qualityAssurance.covers.holds(for: platform)
    }

    mutating func compileDefects() -> CompiledDefects {
        var compiled = CompiledDefects()
        for defect in defectList { compiled.defects.append(planned(defect)) }
        let assurance = scenario.qualityAssurance
        let fix = scenario.response.fix
        for index in scenario.platforms.indices.sorted(by: {
            scenario.platforms[$0].stream < scenario.platforms[$1].stream
        }) {
            let platform = scenario.platforms[index]
            guard !isBlocked(platform) else { continue }
            let first = compiled.platformDefects.count
            for (number, defect) in defectList.enumerated() where defect.affects.holds(for: platform) {
                compiled.platformDefects.append(
                    PlatformDefect(
                        affected: compiled.affected.count, defect: number,
                        releaseCovered: assurance.covers.holds(for: platform)
                            && !assurance.passed.holds(for: platform),
                        detection: registry.purpose("qa/detection", [platform.stream] + address(of: defect))))
            }
            guard compiled.platformDefects.count > first else { continue }
            compiled.affected.append(
                AffectedPlatform(
                    platform: index, defects: first..<compiled.platformDefects.count,
                    fixCovered: fix.covers.holds(for: platform),
                    mitigated: scenario.response.mitigation?.appliesTo.holds(for: platform) ?? false,
                    knowsKillSwitch: scenario.response.killSwitch?.appliesTo.holds(for: platform) ?? false,
                    canary: registry.purpose("rollout/canary", platform.stream)))
        }
        return compiled
    }

    /// What tells a defect's draws from those of others: nothing, for one without a stream.
    func address(of defect: Defect) -> [String] { defect.stream.isEmpty ? [] : [defect.stream] }

    private mutating func planned(_ defect: Defect) -> PlannedDefect {
        let mode = defect.failureMode
        return PlannedDefect(
            prior: defect.prior, manifestation: defect.manifestation, trigger: PlannedTrigger(defect.trigger),
            pollReach: mode.pollReach, pollSlowdown: mode.pollSlowdown, consoleReach: mode.consoleReach,
            byHand: mode.byHand, restartInterval: mode.restartRace.map { max(1, $0.interval.microseconds) } ?? 0,
            restartChance: mode.restartRace?.chance ?? 0, damage: mode.damage, severity: mode.severity,
            telemetryShare: defect.telemetryShare, telemetryDelay: defect.telemetryDelay,
            presence: registry.purpose("release/defect", address(of: defect)))
    }

    /// For each region and each defect the table of the hours whose opening starts a scan; -1 for other triggers.
    mutating func scanHours() throws(PlanError) -> [Int] {
        var result: [Int] = []
        for region in regions.indices {
            for defect in defectList {
                if case .scan(let calendar) = defect.trigger {
                    result.append(try hours(calendar: calendar, region: region))
                } else {
                    result.append(-1)
                }
            }
        }
        return result
    }
}
