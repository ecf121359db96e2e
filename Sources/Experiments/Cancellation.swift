// A flag by which one thread asks the others to stop.

import Synchronization

/// A request to stop, raised once and seen by every thread; an experiment looks at it between two simulations.
public final class Cancellation: Sendable {
    private let raised = Atomic<Bool>(false)

    /// A request that has not been made yet.
    public init() {}

    /// Asks for the stop. May be called from any thread, any number of times.
    public func cancel() { raised.store(true, ordering: .relaxed) }

    /// Whether the stop has been asked for.
    public var isCancelled: Bool { raised.load(ordering: .relaxed) }
}
