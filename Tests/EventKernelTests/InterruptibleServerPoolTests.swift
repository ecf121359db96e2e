// Who gives way to whom, and what is left of the work.

import Testing

@testable import EventKernel

@Suite struct InterruptibleServerPoolTests {
    private typealias Pool = InterruptibleServerPool

    private func service(_ admission: Pool.Admission) -> Pool.Service? {
        if case .starts(let service) = admission { return service }
        return nil
    }

    private func ticket(_ admission: Pool.Admission) -> Ticket {
        if case .waits(let ticket) = admission { return ticket }
        return .void
    }

    /// Serves all that is left, an end after the other, from an instant on; returns who ended when.
    private func drain(_ pool: inout Pool, _ services: [Pool.Service], from now: Int64) -> [UInt32: Int64] {
        var ends = services.map { (time: now + $0.work, ticket: $0.ticket) }
        var done: [UInt32: Int64] = [:]
        while let soonest = ends.indices.min(by: { ends[$0].time < ends[$1].time }) {
            let end = ends.remove(at: soonest)
            if let customer = pool.finish(end.ticket, at: end.time) { done[customer.id] = end.time }
            while let next = pool.startNext(at: end.time) { ends.append((end.time + next.work, next.ticket)) }
        }
        return done
    }

    @Test func anUrgentCustomerInterruptsAndTheWorkIsResumed() {
        var pool = Pool(onDuty: 1, priorities: 2)
        let low = service(pool.arrive(1, priority: 1, work: 100, at: 0))
        let high = service(pool.arrive(2, priority: 0, work: 30, at: 40))
        #expect(high?.interruption?.id == 1 && high?.interruption?.workLeft == 60)
        #expect(high?.interruption?.service == low?.ticket && pool.interrupted == 1)
        let tooLate = pool.finish(low?.ticket ?? .void, at: 100)
        #expect(tooLate == nil, "the end of an interrupted service is void")
        let done = pool.finish(high?.ticket ?? .void, at: 70)
        #expect(done == Pool.Customer(id: 2, priority: 0, arrival: 40))
        let resumed = pool.startNext(at: 70)
        #expect(resumed?.id == 1 && resumed?.work == 60 && resumed?.isResumed == true && resumed?.arrival == 0)
    }

    @Test func workThatStartsOverIsAsLongAsBefore() {
        var pool = Pool(onDuty: 1, priorities: 2, resumption: .startOver)
        _ = pool.arrive(1, priority: 1, work: 100, at: 0)
        let high = service(pool.arrive(2, priority: 0, work: 30, at: 40))
        #expect(high?.interruption?.workLeft == 100)
    }

    /// Known trap: pre-emption while a server is free.
    @Test func nobodyIsInterruptedWhileAServerIsFree() {
        var pool = Pool(onDuty: 2, priorities: 2)
        _ = pool.arrive(1, priority: 1, work: 100, at: 0)
        let high = service(pool.arrive(2, priority: 0, work: 30, at: 40))
        #expect(high != nil && high?.interruption == nil && pool.busy == 2 && pool.interrupted == 0)
    }

    @Test func equalsDoNotInterruptEachOther() {
        var pool = Pool(onDuty: 1, priorities: 3)
        _ = pool.arrive(1, priority: 1, work: 100, at: 0)
        let equal = pool.arrive(2, priority: 1, work: 30, at: 40)
        let lower = pool.arrive(3, priority: 2, work: 30, at: 40)
        #expect(service(equal) == nil && service(lower) == nil && pool.waiting == 2)
    }

    @Test func theLowestPriorityStartedLastGivesWayFirstAndIsResumedLast() {
        var pool = Pool(onDuty: 3, priorities: 3)
        _ = pool.arrive(1, priority: 2, work: 100, at: 0)
        _ = pool.arrive(2, priority: 1, work: 100, at: 1)
        _ = pool.arrive(3, priority: 2, work: 100, at: 2)
        _ = pool.arrive(4, priority: 2, work: 100, at: 3)
        let urgent = (5...7).map { service(pool.arrive($0, priority: 0, work: 10, at: 10)) }
        #expect(urgent.map { $0?.interruption?.id } == [3, 1, 2])
        for end in urgent { _ = pool.finish(end?.ticket ?? .void, at: 20) }
        var order: [UInt32] = []
        while let next = pool.startNext(at: 20) { order.append(next.id) }
        // Number 4 never started, and is behind those who did.
        #expect(order == [2, 1, 3] && pool.waiting == 1)
    }

