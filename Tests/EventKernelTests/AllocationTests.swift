// What the kernel takes from the heap per event, once it has the memory it needs: nothing.

import Foundation
import Testing

/// Protects speed and predictability: no block from the heap, no retain and no release per event, in the optimised build.
///
/// `make test` builds the probe and names it in `DAYBREAK_ALLOCATION_PROBE`. Seen to fail with a pool that copies its lines before somebody joins them,
/// and with a wheel that does not give its chunks back.
@Suite struct AllocationTests {
    private static var probe: String? { ProcessInfo.processInfo.environment["DAYBREAK_ALLOCATION_PROBE"] }

    @Test(.enabled(if: probe != nil, "DAYBREAK_ALLOCATION_PROBE names no program; make test does"))
    func noEventAllocatesOrCountsReferences() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.probe))
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let lines = text.split(separator: "\n")
        try #require(lines.count == 5, "\(text)")
        for line in lines.prefix(4) {
            #expect(line.hasSuffix(": 0 allocations, 0 retains and releases"), "\(line)")
        }
        #expect(!lines[4].contains(": 0 allocations"), "the counters do not count: \(lines[4])")
    }
}
