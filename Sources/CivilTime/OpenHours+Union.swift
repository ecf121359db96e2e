// Several calendars as one: open while any of them is.

extension OpenHours {
    /// Open whenever at least one of the given hours is; never open for an empty list.
    public init(union hours: [OpenHours]) {
        var intervals: [(opening: Int64, closing: Int64)] = []
        for table in hours {
            for index in stride(from: 0, to: table.boundaries.count - 1, by: 2) {
                intervals.append((table.boundaries[index], table.boundaries[index + 1]))
            }
        }
        intervals.sort { $0.opening < $1.opening }
        var merged: [(opening: Int64, closing: Int64)] = []
        for interval in intervals {
            if let last = merged.last, interval.opening <= last.closing {
                merged[merged.count - 1].closing = max(last.closing, interval.closing)
            } else {
                merged.append(interval)
            }
        }
        self.init(disjoint: merged)
    }
}
