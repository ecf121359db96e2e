// Who takes whom where servers can do different things.

import Testing

@testable import EventKernel

@Suite struct SkilledServerPoolTests {
    /// Two specialists' groups and one generalist who prefers line 1.
    private func pool(_ choice: SkilledServerPool.Choice = .preferredLine) -> SkilledServerPool {
        SkilledServerPool(
            lines: 2,
            groups: [
                .init(onDuty: 1, serves: [0]), .init(onDuty: 1, serves: [1]), .init(onDuty: 1, serves: [1, 0]),
            ], choice: choice)
    }

    @Test func arrivalsGoToTheFirstGroupThatServesThem() {
        var pool = pool()
        let groups = [0, 0, 1, 1].map { pool.arrive(UInt32($0), line: $0, at: 0) }
        #expect(groups[0] == .starts(group: 0) && groups[1] == .starts(group: 2) && groups[2] == .starts(group: 1))
        #expect(pool.waiting == 1 && pool.busy(group: 2) == 1)
    }

    @Test func aSpecialistLeavesAloneWhomTheyCannotServe() {
        var pool = pool()
        for id in 0..<3 as Range<UInt32> { _ = pool.arrive(id, line: 1, at: 0) }
        let own = pool.arrive(4, line: 0, at: 1)
        #expect(own == .starts(group: 0))
        let none = pool.finish(group: 0, at: 2)
        #expect(none == nil && pool.waiting == 1 && pool.busy(group: 0) == 0)
        let next = pool.finish(group: 1, at: 3)
        #expect(next == SkilledServerPool.Waiting(id: 2, line: 1, arrival: 0))
    }

    @Test(arguments: [SkilledServerPool.Choice.preferredLine, .longestWait])
    func aGeneralistTakesByPreferenceOrByWait(choice: SkilledServerPool.Choice) {
        var pool = pool(choice)
        for id in 0..<4 as Range<UInt32> { _ = pool.arrive(id, line: Int(id) % 2, at: 0) }
        _ = pool.arrive(10, line: 0, at: 5)
        _ = pool.arrive(11, line: 1, at: 6)
        let next = pool.finish(group: 2, at: 7)
        // Number 3 of line 1 waits since 0; then 10 of line 0 has waited longer than 11 of line 1.
        #expect(next?.id == 3)
        let after = pool.finish(group: 2, at: 8)
        #expect(after?.id == (choice == .longestWait ? 10 : 11))
    }

    @Test func atATieTheGeneralistTakesThePreferredLine() {
        var pool = SkilledServerPool(lines: 2, groups: [.init(onDuty: 0, serves: [1, 0])], choice: .longestWait)
        _ = pool.arrive(1, line: 0, at: 4)
        _ = pool.arrive(2, line: 1, at: 4)
        pool.setOnDuty(1, group: 0)
        let next = pool.startNext(group: 0, at: 5)
        #expect(next?.id == 2)
    }

