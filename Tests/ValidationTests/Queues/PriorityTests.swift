// Priorities without and with pre-emption, against Cobham's formula and those for work that is resumed or starts over.

import EventKernel
import Foundation
import Statistics
import Testing

/// Judged as ``Judgement`` says. Seen to fail with these bugs, put in one at a time:
///
/// - lines looked through from the lowest priority (both tests of Cobham's formula)
/// - a line that keeps its last customer (both)
/// - interrupted work of which all is left (both tests of work that is resumed)
/// - an arrival that interrupts although a server is free (several servers)
/// - an arrival that interrupts its equals (work that is resumed)
/// - work that is resumed where it should start over (starting over)
/// - interrupted customers who go to the end of their line (the squared times of work that is resumed; no mean sees it)
///
/// A pool that believes an end although its ticket is void loses customers, and the run does not end.
@Suite struct PriorityTests {
    /// Cobham, *Operations Research* 2(1), 1954, doi:10.1287/opre.2.1.70: W_k = W₀/((1 − σ₍k₋₁₎)(1 − σ_k)), σ_k the load of the priorities
    /// down to k, and W₀ = Σ λ_i·E[S_i²]/2 with one server.
    @Test func waitsByPriorityFollowCobham() {
        let classes: [Station.Customers] = [
            .init(rate: 0.4, service: .constant(0.5)), .init(rate: 0.3, service: .exponential(0.8)),
            .init(rate: 0.2, service: .hyperexponential(0.5, 1.5)),
        ]
        let station = Station(classes: classes, duration: 5000)
        let samples = Judgement(seed: 600) { draws in
            let outcome = station.run(&draws)
            return ([outcome.wait(0), outcome.wait(1), outcome.wait(2)], outcome.controls)
        }
        samples.expectControls(finds: 0.15, "Cobham")
        let residual = classes.reduce(0) { $0 + $1.rate * $1.service.secondMoment / 2 }
        var above = 0.0
        for (priority, customers) in classes.enumerated() {
            let load = above + customers.rate * customers.service.mean
            samples.expect(
                priority, residual / ((1 - above) * (1 - load)),
                finds: 0.15, "Cobham, priority \(priority)")
            above = load
        }
    }

    /// Several servers and one law of service: the same with W₀ = C(c, a)/(c·μ) and loads per server.
    @Test func waitsByPriorityAtSeveralServersFollowCobham() throws {
        let rates = [1.2, 1.0]
        let station = Station(
            servers: 3, classes: rates.map { .init(rate: $0, service: .exponential(1)) }, duration: 3500)
        let samples = Judgement(seed: 601) { draws in
            let outcome = station.run(&draws)
            return ([outcome.wait(0), outcome.wait(1)], outcome.controls)
        }
        samples.expectControls(finds: 0.06, "Cobham M/M/3")
        let all = try ErlangFormulas.erlangC(servers: 3, offeredLoad: 2.2) / 3
        samples.expect(0, all / (1 - 0.4), finds: 0.08, "Cobham M/M/3, first")
        samples.expect(1, all / ((1 - 0.4) * (1 - 2.2 / 3)), finds: 0.14, "Cobham M/M/3, second")
    }

    /// One server, three laws: T_k = E[S_k]/(1 − σ₍k₋₁₎) + Σ_{i ≤ k} λ_i·E[S_i²]/(2(1 − σ₍k₋₁₎)(1 − σ_k)) from arrival to end (two
    /// priorities: R. G. Miller, *Annals of Mathematical Statistics* 31(1), 1960, 86–103, doi:10.1214/aoms/1177705990;
    /// any number: Conway, Maxwell and Miller, *Theory of Scheduling*, 1967, section 8.6).
    @Test func resumedWorkFollowsTheFormulaOfPreemptivePriorities() {
        let classes: [Station.Customers] = [
            .init(rate: 0.3, service: .exponential(0.5)), .init(rate: 0.3, service: .constant(0.6)),
            .init(rate: 0.2, service: .hyperexponential(0.5, 2)),
        ]
        let station = InterruptibleStation(servers: 1, classes: classes, duration: 3500)
        let samples = Judgement(seed: 602) { draws in
            let (times, controls) = station.run(&draws)
            return (times.map { $0.mean ?? .nan }, controls)
        }
        samples.expectControls(finds: 0.15, "preemptive")
        var (above, residual) = (0.0, 0.0)
        for (priority, customers) in classes.enumerated() {
            let load = above + customers.rate * customers.service.mean
            residual += customers.rate * customers.service.secondMoment / 2
            let expected = customers.service.mean / (1 - above) + residual / ((1 - above) * (1 - load))
            samples.expect(
                priority, expected, finds: 0.12,
                "preemptive, priority \(priority)")
            above = load
        }
    }

