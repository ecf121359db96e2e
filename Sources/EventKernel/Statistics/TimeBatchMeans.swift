// How far a mean over time may be off: the level's means over stretches of equal length.

/// A level that changes at instants, with its means over stretches of equal length, gathered during one run.
///
/// What ``BatchMeans`` is to observations, this is to a level such as a queue length. A change cuts the time before it exactly at the
/// ends of the stretches, so that every stretch has its own time and no other. The stretches double in length as the run grows.
public struct TimeBatchMeans: Sendable, Equatable {
    private var batches: BatchMeans
    private var level: Double
    private var since: Int64
    private var stretchEnd: Int64
    private var area = 0.0
    private let stretch: Int64

    /// A level that counts from an instant on.
    ///
    /// - Parameters:
    ///   - level: The level at `start`.
    ///   - start: When the measurement begins, in ticks: 0, or the end of the warm-up.
    ///   - stretch: The length of a stretch at first, in ticks; at least 1. It is best some mean times
    ///     between two changes; a change costs the same, however many stretches have gone by.
    ///   - minimumBatches: The least number of batches, as in ``BatchMeans/init(minimumBatches:)``.
    public init(level: Double = 0, from start: Int64 = 0, stretch: Int64, minimumBatches: Int = 20) {
        batches = BatchMeans(minimumBatches: minimumBatches)
        self.level = level
        self.stretch = max(1, stretch)
        since = start
        stretchEnd = start.addingReportingOverflow(self.stretch).overflow ? .max : start + self.stretch
    }

    /// The level now.
    public var value: Double { level }

    /// Changes the level at an instant not before the last change.
    public mutating func change(by difference: Double, at now: Int64) {
        advance(to: now)
        level += difference
    }

    /// Counts the level until an instant not before the last change: the horizon, before the means are read.
    public mutating func advance(to now: Int64) {
        if now >= stretchEnd, stretchEnd < .max {
            area += level * Double(stretchEnd &- since)
            batches.record(area / Double(stretch), times: 1)
            area = 0
            // Of the stretches after it, those that have gone by have one level, and are as many as fit, never beyond the clock's range.
            let (whole, rest) = UInt64(bitPattern: now &- stretchEnd).quotientAndRemainder(dividingBy: UInt64(stretch))
            batches.record(level, times: Int(clamping: whole))
            since = now &- Int64(truncatingIfNeeded: rest)
            let (next, isBeyond) = since.addingReportingOverflow(stretch)
            stretchEnd = isBeyond ? .max : next
        }
        area += level * Double(now &- since)
        since = now
    }

    /// The means over the full stretches; what has not filled a stretch yet is left out.
    public var means: BatchMeans { batches }
}