    /// Two tiers: what the first cannot solve arrives at the second, and who waits too long goes over to it and is one who waits since then.
    @Test func tiersAreGroupsBetweenWhichTheModelMovesCustomers() {
        var pool = SkilledServerPool(lines: 2, groups: [.init(onDuty: 1, serves: [0]), .init(onDuty: 1, serves: [1])])
        _ = pool.arrive(1, line: 0, at: 0)
        guard case .waits(let ticket) = pool.arrive(2, line: 0, at: 1) else {
            Issue.record("number 2 should wait")
            return
        }
        let moved = pool.move(ticket, to: 1, at: 10)
        #expect(moved == .starts(.init(id: 2, line: 1, arrival: 1), group: 1))
        #expect(
            pool.moved == 1 && pool.abandoned == 0 && pool.waiting == 0 && pool.queueLength.integral(until: 10) == 9)
        let nobody = pool.finish(group: 0, at: 11)
        let escalated = pool.arrive(1, line: 1, at: 11)
        #expect(nobody == nil && escalated != .starts(group: 1) && pool.waiting == 1)
        let late = pool.abandon(ticket, at: 12)
        let again = pool.move(ticket, to: 0, at: 12)
        #expect(late == nil && again == nil && pool.moved == 1)
    }

    @Test func whoeverIsMovedWaitsOnBehindTheOthersWithANewTicket() {
        var pool = SkilledServerPool(
            lines: 2, groups: [.init(onDuty: 0, serves: [0]), .init(onDuty: 0, serves: [1])], waitingPlaces: 3)
        var tickets: [Ticket] = []
        for (id, line) in [0, 0, 1].enumerated() {
            if case .waits(let ticket) = pool.arrive(UInt32(id), line: line, at: Int64(id)) { tickets.append(ticket) }
        }
        #expect(tickets.count == 3 && pool.vacancies(line: 1) == 0)
        guard case .waits(let ticket) = pool.move(tickets[0], to: 1, at: 9) else {
            Issue.record("number 0 should wait, whether the room is full or not")
            return
        }
        let old = pool.abandon(tickets[0], at: 9)
        #expect(old == nil && pool.waiting == 3 && pool.queueLength.value == 3 && pool.refused == 0)
        pool.setOnDuty(2, group: 1)
        #expect(pool.vacancies(line: 0) == 0 && pool.vacancies(line: 1) == 0)
        let first = pool.startNext(group: 1, at: 10)
        let second = pool.startNext(group: 1, at: 11)
        #expect(first?.id == 2 && second == SkilledServerPool.Waiting(id: 0, line: 1, arrival: 0))
        let gone = pool.abandon(ticket, at: 12)
        #expect(gone == nil && pool.waiting == 1 && pool.vacancies(line: 0) == 2)
        pool.setOnDuty(4, group: 1)
        #expect(pool.vacancies(line: 1) == 4 && pool.vacancies(line: .max) == 4)
    }

    @Test func groupsAndLinesOfNoNumberDoNoHarm() {
        var pool = SkilledServerPool(lines: 0, groups: [.init(onDuty: -4, serves: [-1, 0, 7])], waitingPlaces: 1)
        pool.setOnDuty(3, group: 9)
        #expect(pool.onDuty(group: 0) == 0 && pool.onDuty(group: 9) == 0 && pool.busy(group: -1) == 0)
        let nobody = [pool.finish(group: 5, at: 0), pool.startNext(group: -1, at: 0)]
        #expect(nobody == [nil, nil])
        _ = pool.arrive(1, line: 44, at: 0)
        let second = pool.arrive(2, line: -3, at: 0)
        #expect(second == .refused && pool.refused == 1)
        pool.setOnDuty(1, group: 0)
        let next = pool.startNext(group: 0, at: 1)
        #expect(next == SkilledServerPool.Waiting(id: 1, line: 0, arrival: 0))
    }

    /// Nobody is lost, and nobody waits while a server is free who could serve them.
    @Test(arguments: [1, 2, 3, 4] as [UInt64], [SkilledServerPool.Choice.preferredLine, .longestWait])
    func nobodyWaitsForAFreeServer(seed: UInt64, choice: SkilledServerPool.Choice) {
        var random = SmallGenerator(seed: seed)
        let skills = [[0], [1, 2], [2, 0, 1]]
        var pool = SkilledServerPool(
            lines: 3, groups: skills.map { SkilledServerPool.Group(onDuty: 2, serves: $0) }, choice: choice)
        var lines = [0, 0, 0]
        var (busy, tickets, wrong) = ([0, 0, 0], [Ticket](), 0)
        for now in 0..<6000 as Range<Int64> {
            switch random.below(12) {
            case 0..<6:
                let line = random.below(3)
                switch pool.arrive(UInt32(now), line: line, at: now) {
                case .starts(let group):
                    busy[group] += 1
                    if !skills[group].contains(line) { wrong += 1 }
                case .waits(let ticket):
                    lines[line] += 1
                    tickets.append(ticket)
                case .refused: wrong += 1
                }
            case 6..<10:
                let group = random.below(3)
                guard busy[group] > 0 else { continue }
                busy[group] -= 1
                if let next = pool.finish(group: group, at: now) {
                    lines[next.line] -= 1
                    busy[group] += 1
                    if !skills[group].contains(next.line) { wrong += 1 }
                }
            case 10:
                guard !tickets.isEmpty else { continue }
                if let gone = pool.abandon(tickets[random.below(tickets.count)], at: now) { lines[gone.line] -= 1 }
            default:
                let group = random.below(3)
                pool.setOnDuty(random.below(4), group: group)
                while let next = pool.startNext(group: group, at: now) {
                    lines[next.line] -= 1
                    busy[group] += 1
                }
            }
            for group in 0..<3 {
                if pool.busy(group: group) != busy[group] { wrong += 1 }
                if busy[group] < pool.onDuty(group: group), skills[group].contains(where: { lines[$0] > 0 }) {
                    wrong += 1
                }
            }
            if pool.waiting != lines.reduce(0, +) || pool.queueLength.value != Double(pool.waiting) { wrong += 1 }
        }
        #expect(wrong == 0)
        pool.reset()
        #expect(pool.waiting == 0 && pool.busy(group: 0) == 0 && pool.abandoned == 0)
    }
}
