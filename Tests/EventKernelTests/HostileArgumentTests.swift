// Every public function, given numbers that nobody means: it answers, and neither traps nor goes on for ever.

import Testing

@testable import EventKernel

@Suite struct HostileArgumentTests {
    static let times: [Int64] = [
        .min, .min + 1, -(1 << 62), -1, 0, 1, 7, 1 << 53, (1 << 55) - 1, 1 << 55, 1 << 62, .max - 1, .max,
    ]
    static let sizes = [Int.min, -1, 0, 1, 2, 3, 65_537, .max - 1, .max]
    static let numbers: [Double] = [
        0, -0.0, 1, -1, 0.5, 1e-300, -1e-300, 1e200, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
        -.greatestFiniteMagnitude, .infinity, -.infinity, .nan, 3, 0x1p53, 0x1p63,
    ]

    private struct Pick {
        var random: SmallGenerator
        /// Tickets of all pools, live and void, and some that no pool gave.
        var tickets: [Ticket] = [.void, Ticket(place: 0, generation: 0), Ticket(place: .max, generation: 0)]

        init(seed: UInt64) { random = SmallGenerator(seed: seed) }

        mutating func time() -> Int64 { HostileArgumentTests.times[random.below(HostileArgumentTests.times.count)] }
        mutating func size() -> Int { HostileArgumentTests.sizes[random.below(HostileArgumentTests.sizes.count)] }
        mutating func number() -> Double {
            HostileArgumentTests.numbers[random.below(HostileArgumentTests.numbers.count)]
        }
        mutating func ticket() -> Ticket { tickets[random.below(tickets.count)] }
        mutating func keep(_ ticket: Ticket) {
            if tickets.count < 64 { tickets.append(ticket) } else { tickets[3 + random.below(61)] = ticket }
        }
    }

    // MARK: Pools

