// Events that are called off or moved: handles, and the memory of what was cancelled.

import Testing

@testable import EventKernel

/// Mutations that were put in and seen to fail here: a ticket whose generation is not counted on; a sweep that forgets to give tickets back; an
/// event cancelled at the instant it is due that still takes place.
@Suite struct CancellationTests {
    @Test func aCancelledEventNeverHappensAndIsCancelledOnce() {
        var events = FutureEventList<UInt32>()
        let first = events.scheduleCancellable(1, at: 10)
        events.schedule(2, at: 20)
        let once = events.cancel(first)
        let twice = events.cancel(first)
        #expect(once && !twice)
        let count = events.count
        #expect(count == 1)
        let next = events.popFirst()
        #expect(next?.event == 2)
    }

    @Test func anEventThatHasHappenedCannotBeCancelled() {
        var events = FutureEventList<UInt32>()
        let handle = events.scheduleCancellable(1, at: 10)
        _ = events.popFirst()
        // The place of its ticket is used again; the old handle must not reach the new event.
        let other = events.scheduleCancellable(2, at: 30)
        let old = events.cancel(handle)
        #expect(!old)
        let pending = events.count
        #expect(pending == 1)
        let new = events.cancel(other)
        #expect(new)
    }

    /// The classic trap: of two events at one instant the first calls the second off.
    @Test func anEventMayBeCancelledAtTheInstantItIsDue() {
        var events = FutureEventList<UInt32>()
        events.schedule(1, at: 10)
        let second = events.scheduleCancellable(2, at: 10)
        events.schedule(3, at: 10)
        _ = events.popFirst()
        // Looked at, but not taken yet.
        _ = events.nextTime
        let cancelled = events.cancel(second)
        #expect(cancelled)
        let next = events.popFirst()
        #expect(next?.event == 3)
    }

    @Test func aMovedEventHappensOnceAtItsNewTime() {
        var events = FutureEventList<UInt32>()
        var handle = events.scheduleCancellable(7, at: 50, priority: 3)
        events.schedule(8, at: 60, priority: 3)
        events.schedule(9, at: 60, priority: 4)
        let old = handle
        let isMoved = events.reschedule(&handle, at: 60)
        #expect(isMoved && handle != old)
        let byOld = events.cancel(old)
        #expect(!byOld, "the old handle leads nowhere")
        var order: [UInt32] = []
        while let next = events.popFirst() { order.append(next.event) }
        #expect(order == [8, 7, 9], "behind those of its time and priority")
        let again = events.reschedule(&handle, at: 70)
        #expect(!again)
    }

    /// Protects the memory: patience that is always cancelled, as in a call centre where everybody is served, leaves nothing behind.
    @Test func whatIsCancelledDoesNotPileUp() {
        var events = FutureEventList<UInt32>()
        var now: Int64 = 0
        for round in 0..<50_000 {
            let handle = events.scheduleCancellable(0, at: now + 1_000_000_000_000)
            events.schedule(1, at: now + 1)
            if let next = events.popFirst() { now = next.time }
            let isCancelled = events.cancel(handle)
            #expect(isCancelled, "round \(round)")
        }
        let tickets = events.tickets.used
        let cancelled = events.tickets.cancelled
        #expect(tickets < 200 && cancelled < 200)
        let last = events.popFirst()
        #expect(last == nil)
    }

    @Test func handlesOfNothingAreHarmless() {
        var events = FutureEventList<UInt32>()
        var other = FutureEventList<UInt32>()
        var stray = EventHandle(ticket: 0, generation: 0)
        let none = events.cancel(stray)
        #expect(!none)
        for _ in 0..<5 { stray = other.scheduleCancellable(1, at: 1) }
        let foreign = events.reschedule(&stray, at: 5)
        #expect(!foreign)
    }
}

/// Protects the loop: the end is not part of the time simulated, and the model may stop scheduling.
@Suite struct EventHandlerTests {
    private struct Heartbeat: EventHandler {
        var beats: [Int64] = []
        var enough = Int.max
        var isFinished: Bool { beats.count >= enough }

        mutating func handle(_ event: Int64, at now: Int64, events: inout FutureEventList<Int64>) {
            beats.append(now)
            events.schedule(event, at: now + event)
        }
    }

    @Test func aRunEndsBeforeItsEnd() {
        var events = FutureEventList<Int64>()
        var heart = Heartbeat()
        events.schedule(60, at: 0)
        events.run(&heart, until: 180)
        #expect(heart.beats == [0, 60, 120])
        events.run(&heart, until: 181)
        #expect(heart.beats.last == 180)
        let pending = events.count
        #expect(pending == 1)
    }

    @Test func aModelThatHasSeenEnoughEndsTheRun() {
        var events = FutureEventList<Int64>()
        var heart = Heartbeat(enough: 3)
        events.schedule(60, at: 0)
        events.run(&heart, until: .max)
        let (now, pending) = (events.now, events.count)
        #expect(heart.beats == [0, 60, 120] && now == 120 && pending == 1)
        events.run(&heart, until: .max)
        #expect(heart.beats.count == 3)
        heart.enough = 4
        events.run(&heart, until: .max)
        #expect(heart.beats.last == 180)
    }
}