    /// The squared times see in which order equals are served. One who is less urgent and finds the work V of all has left when X = V + S is done,
    /// and with it the busy periods of the urgent who come meanwhile: E[T²] = E[X²]/(1 − ρ₁)² + E[X]·λ₁·E[S₁²]/(1 − ρ₁)³
    /// (delay busy periods: Conway, Maxwell and Miller, *Theory of Scheduling*, 1967, section 8.3), where V has the moments of waits in M/G/1 (Takács,
    /// as in `SingleServerTests`). It holds where those who were interrupted are resumed before all equals who came later.
    @Test func squaredTimesOfResumedWorkSeeTheOrderOfTheLine() {
        let (urgent, other) = (
            Station.Customers(rate: 0.3, service: .exponential(0.8)),
            Station.Customers(rate: 0.4, service: .constant(1))
        )
        let load = urgent.rate * urgent.service.mean
        func sum(_ moment: (ServiceLaw) -> Double) -> Double {
            urgent.rate * moment(urgent.service) + other.rate * moment(other.service)
        }
        let idle = 1 - sum(\.mean)
        let work = sum(\.secondMoment) / (2 * idle)
        let squaredWork = 2 * work * work + sum(\.thirdMoment) / (3 * idle)
        let service = other.service
        let before = work + service.mean
        let squaredBefore = squaredWork + 2 * work * service.mean + service.secondMoment
        let expected =
            squaredBefore / ((1 - load) * (1 - load))
            + before * urgent.rate * urgent.service.secondMoment / ((1 - load) * (1 - load) * (1 - load))
        let station = InterruptibleStation(servers: 1, classes: [urgent, other], duration: 9000)
        let samples = Judgement(seed: 605) { draws in
            let (times, controls) = station.run(&draws)
            let mean = times[1].mean ?? .nan
            return ([mean * mean + (times[1].variance ?? .nan)], controls)
        }
        samples.expect(0, expected, finds: 0.15, "squares, preemptive")
        samples.expectControls(finds: 0.07, "squares, preemptive")
    }

    /// Three servers and one exponential law: the priorities down to k are an M/M/3 of their own, and the times in the station of two priorities
    /// differ by that.
    @Test func resumedWorkAtSeveralServersIsErlangsOfTheUrgent() throws {
        let rates = [0.8, 0.7, 0.7]
        let station = InterruptibleStation(
            servers: 3, classes: rates.map { .init(rate: $0, service: .exponential(1)) }, duration: 2000)
        let samples = Judgement(seed: 603) { draws in
            let (times, controls) = station.run(&draws)
            return (times.map { $0.mean ?? .nan }, controls)
        }
        samples.expectControls(finds: 0.1, "preemptive M/M/3")
        var (load, present) = (0.0, 0.0)
        for (priority, rate) in rates.enumerated() {
            load += rate
            let time = 1 + (try ErlangFormulas.meanWaitMMc(arrivalRate: load, serviceRate: 1, servers: 3))
            // By Little's law, those of this priority are the ones that are present besides the more urgent.
            samples.expect(
                priority, (load * time - present) / rate,
                finds: 0.14, "preemptive M/M/3, priority \(priority)")
            present = load * time
        }
    }

    /// Work s that starts over at each interruption is done after (1/λ + E[B])·(exp(λs) − 1) on the mean, B = E[S]/(1 − ρ) being the
    /// busy period of the urgent (Gaver, *Journal of the Royal Statistical Society* B 24(1), 1962). The less urgent come one at a time, so that their
    /// time in the station after the urgent have left is that and nothing else; a constant s is what tells repeating the
    /// same work from drawing it anew.
    @Test func workThatStartsOverTakesExponentiallyLong() {
        let (rate, service, work) = (0.5, 0.4, 1.5)
        let busyPeriod = service / (1 - rate * service)
        let expected = (1 / rate + busyPeriod) * (exp(rate * work) - 1)
        let samples = Judgement(seed: 604) { draws in
            ([RepeatedWork(rate: rate, service: service, work: work, customers: 200).run(&draws)], [])
        }
        samples.expect(0, expected, finds: 0.08, "starting over")
    }
}
