// When the machines of one kind are on, as tables: the classes of machines that are on at the same times.

import CivilTime

/// The machines of a usage profile in one zone, split into classes that are on at exactly the same times.
///
/// A machine with level u is on while α(t) > u. A step function α takes few values, so that u matters only by which of them it
/// lies between: finitely many classes, each with a plain list of times on. That makes the law of fetch times of the healthy fleet
/// a finite sum, exact without an event per machine.
struct OnSchedule: Sendable {
    /// One class: its share of the machines and its times on.
    struct MachineClass: Sendable {
        /// Share of the machines.
        var weight: Double
        /// Least level u of the class.
        var lowestLevel: Double
        /// Starts and ends of the times on, ascending ticks; the last end is the end of the table.
        var starts: [Int64]
        var ends: [Int64]
        /// For each hour of the table the first interval that ends after the hour's start.
        var firstAtHour: [Int32]
    }

    /// Classes by ascending level: the first are on the most.
    let classes: [MachineClass]

    /// - Parameter window: hours outside of which no machine counts as on; nil for any hour.
    init(_ profile: CompiledProfile, horizon: Int64, within window: OpenHours? = nil) {
        let end = horizon + Self.margin
        let levels = Set(profile.values.map { min(max($0, 0), 1) }).union([0, 1]).sorted()
        var classes: [MachineClass] = []
        for (low, high) in zip(levels, levels.dropFirst()) {
            var starts: [Int64] = []
            var ends: [Int64] = []
            for (index, start) in profile.breakpoints.enumerated() where start < end && profile.values[index] >= high {
                let stop = index + 1 < profile.breakpoints.count ? min(profile.breakpoints[index + 1], end) : end
                if let last = ends.last, last == start {
                    ends[ends.count - 1] = stop
                } else {
                    starts.append(start)
                    ends.append(stop)
                }
            }
            if let window { (starts, ends) = Self.intersection(starts, ends, window) }
            classes.append(
                MachineClass(
                    weight: high - low, lowestLevel: low, starts: starts, ends: ends,
                    firstAtHour: Self.index(ends, until: end)))
        }
        self.classes = classes
    }

    /// The parts of ascending intervals that lie in hours.
    private static func intersection(
        _ starts: [Int64], _ ends: [Int64], _ hours: OpenHours
    ) -> (starts: [Int64], ends: [Int64]) {
        var parts: (starts: [Int64], ends: [Int64]) = ([], [])
        for (start, end) in zip(starts, ends) {
            var tick = start
            while let opening = hours.nextOpening(atOrAfter: tick), opening < end {
                let closing = min(end, hours.nextChange(after: opening) ?? end)
                parts.starts.append(opening)
                parts.ends.append(closing)
                tick = closing
                if tick >= end { break }
            }
        }
        return parts
    }

    /// The class of a machine with level `u`.
    func classIndex(ofLevel u: Double) -> Int {
        var index = classes.count - 1
        while index > 0 && classes[index].lowestLevel > u { index -= 1 }
        return index
    }

    /// The first instant at or after `tick` when the class is on, or nil if the table ends before.
    func nextOn(_ index: Int, at tick: Int64) -> Int64? {
        let interval = classes[index].interval(endingAfter: tick)
        guard interval < classes[index].starts.count else { return nil }
        return max(tick, classes[index].starts[interval])
    }

    /// The first instant after `tick` when the class is switched on after it was off, or nil if the table ends before.
    func nextSwitchOn(_ index: Int, after tick: Int64) -> Int64? {
        var interval = classes[index].interval(endingAfter: tick)
        if interval < classes[index].starts.count && classes[index].starts[interval] <= tick { interval += 1 }
        return interval < classes[index].starts.count ? classes[index].starts[interval] : nil
    }

    /// How far the tables reach beyond the horizon.
    static let margin = Int64(30 * 24 * ticksPerHour)

    private static func index(_ ends: [Int64], until end: Int64) -> [Int32] {
        var result: [Int32] = []
        var interval = 0
        var hour: Int64 = 0
        while hour <= end {
            while interval < ends.count && ends[interval] <= hour { interval += 1 }
            result.append(Int32(interval))
            hour += Int64(ticksPerHour)
        }
        return result
    }
}

