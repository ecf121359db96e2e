// Lengths of time: conversions that clamp, sums that saturate, and text.

import Testing

@testable import CivilTime

@Suite struct TimeSpanTests {
    @Test("Units convert both ways")
    func unitsConvert() {
        #expect(TimeSpan.hours(1.5).microseconds == 5_400_000_000)
        #expect(TimeSpan.minutes(90) == .hours(1.5))
        #expect(TimeSpan.days(1) == .hours(24))
        #expect(TimeSpan.seconds(0.1).microseconds == 100_000)
        #expect(TimeSpan.hours(-2).inMinutes == -120)
        #expect(TimeSpan.days(2).inHours == 48)
        #expect(TimeSpan.hours(36).inDays == 1.5)
        #expect(TimeSpan.minutes(1).inSeconds == 60)
    }

    @Test("NaN is zero and what is too long is as long as can be")
    func absurdNumbersClamp() {
        #expect(TimeSpan.hours(.nan) == .zero)
        #expect(TimeSpan.days(.infinity).microseconds == .max)
        #expect(TimeSpan.days(-.infinity).microseconds == .min)
        #expect(TimeSpan.seconds(1e300).microseconds == .max)
        #expect(TimeSpan.minutes(-1e300).microseconds == .min)
        // The double nearest to Int64.max is 2^63, one more than fits.
        #expect(TimeSpan.seconds(Double(Int64.max) / 1e6).microseconds == .max)
    }

    @Test("Sums and differences stop at the ends")
    func arithmeticSaturates() {
        let longest = TimeSpan(microseconds: .max)
        let shortest = TimeSpan(microseconds: .min)
        #expect(longest + .hours(1) == longest)
        #expect(shortest - .hours(1) == shortest)
        #expect(-shortest == longest)
        #expect(TimeSpan.hours(1) - .minutes(30) == .minutes(30))
        #expect(.hours(1) < longest)
    }

    @Test("Text names the units from large to small, and reads back as the same length")
    func textRoundTrips() throws {
        #expect(TimeSpan.minutes(90).description == "1 h 30 min")
        #expect(TimeSpan.zero.description == "0 s")
        #expect(TimeSpan.days(2).description == "2 d")
        #expect((-TimeSpan.minutes(5)).description == "-5 min")
        #expect(TimeSpan(microseconds: 61_001_001).description == "1 min 1 s 1 ms 1 µs")
        #expect(TimeSpan(microseconds: .min).description.hasPrefix("-106751991 d "))
        var random = TestRandom(seed: 4)
        for _ in 0..<5_000 {
            let span = TimeSpan(
                microseconds: Int64.random(in: 0...(.max), using: &random) >> Int64.random(in: 0..<60, using: &random))
            #expect(try Quantity.parseTimeSpan(span.description) == span, "\(span)")
        }
        let longest = TimeSpan(microseconds: .max)
        #expect(try Quantity.parseTimeSpan(longest.description) == longest)
    }
}
