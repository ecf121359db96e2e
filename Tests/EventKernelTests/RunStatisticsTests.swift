// Warm-up, horizon and batches: what belongs to a run, and how far its means may be off.

import Testing

@testable import EventKernel

@Suite struct RunStatisticsTests {
    @Test func aTallyKnowsItsSpreadAndItsSmallest() {
        var tally = Tally()
        #expect(tally.variance == nil && tally.smallest == .infinity)
        for value in [2.0, 4, 4, 4, 5, 5, 7, 9] { tally.record(value + 1e9) }
        #expect(tally.variance == 32.0 / 7 && tally.smallest == 1e9 + 2 && tally.largest == 1e9 + 9)
    }

    @Test func theLevelStaysAndTheWarmUpIsForgotten() {
        var level = TimeWeightedStatistic()
        level.change(by: 5, at: 10)
        level.change(by: -3, at: 40)
        level.startMeasuring(at: 100)
        #expect(level.value == 2 && level.peak == 2 && level.peakTime == 100 && level.measuredFrom == 100)
        #expect(level.mean(until: 100) == 0 && level.mean(until: 110) == 2)
        level.set(6, at: 150)
        #expect(level.integral(until: 200) == 2 * 50 + 6 * 50 && level.mean(until: 200) == 4 && level.peak == 6)
    }

    /// A change at the horizon, and one at the end of the warm-up, take no time.
    @Test func tiesWithWarmUpAndHorizonDoNotCount() {
        var (before, after) = (TimeWeightedStatistic(), TimeWeightedStatistic())
        before.change(by: 1, at: 100)
        before.startMeasuring(at: 100)
        after.startMeasuring(at: 100)
        after.change(by: 1, at: 100)
        after.change(by: 1000, at: 200)
        #expect(before.integral(until: 200) == 100 && after.integral(until: 200) == 100)
    }

    @Test func aCohortIsThoseWhoArrivedInItsWindow() {
        var waits = CohortTally(from: 100, until: 200)
        for arrival in [99, 100, 150, 199] as [Int64] { waits.enter(at: arrival) }
        #expect(waits.count == 3 && waits.pending == 3 && !waits.isComplete && !waits.isComplete(at: 200))
        waits.record(1, arrival: 99)
        waits.record(7, arrival: 100)
        waits.record(9, arrival: 199)
        waits.withdraw(arrival: 150)
        waits.withdraw(arrival: 300)
        #expect(waits.tally.count == 2 && waits.tally.sum == 16 && waits.withdrawn == 1 && waits.pending == 0)
        #expect(!waits.isComplete && !waits.isComplete(at: 199) && waits.isComplete(at: 200))
        waits.enter(at: 200)
        #expect(waits.isComplete && waits.count == 3)
    }

    /// Batches double, hold equally many observations each, and lose none but those that fill no batch.
    @Test(arguments: [1, 2, 39, 40, 41, 1000, 4096, 100_003])
    func batchesHoldEverythingInEqualParts(count: Int) {
        var batches = BatchMeans(minimumBatches: 20)
        for index in 0..<count { batches.record(Double(index)) }
        #expect(batches.count == count && batches.mean == Double(count - 1) / 2)
        #expect(batches.batchCount == count / batches.batchLength && batches.batchCount < 40)
        #expect(batches.batchLength == 1 || batches.batchCount >= 20)
        let length = Double(batches.batchLength)
        for batch in 0..<batches.batchCount {
            #expect(batches.mean(ofBatch: batch) == length * Double(batch) + (length - 1) / 2)
        }
        #expect(batches.mean(ofBatch: -1) == nil && batches.mean(ofBatch: batches.batchCount) == nil)
        batches.removeAll()
        #expect(batches.count == 0 && batches.mean == nil && batches.standardError == nil)
    }

    @Test func theErrorOfBatchesIsThatOfTheirMeans() {
        var batches = BatchMeans(minimumBatches: 2)
        for value in [1.0, 3, 5] { batches.record(value) }
        // Three batches of one: standard deviation 2, over √3; lag one: (−2·0 + 0·2)/8.
        #expect(abs((batches.standardError ?? 0) - 2 / 3.0.squareRoot()) < 1e-15)
        #expect(batches.lagOneCorrelation == 0 && batches.degreesOfFreedom == 2)
        var equal = BatchMeans()
        for _ in 0..<100 { equal.record(4) }
        #expect(equal.standardError == 0 && equal.lagOneCorrelation == nil)
    }

    /// An autoregression with correlation 0.9 has a mean whose variance is 19 times that of independent values. 60 runs of 20,000: the ratio of the
    /// batches' squared error to the true one has a standard deviation of about √(2/29)/√60 = 0.034 and, with the bias of batches of
    /// finite length (−3 %), stays within 0.8 … 1.2 but once in 10⁶. The naive error would give 0.05.
    @Test func batchesSeeTheCorrelationThatSingleValuesHide() {
        var random = SmallGenerator(seed: 5)
        var ratio = 0.0
        for _ in 0..<60 {
            var batches = BatchMeans(minimumBatches: 20)
            var state = 0.0
            for _ in 0..<20_000 {
                // A uniform minus ½ has the variance 1/12.
                state = 0.9 * state + random.uniform() - 0.5
                batches.record(state)
            }
            let error = batches.standardError ?? 0
            ratio += error * error * 20_000 / (1 / 12.0 / 0.01) / 60
        }
        #expect(abs(ratio - 1) < 0.2, "\(ratio)")
    }

    /// The same level through a plain statistic, cut at the ends of the stretches by hand.
    @Test func stretchesOfTimeAreCutExactly() {
        var random = SmallGenerator(seed: 3)
        var batches = TimeBatchMeans(level: 2, from: 50, stretch: 100, minimumBatches: 1000)
        var levels = [Double](repeating: 0, count: 20_050)
        var (now, level): (Int64, Double) = (50, 2)
        while now < 20_050 {
            let next = min(20_050, now + Int64(random.below(250)))
            for tick in now..<next { levels[Int(tick)] = level }
            now = next
            let change = Double(random.below(7)) - 3
            level += change
            batches.change(by: change, at: now)
        }
        batches.advance(to: 20_050)
        #expect(batches.means.batchCount == 200 && batches.value == level)
        for batch in 0..<200 {
            let mean = levels[50 + 100 * batch..<150 + 100 * batch].reduce(0, +) / 100
            #expect(abs((batches.means.mean(ofBatch: batch) ?? 0) - mean) < 1e-12)
        }
    }

    /// As many stretches as a wrong unit makes of a day, between two changes, and the same means as of a few.
    @Test func manyStretchesBetweenTwoChangesCountAsOneByOne() {
        var (atOnce, oneByOne) = (BatchMeans(minimumBatches: 3), BatchMeans(minimumBatches: 3))
        for (value, times) in [(2.0, 1), (5.0, 7), (1.0, 100), (0.5, 1), (4.0, 37)] {
            atOnce.record(value, times: times)
            for _ in 0..<times { oneByOne.record(value) }
        }
        #expect(atOnce == oneByOne)
        var batches = TimeBatchMeans(level: 2, stretch: 1)
        batches.change(by: 1, at: 1 << 60)
        batches.advance(to: 1 << 61)
        #expect(batches.means.count == 1 << 61 && batches.means.mean == 2.5)
    }

    @Test func stretchesAtTheEndOfTheClockDoNotTrap() {
        var batches = TimeBatchMeans(level: 1, from: .max - 10, stretch: .max)
        batches.advance(to: .max)
        #expect(batches.means.batchCount == 0)
    }
}
