// What a customer holds while they wait or are served, so that they can be found again.

/// The right to one stay: of one customer, in one waiting line or at one server, until that stay ends.
///
/// A ticket is what an event carries that may come too late: the end of a customer's patience, or the end of a service that may
/// be interrupted. When the stay has ended in another way, the ticket is void, and the pool says so by doing nothing. So it does not matter
/// which of two events of one instant happens first, and a customer who leaves and returns holds another ticket than before.
///
/// Tickets mean something only to the pool that gave them, until it is reset; elsewhere they may belong to another customer or to none. They fit in eight bytes; a model may keep them in its events.
public struct Ticket: Hashable, Sendable, BitwiseCopyable {
    /// Where the pool keeps the stay: a place of its own, or a line.
    @usableFromInline let place: UInt32

    /// Which of the stays that were kept there it is. It repeats after 2³¹ stays there.
    @usableFromInline let generation: UInt32

    @inlinable
    init(place: UInt32, generation: UInt32) {
        self.place = place
        self.generation = generation
    }

    /// A ticket that no pool ever gave: void everywhere.
    public static var void: Ticket { Ticket(place: .max, generation: .max) }
}