    /// Known trap: an end that is due at the very instant of an arrival. Without time passing nothing is interrupted, and the urgent
    /// customer starts when that end is taken from the event list.
    @Test func aServiceThatEndsAtThisInstantIsNotInterrupted() {
        var pool = Pool(onDuty: 1, priorities: 2)
        let low = service(pool.arrive(1, priority: 1, work: 100, at: 0))
        let high = pool.arrive(2, priority: 0, work: 30, at: 100)
        #expect(service(high) == nil && pool.interrupted == 0)
        let done = pool.finish(low?.ticket ?? .void, at: 100)
        let next = pool.startNext(at: 100)
        #expect(done?.id == 1 && next?.id == 2)
    }

    @Test func interruptedTwiceStillLosesNoWork() {
        var pool = Pool(onDuty: 1, priorities: 3)
        _ = pool.arrive(1, priority: 2, work: 100, at: 0)
        let middle = service(pool.arrive(2, priority: 1, work: 50, at: 10))
        let high = service(pool.arrive(3, priority: 0, work: 5, at: 20))
        #expect(middle?.interruption?.workLeft == 90 && high?.interruption?.workLeft == 40)
        let done = drain(&pool, [high].compactMap { $0 }, from: 20)
        #expect(done == [3: 25, 2: 65, 1: 155])
    }

    @Test func theEndOfAShiftInterruptsWhereItIsToAndTheNextResumes() {
        var pool = Pool(onDuty: 3, priorities: 2, shiftEnd: .interrupt)
        _ = pool.arrive(1, priority: 1, work: 100, at: 0)
        let high = service(pool.arrive(2, priority: 0, work: 100, at: 0))
        _ = pool.arrive(3, priority: 1, work: 100, at: 5)
        pool.setOnDuty(1)
        var stopped: [UInt32] = []
        while let next = pool.interruptNext(at: 60) { stopped.append(next.id) }
        #expect(stopped == [3, 1] && pool.busy == 1 && pool.waiting == 2)
        let none = pool.startNext(at: 60)
        #expect(none == nil)
        pool.setOnDuty(3)
        let back = [pool.startNext(at: 1000), pool.startNext(at: 1000)]
        #expect(back.map { $0?.id } == [1, 3] && back.map { $0?.work } == [40, 45])
        let end = pool.finish(high?.ticket ?? .void, at: 100)
        #expect(end?.id == 2, "the service that went on is not disturbed")
    }

    @Test func theEndOfAShiftLetsWorkBeFinishedWhereItIsToBe() {
        var pool = Pool(onDuty: 2, priorities: 1, shiftEnd: .finish)
        let first = service(pool.arrive(1, work: 100, at: 0))
        _ = pool.arrive(2, work: 200, at: 0)
        _ = pool.arrive(3, work: 10, at: 0)
        pool.setOnDuty(1)
        let interruption = pool.interruptNext(at: 50)
        #expect(interruption == nil && pool.busy == 2)
        _ = pool.finish(first?.ticket ?? .void, at: 100)
        let next = pool.startNext(at: 100)
        #expect(next == nil && pool.busy == 1, "the server in excess leaves")
    }

    /// Servers in excess finish what they have and take nothing else, not even something urgent.
    @Test func serversInExcessDoNotTakeUrgentWork() {
        var pool = Pool(onDuty: 2, priorities: 2)
        _ = pool.arrive(1, priority: 1, work: 100, at: 0)
        _ = pool.arrive(2, priority: 1, work: 100, at: 1)
        pool.setOnDuty(1)
        let first = service(pool.arrive(3, priority: 0, work: 100, at: 10))
        #expect(first?.interruption?.id == 2, "the server on duty turns to it")
        let second = pool.arrive(4, priority: 0, work: 100, at: 11)
        #expect(service(second) == nil, "the server in excess does not")
        pool.setOnDuty(0)
        let third = pool.arrive(5, priority: 0, work: 1, at: 12)
        #expect(service(third) == nil)
    }

