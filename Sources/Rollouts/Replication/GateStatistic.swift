// The tests of a gate as arithmetic on counts of reports: threshold, Wald's test, mixture, cumulative sum.

import RandomStreams

/// What a gate makes of its reports at one look.
enum GateVerdict: Equatable {
    case goesOn, alarm, passes
}

/// The memory of a gate's test: what it had counted when it began anew and at its last look.
struct GateStatistic {
    private var firstReports = 0.0
    private var firstFailed = 0
    private var lastReports = 0.0
    private var lastFailed = 0
    /// The cumulative sum.
    private(set) var sum = 0.0

    /// Begins anew at these counts.
    mutating func restart(reports: Double, failed: Int) {
        firstReports = reports
        firstFailed = failed
        lastReports = reports
        lastFailed = failed
        sum = 0
    }

    /// Looks at the counts so far: endpoints that have reported, and how many of them have been seen to fail.
    mutating func look(_ test: GateTest, reports: Double, failed: Int) -> GateVerdict {
        defer {
            lastReports = reports
            lastFailed = failed
        }
        let bad = Double(failed - firstFailed)
        let all = max(bad, reports - firstReports)
        switch test {
        case .failures(let count):
            return failed - firstFailed >= count ? .alarm : .goesOn
        case .threshold(let share, let minimum):
            return all >= Double(minimum) && bad >= share * all ? .alarm : .goesOn
        case .missingHeartbeat:
            return .goesOn
        case .sequential(let p0, let p1, let alpha, let beta):
            let ratio = Self.logRatio(failed: bad, healthy: all - bad, p0: p0, p1: p1)
            if ratio >= ReproducibleMath.log((1 - beta) / alpha) { return .alarm }
            return ratio <= ReproducibleMath.log(beta / (1 - alpha)) ? .passes : .goesOn
        case .mixture(let p0, let alpha):
            return Self.logMixture(failed: bad, reports: all, p0: p0) >= -ReproducibleMath.log(alpha)
                ? .alarm : .goesOn
        case .cumulativeSum(let p0, let p1, let limit):
            let newlyFailed = Double(failed - lastFailed)
            let newlyHealthy = max(0, reports - lastReports - newlyFailed)
            sum = max(0, sum + Self.logRatio(failed: newlyFailed, healthy: newlyHealthy, p0: p0, p1: p1))
            return sum >= limit ? .alarm : .goesOn
        }
    }

    /// The logarithm of the likelihood ratio of p₁ against p₀.
    private static func logRatio(failed: Double, healthy: Double, p0: Double, p1: Double) -> Double {
        failed * ReproducibleMath.log(p1 / p0) + healthy * ReproducibleMath.log((1 - p1) / (1 - p0))
    }

    /// The logarithm of the mean likelihood ratio of ten alternatives, with 2, 4, …, 1024 times the odds of p₀, against p₀.
    private static func logMixture(failed: Double, reports: Double, p0: Double) -> Double {
        let odds = p0 / (1 - p0)
        let logTwo = ReproducibleMath.log(2)
        func ratio(_ power: Int) -> Double {
            let times = Double(1 << power)
            return failed * Double(power) * logTwo + reports * ReproducibleMath.log((1 + odds) / (1 + odds * times))
        }
        var largest = -Double.infinity
        for power in 1...10 { largest = max(largest, ratio(power)) }
        var sum = 0.0
        for power in 1...10 { sum += ReproducibleMath.exp(ratio(power) - largest) }
        return largest + ReproducibleMath.log(sum / 10)
    }
}
