// What tells two runs of one scenario apart, and what an output folder says of the run that wrote it.

import Foundation

/// What a command line can change about a run.
public struct RunDescription: Sendable, Equatable {
    /// Overrides of the command line, as `PATH=VALUE`, in their order.
    public var overrides: [String]
    /// Master seed.
    public var seed: UInt64
    /// Replications per policy.
    public var replications: Int
    /// Ids of the policies that are simulated, in the order of the file.
    public var policies: [String]

    /// A description of a run.
    public init(overrides: [String], seed: UInt64, replications: Int, policies: [String]) {
        self.overrides = overrides
        self.seed = seed
        self.replications = replications
        self.policies = policies
    }

    /// Reads the manifest in an output folder.
    ///
    /// - Returns: nil where there is no manifest, or none of this program's.
    public init?(ofFolder path: String) {
        guard let bytes = FileManager.default.contents(atPath: "\(FileSystem.absolute(path))/manifest.json"),
            let manifest = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any],
            let seed = (manifest["seed"] as? String).flatMap({ UInt64($0) }),
            let counts = manifest["counts"] as? [String: Any], let replications = counts["replications"] as? Int,
            let policies = manifest["policies"] as? [[String: Any]]
        else { return nil }
        self.init(
            overrides: manifest["overrides"] as? [String] ?? [], seed: seed, replications: replications,
            policies: policies.compactMap { $0["id"] as? String })
    }

    /// What this run had that another one does not have, in words such as "20 replications"; empty where they do not differ.
    public func differences(from other: RunDescription) -> [String] {
        var differences: [String] = []
        if replications != other.replications {
            differences.append(replications == 1 ? "1 replication" : "\(replications) replications")
        }
        if policies != other.policies {
            let names = policies.map { "'\($0)'" }.joined(separator: ", ")
            switch policies.count {
            case 1: differences.append("the policy \(names)")
            case 2...3: differences.append("the policies \(names)")
            default: differences.append("\(policies.count) policies")
            }
        }
        if seed != other.seed { differences.append("seed \(seed)") }
        if overrides != other.overrides {
            differences.append(
                overrides.isEmpty ? "no --set" : overrides.map { "--set '\($0)'" }.joined(separator: " "))
        }
        return differences
    }
}
