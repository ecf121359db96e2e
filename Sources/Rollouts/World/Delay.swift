// A random length of time, with its unit in its type.

import CivilTime
import RandomStreams

/// A random length of time: a distribution over hours, never negative.
public struct Delay: Sendable, Equatable {
    /// The law, in hours.
    public var hours: Distribution

    /// A delay by a law in hours. The law may give negative hours: ``ticks(_:)`` takes them as none.
    public init(hours: Distribution) {
        self.hours = hours
    }

    /// No delay at all.
    public static let none = Delay(hours: .zero)

    /// A delay that is always the same.
    public static func exactly(_ span: TimeSpan) -> Delay {
        // The hours of a time span are a finite number, so the constant exists.
        Delay(hours: (try? .constant(span.inHours)) ?? .zero)
    }

    /// The delay at probability `u`, in clock ticks (microseconds); 0 where the law gives a negative or no number, and
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
