// A quantity that follows the local clock: one course of values for days of work and one for days off.

/// A step function of the local time of day.
///
/// A value holds from its minute until the next step. Before the first step of a day the last value of the same kind of
/// day holds, so that a single step means the whole day.
public struct DailyProfile: Sendable, Hashable {
    /// A value, and the minute of the day from which it holds.
    public struct Step: Sendable, Hashable {
        /// Minutes since 00:00 on the local clock, 0…1439.
        public let minuteOfDay: Int
        /// The value from then on; finite, not negative.
        public let value: Double

        /// A step at a minute of the day; ``DailyProfile/init(workday:dayOff:weekend:)`` checks the numbers.
        public init(minuteOfDay: Int, value: Double) {
            self.minuteOfDay = minuteOfDay
            self.value = value
        }

        /// A step at a time of day written as `HH:MM`.
        /// - Throws: `CivilTimeError` if it is no time of day.
        public init(parsing timeOfDay: String, value: Double) throws(CivilTimeError) {
            self.init(minuteOfDay: try Quantity.parseTimeOfDay(timeOfDay), value: value)
        }
    }

    /// The steps of a day of work, by minute.
    public let workday: [Step]
    /// The steps of a weekend day or holiday, by minute.
    public let dayOff: [Step]
    /// The days of the week that are days off.
    public let weekend: Set<Weekday>

    /// A profile of these steps.
    /// - Throws: `CivilTimeError` unless each list has a step, minutes ascend within 0…1439 without a repetition, and
    ///   values are finite and not negative.
    public init(
        workday: [Step], dayOff: [Step], weekend: Set<Weekday> = [.saturday, .sunday]
    ) throws(CivilTimeError) {
        try Self.check(workday, of: "a workday")
        try Self.check(dayOff, of: "a day off")
        self.init(unchecked: workday, dayOff, weekend)
    }

    private init(unchecked workday: [Step], _ dayOff: [Step], _ weekend: Set<Weekday>) {
        self.workday = workday
        self.dayOff = dayOff
        self.weekend = weekend
    }

    /// The value 1 at all times.
    public static let one: DailyProfile = {
        let step = Step(minuteOfDay: 0, value: 1)
        return DailyProfile(unchecked: [step], [step], [])
    }()

    /// The largest value.
    public var maximum: Double {
        (workday + dayOff).reduce(0) { max($0, $1.value) }
    }

    /// The value at a minute (0…1439) of a day of work or a day off.
    public func value(atMinute minute: Int, dayOff isDayOff: Bool) -> Double {
        let steps = isDayOff ? dayOff : workday
        let step = steps.last { $0.minuteOfDay <= minute } ?? steps[steps.count - 1]
        return step.value
    }

    private static func check(_ steps: [Step], of kind: String) throws(CivilTimeError) {
        func error(_ message: String) -> CivilTimeError { CivilTimeError(.profile, text: "", message: message) }
        guard !steps.isEmpty else { throw error("the profile of \(kind) has no values") }
        var previous: Int?
        for step in steps {
            guard (0..<1440).contains(step.minuteOfDay) else {
                throw error("the profile of \(kind) has a time outside 00:00 to 23:59")
            }
            let clock = LocalInterval.clock(step.minuteOfDay)
            guard step.value.isFinite, step.value >= 0 else {
                throw error("the profile of \(kind) has \(step.value) at \(clock); expected a number of 0 or more")
            }
            if let previous, step.minuteOfDay <= previous {
                let fault = step.minuteOfDay == previous ? "has \(clock) twice" : "is not in order at \(clock)"
                throw error("the profile of \(kind) \(fault)")
            }
            previous = step.minuteOfDay
        }
    }
}
