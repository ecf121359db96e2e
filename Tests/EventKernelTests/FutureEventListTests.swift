// The future event list against the plainest thing that does the same: a sorted array.

import Testing

@testable import EventKernel

@Suite struct FutureEventListTests {
    /// What a future event list must do, done in the most obvious way.
    private struct Reference {
        private var events: [(time: Int64, order: Int, payload: UInt32)] = []
        private var order = 0

        mutating func schedule(_ payload: UInt32, at time: Int64) {
            order += 1
            let place = events.firstIndex { $0.time > max(0, time) } ?? events.count
            events.insert((max(0, time), order, payload), at: place)
        }

        mutating func popFirst() -> (time: Int64, payload: UInt32)? {
            guard !events.isEmpty else { return nil }
            let first = events.removeFirst()
            return (first.time, first.payload)
        }
    }

    /// Times up to `span`: the smaller the span, the more ties.
    @Test(arguments: [1, 3, 50, 1_000_000_000_000] as [Int64])
    func everyScheduleComesOutAsASortedListWould(span: Int64) {
        var random = SmallGenerator(seed: UInt64(span))
        var events = FutureEventList(minimumCapacity: 4)
        var reference = Reference()
        var pending = 0
        var wrong = 0
        for step in 0..<4000 {
            // Grow for the first half, drain in the second, with pops between.
            if pending == 0 || random.below(100) < (step < 2000 ? 70 : 35) {
                let time = Int64(random.below(Int(span)))
                let payload = UInt32(truncatingIfNeeded: random.next())
                events.schedule(payload, at: time)
                reference.schedule(payload, at: time)
                pending += 1
            } else {
                let got = events.popFirst()
                let expected = reference.popFirst()
                if got?.time != expected?.time || got?.payload != expected?.payload { wrong += 1 }
                pending -= 1
            }
            if events.count != pending { wrong += 1 }
        }
        while let expected = reference.popFirst() {
            let got = events.popFirst()
            if got?.time != expected.time || got?.payload != expected.payload { wrong += 1 }
        }
        #expect(wrong == 0, "events that a sorted list would not have given")
        let last = events.popFirst()
        #expect(last == nil)
    }

    @Test func eventsOfOneInstantComeInTheOrderOfScheduling() {
        var events = FutureEventList(minimumCapacity: 4)
        // Payloads fall while the order of scheduling rises: an order by payload would show.
        for payload in stride(from: UInt32(1000), to: 0, by: -1) { events.schedule(payload, at: 42) }
        var order: [UInt32] = []
        while let next = events.popFirst() { order.append(next.payload) }
        #expect(order == Array((1...1000).reversed()))
    }

    /// Protects the order among ties when the 32-bit count of schedulings runs out: with an event list in use for
    /// minutes that happens, and a wrapped count would let late events overtake.
    @Test func orderSurvivesTheEndOfTheSequenceNumbers() {
        var random = SmallGenerator(seed: 7)
        var events = FutureEventList(minimumCapacity: 4)
        var reference = Reference()
        for payload in 0..<300 {
            // The numbers run out in the middle of the schedule, with many events pending.
            if payload == 100 { events.sequence = .max - 50 }
            let time = Int64(random.below(5))
            events.schedule(UInt32(payload), at: time)
            reference.schedule(UInt32(payload), at: time)
        }
        let sequence = events.sequence
        #expect(sequence < 1000, "the pending events were not numbered afresh")
        var wrong = 0
        while let expected = reference.popFirst() {
            let got = events.popFirst()
            if got?.time != expected.time || got?.payload != expected.payload { wrong += 1 }
        }
        #expect(wrong == 0, "events that a sorted list would not have given")
    }

    @Test func aListGrowsFarBeyondItsFirstCapacity() {
        var events = FutureEventList(minimumCapacity: 0)
        for index in 0..<20_000 { events.schedule(UInt32(index), at: Int64(20_000 - index)) }
        let count = events.count
        let soonest = events.nextTime
        #expect(count == 20_000)
        #expect(soonest == 1)
        var times: [Int64] = []
        var payloads: [UInt32] = []
        while let next = events.popFirst() {
            times.append(next.time)
            payloads.append(next.payload)
        }
        #expect(times == Array(1...20_000))
        #expect(payloads == Array((0..<20_000).reversed()))
    }

    @Test func theClockNeverRunsBackWhenEventsAreScheduledFromTheirHandlers() {
        var random = SmallGenerator(seed: 11)
        var events = FutureEventList()
        for index in 0..<64 { events.schedule(UInt32(index), at: Int64(random.below(100))) }
        var now: Int64 = 0
        var ranBack = 0
        for _ in 0..<20_000 {
            guard let next = events.popFirst() else { break }
            if next.time < now { ranBack += 1 }
            now = next.time
            events.schedule(next.payload, at: now + Int64(random.below(20)))
        }
        #expect(ranBack == 0)
        #expect(now > 1000)
    }

    @Test func aListIsEmptyAndUsableAfterRemoveAll() {
        var events = FutureEventList()
        events.schedule(1, at: 5)
        events.schedule(2, at: 3)
        events.removeAll()
        let before = events.popFirst()
        #expect(before == nil)
        events.schedule(3, at: 9)
        let next = events.nextTime
        #expect(next == 9)
        let popped = events.popFirst()
        #expect(popped?.payload == 3)
    }

    @Test func extremeTimesAndPayloadsAreKept() {
        var events = FutureEventList()
        events.schedule(.max, at: .max)
        events.schedule(0, at: .max)
        events.schedule(9, at: .min)
        let first = events.popFirst()
        #expect(first?.time == 0 && first?.payload == 9, "a negative time counts as 0")
        let second = events.popFirst()
        #expect(second?.time == .max && second?.payload == .max)
        let third = events.popFirst()
        #expect(third?.time == .max && third?.payload == 0)
    }
}
