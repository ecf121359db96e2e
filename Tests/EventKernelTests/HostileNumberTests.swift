// Arrival processes and statistics, given numbers that nobody means: they answer, and neither trap nor go on for ever.

import Testing

@testable import EventKernel

@Suite struct HostileNumberTests {
    private typealias Hostile = HostileArgumentTests

    // MARK: Arrivals

    @Test func arrivalsFallNowhereButOnTheClock() {
        for start in Hostile.times {
            for mean in Hostile.numbers {
                var poisson = PoissonArrivals(meanGap: mean, from: start)
                var thinned = ThinnedArrivals(greatestRate: mean, from: start)
                var renewal = RenewalArrivals(from: start)
                #expect(poisson.meanGap > 0)
                for _ in 0..<2 {
                    for number in Hostile.numbers {
                        let times = [
                            poisson.next(exponential: number), thinned.candidate(exponential: number),
                            renewal.next(gap: number),
                        ]
                        #expect(times.allSatisfy { $0 >= start } && renewal.last == times[2])
                        _ = (
                            thinned.accepts(rate: number, uniform: mean), thinned.rateWasExceeded, thinned.greatestRate
                        )
                    }
                }
            }
        }
    }

    @Test func ratesOfAnySizeAreInvertedOrRefused() {
        let units: [Int64] = [.min, 0, 1, 3600, .max]
        for (first, second) in pairs(Hostile.numbers) {
            for bounds in [[0, 1], [5, 1 << 40], [0, .max], [-1, 3], [3, 3], [.max - 1, .max]] as [[Int64]] {
                for unit in units {
                    let repeats = unit != 3600
                    let profiles = [
                        try? PiecewiseRate(
                            linear: [(bounds[0], first), (bounds[1], second)], per: unit, repeats: repeats),
                        try? PiecewiseRate(constant: [first], between: bounds, per: unit, repeats: repeats),
                    ]
                    for case let profile? in profiles { invert(profile) }
                }
            }
        }
        #expect(throws: EventKernelError.self) { try PiecewiseRate(constant: [], between: []) }
        #expect(throws: EventKernelError.self) { try PiecewiseRate(linear: []) }
    }

    private func pairs(_ numbers: [Double]) -> [(Double, Double)] {
        numbers.flatMap { first in numbers.map { (first, $0) } }
    }

    private func invert(_ profile: PiecewiseRate) {
        var arrivals = InvertedArrivals(rate: profile)
        var last = profile.start
        for exponential in [0, 1e-300, 0.3, 2, .nan, -1, 1e300, .infinity, 0.1] {
            let next = arrivals.next(exponential: exponential)
            #expect(next >= last, "\(exponential) in \(profile)")
            #expect(next == .max || profile.repeats || next < profile.end)
            last = next
        }
        arrivals.reset()
        for tick in Hostile.times { #expect(profile.rate(at: tick) >= 0) }
        #expect(profile.greatestRate >= 0 && profile.content >= 0)
    }

    /// Half of what is expected of a rising rate comes in the last 1 − √½ of the time, and of a falling one in the first.
    @Test(arguments: [1e-190, 1e-9, 1, 1e100, 1e200, 1e290])
    func theUnitOfARateDoesNotMatter(rate: Double) throws {
        let end: Int64 = 1_000_000
        for isRising in [true, false] {
            let profile = try PiecewiseRate(linear: [(0, isRising ? 0 : rate), (end, isRising ? rate : 0)])
            var arrivals = InvertedArrivals(rate: profile)
            #expect(arrivals.next(exponential: profile.content / 2) == (isRising ? 707_106 : 292_893))
        }
        var constant = InvertedArrivals(rate: try PiecewiseRate(constant: [rate], between: [0, end]))
        #expect(constant.next(exponential: rate * 500_000.5) == 500_000)
    }

    @Test func recordsOutOfOrderAreRefused() {
        for time in Hostile.times {
            for next in Hostile.times {
                guard var trace = try? TraceArrivals(times: [time, next]) else {
                    #expect(time < 0 || next < time)
                    continue
                }
                let (first, batch, none) = (trace.next(), trace.nextBatch(), trace.nextBatch())
                #expect(first == time && batch?.time == next && none == nil && trace.remaining == 0)
                trace.reset()
            }
        }
    }

    // MARK: Statistics of a run

    @Test func levelsAndTalliesTakeAnyNumberAtAnyTime() {
        for time in Hostile.times {
            for now in Hostile.times {
                var level = TimeWeightedStatistic()
                var cohort = CohortTally(from: time, until: now)
                var tally = Tally()
                for number in Hostile.numbers {
                    level.change(by: number, at: time)
                    level.set(number, at: now)
                    _ = (level.mean(until: time), level.integral(until: now), level.peak, level.peakTime, level.value)
                    tally.record(number)
                    cohort.enter(at: time)
                    cohort.record(number, arrival: now)
                    cohort.withdraw(arrival: time)
                    _ = (tally.mean, tally.variance, tally.standardError, tally.smallest, tally.largest)
                    _ = (cohort.pending, cohort.isComplete, cohort.isComplete(at: now), cohort.withdrawn, cohort.count)
                }
                level.startMeasuring(at: time)
                #expect(level.measuredFrom == time && tally.count == Hostile.numbers.count)
            }
        }
    }

    /// A tick of the wrong unit makes stretches that go by without number, and they are counted at once.
    @Test func stretchesWithoutNumberAreCountedAtOnce() {
        for stretch in [.min, -1, 0, 1, 1000, .max] as [Int64] {
            for start in Hostile.times {
                for minimum in [Int.min, 2, 20] {
                    var batches = TimeBatchMeans(level: 3, from: start, stretch: stretch, minimumBatches: minimum)
                    for now in Hostile.times { batches.advance(to: now) }
                    for now in Hostile.times.reversed() { batches.change(by: 1, at: now) }
                    #expect(batches.means.count >= 0 && batches.means.batchCount >= 0)
                }
            }
        }
    }

    @Test func batchesAndTransientsTakeAnySeries() {
        var random = SmallGenerator(seed: 40)
        for _ in 0..<500 {
            let series = (0..<random.below(90)).map { _ in Hostile.numbers[random.below(Hostile.numbers.count)] }
            for size in Hostile.sizes {
                let transient = InitialTransient(of: series, batchLength: size)
                #expect(transient.map { $0.length >= 0 && $0.length <= series.count } ?? true)
            }
            let batches = BatchMeans(series, minimumBatches: Hostile.sizes[random.below(5)])
            for value in [batches.mean, batches.standardError, batches.lagOneCorrelation] {
                #expect(value?.isNaN != true)
            }
            for batch in Hostile.sizes { _ = batches.mean(ofBatch: batch) }
            #expect(batches.count == series.count && batches.degreesOfFreedom >= 0)
        }
        // Room for very many batches is made only within bounds.
        #expect(BatchMeans(minimumBatches: .max).batchCount == 0)
    }
}
