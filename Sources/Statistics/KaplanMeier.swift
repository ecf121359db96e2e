// How long it takes, where for some it is only known that it took longer: the Kaplan–Meier estimate.

/// The product-limit estimate of a survival function from times of which some are censored.
///
/// ```swift
/// let recovery = try KaplanMeier(times: hours, isEvent: recovered)   // false: the horizon came first
/// recovery.survival(at: 24)        // the share not recovered after a day
/// recovery.quantile(0.5)           // the median, where it is known
/// ```
///
/// E. L. Kaplan and P. Meier, JASA 53(282), 1958, https://doi.org/10.1080/01621459.1958.10501452. A censored time says that the event came
/// later; being censored must have nothing to do with when the event would have come. Where an event and a censoring
/// have the same time, the event comes first. Rounded to 12 significant digits where logarithms enter.
public struct KaplanMeier: Equatable, Sendable {
    /// A time at which events happened.
    public struct Step: Equatable, Sendable {
        /// The time.
        public let time: Double
        /// How many had neither had the event nor been censored just before.
        public let atRisk: Int
        /// How many events there were at this time, 1 or more.
        public let events: Int
        /// The estimated probability that the event comes later than this time.
        public let survival: Double
        /// Greenwood's sum Σ d/(n(n − d)) up to this time: the variance of `survival` over its square; infinite where nobody survives.
        public let greenwoodSum: Double

        /// The standard error of `survival` by Greenwood's formula (M. Greenwood, 1926); 0 where nobody survives.
        public var standardError: Double { survival > 0 ? survival * greenwoodSum.squareRoot() : 0 }
    }

    /// The times at which events happened, ascending.
    public let steps: [Step]
    /// How many times there are, censored ones included.
    public let count: Int
    /// How many of them are censored.
    public let countCensored: Int
    /// The greatest time, of an event or of a censoring; nil for an empty sample.
    public let lastTime: Double?

    /// Estimates from times and whether each is an event or a censoring. O(n log n).
    ///
    /// - Parameters:
    ///   - times: 0 or more; +∞ only where censored.
    ///   - isEvent: As many as times: true where the event happened at the time, false where it had not happened by then.
    /// - Throws: ``StatisticsError`` for times out of range, and if the lengths differ.
    public init(times: [Double], isEvent: [Bool]) throws(StatisticsError) {
        guard times.count == isEvent.count else {
            throw StatisticsError("isEvent", "must be as many as the \(times.count) times; found \(isEvent.count)")
        }
        for (time, isEvent) in zip(times, isEvent) where !(time >= 0) || (isEvent && time == .infinity) {
            throw StatisticsError("times", "must be 0 or more, and finite for an event; found \(time)")
        }
        let order = times.indices.sorted { times[$0] < times[$1] }
        var steps: [Step] = []
        var (survival, sum) = (1.0, 0.0)
        var index = 0
        while index < order.count {
            let time = times[order[index]]
            let atRisk = order.count - index
            var events = 0
            while index < order.count, times[order[index]] == time {
                if isEvent[order[index]] { events += 1 }
                index += 1
            }
            guard events > 0 else { continue }
            survival *= Double(atRisk - events) / Double(atRisk)
            sum += Double(events) / (Double(atRisk) * Double(atRisk - events))
            steps.append(
                Step(time: time, atRisk: atRisk, events: events, survival: survival, greenwoodSum: sum))
        }
        self.steps = steps
        count = times.count
        countCensored = isEvent.count { !$0 }
        lastTime = times.max()
    }

    /// The probability that the event comes later than `time`.
    ///
    /// - Returns: From 0 to 1. Nil beyond ``lastTime`` unless nobody survived until then, for NaN, and for an empty sample.
    public func survival(at time: Double) -> Double? {
        guard isKnown(at: time) else { return nil }
        return lastStep(notAfter: time)?.survival ?? 1
    }

    /// The standard error of ``survival(at:)`` by Greenwood's formula; nil where that is.
    public func standardError(at time: Double) -> Double? {
        guard isKnown(at: time) else { return nil }
        return lastStep(notAfter: time)?.standardError ?? 0
    }