    /// The server on duty ends its urgent work while the one in excess is still at its less urgent one: the next urgent customer starts.
    @Test func nobodyUrgentWaitsForAServerInExcess() {
        var pool = Pool(onDuty: 2, priorities: 2)
        _ = pool.arrive(1, priority: 1, work: 100, at: 0)
        _ = pool.arrive(2, priority: 1, work: 100, at: 1)
        pool.setOnDuty(1)
        let first = service(pool.arrive(3, priority: 0, work: 10, at: 10))
        _ = pool.arrive(4, priority: 0, work: 10, at: 11)
        _ = pool.finish(first?.ticket ?? .void, at: 20)
        let next = pool.startNext(at: 20)
        #expect(next?.id == 4 && next?.interruption?.id == 1)
    }

    @Test func endsThatAreDueAreNotInterruptedByTheEndOfAShift() {
        var pool = Pool(onDuty: 3, shiftEnd: .interrupt)
        let due = service(pool.arrive(1, work: 50, at: 0))
        _ = pool.arrive(2, work: 90, at: 0)
        _ = pool.arrive(3, work: 50, at: 0)
        pool.setOnDuty(1)
        // Numbers 3 and 1 end now; neither is interrupted, nor is number 2, the one for whom a server stays.
        let none = pool.interruptNext(at: 50)
        #expect(none == nil)
        let done = pool.finish(due?.ticket ?? .void, at: 50)
        #expect(done?.id == 1)
    }

    @Test func aTicketIsForOneStayOnly() {
        var pool = Pool(onDuty: 1, priorities: 2)
        let low = service(pool.arrive(1, priority: 1, work: 100, at: 0))
        let waiting = ticket(pool.arrive(2, priority: 1, work: 100, at: 1))
        let served = pool.abandon(low?.ticket ?? .void, at: 2)
        let waits = pool.finish(waiting, at: 2)
        #expect(served == nil && waits == nil)
        let high = service(pool.arrive(3, priority: 0, work: 100, at: 3))
        let interrupted = high?.interruption?.waiting ?? .void
        let gone = pool.abandon(interrupted, at: 4)
        #expect(gone == Pool.Customer(id: 1, priority: 1, arrival: 0))
        let again = pool.abandon(interrupted, at: 5)
        #expect(again == nil && pool.waiting == 1 && pool.abandoned == 1)
    }

    @Test func aFullRoomRefusesButNotThoseWhoWereInterrupted() {
        var pool = Pool(onDuty: 1, priorities: 2, waitingPlaces: 0)
        _ = pool.arrive(1, priority: 1, work: 100, at: 0)
        let equal = pool.arrive(2, priority: 1, work: 100, at: 1)
        #expect(equal == .refused && pool.refused == 1)
        let high = service(pool.arrive(3, priority: 0, work: 100, at: 2))
        #expect(high?.interruption?.id == 1 && pool.waiting == 1)
    }

