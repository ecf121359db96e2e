// The future event list against the plainest thing that does the same, a sorted array, and its promises one by one.

import Testing

@testable import EventKernel

/// Mutations that were put in and seen to fail here: comparing `<=` when an event is put into the front; a front that spills without keeping
/// the order of one instant (`fileFirst` replaced by `file`); a base that is lowered without moving the slots below; a gathered slot whose limit
/// is its last word instead of the one after; a removal that keeps the limit; a clock that follows events back.
@Suite struct FutureEventListTests {
    /// How far ahead events are scheduled, in ticks.
    enum Ahead: CaseIterable {
        /// Many ties.
        case three
        case hundred
        /// Wider than the lowest levels of the wheel.
        case million
        /// From ticks to years, as in a model with both.
        case anyScale
        /// Each before all that are pending, as far as there is room.
        case descending

        func ticks(_ random: inout SmallGenerator, step: Int) -> Int64 {
            switch self {
            case .three: Int64(random.below(3))
            case .hundred: Int64(random.below(100))
            case .million: Int64(random.below(1_000_000))
            case .anyScale: Int64(random.below(1 << random.below(50)))
            case .descending: Int64(max(0, 1_000_000 - step * 40 + random.below(3)))
            }
        }
    }

    /// Protects the order, the clock and the count through growth and drain, with ties, priorities, cancelled and moved events.
    @Test(arguments: Ahead.allCases, [40, 400, 6_000])
    func everyEventComesWhereASortedArrayWouldHaveIt(ahead: Ahead, size: Int) {
        var random = SmallGenerator(seed: UInt64(size))
        var events = FutureEventList<UInt32>()
        var reference = SortedEvents()
        var handles: [(EventHandle, Int)] = []
        var wrong = 0
        for step in 0..<4 * size {
            let isGrowing = step < 2 * size
            switch random.below(20) {
            case 0..<(isGrowing ? 11 : 5):
                let time = reference.now + ahead.ticks(&random, step: step)
                let priority = UInt8(random.below(10) < 8 ? 1 : random.below(3))
                events.schedule(UInt32(step), at: time, priority: priority)
                reference.schedule(UInt32(step), at: time, priority: priority)
            case 11, 12:
                let time = reference.now + ahead.ticks(&random, step: step)
                let priority = UInt8(random.below(3))
                let handle = events.scheduleCancellable(UInt32(step), at: time, priority: priority)
                handles.append((handle, reference.schedule(UInt32(step), at: time, priority: priority)))
            case 13 where !handles.isEmpty:
                let (handle, order) = handles[random.below(handles.count)]
                if events.cancel(handle) != (reference.cancel(order) != nil) { wrong += 1 }
            case 14 where !handles.isEmpty:
                let place = random.below(handles.count)
                let time = reference.now + ahead.ticks(&random, step: step)
                let moved = reference.cancel(handles[place].1)
                if events.reschedule(&handles[place].0, at: time) != (moved != nil) { wrong += 1 }
                if let moved { handles[place].1 = reference.schedule(moved.event, at: time, priority: moved.priority) }
            case 15:
                if events.nextTime != reference.items.last?.time { wrong += 1 }
            default:
                let got = events.popFirst()
                let expected = reference.popFirst()
                if got?.time != expected?.time || got?.event != expected?.event { wrong += 1 }
            }
            if events.count != reference.items.count || events.now != reference.now { wrong += 1 }
        }
        while let expected = reference.popFirst() {
            let got = events.popFirst()
            if got?.time != expected.time || got?.event != expected.event { wrong += 1 }
        }
        #expect(wrong == 0, "events that a sorted array would not have given")
        let last = events.popFirst()
        #expect(last == nil)
    }

    /// Protects first in first out where an instant has more events than any of the list's parts holds, and grows while it is served.
    @Test func eventsOfOneInstantComeInTheOrderOfScheduling() {
        var events = FutureEventList<UInt32>()
        for event in stride(from: UInt32(1000), to: 0, by: -1) { events.schedule(event, at: 42) }
        var order: [UInt32] = []
        while let next = events.popFirst() {
            order.append(next.event)
            if next.event <= 1000 && next.event.isMultiple(of: 2) { events.schedule(next.event + 1000, at: next.time) }
        }
        let first = Array((1...1000).reversed()) as [UInt32]
        #expect(order == first + first.filter { $0.isMultiple(of: 2) }.map { $0 + 1000 })
    }

