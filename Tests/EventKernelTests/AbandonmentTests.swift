// Waiting rooms that are full, customers who give up, and tickets that come too late.

import Testing

@testable import EventKernel

@Suite struct AbandonmentTests {
    private func ticket(_ admission: ServerPool.Admission) -> Ticket {
        if case .waits(let ticket) = admission { return ticket }
        return .void
    }

    @Test func whoGivesUpInTheMiddleOfTheLineLeavesTheOthersInOrder() {
        var pool = ServerPool(onDuty: 1)
        _ = pool.admit(0, at: 0)
        let tickets = (1...9).map { ticket(pool.admit($0, at: Int64($0))) }
        for index in [4, 0, 8] {
            let gone = pool.abandon(tickets[index], at: 20)
            #expect(gone == ServerPool.Waiting(id: UInt32(index + 1), arrival: Int64(index + 1)))
        }
        #expect(pool.waiting == 6 && pool.abandoned == 3 && pool.queueLength.value == 6)
        var order: [UInt32] = []
        while let next = pool.finish(at: 30) { order.append(next.id) }
        #expect(order == [2, 3, 4, 6, 7, 8])
    }

    /// The known trap of a patience that ends at the instant at which a server is free: whoever comes first in the event list wins,
    /// and the other finds a void ticket.
    @Test func aPatienceThatEndsWhenServiceStartsIsVoid() {
        var pool = ServerPool(onDuty: 1)
        _ = pool.admit(0, at: 0)
        let patience = ticket(pool.admit(1, at: 1))
        let started = pool.finish(at: 5)
        let gone = pool.abandon(patience, at: 5)
        #expect(started?.id == 1 && gone == nil)
        #expect(pool.busy == 1 && pool.waiting == 0 && pool.abandoned == 0)
    }

    /// The known trap of a caller who gave up and returns: the patience of the first call must not end the second.
    @Test func aCallerWhoReturnsHoldsAnotherTicket() {
        var pool = ServerPool(onDuty: 1)
        _ = pool.admit(0, at: 0)
        let first = ticket(pool.admit(1, at: 1))
        _ = pool.abandon(first, at: 2)
        let second = ticket(pool.admit(1, at: 3))
        #expect(first != second)
        let late = pool.abandon(first, at: 4)
        #expect(late == nil && pool.waiting == 1)
        let gone = pool.abandon(second, at: 5)
        #expect(gone == ServerPool.Waiting(id: 1, arrival: 3))
    }

    @Test func ticketsOfNoOneAreVoid() {
        var pool = ServerPool(onDuty: 0, priorities: 2)
        _ = pool.admit(1, at: 0)
        for ticket in [
            Ticket.void, Ticket(place: 0, generation: 1), Ticket(place: 1, generation: 0),
            Ticket(place: 999, generation: 0),
        ] {
            let gone = pool.abandon(ticket, at: 1)
            #expect(gone == nil && pool.waiting == 1)
        }
    }

    @Test func aFullRoomRefusesAndCountsIt() {
        var pool = ServerPool(onDuty: 1, waitingPlaces: 2)
        #expect(pool.vacancies == 3)
        let admissions = (0..<5).map { pool.admit($0, at: 0) }
        #expect(admissions[0] == .starts && admissions[3] == .refused && admissions[4] == .refused)
        #expect(pool.waiting == 2 && pool.refused == 2 && pool.vacancies == 0)
        let starts = pool.arrive(5, at: 1)
        #expect(!starts && pool.waiting == 2 && pool.refused == 3)
        _ = pool.finish(at: 2)
        #expect(pool.vacancies == 1)
        let next = pool.admit(6, at: 2)
        #expect(next != .refused)
    }

    @Test func aRoomWithoutPlacesLosesWhoFindsAllServersBusy() {
        for places in [0, -1, Int.min] {
            var pool = ServerPool(onDuty: 1, waitingPlaces: places)
            #expect(pool.vacancies == 1)
            let first = pool.admit(0, at: 0)
            let second = pool.admit(1, at: 0)
            #expect(first == .starts && second == .refused && pool.vacancies == 0)
        }
        #expect(ServerPool(onDuty: 3).vacancies == .max)
    }