    @Test func roomForEverybodyThereIsIsNotMadeInAdvance() {
        for capacity in Self.sizes {
            let pool = ServerPool(onDuty: 1, capacity: capacity)
            let interruptible = InterruptibleServerPool(onDuty: 1, capacity: capacity)
            let skilled = SkilledServerPool(lines: 1, groups: [.init(onDuty: 1, serves: [0])], capacity: capacity)
            #expect(pool.vacancies == .max && interruptible.vacancies == .max && skilled.vacancies(line: 0) == .max)
        }
        #expect(LineLimits.capacity(.max) == LineLimits.capacity(.max, in: 2) * 2)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func poolsAnswerWhateverTheyAreAsked(seed: UInt64) {
        var pick = Pick(seed: seed)
        for _ in 0..<40 {
            var pool = ServerPool(
                onDuty: pick.size(), priorities: pick.size(), waitingPlaces: pick.size(), capacity: -1)
            for id in 0..<100 as Range<UInt32> {
                let now = pick.time()
                switch pick.random.below(9) {
                case 0: _ = pool.arrive(id, priority: pick.size(), at: now)
                case 1...3:
                    if case .waits(let ticket) = pool.admit(id, priority: pick.size(), at: now) { pick.keep(ticket) }
                case 4: _ = pool.finish(at: now)
                case 5: _ = pool.startNext(at: now)
                case 6: _ = pool.abandon(pick.ticket(), at: now)
                case 7: pool.setOnDuty(pick.size())
                default: pool.waitingPlaces = pick.size()
                }
                _ = (pool.vacancies, pool.queueLength.mean(until: now), pool.queueLength.integral(until: now))
                #expect(pool.busy >= 0 && pool.waiting >= 0 && pool.onDuty >= 0 && pool.vacancies >= 0)
            }
            pool.startMeasuring(at: pick.time())
            pool.reset(onDuty: pick.size())
            #expect(pool.waiting == 0 && pool.refused == 0 && pool.abandoned == 0)
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func interruptiblePoolsAnswerWhateverTheyAreAsked(seed: UInt64) {
        var pick = Pick(seed: 10 + seed)
        for round in 0..<40 {
            var pool = InterruptibleServerPool(
                onDuty: pick.size(), priorities: round % 8 == 0 ? pick.size() : 1 + pick.random.below(4),
                resumption: round % 2 == 0 ? .resume : .startOver, shiftEnd: round % 3 == 0 ? .finish : .interrupt,
                waitingPlaces: pick.size(), capacity: -1)
            var present = 0
            for id in 0..<100 as Range<UInt32> {
                let now = pick.time()
                switch pick.random.below(9) {
                case 0...3:
                    switch pool.arrive(id, priority: pick.size(), work: pick.time(), at: now) {
                    case .starts(let service):
                        pick.keep(service.ticket)
                        if let interruption = service.interruption { pick.keep(interruption.waiting) }
                        present += 1
                    case .waits(let ticket):
                        pick.keep(ticket)
                        present += 1
                    case .refused: break
                    }
                case 4: if pool.finish(pick.ticket(), at: now) != nil { present -= 1 }
                case 5: if pool.abandon(pick.ticket(), at: now) != nil { present -= 1 }
                case 6: pool.setOnDuty(pick.size())
                case 7: pool.waitingPlaces = pick.size()
                default: pool.setOnDuty(pick.random.below(4))
                }
                while let interruption = pool.interruptNext(at: now) { #expect(interruption.workLeft >= 0) }
                while let service = pool.startNext(at: now) {
                    #expect(service.work >= 0)
                    pick.keep(service.ticket)
                }
                #expect(pool.busy >= 0 && pool.waiting >= 0 && pool.onDuty >= 0 && pool.vacancies >= 0)
                #expect(pool.busy + pool.waiting == present, "tickets of other pools have confused this one")
                _ = pool.queueLength.mean(until: now)
            }
            pool.startMeasuring(at: pick.time())
            pool.reset(onDuty: pick.size())
            #expect(pool.busy == 0 && pool.refused == 0 && pool.abandoned == 0 && pool.interrupted == 0)
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func skilledPoolsAnswerWhateverTheyAreAsked(seed: UInt64) {
        var pick = Pick(seed: 20 + seed)
        for round in 0..<40 {
            let groups = (0..<pick.random.below(4)).map { _ in
                SkilledServerPool.Group(onDuty: pick.size(), serves: (0..<5).map { _ in pick.size() })
            }
            var pool = SkilledServerPool(
                lines: round % 8 == 0 ? pick.size() : 1 + pick.random.below(4), groups: groups,
                choice: round % 2 == 0 ? .longestWait : .preferredLine, waitingPlaces: pick.size(), capacity: -1)
            for id in 0..<100 as Range<UInt32> {
                let now = pick.time()
                let group = pick.random.below(2) == 0 ? pick.random.below(4) : pick.size()
                switch pick.random.below(10) {
                case 0...3:
                    if case .waits(let ticket) = pool.arrive(id, line: pick.size(), at: now) { pick.keep(ticket) }
                case 4: _ = pool.finish(group: group, at: now)
                case 5: _ = pool.startNext(group: group, at: now)
                case 6: _ = pool.abandon(pick.ticket(), at: now)
                case 7:
                    if case .waits(let ticket) = pool.move(pick.ticket(), to: pick.size(), at: now) {
                        pick.keep(ticket)
                    }
                case 8: pool.setOnDuty(pick.size(), group: group)
                default: pool.waitingPlaces = pick.size()
                }
                #expect(pool.waiting >= 0 && pool.busy(group: group) >= 0 && pool.onDuty(group: group) >= 0)
                #expect(pool.vacancies(line: pick.size()) >= 0)
                _ = pool.queueLength.mean(until: now)
            }
            pool.startMeasuring(at: pick.time())
            pool.reset()
            #expect(pool.waiting == 0 && pool.refused == 0 && pool.abandoned == 0 && pool.moved == 0)
        }
    }

    /// One who can do everything, in as many lines as there may be: making the pool takes no longer than naming them.
    @Test func groupsThatServeEveryLineAreMadeInOneGo() {
        var pool = SkilledServerPool(
            lines: .max, groups: [.init(onDuty: .max, serves: Array(0..<65_536))], waitingPlaces: 0)
        let last = pool.arrive(1, line: .max, at: 0)
        #expect(last == .starts(group: 0))
    }

    // MARK: Events

    @Test func theEventListTakesAnyTime() {
        var pick = Pick(seed: 30)
        var events = FutureEventList<Int>()
        var other = FutureEventList<Int>()
        var handles: [EventHandle] = []
        var last: Int64 = 0
        for round in 0..<20_000 {
            let priority = UInt8(truncatingIfNeeded: pick.size())
            switch pick.random.below(9) {
            case 0, 1: events.schedule(round, at: pick.time(), priority: priority)
            case 2: handles.append(events.scheduleCancellable(round, at: pick.time(), priority: priority))
            case 3: handles.append(other.scheduleCancellable(round, at: pick.time(), priority: priority))
            case 4: if let handle = handles.last { events.cancel(handle) }
            case 5:
                if !handles.isEmpty { events.reschedule(&handles[pick.random.below(handles.count)], at: pick.time()) }
            case 6:
                let end = pick.time()
                if let next = events.popFirst(before: end) {
                    #expect(next.time >= last && next.time < end)
                    last = next.time
                }
            case 7:
                if let next = events.nextTime { #expect(next >= last && next <= FutureEventList<Int>.latestTime) }
                if pick.random.below(20) == 0, let next = events.popFirst() { last = next.time }
            default:
                guard pick.random.below(100) == 0 else { continue }
                events.removeAll()
                last = 0
            }
            #expect(events.count >= 0 && events.now == last)
        }
    }

    private struct Counter: EventHandler {
        var handled = 0
        mutating func handle(_ event: Int64, at now: Int64, events: inout FutureEventList<Int64>) {
            handled += 1
            if handled < 100 { events.schedule(event, at: event) }
        }
        var isFinished: Bool { handled >= 100 }
    }

    @Test func aRunEndsWhateverItsEndIs() {
        for end in Self.times {
            for time in Self.times {
                var events = FutureEventList<Int64>()
                var counter = Counter()
                events.schedule(time, at: time)
                events.run(&counter, until: end)
                #expect(counter.handled == 0 || counter.handled == 100)
            }
        }
    }

    // MARK: Logs

    private enum Note: Int64 {
        case least = -9_223_372_036_854_775_808
        case greatest = 9_223_372_036_854_775_807
    }

    @Test func logsTakeAnyTimeAndAnyLimit() {
        for limit in Self.sizes {
            var log = RecordedEvents<Note>(last: limit)
            var fingerprint = TrajectoryFingerprint<Note>()
            var none = NoEventLog<Note>()
            #expect(log.all.isEmpty)
            for time in Self.times {
                log.record(.least, at: time)
                fingerprint.record(.greatest, at: time)
                none.record(.greatest, at: time)
            }
            #expect(log.all.count == min(max(1, limit), Self.times.count) && log.all.last?.time == .max)
            #expect(fingerprint.value != TrajectoryFingerprint<Note>().value)
        }
    }
}
