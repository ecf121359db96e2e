// Moments without rounding: the same bits in any order, and the digits of exact fractions.

import Testing

@testable import Statistics

struct ExactMomentsTests {
    /// Doubles of all exponents in a range, positive and negative.
    static func wildNumbers(_ count: Int, exponents: ClosedRange<UInt64>, _ generator: inout TestGenerator) -> [Double]
    {
        var numbers: [Double] = []
        while numbers.count < count {
            let bits = generator.next()
            if exponents.contains((bits >> 52) & 0x7FF) { numbers.append(Double(bitPattern: bits)) }
        }
        return numbers
    }

    /// Protects the promise: shards of any cut, folded in any order and grouping, give equal moments, and statistics equal to the last
    /// bit. Ordinary moments of the same values differ, which shows that the test can fail.
    @Test func orderAndGroupingDoNotMatter() throws {
        var generator = TestGenerator(seed: 71)
        var ordinaryDiffer = 0
        for round in 0..<60 {
            let exponents: ClosedRange<UInt64> = [0...0x7FE, 1000...1050, 0...3][round % 3]
            let values = Self.wildNumbers(100, exponents: exponents, &generator)
            let whole = ExactMoments(values)
            let shuffled = values.shuffled(using: &generator)
            let cut = Int(generator.next() % 101)
            var left = ExactMoments(shuffled[..<cut])
            let right = ExactMoments(shuffled[cut...])
            var other = right
            left.merge(right)
            other.merge(ExactMoments(shuffled[..<cut]))
            var third = ExactMoments()
            for value in values.reversed() {
                var one = ExactMoments([value])
                one.merge(third)
                third = one
            }
            for moments in [left, other, third] {
                #expect(moments == whole)
                #expect(moments.mean == whole.mean && moments.variance == whole.variance)
                #expect(moments.skewness == whole.skewness)
                #expect(moments.minimum == values.min() && moments.maximum == values.max())
            }
            if SampleMoments(values).mean != SampleMoments(shuffled).mean { ordinaryDiffer += 1 }
        }
        #expect(ordinaryDiffer > 10)
    }

    /// Protects the digits: means and variances from exact fractions (Python's `fractions.Fraction`), among them sums that cancel,
    /// overflow or are subnormal in between.
    @Test(
        arguments: [
            ([1e16, 1, -1e16], 1.0 / 3, 1e32), ([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], 1e9 + 10, 30),
            ([1e308, 1e308, 1.5e308], 1.1666666666666667e308, nil), ([1e200, -1e200, 3], 1, nil),
            ([.leastNonzeroMagnitude, .leastNonzeroMagnitude, 2 * .leastNonzeroMagnitude], .leastNonzeroMagnitude, 0),
            ([0.1, 0.1, 0.1], 0.1, 0), ([1e-200, 2e-200, 4e-200], 2.3333333333333334e-200, 0), ([-0.0, 0], 0, 0),
            ([2, 4, 4, 4, 5, 5, 7, 9], 5, 32.0 / 7),
        ] as [([Double], Double, Double?)])
    func momentsAreThoseOfExactFractions(_ values: [Double], _ mean: Double, _ variance: Double?) throws {
        let moments = ExactMoments(values)
        #expect(moments.mean == mean)
        if let variance {
            #expect(try #require(moments.variance) == variance)
        } else {
            #expect(moments.variance == nil)
        }
    }

    /// Protects the long arithmetic, seen to fail with the last carry dropped, on two hundred numbers from 10⁻³⁷ to 10³⁷; the reference is made of exact fractions.
    @Test func momentsOfWildNumbersAreThoseOfExactFractions() throws {
        var generator = TestGenerator(seed: 77)
        let moments = ExactMoments(Self.wildNumbers(200, exponents: 901...1149, &generator))
        let (mean, variance) = (-5.767689307473479e+35, 3.8524839655278425e+73)
        #expect(moments.mean == mean)
        #expect(moments.variance == variance)
        let skewness = -6.668251707223961
        #expect(abs(try #require(moments.skewness) - skewness) <= 4 * skewness.ulp)
    }

    /// Protects the third moment, to four units in the last place of what exact fractions and 60 decimals give. Seen to fail with
    /// the third term of the cubes left out.
    @Test(
        arguments: [
            ([1, 1, 2, 3, 5, 8, 13, 21], 1.4006473756967057),
            ([-1, -1, -2, -3, -5, -8, -13, -21], -1.4006473756967057),
            ([1e16, 1, -1e16, 7], -1.469693845669907e-15), ([1e308, -1e308, 1.5e308], -1.457862967321305),
            ([.leastNonzeroMagnitude, 0, 3 * .leastNonzeroMagnitude, 0], 1.4142135623730951),
            ([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 17], 0.1658825817172689), ([1e200, -1e-200, 3, -5], 2),
            ([-2, -1, 0, 1, 2], 0),
        ] as [([Double], Double)])
    func skewnessIsThatOfExactFractions(_ values: [Double], _ expected: Double) throws {
        let skewness = try #require(ExactMoments(values).skewness)
        #expect(abs(skewness - expected) <= 4 * expected.ulp)
    }

    /// Protects the carries, which wait for a thousand million additions in use, and here are passed on in between.
    @Test func carriesArePassedOnWithoutLoss() throws {
        var all = ExactMoments()
        var folded = ExactMoments()
        for index in 0..<1_000 {
            let value = index % 2 == 0 ? Double.greatestFiniteMagnitude : -0.75 * .greatestFiniteMagnitude
            all.add(value)
            folded.merge(ExactMoments([value]))
        }
        #expect(all == folded)
        let greatest = Double.greatestFiniteMagnitude
        #expect(all.mean == (greatest - 0.75 * greatest) / 2)
    }

    /// Protects tables: what is not defined is absent, and one bad value silences the rest whatever the order.
    @Test func whatIsNotDefinedIsAbsent() throws {
        #expect(ExactMoments().mean == nil && ExactMoments().minimum == nil && ExactMoments([1]).variance == nil)
        #expect(ExactMoments([1, 2]).skewness == nil && ExactMoments([3, 3, 3]).skewness == nil)
        for bad in [Double.infinity, -.infinity, .nan] {
            let moments = ExactMoments([1, bad, 2])
            #expect(moments.count == 3 && moments.mean == nil && moments.variance == nil && moments.maximum == nil)
            #expect(moments == ExactMoments([2, 1, bad]))
        }
        let constant = ExactMoments(repeatElement(1.0 / 3, count: 1_000))
        #expect(constant.mean == 1.0 / 3 && constant.variance == 0 && constant.standardError == 0)
    }

    /// Protects agreement with the ordinary moments, and the interval that is made from either.
    @Test func agreesWithOrdinaryMomentsOnOrdinaryNumbers() throws {
        var generator = TestGenerator(seed: 72)
        let values = (0..<1_000).map { _ in 50 + generator.exponential() }
        let exact = ExactMoments(values)
        let ordinary = SampleMoments(values)
        #expect(abs(try #require(exact.mean) - (try #require(ordinary.mean))) < 1e-12)
        #expect(abs(try #require(exact.variance) - (try #require(ordinary.variance))) < 1e-12)
        let interval = try #require(try meanInterval(of: exact, confidence: 0.95))
        let other = try #require(try meanInterval(of: ordinary, confidence: 0.95))
        #expect(abs(interval.low - other.low) < 1e-12 && abs(interval.high - other.high) < 1e-12)
    }
}
