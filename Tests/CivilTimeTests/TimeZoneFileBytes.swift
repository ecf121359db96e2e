// TZif files made for tests: well-formed by default, with every part open to be spoilt.

@testable import CivilTime

/// The parts of a TZif file, and the bytes of it.
struct TimeZoneFileBytes {
    var version: UInt8 = UInt8(ascii: "2")
    /// Second, index of the offset.
    var changes: [(Int64, UInt8)] = []
    var offsets: [Int32] = [0]
    var footer = "UTC0"
    var leapSeconds = 0

    var bytes: [UInt8] {
        guard version >= UInt8(ascii: "2") else { return part(timeSize: 4) }
        return part(timeSize: 4) + part(timeSize: 8) + Array("\n\(footer)\n".utf8)
    }

    private func part(timeSize: Int) -> [UInt8] {
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        func append<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number.bigEndian) { bytes += Array($0) }
        }
        for count in [0, 0, leapSeconds, changes.count, offsets.count, 4] { append(UInt32(count)) }
        for (second, _) in changes {
            if timeSize == 8 { append(second) } else { append(Int32(clamping: second)) }
        }
        bytes += changes.map(\.1)
        for offset in offsets {
            append(offset)
            bytes += [0, 0]
        }
        bytes += Array("UTC\0".utf8)
        bytes += [UInt8](repeating: 0, count: leapSeconds * (timeSize + 4))
        return bytes
    }
}