    @Test func priorityOrdersTheEventsOfOneInstant() {
        var events = FutureEventList<UInt32>()
        for event in 0..<300 { events.schedule(UInt32(event), at: 7, priority: UInt8(255 - event % 3)) }
        // Scheduled at the instant itself, ahead of those that are waiting.
        var order: [UInt32] = []
        while let next = events.popFirst() {
            order.append(next.event)
            if next.event == 2 { events.schedule(1000, at: 7, priority: 0) }
        }
        let of = { (rest: Int) in (0..<300).filter { $0 % 3 == rest }.map(UInt32.init) }
        #expect(order == [2, 1000] + of(2).dropFirst() + of(1) + of(0))
    }

    /// Protects against work in proportion to the square: a hundred thousand events of one instant, each scheduling one that comes before the
    /// others.
    @Test func manyEventsOfOneInstantAreServedInReasonableTime() {
        var events = FutureEventList<UInt32>()
        let count: UInt32 = 100_000
        for event in 0..<count { events.schedule(event, at: 5, priority: 9) }
        var served = 0
        var wrong = 0
        var expected: UInt32 = 0
        while let next = events.popFirst() {
            served += 1
            if next.event < count {
                if next.event != expected { wrong += 1 }
                expected += 1
                events.schedule(count + next.event, at: 5, priority: 1)
            } else if next.event != count + expected - 1 {
                wrong += 1
            }
        }
        #expect(served == 200_000)
        #expect(wrong == 0)
    }

    @Test func anEventForThePastTakesPlaceNow() {
        var events = FutureEventList<UInt32>()
        events.schedule(1, at: -5)
        events.schedule(2, at: 100)
        let first = events.popFirst()
        #expect(first?.time == 0 && first?.event == 1)
        _ = events.popFirst()
        events.schedule(3, at: 40)
        let late = events.popFirst()
        #expect(late?.time == 100 && late?.event == 3)
        let now = events.now
        #expect(now == 100)
    }

    @Test func timesBeyondTheRangeAreTheLatestTime() {
        var events = FutureEventList<UInt32>()
        events.schedule(1, at: .max)
        events.schedule(2, at: FutureEventList<UInt32>.latestTime)
        events.schedule(3, at: FutureEventList<UInt32>.latestTime - 1, priority: .max)
        for index in 0..<100 { events.schedule(UInt32(100 + index), at: Int64(index)) }
        var last: [UInt32] = []
        while let next = events.popFirst() { last.append(next.event) }
        #expect(last.suffix(3) == [3, 1, 2])
    }

    @Test func aListIsAsNewAfterRemoveAll() {
        var events = FutureEventList<UInt32>()
        for index in 0..<1000 { events.schedule(UInt32(index), at: Int64(1_000_000 + index * index)) }
        let old = events.scheduleCancellable(5, at: 3)
        for _ in 0..<10 { _ = events.popFirst() }
        events.removeAll()
        let nothing = events.popFirst()
        #expect(nothing == nil)
        let isCancelled = events.cancel(old)
        #expect(!isCancelled)
        events.schedule(3, at: 9)
        let count = events.count
        let next = events.nextTime
        #expect(count == 1 && next == 9)
        let popped = events.popFirst()
        #expect(popped?.time == 9 && popped?.event == 3)
    }

    /// Protects events of any size: what the list stores is the value itself.
    @Test func eventsAreKeptWhole() {
        struct Large: BitwiseCopyable, Equatable { var a, b, c: UInt64 }
        enum Small: BitwiseCopyable, Equatable {
            case arrival
            case departure(server: UInt16)
        }
        var large = FutureEventList<Large>()
        var small = FutureEventList<Small>()
        for index in 0..<500 as Range<UInt64> {
            large.schedule(Large(a: index, b: ~index, c: index << 40), at: Int64(index * 1_000_003 % 500))
            small.schedule(index.isMultiple(of: 2) ? .arrival : .departure(server: UInt16(index)), at: Int64(index))
        }
        var wrong = 0
        while let next = large.popFirst() {
            let index = next.event.a
            if next.event != Large(a: index, b: ~index, c: index << 40) || next.time != Int64(index * 1_000_003 % 500) {
                wrong += 1
            }
        }
        while let next = small.popFirst() {
            let expected: Small = next.time.isMultiple(of: 2) ? .arrival : .departure(server: UInt16(next.time))
            if next.event != expected { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    /// Protects events that must stand at addresses of their own, as vectors do.
    @Test func eventsOfVectorsAreKeptWhole() {
        var events = FutureEventList<SIMD8<Double>>()
        for index in 0..<500 { events.schedule(SIMD8(repeating: Double(index)), at: Int64(index * 7919 % 500)) }
        var wrong = 0
        var count = 0
        while let next = events.popFirst() {
            let index = Int(next.event[7])
            if next.event != SIMD8(repeating: Double(index)) || next.time != Int64(index * 7919 % 500) { wrong += 1 }
            count += 1
        }
        #expect(wrong == 0 && count == 500)
    }
}