    /// A confidence interval of ``survival(at:)``, for this one time, on the scale ln(−ln S).
    ///
    /// S to the power of exp(±z·se/(S·ln S)), which stays within 0 … 1 and holds for small samples better than S ± z·se
    /// (J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis of Failure Time Data, 2nd edition, section 1.4).
    ///
    /// - Parameters:
    ///   - time: The time; see ``survival(at:)``.
    ///   - confidence: Strictly between 0 and 1, such as 0.95.
    /// - Returns: nil where the survival is not known, or is estimated as 0 or 1, where the formula has no spread.
    /// - Throws: ``StatisticsError`` when the confidence is out of range.
    public func survivalInterval(at time: Double, confidence: Double) throws(StatisticsError) -> Interval? {
        let z = try CriticalValues.normal(confidence: confidence)
        guard isKnown(at: time), let step = lastStep(notAfter: time) else { return nil }
        return Self.interval(of: step, z)
    }

    /// The time by which a share p of the events has come: the first with S(t) ≤ 1 − p.
    ///
    /// - Parameter p: Greater than 0, at most 1; 0.5 for the median.
    /// - Returns: nil where the estimate does not fall so low, and for p out of range.
    public func quantile(_ p: Double) -> Double? {
        guard p > 0, p <= 1 else { return nil }
        // The product of fractions may end a rounding above the share that it equals.
        return steps.first { $0.survival <= (1 - p) + 1e-12 }?.time
    }

    /// A confidence interval of ``quantile(_:)``: the times whose survival interval holds 1 − p.
    ///
    /// R. Brookmeyer and J. Crowley, Biometrics 38(1), 1982, https://doi.org/10.2307/2530286, on the scale of
    /// ``survivalInterval(at:confidence:)``.
    ///
    /// - Parameters:
    ///   - p: Strictly between 0 and 1.
    ///   - confidence: Strictly between 0 and 1, such as 0.95.
    /// - Returns: Both ends, each nil where it is not known; the upper end usually is not, where many are censored.
    /// - Throws: ``StatisticsError`` when the confidence or p is out of range.
    public func quantileInterval(
        _ p: Double, confidence: Double
    ) throws(StatisticsError) -> (low: Double?, high: Double?) {
        guard p > 0, p < 1 else { throw StatisticsError("p", "must lie between 0 and 1, such as 0.5; found \(p)") }
        let z = try CriticalValues.normal(confidence: confidence)
        // S is a step function: from the first step whose lower limit is at most 1 − p to the first whose upper limit is below.
        func first(_ holds: (Interval) -> Bool) -> Double? {
            steps.first { step in
                step.survival == 0 || (Self.interval(of: step, z).map(holds) ?? false)
            }?.time
        }
        return (first { $0.low <= 1 - p }, first { $0.high < 1 - p })
    }

    /// The mean time until the event or `limit`, whichever comes first: the area under the survival function.
    ///
    /// Its standard error is the square root of Σ A²·d/(n(n − d)), where A is the area from the step to the limit (J. P. Klein and
    /// M. L. Moeschberger, Survival Analysis, 2nd edition, section 4.5), as in R's `survival`.
    ///
    /// - Parameter limit: 0 or more, finite.
    /// - Returns: The mean and its standard error; nil for a limit out of range or beyond what is known.
    public func restrictedMean(until limit: Double) -> (mean: Double, standardError: Double)? {
        guard limit >= 0, limit < .infinity, isKnown(at: limit) else { return nil }
        let before = steps.prefix { $0.time < limit }
        var area = 0.0
        var variance = 0.0
        var right = limit
        for step in before.reversed() {
            area += step.survival * (right - step.time)
            right = step.time
            if step.atRisk > step.events {
                variance +=
                    area * area * Double(step.events) / (Double(step.atRisk) * Double(step.atRisk - step.events))
            }
        }
        return (area + right, variance.squareRoot())
    }

    private func isKnown(at time: Double) -> Bool {
        guard let lastTime, time >= 0 else { return false }
        return time <= lastTime || steps.last?.survival == 0
    }

    private func lastStep(notAfter time: Double) -> Step? {
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = low + (high - low) / 2
            if steps[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? steps[low - 1] : nil
    }

    private static func interval(of step: Step, _ z: Double) -> Interval? {
        guard step.survival > 0, step.survival < 1, let logarithm = RoundedMath.log(step.survival) else { return nil }
        let reach = z * step.greenwoodSum.squareRoot() / -logarithm
        func limit(_ exponent: Double) -> Double? {
            // e to a great power is beyond every survival's range: the limit is 0.
            guard let power = RoundedMath.exp(exponent) else { return 0 }
            return RoundedMath.exp(power * logarithm)
        }
        guard let low = limit(reach), let high = limit(-reach) else { return nil }
        return Interval(low: low, high: high)
    }
}