    /// No work is lost or done twice, the urgent never wait for the less urgent, and a void end changes nothing.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func workIsConservedWhateverHappens(seed: UInt64) {
        var random = SmallGenerator(seed: seed)
        let shiftEnd: Pool.ShiftEnd = seed % 2 == 0 ? .finish : .interrupt
        var pool = Pool(onDuty: 2, priorities: 3, shiftEnd: shiftEnd)
        var running: [UInt32: (end: Int64, priority: Int, ticket: Ticket)] = [:]
        var due: [(time: Int64, ticket: Ticket)] = []
        var (received, asked, wrong) = ([UInt32: Int64](), [UInt32: Int64](), 0)
        var priorities: [UInt32: Int] = [:]
        var lineUp: Set<UInt32> = []
        func stop(_ interruption: Pool.Interruption?, _ now: Int64) {
            guard let interruption else { return }
            guard let service = running.removeValue(forKey: interruption.id), service.end > now else {
                wrong += 1
                return
            }
            received[interruption.id, default: 0] -= service.end - now
            lineUp.insert(interruption.id)
        }
        func start(_ service: Pool.Service, _ now: Int64) {
            stop(service.interruption, now)
            lineUp.remove(service.id)
            received[service.id, default: 0] += service.work
            running[service.id] = (now + service.work, priorities[service.id] ?? 0, service.ticket)
            due.append((now + service.work, service.ticket))
        }
        func finishAll(_ now: Int64) {
            while let index = due.firstIndex(where: { $0.time <= now }) {
                let end = due.remove(at: index)
                if let done = pool.finish(end.ticket, at: now) {
                    if running.removeValue(forKey: done.id)?.end != now || received[done.id] != asked[done.id] {
                        wrong += 1
                    }
                    while let next = pool.startNext(at: now) { start(next, now) }
                }
            }
        }
        for now in 0..<6000 as Range<Int64> {
            // Arrivals before or after the ends of the same instant, by chance.
            let comesFirst = random.below(2) == 0
            if !comesFirst { finishAll(now) }
            if random.below(10) < 4 {
                let id = UInt32(now)
                priorities[id] = random.below(3)
                asked[id] = Int64(random.below(10))
                lineUp.insert(id)
                if let own = service(pool.arrive(id, priority: priorities[id] ?? 0, work: asked[id] ?? 0, at: now)) {
                    start(own, now)
                }
            }
            finishAll(now)
            if random.below(40) == 0 {
                pool.setOnDuty(random.below(5))
                while let interruption = pool.interruptNext(at: now) { stop(interruption, now) }
                while let next = pool.startNext(at: now) { start(next, now) }
                finishAll(now)
            }
            if pool.busy != running.count || pool.waiting != lineUp.count { wrong += 1 }
            // The servers on duty have the most urgent work.
            let mostUrgent = lineUp.map { priorities[$0] ?? 0 }.min() ?? 9
            let asUrgent = running.values.filter { $0.priority <= mostUrgent }.count
            if !lineUp.isEmpty, asUrgent < pool.onDuty { wrong += 1 }
            if shiftEnd == .interrupt, pool.busy > pool.onDuty { wrong += 1 }
        }
        #expect(wrong == 0)
        #expect(pool.interrupted > 100, "the test has lost its power")
    }

    /// A place that is free, and has the number and generation of another pool's ticket, is not freed once more.
    @Test func aTicketOfAnotherPoolDoesNoHarm() {
        var (pool, other) = (Pool(onDuty: 2), Pool(onDuty: 2))
        for pass in 0..<2 {
            let here = service(pool.arrive(1, work: 9, at: 0))?.ticket ?? .void
            let there = service(other.arrive(1, work: 9, at: 0))?.ticket ?? .void
            _ = pool.finish(here, at: 9)
            if pass == 0 { _ = other.finish(there, at: 9) }
        }
        let foreign = service(other.arrive(2, work: 9, at: 9))?.ticket ?? .void
        let own = pool.lines.places.indices.filter { pool.lines.places[$0].line == .max }
        #expect(own.count == 1, "there is one free place to be confused")
        for generation in 0..<4 as Range<UInt32> {
            let ticket = Ticket(place: UInt32(own[0]), generation: generation)
            let (ended, gone) = (pool.finish(ticket, at: 10), pool.abandon(ticket, at: 10))
            #expect(ended == nil && gone == nil)
        }
        let ended = pool.finish(foreign, at: 10)
        #expect(ended == nil && pool.busy == 0)
        let tickets = [1, 2].map { service(pool.arrive($0, work: 1, at: 11))?.ticket }
        #expect(tickets[0] != tickets[1] && tickets[0]?.place != tickets[1]?.place)
    }

    @Test func vacanciesAreFreeServersAndPlacesToWait() {
        var pool = Pool(onDuty: 2, priorities: 2, waitingPlaces: 1)
        #expect(pool.vacancies == 3)
        for id in 0..<3 as Range<UInt32> { _ = pool.arrive(id, priority: 1, work: 9, at: 0) }
        let equal = pool.arrive(3, priority: 1, work: 9, at: 0)
        #expect(pool.vacancies == 0 && equal == .refused)
        let urgent = pool.arrive(4, priority: 0, work: 9, at: 1)
        #expect(service(urgent) != nil && pool.waiting == 2 && pool.vacancies == 0)
    }

    @Test func resetForgetsEverything() {
        var pool = Pool(onDuty: 1, priorities: 2)
        for id in 0..<6 as Range<UInt32> { _ = pool.arrive(id, priority: Int(id) % 2, work: 9, at: Int64(id)) }
        pool.reset(onDuty: 1)
        #expect(pool.busy == 0 && pool.waiting == 0 && pool.interrupted == 0)
        let service = service(pool.arrive(7, priority: 1, work: 5, at: 0))
        #expect(service?.isResumed == false && service?.work == 5)
        let done = pool.finish(service?.ticket ?? .void, at: 5)
        #expect(done?.id == 7)
    }
}
