// A line and a column of a text, counted as the YAML library counts them.

/// A place in one text.
struct TextPosition: Hashable {
    /// Counted from 1.
    var line = 1
    /// Counted from 1 in Unicode scalars.
    var column = 1
}

extension TextPosition {
    /// Where this is in a text, in scalars from its start; nil if the text has no such place.
    func offset(in scalars: some Collection<Unicode.Scalar>) -> Int? {
        var position = TextPosition()
        var previous: Unicode.Scalar?
        for (offset, scalar) in scalars.enumerated() {
            if position == self { return offset }
            if position.line > line { return nil }
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                position.line += 1
                position.column = 1
            default: position.column += 1
            }
            previous = scalar
        }
        return nil
    }

    /// This position, or the end of the text if it lies behind that.
    func within(_ text: String) -> TextPosition {
        let scalars = text.unicodeScalars
        if offset(in: scalars) != nil { return self }
        let lines = scalars.split(separator: "\n", omittingEmptySubsequences: false)
        return line < lines.count ? self : TextPosition(line: lines.count, column: (lines.last?.count ?? 0) + 1)
    }

    /// The character that stands here.
    func scalar(in text: String) -> Unicode.Scalar? {
        guard let offset = offset(in: text.unicodeScalars) else { return nil }
        return text.unicodeScalars.dropFirst(offset).first
    }
}
