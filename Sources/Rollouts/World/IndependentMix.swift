// Mixes whose attributes are independent of each other, and the joint tables that they are short for.

import CivilTime

/// Shares of the values of each attribute: an endpoint has each with its probability, whatever its other attributes are.
///
/// A short way to say a ``Segment/mix``: the share of a combination is the product of the shares of its values.
public struct IndependentMix: Sendable, Equatable {
    /// Share of each value, by attribute id and value. A value that is left out has none, and the shares of an attribute sum to 1.
    public var shares: [String: [String: Double]]

    /// The most combinations with a share above 0.
    public static let mostCombinations = 4096

    /// A mix by its marginal shares; ``joint(of:adding:)`` checks them.
    public init(shares: [String: [String: Double]]) { self.shares = shares }

    /// The joint table of the combinations with a share above 0, by platform id.
    ///
    /// A combination that is a platform already keeps its name; where several are, it is the first by id. Every other one is added, called
    /// by its values as in `os=windows-7;architecture=x86`, with the attributes in the order in which they are declared. In the name of its
    /// stream they are sorted, so that the order of declaration changes no random number.
    ///
    /// - Parameters:
    ///   - attributes: The scenario's attributes; each needs shares.
    ///   - platforms: The scenario's platforms, to which the combinations that are none yet are added.
    /// - Throws: ``PlanError`` if an attribute or a value is not declared or has no shares, if shares do not sum to 1, or if there are more than
    ///   ``mostCombinations``.
    public func joint(
        of attributes: [EndpointAttribute], adding platforms: inout [Platform]
    ) throws(PlanError) -> [String: Double] {
        let combinations = try combinations(of: attributes)
        var known: [[String: String]: String] = [:]
        for platform in platforms { known[platform.values] = min(platform.id, known[platform.values] ?? platform.id) }
        var mix: [String: Double] = [:]
        for combination in combinations {
            if let id = known[combination.values] {
                mix[id] = combination.share
                continue
            }
            func name(_ order: [String]) -> String {
                order.map { "\($0)=\(combination.values[$0] ?? "")" }.joined(separator: ";")
            }
            let ids = attributes.map(\.id)
            platforms.append(Platform(id: name(ids), stream: name(ids.sorted()), values: combination.values))
            mix[name(ids)] = combination.share
        }
        return mix
    }

    private func combinations(
        of attributes: [EndpointAttribute]
    ) throws(PlanError) -> [(values: [String: String], share: Double)] {
        for id in shares.keys.sorted() where !attributes.contains(where: { $0.id == id }) {
            throw PlanError("unknown attribute '\(id)'")
        }
        // In the order of the names, not of the file: a product's last bit depends on its order.
        var result: [(values: [String: String], share: Double)] = [([:], 1)]
        for attribute in attributes.sorted(by: { $0.id < $1.id }) {
            let parts = try parts(of: attribute)
            guard result.count * parts.count <= Self.mostCombinations else {
                throw PlanError(
                    "the shares make more than \(Self.mostCombinations) combinations; leave out values or give a joint table"
                )
            }
            result = result.flatMap { whole in
                parts.map { part in
                    var values = whole.values
                    values[attribute.id] = part.value
                    return (values, whole.share * part.share)
                }
            }
        }
        return result.filter { $0.share > 0 }
    }

    /// The values of an attribute with a share, sorted, with shares that sum to 1 without noise.
    private func parts(of attribute: EndpointAttribute) throws(PlanError) -> [(value: String, share: Double)] {
        guard let given = shares[attribute.id] else {
            throw PlanError("there are no shares of the values of '\(attribute.id)'")
        }
        var parts: [(value: String, share: Double)] = []
        for value in given.keys.sorted() {
            guard attribute.values.contains(value) else {
                throw PlanError("attribute \(attribute.id) has no value '\(value)'")
            }
            let share = given[value] ?? 0
            try requireProbability(share, "the share of \(value)")
            if share > 0 { parts.append((value, share)) }
        }
        let total = parts.reduce(0) { $0 + $1.share }
        guard abs(total - 1) < 1e-6 else {
            let percent = Quantity.text(ofCount: (total * 1_000_000).rounded() / 10_000)
            throw PlanError("the shares of '\(attribute.id)' sum to \(percent) %, not to 100 %")
        }
        return parts.map { ($0.value, $0.share / total) }
    }
}
