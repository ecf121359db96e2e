// Policies that extend one another: from which one to begin.

import Rollouts

/// The policies of a file, of which one may extend another.
struct PolicyAncestry {
    let items: [YAMLValue]
    let decoding: Decoding

    /// The policies that a policy extends, the farthest first: each lays its clauses over those of the one before.
    ///
    /// - Returns: nil where a name does not exist or policies extend one another in a circle. That is reported at the policies whose
    ///   mistake it is, and not at those that extend them.
    func ancestors(of policy: YAMLValue) -> [YAMLValue]? {
        var result: [YAMLValue] = []
        var path = [policy["id"]?.text ?? ""]
        var current = policy
        while let extended = current["extends"] {
            let known = items.compactMap { $0["id"]?.text }
            let name = path.count == 1 ? decoding.name(extended, of: "policy", among: known) : extended.text ?? ""
            guard let next = items.first(where: { $0["id"]?.text == name }) else { return nil }
            if name == path[0] {
                let way = (path + [name]).map { "'\(shortened($0))'" }.joined(separator: ", which extends ")
                decoding.error(extended.place, "policies extend one another in a circle: \(way)")
            }
            if path.contains(name) { return nil }
            path.append(name)
            result.append(next)
            current = next
        }
        return result.reversed()
    }
}
