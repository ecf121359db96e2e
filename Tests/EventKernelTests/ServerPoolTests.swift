// Who is served next, who waits, and what a change of shift does.

import Testing

@testable import EventKernel

@Suite struct ServerPoolTests {
    @Test func thoseWhoComeWhileAServerIsFreeStartAtOnce() {
        var pool = ServerPool(onDuty: 2)
        let first = pool.arrive(1, at: 0)
        let second = pool.arrive(2, at: 0)
        let third = pool.arrive(3, at: 0)
        #expect(first && second && !third)
        #expect(pool.busy == 2 && pool.waiting == 1)
    }

    @Test func withinAPriorityTheFirstToComeIsTheFirstServed() {
        var pool = ServerPool(onDuty: 1)
        _ = pool.arrive(0, at: 0)
        for id in 1...200 as ClosedRange<UInt32> { _ = pool.arrive(id, at: Int64(id)) }
        for id in 1...200 as ClosedRange<UInt32> {
            let next = pool.finish(at: 1000 + Int64(id))
            #expect(next == ServerPool.Waiting(id: id, arrival: Int64(id)))
        }
        let nobody = pool.finish(at: 2000)
        #expect(nobody == nil && pool.busy == 0)
    }

    @Test func aHigherPriorityIsServedBeforeAllThatWaitBelowIt() {
        var pool = ServerPool(onDuty: 1, priorities: 3)
        _ = pool.arrive(0, priority: 2, at: 0)
        _ = pool.arrive(1, priority: 2, at: 1)
        _ = pool.arrive(2, priority: 1, at: 2)
        _ = pool.arrive(3, priority: 0, at: 3)
        _ = pool.arrive(4, priority: 1, at: 4)
        var order: [UInt32] = []
        while let next = pool.finish(at: 10) { order.append(next.id) }
        #expect(order == [3, 2, 4, 1])
    }

    @Test func aPriorityOutsideTheRangeCountsAsTheNearest() {
        var pool = ServerPool(onDuty: 0, priorities: 2)
        _ = pool.arrive(1, priority: 99, at: 0)
        _ = pool.arrive(2, priority: -5, at: 1)
        pool.setOnDuty(1)
        let next = pool.startNext(at: 2)
        #expect(next?.id == 2)
    }

    @Test func serviceInProgressIsFinishedWhenAShiftEnds() {
        var pool = ServerPool(onDuty: 3)
        for id in 0..<5 as Range<UInt32> { _ = pool.arrive(id, at: 0) }
        pool.setOnDuty(1)
        #expect(pool.busy == 3, "nobody is interrupted")
        let afterFirst = pool.finish(at: 1)
        let afterSecond = pool.finish(at: 2)
        #expect(afterFirst == nil && afterSecond == nil, "servers in excess leave")
        #expect(pool.busy == 1)
        let afterThird = pool.finish(at: 3)
        #expect(afterThird?.id == 3)
    }

    @Test func aNewShiftStartsAsManyAsItCanServe() {
        var pool = ServerPool(onDuty: 0)
        for id in 0..<5 as Range<UInt32> { _ = pool.arrive(id, at: Int64(id)) }
        pool.setOnDuty(3)
        var started: [UInt32] = []
        while let next = pool.startNext(at: 100) { started.append(next.id) }
        #expect(started == [0, 1, 2])
        #expect(pool.busy == 3 && pool.waiting == 2)
    }

    /// Those who come between the change of the shift and the call for the next must not overtake the queue.
    @Test func nobodyOvertakesAQueueThatHasNotBeenCalledYet() {
        var pool = ServerPool(onDuty: 0)
        _ = pool.arrive(1, at: 0)
        pool.setOnDuty(2)
        let overtakes = pool.arrive(2, at: 1)
        #expect(!overtakes)
        let next = pool.startNext(at: 1)
        #expect(next?.id == 1)
    }

    /// Who has come is served, in service or waiting; nobody is lost or doubled, whatever the shifts do.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func everyoneWhoCameIsWaitingInServiceOrGone(seed: UInt64) {
        var random = SmallGenerator(seed: seed)
        var pool = ServerPool(onDuty: random.below(4), priorities: 3)
        var inService: Set<UInt32> = []
        var waiting: Set<UInt32> = []
        var gone = 0
        var next: UInt32 = 0
        for now in 0..<3000 as Range<Int64> {
            switch random.below(10) {
            case 0..<5:
                if pool.arrive(next, priority: random.below(3), at: now) {
                    inService.insert(next)
                } else {
                    waiting.insert(next)
                }
                next += 1
            case 5..<9:
                guard let finished = inService.min() else { continue }
                inService.remove(finished)
                gone += 1
                if let started = pool.finish(at: now) {
                    #expect(waiting.remove(started.id) != nil)
                    inService.insert(started.id)
                }
            default:
                pool.setOnDuty(random.below(5))
                while let started = pool.startNext(at: now) {
                    #expect(waiting.remove(started.id) != nil)
                    inService.insert(started.id)
                }
            }
            #expect(pool.busy == inService.count)
            #expect(pool.waiting == waiting.count)
            #expect(inService.count + waiting.count + gone == Int(next))
            #expect(pool.waiting == 0 || pool.busy >= pool.onDuty, "someone waits although a server is free")
            #expect(pool.queueLength.value == Double(waiting.count))
        }
    }

    /// Copies share memory until one of them changes, which nobody may notice.
    @Test func aCopyOfAPoolGoesItsOwnWay() {
        var pool = ServerPool(onDuty: 1, priorities: 2)
        for id in 0..<6 as Range<UInt32> { _ = pool.arrive(id, priority: Int(id & 1), at: Int64(id)) }
        let before = pool
        var copy = pool
        _ = pool.arrive(6, priority: 0, at: 6)
        _ = copy.arrive(7, priority: 0, at: 6)
        if case .waits(let ticket) = copy.admit(8, priority: 1, at: 6) { _ = copy.abandon(ticket, at: 6) }
        var fresh = pool
        fresh.reset(onDuty: 1)
        func order(_ pool: ServerPool) -> [UInt32] {
            var pool = pool
            var order: [UInt32] = []
            while let next = pool.finish(at: 9) { order.append(next.id) }
            return order
        }
        #expect(order(pool) == [2, 4, 6, 1, 3, 5])
        #expect(order(copy) == [2, 4, 7, 1, 3, 5])
        #expect(order(before) == [2, 4, 1, 3, 5])
        #expect(order(pool) == [2, 4, 6, 1, 3, 5], "counting the order takes nobody out")
        #expect(order(fresh).isEmpty)
    }

    @Test func resetForgetsEverything() {
        var pool = ServerPool(onDuty: 1, priorities: 2)
        for id in 0..<4 as Range<UInt32> { _ = pool.arrive(id, priority: Int(id) % 2, at: Int64(id)) }
        pool.reset(onDuty: 2)
        #expect(pool.busy == 0 && pool.waiting == 0 && pool.onDuty == 2)
        #expect(pool.queueLength == TimeWeightedStatistic())
        let starts = pool.arrive(9, at: 0)
        let nobody = pool.finish(at: 1)
        #expect(starts && nobody == nil)
    }

    @Test func negativeNumbersOfServersCountAsNone() {
        var pool = ServerPool(onDuty: -3, priorities: -1)
        let starts = pool.arrive(1, priority: 5, at: 0)
        #expect(!starts && pool.onDuty == 0)
        pool.setOnDuty(-1)
        let next = pool.finish(at: 1)
        #expect(next == nil && pool.busy == 0)
    }
}
