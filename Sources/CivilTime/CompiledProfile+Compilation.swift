// Lays a daily profile out on the line of ticks.

extension CompiledProfile {
    /// Compiles `profile` in `zone` from two days before `start` to thirty days after the end of the `horizon`.
    ///
    /// A step happens when the local clocks first show its minute or jump past it. On a day of 25 hours the values of the
    /// repeated hour are those that held when it was first over.
    /// - Parameters:
    ///   - profile: The course of the value, in local time.
    ///   - holidays: Dates that are days off whatever the day of the week.
    ///   - zone: The zone; it should have been compiled for `start` to the end of the horizon.
    ///   - start: The instant of tick 0.
    ///   - horizon: How long the simulation runs; a negative one counts as zero, and one of more than a hundred years
    ///     as a hundred.
    public init(
        _ profile: DailyProfile, holidays: Set<CivilDate>, zone: ZoneTable, start: Instant, horizon: TimeSpan
    ) {
        let days = CompiledDays(zone: zone, start: start, horizon: horizon)
        var pieces: [(start: Int64, value: Double)] = []
        func append(_ value: Double, from tick: Int64) {
            // A later step at the same tick wins: the clocks jumped over the earlier one.
            if let last = pieces.last, last.start >= tick { pieces.removeLast() }
            if pieces.last?.value != value { pieces.append((tick, value)) }
        }
        for dayNumber in days.dayNumbers {
            let date = CivilDate(dayNumber: dayNumber)
            let isDayOff = profile.weekend.contains(date.weekday) || holidays.contains(date)
            append(profile.value(atMinute: 0, dayOff: isDayOff), from: days.tick(of: date, minute: 0))
            for step in isDayOff ? profile.dayOff : profile.workday where step.minuteOfDay > 0 {
                append(step.value, from: days.tick(of: date, minute: step.minuteOfDay))
            }
        }
        let lastDay = CivilDate(dayNumber: days.dayNumbers.upperBound)
        let end = days.tick(of: lastDay, minute: 1440)
        if let last = pieces.last, last.start >= end { pieces.removeLast() }
        self.init(pieces: pieces.isEmpty ? [(end.subtractingSaturated(1), 0)] : pieces, end: end)
    }
}
