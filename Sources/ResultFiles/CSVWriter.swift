// Tables as RFC 4180 text: rows of fields into one buffer of bytes.

import CivilTime

/// Builds rows of comma-separated values in a buffer that is emptied into a file whenever it is full.
///
/// UTF-8, a line feed after every row, quotes only around fields that need them: those with a comma, a quote or a line
/// break, those with space around, and an empty text where a text is meant (an empty field without quotes is "no value").
/// Numbers are spelt by ``DecimalText``; a number that does not exist is an empty field, never "NaN", "inf" or "NA".
public struct CSVWriter: Sendable {
    /// What has been written and not been taken yet.
    public private(set) var bytes: [UInt8] = []
    private var isAtRowStart = true

    private static let capacity = 256 << 10

    /// A writer at the start of the first row, with nothing written.
    public init() { bytes.reserveCapacity(Self.capacity + 4096) }

    /// Whether the buffer has reached the size (256 KiB) at which it should be emptied.
    public var isFull: Bool { bytes.count >= Self.capacity }

    /// Appends a text.
    public mutating func field(_ text: String) {
        separate()
        var content = text.utf8[...]
        let quoted =
            content.isEmpty || content.first == UInt8(ascii: " ") || content.last == UInt8(ascii: " ")
            || content.contains { $0 == comma || $0 == quote || $0 == lineFeed || $0 == carriageReturn }
        guard quoted else {
            bytes.append(contentsOf: content)
            return
        }
        bytes.append(quote)
        while let next = content.popFirst() {
            if next == quote { bytes.append(quote) }
            bytes.append(next)
        }
        bytes.append(quote)
    }

    /// Appends a text, or an empty field where there is none.
    public mutating func field(_ text: String?) {
        if let text { field(text) } else { separate() }
    }

    /// Appends a number; NaN, an infinity or nil is an empty field.
    public mutating func field(_ number: Double?) {
        separate()
        if let number, let text = DecimalText.of(number) { bytes.append(contentsOf: text.utf8) }
    }

    /// Appends a number of single precision; NaN and infinities are empty fields.
    public mutating func field(_ number: Float) {
        separate()
        if let text = DecimalText.of(number) { bytes.append(contentsOf: text.utf8) }
    }

    /// Appends a whole number, or an empty field where there is none.
    public mutating func field(_ number: Int?) {
        separate()
        if let number { bytes.append(contentsOf: String(number).utf8) }
    }

    /// Appends `true`, `false` or an empty field.
    public mutating func field(_ flag: Bool?) {
        separate()
        if let flag { bytes.append(contentsOf: (flag ? "true" : "false").utf8) }
    }

    /// Appends an instant as ISO 8601 in UTC, or an empty field where there is none.
    public mutating func field(_ instant: Instant?) {
        separate()
        if let instant { bytes.append(contentsOf: instant.iso8601.utf8) }
    }

    /// Ends the row.
    public mutating func endRow() {
        bytes.append(lineFeed)
        isAtRowStart = true
    }

    /// Empties the buffer into a file.
    ///
    /// - Throws: ``ResultFileError/writeFailed(path:reason:)``.
    public mutating func drain(into sink: inout FileSink) throws(ResultFileError) {
        try sink.write(bytes)
        removeAll()
    }

    /// Empties the bytes.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    private mutating func separate() {
        if isAtRowStart { isAtRowStart = false } else { bytes.append(comma) }
    }
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
