// On what the measurements were made: a figure without its machine says little.

import Foundation

enum Machine {
    /// Processor, cores, system and build in one line.
    static var description: String {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return [
            processor ?? "unknown processor", "\(cores) cores", ProcessInfo.processInfo.operatingSystemVersionString,
            build,
        ]
        .joined(separator: "; ")
    }

    private static var processor: String? {
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private static var build: String {
        #if DEBUG
            "debug build: figures are meaningless"
        #else
            "optimised build"
        #endif
    }
}