    /// Against the plainest line there is, an array searched from its front: same starts, same leavers, whatever happens.
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func linesGiveWhatAnArrayWouldGive(seed: UInt64) {
        var random = SmallGenerator(seed: seed)
        var pool = ServerPool(onDuty: 2, priorities: 3, waitingPlaces: 12)
        var reference: [(priority: Int, id: UInt32)] = []
        var tickets: [(ticket: Ticket, id: UInt32)] = []
        var (wrong, busy) = (0, 0)
        func next() -> UInt32? {
            guard let place = reference.indices.min(by: { reference[$0].priority < reference[$1].priority }) else {
                return nil
            }
            return reference.remove(at: place).id
        }
        for id in 0..<8000 as Range<UInt32> {
            let now = Int64(id)
            switch random.below(10) {
            case 0..<5:
                let priority = random.below(3)
                switch pool.admit(id, priority: priority, at: now) {
                case .starts:
                    if busy >= 2 { wrong += 1 }
                    busy += 1
                case .waits(let ticket):
                    reference.append((priority, id))
                    tickets.append((ticket, id))
                case .refused: if reference.count != 12 { wrong += 1 }
                }
            case 5..<7:
                guard busy > 0 else { continue }
                let expected = next()
                if pool.finish(at: now)?.id != expected { wrong += 1 }
                if expected == nil { busy -= 1 }
            default:
                // Any ticket ever given, void or not.
                guard !tickets.isEmpty else { continue }
                let (ticket, holder) = tickets[random.below(tickets.count)]
                let place = reference.firstIndex { $0.id == holder }
                if pool.abandon(ticket, at: now)?.id != place.map({ reference.remove(at: $0).id }) { wrong += 1 }
            }
            if pool.waiting != reference.count || pool.busy != busy { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test func aPoolThatWasResetGivesTheTicketsOfANewOne() {
        var used = ServerPool(onDuty: 0, priorities: 2, waitingPlaces: 50)
        for id in 0..<40 as Range<UInt32> { _ = used.admit(id, at: 0) }
        used.reset(onDuty: 0)
        var new = ServerPool(onDuty: 0, priorities: 2)
        for id in 0..<40 as Range<UInt32> { #expect(used.admit(id, at: 0) == new.admit(id, at: 0)) }
        #expect(used.waitingPlaces == 50 && used.refused == 0 && used.abandoned == 0)
    }

    /// Someone patient at the front, and behind them a crowd that comes and goes: those who gave up must not use up memory, nor may closing
    /// up lose or confuse those who stay.
    @Test func ticketsLeadToTheirHoldersHoweverManyLeaveTheLine() {
        var pool = ServerPool(onDuty: 0, priorities: 2)
        var random = SmallGenerator(seed: 3)
        var stay: [(ticket: Ticket, id: UInt32)] = []
        var void: [Ticket] = []
        for id in 0..<20_000 as Range<UInt32> {
            stay.append((ticket(pool.admit(id, priority: 1, at: Int64(id))), id))
            if stay.count > 9 {
                // Never the first.
                let leaver = stay.remove(at: 1 + random.below(stay.count - 1))
                #expect(pool.abandon(leaver.ticket, at: Int64(id))?.id == leaver.id)
                void.append(leaver.ticket)
            }
            if id % 64 == 0, !void.isEmpty {
                let nobody = pool.abandon(void[random.below(void.count)], at: Int64(id))
                #expect(nobody == nil)
            }
        }
        #expect(pool.lines.memory.rings[1].capacity <= 32)
        for (ticket, id) in stay.reversed() { #expect(pool.abandon(ticket, at: 20_000)?.id == id) }
        #expect(pool.waiting == 0 && pool.startNext(at: 20_000) == nil)
    }

    @Test func aRoomMadeInAdvanceIsNeverMadeAgain() {
        var pool = ServerPool(onDuty: 0, capacity: 100)
        let room = pool.lines.memory.rings[0].capacity
        var tickets: [Ticket] = []
        for id in 0..<5000 as Range<UInt32> {
            tickets.append(ticket(pool.admit(id, at: 0)))
            if tickets.count == 100 { _ = pool.abandon(tickets.remove(at: 1), at: 0) }
        }
        #expect(room >= 100 && pool.lines.memory.rings[0].capacity == room)
        // More room than any machine has is not asked for.
        #expect(ServerPool(onDuty: 0, priorities: .max, capacity: .max).vacancies == .max)
    }

    @Test func theWarmUpIsForgottenAndTheCustomersStay() {
        var pool = ServerPool(onDuty: 1, waitingPlaces: 3)
        for id in 0..<9 as Range<UInt32> { _ = pool.admit(id, at: 0) }
        pool.startMeasuring(at: 100)
        #expect(pool.waiting == 3 && pool.refused == 0 && pool.queueLength.integral(until: 110) == 30)
    }
}
