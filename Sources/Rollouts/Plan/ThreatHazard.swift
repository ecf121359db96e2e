// The rate of attacks in one region as a table, and its integrals over times without protection.

import CivilTime

/// A rate of attacks as a step function of ticks, and its integral.
struct ThreatHazard: Sendable {
    /// Ticks from which each rate holds, ascending.
    private let starts: [Int64]
    /// Attacks per tick.
    private let rates: [Double]
    /// The integral from the first tick of the table up to each start.
    private let sums: [Double]

    /// - Parameters:
    ///   - steps: Ticks, ascending, and the rate per hour that holds from each; before the first it is 0.
    init(steps: [(start: Int64, perHour: Double)]) {
        starts = steps.map(\.start)
        rates = steps.map { $0.perHour / ticksPerHour }
        var sums: [Double] = []
        var sum = 0.0
        for index in steps.indices {
            if index > 0 { sum += rates[index - 1] * Double(starts[index] - starts[index - 1]) }
            sums.append(sum)
        }
        self.sums = sums
    }

    init(_ profile: CompiledProfile) {
        self.init(steps: zip(profile.breakpoints, profile.values).map { ($0, $1) })
    }

    /// The step that holds at a tick; -1 before the first.
    private func step(at tick: Int64) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= tick { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }

    private func integral(upTo tick: Int64) -> Double {
        let step = step(at: tick)
        return step < 0 ? 0 : sums[step] + rates[step] * Double(tick - starts[step])
    }

    /// Attacks that an endpoint meets which is without protection from one tick to another; 0 if they are not in this order.
    func encounters(from: Int64, to end: Int64) -> Double {
        end > from ? max(0, integral(upTo: end) - integral(upTo: from)) : 0
    }

    /// The integral of the rate times a share that grows from 0 to 1, evenly, between two ticks.
    func encountersOnRamp(from: Int64, to end: Int64) -> Double {
        guard end > from else { return 0 }
        let width = Double(end - from)
        var result = 0.0
        var time = from
        var step = step(at: from)
        while time < end {
            let next = step + 1 < starts.count ? min(starts[step + 1], end) : end
            if step >= 0 {
                // The mean share between the two ticks times the integral of the rate.
                let share = (Double(time - from) + Double(next - from)) / (2 * width)
                result += rates[step] * Double(next - time) * share
            }
            time = next
            step += 1
        }
        return result
    }
}

extension PlanTables {
    /// The rate of attacks in each region; none where the scenario has no threats.
    mutating func threatHazards() throws(PlanError) -> [ThreatHazard] {
        guard let threats = scenario.threats else { return [] }
        var result: [ThreatHazard] = []
        for region in regions.indices {
            switch threats.rate {
            case .constant(let perHour): result.append(ThreatHazard(steps: [(0, perHour)]))
            case .daily(let profile): result.append(ThreatHazard(try compile(profile, region: region)))
            case .steps(let steps):
                let start = scenario.clock.start
                result.append(ThreatHazard(steps: steps.map { (($0.from - start).microseconds, $0.perHour) }))
            }
        }
        return result
    }
}
