// Tallies and time-weighted levels against sums that can be done by hand.

import Testing

@testable import EventKernel

@Suite struct StreamingStatisticsTests {
    @Test func aTallyKnowsMeanSumAndLargest() {
        var tally = Tally()
        #expect(tally.mean == nil && tally.largest == -.infinity)
        for value in 1...100 { tally.record(Double(value)) }
        #expect(tally.count == 100 && tally.sum == 5050 && tally.mean == 50.5 && tally.largest == 100)
    }

    @Test func negativeObservationsAreNotTakenForNone() {
        var tally = Tally()
        tally.record(-3)
        #expect(tally.largest == -3 && tally.mean == -3)
    }

    /// A staircase: level k on [k, k + 1), so that the integral to n is n(n − 1)/2.
    @Test func theIntegralOfAStaircaseIsItsTriangularNumber() {
        var level = TimeWeightedStatistic()
        for tick in 1...1000 as ClosedRange<Int64> { level.change(by: 1, at: tick) }
        #expect(level.integral(until: 1000) == 1000 * 999 / 2)
        #expect(level.mean(until: 1000) == 999.0 / 2)
        #expect(level.peak == 1000 && level.peakTime == 1000)
    }

    @Test func theTimeBeforeTheFirstChangeCountsAsZero() {
        var level = TimeWeightedStatistic()
        level.change(by: 4, at: 75)
        #expect(level.integral(until: 100) == 100 && level.mean(until: 100) == 1)
        #expect(level.mean(until: 0) == 0)
    }

    @Test func thePeakTimeIsWhenThePeakWasFirstReached() {
        var level = TimeWeightedStatistic()
        for (tick, step) in [(10, 2.0), (20, -1.0), (30, 1.0), (40, -2.0)] as [(Int64, Double)] {
            level.change(by: step, at: tick)
        }
        #expect(level.peak == 2 && level.peakTime == 10 && level.value == 0)
        #expect(level.integral(until: 1_000_000) == 20 + 10 + 20)
    }

    @Test func changesAtOneInstantAddUpWithoutTakingTime() {
        var level = TimeWeightedStatistic()
        level.change(by: 5, at: 10)
        level.change(by: -5, at: 10)
        #expect(level.integral(until: 50) == 0 && level.peak == 5)
    }
}
