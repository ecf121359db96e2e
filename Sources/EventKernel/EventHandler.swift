// A model that lives by events: the loop that takes the next one and hands it over.

/// A model whose events are values of its own type.
///
/// ```swift
/// struct Heartbeat: EventHandler {
///     var beats = 0
///     mutating func handle(_ event: Int, at now: Int64, events: inout FutureEventList<Int>) {
///         beats += 1
///         events.schedule(event, at: now + 60)
///     }
/// }
/// var events = FutureEventList<Int>()
/// var heart = Heartbeat()
/// events.schedule(1, at: 0)
/// events.run(&heart, until: 3600)
/// print(heart.beats)   // 60
/// ```
public protocol EventHandler: ~Copyable {
    /// What may happen: usually an enumeration.
    associatedtype Event: BitwiseCopyable

    /// An event takes place.
    ///
    /// Marked `@inline(__always)`, it becomes part of the loop that takes the events, which saves a model of small events a tenth or more.
    ///
    /// - Parameters:
    ///   - event: What happens.
    ///   - now: When, in ticks.
    ///   - events: Where the model schedules what follows.
    mutating func handle(_ event: Event, at now: Int64, events: inout FutureEventList<Event>)

    /// Whether the model has seen enough, so that a run ends before its time; looked at before each event. Never, unless the model says so.
    var isFinished: Bool { get }
}

extension EventHandler where Self: ~Copyable {
    /// Never: a run goes on until its time.
    @inlinable @inline(__always)
    public var isFinished: Bool { false }
}

extension FutureEventList {
    /// Hands over events to a model, soonest first, until none is left, the next is due at the end or after it, or the model is finished.
    ///
    /// What is due at `end` itself stays in the list: the time simulated is the half-open interval from 0 to `end`. Where the model ended the run by
    /// ``EventHandler/isFinished``, what was to follow stays too, and ``now`` says when that was.
    ///
    /// - Parameters:
    ///   - model: Who handles them; its type is known where this is compiled, so that nothing is looked up per event.
    ///   - end: End of the simulated time, in ticks.
    @inlinable
    public mutating func run<Model: EventHandler & ~Copyable>(_ model: inout Model, until end: Int64)
    where Model.Event == Event {
        while !model.isFinished, let next = popFirst(before: end) {
            model.handle(next.event, at: next.time, events: &self)
        }
    }
}
