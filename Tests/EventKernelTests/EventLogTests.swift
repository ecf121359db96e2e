// Logs: nothing is computed for the one that is off, and the others keep what they say.

import Testing

@testable import EventKernel

@Suite struct EventLogTests {
    enum Note: UInt8 {
        case came = 1
        case went
    }

    /// A model that is generic over its log.
    struct Model<Log: EventLog> where Log.Entry == Note {
        var log: Log

        mutating func run(_ times: [Int64]) {
            for time in times { log.record(time % 2 == 0 ? .came : .went, at: time) }
        }
    }

    @Test func aLogThatIsOffDoesNotLookAtItsEntries() {
        var log = NoEventLog<Int>()
        var looked = 0
        func look() -> Int {
            looked += 1
            return looked
        }
        for time in 0..<10 as Range<Int64> { log.record(look(), at: time) }
        #expect(looked == 0)
    }

    @Test func aRecordKeepsAllOrTheLast() {
        var all = Model(log: RecordedEvents<Note>())
        all.run([3, 4, 9])
        #expect(all.log.all.map(\.time) == [3, 4, 9] && all.log.all.map(\.entry) == [.went, .came, .went])
        for limit in [1, 3, 7] {
            var last = RecordedEvents<Int>(last: limit)
            for index in 0..<20 {
                last.record(index, at: Int64(index))
                #expect(last.all.map(\.entry) == Array(max(0, index + 1 - limit)...index))
            }
        }
    }

    @Test func aFingerprintSeesTimeEntryAndOrder() {
        func fingerprint(_ notes: [(Note, Int64)]) -> UInt64 {
            var log = TrajectoryFingerprint<Note>()
            for (note, time) in notes { log.record(note, at: time) }
            return log.value
        }
        let base = fingerprint([(.came, 5), (.went, 7)])
        #expect(base == fingerprint([(.came, 5), (.went, 7)]))
        for other in [[(.came, 5), (.went, 8)], [(.came, 5), (.came, 7)], [(.went, 7), (.came, 5)], [(.came, 5)]]
            as [[(Note, Int64)]]
        {
            #expect(fingerprint(other) != base)
        }
        // FNV-1a of sixteen bytes: 5 and 1, least significant byte first.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in [5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0] as [UInt64] {
            hash = (hash ^ byte) &* 0x100_0000_01B3
        }
        #expect(fingerprint([(.came, 5)]) == hash)
    }
}
