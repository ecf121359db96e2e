// Several calendars as one: open while any of them is.

extension OpenHours {
    /// Open whenever at least one of the given hours is; never open for an empty list. Its ``coverage`` is what all
    /// of them cover; empty where they have nothing in common.
    public init(union hours: [OpenHours]) {
        var intervals: [TickInterval] = []
        var coverage = Self.allTime
        for table in hours {
            coverage = coverage.clamped(to: table.coverage)
            for index in stride(from: 0, to: table.boundaries.count - 1, by: 2) {
                intervals.append(
                    TickInterval(opening: table.boundaries[index], closing: table.boundaries[index + 1]))
            }
        }
        self.init(disjoint: intervals.merged, coverage: coverage)
    }
}
