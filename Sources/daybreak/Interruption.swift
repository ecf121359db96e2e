// Ctrl-C and SIGTERM as a request to stop.

import Dispatch
import Experiments
import Foundation

/// Turns the first SIGINT or SIGTERM into a cancellation; a second one ends the process at once.
final class Interruption {
    /// Raised by the first signal.
    let cancellation = Cancellation()
    private var sources: [any DispatchSourceSignal] = []

    /// Listens from now on.
    init() {
        // A queue of its own has a thread of its own, however busy the processors are.
        let queue = DispatchQueue(label: "daybreak.interruption")
        let cancellation = cancellation
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                cancellation.cancel()
                signal(number, SIG_DFL)
            }
            source.activate()
            sources.append(source)
        }
    }
}
