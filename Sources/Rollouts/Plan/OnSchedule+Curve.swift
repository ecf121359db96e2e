// The law of fetch times as a curve, piece by piece, for those who add curves up.

/// Something that adds up curves made of jumps and even rises.
protocol FetchCurve {
    /// The curve rises by `amount` at once.
    mutating func jump(at tick: Int64, by amount: Double)
    /// The curve rises by `amount` between two ticks, evenly; the first is before the second.
    mutating func rise(from: Int64, to end: Int64, by amount: Double)
}

extension OnSchedule.MachineClass {
    /// Tells the probability that one machine of this class has fetched, as a curve up to `end`: the law that
    /// ``fetched(available:interval:by:)`` integrates.
    func trace(available: Int64, interval: Int64, by end: Int64, into curve: inout some FetchCurve) {
        guard end > available else { return }
        let width = Double(interval)
        let full = available &+ interval
        var probability = 0.0
        var index = self.interval(endingAfter: available)
        while index < starts.count {
            let on = max(starts[index], available)
            if on >= end { return }
            // Polls that fell due while the class was off take place now.
            let due = on >= full ? 1 : Double(on - available) / width
            if due > probability { curve.jump(at: on, by: due - probability) }
            if on >= full { return }
            let off = min(min(ends[index], end), full)
            probability = Double(off - available) / width
            if off > on { curve.rise(from: on, to: off, by: probability - due) }
            if off == full { return }
            index += 1
        }
    }
}
