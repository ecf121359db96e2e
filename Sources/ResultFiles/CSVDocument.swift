// Reading a table back: a strict parser of what `CSVWriter` writes.

/// A table read from RFC 4180 text.
///
/// The parser is strict: UTF-8, line feeds, a last line that ends, as many fields in each row as in the header, no quote in
/// an unquoted field, nothing after a closing quote, header names unique and not empty.
public struct CSVDocument: Sendable, Equatable {
    /// The names of the columns.
    public var header: [String]
    /// The rows. A field is nil where it is empty without quotes: no value.
    public var rows: [[String?]]

    /// Reads a text.
    ///
    /// - Throws: ``ResultFileError/malformed(line:message:)``.
    public init(parsing bytes: some Sequence<UInt8>) throws(ResultFileError) {
        var parser = Parser(bytes: Array(bytes))
        guard let first = try parser.nextRow() else { throw .malformed(line: 1, message: "there is no header") }
        header = first.map { $0 ?? "" }
        guard !header.contains(""), Set(header).count == header.count else {
            throw .malformed(line: 1, message: "column names must be unique and not empty")
        }
        rows = []
        while let row = try parser.nextRow() {
            guard row.count == header.count else {
                throw .malformed(
                    line: parser.rowLine, message: "\(row.count) fields where the header has \(header.count)")
            }
            rows.append(row)
        }
    }

    /// The values of a column from the top down; nil where there is no such column.
    public func column(_ name: String) -> [String?]? {
        guard let index = header.firstIndex(of: name) else { return nil }
        return rows.map { $0[index] }
    }
}

/// The state of reading: where it stands.
private struct Parser {
    let bytes: [UInt8]
    var position = 0
    var line = 1
    /// The line on which the row that was read last begins.
    var rowLine = 1

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// The next row; nil at the end.
    mutating func nextRow() throws(ResultFileError) -> [String?]? {
        guard position < bytes.count else { return nil }
        rowLine = line
        var row: [String?] = []
        while true {
            row.append(try nextField())
            guard position < bytes.count else { throw .malformed(line: line, message: "the last line does not end") }
            let separator = bytes[position]
            position += 1
            if separator == UInt8(ascii: ",") { continue }
            guard separator == UInt8(ascii: "\n") else {
                throw .malformed(line: line, message: "expected a comma or a line feed after a field")
            }
            line += 1
            return row
        }
    }

    private mutating func nextField() throws(ResultFileError) -> String? {
        guard position < bytes.count else { throw .malformed(line: line, message: "the last line does not end") }
        return bytes[position] == UInt8(ascii: "\"") ? try quotedField() : try plainField()
    }

    private mutating func plainField() throws(ResultFileError) -> String? {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: ","), bytes[position] != UInt8(ascii: "\n") {
            if bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "\r") {
                throw .malformed(line: line, message: "a quote or a carriage return in a field without quotes")
            }
            position += 1
        }
        return position == start ? nil : try text(bytes[start..<position])
    }

    private mutating func quotedField() throws(ResultFileError) -> String {
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            if byte != UInt8(ascii: "\"") {
                content.append(byte)
            } else if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
                content.append(byte)
                position += 1
            } else {
                return try text(content[...])
            }
        }
        throw .malformed(line: line, message: "a quoted field does not end")
    }

    private func text(_ bytes: ArraySlice<UInt8>) throws(ResultFileError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed(line: line, message: "a field is not UTF-8")
        }
        return text
    }
}
