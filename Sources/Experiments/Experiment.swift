// What is simulated: policies of one study, on the same replications, from one seed.

import Foundation
import Rollouts

/// A set of policies to be simulated on the same replications with common random numbers.
///
/// ```swift
/// let experiment = try Experiment(study, replications: 1_000)
/// let results = try experiment.run(threads: 2)
/// let summaries = try Summary.all(of: results.table)
/// ```
///
/// Replication r depends on the scenario, the seed and r alone: not on the other policies, the number of replications, or
/// the number of threads.
public struct Experiment: Sendable {
    /// The policies in the order of the study.
    public let policies: [Policy]
    /// A compiled plan per policy, in the same order.
    public let plans: [Plan]
    /// The metrics that every policy yields.
    public let metrics: [Metric]
    /// Number of replications, at least 1; they are numbered from 0.
    public let replications: Int
    /// Master seed of all random numbers.
    public let seed: UInt64

    /// The largest number of replications that may be asked for.
    public static let mostReplications = 10_000_000

    /// Compiles the policies.
    ///
    /// - Parameters:
    ///   - study: The question.
    ///   - selection: Ids of the policies to simulate, in any order; all of them where nil.
    ///   - replications: Number of replications, brought into 1…``mostReplications``; the study's own where nil.
    ///   - seed: Master seed; the study's own where nil.
    /// - Throws: ``ExperimentError/unknownPolicy(_:known:)``, or ``ExperimentError/badScenario(_:)`` where a policy cannot
    ///   be compiled or its results could not stand beside those of the others.
    public init(
        _ study: Study, policies selection: [String]? = nil, replications: Int? = nil, seed: UInt64? = nil
    ) throws(ExperimentError) {
        for name in selection ?? [] where !study.policies.contains(where: { $0.id == name }) {
            throw .unknownPolicy(name, known: study.policies.map(\.id))
        }
        for (index, policy) in study.policies.enumerated()
        where study.policies.prefix(index).contains(where: { $0.id == policy.id }) {
            throw .badScenario("there is more than one policy '\(policy.id)'")
        }
        policies = study.policies.filter { selection?.contains($0.id) ?? true }
        guard let first = policies.first else { throw .badScenario("there is no policy to simulate") }
        var plans: [Plan] = []
        for policy in policies {
            do {
                plans.append(try Plan(policy.scenario))
            } catch {
                throw .badScenario("policy '\(policy.id)': \(error.message)")
            }
        }
        self.plans = plans
        metrics = plans[0].metrics
        self.replications = min(max(replications ?? study.replications, 1), Self.mostReplications)
        self.seed = seed ?? study.seed

        for (policy, plan) in zip(policies, plans) {
            guard plan.metrics == metrics, plan.timeline == plans[0].timeline,
                policy.scenario.clock == first.scenario.clock
            else {
                throw .badScenario(
                    "policies '\(first.id)' and '\(policy.id)' cannot be compared: their regions, groups, checkpoints "
                        + "and clock must be the same")
            }
        }
        let names = Set(metrics.map(\.id))
        for observation in study.observations {
            for name in [observation.metric, observation.minus].compactMap(\.self) where !names.contains(name) {
                throw .badScenario(
                    "observation '\(observation.id)' speaks of the metric '\(name)', which does not exist")
            }
        }
    }

    /// Bytes of memory that the table of results takes.
    var tableBytes: Double {
        Double(replications) * Double(policies.count) * Double(metrics.count) * Double(MemoryLayout<Double>.stride)
    }

    /// Throws ``ExperimentError/tooLarge(_:)`` where the results would not fit into three quarters of the machine's memory.
    func checkMemory() throws(ExperimentError) {
        let available = Double(ProcessInfo.processInfo.physicalMemory)
        guard tableBytes <= 0.75 * available else {
            let needed = (tableBytes / 1_073_741_824).rounded(.up)
            throw .tooLarge(
                "\(replications) replications of \(policies.count) policies need \(Int(exactly: needed) ?? .max) GiB of "
                    + "memory for their results alone; ask for fewer")
        }
    }
}
