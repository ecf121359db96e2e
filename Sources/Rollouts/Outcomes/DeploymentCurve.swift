// How many endpoints have had the release or its correction, as a curve through time, and when it reaches a share of the fleet.

/// A sum of curves, exact at multiples of ``step`` and straight between them.
///
/// Each jump and each rise costs a constant time, however many steps it spans: what is kept are the jumps and the changes of
/// slope of the sum, step by step.
struct DeploymentCurve: FetchCurve {
    /// Distance of the points at which the sum is exact, ticks: five minutes.
    static let step: Int64 = 300_000_000

    /// Number of endpoints that the next curves stand for.
    var weight = 1.0
    /// Rise of the sum at each point, beyond what its slope gives.
    private var jumps: [Double] = []
    /// Change of the slope, per step, from each point on.
    private var bends: [Double] = []

    /// Empties the curve for a new replication.
    mutating func reset(horizon: Int64) {
        let points = Int(horizon / Self.step) + 2
        jumps.removeAll(keepingCapacity: true)
        jumps.append(contentsOf: repeatElement(0, count: points))
        bends.removeAll(keepingCapacity: true)
        bends.append(contentsOf: repeatElement(0, count: points))
    }

    private func point(notBefore tick: Int64) -> Int { Int((tick + Self.step - 1) / Self.step) }

    mutating func jump(at tick: Int64, by amount: Double) {
        let point = point(notBefore: tick)
        if point < jumps.count { jumps[point] += weight * amount }
    }

    mutating func rise(from: Int64, to end: Int64, by amount: Double) {
        let first = point(notBefore: from)
        let last = point(notBefore: end)
        guard last < jumps.count else { return }
        if first == last {
            jumps[last] += weight * amount
            return
        }
        let perTick = weight * amount / Double(end - from)
        jumps[first] += perTick * Double(Int64(first) * Self.step - from)
        bends[first] += perTick * Double(Self.step)
        jumps[last] -= perTick * Double(Int64(last) * Self.step - end)
        bends[last] -= perTick * Double(Self.step)
    }

    /// When the sum first reaches a level; ``never`` where it does not.
    func time(reaching level: Double) -> Int64 {
        var sum = 0.0
        var slope = 0.0
        for point in jumps.indices {
            let before = sum
            sum += slope + jumps[point]
            slope += bends[point]
            // What is missing by rounding is not a part of an endpoint.
            guard sum >= level * (1 - 1e-9) else { continue }
            let part = sum > before ? min(1, max(0, (level - before) / (sum - before))) : 1
            return point == 0 ? 0 : Int64(((Double(point - 1) + part) * Double(Self.step)).rounded())
        }
        return never
    }
}
