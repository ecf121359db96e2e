// Tables on a terminal: columns as wide as their widest cell, a row of one cell being a heading over all of them.

/// A table of text cells; the first columns are set to the left, the others to the right.
struct TextTable {
    /// Lines above the rows, each with a cell per column.
    var header: [[String]] = []
    var rows: [[String]] = []
    /// Number of columns that are set to the left.
    var leftColumns = 1
    /// Spaces before each line.
    var indentation = 2

    /// Lets numbers stand below each other where some of a column end in marks after a space: the others get spaces instead.
    mutating func alignMarks(_ marks: Set<Character>) {
        for column in leftColumns..<max(leftColumns, rows.map(\.count).max() ?? 0) {
            let widths = rows.map { row in
                column < row.count ? row[column].reversed().prefix { marks.contains($0) || $0 == " " }.count : 0
            }
            let widest = widths.max() ?? 0
            for row in rows.indices where column < rows[row].count {
                rows[row][column] += String(repeating: " ", count: widest - widths[row])
            }
        }
    }

    /// The lines of the table.
    var lines: [String] {
        let all = header + rows
        let columns = all.map(\.count).max() ?? 0
        let measured = columns > 1 ? all.filter { $0.count > 1 } : all
        let widths = (0..<columns).map { column in measured.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return all.map { cells in
            var line = String(repeating: " ", count: indentation)
            for (column, cell) in cells.enumerated() {
                let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
                if column > 0 { line += "  " }
                line += column < leftColumns ? cell + padding : padding + cell
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}

/// Running text on a terminal.
enum RunningText {
    /// Breaks a text into lines of at most `width` characters, between words; every line begins with `indentation` spaces.
    static func wrapped(_ text: String, width: Int = 118, indentation: Int = 0) -> [String] {
        let margin = String(repeating: " ", count: indentation)
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !line.isEmpty, indentation + line.count + 1 + word.count > width {
                lines.append(margin + line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        if !line.isEmpty { lines.append(margin + line) }
        return lines
    }

    /// A name shortened to `width` characters.
    static func shortened(_ name: String, to width: Int) -> String {
        name.count <= width ? name : name.prefix(width - 1) + "…"
    }

    /// The first line of a text that is not blank.
    static func firstLine(of text: String) -> String {
        text.split(separator: "\n").map { $0.trimming }.first { !$0.isEmpty } ?? ""
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    fileprivate var trimming: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
