// A random length of time, with its unit in its type.

import CivilTime
import RandomStreams

/// A random length of time, never negative: by the clock, in working time or in working days.
public struct Delay: Sendable, Equatable {
    /// What the law's numbers are, and when they pass.
    public enum Measure: Sendable, Equatable {
        /// Hours as the place of the delay takes them: working time where it is somebody's work, elapsed time elsewhere.
        case usual
        /// Hours that pass only while a calendar is open.
        case workingTime
        /// Working days of a calendar, rounded to whole ones: to the same time of the local clock, so many working days on.
        case workingDays
    }

    /// The law: in hours, or in working days where ``measure`` says so.
    public var hours: Distribution
    /// Which hours, or days.
    public var measure: Measure

    /// A delay by a law in hours, or in working days. The law may give negative numbers: they are taken as none.
    public init(hours: Distribution, measure: Measure = .usual) {
        self.hours = hours
        self.measure = measure
    }

    /// No delay at all.
    public static let none = Delay(hours: .zero)

    /// A delay that is always the same.
    public static func exactly(_ span: TimeSpan) -> Delay {
        // The hours of a time span are a finite number, so the constant exists.
        Delay(hours: (try? .constant(span.inHours)) ?? .zero)
    }

    /// The delay at probability `u` of a law in working days: 0 to a million whole days.
    func workingDays(_ u: Double) -> Int {
        let days = hours.quantile(u).rounded()
        return days >= 1 ? Int(min(days, 1e6)) : 0
    }

    /// The delay at probability `u` of a law in hours, in clock ticks (microseconds); 0 where the law gives a negative or no number, and
    /// at most a thousand years.
    public func ticks(_ u: Double) -> Int64 {
        let ticks = hours.quantile(u) * ticksPerHour
        guard ticks > 0 else { return 0 }
        return ticks < longestDelay ? Int64(ticks.rounded()) : Int64(longestDelay)
    }
}

/// Clock ticks in an hour: the clock counts microseconds.
let ticksPerHour = 3_600_000_000.0

/// A thousand years in ticks: far beyond every horizon and far from overflow.
private let longestDelay = 8_766_000 * ticksPerHour
