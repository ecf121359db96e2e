// Rates and shifts that change over the day, against the forward equations and against the law of infinitely many servers.

import EventKernel
import Foundation
import Testing

/// Judged as ``Judgement`` says; a replication is the mean of a number of days. Seen to fail with these bugs, put in one at a time:
///
/// - servers who leave at the end of their shift and drop their work (shifts, finishing)
/// - servers in excess who take another customer (shifts, finishing)
/// - a shift whose end leaves one server too many at work, and interrupted work of which all is left (shifts, interrupting)
/// - a straight rate inverted as if it were constant; what is left of a variate forgotten at a boundary (both shifts)
/// - a queue length that counts the stretch before a change with the level after it (shifts)
/// - a tenth of the candidates too many accepted (infinitely many servers)
@Suite struct TimeVaryingTests {
    /// M(t)/M/c(t) on a day of ten mean services, from empty: the mean numbers waiting and at work at several instants, and the mean queue
    /// of the day, against the Kolmogorov forward equations. Both rules for the end of a shift.
    @Test(arguments: [true, false])
    func shiftsFollowTheForwardEquations(finishing: Bool) throws {
        let day = Day(
            rates: [(0, 2), (3, 6), (6, 6), (10, 1)], shifts: [(0, 3), (2, 6), (6.5, 2)],
            looks: [1.9, 2.5, 6.4, 6.8, 9.9], finishing: finishing)
        let exact = ForwardEquations(day: day).solve()
        let profile = try day.profile()
        let samples = Judgement(seed: finishing ? 700 : 701) { draws in day.meanOfDays(180, profile, &draws) }
        for (index, look) in day.looks.enumerated() {
            let name = "at \(look), \(finishing ? "finishing" : "interrupting")"
            // Where hardly anybody waits there is little to measure, and the servers are looked at instead.
            if exact.waiting[index] > 0.5 {
                samples.expect(index, exact.waiting[index], finds: 0.15, "waiting \(name)")
            }
            samples.expect(day.looks.count + index, exact.busy[index], finds: 0.05, "busy \(name)")
        }
        samples.expect(
            2 * day.looks.count, exact.meanQueue, finds: 0.05,
            "queue of the day, \(finishing)")
        samples.expectControls(finds: 0.04, "day, \(finishing)")
    }

    /// M(t)/G/∞ from empty: a Poisson number with mean m(t) = ∫ λ(u)·P(S > t − u) du (Eick, Massey and Whitt, *Operations Research* 41(4), 1993,
    /// doi:10.1287/opre.41.4.731, theorem 1), so that its variance is its mean. A sinusoidal rate by thinning, three laws of service.
    @Test(arguments: [0, 1, 2])
    func infinitelyManyServersHoldAPoissonNumber(law: Int) {
        let service: ServiceLaw = [.exponential(1), .constant(1), .hyperexponential(0.4, 1.6)][law]
        func survival(_ age: Double) -> Double {
            switch law {
            case 0: exp(-age)
            case 1: age < 1 ? 1 : 0
            default: (exp(-age / 0.4) + exp(-age / 1.6)) / 2
            }
        }
        func rate(_ time: Double) -> Double { 10 + 8 * sin(1.5 * time) }
        let looks = [0.5, 2, 6]
        let samples = Judgement(seed: UInt64(710 + law)) { draws in
            var (sums, squares) = (
                [Double](repeating: 0, count: looks.count), [Double](repeating: 0, count: looks.count)
            )
            for _ in 0..<25 {
                let numbers = numbersPresent(at: looks, service: service, greatestRate: 18, rate: rate, &draws)
                for index in looks.indices {
                    sums[index] += numbers[index] / 25
                    squares[index] += numbers[index] * numbers[index] / 25
                }
            }
            return (sums + squares, [])
        }
        for (index, look) in looks.enumerated() {
            // The midpoint rule; a jump of the constant law lies on the edge of a step.
            let steps = 6000
            let mean = (0..<steps).reduce(0.0) { sum, step in
                let time = (Double(step) + 0.5) / Double(steps) * look
                return sum + rate(time) * survival(look - time) * look / Double(steps)
            }
            if law == 0 {
                let wave = (sin(1.5 * look) - 1.5 * cos(1.5 * look) + 1.5 * exp(-look)) / (1 + 1.5 * 1.5)
                #expect(abs(mean - (10 * (1 - exp(-look)) + 8 * wave)) < 1e-4, "closed form")
            }
            let name = "M(t)/G/∞ at \(look), law \(law)"
            samples.expect(index, mean, finds: 0.14, name)
            samples.expect(
                looks.count + index, mean + mean * mean, known: (index, mean), finds: 0.09,
                "second moment, \(name)")
        }
    }

    private enum Event: BitwiseCopyable { case arrival, end, look }

    /// How many are in service at several instants of one run.
    private func numbersPresent(
        at looks: [Double], service: ServiceLaw, greatestRate: Double, rate: (Double) -> Double, _ draws: inout Draws
    ) -> [Double] {
        let unit = Station.unit
        var pool = ServerPool(onDuty: .max)
        var events = FutureEventList<Event>()
        var candidates = ThinnedArrivals(greatestRate: greatestRate / unit)
        var numbers: [Double] = []
        for look in looks { events.schedule(.look, at: Int64(look * unit)) }
        events.schedule(.arrival, at: candidates.candidate(exponential: draws.exponential()))
        while numbers.count < looks.count, let (now, event) = events.popFirst() {
            switch event {
            case .arrival:
                if candidates.accepts(rate: rate(Double(now) / unit) / unit, uniform: draws.uniform()),
                    pool.arrive(0, at: now)
                {
                    events.schedule(.end, at: now + Int64(service.draw(&draws) * unit))
                }
                events.schedule(.arrival, at: candidates.candidate(exponential: draws.exponential()))
            case .end: _ = pool.finish(at: now)
            case .look: numbers.append(Double(pool.busy))
            }
        }
        #expect(!candidates.rateWasExceeded)
        return numbers
    }
}
