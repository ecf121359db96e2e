// M/G/1 by Pollaczek and Khinchine, with batches, and customers who balk or call again.

import EventKernel
import Testing

/// Judged as ``Judgement`` says. Seen to fail with these bugs, put in one at a time:
///
/// - the last in line served first (the squared waits of M/G/1; no mean sees it)
/// - an arrival that is served although the server is busy (all)
/// - a line that keeps its last customer (all but the retrials)
/// - a waiting room with one place more than it has (retrials)
/// - a queue length that counts the stretch before a change with the level after it, the end of the warm-up setting a level to 0 or not moving the
///   beginning of the mean (balking, retrials)
@Suite struct SingleServerTests {
    /// The mean wait λ·E[S²]/(2(1 − ρ)) (Pollaczek 1930, Khinchine 1932) and the mean squared wait 2·E[W]² + λ·E[S³]/(3(1 − ρ)) (Takács, *Annals of
    /// Mathematical Statistics* 33(4), 1962), for services with a squared variation of 0, ½, 1 and 1.98. The squares see the order of the line.
    @Test func waitsFollowPollaczekAndKhinchine() {
        let laws: [ServiceLaw] = [.constant(1), .erlang2(1), .exponential(1), .hyperexponential(0.3, 1.7)]
        for (index, law) in laws.enumerated() {
            let rate = 0.5
            let station = Station(classes: [.init(rate: rate, service: law)], duration: 8000)
            let mean = rate * law.secondMoment / (2 * (1 - rate * law.mean))
            let square = 2 * mean * mean + rate * law.thirdMoment / (3 * (1 - rate * law.mean))
            let samples = Judgement(seed: UInt64(500 + index)) { draws in
                let outcome = station.run(&draws)
                return ([outcome.wait(), outcome.squaredWait()], outcome.controls)
            }
            samples.expect(0, mean, finds: 0.14, "M/G/1, law \(index)")
            samples.expect(1, square, known: (0, mean), finds: 0.15, "squares, law \(index)")
            samples.expectControls(finds: 0.1, "M/G/1, law \(index)")
        }
    }

    /// Batches of 1 to 4 (M. L. Chaudhry and J. G. C. Templeton, *A First Course in Bulk Queues*, 1983, section 3.2): the first of a batch waits
    /// as Pollaczek and Khinchine say of batches as customers, and another for those before them in the batch, who are
    /// (E[X²] − E[X])/(2E[X]) on the mean.
    @Test func batchesWaitForEachOther() {
        let law = ServiceLaw.erlang2(0.5)
        let (batches, first, second) = (0.4, 2.5, 7.5)  // rate of batches; E[X] and E[X²] of 1 … 4
        let load = batches * first * law.mean
        let batchSecondMoment = first * (law.secondMoment - law.mean * law.mean) + second * law.mean * law.mean
        let expected =
            batches * batchSecondMoment / (2 * (1 - load)) + (second - first) / (2 * first) * law.mean
        var station = Station(classes: [.init(rate: batches, service: law)], duration: 3000)
        station.greatestBatch = 4
        let samples = Judgement(seed: 510) { draws in
            let outcome = station.run(&draws)
            return ([outcome.wait()], outcome.controls)
        }
        samples.expect(0, expected, finds: 0.11, "M[X]/G/1")
        samples.expectControls(finds: 0.09, "M[X]/G/1")
    }

    /// One who finds n there stays with probability 1/(n + 1): the number present is Poisson with mean λ/μ (Haight 1957), so the server is
    /// idle with probability exp(−λ/μ).
    @Test func discouragedArrivalsLeaveAPoissonNumber() {
        var station = Station(classes: [.init(rate: 1.5, service: .exponential(1))], duration: 2500)
        station.balks = true
        let samples = Judgement(seed: 520) { draws in
            let outcome = station.run(&draws)
            return ([outcome.busy, outcome.queue], outcome.controls)
        }
        let idle = 0.22313016014842982  // exp(−1.5)
        samples.expect(0, 1 - idle, finds: 0.02, "busy, balking")
        samples.expect(1, 1.5 - (1 - idle), finds: 0.07, "queue, balking")
        samples.expectControls(finds: 0.03, "queue, balking")
    }

    /// No waiting room, and whoever is refused calls again after an exponential time of mean 1/ν: ρ(λ + ρν)/((1 − ρ)ν) are in orbit (Falin and
    /// Templeton, *Retrial Queues*, 1997, section 1.2, equation 1.37 for exponential services).
    @Test func thoseWhoCallAgainWaitInOrbit() {
        let (rate, retrials) = (0.5, 2.0)
        var station = Station(classes: [.init(rate: rate, service: .exponential(1))], duration: 3000)
        station.waitingPlaces = 0
        station.retrial = 1 / retrials
        let expected = rate * (rate + rate * retrials) / ((1 - rate) * retrials)
        let samples = Judgement(seed: 530) { draws in
            let outcome = station.run(&draws)
            return ([outcome.orbit, outcome.busy], outcome.controls)
        }
        samples.expect(0, expected, finds: 0.12, "orbit")
        samples.expect(1, rate, finds: 0.01, "busy, retrials")
        samples.expectControls(finds: 0.09, "busy, retrials")
    }
}
