// Stretches of ticks joined and cut, while a calendar is compiled.

/// A stretch of ticks, from `opening` (included) to `closing` (excluded).
struct TickInterval: Hashable, Sendable {
    var opening: Int64
    var closing: Int64
}

extension [TickInterval] {
    /// The same ticks in intervals that are disjoint, not adjacent and ascending; empty ones are left out.
    var merged: [TickInterval] {
        var result: [TickInterval] = []
        for interval in sorted(by: { $0.opening < $1.opening }) where interval.closing > interval.opening {
            if let last = result.last, interval.opening <= last.closing {
                result[result.count - 1].closing = Swift.max(last.closing, interval.closing)
            } else {
                result.append(interval)
            }
        }
        return result
    }

    /// What is left without the ticks of `holes`, which must be as ``merged`` leaves them; ascending if these are.
    func without(_ holes: [TickInterval]) -> [TickInterval] {
        guard !holes.isEmpty else { return self }
        var result: [TickInterval] = []
        for interval in self {
            var opening = interval.opening
            for hole in holes where hole.closing > opening && hole.opening < interval.closing {
                if hole.opening > opening { result.append(TickInterval(opening: opening, closing: hole.opening)) }
                opening = hole.closing
            }
            if opening < interval.closing {
                result.append(TickInterval(opening: opening, closing: interval.closing))
            }
        }
        return result
    }
}
