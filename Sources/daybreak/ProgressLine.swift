// One line on a terminal that says how far a run is and how long it will still take.

import Foundation
import Synchronization

/// A progress line on standard error; it is drawn over itself and removed at the end.
final class ProgressLine: Sendable {
    private let start = ContinuousClock.now
    private let lastDrawn = Mutex<ContinuousClock.Instant?>(nil)

    /// Draws the line if a tenth of a second has passed since the last time.
    func update(completed: Int, total: Int) {
        let now = ContinuousClock.now
        let isDue = lastDrawn.withLock { last in
            if let last, now - last < .milliseconds(100) { return false }
            last = now
            return true
        }
        guard isDue, completed > 0 else { return }
        let elapsed = ReadableNumber.seconds(now - start)
        let left = elapsed / Double(completed) * Double(total - completed)
        let share = 100 * Double(completed) / Double(max(total, 1))
        FileHandle.standardError.writeIgnoringErrors(
            "\r\u{1B}[K\(ReadableNumber.grouped(completed)) of \(ReadableNumber.grouped(total)) replications, "
                + "\(ReadableNumber.fixed(share, decimals: 0)) %, \(ReadableNumber.duration(left)) left")
    }

    /// Removes the line.
    func clear() { FileHandle.standardError.writeIgnoringErrors("\r\u{1B}[K") }
}
