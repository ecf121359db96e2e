// Numbers as text: they read back as the same number, and what is no number is never written.

import Testing

@testable import ResultFiles

@Suite("Decimal text")
struct DecimalTextTests {
    @Test("whole numbers have no point, zero has no sign, and small or large magnitudes an exponent")
    func spellingIsTheShortest() {
        #expect(DecimalText.of(0.0) == "0" && DecimalText.of(-0.0) == "0")
        #expect(DecimalText.of(12.0) == "12" && DecimalText.of(-3.0) == "-3")
        #expect(DecimalText.of(0.1) == "0.1" && DecimalText.of(1.0 / 3) == "0.3333333333333333")
        #expect(DecimalText.of(5e-5) == "5e-05" && DecimalText.of(1e17) == "1e+17")
        #expect(DecimalText.of(Float(0.1)) == "0.1" && DecimalText.of(Float(20_000)) == "20000")
    }

    @Test("what is not a finite number has no spelling")
    func undefinedNumbersAreNeverWritten() {
        for value in [Double.nan, .infinity, -.infinity, .signalingNaN] { #expect(DecimalText.of(value) == nil) }
        for value in [Float.nan, .infinity, -.infinity] { #expect(DecimalText.of(value) == nil) }
    }

    @Test("twenty thousand bit patterns read back as the same number")
    func everyNumberReadsBack() throws {
        // Knuth's 64-bit congruential generator: any spread of patterns does.
        var state: UInt64 = 42
        for index in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = index % 2 == 0 ? Double(bitPattern: state) : Double(Int64(bitPattern: state) >> (state % 60))
            guard let text = DecimalText.of(value) else {
                #expect(!value.isFinite)
                continue
            }
            #expect(Double(text) == value)
            let single = Float(bitPattern: UInt32(truncatingIfNeeded: state >> 32))
            if let text = DecimalText.of(single) { #expect(Float(text) == single) }
        }
    }
}
