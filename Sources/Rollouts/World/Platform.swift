// What endpoints are: attributes that the scenario declares, the combinations that occur, and predicates over them.

/// A property of endpoints that the scenario declares, such as the operating system, with its possible values.
public struct EndpointAttribute: Sendable, Equatable {
    /// Name by which platforms and predicates refer to it; unique in a scenario.
    public var id: String
    /// The values that it may have.
    public var values: [String]

    /// An attribute with the values that it may have.
    public init(id: String, values: [String]) {
        self.id = id
        self.values = values
    }
}

/// One combination of attribute values that occurs in the field. Endpoints of a platform at one customer are exchangeable.
public struct Platform: Sendable, Equatable {
    /// Name by which segments refer to it; unique in a scenario.
    public var id: String
    /// Name under which random numbers are addressed; keep it when renaming and every draw stays the same.
    public var stream: String
    /// The value of each declared attribute, by attribute id.
    public var values: [String: String]

    /// A platform; its stream is its id where nil. ``Plan/init(_:)`` refuses values that their attributes do not have.
    /// An attribute without a value here satisfies no comparison.
    public init(id: String, stream: String? = nil, values: [String: String]) {
        self.id = id
        self.stream = stream ?? id
        self.values = values
    }
}

/// A Boolean expression over endpoint attributes.
public indirect enum Predicate: Sendable, Equatable {
    /// The attribute has the value.
    case equals(attribute: String, value: String)
    /// Every part holds; true where there is none.
    case all([Predicate])
    /// At least one part holds; false where there is none.
    case any([Predicate])
    /// The part does not hold.
    case not(Predicate)

    /// True for every platform.
    public static let always = Predicate.all([])
    /// True for no platform.
    public static let never = Predicate.any([])

    /// Whether the predicate holds for a platform.
    public func holds(for platform: Platform) -> Bool {
        switch self {
        case .equals(let attribute, let value): platform.values[attribute] == value
        case .all(let parts): parts.allSatisfy { $0.holds(for: platform) }
        case .any(let parts): parts.contains { $0.holds(for: platform) }
        case .not(let part): !part.holds(for: platform)
        }
    }
}