extension OnSchedule.MachineClass {
    /// The index of the first interval that ends after `tick`.
    func interval(endingAfter tick: Int64) -> Int {
        let hour = Int(max(0, tick) / Int64(ticksPerHour))
        var interval = hour < firstAtHour.count ? Int(firstAtHour[hour]) : ends.count
        while interval < ends.count && ends[interval] <= tick { interval += 1 }
        return interval
    }

    /// Whether the class has been off from one instant to a later one.
    func isOff(at time: Int64, since start: Int64) -> Bool {
        let index = self.interval(endingAfter: time)
        if index < starts.count && starts[index] <= time { return false }
        return index == 0 || ends[index - 1] <= start
    }

    /// When the n-th of a series of attempts takes place: the first falls due at `first`, each further one an interval after the one before,
    /// and every one takes place at the next instant when the class is on.
    ///
    /// Within one stretch of time on, attempts are an interval apart, so that the work grows with the stretches and not with
    /// the attempts.
    ///
    /// - Parameter number: the attempt, a whole number from 1; it may be larger than any count of attempts before the horizon.
    /// - Returns: the attempt's tick. Of attempts that lie at or beyond the horizon, the first stands for all; ``never`` if the
    ///   table ends before it.
    func time(ofAttempt number: Double, due first: Int64, every interval: Int64, until horizon: Int64) -> Int64 {
        var index = self.interval(endingAfter: first)
        guard index < starts.count else { return never }
        var time = max(first, starts[index])
        var attempt = 1.0
        while attempt < number && time < horizon {
            let room = (min(ends[index], horizon) - 1 - time) / interval
            let skipped = min(Double(room), number - attempt)
            time += Int64(skipped) * interval
            attempt += skipped
            guard attempt < number else { break }
            index = self.interval(endingAfter: time + interval)
            guard index < starts.count else { return never }
            time = max(time + interval, starts[index])
            attempt += 1
        }
        return time
    }

    /// The probability that one machine of this class has fetched by an instant what is available to it from an earlier one on:
    /// the law that ``fetched(available:interval:by:)`` integrates, at one point.
    func probability(available: Int64, interval: Int64, at time: Int64) -> Double {
        let index = self.interval(endingAfter: time)
        let lastOn: Int64
        if index < starts.count && starts[index] <= time {
            lastOn = time
        } else if index > 0 {
            lastOn = ends[index - 1]
        } else {
            return 0
        }
        return lastOn <= available ? 0 : min(1, Double(lastOn - available) / Double(interval))
    }

    /// The law of the fetch time of one machine of this class.
    ///
    /// Content is available at `available`; the machine's poll falls due uniformly within the `interval` that follows, and takes place
    /// at the next instant when the machine is on. The probability that it has taken place by t is therefore
    /// clamp((L(t) − available) / interval, 0, 1), with L(t) the last instant up to t when the class was on; it is
    /// integrated piece by piece.
    ///
    /// - Returns: the probability that the machine has fetched by `end`, and the integral of that probability from
    ///   `available` to `end` in ticks.
    func fetched(available: Int64, interval: Int64, by end: Int64) -> (probability: Double, integral: Double) {
        guard end > available else { return (0, 0) }
        let width = Double(interval)
        let full = available &+ interval
        var probability = 0.0
        var integral = 0.0
        var time = available
        var index = self.interval(endingAfter: available)
        while index < starts.count {
            let on = max(starts[index], available)
            if on >= end { break }
            integral += probability * Double(on - time)
            time = on
            // Polls that fell due while the class was off take place now.
            if on >= full { return (1, integral + Double(end - on)) }
            probability = Double(on - available) / width
            let off = min(min(ends[index], end), full)
            let later = Double(off - available) / width
            integral += (probability + later) / 2 * Double(off - on)
            probability = later
            time = off
            if off == full { return (1, integral + Double(end - off)) }
            index += 1
        }
        return (probability, integral + probability * Double(end - time))
    }
}
